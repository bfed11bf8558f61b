"""Tables of reports: JSON, JSON Lines, CSV and Parquet, read row by row.

A row that holds no report is one failure; the rows after it go on. A table that lacks a column that was named, or any
column with the text, is refused as a whole, with the columns that it has.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any, cast

from harmledger.collect.decode import VERSION as DECODE_VERSION
from harmledger.collect.decode import encoding_of, looks_binary, tidied
from harmledger.collect.items import Item
from harmledger.collect.raw import ALIASES, FIELDS, MEGABYTE, Raw, failure, sha256, with_given
from harmledger.errors import EmptyInput, InputError, OversizedInput, TableError, UnreadableInput
from harmledger.records import Failure

_PEEK = 100  # rows looked at before a JSON Lines table is said to lack a column
_BATCH = 256  # rows of a Parquet file held at a time

Row = Mapping[str, Any]
Numbered = tuple[int, Row | InputError, str]  # row number from 1, its values, the hash of its bytes


def read_jsonl(item: Item) -> Iterator[Raw | Failure]:
    """The reports of a JSON Lines file; TableError where a named column is in none of its first rows."""
    head, item = item.head()
    name = encoding_of(head)
    if name.startswith(("utf-16", "utf-32")):  # their line ends are no single bytes
        recoded = codecs.EncodedFile(item.stream, "utf-8", name, errors="replace")
        item, name = replace(item, stream=cast("IO[bytes]", recoded)), "utf-8"
    rows = _json_rows(item, name)
    first = list(itertools.islice(rows, _PEEK))
    good = [row for _, row, _ in first if not isinstance(row, InputError)]
    if first and not good:
        raise UnreadableInput("holds no JSON object in any line", subject=item.path)
    _check_columns(item, dict.fromkeys(key for row in good for key in row))
    yield from _reports(item, itertools.chain(first, rows))


def read_json(item: Item) -> Iterator[Raw | Failure]:
    """The reports of a JSON file: an array of objects, one object, or JSON Lines under the wrong name."""
    data = item.whole()
    if looks_binary(data):
        raise UnreadableInput("is not JSON: binary data", subject=item.path)
    try:
        value = json.loads(data.decode(encoding_of(data), errors="replace").removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        if data.count(b"\n", 0, len(data.rstrip())) and isinstance(_json_row(data.split(b"\n", 1)[0], "utf-8"), dict):
            yield from read_jsonl(replace(item, stream=io.BytesIO(data)))
            return
        raise UnreadableInput(f"is no JSON ({_short(error)})", subject=item.path) from error
    rows = value if isinstance(value, list) else [value]
    _check_columns(item, dict.fromkeys(key for row in rows if isinstance(row, dict) for key in row))
    yield from _reports(
        item, ((n, _object(row), sha256(json.dumps(row, sort_keys=True))) for n, row in enumerate(rows, 1))
    )


def _object(value: Any) -> Row | InputError:
    return value if isinstance(value, dict) else UnreadableInput("the row is no JSON object")


def read_csv(item: Item) -> Iterator[Raw | Failure]:
    """The reports of a CSV or TSV file with a header row; the separator is found out."""
    head, item = item.head()
    if not head.strip():
        raise EmptyInput("is empty", subject=item.path)
    if looks_binary(head):
        raise UnreadableInput("is not a table: binary data", subject=item.path)
    name = encoding_of(head)
    text = io.TextIOWrapper(cast("io.BufferedReader", item.stream), encoding=name, errors="replace", newline="")
    csv.field_size_limit(item.options.max_file_bytes)
    reader = csv.DictReader(text, dialect=_dialect(head.decode(name, errors="replace"), item.name))
    steps = () if name == "utf-8" else (f"{DECODE_VERSION}: from {name}",)
    try:
        _check_columns(item, [column for column in reader.fieldnames or () if column])
        for found in _reports(item, _csv_rows(reader)):
            yield replace(found, steps=steps + found.steps) if isinstance(found, Raw) else found
    finally:
        text.detach()  # the stream belongs to who opened it


def read_parquet(item: Item) -> Iterator[Raw | Failure]:
    """The reports of a Parquet file, a few hundred rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with item.seekable() as item:
            table = pq.ParquetFile(item.stream)
            _check_columns(item, table.schema_arrow.names)
            wanted = list(_columns(item, table.schema_arrow.names).values())
            batches = table.iter_batches(batch_size=_BATCH, columns=wanted)
            rows = (row for batch in batches for row in batch.to_pylist())
            yield from _reports(item, ((n, row, _row_hash(row)) for n, row in enumerate(rows, 1)))
    except (pa.ArrowException, OSError) as error:
        raise UnreadableInput(f"is no readable Parquet file ({_short(error)})", subject=item.path) from error


