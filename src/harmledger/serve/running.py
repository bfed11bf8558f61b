"""How the application is run."""

from __future__ import annotations

import gc
import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from harmledger.serve.app import made_ahead
from harmledger.serve.maker import Maker
from harmledger.serve.office import Office
from harmledger.serve.room import Room

_log = logging.getLogger(__name__)
_TURN_S = 0.0005  # for which one thread works while another waits: a reader's short question before a long table
_PATIENCE_S = 1.0  # what others decide is shown a second later at most: many who decide do not slow many who read
_REST = 3  # times as long as the last round of work behind the readers' back took
_QUIET_S = 2.0  # without a question, before what takes many seconds is made for those who may ask for it
_YOUNG = 50_000  # new objects before garbage is looked for
_SETTLE_S = 3.0  # the first page is shown before anything is made ahead


def config(app: FastAPI, **more: Any) -> uvicorn.Config:
    """The web server's settings: no log of who read what, and no banner that says which server this is."""
    return uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on", timeout_keep_alive=30, **more
    )


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted."""
    office: Office = app.state.office
    gc.freeze()  # the ledger's index stays: the collector of garbage need not stop all readers to look at it again
    gc.set_threshold(_YOUNG, 20, 20)
    office.patience = _PATIENCE_S
    room: Room | None = getattr(app.state, "room", None)
    if office.options.audience == "internal":  # in public nothing changes, and each page is made once
        office.maker = Maker(office.options)
        with office.released():
            office.maker.start(office)
            if room is not None:
                room.writer.start()
    sys.setswitchinterval(_TURN_S)
    threading.Thread(target=_work, args=[office, room], daemon=True, name="pages").start()
    try:
        uvicorn.Server(config(app, host=host, port=port)).run()
    finally:
        if room is not None:
            room.writer.stop()
        if office.maker is not None:
            office.maker.stop()


@contextmanager
def _going_on() -> Iterator[None]:
    """What fails inside, as while another program writes for long, is logged: what comes after it is still done."""
    try:
        yield
    except Exception:
        _log.exception("a page could not be made ahead")


def _work(office: Office, room: Room | None) -> None:
    """Behind the readers' back: what takes long is made before anybody asks, and anew after changes."""
    time.sleep(_SETTLE_S)
    if room is not None:
        with _going_on():
            room.queue()
    for ahead in made_ahead(office):
        while not ahead.short and office.quiet() < _QUIET_S:
            time.sleep(_QUIET_S)
        with _going_on():
            ahead.make()
    gc.freeze()
    while True:
        began = time.monotonic()
        with _going_on():
            office.tend()
        time.sleep(max(1.0, _REST * (time.monotonic() - began)))
