"""What a finding about a Word file is: a rule, its weight, a place in the text and the facts of its message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Weight = Literal["error", "warning", "info"]

_QUOTED = 60


class Place(NamedTuple):
    """Where something stands: the part of the package, the headings above it, the number of its paragraph in the part from 1 (0: none), its text."""

    part: str
    headings: tuple[str, ...] = ()
    paragraph: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a Word file. `rule` is a name of `rules.RULES`; `weight` is that of the rule where it is not another."""

    rule: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    weight: Weight | None = None


def quoted(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"
