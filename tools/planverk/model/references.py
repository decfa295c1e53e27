"""In which order a plan is printed, the numbers that follow from it, and the label and number that a link without a text prints. Outputs, rules and
returned files must agree on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from planverk.catalogue import load_words
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.prose_entries import Definition, Goal
from planverk.source.prose import FigurePlace
from planverk.source.sorting import sort_key


class FigureNumber(NamedTuple):
    """The number of a figure that is printed; figures and tables are numbered apart."""

    series: Literal["figure", "table"]
    number: int


def printed(plan: Plan) -> Iterator[Entry]:
    """The entries whose prose is printed, in reading order."""
    for kind, name in plan.parts:
        if kind == "chapter" and name in plan.chapters:
            yield plan.chapters[name]
        elif kind == "definitions":
            yield from definitions_in_order(plan)
        elif kind == "goal":
            for goal in plan.with_those_below(plan.goals[name]):
                yield goal
                yield from plan.measures_under(goal)


def definitions_in_order(plan: Plan) -> list[Definition]:
    """The definitions in the alphabetical order of their terms."""
    language = plan.head.language
    return sorted(plan.definitions.values(), key=lambda entry: sort_key(entry.term_in(language)))


def figure_numbers(plan: Plan) -> dict[str, FigureNumber]:
    """Id → number of each figure that is placed somewhere, in reading order."""
    found: dict[str, FigureNumber] = {}
    counts: dict[Literal["figure", "table"], int] = {"figure": 0, "table": 0}
    for entry in printed(plan):
        for node in entry.prose.walk():
            if isinstance(node, FigurePlace) and node.figure in plan.figures and node.figure not in found:
                series: Literal["figure", "table"] = "table" if plan.figures[node.figure].kind_of == "table" else "figure"
                counts[series] += 1
                found[node.figure] = FigureNumber(series, counts[series])
    return found


def appendix_letters(plan: Plan) -> dict[str, str]:
    """Id → letter of each chapter that is an appendix, in the order of the contents: A to Z, then AA."""
    names = (content.partition(":")[2] for content in plan.head.contents if content.startswith("chapter:"))
    appendices = dict.fromkeys(name for name in names if name in plan.chapters and plan.chapters[name].appendix)
    return {name: "A" * (number // 26) + chr(ord("A") + number % 26) for number, name in enumerate(appendices)}


_SHORTENED = frozenset(
    [
        "jf",
        "jfr",
        "kap",
        "nr",
        "pkt",
        "fig",
        "tab",
        "ca",
        "mv",
        "osv",
        "dvs",
        "evt",
        "ev",
        "inkl",
        "ekskl",
        "sml",
        "st",
        "no",
        "cf",
        "vol",
        "art",
        "ch",
    ]
)
"""Words with a point that do not end a sentence, beside those with a point inside, single letters and numbers such as "3."."""


class Label(NamedTuple):
    """How a thing of the plan is called: the sort of its name (measure, goal, figure, table, chapter), its number, and both as a text.

    `sort` and `number` are "" where it has its title alone; a chapter has no number, and a goal below another one of several parts (1.2.3).
    """

    sort: str
    number: str
    text: str


class Labels:
    """The labels of a plan's entries, in its language."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def figures(self) -> dict[str, FigureNumber]:
        return figure_numbers(self.plan)

    @cached_property
    def words(self) -> Mapping[str, str]:
        return load_words("model", self.plan.head.language, self.plan.nouns())

    @cached_property
    def appendices(self) -> dict[str, str]:
        return appendix_letters(self.plan)

    def of(self, kind: str, name: str) -> Label:
        """The label of an entry: its title where it has no number, its id where it has no title or is not there."""
        entry = self.plan.kinds.get(kind, {}).get(name)
        goal = entry if isinstance(entry, Goal) else None
        words = load_words("model", self.plan.head.language, self.plan.nouns(goal=goal)) if goal else self.words
        number = getattr(entry, "number", None) if kind in ("goal", "measure") else None
        if kind == "figure" and name in self.figures:
            kind, number = self.figures[name]
        if number is not None:
            shown = self.plan.number_of(goal) or number if goal else number
            return Label(kind, str(shown), words[kind].format(number=shown))
        if kind == "chapter" and name in self.appendices:
            return Label("appendix", "", words["appendix"].format(letter=self.appendices[name]))
        title = entry_title(entry, self.plan.head.language) or name
        return Label("chapter", "", words["chapter"].format(title=title)) if kind == "chapter" and entry else Label("", "", title)

    def printed(self, kind: str, name: str, before: str) -> str:
        """The label as it is printed after a text: with a capital where it begins a sentence."""
        text = self.of(kind, name).text
        return text[:1].upper() + text[1:] if _begins_sentence(before) else text


def entry_title(entry: Entry | None, language: str) -> str:
    """The title of an entry, or the term of a definition; "" where it has none or is not there."""
    title: str = entry.term_in(language) if entry and hasattr(entry, "term_in") else getattr(entry, "title", "")
    return title


def _begins_sentence(before: str) -> bool:
    """Whether what follows a text begins a sentence: the text is empty, or ends one."""
    words = before.split()
    if not words:
        return True
    last = words[-1].strip('«»“”"()')
    word = last[:-1].lower()
    if not before[-1].isspace() or not last.endswith((".", "?", "!")):
        return False
    is_short = "." in word or word in _SHORTENED or len(word) < 2 or (word.isdecimal() and len(word) < 4)
    return not (last.endswith(".") and is_short)
