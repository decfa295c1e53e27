"""New passages beside others in a file's prose, and passages that go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planverk.authoring.escaping import as_text, escaped
from planverk.authoring.sentences import sentences
from planverk.authoring.source_file import SourceFile, TextEdit
from planverk.review_import.passages import Passage
from planverk.review_import.rewrite import CannotWrite, Rewriting, Wanted, plain_wanted
from planverk.word.tracked_document import OBJECT


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
