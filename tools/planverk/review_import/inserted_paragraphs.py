"""Inserted and moved paragraphs of a Word file that came back: which of them are the plan's prose, and beside what they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planverk.authoring.source_file import SourceFile, TextEdit, changed
from planverk.review_import.changes import plain, word_edits_of
from planverk.review_import.context import IDLE, Context
from planverk.review_import.insert import MovedPassage, NewPassage, after_passage, before_passage, first_in_body, without_passages
from planverk.review_import.passages import Passage
from planverk.review_import.proposed_edit import ProposedEdit
from planverk.review_import.rewrite import CannotWrite, Rewriting, rewritten, wanted_of
from planverk.review_import.source_map import Target, even
from planverk.word.tracked_document import END

_OURS, _USUAL = "planverk ", "normal"
"""How the names of planverk's own styles begin, and that of the style that text from elsewhere has."""


@dataclass(frozen=True)
class InsertedParagraphs:
    """What becomes of them."""

    context: Context

    def fit(self, numbers: list[int]) -> tuple[list[int], dict[int, str]]:
        """Of paragraphs beside each other those that are written in together, and why the others are not: none from a heading on that is no part of
        the prose, and none that planverk would make."""
        reasons = list(map(self.unfit, numbers))
        stops = [at for at, why in enumerate(reasons) if why in ("heading", "moved-heading")]
        if stops:
            reasons[stops[0] :] = [reasons[stops[0]]] * (len(reasons) - stops[0])
        whys = {number: why for number, why in zip(numbers, reasons, strict=True) if why}
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
            self.context.passages_of(change, "moved-composed")
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
        proposal = self.proposal(numbers, before, after)
        return [proposal, *(taken_out(self.context, number) for number in numbers if self.context.changes[number].kind == "moved")]

    def proposal(self, numbers: list[int], before: Target | None, after: Target | None) -> ProposedEdit:
        """The proposal that writes paragraphs where they now stand."""
        place, source_map = -1, self.context.source_map
        if before and before.passage >= 0:
            path, place = before.path, before.passage
            file, passages = source_map.file(path), source_map.passages[path]
            more = passages[place + 1] if place + 1 < len(passages) else None
            made = after_passage(file, passages[place], more, self.new_passages(numbers, path))
        elif after and after.passage >= 0:
            path, place = after.path, after.passage - 1
            made = before_passage(source_map.file(path), source_map.passages[path][place + 1], self.new_passages(numbers, path))
        elif before and before.path.endswith(".md") and before.field_texts and before.field_texts[0].route[0] in ("title", "term"):
            path = before.path
            made = first_in_body(source_map.file(path), self.new_passages(numbers, path))
        else:
            raise CannotWrite("no-neighbour")
        return ProposedEdit(tuple(numbers), path, made.text_edits, after={place: made.wanted})

    def new_passages(self, numbers: list[int], path: str) -> list[NewPassage]:
        """What is written into a file for changes."""
        new_passages = [each for number in numbers for each in self.of_change(number, path)]
        if not new_passages:
            raise CannotWrite(IDLE)
        return new_passages

    def of_change(self, number: int, path: str) -> Iterator[NewPassage]:
        change = self.context.changes[number]
        if change.kind == "moved":
            yield from moved(self.context, number, path)
            return
        item = self.context.returned.lines[change.line].item
        for text in change.after.split(END):
            if even(text).strip():
                yield NewPassage(even(text).strip(), item)


# --- paragraphs that were moved ---


def moved(context: Context, number: int, to: str) -> Iterator[NewPassage]:
    """The paragraphs of a move as they are to be written into the file `to`, with the changes that were made inside them."""
    change, (file, passages, _) = context.changes[number], _from(context, number)
    before = None
    for passage, was, now, line in zip(passages, change.before.split(END), change.after.split(END), change.lines, strict=True):
        if to != file.path and "[^" in file.text[passage.start : passage.end]:
            raise CannotWrite("moved-note")
        made = Rewriting((), (wanted_of(passage),))
        if plain(was) != plain(now):
            made = rewritten(file, [passage], tuple(word_edits_of(was.strip(), now.strip())))
        first = passage.start + len(passage.lead)
        inside = (TextEdit(edit.start - first, edit.end - first, edit.new) for edit in made.text_edits)
        lines = tuple(each.removeprefix(passage.under) for each in changed(file.text[first : passage.end], inside).split("\n"))
        apart = before is None or file.text[before.end : passage.start].count("\n") > 1
        yield NewPassage(even(now).strip(), context.returned.lines[line].item, MovedPassage(passage, passages[0], lines, made.wanted[0], apart))
        before = passage


def taken_out(context: Context, number: int) -> ProposedEdit:
    """The proposal that takes the paragraphs of a move out of the place where they stood."""
    file, passages, places = _from(context, number)
    return ProposedEdit((number,), file.path, without_passages(file, passages), dict.fromkeys(places, ()))


def _from(context: Context, number: int) -> tuple[SourceFile, list[Passage], list[int]]:
    """The file of the paragraphs of a move, and its passages that they are."""
    path, places = context.passages_of(context.changes[number], "moved-composed")
    return context.source_map.file(path), [context.source_map.passages[path][place] for place in places], places
