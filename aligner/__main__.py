"""`python -m aligner` is the command `aligner`."""

from .cli import main

main()
