"""An id, or a reference made of two ids, is not written as one.

An id is the stem of a file's name. It becomes a part of web addresses, so it is small letters from a to z and digits, its words joined by hyphens:
ø is written o, å a and æ ae. A goal of a referenced plan has an id too, and ``PLAN#GOAL`` joins the two.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse/fellesskap  # <-
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity, did_you_mean
from planverk.ids import is_id, nearest, parse_part, proper_id
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{name}» er ikke skrevet som en id",
    "nn": "«{name}» er ikkje skriven som ein id",
    "en": "“{name}” is not written as an id",
}


def check(plan: Plan) -> Iterator[Hit]:
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
