"""One key for many spellings: case, accents, apostrophes and Cyrillic folded, so that Харків is found as Kharkiv."""

from __future__ import annotations

import re
import unicodedata

# The Ukrainian national transliteration (2010); letters that only Russian has are added in its manner.
LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ы": "y", "э": "e", "ъ": "", "ё": "e",
}  # fmt: skip
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_CYRILLIC = re.compile(r"[а-яёєіїґ]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ‘`´](?=\w)")
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_NOT_WORD = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Lower case without accents, apostrophes inside words or Cyrillic letters; other marks stay where they are."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())  # й in one piece
    latin = _CYRILLIC.sub(_transliterate, _APOSTROPHE.sub("", plain))
    return _MARKS.sub("", unicodedata.normalize("NFKD", latin)).casefold()


def key(text: str) -> str:
    """The folded words of a name with single blanks between: "Posad-Pokrovs'ke" gives "posad pokrovske"."""
    return " ".join(_NOT_WORD.sub(" ", fold(text)).split())


def _transliterate(match: re.Match[str]) -> str:
    word = match.group()
    head = FIRST.get(word[0], LETTERS[word[0]])
    return (head + "".join(LETTERS[c] for c in word[1:])) if "зг" not in word else _with_zgh(word)


def _with_zgh(word: str) -> str:  # зг would else read like ж
    return "zgh".join(_CYRILLIC.sub(_transliterate, part) for part in word.split("зг"))
