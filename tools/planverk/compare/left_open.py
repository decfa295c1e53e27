"""What one of two plans leaves open that the other did not, as facts that the data tells: what names a withdrawn measure, a deadline that the period
no longer reaches, words about numbers that are other numbers now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planverk.catalogue import load_words
from planverk.compare.change import Kind
from planverk.compare.contradicted_numbers import contradicted
from planverk.compare.naming import Naming
from planverk.compare.records import entry_of
from planverk.model.data_entries import Progress, Review, Statement
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.planfile import Adoption, PlanFile
from planverk.text_moves import sentences

LONGEST_QUOTE = 160
"""Characters of a passage that a fact shows."""


@dataclass(frozen=True)
class Turn:
    """Two plans, and KIND:ID of AFTER → of BEFORE. It is BEFORE that is taken to be in order; `unread` are entries of AFTER of which one of the plans
    does not tell all."""

    before: Plan
    after: Plan
    earlier: Mapping[str, str]
    unread: Collection[str]


class Fact(NamedTuple):
    """What is open: at which entry of AFTER, in which field of it ("" for the whole), and what it is about: KIND:ID, or the plan's own words."""

    kind: Kind
    owner: str
    field: str
    about: str


def left_open(turn: Turn) -> dict[tuple[Kind, str, str], list[str]]:
    """What AFTER leaves open and BEFORE does not: kind, entry and field → all that it is about, in order."""
    found: dict[tuple[Kind, str, str], list[str]] = {}
    for fact in (fact for ask in _ASKED for fact in ask(turn)):
        if fact.owner not in turn.unread and fact.about not in turn.unread:
            about = found.setdefault(fact[:3], [])
            about += [fact.about] if fact.about not in about else []
    return found


# --- what names a withdrawn measure ---


def _withdrawn_named(turn: Turn) -> Iterator[Fact]:
    then = {(turn.earlier.get(owner, ""), turn.earlier.get(named, "")) for owner, named in _named(turn.after)} & set(_named(turn.before))
    for owner, named in _named(turn.after):
        if (turn.earlier.get(owner, ""), turn.earlier.get(named, "")) not in then:
            yield Fact(Kind.WITHDRAWN_NAMED, owner, "", named)


def _named(plan: Plan) -> Iterator[tuple[str, str]]:
    """Who names which withdrawn measure. What is withdrawn itself may, and so may what only tells of the measure."""
    for each in plan.references:
        measure = plan.measures.get(each.name) if each.kind == "measure" else None
        telling = isinstance(each.entry, (PlanFile, Progress, Statement, Review)) or getattr(each.entry, "withdrawn", None)
        if measure and measure.withdrawn and not telling:
            yield each.entry.key, measure.key


# --- deadlines that the plan's period does not reach ---


def _deadlines_past_period(turn: Turn) -> Iterator[Fact]:
    then = set(_late(turn.before))
    for key in _late(turn.after):
        if turn.earlier.get(key, "") not in then:
            yield Fact(Kind.DEADLINES_PAST_PERIOD, turn.after.head.key, "", key)


def _late(plan: Plan) -> Iterator[str]:
    """The measures in force that are due after the last year of the plan."""
    for measure in plan.measures_in_order if plan.head.period else ():
        due = measure.due.end if measure.due else None
        if due and plan.head.period and due.year > plan.head.period.to and not measure.withdrawn:
            yield measure.key


# --- words about numbers that are other numbers now ---


def _numbers_contradicted(turn: Turn) -> Iterator[Fact]:
    for figure in turn.after.figures.values():
        earlier = turn.before.figures.get(turn.earlier.get(figure.key, "").partition(":")[2])
        old, new = (plan.sheets.get(each.data or "") if each else None for plan, each in ((turn.before, earlier), (turn.after, figure)))
        if earlier and old and new and old.data and new.data and old.data != new.data:
            for passage, owner, field in _said_of(turn.after, figure):
                then, now = (old.data, earlier.x or ""), (new.data, figure.x or "")
                for sentence in contradicted(passage, then, now, turn.after.head.language, own=owner == figure.key):
                    yield Fact(Kind.NUMBERS_CONTRADICTED, owner, field, _short(sentence))


def _said_of(plan: Plan, figure: Entry) -> Iterator[tuple[str, str, str]]:
    """Each passage about a figure, with its entry and field: the figure's own, and the text of whoever shows it or links to it."""
    for field in ("title", "alternative", "note"):
        if said := getattr(figure, field, None):
            yield said, figure.key, field
    for key in dict.fromkeys(each.entry.key for each in plan.referrers.get(("figure", figure.id), ()) if each.entry is not figure):
        entry = entry_of(plan, key)
        yield from ((run.text, key, "body") for run in (entry.prose.runs if entry else ()) if not run.quoted)


def _short(text: str) -> str:
    """A passage in one line."""
    line = " ".join(text.split())
    line = f"… {line}" if line[:1].islower() else line  # after a link that prints the label of what it leads to
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1].rstrip()}…"


# --- passages that tell of an adoption which is not the latest any longer ---


def _adoption_not_latest(turn: Turn) -> Iterator[Fact]:
    then, now = (_latest(plan) for plan in (turn.before, turn.after))
    if then is None or now is None or then.date >= now.date:
        return
    language = turn.after.head.language
    naming = Naming(turn.after, language)
    old, new = ({each.case, naming.day(each.date.isoformat())} for each in (then, now))
    adopts = load_words("compare", language)["adopts"]
    for entry in turn.after.entries:
        for run in (run for run in entry.prose.runs if not _tells(run.text, new)):
            for said in sentences(run.text):
                if adopts in said.casefold() and _tells(said, old):
                    yield Fact(Kind.ADOPTION_NOT_LATEST, entry.key, "", _short(said))


def _latest(plan: Plan) -> Adoption | None:
    return max((*plan.head.adoption, *plan.head.revises), key=lambda each: each.date, default=None)


def _tells(text: str, names: set[str]) -> bool:
    said = " ".join(text.split())
    return any(name in said for name in names)


# --- statements that were followed, it says, while nothing that they name is another ---


def _accepted_without_change(turn: Turn) -> Iterator[Fact]:
    for id, statement in turn.after.statements.items():
        earlier = turn.before.statements.get(id)
        known = [name for name in statement.entries if entry_of(turn.after, name)]
        if _accepted(statement) and not (earlier and _accepted(earlier)) and known and not any(map(_Same(turn).changed, known)):
            yield from (Fact(Kind.ACCEPTED_WITHOUT_CHANGE, statement.key, "", name) for name in known)


def _accepted(statement: Statement) -> bool:
    return statement.outcome in ("accepted", "partly")


class _Same(NamedTuple):
    turn: Turn

    def changed(self, key: str) -> bool:
        """True for an entry that is new or says something else, and for a goal of which a measure does."""
        earlier, (kind, _, id) = self.turn.earlier.get(key, ""), key.partition(":")
        below = self.turn.after.measures_of(self.turn.after.goals[id]) if kind == "goal" else ()
        own = not earlier or _text(self.turn.before, earlier) != _text(self.turn.after, key)
        return own or any(self.changed(measure.key) for measure in below)


def _text(plan: Plan, key: str) -> str:
    entry = entry_of(plan, key)
    return plan.texts.get(entry.path, "") if entry else ""


_ASKED: tuple[Callable[[Turn], Iterator[Fact]], ...] = (
    _withdrawn_named,
    _deadlines_past_period,
    _numbers_contradicted,
    _adoption_not_latest,
    _accepted_without_change,
)
