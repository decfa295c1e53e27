"""Turns changes round: what the same change is when it is seen from AFTER to BEFORE."""

from __future__ import annotations

from planverk.compare.change import ADDED, REMOVED, SETTLED_BY, Change, Kind

_PAIRS = (
    *((ADDED[name], REMOVED[name]) for name in ADDED),
    (Kind.MEASURE_WITHDRAWN, Kind.MEASURE_REINSTATED),
    *SETTLED_BY.items(),
)
_OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def opposite(kind: Kind) -> Kind:
    """The kind of the same change seen from the other side."""
    return _OPPOSITE.get(kind, kind)


def turned_round(change: Change) -> Change:
    """The change as it is from AFTER to BEFORE."""
    return Change(
        opposite(change.kind),
        change.entry_after,
        change.entry_before,
        change.field,
        change.after,
        change.before,
        change.weight,
        change.place_after,
        change.place_before,
    )
