"""Which of the changes people are told: none that another one tells already. Programs get all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planverk.compare.change import Change
from planverk.compare.kinds import Kind


def told(changes: Iterable[Change]) -> list[Change]:
    """The changes as such, in their order."""
    direct = [change for change in changes if not change.kind.follows]
    again = {id(change) for change in _told_already(direct)}
    return [change for change in direct if id(change) not in again]


def following(changes: Iterable[Change]) -> list[Change]:
    """What follows from the changes; what is left open comes first."""
    return sorted((change for change in changes if change.kind.follows), key=lambda change: not change.kind.opens)


def _told_already(changes: list[Change]) -> Iterator[Change]:
    """An id that a renaming noted, and an adoption that became the earlier one, or the other way about."""
    renamed = {change.entry for change in changes if change.kind is Kind.ENTRY_RENAMED}
    adoptions = [adoption for change in changes if change.kind is Kind.ADOPTION_CHANGED for adoption in (change.before, change.after) if adoption]
    for change in changes:
        noted = change.kind is Kind.FORMER_IDS_CHANGED and change.entry in renamed
        if noted or (change.field == "revises" and any(adoption in adoptions for adoption in (change.before, change.after))):
            yield change
