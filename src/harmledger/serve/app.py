"""The web server: every page of the registry, its downloads and data, the built front end, and the API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

import harmledger
from harmledger.serve import answers, api, failing, security
from harmledger.serve.assets import STATIC, Assets
from harmledger.serve.desk import Desk
from harmledger.serve.failing import HTML
from harmledger.serve.office import Office
from harmledger.serve.options import Options
from harmledger.serve.pages import MIME, Data, Page, data_files, registry
from harmledger.serve.rendering import render
from harmledger.serve.reviewers import reviewer_of
from harmledger.serve.room import Room

_THREADS = 8  # that answer at a time
_WAITING = 64  # threads for those who wait for what another process makes


def create_app(options: Options) -> FastAPI:
    """The application over one ledger; LedgerError or NotFound where that cannot be opened."""
    app = FastAPI(
        title="harmledger",
        lifespan=_running,
        version=harmledger.__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # these pages would load from elsewhere
        redoc_url=None,
    )
    app.state.office = office = Office(options)
    app.state.waiting = CapacityLimiter(_WAITING)
    app.add_middleware(security.OwnVisitors, names=options.hosts)
    app.add_middleware(security.Headers)
    failing.add(app)
    if options.deciding:
        app.state.room = Room(options.ledger, office.incidents)
    for page in registry().values():
        if (options.deciding or not page.server_only or page.reads) and not page.site_only:
            _add_page(app, office, page)
    for data in data_files().values():
        _add_data(app, office, data)
    for router in api.routers(deciding=options.deciding):
        app.include_router(router, prefix=api.PREFIX)
    app.mount("/static", Assets(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """While the server runs: few at a time, since threads beyond what the processor can do only take turns."""
    to_thread.current_default_thread_limiter().total_tokens = _THREADS
    yield


def _add_page(app: FastAPI, office: Office, page: Page) -> None:
    for suffix in (".html", *page.downloads):
        make = _maker(office, page, suffix)
        mime = HTML if suffix == ".html" else MIME[suffix]
        address = "/" + page.address("{key}", suffix)
        _add(app, address, office, make, mime, fresh=page.server_only, asks=page.asks, apart=page.whole)
    _redirect(app, page)
    if page.path == "index.html":
        _add(app, "/", office, _maker(office, page, ".html"), HTML, fresh=False, asks=page.asks)


def _maker(office: Office, page: Page, suffix: str) -> Callable[[Desk, str], bytes]:
    """What makes a page or its download: here, or by the process for what takes long."""

    def make(desk: Desk, key: str) -> bytes:
        made = office.elsewhere(page, key, suffix)
        if made is not None:
            return made
        return render(page, desk, key) if suffix == ".html" else page.downloads[suffix](desk, key)

    return make


def _without_key(make: Callable[[Desk, str], bytes]) -> Callable[[Desk], bytes]:
    return lambda desk: make(desk, "")


def _data_maker(office: Office, data: Data) -> Callable[[Desk], bytes]:
    def make(desk: Desk) -> bytes:
        return office.elsewhere(data) or data.make(desk)

    return make


def _add(
    app: FastAPI,
    address: str,
    office: Office,
    make: Callable[[Desk, str], bytes],
    mime: str,
    *,
    fresh: bool,
    asks: bool = False,
    apart: bool = False,
) -> None:
    def answer(request: Request, key: str = "") -> Response:
        name = address.format(key=key)
        if asks and request.url.query:
            key = request.url.query
            name = f"{address}?{key}"
        who = reviewer_of(request)
        if fresh:
            made = answers.body(make(office.desk(who), key), mime)
        else:
            made = _kept(office, name, lambda desk: make(desk, key), mime, who=who, apart=apart)
        return answers.answer(request, made)

    async def answer_apart(request: Request, key: str = "") -> Response:
        return await to_thread.run_sync(answer, request, key, limiter=app.state.waiting)

    app.get(address, include_in_schema=False)(answer_apart if apart else answer)


def _kept(
    office: Office, address: str, make: Callable[[Desk], bytes], mime: str, *, who: str = "", apart: bool = False
) -> answers.Body:
    """What lies at an address, as it was made after the last change or, where that takes long, a little before."""
    return office.kept(address, lambda desk: answers.body(make(desk), mime), who=who, apart=apart)


def _redirect(app: FastAPI, page: Page) -> None:
    """The address without its ending leads to the page: what people type, and what other programs cut off."""

    async def answer(request: Request, key: str = "") -> Response:
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{page.address(key)}{asked}")

    app.get("/" + page.address("{key}", ""), include_in_schema=False)(answer)


def _add_data(app: FastAPI, office: Office, data: Data) -> None:
    make = _data_maker(office, data)
    _add(app, "/" + data.path, office, lambda desk, key: make(desk), MIME[".js"], fresh=False, apart=data.whole)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that is made before anybody asks for it; `short`: at once, however many ask for other things."""

    make: Callable[[], object]
    short: bool


def made_ahead(office: Office) -> Iterator[Ahead]:
    """What takes long in a large ledger and what many ask for: data files, and the pages of which there is one."""
    for data in data_files().values():
        kept = partial(_kept, office, "/" + data.path, _data_maker(office, data), MIME[".js"], apart=data.whole)
        yield Ahead(kept, short=not data.whole)
    for page in registry().values():
        if "{key}" not in page.path and not (page.server_only or page.site_only):
            make = _without_key(_maker(office, page, ".html"))
            kept = partial(_kept, office, "/" + page.address(), make, HTML, apart=page.whole)
            yield Ahead(kept, short=not page.whole)
