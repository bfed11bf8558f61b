"""`hdx.json`: the metadata that the Humanitarian Data Exchange asks for, so that an upload is one step.

Field names and required ones are those of HDX's `hdx_base_configuration.yaml` (OCHA-DAP/hdx-python-api). Only the
publisher knows the organisation, the maintainer and the groups: they are empty, to be filled in before the upload.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from harmledger.publish.accounts import events
from harmledger.publish.edition import NOTES, Edition
from harmledger.store import Filter, Readable

NAME = "hdx.json"
_METHOD = (
    "Claims are read from news reports by machine with a published coding manual; claims of one event are brought "
    "together into incidents with a range for each toll; people review them. See the methodology of harmledger."
)


def metadata(ledger: Readable, which: Filter, edition: Edition) -> dict[str, Any]:
    """The data set's metadata with the HXL file as its resource."""
    days = [day for incident in ledger.incidents(events(which)) if incident.time for day in _span(incident.time)]
    contact = edition.imprint.contact
    return {
        "title": edition.imprint.named,
        "name": "harm-to-civilians-as-reported",
        "private": True,  # until the publisher has looked through it
        "notes": " ".join(NOTES),
        "dataset_source": "; ".join(sorted({r.outlet for r in ledger.reports() if r.outlet})) or "news reports",
        "owner_org": "",
        "maintainer": "",
        "dataset_date": f"[{min(days)}T00:00:00 TO {max(days)}T23:59:59]" if days else "",
        "data_update_frequency": "-2",  # as needed
        "groups": [],
        "license_id": "hdx-other",
        "license_other": edition.imprint.licence or "not specified by the publisher",
        "methodology": "Other",
        "methodology_other": _METHOD,
        "caveats": " ".join((*NOTES, f"Contact: {contact}") if contact else NOTES),
        "tags": [{"name": "conflict-violence"}, {"name": "hxl"}],
        "resources": [
            {"name": "incidents.hxl.csv", "format": "csv", "description": "Incidents with a row of HXL tags"}
        ],
    }


def _span(time: Any) -> tuple[dt.date, ...]:
    return tuple(day for day in (time.start, time.end) if day is not None)
