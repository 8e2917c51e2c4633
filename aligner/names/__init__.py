"""Proper names across scripts: how they sound, where they stand in a text, and what other languages call the same place."""
