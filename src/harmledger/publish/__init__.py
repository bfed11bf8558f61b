"""Exports, one file a format; exports read back; and the proof that a ledger still says what its reports say."""

from harmledger.publish.edition import AUDIENCES, Audience, Edition
from harmledger.publish.exporting import Exported, audience_of, export, export_shown
from harmledger.publish.folders import EXPORTS, FOLDERS, Folder
from harmledger.publish.formats import FORMATS, Format
from harmledger.publish.imprint import Imprint
from harmledger.publish.readback import read_claims, read_incidents, read_reports, restore
from harmledger.publish.showing import Shown, show
from harmledger.publish.verify import Problem, VerifyReport, verify

__all__ = [
    "AUDIENCES",
    "EXPORTS",
    "FOLDERS",
    "FORMATS",
    "Audience",
    "Edition",
    "Exported",
    "Folder",
    "Format",
    "Imprint",
    "Problem",
    "Shown",
    "VerifyReport",
    "audience_of",
    "export",
    "export_shown",
    "read_claims",
    "read_incidents",
    "read_reports",
    "restore",
    "show",
    "verify",
]
