"""Saved mail: a newsletter, an agency's dispatch, a press office's statement."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from harmledger.collect.decode import decode
from harmledger.collect.items import Item
from harmledger.collect.markup import text_of
from harmledger.collect.raw import Raw, sha256, with_given
from harmledger.errors import EmptyInput, UnreadableInput
from harmledger.records import Failure


def read_mail(item: Item) -> Iterator[Raw | Failure]:
    """One report from an .eml file: subject as title, sender as outlet, the plain body (or the page as text)."""
    data = item.whole()
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise UnreadableInput("is no saved mail: it has no header", subject=item.path)
    text, steps = _body(message, item.path)
    if not text.strip():
        raise EmptyInput("holds no text", subject=item.path)
    title = " ".join(_header(message, "subject").split())
    name, address = parseaddr(_header(message, "from"))
    raw = Raw(
        document=item.name,
        source_path=item.path,
        kind="eml",
        text=text,
        title=title,
        title_in_text=bool(title),
        outlet=name or address.rpartition("@")[2],
        published=_date(message),
        raw_sha256=sha256(data),
        steps=steps,
    )
    yield with_given(raw, item.given)


def _body(message: EmailMessage, subject: str) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(("plain", "html"))
    if part is None:
        return "", ()
    payload = part.get_payload(decode=True)
    declared = part.get_content_charset() or ""
    decoded = decode(payload if isinstance(payload, bytes) else b"", declared=declared, subject=subject)
    if part.get_content_subtype() == "html":
        return text_of(decoded.text), (*decoded.steps, "markup/1: text of HTML")
    return decoded.text, decoded.steps


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, "") or "")
    except (ValueError, IndexError, LookupError, AttributeError):  # the parser trips over malformed headers
        return ""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
