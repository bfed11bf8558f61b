"""The command line: one file a command, data to stdout, messages to stderr.

Exit codes: 0 done, 1 an error or some inputs failed, 2 wrong usage, 3 verification failed, 130 interrupted.
"""

from harmledger.cli.main import main

__all__ = ["main"]
