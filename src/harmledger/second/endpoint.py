"""Asking the endpoint: one chat completion at temperature 0, within bounds of time and size.

No redirect is followed and no proxy of the environment is used, so that a text goes to the machine that was named and
to no other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import urllib3

from harmledger.errors import SecondReaderAnswer, SecondReaderUnreachable
from harmledger.second.settings import SecondReader, key

MOST = 4 << 20  # bytes of an answer
_CONNECT = 10.0  # seconds
_PIECE = 1 << 16
_BUSY = (429, 500, 502, 503, 504)
_REFUSED = (400, 404, 415, 422, 501)  # what servers say to a response_format that they do not know
_START = "Is the server running, and is this its address and model?"


class Endpoint:
    """One endpoint during a run; remembers which form of answer it understands."""

    def __init__(self, reader: SecondReader, schema: Mapping[str, Any]) -> None:
        self._reader = reader
        self._forms = list(_forms(schema))
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=min(_CONNECT, reader.timeout), read=reader.timeout),
            retries=urllib3.Retry(
                total=reader.retries,
                connect=reader.retries,
                read=0,  # a model that is too slow once is too slow again
                redirect=0,
                status=reader.retries,
                other=0,
                status_forcelist=_BUSY,
                allowed_methods=None,
                backoff_factor=0.5,
                raise_on_status=False,
                raise_on_redirect=False,
                respect_retry_after_header=False,  # a server does not decide how long the run waits
            ),
        )

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """The model's answer as text.

        SecondReaderUnreachable where nothing answers, or the server fails or refuses; SecondReaderAnswer where what
        comes back is no chat completion, or is cut off.
        """
        while True:
            status, body = self._post(messages, self._forms[0])
            if status in _REFUSED and len(self._forms) > 1:
                self._forms.pop(0)
                continue
            if status != 200:
                raise self._unreachable(f"answered with status {status}")
            return _content(body)

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _post(self, messages: Sequence[Mapping[str, str]], form: Mapping[str, Any]) -> tuple[int, bytes]:
        reader = self._reader
        asked = {"model": reader.model, "messages": list(messages), "temperature": 0, "max_tokens": reader.answer}
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key():
            headers["Authorization"] = f"Bearer {key()}"
        body = json.dumps({**asked, **form}).encode("ascii")
        until = time.monotonic() + reader.timeout
        try:
            response = self._pool.request(
                "POST", reader.address, body=body, headers=headers, redirect=False, preload_content=False
            )
            try:
                return response.status, b"".join(self._pieces(response, until))
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            late = isinstance(error, urllib3.exceptions.TimeoutError) or time.monotonic() >= until
            raise self._unreachable("did not answer in time" if late else "cannot be reached") from error

    def _pieces(self, response: urllib3.BaseHTTPResponse, until: float) -> Iterator[bytes]:
        """The answer piece by piece: a server that drips it out is cut off when its time is over."""
        size = 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            if size > MOST:
                raise SecondReaderAnswer(f"is longer than {MOST >> 20} MiB", subject="the answer")
            if time.monotonic() > until:
                raise self._unreachable("did not answer in time")
            yield piece

    def _unreachable(self, what: str) -> SecondReaderUnreachable:
        return SecondReaderUnreachable(what, subject=self._reader.address, remedy=_START)


def _forms(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """How to ask for JSON, the strictest way first."""
    named = {"name": "claims", "strict": True, "schema": schema}
    yield {"response_format": {"type": "json_schema", "json_schema": named}}
    yield {"response_format": {"type": "json_object"}}
    yield {}


def _content(body: bytes) -> str:
    try:
        choice = json.loads(body.decode("utf-8", "replace"))["choices"][0]
        content, ended = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise SecondReaderAnswer("is no chat completion", subject="the answer", remedy=_START) from error
    if not isinstance(content, str) or ended == "length":
        text = content if isinstance(content, str) else ""
        what = "was cut off at its greatest length" if ended == "length" else "holds no text"
        raise SecondReaderAnswer(what, subject="the answer", answer=text)
    return content