def _columns(item: Item, present: Iterable[str]) -> dict[str, str]:
    """Field -> its column: as the user named it, else of its own name, else of one usual for it; only what is there."""
    there = {name.lower().strip(): name for name in reversed([*present])}
    found: dict[str, str] = {}
    for field in FIELDS:
        named = item.options.columns.get(field)
        names = [named] if named else [there[n] for n in (field, *ALIASES.get(field, ())) if n in there]
        if names:
            found[field] = names[0]
    return found


def _check_columns(item: Item, present: Iterable[str]) -> None:
    present = list(present)
    for field in item.options.columns:
        if field not in FIELDS:
            raise TableError(f"there is no field {field!r}", remedy=f"Fields are {', '.join(FIELDS)}.")
    missing = [column for column in item.options.columns.values() if column not in present]
    if "text" not in _columns(item, present):
        missing.insert(0, "text")
    if missing:
        raise TableError(
            f"has no column {', '.join(repr(c) for c in missing)}; it has {', '.join(present) or 'none'}",
            remedy="Name the column that holds the field, for example with --column text=body.",
        )


def _reports(item: Item, rows: Iterable[Numbered]) -> Iterator[Raw | Failure]:
    for number, row, digest in rows:
        document = f"{item.name}#{number}"
        try:
            if isinstance(row, InputError):
                raise row
            columns = _columns(item, [name for name in row if isinstance(name, str)])
            document = _text_of(row.get(columns.get("id", "id"))) or document
            yield with_given(_report(item, row, columns, document, digest), item.given)
        except InputError as error:
            yield failure(error, f"{item.path}#{number}", document)


def _report(item: Item, row: Row, columns: Mapping[str, str], document: str, digest: str) -> Raw:
    value = {field: row.get(columns.get(field, field)) for field in FIELDS}
    text = tidied(_text_of(value["text"], strip=False))
    title = tidied(_text_of(value["title"], strip=False))
    if not text.text.strip() and not title.text.strip():
        raise EmptyInput(
            "the row has no text", remedy=f"Fill the column {columns.get('text', 'text')!r} or drop the row."
        )
    return Raw(
        document=document,
        source_path=item.path,
        kind="row",
        text=text.text,
        title=title.text,
        title_in_text=bool(title.text.strip()),
        outlet=_text_of(value["outlet"]),
        url=_text_of(value["url"]),
        language=_text_of(value["language"]),
        published=_text_of(value["published"]),
        raw_sha256=digest,
        steps=tuple(dict.fromkeys(title.steps + text.steps)),
    )


def _text_of(value: Any, *, strip: bool = True) -> str:
    if value is None or (isinstance(value, float) and value != value):  # a missing number in a data frame is NaN
        return ""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.strip() if strip else text


def _json_rows(item: Item, encoding: str) -> Iterator[Numbered]:
    """Each line as an object, or as the error that it is; one long line never fills the memory."""
    limit = item.options.max_file_bytes
    number = 0
    while line := item.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = item.stream.readline(MEGABYTE)
            yield number, OversizedInput(f"the row is larger than {limit / MEGABYTE:,.0f} MB"), ""
        elif line.strip():
            yield number, _json_row(line, encoding), sha256(line.strip())


def _json_row(line: bytes, encoding: str) -> Row | InputError:
    """A line as an object; a line that is no UTF-8 is read in the encoding of the file's beginning."""
    if looks_binary(line):
        return UnreadableInput("the row is binary data, not JSON")
    own = encoding_of(line) if encoding.startswith("utf") or line.isascii() else encoding
    try:
        row = json.loads(line.decode(own, errors="replace"))
    except (ValueError, RecursionError) as error:
        return UnreadableInput(f"the row is no JSON ({_short(error)})")
    return _object(row)


def _csv_rows(reader: csv.DictReader[str]) -> Iterator[Numbered]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, UnreadableInput(f"the row cannot be read ({error})"), ""
            continue
        yield number, row, _row_hash(row)


def _dialect(head: str, name: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else _separator(head)

    return Found


def _separator(head: str) -> str:
    """The separator that stands most often in the header row."""
    header = head.split("\n", 1)[0]
    return max(",;\t|", key=header.count)


def _row_hash(row: Mapping[Any, Any]) -> str:
    plain = {str(k): _text_of(v, strip=False) for k, v in row.items()}
    return sha256(json.dumps(plain, ensure_ascii=True, sort_keys=True))


def _short(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120]
