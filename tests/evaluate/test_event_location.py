"""The event-location measure: parts that never mix, locations in characters or token numbers, token F1."""

import json
from pathlib import Path

from harmledger.evaluate.event_location import held_out, read_rows, score

_CHARACTERS = {
    "text": "A bomb killed two men in Taiz.",
    "event": [{"start": 7, "end": 13}],
    "location": [{"start": 25, "end": 29}],
}
_TOKENS = {
    "text": "Near the town of Sheikh Zuweid two men were killed by a bomb.",
    "event": [{"start": 44, "end": 50}],
    "location": [{"start": 4, "end": 5}],
}
_NEITHER = {
    "text": "Two men were killed by a mine yesterday.",
    "event": [{"start": 13, "end": 19}],
    "location": [{"start": 5, "end": 6}],
}


def _rows(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows) + "\n", encoding="utf-8")
    return path


def test_characters_and_token_numbers_are_read_and_the_rest_counted(tmp_path: Path) -> None:
    path = _rows(tmp_path, [_CHARACTERS, _TOKENS, _NEITHER])
    both = [read_rows(path, held=h) for h in (False, True)]
    rows = {r.text: r for part, _ in both for r in part}
    assert sum(unread for _, unread in both) == 1
    named = {t: {t.split()[0]: sorted(r.location)} for t, r in rows.items()}
    assert named[str(_CHARACTERS["text"])] == {"A": [6]}
    assert named[str(_TOKENS["text"])] == {"Near": [4, 5]}


def test_a_sentence_is_in_one_part_only(tmp_path: Path) -> None:
    many = [{**_CHARACTERS, "text": f"A bomb killed two men in Taiz, witness {n} said."} for n in range(80)]
    path = _rows(tmp_path, many)
    learn, held = ({r.text for r in read_rows(path, held=h)[0]} for h in (False, True))
    assert learn and held and not learn & held and len(learn) + len(held) == 80
    assert all(held_out(t) for t in held)


def test_tokens_right_wrong_and_missed(tmp_path: Path) -> None:
    parts = [read_rows(_rows(tmp_path, [_CHARACTERS, _TOKENS]), held=h)[0] for h in (False, True)]
    rows = sorted((r for part in parts for r in part), key=lambda r: r.text)  # Taiz, then Sheikh Zuweid
    figures = score(rows, [{6, 7}, {4}])
    assert (figures["precision"], figures["recall"]) == (0.6667, 0.6667)
    assert figures["token_f1"] == 0.6667 and figures["whole_sentences"] == 0.0
    assert score(rows, [{6}, {4, 5}])["token_f1"] == 1.0
    assert score(rows, [set(), set()])["token_f1"] == 0.0
