"""Compares two plans: every change between them, entry by entry and field by field, then what follows from the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from planverk.compare.change import ADDED, REMOVED, Change, Kind, Weight, changed_files
from planverk.compare.consequences import consequences
from planverk.compare.fields import in_order, kind_of_change
from planverk.compare.matching import Matching, match
from planverk.compare.records import (
    SETTINGS,
    UNREAD,
    Record,
    entry_of,
    held_files,
    place_of,
    record_of,
    record_of_settings,
    record_of_sheet,
    same,
    wholly_unread,
    with_names,
)
from planverk.compare.significance import classify
from planverk.model.plan import Plan


def compare(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The changes that make BEFORE AFTER, in the order in which a reader meets the entries; at the end what follows from them."""
    matching = match(before, after)
    pairs = [*matching.pairs, (SETTINGS, SETTINGS)]
    found = [change for old, new in pairs for change in _Pair(before, after, matching, old, new).changes()]
    return (*found, *(consequences(before, after, matching) if found else ()))


class _Pair:
    """One entry in both plans; its key is "" where it is missing."""

    def __init__(self, before: Plan, after: Plan, matching: Matching, old: str, new: str) -> None:
        self.before, self.after, self.matching, self.old, self.new = before, after, matching, old, new
        self.kind = (new or old).partition(":")[0]

    def changes(self) -> Iterator[Change]:
        if self.old and self.new and self.untouched():
            return
        earlier, later = _record(self.before, self.old), _record(self.after, self.new)
        if earlier and later:
            yield from self.renamed()
            yield from self.whole(earlier, later) if wholly_unread(earlier) or wholly_unread(later) else self.fields(earlier, later)
        elif later:
            yield self.change(ADDED[self.kind], "", None, later)
        elif earlier:
            yield self.change(REMOVED[self.kind], "", earlier, None)

    def untouched(self) -> bool:
        """True where the file is the same and no name in it can mean anything else."""
        then, now = (place_of(plan, key, "") for plan, key in ((self.before, self.old), (self.after, self.new)))
        if self.matching.names or self.kind == "settings" or then is None or now is None or then.path != now.path:
            return False
        one, other = entry_of(self.before, self.old), entry_of(self.after, self.new)
        if one and other and held_files(self.before, one) != held_files(self.after, other):
            return False
        return self.before.texts.get(then.path) == self.after.texts.get(now.path)

    def renamed(self) -> Iterator[Change]:
        if self.old != self.new:
            yield self.change(Kind.ENTRY_RENAMED, "", self.old.partition(":")[2], self.new.partition(":")[2])

    def whole(self, earlier: Record, later: Record) -> Iterator[Change]:
        """The one thing that is known of a file that cannot be read in one of the plans: that it is another."""
        if not same(earlier, later):
            yield self.change(Kind.UNREAD_CHANGED, "", earlier, later)

    def fields(self, earlier: Record, later: Record) -> Iterator[Change]:
        unread = _unread(self.before, self.old) | _unread(self.after, self.new)
        comparable = with_names(self.old, earlier, self.matching.names, self.before)
        for field in in_order(self.kind, earlier.keys() | later.keys()):
            if not same(comparable.get(field), later.get(field)):
                unknown = field.partition(".")[0] in unread
                left = not unknown and self.left_behind(field, comparable, later)
                kind = Kind.UNREAD_CHANGED if unknown else kind_of_change(self.kind, field, earlier.get(field), later.get(field))
                weight = Weight.EDITORIAL if left else classify(kind, self.kind, field, comparable.get(field), later.get(field))
                yield self.change(Kind.REFERENCE_LEFT if left else kind, field, earlier.get(field), later.get(field), weight)

    def left_behind(self, field: str, comparable: Record, later: Record) -> bool:
        """True where all that differs is that a plan names an entry by an id that it has no longer: a rename that was merged beside a new use of the
        old id. Nothing moved; that the reference leads nowhere is told as what follows."""
        if not self.matching.names or field not in comparable or field not in later:
            return False
        here, there = ({field: record[field]} for record in (comparable, later))
        lost = {name: new for name, new in self.matching.names.items() if name[1] not in self.after.kinds[name[0]]}
        return same(with_names(self.old, here, lost, self.before), with_names(self.new, there, lost, self.after))

    def change(self, kind: Kind, field: str, old: Any, new: Any, weight: Weight | None = None) -> Change:
        places = (
            place_of(self.before, self.old, field) if self.old else None,
            place_of(self.after, self.new, field) if self.new else None,
        )
        entries = (self.old if places[0] else "", self.new if places[1] else "")
        return Change(kind, *entries, field, old, new, weight or classify(kind, self.kind, field, old, new), *places)


def _record(plan: Plan, key: str) -> Record:
    """What the plan holds under KIND:ID or under the name of a data file; nothing for "" and for what is not there."""
    kind, _, name = key.partition(":")
    if kind == "settings":
        return record_of_settings(plan)
    if kind == "data":
        return record_of_sheet(plan, plan.sheets[name]) if name in plan.sheets else {}
    entry = entry_of(plan, key)
    return record_of(plan, entry) if entry else {}


def _unread(plan: Plan, key: str) -> frozenset[str]:
    """The fields of an entry whose values could not be read: what they were changed to, or from, nobody knows."""
    entry = entry_of(plan, key)
    return entry.unread if entry else frozenset()


# --- which of them people are shown ---


def direct_changes(changes: Iterable[Change]) -> list[Change]:
    """The changes that people are shown, in their order: none that follows from others, and none that another one shows already. Programs get all."""
    direct = [change for change in changes if not change.kind.follows]
    again = {id(change) for change in _shown_already(direct)}
    return [change for change in direct if id(change) not in again]


def following(changes: Iterable[Change]) -> list[Change]:
    """What follows from the changes; what is left open comes first."""
    return sorted((change for change in changes if change.kind.follows), key=lambda change: not change.kind.opens)


def _is_told_by_name(change: Change) -> bool:
    """True for files that came or went: the field that names them tells it."""
    return change.kind is Kind.FILES_CHANGED and not changed_files(change)


def _shown_already(changes: list[Change]) -> Iterator[Change]:
    """An id that a renaming noted, or that was left behind; an adoption that became the earlier one, or the other way about; fields in a file that
    cannot be read whole."""
    renamed = {change.entry for change in changes if change.kind is Kind.ENTRY_RENAMED}
    typed = {change.entry for change in changes if change.kind is Kind.UNREAD_CHANGED and change.field in ("", UNREAD)}
    adoptions = [adoption for change in changes if change.kind is Kind.ADOPTION_CHANGED for adoption in (change.before, change.after) if adoption]
    for change in changes:
        noted = change.kind is Kind.REFERENCE_LEFT or (change.kind is Kind.FORMER_IDS_CHANGED and change.entry in renamed)
        within = change.kind is Kind.UNREAD_CHANGED and change.field not in ("", UNREAD) and change.entry in typed
        if (
            noted
            or within
            or _is_told_by_name(change)
            or (change.field == "revises" and any(adoption in adoptions for adoption in (change.before, change.after)))
        ):
            yield change
