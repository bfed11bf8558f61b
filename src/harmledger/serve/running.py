"""How the application is run."""

from __future__ import annotations

from typing import Any

import uvicorn
from fastapi import FastAPI


def config(app: FastAPI, **more: Any) -> uvicorn.Config:
    """The web server's settings: no log of who read what, and no banner that says which server this is."""
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_keep_alive=30, **more
    )
