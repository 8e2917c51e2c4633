"""The commands: one a file, found by its name; each file has a function of that name and an EXAMPLE."""
