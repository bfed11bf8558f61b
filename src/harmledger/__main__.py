"""`python -m harmledger` is the same as the `harmledger` command."""

import sys

from harmledger.cli import main

sys.exit(main())
