"""A title in other languages repeats the plan's own.

``title`` is in the language of the plan, which plan.yaml tells. ``title_in`` is for the others, and what it says in the plan's own is shown nowhere.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    title_in:
      nb: Felles innsats  # <-
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    title_in:
      en: Working together
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.prose_entries import Chapter, Goal, Measure
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
LOSS = True
MESSAGES = {
    "nb": "tittelen på språket til planen ({language}) står også i title_in, og vises ikke derfra",
    "nn": "tittelen på språket til planen ({language}) står òg i title_in, og blir ikkje vist derifrå",
    "en": "the title in the language of the plan ({language}) stands in title_in too, and is not shown from there",
}


def check(plan: Plan) -> Iterator[Hit]:
    language = plan.head.language
    titled: tuple[PlanFile | Chapter | Goal | Measure, ...] = (
        plan.head,
        *plan.chapters.values(),
        *plan.goals.values(),
        *plan.measures.values(),
    )
    for entry in titled:
        if plan.head.sound("language") and entry.title_in and getattr(entry.title_in, language):
            yield hit(entry.at_key("title_in", language), Hint("title-goes-in-title", {}), language=language)
