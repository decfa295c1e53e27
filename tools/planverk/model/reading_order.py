"""In which order a plan is printed, and the numbers that follow from it: what outputs, rules and returned files must agree on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.prose_entries import Definition
from planverk.source.prose import FigurePlace


class FigureNumber(NamedTuple):
    """The number of a figure that is printed; figures and tables are numbered apart."""

    series: Literal["figure", "table"]
    number: int


def printed(plan: Plan) -> Iterator[Entry]:
    """The entries whose prose is printed, in reading order."""
    for content in plan.head.contents:
        kind, _, name = content.partition(":")
        if kind == "chapter" and name in plan.chapters:
            yield plan.chapters[name]
        elif content == "definitions":
            yield from definitions_in_order(plan)
        elif content == "goals":
            for goal in plan.goals_in_order:
                yield goal
                yield from plan.measures_of(goal)


def definitions_in_order(plan: Plan) -> list[Definition]:
    """The definitions in the alphabetical order of their terms."""
    language = plan.head.language
    return sorted(plan.definitions.values(), key=lambda entry: sort_key(entry.term_in(language)))


def figure_numbers(plan: Plan) -> dict[str, FigureNumber]:
    """Id → number of each figure that stands somewhere, in reading order."""
    found: dict[str, FigureNumber] = {}
    counts: dict[Literal["figure", "table"], int] = {"figure": 0, "table": 0}
    for entry in printed(plan):
        for node in entry.prose.walk():
            if isinstance(node, FigurePlace) and node.figure in plan.figures and node.figure not in found:
                series: Literal["figure", "table"] = "table" if plan.figures[node.figure].kind_of == "table" else "figure"
                counts[series] += 1
                found[node.figure] = FigureNumber(series, counts[series])
    return found


def sort_key(text: str) -> tuple[str, str]:
    """What titles are sorted by in Norwegian: æ, ø, å last, aa as å, other accents and case aside (CLDR nb)."""
    folded = text.casefold().replace("aa", "å").replace("ä", "æ").replace("ö", "ø")
    folded = folded.translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"})
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return plain, text
