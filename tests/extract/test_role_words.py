"""Who did it and what was hit, in the text's own words."""

import pytest

from reading import Walk


def _roles(claims_of: Walk, text: str) -> tuple[list[str], list[str]]:
    rows = [e for c in claims_of(text) for e in c.evidence]
    return tuple([e.text for e in rows if e.field == field] for field in ("doer", "struck"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "doers", "struck"),
    [
        ("Unidentified gunmen killed a village elder in Kutum.", ["Unidentified gunmen"], ["village elder"]),
        (
            "Members of the local militia attacked the main grain depot in Daraa on Monday.",
            ["Members of the local militia"],
            ["main grain depot"],
        ),
        ("The mayor's house in Loikaw was shelled by army gunners.", ["army gunners"], ["mayor's house"]),
        ("Two shepherds died in the shelling of Idlib.", [], ["Two shepherds"]),
    ],
)
def test_roles_are_kept_in_the_words_of_the_text(
    claims_of: Walk, text: str, doers: list[str], struck: list[str]
) -> None:
    found = _roles(claims_of, text)
    assert set(doers) <= set(found[0]) and (doers or not found[0])
    assert set(struck) <= set(found[1])


def test_a_weapon_is_no_doer(claims_of: Walk) -> None:
    assert _roles(claims_of, "Mortar shells struck a clinic in Kadugli.")[0] == []
