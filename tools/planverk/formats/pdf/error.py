"""What is wrong with a PDF, and the one error of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_OF_THE_PLAN = ("sign-without-shape", "unknown-font", "picture", "logo-type", "chart", "lost-text", "alternative", "too-large")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: a key, for which `report` has a text in every language, and the facts that the text names."""

    key: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        """Whether no change to the plan or its theme would help."""
        return self.key not in _OF_THE_PLAN

    def __str__(self) -> str:
        """For developers: the key and its facts."""
        return f"{self.key} ({', '.join(f'{name}: {fact}' for name, fact in self.facts.items())})" if self.facts else self.key


def fault(key: str, **facts: object) -> Fault:
    """A fault with its facts."""
    return Fault(key, {name: str(fact) for name, fact in facts.items()})


class TypesettingError(Exception):
    """The document can't be typeset in a way that keeps its promises; `faults` say what is wrong and where."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults
