"""The Python API: read reports, or open a ledger, and get records and tables."""

from harmledger.api.result import Result, open, read

__all__ = ["Result", "open", "read"]
