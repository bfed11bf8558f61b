"""Errors as answers: a page for a person, JSON for a program; to the public never where things lie on this machine."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from harmledger.errors import Clash, HarmledgerError, LedgerError, NotFound, UsageError
from harmledger.serve.office import Office
from harmledger.serve.pages import Moved
from harmledger.serve.rendering import render_error

HTML = "text/html; charset=utf-8"
_STATUS: tuple[tuple[type[HarmledgerError], int], ...] = (
    (NotFound, 404),
    (Clash, 409),
    (UsageError, 400),
    (LedgerError, 503),
)  # the first that fits; else 400
_TOLD = (NotFound, Clash, UsageError)  # say only what was asked for: others may name files of this machine


def add(app: FastAPI) -> None:
    """Answer every error of the application so."""
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(HarmledgerError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _moved(request: Request, error: Exception) -> Response:
    assert isinstance(error, Moved)
    return RedirectResponse("/" + error.address)


def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, HarmledgerError)
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 400)
    office: Office = request.app.state.office
    if office.options.audience == "public" and not isinstance(error, _TOLD):
        logging.getLogger("harmledger").error("%s", error)
        error = HarmledgerError("the ledger cannot be read just now", remedy="Try again later.")
    return _answer(request, error, status)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    name = ".".join(str(p) for p in first["loc"][1:])
    what = str(first["msg"]).removeprefix("Value error, ")
    remedy = "/api/openapi.json names every parameter with its values."
    return _answer(request, UsageError(what, subject=name, remedy=remedy), 422)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase.lower()
    what = "there is no such page" if error.status_code == 404 else phrase
    made = _answer(request, NotFound(what, subject=request.url.path), error.status_code)
    made.headers.update(error.headers or {})
    return made


def _unforeseen(request: Request, error: Exception) -> Response:
    remedy = "The server's log says more; please report it."
    return _answer(request, HarmledgerError("an unforeseen error stopped this answer", remedy=remedy), 500)


def _answer(request: Request, error: HarmledgerError, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.to_json()}, status)
    office: Office = request.app.state.office
    return Response(render_error(office.desk(), error, request.url.path), status, media_type=HTML)
