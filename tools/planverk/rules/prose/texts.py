"""Texts that entries lack, or have to no use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.model.prose_entries import Chapter, Goal, Measure
from planverk.rules.hits import Hit, hit


def entry_without_text(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of entries with nothing below their fields, but for those that say why."""
    for group in (plan.chapters, plan.goals, plan.measures, plan.definitions):
        for entry in group.values():
            below = entry.prose.lines.text.rpartition("\n---")[2]
            if not entry.prose.blocks and not below.strip() and not entry.incomplete and entry.sound("title", "term"):
                yield hit(entry.at_top(), Hint("write-text", {}), kind=f"the-{entry.kind}")


LEAST_WORDS = 4
_FILE = re.compile(r"\S+\.[A-Za-z]{2,4}\Z")


def missing_alternative(plan: Plan) -> Iterator[Hit]:
    """Hits at figures without `alternative`, and at one that is a file's name, the title, or shorter than LEAST_WORDS."""
    for figure in plan.figures.values():
        if figure.sound("alternative") and not _tells(figure):
            place = figure.at("alternative") if figure.alternative else figure.at_top()
            yield hit(place, Hint("describe-figure", {}))


def _tells(figure: Figure) -> bool:
    text = figure.alternative or ""
    same = text.rstrip(".").casefold() == figure.title.rstrip(".").casefold()
    return len(text.split()) >= LEAST_WORDS and not _FILE.match(text) and not same


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
