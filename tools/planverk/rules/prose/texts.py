"""Texts that entries lack, or have to no use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal
from planverk.rules.hits import Hit, hit


def entry_without_text(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of entries with nothing below their fields, but for those that say why; of goals in layers the title may say all."""
    for group in (plan.chapters, plan.goals, plan.measures, plan.definitions):
        for entry in group.values():
            below = entry.prose.lines.text.rpartition("\n---")[2]
            layered = isinstance(entry, Goal) and (plan.goals_above(entry) or plan.goals_below(entry))
            if not entry.prose.blocks and not layered and not below.strip() and not entry.incomplete and entry.sound("title", "term"):
                yield hit(entry.at_top(), Hint("write-text", {}), kind=f"the-{entry.kind}")


LEAST_WORDS = 4
_FILE = re.compile(r"\S+\.[A-Za-z]{2,4}\Z")


def missing_alternative(plan: Plan) -> Iterator[Hit]:
    """Hits at figures without `alternative`, and at one that is a file's name, the title, or shorter than LEAST_WORDS."""
    for figure in plan.figures.values():
        text = figure.alternative or ""
        is_title = text.rstrip(".").casefold() == figure.title.rstrip(".").casefold()
        if figure.sound("alternative") and (len(text.split()) < LEAST_WORDS or _FILE.match(text) or is_title):
            yield hit(figure.at("alternative") if text else figure.at_top(), Hint("describe-figure", {}))


def title_in_own_language(plan: Plan) -> Iterator[Hit]:
    language = plan.head.language
    for entry in plan.entries if plan.head.sound("language") else ():
        if getattr(getattr(entry, "title_in", None), language, None):
            yield hit(entry.at_key("title_in", language), Hint("title-goes-in-title", {}), language=language)
