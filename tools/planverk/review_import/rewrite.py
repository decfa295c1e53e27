"""Changes words of a passage of prose at their places in the file, so that the marks and lines beside them stay as the author typed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planverk.authoring.escaping import as_text, escaped
from planverk.authoring.source_file import SourceFile, TextEdit
from planverk.review_import.passages import CharSpan, CharSpans, Mark, Passage
from planverk.word.tracked_document import END, OBJECT


class Sign(NamedTuple):
    """A character that a passage shall hold, and what it shall stand in; None where it is new, and stands in whatever is there."""

    text: str
    kinds: tuple[str, ...] | None


Wanted = tuple[Sign, ...]
"""A passage as it shall be read."""


class Rewriting(NamedTuple):
    """Where the file changes, and the passages that shall be read there afterwards."""

    text_edits: tuple[TextEdit, ...]
    wanted: tuple[Wanted, ...]


class CannotWrite(Exception):
    """`key` names why the change cannot be written into the file."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


Item = CharSpan | str
"""A character of the result: one that stays, or a new one."""


def rewritten(file: SourceFile, passages: Sequence[Passage], word_edits: Sequence[TextEdit], late: bool = False) -> Rewriting:
    """Edits of the words of passages that follow each other (END between them), as changes of the file.

    What is new stands where the first character that it replaces stood, with `late` where the last one did: bold type or a link may end in between.
    """
    spans, marks = _joined(file, passages)
    items = _squeezed(file, list(_items(spans, word_edits)))
    if any(isinstance(item, str) and item == OBJECT for item in items):
        raise CannotWrite("object")
    if any(span.start < 0 for span in spans):
        raise CannotWrite("markup")
    writer = _Writer(file, passages[0], spans, marks, late)
    return Rewriting(tuple(writer.text_edits(items)), tuple(_wanted(items, marks)))


def wanted_of(passage: Passage) -> Wanted:
    """A passage as it is."""
    return tuple(Sign(span.text, passage.spans.kinds(span)) for span in passage.spans.spans)


def plain_wanted(text: str) -> Wanted:
    """A new passage."""
    return tuple(Sign(char, None) for char in text)


def _wanted(items: Sequence[Item], marks: CharSpans) -> Iterator[Wanted]:
    held: list[Sign] = []
    for item in items:
        if (item if isinstance(item, str) else item.text) == END:
            yield tuple(held)
            held = []
        else:
            held.append(Sign(item, None) if isinstance(item, str) else Sign(item.text, marks.kinds(item)))
    yield tuple(held)


# --- what stays, and what is new ---


def _joined(file: SourceFile, passages: Sequence[Passage]) -> tuple[list[CharSpan], CharSpans]:
    """The characters of all passages with END between them, their marks counted through."""
    spans: list[CharSpan] = []
    marks: list[Mark] = []
    for passage in passages:
        if spans:
            end = file.text.find("\n", spans[-1].end)
            spans.append(CharSpan(END, end, passage.start + len(passage.lead), ()))
        shift = len(marks)
        spans += (span._replace(marks=tuple(number + shift for number in span.marks)) for span in passage.spans.spans)
        marks += passage.spans.marks
    return spans, CharSpans(tuple(spans), tuple(marks))


def _items(spans: Sequence[CharSpan], word_edits: Sequence[TextEdit]) -> Iterator[Item]:
    at = 0
    for word_edit in sorted(word_edits):
        yield from spans[at : word_edit.start]
        yield from word_edit.new.replace("\u00a0", " ").replace("\t", " ")
        at = word_edit.end
    yield from spans[at:]


def _squeezed(file: SourceFile, items: list[Item]) -> list[Item]:
    """The items without spaces at ends of paragraphs and beside other spaces; a line end of the author's stays rather than a space."""
    # Where a sentence was deleted between two others, both the space before it and the line end behind it are left: two spaces for the reader, or
    # an empty line, which would part the paragraph in two.
    kept: list[Item] = []
    for item in items:
        text = _text(item)
        if text == " " and (not kept or _text(kept[-1]) in (" ", "\n", END)):
            if kept and _text(kept[-1]) == " " and isinstance(item, CharSpan) and file.text.startswith("\n", item.start):
                kept[-1] = item
            continue
        if text in ("\n", END) and kept and _text(kept[-1]) == " ":
            kept.pop()
        kept.append(item)
    while kept and _text(kept[-1]) == " ":
        kept.pop()
    return kept


