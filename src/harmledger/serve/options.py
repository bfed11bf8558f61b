"""What the one who starts a server or writes a site chooses."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from harmledger.publish.imprint import NONE, Imprint
from harmledger.serve.desk import Audience

LOCAL = "127.0.0.1"
PORT = 8765


@dataclass(frozen=True)
class Options:
    """Of a server; `names` are those of other machines for it, so that no other site can reach it through a browser."""

    ledger: Path
    imprint: Imprint = NONE
    audience: Audience = "internal"
    review: bool = True  # whether people can decide through it; never in public
    host: str = LOCAL
    port: int = PORT
    names: tuple[str, ...] = ()
    generated: str = ""  # the day or instant in the footers; by default that of the last change

    @property
    def deciding(self) -> bool:
        """Whether people can decide through this server."""
        return self.review and self.audience == "internal"

    @property
    def hosts(self) -> list[str]:
        """The names of this server that requests may use, beside its addresses."""
        own = [] if self.host == LOCAL else [name := socket.gethostname(), f"{name}.local", self.host]
        return ["localhost", "testserver", *own, *self.names]
