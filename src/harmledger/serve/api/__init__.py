"""The API, one file a resource: its `router` is found here; with `DECIDES` it is of servers for reviewers only."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from fastapi import APIRouter

PREFIX = "/api/v1"


def routers(*, deciding: bool) -> Iterator[APIRouter]:
    """The routers of all resources, by name; `deciding`: those too through which people decide."""
    for name in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "router") and (deciding or not getattr(module, "DECIDES", False)):
            yield module.router
