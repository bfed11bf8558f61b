"""Where a user's own data files lie."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """`$HARMLEDGER_HOME`, else `harmledger` in the user's data folder by the XDG rule; it need not be there."""
    if home := os.environ.get("HARMLEDGER_HOME"):
        return Path(home)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "harmledger"


def gazetteer_folder() -> Path:
    """Where added gazetteer files lie."""
    return data_folder() / "gazetteer"
