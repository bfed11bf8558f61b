"""Keys under which names are found: spelling differences that never part two places are folded away.

`fold` is exact: case, diacritics, apostrophes, hyphens and script go. `sound` is coarse: it also brings together the
Ukrainian, Russian and machine-translated spellings of one Slavic name (Chernobayevka, Chornobaivka).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that have no decomposition into a Latin letter and a mark.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h",
        "ŋ": "n", "ə": "a", "ŧ": "t", "ĸ": "k",
    }
)  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f]")
_DROPPED = re.compile(r"['’‘ʼʹʺ`´ʻ′″\"“”«»()]|(?<=\w)\.(?=\w\.)|(?<=\b\w)\.(?=\w\b)")
_BLANK = re.compile(r"[\s\-‐‑–—_/,.]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

# Ukrainian national transliteration of 2010, as used on signs and in passports.
_KMU = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ы": "y", "э": "e", "ё": "e", "ъ": "", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
    "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz", "қ": "q", "ғ": "g", "ұ": "u", "ү": "u", "ө": "o", "ң": "n", "һ": "h",
    "ә": "a", "ѣ": "e", "ї": "i",
}  # fmt: skip
_KMU_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = {**_KMU, "г": "g", "и": "i", "й": "y", "е": "e", "ё": "yo", "ю": "yu", "я": "ya", "э": "e"}

# Applied in order to a folded key: what English, Polish, German, French and machine spellings write differently.
_SOUNDS = [
    (re.compile(p), r)
    for p, r in (
        (r"stsch|schtsch|shtsh|shch|szcz|sch|stch", "q"),
        (r"tsch|tch|cz|ch(?!h)|tsj|tx", "c"),
        (r"sh|sz|sj", "s"),
        (r"zh|dj|j(?=[aou])", "z"),
        (r"kh|h|g", "h"),
        (r"ck|k", "k"),
        (r"ts|tz", "z"),
        (r"w|ff|f", "v"),
        (r"[yij]+[eao]|[yij]*[uü]", "e"),
        (r"[yij]+", "i"),
        (r"(?<=.)[aeo](?=.)", "e"),
        (r"[aeo]+$", "e"),
        (r"(.)\1+", r"\1"),
        (r"[ie]vk[ea]\b", "evke"),
        (r"[ie]v\b", "ev"),
    )
]


def transliterate(name: str, *, russian: bool = False) -> str:
    """Latin spelling of a Cyrillic name: the Ukrainian official one, or the Russian one as the press writes it."""
    table = _RUSSIAN if russian else _KMU
    out: list[str] = []
    text = name.replace("Зг", "Zgh").replace("зг", "zgh")
    start = True
    for char in text:
        low = char.lower()
        latin = table.get(low)
        if latin is None:
            out.append(char)
        else:
            if start and not russian:
                latin = _KMU_FIRST.get(low, latin)
            out.append(latin.capitalize() if char.isupper() else latin)
        start = not (char.isalpha() or char in "'’ʼ")
    return "".join(out)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of exact lookup: lower case Latin letters and digits, words parted by one blank; "" for other scripts."""
    text = unicodedata.normalize("NFC", name)
    if _CYRILLIC.search(text):
        text = transliterate(_DROPPED.sub("", text))
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    text = _BLANK.sub(" ", _DROPPED.sub("", _MARKS.sub("", text))).strip()
    return text if text.isascii() else ""


@lru_cache(maxsize=65536)
def sound(key: str) -> str:
    """The coarse key of a folded name, for comparing spellings of one Slavic name; several names may share it."""
    for pattern, to in _SOUNDS:
        key = pattern.sub(to, key)
    return key


def initial(coarse: str) -> str:
    """The letter under which a coarse key is filed: one for all vowels, which are often taken for one another."""
    return "e" if coarse[0] in "aeiou" else coarse[0]


def official(name: str) -> str:
    """A Ukrainian name in its official Latin spelling, each word as the original writes it."""
    return re.sub("['’ʼ]", "", transliterate(name.strip()))


def spellings(key: str, articles: frozenset[str]) -> list[str]:
    """Other keys of one folded name: the Arabic article left out, put in or fitted to the next letter, a last "h" more
    or less, the words written as one."""
    words = key.split(" ")
    at = next((i for i, w in enumerate(words[:-1]) if w in articles), -1)
    rest = words[at + 1] if at >= 0 else words[0]
    letters = rest[:2] if rest[:2] in ("sh", "th", "dh") else rest[:1]
    forms = ["al", "el", *(vowel + letters for vowel in "aei")]
    head, tail = (words[:at], words[at + 1 :]) if at >= 0 else ([], words)
    ways = [[*head, *tail], *([*head, form, *tail] for form in forms)]
    last = words[-1]
    ends = [last, last[:-1]] if last.endswith("ah") else [last, last + "h"] if last.endswith("a") else [last]
    out = [sep.join([*way[:-1], end]) for way in ways for end in ends for sep in (" ", "")]
    return [k for k in dict.fromkeys(out) if k != key and len(k) >= 4]
