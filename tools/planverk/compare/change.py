"""One change between two plans, as a frozen record without words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planverk.compare.kinds import Kind, Weight
from planverk.diagnostics import Location

Value = Any
"""What JSON can hold: text, number, boolean, None, or lists and mappings of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an entry, or to a field of it.

    `entry_before` and `entry_after` are KIND:ID, "" where the entry is not in that plan. `field` is "" for the entry as a whole, whose `before` and
    `after` are then all its fields; a field inside another is written "organisation.name". A value is None where there is none. The places are
    those of the field, or of what is nearest to it.
    """

    kind: Kind
    entry_before: str
    entry_after: str
    field: str
    before: Value
    after: Value
    weight: Weight
    place_before: Location | None
    place_after: Location | None

    @property
    def entry(self) -> str:
        """KIND:ID as it is now, or as it was where the entry is gone."""
        return self.entry_after or self.entry_before
