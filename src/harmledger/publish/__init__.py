"""Exports, one file a format; exports read back; and the proof that a ledger still says what its reports say."""

from harmledger.publish.exporting import Exported, export
from harmledger.publish.formats import EXPORTS, FOLDERS, FORMATS, Format
from harmledger.publish.readback import read_claims, read_incidents, read_reports, restore
from harmledger.publish.verify import Problem, VerifyReport, verify

__all__ = [
    "EXPORTS",
    "FOLDERS",
    "FORMATS",
    "Exported",
    "Format",
    "Problem",
    "VerifyReport",
    "export",
    "read_claims",
    "read_incidents",
    "read_reports",
    "restore",
    "verify",
]
