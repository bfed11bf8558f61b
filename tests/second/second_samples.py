"""A stand-in for a model: an HTTP endpoint in this process that gives prepared answers, and reports to read."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from harmledger.records import Report

TEXT = (
    "Shells hit a hospital\n"
    "Russian forces shelled a hospital in Kharkiv on Monday, killing at least three people and wounding 1,597 others, "
    "mayor Ivan Bondar said.\n\n"
    "A drone struck a bridge near Sumy on Tuesday. Twenty-three residents were evacuated from the village.\n"
)
GOOD = {
    "quote": "Russian forces shelled a hospital in Kharkiv on Monday, killing at least three people",
    "kind": "event",
    "modality": "actual",
    "event_type": "shelling",
    "targets": [{"value": "healthcare", "words": "a hospital"}],
    "weapons": [],
    "place": {"words": "Kharkiv"},
    "time": {"words": "on Monday"},
    "actor": {"words": "Russian forces"},
    "casualties": [{"words": "three people", "outcome": "killed", "victims": "people", "low": 3, "high": None}],
    "source": {"words": "mayor Ivan Bondar", "type": "local_authority"},
}


def claim(**values: Any) -> dict[str, Any]:
    """The good claim with some values changed."""
    return {**GOOD, **values}


def report(text: str = TEXT, name: str = "one.txt") -> Report:
    """A report of Wednesday, 3 May 2023, as the cleaner would give it."""
    from reading import report_of

    return report_of(text, document=name)


class Asked:
    """What the endpoint was asked, and what it answers: (status, body) for each request, or a delay before it."""

    def __init__(self, answer: Callable[[dict[str, Any]], tuple[int, str]]) -> None:
        self.answer = answer
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""


def chat(content: str, **more: Any) -> str:
    """A chat completion that says this."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}, **more}]})


def says(*claims: Any) -> tuple[int, str]:
    """An answer with these claims."""
    return 200, chat(json.dumps({"claims": list(claims)}))


@contextmanager
def endpoint(answer: Callable[[dict[str, Any]], tuple[int, str]], *, wait: float = 0.0) -> Iterator[Asked]:
    """A server on this machine, up for the time of the block."""
    asked = Asked(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.requests.append(request)
            asked.headers.append(dict(self.headers))
            time.sleep(wait)
            status, body = asked.answer(request)
            data = body.encode("utf-8", "surrogatepass")
            try:
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", f"{asked.url}/elsewhere")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:  # the client has gone
                pass

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    asked.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
