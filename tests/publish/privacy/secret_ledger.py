"""A ledger of invented reports of several wars, full of what must not be public, and the words that give it away."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from harmledger import review
from harmledger.collect.raw import Raw
from harmledger.engine.relink import relink
from harmledger.records import Claim, Failure, Report
from harmledger.store import Ledger, SecondReading, Sighting, open_ledger
from reading import Walk

WHO = "Zdenka Reviewova"
WHY = "Hrubec told me by phone"

# document, outlet address, title, text
REPORTS = (
    (
        "hrytsenko-oksana.txt",
        "https://news.example/2023/05/oksana-hrytsenko-mourns",
        "Market shelled as Oksana Hrytsenko shops",
        "Shells hit a market in Kharkiv on Monday and killed three people, Mayor Ihor Terekhov said. "
        "Oksana Hrytsenko, a resident, said shelling killed her husband Bohdan and wounded her son Danylko, 9. "
        "Hrytsenko can be reached at oksana.h@mailbox.example or +380 67 123 45 67. "
        "The family lives at 14 Sadova Street. Her flat stood at 49.99321, 36.23147.",
    ),
    (
        "two.txt",
        "https://news.example/2023/05/halima",
        "",
        "Gunmen killed nine people in the village of Zalingei on Tuesday, said Fadwa Abdelmoula, who lost a brother. "
        "Abdelmoula said the gunmen burned the houses of Zalingei. Her niece Rimaz (6) hid in the well. "
        "An air strike hit a hospital in El Fasher on Wednesday and killed twelve people, Dr Qasim Bashari told AFP.",
    ),
    (
        "three.txt",
        "https://news.example/2023/05/women-of-varenka",
        "",
        "Shelling killed two people in Izium on Sunday, prosecutors said. The bridge was closed. "
        "Soldiers raped a woman, Yaryna Pohribna, in the village of Varenka on Tuesday, prosecutors said. "
        "She lived beside the windmill. On Friday a drone killed a farmer near Kupiansk, police said.",
    ),
    (
        "four.txt",
        "https://news.example/2023/05/maternity",
        "",
        "A missile struck the Chernihiv Regional Children's Hospital in Chernihiv on Thursday and killed five people, "
        "the governor said. Vyacheslav Dubrova, whose wife was killed by the missile in Chernihiv, wept. "
        "Dubrova's daughter, schoolgirl Solomiia, was injured in the strike.",
    ),
    (
        "five.txt",
        "https://news.example/2023/05/karenni",
        "",
        "JETS BOMBED A SCHOOL IN LOIKAW ON FRIDAY AND KILLED FOUR CHILDREN, SAID NAW KYIPAWMOO, A TEACHER. "
        "The dead were named as Htetnaung Lwin, 12, and Suyinphyo, aged seven. The air strike in Loikaw was at noon.",
    ),
)
SECRETS = (
    "Oksana", "Hrytsenko", "Bohdan", "Danylko", "oksana.h", "123 45 67", "Sadova", "49.99321", "36.23147",
    "Fadwa", "Abdelmoula", "Rimaz", "Qasim", "Bashari",
    "raped a", "Yaryna", "Pohribna", "Varenka", "windmill",
    "Vyacheslav", "Dubrova", "Solomiia",
    "Kyipawmoo", "Htetnaung", "Lwin", "Suyinphyo",
    "Zdenka", "Reviewova", "Hrubec",
)  # fmt: skip
KEPT = ("Ihor Terekhov", "Shells hit a market", "An air strike hit a hospital in El Fasher")


def secret_ledger(path: Path, walk: Walk) -> Ledger:
    """The ledger, with decisions, a second reading, a failure and a sighting that hold secrets too."""
    from harmledger.clean import clean

    raws = [
        Raw(name, f"home/hrytsenko/{name}", "txt", text="\n".join(filter(None, (title, text))), title=title,
            title_in_text=bool(title), published="2023-05-13", url=url)
        for name, url, title, text in REPORTS
    ]  # fmt: skip
    reports = [clean(raw) for raw in raws]
    ledger = open_ledger(path)
    claims: list[Claim] = []
    for report, own in zip(reports, walk.claims(reports), strict=True):
        ledger.add(report, own)
        claims += own
    relink(ledger)
    _beside(ledger, reports, claims)
    return ledger


def _beside(ledger: Ledger, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
    first = reports[0]
    own = [c for c in claims if c.report == first.id]
    by = {"reviewer": WHO, "reason": WHY}
    review.accept(ledger, own[0].id, **by)
    review.correct(ledger, own[-1].id, {"source.name": "the widow Oksana Hrytsenko"}, **by)
    review.reject(ledger, next(c.id for c in claims if c.report == reports[1].id), **by)
    graded = next(i.id for i in ledger.incidents() if i.kind == "event")
    review.grade(ledger, graded, "weak", **by)
    ledger.add_failure(Failure("home/Hrytsenko.pdf", "H101", "Oksana Hrytsenko.pdf is damaged"))
    ledger.add_sighting(Sighting("oksana_hrytsenko_copy.txt", first.id, "home/oksana_hrytsenko_copy.txt", "ab" * 32))
    ledger.add_second_reading(
        SecondReading(first.id, first.document, "m", "local", "p/1", (replace(own[0], id="s-1", incident=None),))
    )


def spellings(word: str) -> Iterator[bytes]:
    """A word as files may hold it: escaped in JSON or an address, joined by hyphens, in small letters."""
    for form in (word, json.dumps(word)[1:-1], quote(word), word.replace(" ", "-"), word.replace(" ", "_")):
        yield form.lower().encode()


def leaks(blobs: Iterable[tuple[str, bytes]], words: Sequence[str] = SECRETS) -> list[str]:
    """Where a secret stands in named bytes, packed and tabular ones opened; empty when all is well."""
    out = []
    for name, blob in blobs:
        for part, content in _opened(name, blob):
            low = content.lower()
            out += [f"{part}: {w}" for w in words if any(form in low for form in spellings(w))]
    return out


def _opened(name: str, blob: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, blob
    if blob[:2] == b"\x1f\x8b":
        yield from _opened(f"{name}>gz", gzip.decompress(blob))
    elif blob[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(blob)) as packed:
            for inner in packed.namelist():
                yield from _opened(f"{name}>{inner}", packed.read(inner))
    elif blob[:4] == b"PAR1":
        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(blob))
        yield f"{name}>rows", repr((table.to_pylist(), table.schema.metadata)).encode()
    elif blob[:16] == b"SQLite format 3\x00":
        yield from ((f"{name}>{table}", rows) for table, rows in _tables(blob))


def _tables(blob: bytes) -> Iterator[tuple[str, bytes]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(blob[:18] + b"\1\1" + blob[20:])  # whatever its log was: read as a file without one
    tables = [r[0] for r in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        try:
            yield table, repr(base.execute(f'SELECT * FROM "{table}"').fetchall()).encode()
        except sqlite3.Error:
            continue  # the shadow of an index, whose bytes were searched with the file
    base.close()
