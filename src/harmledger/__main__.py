"""`python -m harmledger` is the same as the `harmledger` command."""

from harmledger.cli import main

main()
