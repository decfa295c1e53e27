"""The record of verdicts: of which proposal, what was decided of each change, by whom and with which vote; as JSON, which `planverk adopt` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from planverk.errors import UserError
from planverk.verdicts.proposed import Amendment, Proposal, ProposedChange, Verdict
from planverk.verdicts.told import Told

FORM = "planverk-verdicts-1"
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_NOT = "verdicts-unreadable"


class Side(NamedTuple):
    """An edition: its commit ("" for a folder), and the canonical hash of what it says."""

    revision: str
    digest: str


class Given(NamedTuple):
    """A verdict: by which body and with which vote, as they were told, and the new text where one was written beside it."""

    verdict: Verdict
    body: str = ""
    vote: str = ""
    text: str = ""


@dataclass(frozen=True)
class Verdicts:
    """What was decided of the changes from one edition to another: by number, with the name of the change that was meant. `amendments` are what the
    adopted text has in place of what was decided."""

    before: Side
    after: Side
    given: Mapping[int, Given]
    names: Mapping[int, str]
    amendments: tuple[Amendment, ...] = ()

    def of(self, proposal: Proposal) -> dict[int, Verdict]:
        """The verdict on every change of the proposal. UserError where one is on a change that it does not hold."""
        changes = {change.number: change for change in proposal.changes}
        for number in self.given:
            if number not in changes or self.names.get(number, changes[number].name) != changes[number].name:
                raise UserError("verdict-on-no-change", number=number)
        return {number: self.given[number].verdict if number in self.given else "open" for number in changes}

    def count(self, verdict: Verdict) -> int:
        """How many changes have a verdict."""
        return sum(given.verdict == verdict for given in self.given.values())


def as_json(verdicts: Verdicts, changes: Sequence[ProposedChange], told: Mapping[int, Told], title: str, unplaced: Sequence[str]) -> str:
    """The record as JSON: the plan's title, both editions, each change with its verdict, what was written beside them, and what a person has to look
    at (`unplaced`)."""
    facts = {
        "form": FORM,
        "title": title,
        "before": verdicts.before._asdict(),
        "proposal": verdicts.after._asdict(),
        "changes": [_change(each, verdicts.given[each.number], told[each.number]) for each in changes],
        "amendments": [{**each._asdict(), "answers": list(each.answers)} for each in verdicts.amendments],
        "unplaced": list(unplaced),
        "summary": {verdict: verdicts.count(verdict) for verdict in VERDICTS},
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _change(change: ProposedChange, given: Given, told: Told) -> dict[str, Any]:
    facts = {
        "number": change.number,
        "name": change.name,
        "entry": change.entry,
        "field": change.field or None,
        "where": told.where,
        "what": told.what,
        "before": change.before,
        "after": change.after,
        "verdict": given.verdict,
    }
    return {**facts, **{name: text for name, text in (("body", given.body), ("vote", given.vote)) if text}}


def from_json(data: bytes) -> Verdicts | None:
    """The record that JSON holds; None where the bytes are no record of ours. UserError where one is damaged."""
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(facts, dict) or facts.get("form") != FORM:
        return None
    try:
        before, after = (Side(_text(facts[side]["revision"]), _text(facts[side]["digest"])) for side in ("before", "proposal"))
        changes = {int(each["number"]): each for each in facts["changes"]}
        given = {
            number: Given(_verdict(each["verdict"]), _text(each.get("body", "")), _text(each.get("vote", ""))) for number, each in changes.items()
        }
        names = {number: _text(each["name"]) for number, each in changes.items()}
        amendments = tuple(map(_amendment, facts["amendments"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(_NOT) from None
    return Verdicts(before, after, given, names, amendments)


def _amendment(facts: Mapping[str, Any]) -> Amendment:
    path, before, after, entry, field = (_text(facts[name]) for name in ("path", "before", "after", "entry", "field"))
    return Amendment(path, int(facts["at"]), before, after, entry, field, tuple(map(int, facts["answers"])))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _verdict(value: object) -> Verdict:
    for verdict in VERDICTS:
        if verdict == value:
            return verdict
    raise ValueError