def _text(item: Item) -> str:
    return item if isinstance(item, str) else item.text


# --- the file ---


class _Writer:
    def __init__(self, file: SourceFile, passage: Passage, spans: Sequence[CharSpan], marks: CharSpans, late: bool) -> None:
        self.file, self.passage, self.spans, self.marks, self.late = file, passage, spans, marks.marks, late
        self.number = {span: at for at, span in enumerate(spans)}

    def text_edits(self, items: Sequence[Item]) -> Iterator[TextEdit]:
        """The edits for each run of what is new or deleted between two characters that stay."""
        kept = [-1, *(self.number[item] for item in items if isinstance(item, CharSpan)), len(self.spans)]
        new_texts = [""]
        for item in items:
            if isinstance(item, CharSpan):
                new_texts.append("")
            else:
                new_texts[-1] += item
        deleted = {at for before, after in pairwise(kept) for at in range(before + 1, after)}
        used: set[int] = set()
        for (before, after), new in zip(pairwise(kept), new_texts, strict=True):
            if new or after > before + 1:
                if new and after > before + 1:
                    used.update(self.spans[after - 1 if self.late else before + 1].marks)
                yield from self.group(before, after, new)
        yield from self.emptied(deleted, used)

    def group(self, before: int, after: int, new: str) -> Iterator[TextEdit]:
        deleted = self.spans[before + 1 : after]
        if not deleted:
            at = self.between(before, after)
            yield TextEdit(at, at, self.written(new, at, at))
            return
        place = deleted[-1 if self.late else 0]
        yield TextEdit(place.start, place.end, self.written(new, place.start, place.end))
        yield from (TextEdit(span.start, span.end, "") for span in deleted if span is not place)

    def between(self, before: int, after: int) -> int:
        """The offset for what is inserted between two neighbours: outside the marks that end or begin there. Words that are typed behind a link or
        a bold word would else become part of it."""
        left = self.spans[before] if before >= 0 else None
        right = self.spans[after] if after < len(self.spans) else None
        around = set(left.marks if left else ()) & set(right.marks if right else ())
        if left is not None:
            ends = [self.marks[number].closes[1] for number in left.marks if number not in around]
            return max((left.end, *ends))
        assert right is not None
        starts = [start for number in right.marks if (start := self.marks[number].opens[0]) >= 0]
        return min((right.start, *starts))

    def emptied(self, deleted: set[int], used: set[int]) -> Iterator[TextEdit]:
        """The signs of marks in which nothing is left."""
        left = {number for at, span in enumerate(self.spans) if at not in deleted for number in span.marks} | used
        for number, mark in enumerate(self.marks):
            if number not in left and any(number in self.spans[at].marks for at in deleted):
                if not mark.placed:
                    raise CannotWrite("markup")
                yield TextEdit(*mark.opens, "")
                yield TextEdit(*mark.closes, "")

    def written(self, new: str, start: int, end: int) -> str:
        """New characters as Markdown for a place."""
        cell = self.passage.shape[-1] == "cell"
        if cell and any(char in new for char in ("\n", END)):
            raise CannotWrite("cell")
        parts = [[escaped(line, cell) for line in part.split("\n")] for part in new.split(END)]
        text = self.file.text
        lead = text[text.rfind("\n", 0, start) + 1 : start]
        if new and not cell and lead in (self.passage.lead, self.passage.under):
            rest = text[end : self.passage.end].split("\n")[0] if len(parts) == len(parts[0]) == 1 else ""
            line = as_text(parts[0][0] + rest)
            parts[0][0] = line[: len(line) - len(rest)]
        shown = [f"\\\n{self.passage.under}".join([part[0], *map(as_text, part[1:])]) for part in parts]
        written = self.end().join([shown[0], *map(as_text, shown[1:])])
        return f"{written[:-1]}\\!" if written.endswith("!") and text.startswith("[", end) else written

    def end(self) -> str:
        """The end of a paragraph, and the beginning of the next one of its kind."""
        if self.passage.in_list and self.passage.lead.strip():
            return f"\n{self.passage.next_lead}"
        under = self.passage.under
        return f"\n{under.rstrip()}\n{under}"
