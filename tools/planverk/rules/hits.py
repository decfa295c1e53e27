"""What a rule yields, a place and the facts of its message; and places as rules name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from planverk.diagnostics import TOP, Hint, Location, Replacement, Severity
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE


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


def in_settings(plan: Plan, *route: str | int) -> Location:
    """The place of a value in planverk.toml; its top where the file has none there."""
    return Location(SETTINGS_FILE, plan.settings_at.places.find(route) or TOP)


def line_of(location: Location) -> str:
    """PATH:LINE, as a message or a remedy leads to another place."""
    return f"{location.path}:{location.span.start.line}"


def near_fix(location: Location, wrong: str, hints: tuple[Hint, ...]) -> Replacement | None:
    """The one name that the hints take `wrong` for, in its place, asked about first; None where they name none or several."""
    names = [hint.facts["name"] for hint in hints if hint.key == "did-you-mean"]
    return Replacement(location, wrong, names[0], asked=True) if len(names) == 1 else None
