"""Which of the changes people are told: none that another one tells already. Programs get all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planverk.compare.change import Change
from planverk.compare.kinds import Kind
from planverk.compare.records import UNREAD


def told(changes: Iterable[Change]) -> list[Change]:
    """The changes as such, in their order."""
    direct = [change for change in changes if not change.kind.follows]
    again = {id(change) for change in _told_already(direct)}
    return [change for change in direct if id(change) not in again]


def following(changes: Iterable[Change]) -> list[Change]:
    """What follows from the changes; what is left open comes first."""
    return sorted((change for change in changes if change.kind.follows), key=lambda change: not change.kind.opens)


def _told_already(changes: list[Change]) -> Iterator[Change]:
    """An id that a renaming noted; an adoption that became the earlier one, or the other way about; fields in a file that cannot be read whole."""
    renamed = {change.entry for change in changes if change.kind is Kind.ENTRY_RENAMED}
    typed = {change.entry for change in changes if change.kind is Kind.UNREAD_CHANGED and change.field in ("", UNREAD)}
    adoptions = [adoption for change in changes if change.kind is Kind.ADOPTION_CHANGED for adoption in (change.before, change.after) if adoption]
    for change in changes:
        noted = change.kind is Kind.FORMER_IDS_CHANGED and change.entry in renamed
        shown = change.kind is Kind.UNREAD_CHANGED and change.field not in ("", UNREAD) and change.entry in typed
        if noted or shown or (change.field == "revises" and any(adoption in adoptions for adoption in (change.before, change.after))):
            yield change
