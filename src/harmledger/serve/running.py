"""How the application is run."""

from __future__ import annotations

import gc
from typing import Any

import uvicorn
from fastapi import FastAPI


def config(app: FastAPI, **more: Any) -> uvicorn.Config:
    """The web server's settings: no log of who read what, and no banner that says which server this is."""
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_keep_alive=30, **more
    )


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted."""
    gc.collect()
    gc.freeze()  # the ledger's index stays: the collector of garbage need not stop all readers to look at it again
    uvicorn.Server(config(app, host=host, port=port)).run()
