"""The passages of a plan's file: paragraphs, headings, items and cells of its prose, in reading order, with what a new one beside them looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planverk.authoring.source_file import SourceFile
from planverk.review_import.char_spans import CharSpans, LinkText, char_spans_of, no_text
from planverk.source.prose import Block, FigurePlace, Heading, Inline, List, Paragraph, Quote, Table

_LEAD = re.compile(r"[ >]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ ]+|\[\^[^\]\s]+\]:[ ]*)*")
_NUMBER = re.compile(r"([0-9]{1,9})([.)][ ]+)\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text of its own. `shape` names what it stands in, from the outside in; `top` is the number of the outermost block around it.

    `lead` is what stands on its first line before its text: marks of items and quotations, and spaces; `start` is where that line begins, `end` is
    where its last line ends.
    """

    spans: CharSpans
    shape: tuple[str, ...]
    top: int
    lead: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """What it says, without marks."""
        return self.spans.text

    @property
    def in_list(self) -> bool:
        """Whether it stands in an item of a list."""
        return any(part.startswith("item") for part in self.shape)

    @property
    def under(self) -> str:
        """What stands before a further line of the same passage, or a new one beside it in the same item."""
        return re.sub(r"[^>]", " ", self.lead)

    @property
    def next_lead(self) -> str:
        """What stands before the text of a next item."""
        counted = _NUMBER.search(self.lead)
        if counted is None:
            return self.lead
        return f"{self.lead[: counted.start()]}{int(counted[1]) + 1}{counted[2]}"


def passages_of(file: SourceFile, link_text: LinkText = no_text) -> tuple[Passage, ...]:
    """The passages of a file, those of its footnotes last; none that is empty. `made` gives what links without a text print."""
    prose = file.prose
    found = [*_of_blocks(file, link_text, prose.blocks, ())]
    for number, note in enumerate(prose.footnotes.values(), start=len(prose.blocks)):
        found += _of_blocks(file, link_text, note.blocks, ("note",), number)
    return tuple(found)


def _of_blocks(file: SourceFile, link_text: LinkText, blocks: tuple[Block, ...], shape: tuple[str, ...], top: int = -1) -> Iterator[Passage]:
    for number, block in enumerate(blocks):
        outer = number if top < 0 else top
        match block:
            case Paragraph(children=children):
                yield from _passage(file, link_text, children, (*shape, "paragraph"), outer)
            case Heading(children=children, level=level):
                yield from _passage(file, link_text, children, (*shape, f"heading {level}"), outer)
            case List(items=items, first=first):
                for item in items:
                    yield from _of_blocks(file, link_text, item, (*shape, "item" if first is None else "item counted"), outer)
            case Quote(blocks=below):
                yield from _of_blocks(file, link_text, below, (*shape, "quote"), outer)
            case Table(header=header, rows=rows):
                for cells in (header, *rows):
                    for cell in cells:
                        yield from _passage(file, link_text, cell, (*shape, "cell"), outer)
            case FigurePlace():
                pass


def _passage(file: SourceFile, link_text: LinkText, inlines: tuple[Inline, ...], shape: tuple[str, ...], top: int) -> Iterator[Passage]:
    spans = char_spans_of(file.text, inlines, link_text)
    placed = [span for span in spans.spans if span.start >= 0]
    if not placed:
        return
    start = file.text.rfind("\n", 0, placed[0].start) + 1
    end = file.text.find("\n", placed[-1].end)
    lead = "" if shape[-1] == "cell" else (_LEAD.match(file.text[start : placed[0].start]) or [""])[0]
    yield Passage(spans, shape, top, lead, start, len(file.text) if end < 0 else end)
