"""What entries say, as far as it can be read: a field that cannot be read in the one plan is taken to say what it says in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from planverk.compare.records import Names, entry_of, new_name
from planverk.model.entry import Entry
from planverk.model.plan import Plan


@dataclass(frozen=True)
class Trusted:
    """A plan beside the other one that it is compared with; `keys` are KIND:ID of this one → of the other, `names` ids of either → of the other.

    A slip in one file is no reason to say that a function lost its measure.
    """

    plan: Plan
    other: Plan
    keys: Mapping[str, str]
    names: Names

    @cached_property
    def unread(self) -> frozenset[str]:
        """The entries of this plan that cannot be read whole."""
        return frozenset(entry.key for entry in self.plan.entries if entry.wholly_unread or entry.unread)

    @cached_property
    def incomplete(self) -> bool:
        """True where an entry that cannot be read whole is not in the other plan."""
        return not self.unread <= self.keys.keys()

    def withdrawn(self, key: str) -> bool:
        """True for a measure that is withdrawn."""
        entry, _ = self._reader(key, "withdrawn")
        return getattr(entry, "withdrawn", None) is not None

    def names_in(self, key: str, field: str, kind: str) -> list[str]:
        """The names that a field of an entry holds, as this plan calls them."""
        entry, foreign = self._reader(key, field)
        value: Any = getattr(entry, field, None) or ()
        names = [value] if isinstance(value, str) else list(value)
        return [new_name(kind, name, self.names) for name in names] if foreign else names

    def _reader(self, key: str, field: str) -> tuple[Entry | None, bool]:
        """The entry that a field is read from, and whether it is that of the other plan."""
        entry = entry_of(self.plan, key)
        if entry is None or not (entry.wholly_unread or field in entry.unread):
            return entry, False
        return entry_of(self.other, self.keys.get(key, "")), True
