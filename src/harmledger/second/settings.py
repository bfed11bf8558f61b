"""Which model reads a second time, and where it runs."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from harmledger.errors import UsageError

KEY = "HARMLEDGER_SECOND_READER_KEY"  # environment variable: a key on the command line is seen by everyone
Kind = Literal["local", "remote"]
_ASK = "/chat/completions"
_SUBJECT = "second reader"


@dataclass(frozen=True, slots=True)
class SecondReader:
    """An OpenAI-compatible endpoint that the user runs; UsageError for one that may not or cannot be asked."""

    url: str  # its base ("http://localhost:8080/v1") or the whole address of its chat completions
    model: str
    remote: bool = False  # the user's word that report texts may go to another machine
    timeout: float = 120.0  # seconds for one answer
    retries: int = 2  # after a refused connection, a 429 or a 5xx
    part: int = 4000  # characters of a report that are asked about at once
    answer: int = 2000  # tokens that one answer may have

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            remedy = "Write, for one, http://localhost:8080/v1."
            raise UsageError(f"“{self.url}” is no http address", subject=_SUBJECT, remedy=remedy)
        if parts.username or parts.password or parts.query:
            remedy = f"Put the key into the environment variable {KEY}."
            raise UsageError("its address holds a name, a password or a query", subject=_SUBJECT, remedy=remedy)
        if not self.model.strip():
            raise UsageError("needs the name of a model", subject=_SUBJECT, remedy="Name it: --second-model NAME.")
        if self.kind == "remote" and not self.remote:
            remedy = "Say so if report texts may leave this machine: --second-reader-remote."
            raise UsageError(f"{self.host} is not this machine", subject=_SUBJECT, remedy=remedy)
        if not (self.timeout > 0 and self.retries >= 0 and self.part >= 200 and self.answer >= 1):
            raise UsageError("timeout, retries, part or answer is out of range", subject=_SUBJECT)

    @property
    def host(self) -> str:
        """The machine that is asked, without its port."""
        return urlsplit(self.url).hostname or ""

    @property
    def kind(self) -> Kind:
        """Whether the endpoint is on this machine: by a loopback address or the name localhost, nothing else."""
        if self.host == "localhost":
            return "local"
        try:
            return "local" if ipaddress.ip_address(self.host).is_loopback else "remote"
        except ValueError:
            return "remote"

    @property
    def address(self) -> str:
        """Where questions are posted."""
        base = self.url.rstrip("/")
        return base if base.endswith(_ASK) else base + _ASK


def key() -> str:
    """The endpoint's key from the environment, empty where none is set."""
    return os.environ.get(KEY, "").strip()
