"""The engine: runs the stages over many reports, in one process or several, with the same result."""

from harmledger.engine.options import Progress, ReadOptions, Step, Summary, silent
from harmledger.engine.relink import relink, rule_of
from harmledger.engine.reread import Reread, RereadOptions, reread
from harmledger.engine.walk import inputs, read

__all__ = [
    "Progress",
    "ReadOptions",
    "Reread",
    "RereadOptions",
    "Step",
    "Summary",
    "inputs",
    "read",
    "relink",
    "reread",
    "rule_of",
    "silent",
]
