"""Faults in the fields of one entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import is_id, nearest, parse_part, proper_id
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def bad_identifier(plan: Plan) -> Iterator[Hit]:
    """Hits at ids of goals in referenced plans, and at references to parts of them, that are not well formed. Reading finds names of files."""
    for referenced in plan.plans.values():
        for number, goal in enumerate(referenced.goals):
            if not is_id(goal.id):
                yield hit(referenced.at("goals", number, "id"), Hint("id-form", {"name": proper_id(goal.id)}), name=goal.id)
    parts = {f"{referenced.id}#{goal.id}" for referenced in plan.plans.values() for goal in referenced.goals}
    for reference in plan.references:
        if reference.kind == "part" and parse_part(reference.name) is None and reference.name not in parts:
            yield hit(reference.location, *_meant(reference.name, parts), name=reference.name)


def _meant(name: str, parts: set[str]) -> tuple[Hint, ...]:
    """The part that is nearest to a text in which the two ids are joined otherwise; else an example of the form."""
    near = nearest(re.sub(r"[\s/:.#]+", "#", name), parts)
    return did_you_mean(near) or (Hint("part-form", {"name": min(parts, default="folkehelse#fellesskap")}),)
