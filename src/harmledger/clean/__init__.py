"""Clean: from a raw input to a `Report` with its text, its regions, its language and its date."""

from harmledger.clean.report import VERSION, clean

__all__ = ["VERSION", "clean"]
