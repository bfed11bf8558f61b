"""Word documents: paragraphs and table cells in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version

from harmledger.collect.decode import tidied
from harmledger.collect.items import Budget, Item
from harmledger.collect.raw import Raw, sha256, with_given
from harmledger.errors import EmptyInput, OversizedInput, UnreadableInput
from harmledger.records import Failure


def read_docx(item: Item) -> Iterator[Raw | Failure]:
    """One report from a .docx file; its parts may not unpack to more than an honest document's."""
    data = item.whole()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            Budget(len(data), item.options).spend(sum(part.file_size for part in parts.infolist()))
        text = tidied(_text(data))
    except OversizedInput:
        raise
    except Exception as error:  # damaged parts fail in zip, XML and the document's own rules, each in its own way
        raise UnreadableInput(f"is a damaged Word document ({type(error).__name__})", subject=item.path) from error
    if not text.text.strip():
        raise EmptyInput("holds no text", subject=item.path)
    steps = (f"python-docx/{version('python-docx')}: paragraphs and tables", *text.steps)
    raw = Raw(item.name, item.path, "docx", text.text, raw_sha256=sha256(data), steps=steps)
    yield with_given(raw, item.given)


def _text(data: bytes) -> str:
    from docx import Document
    from docx.table import Table

    document = Document(io.BytesIO(data))
    parts: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            parts.extend(" ".join(cell.text for cell in row.cells) for row in part.rows)
        else:
            parts.append(part.text)
    return "\n".join(parts)
