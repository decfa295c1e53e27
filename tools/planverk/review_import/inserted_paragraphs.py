"""New and moved paragraphs of a Word file that came back: which of them are the plan's prose, and beside what they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planverk.authoring.source_file import SourceFile
from planverk.authoring.text_edits import TextEdit, changed
from planverk.review_import.changes import Change, plain, word_edits_of
from planverk.review_import.context import IDLE, Context
from planverk.review_import.insert import MovedPassage, NewPassage, after_passage, before_passage, first_in_body, without_passage
from planverk.review_import.passages import Passage
from planverk.review_import.proposed_edit import ProposedEdit
from planverk.review_import.rewrite import CannotWrite, Wanted, rewritten, wanted_of
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


# --- paragraphs that were moved ---


def path_of(context: Context, number: int) -> str:
    """The file that the paragraphs of a move stand in. CannotWrite where they are not passages that follow each other in one file."""
    change = context.changes[number]
    targets = [context.targets[line] for line in change.sent]
    if any(target is None or target.passage < 0 for target in targets):
        raise CannotWrite("moved-composed")
    paths, places = {target.path for target in targets if target}, [target.passage for target in targets if target]
    if len(paths) != 1 or places != list(range(places[0], places[0] + len(places))):
        raise CannotWrite("apart")
    return paths.pop()


def moved(context: Context, number: int, to: str) -> Iterator[NewPassage]:
    """The paragraphs of a move as they are to be written into the file `to`, with the changes that were made inside them."""
    change, path = context.changes[number], path_of(context, number)
    file, passages = context.source_map.file(path), _passages(context, change)
    before = None
    for passage, was, now, line in zip(passages, change.before.split(END), change.after.split(END), change.lines, strict=True):
        if to != path and "[^" in file.text[passage.start : passage.end]:
            raise CannotWrite("moved-note")
        text_edits, wanted = _rewritten(file, passage, was, now)
        first = passage.start + len(passage.lead)
        typed = changed(
            file.text[first : passage.end], (TextEdit(text_edit.start - first, text_edit.end - first, text_edit.new) for text_edit in text_edits)
        )
        lines = tuple(each.removeprefix(passage.under) for each in typed.split("\n"))
        apart = before is None or file.text[before.end : passage.start].count("\n") > 1
        yield NewPassage(even(now).strip(), context.returned.lines[line].item, MovedPassage(passage, passages[0], lines, wanted, apart))
        before = passage


def taken_out(context: Context, number: int) -> ProposedEdit:
    """The proposal that takes the paragraphs of a move out of the place where they stood."""
    path = path_of(context, number)
    file, passages = context.source_map.file(path), _passages(context, context.changes[number])
    text_edits = tuple(text_edit for passage in passages for text_edit in without_passage(file, passage))
    places = [target.passage for line in context.changes[number].sent if (target := context.targets[line])]
    return ProposedEdit((number,), path, text_edits, dict.fromkeys(places, ()))


def _passages(context: Context, change: Change) -> list[Passage]:
    return [context.source_map.passages[target.path][target.passage] for line in change.sent if (target := context.targets[line])]


def _rewritten(file: SourceFile, passage: Passage, was: str, now: str) -> tuple[tuple[TextEdit, ...], Wanted]:
    if plain(was) == plain(now):
        return (), wanted_of(passage)
    made = rewritten(file, [passage], tuple(word_edits_of(was.strip(), now.strip())))
    return made.text_edits, made.wanted[0]
