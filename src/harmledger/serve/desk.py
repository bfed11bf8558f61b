"""What a page is made from: a ledger (or what of it is public), the index of all incidents, and who publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harmledger.publish.imprint import Imprint
from harmledger.serve.shelf import Shelf
from harmledger.store import Readable

Audience = Literal["internal", "public"]


@dataclass(frozen=True)
class Desk:
    """Everything that a page may ask; a page that is handed a public ledger cannot show more."""

    ledger: Readable
    shelf: Shelf
    imprint: Imprint
    audience: Audience = "internal"
    server: bool = False  # whether there is a server behind the page, which can be asked and can store
    reviews: bool = False  # whether people can decide through that server
    generated: str = ""  # when, for the footer: a day or an instant in UTC; never asked of the clock by a page
