"""harmledger: from news reports of a war to a ledger of harm to civilians."""

__version__ = "0.1.0"
