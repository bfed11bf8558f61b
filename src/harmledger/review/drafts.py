"""Decisions before they are stored: checked against the ledger, with what finds their claims again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harmledger.decisions import Action, Change, Decision, Standing, Subject
from harmledger.decisions.effective import value_of
from harmledger.decisions.follow import subject_of
from harmledger.decisions.records import Role
from harmledger.errors import UsageError
from harmledger.records import Claim, Incident, Report, Span
from harmledger.review import values
from harmledger.store import Filter, Ledger

WITHOUT_REASON: tuple[Action, ...] = ("accept", "unsure", "agree")  # every other act needs a reason
_LISTED = 5  # claims that an error names
_LONGEST = 100  # characters of a reviewer's name


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that could be stored, and the state of its subjects that it was made on."""

    decision: Decision
    seen: Mapping[str, str]


@dataclass
class Author:
    """One reviewer at one ledger, with the reason for the act in hand: makes drafts."""

    ledger: Ledger
    reviewer: str
    reason: str = ""
    _seen: dict[str, str] = field(default_factory=dict)
    _reports: dict[str, tuple[Report, dict[str, Claim]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reviewer = " ".join(self.reviewer.split())
        self.reason = self.reason.strip()
        if not self.reviewer or len(self.reviewer) > _LONGEST:
            raise UsageError(
                "a decision needs the name of the one who decides" if not self.reviewer else "is too long a name",
                subject=self.reviewer[:20] or "reviewer",
                remedy="Say who you are: --reviewer NAME, or the environment variable HARMLEDGER_REVIEWER.",
            )

    # ------------------------------------------------------------------ the acts

    def verdict(self, action: Action, subjects: Sequence[str]) -> Draft:
        """Accept, reject or unsure, of claims; of an incident: of every claim in it."""
        named, claims = self._subjects(subjects)
        return self._draft(action, named, self._anchors(claims))

    def correct(self, claim: str, given: Mapping[str, Any], quote: str | Mapping[str, str] = "") -> Draft:
        """Other values for a claim, by the names that `values.change` knows; `quote`: words of its report for them."""
        (found,) = self._claims("correct", [claim])
        report = self._report(found.report)[0]
        quotes = quote if isinstance(quote, Mapping) else dict.fromkeys(given, quote)
        changes: dict[str, Change] = {}
        now = found
        for name, value in given.items():
            target, after = values.change(now, name, value)
            words = _words(report, found, quotes.get(name, ""))
            if target == "casualties" and words:
                before = value_of(now, target)
                after = [row if row in before else {**row, **words.to_json()} for row in after]
            if after != value_of(now, target):
                changes[target] = Change(target, value_of(found, target), after, words)
                now = Claim.from_json(now.to_json() | {target: after})
        if not changes:
            raise UsageError("has these values already", subject=found.id, remedy="To agree with them: accept it.")
        return self._draft("correct", [found.id], self._anchors([found]), changes=tuple(changes.values()))

    def join(self, subjects: Sequence[str]) -> Draft:
        """Incidents that are one; a claim stands for its incident."""
        named, _ = self._subjects(subjects)
        incidents = [self._home(name) for name in named]
        if len(named) > 1 and len({i.id for i in incidents}) == 1:
            raise UsageError(f"are one incident already, {incidents[0].id}", subject=" ".join(subjects))
        if len({i.id for i in incidents}) < 2:
            raise UsageError("a join needs two incidents or more", subject=" ".join(subjects))
        together = dict.fromkeys(c for i in incidents for c in i.claims)
        return self._draft("join", named, self._anchors(map(self._claim, together)))

    def confirm(self, claims: Sequence[str]) -> Draft:
        """Claims that linking put into one incident and that a person found to be of one event: they stay together."""
        named = self._claims("join", claims)
        if len({self._home(claim.id).id for claim in named}) > 1:
            return self.join(claims)
        if len(named) < 2:
            raise UsageError("a join needs two claims or more", subject=" ".join(claims))
        return self._draft("join", [c.id for c in named], self._anchors(named))

    def split(self, claims: Sequence[str]) -> Draft:
        """Claims that are another incident than the rest of theirs."""
        named = self._claims("split", claims)
        homes = {self._home(claim.id).id: self._home(claim.id) for claim in named}
        if len(homes) != 1:
            raise UsageError(
                "these claims stand in several incidents", subject=" ".join(claims), remedy="Use move, or split each."
            )
        rest = self._rest(next(iter(homes.values())), named)
        if not rest:
            raise UsageError(
                "these are all claims of their incident",
                subject=" ".join(claims),
                remedy="Name those that do not belong to it.",
            )
        return self._draft("split", [c.id for c in named], self._anchors(named) + self._anchors(rest, "rest"))

    def move(self, claims: Sequence[str], to: str) -> Draft:
        """Claims that belong to another incident than the one that they stand in."""
        target = self._home(to)
        named = self._claims("move", claims)
        if any(self._home(claim.id).id == target.id for claim in named):
            raise UsageError("holds the claim already", subject=target.id)
        left = {i.id: i for i in (self._home(claim.id) for claim in named)}
        rest = [claim for incident in left.values() for claim in self._rest(incident, named)]
        there = self._anchors(map(self._claim, target.claims), "with")
        anchors = self._anchors(named) + self._anchors(rest, "rest") + there
        return self._draft("move", [*(c.id for c in named), target.id], anchors)

    def grade(self, incident: str, grade: str) -> Draft:
        """How well an incident is established, whatever the rule says."""
        found = self._home(incident)
        value = values.grade(grade)
        return self._draft("grade", [found.id], self._anchors(map(self._claim, found.claims)), value=value)

    def release(self, subjects: Sequence[str], what: str) -> Draft:
        """Something of claims, incidents or reports that a rule withholds from public output, and may be shown.

        `what`: a rule of the privacy policy, such as "minors", or one person's name: "name:Olena Koval".
        """
        named: list[str] = []
        claims: dict[str, Claim] = {}
        for name in subjects:
            if name.startswith("r-"):
                report = self.ledger.report(name)
                ids, own = [report.id], list(self.ledger.claims(Filter(report=report.id)))
            else:
                ids, own = self._subjects([name])
            named += ids
            claims |= {c.id: c for c in own}
        if not named:
            raise UsageError("name a claim, an incident or a report", subject="release")
        texts = [
            self._report(r)[0].text
            for r in dict.fromkeys([*(c.report for c in claims.values()), *named])
            if r.startswith("r-")
        ]
        value = values.released(what, texts)
        return self._draft("release", list(dict.fromkeys(named)), self._anchors(claims.values()), value=value)

    def undo(self, decision: str) -> Draft:
        """Take a decision back: what it changed is as it was before, but for what others decided since."""
        return self._about("undo", decision)

    def agree(self, decision: str) -> Draft:
        """Put on record that a second reviewer agrees with a decision."""
        found = self.ledger.decision(decision)
        if found.reviewer.casefold() == self.reviewer.casefold():
            raise UsageError(
                f"was made by {found.reviewer}", subject=found.id, remedy="It takes another reviewer to agree with it."
            )
        if any(self._agreed(s, found.id) for s in self.ledger.standing(on=[found.id])):
            raise UsageError(f"{self.reviewer} agreed with it already", subject=found.id)
        return self._about("agree", found.id)

    def _agreed(self, standing: Standing, decision: str) -> bool:
        act = standing.decision
        own = act.reviewer.casefold() == self.reviewer.casefold()
        return standing.live and own and act.action == "agree" and act.of == decision

    def _about(self, action: Action, decision: str) -> Draft:
        found = self.ledger.decision(decision)
        if self._saw(found.id) != "live":
            raise UsageError(
                "is undone already", subject=found.id, remedy="`harmledger decisions` shows what undid it: undo that."
            )
        return self._draft(action, [], (), of=found.id)

    # ------------------------------------------------------------------ what they share

    def _draft(self, action: Action, subjects: Sequence[str], anchors: Iterable[Subject], **rest: Any) -> Draft:
        if not self.reason and action not in WITHOUT_REASON:
            raise UsageError("a decision of this kind needs a reason", subject=action, remedy="Say why: --reason TEXT.")
        made = Decision(action, self.reviewer, tuple(subjects), self.reason, anchors=tuple(anchors), **rest)
        return Draft(made, dict(self._seen))

    def _saw(self, subject: str) -> str:
        return self._seen.setdefault(subject, self.ledger.state(subject))

    def _subjects(self, names: Sequence[str]) -> tuple[list[str], list[Claim]]:
        """The full ids of claims and incidents, and all claims that they stand for."""
        if not names:
            raise UsageError("name a claim or an incident", subject="decide")
        ids: list[str] = []
        claims: dict[str, Claim] = {}
        for name in names:
            if name.startswith("c-"):
                claim = self._claim(name)
                ids.append(claim.id)
                claims[claim.id] = claim
            else:
                incident = self._incident(name)
                ids.append(incident.id)
                claims |= {key: self._claim(key) for key in incident.claims}
        return list(dict.fromkeys(ids)), list(claims.values())

    def _claims(self, action: Action, names: Sequence[str]) -> list[Claim]:
        """Claims by their ids; UsageError, with its claims, where an incident is named in place of them."""
        for name in names:
            if not name.startswith("c-"):
                incident = self.ledger.incident(name)
                some = " ".join(incident.claims[:_LISTED]) + " ..." * (len(incident.claims) > _LISTED)
                raise UsageError(
                    f"is an incident; {action} takes claims",
                    subject=name,
                    remedy=f"Name some of its claims, which `harmledger show` gives with their words: {some}.",
                )
        return [self._claim(name) for name in dict.fromkeys(names)]

    def _claim(self, name: str) -> Claim:
        known = self.ledger.claim(name).id
        self._saw(known)  # before it is read: what changes in between is noticed when the decision is stored
        return self.ledger.claim(known)

    def _incident(self, name: str) -> Incident:
        known = self.ledger.incident(name).id
        self._saw(known)
        return self.ledger.incident(known)

    def _home(self, name: str) -> Incident:
        """The incident of this id, or that a claim of this id stands in."""
        if not name.startswith("c-"):
            incident = self._incident(name)
        else:
            claim = self._claim(name)
            if claim.incident is None:
                why = "is rejected" if claim.status == "rejected" else f"is {claim.modality}, of kind {claim.kind}"
                raise UsageError(
                    f"stands in no incident: it {why}", subject=claim.id, remedy="Correct or accept the claim first."
                )
            incident = self._incident(claim.incident)
        if incident.kind != "event":
            raise UsageError(
                "is a chain of running totals, which follows from source and kind of figure",
                subject=incident.id,
                remedy="Correct or reject its claims instead.",
            )
        return incident

    def _rest(self, incident: Incident, named: Sequence[Claim]) -> list[Claim]:
        gone = {claim.id for claim in named}
        return [self._claim(name) for name in incident.claims if name not in gone]

    def _report(self, name: str) -> tuple[Report, dict[str, Claim]]:
        if name not in self._reports:
            self._reports[name] = self.ledger.report(name), {c.id: c for c in self.ledger.machine_claims(name)}
        return self._reports[name]

    def _anchors(self, claims: Iterable[Claim], role: Role = "") -> tuple[Subject, ...]:
        out = []
        for claim in claims:
            report, machine = self._report(claim.report)
            written = Claim.from_json(machine[claim.id].to_json() | {"incident": claim.incident})
            out.append(subject_of(written, report, list(machine.values()), role))
        return tuple(out)


def _words(report: Report, claim: Claim, quote: str) -> Span | None:
    """The words in the report, where they stand nearest to the claim's quote; UsageError where it does not say them."""
    if not quote.strip():
        return None
    begin = claim.quotes[0].start if claim.quotes else 0
    found = []
    at = report.text.find(quote)
    while at >= 0:
        found.append(at)
        at = report.text.find(quote, at + 1)
    if not found:
        raise UsageError(
            f"{report.document} does not say so, word for word",
            subject=f"“{quote[:60]}”",
            remedy="Copy the words out of the report, or give none and let the reason carry the value.",
        )
    start = min(found, key=lambda f: (abs(f - begin), f))
    return Span(quote, start, start + len(quote))
