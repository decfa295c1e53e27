"""title-in-own-language: see title-in-own-language.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.prose_entries import Chapter, Goal, Measure
from planverk.rules.hits import Hit, hit


def title_in_own_language(plan: Plan) -> Iterator[Hit]:
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
