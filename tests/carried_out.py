"""Carries changes out on a plan's records, which shows that nothing is missing from them."""

from __future__ import annotations

from collections.abc import Iterable

from planverk.compare.change import ADDED, REMOVED, Change, Kind
from planverk.compare.records import Records, with_names

_COME, _GONE = frozenset(ADDED.values()), frozenset(REMOVED.values())


def apply(records: Records, changes: Iterable[Change]) -> Records:
    """The records of AFTER, from those of BEFORE and the changes between the two."""
    changes = [change for change in changes if not change.kind.follows]
    moved = {change.entry_before: change.entry_after for change in changes if change.kind is Kind.ENTRY_RENAMED}
    names = {
        (kind, id): new.partition(":")[2]
        for old, new in (*moved.items(), *((new, old) for old, new in moved.items()))
        for kind, _, id in [old.partition(":")]
    }
    found = {moved.get(key, key): with_names(key, record, names) for key, record in records.items()}
    for change in changes:
        if change.kind in _COME:
            found[change.entry_after] = dict(change.after)
        elif change.kind in _GONE:
            del found[change.entry_before]
        elif change.kind is not Kind.ENTRY_RENAMED:
            _set(found, change)
    return {key: record for key, record in found.items() if record}


def _set(found: Records, change: Change) -> None:
    record = found.setdefault(change.entry_after or change.entry_before, {})
    if change.field == "":  # the entry as a whole, of which one of the plans knows no fields
        found[change.entry_after or change.entry_before] = dict(change.after)
    elif change.after is None:
        record.pop(change.field, None)
    else:
        record[change.field] = change.after
