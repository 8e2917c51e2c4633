"""The pairers: one idea a file, found by its name (see `aligner.parts`)."""
