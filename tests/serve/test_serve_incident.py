"""An incident's page: every claim with its words, figures with their claims, denials apart, old ids lead to it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from harmledger import review
from harmledger.publish.imprint import NONE
from harmledger.records import Casualty, Evidence
from harmledger.serve.app import create_app
from harmledger.serve.desk import Desk
from harmledger.serve.options import Options
from harmledger.serve.pages import Moved, registry
from harmledger.serve.pages.incident import SHOWN, incident
from harmledger.serve.rendering import render
from harmledger.serve.shelf import Shelf
from harmledger.serve.site import write_site
from harmledger.store import Filter, Ledger, open_ledger
from ledger_samples import claim as made_claim
from ledger_samples import incident as made_incident
from ledger_samples import report as made_report


def _desk(ledger: Ledger) -> Desk:
    return Desk(ledger, Shelf(ledger), NONE, server=True, generated="2030-01-02")


def _page(ledger: Ledger, key: str) -> str:
    return render(registry()["incident"], _desk(ledger), key).decode()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "war.db")


def test_every_claim_of_every_incident_is_on_its_page_with_its_words(client: TestClient, sample_ledger: Path) -> None:
    with open_ledger(sample_ledger, readonly=True) as ledger:
        for found in ledger.incidents():
            page = client.get(f"/incident/{found.id}.html").text
            for key in found.claims:
                claim = ledger.claim(key)
                assert page.count(f'id="{key}"') == 1
                card = re.search(rf'<article [^>]*id="{key}".*?</article>', page, re.S)
                if card is None:  # folded into the same words of the report that it copies
                    assert ledger.report(claim.report).copy_of
                    continue
                words = " ".join(re.sub(r"<[^>]*>", "", card[0]).split())
                assert re.sub(r"[^\w]", "", claim.quotes[0].text) in re.sub(r"&#?\w+;|[^\w]", "", words)
                assert f'href="../report/{claim.report}.html#{key}"' in card[0]


def test_values_stand_on_the_words_that_carry_them(ledger: Ledger) -> None:
    one = made_report(1, "Title\nShells hit the <old> waterworks in Kharkov & killed 3.")
    at = one.text.index("killed 3")
    found = made_claim(one, casualties=(Casualty("killed", "people", None, 3, 3, "killed 3", at, at + 8),),
                       evidence=(Evidence("event_type", "Shells", 6, 12, "frames/1"),))  # fmt: skip
    ledger.add(one, [found])
    ledger.replace_incidents([made_incident(1, found)])
    page = _page(ledger, "i-00000001")
    assert re.search(r'<span class="ev" data-v="\d+" title="event type: shelling">Shells</span>', page)
    assert re.search(r'<span class="ev" data-v="\d+" title="killed: 3 killed">killed 3</span>', page)
    assert "&lt;old&gt; waterworks" in page
    assert "<old>" not in page
    assert "“killed 3”" in page  # the table says it again, for touch and for screen readers


def test_denied_claims_stand_apart_and_never_out_of_sight(ledger: Ledger) -> None:
    made = [made_report(n) for n in range(1, SHOWN + 12)]
    claims = [made_claim(r, modality="denied" if n == len(made) - 1 else "actual") for n, r in enumerate(made)]
    for one, claim in zip(made, claims, strict=True):
        ledger.add(one, [claim])
    ledger.replace_incidents([made_incident(1, *claims)])
    page = _page(ledger, "i-00000001")
    told, denied = page.split('<h3 id="denied">')
    assert f'id="{claims[-1].id}"' in denied
    assert f'<article class="claim claim-denied" id="{claims[-1].id}"' in denied
    assert told.count('<article class="claim claim-actual"') == SHOWN
    assert "10 more claims" in told
    for claim in claims:
        assert page.count(f'id="{claim.id}"') == 1


def test_near_copies_are_folded_into_their_original(ledger: Ledger) -> None:
    text = "Shelling in Kharkov\nShells hit the waterworks on Monday and killed 4 people, the mayor said."
    first, copy = (
        made_report(1, text),
        made_report(2, text, outlet="The Echo", text_sha256="0" * 64, copy_of=made_report(1).id),
    )
    claims = [made_claim(first), made_claim(copy)]
    for one, claim in zip((first, copy), claims, strict=True):
        ledger.add(one, [claim])
    ledger.replace_incidents([made_incident(1, *claims)])
    shown = incident(_desk(ledger), "i-00000001")
    assert [c.claim.id for c in shown.told] == [claims[0].id]
    assert [c.claim.id for c in shown.told[0].copies] == [claims[1].id]
    assert f'<li id="{claims[1].id}">The Echo' in _page(ledger, "i-00000001")


def test_figures_are_drawn_from_the_data_that_the_table_holds(ledger: Ledger) -> None:
    made = [made_report(n) for n in (1, 2)]
    claims = [made_claim(made[0]), made_claim(made[1], casualties=(Casualty("killed", "people", None, 9, None),))]
    for one, claim in zip(made, claims, strict=True):
        ledger.add(one, [claim])
    ledger.replace_incidents([made_incident(1, *claims)])
    page = _page(ledger, "i-00000001")
    data = re.search(r'<script type="application/json" id="tolls">(.*?)</script>', page)
    assert data is not None
    points = json.loads(data[1])[0]["points"]
    assert [(p["low"], p["high"], p["claim"]) for p in points] == [(1, 1, claims[0].id), (9, None, claims[1].id)]
    assert '<td class="number">9 or more</td>' in page


def test_an_old_id_leads_to_the_incident(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        a, b = list(ledger.incidents(Filter(kinds=("event",))))[:2]
        review.join(ledger, a.id, b.id, reviewer="Ann", reason="one event")
        gone = next(n.id for n in ledger.names() if n.now not in (None, n.id))
        now = ledger.incident(gone)
        with pytest.raises(Moved, match=f"incident/{now.id}.html"):
            incident(_desk(ledger), gone)
    with TestClient(create_app(Options(ledger_path))) as client:
        answer = client.get(f"/incident/{gone}.html", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, f"/incident/{now.id}.html")
        page = client.get(f"/incident/{now.id}.html").text
    assert "joined" in page
    assert "one event" in page
    assert gone in page
    with open_ledger(ledger_path) as ledger:
        write_site(ledger, ledger_path.parent / "out", audience="internal")
    small = (ledger_path.parent / "out" / "incident" / f"{gone}.html").read_text()
    assert f'href="{now.id}.html"' in small


def test_a_correction_shows_the_old_and_the_new_value(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        found = next(i for i in ledger.incidents() if ledger.claim(i.claims[0]).event_type != "looting")
        claim = ledger.claim(found.claims[0])
        review.correct(ledger, claim.id, {"event_type": "looting"}, reviewer="Ann", reason="reads so")
        now = ledger.claim(claim.id).incident
        assert now is not None
        page = _page(ledger, now)
    before = claim.event_type.replace("_", " ")
    assert f'from </span>{before}</del> <ins><span class="visually-hidden">to </span>looting' in page
    assert "corrected by a reviewer" in page


def test_downloads_hold_the_claims_and_no_formula(ledger: Ledger) -> None:
    one = made_report(1, "Title\n=HYPERLINK(1) shells hit Kharkov.")
    found = made_claim(one)
    ledger.add(one, [found])
    ledger.replace_incidents([made_incident(1, found)])
    page, desk = registry()["incident"], _desk(ledger)
    data = json.loads(page.downloads[".json"](desk, "i-00000001"))
    assert data["id"] == "i-00000001"
    assert [c["id"] for c in data["claims"]] == [found.id]
    assert "text" not in data["reports"][0]
    rows = list(csv.DictReader(io.StringIO(page.downloads[".csv"](desk, "i-00000001").decode())))
    assert [r["id"] for r in rows] == [found.id]
    assert rows[0]["quote"].startswith("'=HYPERLINK")


def test_neighbours_are_those_in_time(client: TestClient) -> None:
    desk: Desk = client.app.state.office.desk()  # type: ignore[attr-defined]
    ids = [r.id for r in desk.shelf.events()]
    assert len(ids) > 2
    page = client.get(f"/incident/{ids[1]}.html").text
    assert f'href="{ids[0]}.html" rel="prev"' in page
    assert f'href="{ids[2]}.html" rel="next"' in page


def test_a_rejection_stays_in_the_history_of_the_incident_that_lost_the_claim(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as ledger:
        whole = max(ledger.incidents(Filter(kinds=("event",))), key=lambda i: len(i.claims))
        assert "Nobody has reviewed it yet" in _page(ledger, whole.id)
        review.reject(ledger, whole.claims[-1], reviewer="Ann", reason="about another war")
        left = ledger.incident(whole.id)
        assert whole.claims[-1] not in left.claims
        page = _page(ledger, left.id)
    assert "Nobody has reviewed it yet" not in page
    assert "about another war" in page
