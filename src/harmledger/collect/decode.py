"""From bytes to text: byte order marks, encodings, mojibake, line ends; every conversion is told as a step."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from harmledger.errors import UnreadableInput

VERSION = "decode/1"

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The one-byte encodings that news pages and mail were and are written in. The detector is held to them: its other
# guesses (Hebrew, Thai, EBCDIC) are wrong more often than right on short texts.
_ONE_BYTE = ["cp1251", "cp1252", "cp1250", "koi8_r", "koi8_u", "iso8859_5", "iso8859_2", "cp866", "cp1254", "latin_1"]
_SAMPLE = 65_536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the conversions that made it, each with component and version."""

    text: str
    steps: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str = "", subject: str = "") -> Decoded:
    """The text of a file's bytes; UnreadableInput where they are no text.

    `declared` is what a header or page says of the encoding: it is tried after UTF-8, which is never right by accident.
    """
    if looks_binary(data):
        raise UnreadableInput(
            "is not text: binary data", subject=subject, remedy="Give the report as text, or in a format read here."
        )
    name = encoding_of(data, declared)
    text = data.decode(name, errors="replace")
    steps = [] if name == "utf-8" else [f"{VERSION}: from {name}"]
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    if name == "utf-8" and lost > 0:
        steps.append(f"{VERSION}: {lost} damaged bytes marked")
    if len(text) > 40 and text.count("\ufffd") > 0.2 * len(text):
        raise UnreadableInput("is not text in any known encoding", subject=subject)
    tidy = tidied(text)
    return Decoded(tidy.text, (*steps, *tidy.steps))


def encoding_of(data: bytes, declared: str = "") -> str:
    """The Python name of the encoding of some bytes: mark, UTF-8, UTF-16 by pattern, as declared, or detected."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _utf16(data):
        return _utf16(data)
    sample = data[:_SAMPLE]
    if _mostly_utf8(sample if len(data) > _SAMPLE else data):
        return "utf-8"
    if declared and _known(declared) and not declared.lower().startswith(("utf-16", "utf-32", "utf-8", "utf8")):
        return codecs.lookup(declared).name
    return _detected(sample)


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Valid UTF-8, or UTF-8 with a few damaged bytes (a cut at the end, one broken quotation)."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        foreign = sum(1 for c in text if c > "\x7f")
        broken = text.count("\ufffd")
        return broken <= 4 and foreign - broken >= 5 * broken
    return True


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: one byte of a pair is nearly always 0 (Latin), 4 (Cyrillic) or 32 (quotation marks)."""
    sample = data[: _SAMPLE // 16 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if sum(half.count(b) for b in (0, 4, 0x20)) >= 0.9 * len(half):
            return name
    return ""


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ONE_BYTE).best()
    return best.encoding if best else "cp1252"


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: zero bytes or too many control characters."""
    sample = data[:_SAMPLE]
    if not sample or any(sample.startswith(mark) for mark, _ in _MARKS) or _utf16(sample):
        return False
    control = sum(1 for b in sample if b < 9 or 14 <= b < 32 or b == 127)
    return control > max(4, 0.01 * len(sample))


def tidied(text: str) -> Decoded:
    """Text with \\n line ends, repaired mojibake, and without characters that no text holds."""
    steps: list[str] = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = text[1:]
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        steps.append(f"{VERSION}: half characters marked")
    repaired = _repair(text)
    if repaired != text:
        text = repaired
        steps.append(f"{_ftfy_version()}: mojibake repaired")
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
        steps.append(f"{VERSION}: control characters blanked")
    return Decoded(text, tuple(steps))


def _repair(text: str) -> str:
    """Lines that are bytes of one encoding read in another, read rightly; all other lines as they are."""
    if text.isascii():
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    return "\n".join(fix_encoding(line) if is_bad(line) else line for line in text.split("\n"))


@cache
def _ftfy_version() -> str:
    return f"ftfy/{version('ftfy')}"
