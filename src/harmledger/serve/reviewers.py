"""Who decides through the server: each reviewer gives a name, kept in a cookie of the browser; there is no password.

That a post comes from the server's own pages is seen to before (`security.OwnVisitors`); the cookie goes nowhere else.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request, Response

from harmledger.errors import UsageError
from harmledger.serve.room import Room

COOKIE = "harmledger_reviewer"
LONGEST = 100  # characters of a name, as `review.Author` takes them
_YEAR = 365 * 24 * 3600


def room_of(request: Request) -> Room:
    """The room of this server."""
    room: Room = request.app.state.room
    return room


def reviewer_of(request: Request) -> str:
    """The name that the reviewer gave in this browser, "" where none was given."""
    return " ".join(unquote(request.cookies.get(COOKIE, "")).split())[:LONGEST]


def named(request: Request) -> str:
    """The reviewer's name; UsageError where none was given."""
    name = reviewer_of(request)
    if not name:
        raise UsageError("a decision needs the name of the one who decides", remedy="Say who you are, then decide.")
    return name


def remember(response: Response, name: str) -> None:
    """Keep the name in the browser."""
    response.set_cookie(COOKIE, quote(name), max_age=_YEAR, path="/", samesite="strict", httponly=True)
