"""The codebook is whole: every file follows its schema, and no rule may write a value that the manual does not know."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from harmledger import codebook
from harmledger.errors import CodebookError
from harmledger.extract import frames

DATA = Path(codebook.__file__).parent / "data"
SCHEMAS = Path(codebook.__file__).parent / "schemas"
VOCABULARY = codebook.load("vocabulary")
FRAMES = codebook.load("frames")["frames"]
COMPUTED = {"place", "town", "attack", "number", "weapon", "target", "no_service", "people", "force", "military"}


def test_every_file_follows_its_schema() -> None:
    versions = codebook.check()
    assert sorted(versions) == codebook.names() == sorted(p.stem for p in DATA.glob("*.yaml"))
    assert all(v >= 1 for v in versions.values())


@pytest.mark.parametrize("name", codebook.names())
def test_a_file_with_an_unknown_key_is_refused(name: str) -> None:
    data = codebook.load(name)
    schema = json.loads((SCHEMAS / f"{data['schema']}.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "no such key": 1}, schema)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda p: p.stem)
def test_every_schema_is_one_and_is_used(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    assert path.stem in {codebook.load(n)["schema"] for n in codebook.names()}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda p: p.stem)
def test_no_mapping_has_a_key_twice(path: Path) -> None:
    """YAML keeps the last of two equal keys and drops the first without a word."""

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = [k.value for k, _ in node.value]
            assert len(set(keys)) == len(keys), f"{path.name}: {sorted({k for k in keys if keys.count(k) > 1})}"
            for _, value in node.value:
                walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value)

    walk(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda p: p.stem)
def test_words_that_yaml_reads_as_truth_values_are_quoted(path: Path) -> None:
    """A bare `no` or `off` in a list of words is False to YAML, and the word is lost."""

    def lists(value: object) -> None:
        if isinstance(value, dict):
            for v in value.values():
                lists(v)
        elif isinstance(value, list):
            assert not [v for v in value if isinstance(v, bool)] or not any(isinstance(v, str) for v in value), value
            for v in value:
                lists(v)

    lists(codebook.load(path.stem))


def test_a_missing_file_is_a_codebook_error() -> None:
    with pytest.raises(CodebookError, match=r"nothing\.yaml"):
        codebook.load("nothing")


def test_versions_are_stamped_with_the_name_and_the_content() -> None:
    number = codebook.load("frames")["version"]
    assert re.fullmatch(rf"frames/{number}\.[0-9a-f]{{8}}", codebook.version("frames"))
    assert codebook.version("frames").split(".")[1] != codebook.version("classes").split(".")[1]


def test_frames_write_known_values_only() -> None:
    assert {row["type"] for row in FRAMES} <= set(VOCABULARY["event_types"])
    assert {row["kind"] for row in FRAMES if "kind" in row} <= set(VOCABULARY["kinds"])
    assert {row["weapon"] for row in FRAMES if "weapon" in row} <= set(VOCABULARY["weapons"])


def test_every_event_type_of_the_manual_has_a_frame() -> None:
    assert {row["type"] for row in FRAMES} == set(VOCABULARY["event_types"])


def test_frames_ask_for_classes_that_there_are() -> None:
    asked = {c for row in FRAMES for k in ("needs", "object", "subject", "subject_or_object") for c in row.get(k, ())}
    known = COMPUTED | set(codebook.load("classes")["classes"])
    assert {c for c in asked if ":" not in c} <= known
    assert {c.partition(":")[0] for c in asked if ":" in c} <= {"lemma", "weapon"}
    assert {c.partition(":")[2] for c in asked if c.startswith("weapon:")} <= set(VOCABULARY["weapons"])


def test_word_classes_of_the_code_are_in_the_codebook() -> None:
    for name in (
        "force",
        "military",
        "acts",
        "armed_people",
        "aircraft",
        "repelling",
        "wielded",
        "cumulative",
        "accusing",
    ):
        assert frames.word_class(name), name
    for name in ("modals", "conditions", "possible_heads", "denied_heads", "factual_heads", "carried_nouns"):
        assert frames.word_list(name), name


@pytest.mark.parametrize(("file", "values"), [("targets", "targets"), ("weapons", "weapons")])
def test_objects_write_known_values_only(file: str, values: str) -> None:
    assert set(codebook.load(file)["values"]) <= set(VOCABULARY[values])


def test_types_read_off_a_weapon_are_known() -> None:
    assert {w for w, _ in codebook.load("frames")["type_of_weapon"]} == set(VOCABULARY["weapons"]) - {"incendiary"}
    assert {t for _, t in codebook.load("frames")["type_of_weapon"]} <= set(VOCABULARY["event_types"])


def test_casualties_write_known_values_only() -> None:
    data = codebook.load("casualties")
    assert set(data["verbs"]) <= set(VOCABULARY["outcomes"])
    assert set(data["nouns"]) <= set(VOCABULARY["outcomes"])
    assert set(data["states"].values()) <= set(VOCABULARY["outcomes"])
    assert set(data["victims"]) <= set(VOCABULARY["victims"])
    assert set(data["objects"]) <= set(VOCABULARY["targets"])


def test_speakers_have_known_types() -> None:
    data = codebook.load("attribution")
    assert set(data["types"]) <= set(VOCABULARY["source_types"])
    assert set(data["sideless"]) <= set(VOCABULARY["source_types"])


def test_parties_have_known_sides_and_one_row_each() -> None:
    rows = codebook.load("parties")["parties"]
    assert {r["side"] for r in rows} <= set(VOCABULARY["sides"])
    assert len({r["name"] for r in rows}) == len(rows)
