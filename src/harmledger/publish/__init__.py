"""Exports: one file a format; read back; verified."""

from harmledger.publish.exporting import Exported, export
from harmledger.publish.formats import FORMATS, Format
from harmledger.publish.readback import read_claims, read_incidents, read_reports, restore

__all__ = ["FORMATS", "Exported", "Format", "export", "read_claims", "read_incidents", "read_reports", "restore"]
