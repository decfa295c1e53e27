"""What a rule yields: a place and the facts of its message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planverk.diagnostics import Hint, Location


class Hit(NamedTuple):
    """A finding before the engine stamps the rule's name on it."""

    location: Location
    facts: Mapping[str, str]
    hints: tuple[Hint, ...] = ()


def hit(location: Location, *hints: Hint, **facts: str) -> Hit:
    """A hit at a place, with hints and facts."""
    return Hit(location, facts, hints)
