"""New and moved paragraphs of a Word file that came back: which of them are the plan's prose, and beside what they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planverk.review_import.context import IDLE, Context
from planverk.review_import.file_change import ProposedEdit
from planverk.review_import.insert import NewPassage, after_passage, before_passage, first_in_body
from planverk.review_import.move_paragraphs import moved, path_of, taken_out
from planverk.review_import.rewrite import CannotWrite
from planverk.review_import.source_map import Target, even
from planverk.word.tracked_document import END

_OURS, _USUAL = "planverk ", "normal"
"""How the names of planverk's own styles begin, and that of the style that text from elsewhere has."""


@dataclass(frozen=True)
class InsertedParagraphs:
    """Settles the new and moved paragraphs of a context."""

    context: Context

    def fit(self, numbers: list[int]) -> tuple[list[int], dict[int, str]]:
        """Of paragraphs beside each other those that are written in together, and why the others are not: none from a heading on that is no part of
        the prose, and none that planverk would make."""
        told = list(map(self.unfit, numbers))
        stops = [at for at, why in enumerate(told) if why in ("heading", "moved-heading")]
        if stops:
            told[stops[0] :] = [told[stops[0]]] * (len(told) - stops[0])
        whys = {number: why for number, why in zip(numbers, told, strict=True) if why}
        return [number for number in numbers if number not in whys], whys

    def unfit(self, number: int) -> str:
        """Why a paragraph is not written in, wherever it stands; "" for an ordinary one."""
        change = self.context.changes[number]
        if change.kind == "moved":
            return self.unmovable(number)
        line = self.context.returned.lines[change.line]
        if line.level:
            return "heading"
        if line.note and change.previous < 0 and change.following < 0:
            return "object"
        return "composed" if self.context.source_map.label(change.after) or self.is_composed(line.style) else ""

    def unmovable(self, number: int) -> str:
        """Why paragraphs that were moved are not moved in the plan; "" where they are prose of one file."""
        change = self.context.changes[number]
        try:
            path_of(self.context, number)
        except CannotWrite as reason:
            titles = any(self.context.sent.lines[line].level for line in change.sent)
            return "moved-heading" if titles and reason.key == "moved-composed" else reason.key
        return ""

    def is_composed(self, style: str) -> bool:
        """Whether only lines have the style which planverk makes."""
        return style not in self.styles[True] and (style in self.styles[False] - {_USUAL} or style.startswith(_OURS))

    @cached_property
    def styles(self) -> dict[bool, set[str]]:
        """The styles of passages, and of other lines."""
        found: dict[bool, set[str]] = {True: set(), False: set()}
        for line, target in zip(self.context.sent.lines, self.context.targets, strict=True):
            found[target is not None and target.passage >= 0].add(line.style)
        return found

    def proposals(self, numbers: list[int], previous: int, following: int) -> list[ProposedEdit]:
        """The proposals that hold the paragraphs of these numbers, beside the lines that they stand between; those that moved go from where they
        stood."""
        before, after = (self.context.targets[line] if line >= 0 else None for line in (previous, following))
        arriving = self.arriving(numbers, before, after)
        return [arriving, *(taken_out(self.context, number) for number in numbers if self.context.changes[number].kind == "moved")]

    def arriving(self, numbers: list[int], before: Target | None, after: Target | None) -> ProposedEdit:
        """The proposal that writes paragraphs where they now stand."""
        if before and before.passage >= 0:
            file, passages = self.context.source_map.file(before.path), self.context.source_map.passages[before.path]
            more = passages[before.passage + 1] if before.passage + 1 < len(passages) else None
            made = after_passage(file, passages[before.passage], more, self.fresh(numbers, before.path))
            return ProposedEdit(tuple(numbers), before.path, made.text_edits, after={before.passage: made.wanted})
        if after and after.passage >= 0:
            file, passages = self.context.source_map.file(after.path), self.context.source_map.passages[after.path]
            made = before_passage(file, passages[after.passage], self.fresh(numbers, after.path))
            return ProposedEdit(tuple(numbers), after.path, made.text_edits, after={after.passage - 1: made.wanted})
        if before and before.path.endswith(".md") and before.field_texts and before.field_texts[0].route[0] in ("title", "term"):
            made = first_in_body(self.context.source_map.file(before.path), self.fresh(numbers, before.path))
            return ProposedEdit(tuple(numbers), before.path, made.text_edits, after={-1: made.wanted})
        raise CannotWrite("no-neighbour")

    def fresh(self, numbers: list[int], path: str) -> list[NewPassage]:
        """What is written into a file for changes."""
        fresh = [each for number in numbers for each in self.of_change(number, path)]
        if not fresh:
            raise CannotWrite(IDLE)
        return fresh

    def of_change(self, number: int, path: str) -> Iterator[NewPassage]:
        change = self.context.changes[number]
        if change.kind == "moved":
            yield from moved(self.context, number, path)
            return
        item = self.context.returned.lines[change.line].item
        for text in change.after.split(END):
            if even(text).strip():
                yield NewPassage(even(text).strip(), item)
