"""The engine: runs the stages over many reports, in one process or several, with the same result."""

from harmledger.engine.options import Progress, ReadOptions, Step, Summary, silent
from harmledger.engine.relink import relink
from harmledger.engine.walk import inputs, read

__all__ = ["Progress", "ReadOptions", "Step", "Summary", "inputs", "read", "relink", "silent"]
