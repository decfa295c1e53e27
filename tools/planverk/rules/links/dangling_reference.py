"""An entry names another that is not there.

A reader who follows the reference finds nothing, and a table that gathers by it leaves something out. The id is the stem of the other file's name,
without its ending; an id in ``related``, ``national_goals`` and ``follows`` is written ``PLAN#GOAL``.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-insats  # <-
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Severity, did_you_mean
from planverk.identifiers import nearest, parse_part
from planverk.model.plan import Plan, Reference
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "{kind} «{name}» finnes ikke",
    "nn": "{kind} «{name}» finst ikkje",
    "en": "{kind} “{name}” does not exist",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at every reference to an entry, or to a part of a referenced plan, that is not there. Citations have a rule of their own."""
    for reference in plan.references:
        if reference.kind == "part":
            yield from _part(plan, reference)
        elif reference.kind in plan.kinds and not (reference.kind == "source" and not reference.route):
            known = plan.kinds[reference.kind]
            if reference.name not in known:
                yield hit(reference.location, *did_you_mean(nearest(reference.name, known)), kind=f"the-{reference.kind}", name=reference.name)


def _part(plan: Plan, reference: Reference) -> Iterator[Hit]:
    part = parse_part(reference.name)
    if part is None:
        return  # bad-identifier says it
    if part.plan not in plan.plans:
        near = tuple(f"{name}#{part.part}" for name in nearest(part.plan, plan.plans))
        yield hit(reference.location, *did_you_mean(near), kind="the-plan", name=part.plan)
        return
    referenced = plan.plans[part.plan]
    if part.measure_number is not None:
        known = {f"measure-{measure.number}" for measure in referenced.measures}
        sound = referenced.sound("measures")
    else:
        known = {goal.id for goal in referenced.goals}
        sound = referenced.sound("goals")
    if sound and part.part not in known:
        near = tuple(f"{part.plan}#{name}" for name in nearest(part.part, known))
        kind = "the-goal" if part.measure_number is None else "the-measure"
        yield hit(reference.location, *did_you_mean(near), kind=kind, name=reference.name)
