"""Topics before a colon and section headings: "Shelling of X: two killed" tells one event, not two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harmledger.extract.drafts import Draft
from harmledger.extract.frames import word_list
from harmledger.extract.sentences import Parsed, Sentence

_COLON = re.compile(r":\s")
_LONGEST = 60  # characters: what stands before a colon further on is a clause, no topic
_RUBRIC = re.compile(r"^[^\d:]{1,15}\s(?:\d+|[IVX]+):\s")  # "Chapter 3: the fall of the city"


def without_topics(drafts: Sequence[Draft], parsed: Parsed) -> list[Draft]:
    """The drafts of a report without those of bare topics, unless a topic alone names its place."""
    out = []
    for d in drafts:
        sentence = parsed.sentences[d.sentence]
        end = _topic_end(sentence)
        if d.quote.end > sentence.start + end or d.casualties or d.weapons or _adds_place(d, parsed, sentence, end):
            out.append(d)
    return out


def _topic_end(sentence: Sentence) -> int:
    """Where the topic of a headline ends, in its text; 0 where it has none; all of a numbered or verbless heading."""
    text = sentence.text
    if _RUBRIC.match(text) or (sentence.kind == "heading" and not any(t.pos_ == "VERB" for t in sentence.doc)):
        return len(text)
    colon = _COLON.search(text)
    if colon is None or colon.start() > _LONGEST or len(text) - colon.end() < len("two killed"):
        return 0
    before = [t for t in sentence.doc if t.idx < colon.start()]
    return 0 if any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBG" for t in before) else colon.start()


def _adds_place(d: Draft, parsed: Parsed, topic: Sentence, end: int) -> bool:
    """Whether the place of a topic is named nowhere else in the report."""
    if d.place is None:
        return False
    names = [w for w in re.findall(r"\w{4,}", str(d.place.text).lower()) if w not in word_list("carried_nouns")]
    if not names:
        return False
    label = topic.text[:end].lower()
    rest = " ".join(s.text[end:] if s.text[:end].lower() == label else s.text for s in parsed.sentences).lower()
    return not any(n in rest for n in names)
