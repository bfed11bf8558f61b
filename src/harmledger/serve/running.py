"""How the application is run."""

from __future__ import annotations

import gc
import threading
from typing import Any

import uvicorn
from fastapi import FastAPI

from harmledger.serve.app import kept_file
from harmledger.serve.office import Office
from harmledger.serve.pages import data_files


def config(app: FastAPI, **more: Any) -> uvicorn.Config:
    """The web server's settings: no log of who read what, and no banner that says which server this is."""
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off", timeout_keep_alive=30, **more
    )


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted."""
    gc.collect()
    gc.freeze()  # the ledger's index stays: the collector of garbage need not stop all readers to look at it again
    threading.Thread(target=warm, args=[app], daemon=True).start()
    uvicorn.Server(config(app, host=host, port=port)).run()


def warm(app: FastAPI) -> None:
    """Make ahead what takes long and what everybody asks for: the files that the overview loads."""
    office: Office = app.state.office
    for data in data_files().values():
        kept_file(office, data)
