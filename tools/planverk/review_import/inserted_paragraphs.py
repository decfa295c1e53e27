"""Inserted and moved paragraphs of a Word file that came back: which of them are the plan's prose, and beside what they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planverk.authoring.escaping import as_text, escaped
from planverk.authoring.sentences import sentences
from planverk.authoring.source_file import SourceFile, TextEdit, changed
from planverk.review_import.changes import plain, word_edits_of
from planverk.review_import.context import IDLE, Context
from planverk.review_import.passages import Passage
from planverk.review_import.proposed_edit import ProposedEdit
from planverk.review_import.rewrite import CannotWrite, Rewriting, Wanted, plain_wanted, rewritten, wanted_of
from planverk.review_import.source_map import Target, even
from planverk.word.tracked_document import END, OBJECT


class MovedPassage(NamedTuple):
    """A passage that comes from elsewhere: as it stood, the first one of those that moved with it, its lines as they shall be typed without what
    they begin with, what shall be read in them, and whether an empty line stood before it."""

    passage: Passage
    first: Passage
    lines: tuple[str, ...]
    wanted: Wanted
    apart: bool = True

    @property
    def is_item(self) -> bool:
        """Whether it is an item of the list that the first one is an item of."""
        passage, first = self.passage, self.first
        indents = {len(each.lead) - len(each.lead.lstrip()) for each in (passage, first)}
        return first.in_list and passage.shape == first.shape and bool(passage.lead.strip()) and len(indents) == 1

    def below(self, lead: str) -> str:
        """What stands in a line of it before its text, beside what the first one stands in: marks of items inside."""
        if not lead.startswith(self.first.under):
            raise CannotWrite("apart")
        return lead[len(self.first.under) :]


class NewPassage(NamedTuple):
    """A new paragraph: its text, whether it is an item of a list, and where it comes from, for one that was moved here."""

    text: str
    item: bool
    moved: MovedPassage | None = None


def after_passage(file: SourceFile, passage: Passage, following: Passage | None, new: Sequence[NewPassage]) -> Rewriting:
    """New passages after one; `following` is the next one in the file."""
    if passage.shape[-1] == "cell":
        raise CannotWrite("cell")
    if new[0].item and not passage.in_list and following is not None and following.in_list:
        return before_passage(file, following, new)
    inside = passage.in_list and following is not None and following.top == passage.top
    lead, under = (passage.next_lead, passage.under) if passage.in_list else ("- ", "  ")
    between = "" if new[0].item and passage.in_list else "\n"
    text = between + _lines(new, lead, under, passage.under if inside or not passage.in_list else "")
    if file.text[passage.end : passage.end + 1] == "\n":
        return Rewriting((TextEdit(passage.end + 1, passage.end + 1, f"{text}\n"),), _all_wanted(new))
    return Rewriting((TextEdit(passage.end, passage.end, f"\n{text}"),), _all_wanted(new))


def before_passage(file: SourceFile, passage: Passage, new: Sequence[NewPassage]) -> Rewriting:
    """New passages before one."""
    if passage.shape[-1] == "cell":
        raise CannotWrite("cell")
    last_is_item = new[-1].item and passage.in_list
    lead, under = (passage.lead, passage.under) if passage.in_list else ("- ", "  ")
    text = _lines(new, lead, under, "" if passage.in_list else passage.under)
    return Rewriting((TextEdit(passage.start, passage.start, text + ("\n" if last_is_item else "\n\n")),), _all_wanted(new))


def first_in_body(file: SourceFile, new: Sequence[NewPassage]) -> Rewriting:
    """The first passages of a file without prose."""
    text = _lines(new, "- ", "  ", "")
    rest = file.text[file.body :]
    before = "" if file.text[: file.body].endswith("\n") else "\n"
    return Rewriting((TextEdit(file.body, file.body, f"{before}{text}\n" + ("\n" if rest.strip() else "")),), _all_wanted(new))


def without_passages(file: SourceFile, passages: Iterable[Passage]) -> tuple[TextEdit, ...]:
    """The lines of passages deleted, with the empty lines that would be left between two others."""
    return tuple(_without(file, passage) for passage in passages)


def _without(file: SourceFile, passage: Passage) -> TextEdit:
    if passage.shape[-1] == "cell":
        raise CannotWrite("cell")
    text, start, end = file.text, passage.start, min(passage.end + 1, len(file.text))
    before = text[file.body : start]
    if not before.strip() or before.endswith("\n\n"):
        while text[end : end + 1] == "\n":
            end += 1
    if end >= len(text):
        start = file.body + (len(before.rstrip("\n")) + 1 if before.strip() else 0)
    return TextEdit(start, end, "")


def _all_wanted(new: Sequence[NewPassage]) -> tuple[Wanted, ...]:
    return tuple(each.moved.wanted if each.moved else plain_wanted(_plain(each.text)) for each in new)


def _plain(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _lines(new: Sequence[NewPassage], lead: str, under: str, around: str) -> str:
    """The passages as lines: items close together, an empty line between others."""
    made = ""
    for number, each in enumerate(new):
        if OBJECT in each.text and not each.moved:
            raise CannotWrite("object")
        first, more = _leads(each, lead, under, around)
        close = number and (each.item and new[number - 1].item if each.moved is None or each.moved.apart else True)
        made += ("\n" if close else f"\n{around.rstrip()}\n") if number else ""
        made += first + f"\n{more}".join(_sentences(each))
    return made


def _leads(new: NewPassage, lead: str, under: str, around: str) -> tuple[str, str]:
    """What the first line of a new passage begins with, and each further one."""
    moved = new.moved
    if moved is None or moved.passage is moved.first or moved.is_item:
        return (lead, under) if new.item else (around, around)
    outer = under if moved.first.in_list else around
    return outer + moved.below(moved.passage.lead), outer + moved.below(moved.passage.under)


def _sentences(new: NewPassage) -> Sequence[str]:
    """A sentence a line, as fmt lays prose out; what was moved stays as it was typed."""
    if new.moved:
        return new.moved.lines
    parts = _plain(new.text).split("\n")
    lines = [[as_text(line) for line in sentences(escaped(part))] or [""] for part in parts]
    return [*(line for part in lines[:-1] for line in (*part[:-1], f"{part[-1]}\\")), *lines[-1]]


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
        ours = line.style in self.styles[False] - {_USUAL} or line.style.startswith(_OURS)
        return "composed" if self.context.source_map.label(change.after) or (ours and line.style not in self.styles[True]) else ""

    def unmovable(self, number: int) -> str:
        """Why paragraphs that were moved are not moved in the plan; "" where they are prose of one file."""
        change = self.context.changes[number]
        try:
            self.context.passages_of(change, "moved-composed")
        except CannotWrite as reason:
            titles = any(self.context.sent.lines[line].level for line in change.sent)
            return "moved-heading" if titles and reason.key == "moved-composed" else reason.key
        return ""

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
