"""What stops the making of a Word file."""

from __future__ import annotations

from collections.abc import Sequence

from planverk.word.fault import Fault


class WordError(Exception):
    """The Word file could not be made: the key of the reason in the catalogue of `report` with its facts, and the faults that the gate found."""

    def __init__(self, key: str, faults: Sequence[Fault] = (), **facts: object) -> None:
        super().__init__(key, *faults, *map(str, facts.values()))
        self.key = key
        self.faults = tuple(faults)
        self.facts = facts
