"""What somebody read when they read an entry: its hash, and the hashes of all that it leans on; and what has changed in them since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planverk.ids import parse_part
from planverk.model.canonical import VERSION, digest, entry_form, sheet_form
from planverk.model.data_entries import Figure, Review
from planverk.model.entry import Entry
from planverk.model.plan import Plan

_NOTED = frozenset({"checked"})
"""Fields that say when somebody looked at an entry, and nothing of it."""


@dataclass(frozen=True, slots=True)
class State:
    """The hash of an entry, and KIND:ID → hash of the entries and data files that it names."""

    sha256: str
    leans_on: dict[str, str]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A stamp that no longer holds: whether the entry itself has changed, and which of those that it leans on have, or were added or deleted."""

    review: Review
    entry: Entry
    itself: bool
    others: tuple[str, ...]


def state_of(plan: Plan, entry: Entry) -> State:
    """The entry as it is now. What is not there has no hash."""
    return State(_hash(entry), dict(sorted(_leaned_on(plan, entry))))


def suspects(plan: Plan) -> Iterator[Suspect]:
    """The stamps that no longer hold, by kind and id of the entry; none whose entry has a finding already or is not there."""
    for review in plan.reviews.values():
        kind, name = review.reviewed
        entry = plan.kinds.get(kind, {}).get(name)
        if entry is None or entry.faulty or review.faulty or review.form != VERSION:
            continue
        state, then = state_of(plan, entry), {each.entry: each.sha256 for each in review.leans_on}
        others = tuple(sorted(key for key in {*state.leans_on, *then} if state.leans_on.get(key) != then.get(key)))
        itself = state.sha256 != review.sha256
        if itself or others:
            yield Suspect(review, entry, itself, others)


def _leaned_on(plan: Plan, entry: Entry) -> Iterator[tuple[str, str]]:
    for reference in plan.references_of(entry):
        part = parse_part(reference.name) if reference.kind == "part" else None
        kind, name = ("plan", part.plan) if part else (reference.kind, reference.name)
        other = plan.kinds.get(kind, {}).get(name)
        if other is not None and other is not entry:
            yield other.key, _hash(other)
    if isinstance(entry, Figure) and entry.data is not None and entry.data in plan.sheets:
        yield f"data:{entry.data}", digest(sheet_form(entry.data, plan.sheets[entry.data]))


def _hash(entry: Entry) -> str:
    return digest(entry_form(entry, _NOTED))
