"""The layers of goals and what a document calls them: «Mål 1», «Delmål 1.1», «Satsingsområde 2», and strategies below those."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.catalogue import Nouns, preset_names, preset_nouns
from planverk.importing.drafts import Draft, Drafts
from planverk.importing.vocabulary import pattern
from planverk.model.plan import TABLES

_NUMBER = r"(?P<number>\d+(?:\.\d+)*)"
_TITLE = r"\.?\s*[:.–—-]?\s+(?P<title>\S.*)"
GOAL = re.compile(rf"(?P<noun>{pattern('goal', 'nouns')})\s+{_NUMBER}{_TITLE}", re.IGNORECASE)
LAYER = re.compile(rf"(?P<noun>{pattern('goal', 'lowest')})\s+(?P<number>\d+(?:\.\d+){{2,}}){_TITLE}", re.IGNORECASE)
"""A goal of the third layer, by a noun that is that of measures elsewhere."""


def settle_contents(drafts: Drafts) -> None:
    """Names the goals one by one where something stands between them, or where the document has only some of the tables about goals that `goals`
    would bring; else all at once."""
    named = [part for part in drafts.contents if part.startswith("goal:")]
    at = [drafts.contents.index(part) for part in named]
    has = {part for part in TABLES if part in drafts.contents}
    is_one = not at or at == list(range(at[0], at[0] + len(at)))
    if not drafts.of("goal") or (named and not (is_one and (not has or has >= _tables(drafts)))):
        return
    first = at[0] if at else len(drafts.contents)
    drafts.contents[:] = [part for part in drafts.contents if part not in named]
    drafts.contents.insert(first, "goals")


def _tables(drafts: Drafts) -> set[str]:
    """The tables that planverk makes of the goals and measures that are there."""
    has_national = any(plan.fields["level"] == "national" and plan.fields["goals"] for plan in drafts.of("plan"))
    found = {"measures": bool(drafts.of("measure")), "functions": bool(drafts.of("function")), "matrix": has_national}
    return {part for part, is_there in found.items() if is_there}


def settle_words(drafts: Drafts) -> None:
    """Sets the preset whose nouns the document's goals have, layer by layer, where it is not the usual one and some preset has them all."""
    goals = {goal.id: goal for goal in drafts.of("goal")}
    used = {(_depth(goals, goal), goal.noun) for goal in goals.values() if goal.noun}
    fitting = [name for name in preset_names() if used and all(_has(preset_nouns(name, drafts.language), *each) for each in used)]
    if fitting and fitting[0] != preset_names()[0]:
        drafts.settings["preset"] = fitting[0]


def _has(nouns: Nouns, depth: int, noun: str) -> bool:
    return nouns.at(depth).goal.indefinite.casefold() == noun


def _depth(goals: dict[str, Draft], goal: Draft) -> int:
    return 1 + sum(1 for _ in _above(goals, goal))


def _above(goals: dict[str, Draft], goal: Draft) -> Iterator[Draft]:
    while (name := goal.fields.get("part_of")) in goals:
        goal = goals[str(name)]
        yield goal
