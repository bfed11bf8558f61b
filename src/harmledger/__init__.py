"""harmledger: from news reports of a war to a ledger of harm to civilians.

import harmledger

result = harmledger.read(["reports/"])            # or ledger="war.db" to keep what was read
result.incidents[0].summary
result.table("claims").to_pandas()

with harmledger.open("war.db") as result:
    polars.from_arrow(result.table("casualties"))
"""

from harmledger.api import Result, open, read
from harmledger.errors import HarmledgerError
from harmledger.records import (
    Casualty,
    Claim,
    Difference,
    Evidence,
    Failure,
    Incident,
    Join,
    Period,
    Place,
    Published,
    Reason,
    Region,
    Report,
    Source,
    Span,
    Time,
    Toll,
)

__version__ = "0.1.0"

__all__ = [
    "Casualty",
    "Claim",
    "Difference",
    "Evidence",
    "Failure",
    "HarmledgerError",
    "Incident",
    "Join",
    "Period",
    "Place",
    "Published",
    "Reason",
    "Region",
    "Report",
    "Result",
    "Source",
    "Span",
    "Time",
    "Toll",
    "__version__",
    "open",
    "read",
]
