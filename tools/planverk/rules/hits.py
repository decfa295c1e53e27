"""What a rule yields: a place and the facts of its message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planverk.diagnostics import Hint, Location, Replacement, Severity


class Hit(NamedTuple):
    """A finding before the engine stamps the rule's name on it. `severity` where it differs from the rule's own; planverk.toml goes before both."""

    location: Location
    facts: Mapping[str, str]
    hints: tuple[Hint, ...] = ()
    fix: Replacement | None = None
    severity: Severity | None = None


def hit(location: Location, *hints: Hint, fix: Replacement | None = None, **facts: str) -> Hit:
    """A hit at a place, with hints and facts, and how `check --fix` may mend it."""
    return Hit(location, facts, hints, fix)


def near_fix(location: Location, wrong: str, hints: tuple[Hint, ...]) -> Replacement | None:
    """The one name that the hints take `wrong` for, in its place, asked about first; None where they name none or several."""
    names = [hint.facts["name"] for hint in hints if hint.key == "did-you-mean"]
    return Replacement(location, wrong, names[0], asked=True) if len(names) == 1 else None
