"""New paragraphs of a Word file that came back: which of them are the plan's prose, and beside what they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planverk.authoring.ground import Stand, even
from planverk.authoring.inserting import Fresh, after_passage, before_passage, first_in_body
from planverk.authoring.passages import Passage
from planverk.authoring.places import Page
from planverk.authoring.proposal import Proposal
from planverk.authoring.returned_case import IDLE, Case
from planverk.authoring.rewriting import CannotWrite
from planverk.word.circulated import END

_OURS, _USUAL = "planverk ", "normal"
"""How the names of planverk's own styles begin, and that of the style that text from elsewhere has."""


@dataclass(frozen=True)
class Arrivals:
    """Settles the new paragraphs of a case."""

    case: Case

    def fit(self, numbers: list[int]) -> tuple[list[int], dict[int, str]]:
        """Of new paragraphs beside each other those that are written in together, and why the others are not: none from a heading on, and none that
        planverk would make."""
        told = list(map(self.unfit, numbers))
        below = told.index("heading") if "heading" in told else len(told)
        told[below:] = ["heading"] * (len(told) - below)
        whys = {number: why for number, why in zip(numbers, told, strict=True) if why}
        return [number for number in numbers if number not in whys], whys

    def unfit(self, number: int) -> str:
        """Why a new paragraph is not written in, wherever it stands; "" for an ordinary one."""
        change = self.case.changes[number]
        line = self.case.came.lines[change.line]
        if line.level:
            return "heading"
        return "composed" if self.case.ground.label(change.after) or self.is_composed(line.style) else ""

    def is_composed(self, style: str) -> bool:
        """Whether only lines have the style which planverk makes."""
        return style not in self.styles[True] and (style in self.styles[False] - {_USUAL} or style.startswith(_OURS))

    @cached_property
    def styles(self) -> dict[bool, set[str]]:
        """The styles of passages, and of other lines."""
        found: dict[bool, set[str]] = {True: set(), False: set()}
        for line, stand in zip(self.case.sent.lines, self.case.stands, strict=True):
            found[stand is not None and stand.passage >= 0].add(line.style)
        return found

    def proposal(self, numbers: list[int], previous: int, following: int) -> Proposal:
        """The proposal that holds the paragraphs of these numbers, beside the lines that they stand between."""
        before, after = (self.case.stands[line] if line >= 0 else None for line in (previous, following))
        fresh = [fresh for number in numbers for fresh in self.fresh(number)]
        if not fresh:
            raise CannotWrite(IDLE)
        if before and before.passage >= 0:
            page, passages = self.case.ground.page(before.path), self.case.ground.passages[before.path]
            more = passages[before.passage + 1] if before.passage + 1 < len(passages) else None
            made = after_passage(page, passages[before.passage], more, fresh)
            return Proposal(tuple(numbers), before.path, made.spots, after={before.passage: made.wanted})
        if after and after.passage >= 0:
            page, passages = self.case.ground.page(after.path), self.case.ground.passages[after.path]
            made = before_passage(page, passages[after.passage], fresh)
            return Proposal(tuple(numbers), after.path, made.spots, after={after.passage - 1: made.wanted})
        if before and before.path.endswith(".md") and before.leaves and before.leaves[0].route[0] in ("title", "term"):
            made = first_in_body(self.case.ground.page(before.path), fresh)
            return Proposal(tuple(numbers), before.path, made.spots, after={-1: made.wanted})
        raise CannotWrite("no-neighbour")

    def fresh(self, number: int) -> Iterator[Fresh]:
        change = self.case.changes[number]
        item = self.case.came.lines[change.line].item
        for text in change.after.split(END):
            if even(text).strip():
                yield Fresh(even(text).strip(), item, self.source(text))

    def source(self, text: str) -> tuple[Page, Passage] | None:
        """The passage that went elsewhere and says the same: what was moved keeps its marks. None for one whose notes would stay behind."""
        stand = self.gone.get(" ".join(even(text).split()))
        if stand is None:
            return None
        page, passage = self.case.ground.page(stand.path), self.case.ground.passages[stand.path][stand.passage]
        return None if "[^" in page.text[passage.start : passage.end] or passage.shape[-1] != "paragraph" else (page, passage)

    @cached_property
    def gone(self) -> dict[str, Stand]:
        """The stands of passages that went as a whole, by what they say."""
        found = ((change, self.case.stands[change.sent[0]]) for change in self.case.changes if change.kind == "deleted" and change.sent)
        return {" ".join(even(change.before).split()): stand for change, stand in found if stand and stand.passage >= 0}
