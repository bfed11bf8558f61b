"""PDF files: the text layer of all pages. Scans without one are refused, never guessed at."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from importlib.metadata import version

from harmledger.collect.decode import tidied
from harmledger.collect.items import Item
from harmledger.collect.raw import Raw, sha256, with_given
from harmledger.errors import EmptyInput, UnreadableInput
from harmledger.records import Failure

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is said by our own error


def read_pdf(item: Item) -> Iterator[Raw | Failure]:
    """One report from a PDF file; EmptyInput where its pages hold no text, UnreadableInput where it is locked."""
    data = item.whole()
    text = tidied(_text(data, item.path))
    if not text.text.strip():
        raise EmptyInput(
            "holds no text, only pictures", subject=item.path, remedy="Run it through OCR and give the text."
        )
    steps = (f"pypdf/{version('pypdf')}: text of pages", *text.steps)
    raw = Raw(item.name, item.path, "pdf", text.text, raw_sha256=sha256(data), steps=steps)
    yield with_given(raw, item.given)


def _text(data: bytes, subject: str) -> str:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput("is locked with a password", subject=subject, remedy="Save it without the password.")
        return "\n\n".join(page.extract_text().strip() for page in reader.pages)
    except UnreadableInput:
        raise
    except Exception as error:  # damaged files fail in the parser with nearly any exception
        raise UnreadableInput(f"is a damaged PDF ({type(error).__name__})", subject=subject) from error
