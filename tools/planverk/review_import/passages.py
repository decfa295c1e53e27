"""The passages of a plan's file: paragraphs, headings, items and cells of its prose, in reading order, each character with its place in the file and
the marks that it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from planverk.authoring.source_file import SourceFile
from planverk.source import prose as md
from planverk.word.tracked_document import OBJECT

_HARD = re.compile(r"\\\n| {2,}\n")
_UNDER = re.compile(r"[ \t>]*")
"""What a further line of a paragraph begins with in a list or a quotation."""
_Marked = md.Emphasis | md.Strong | md.Link | md.Foreign


class CharSpan(NamedTuple):
    """A character as it is read, where it stands in the file's text, and the numbers of the marks around it, the outermost first.

    `start` is -1 where the place of the one character alone is not known.
    """

    text: str
    start: int
    end: int
    marks: tuple[int, ...]


class Mark(NamedTuple):
    """Bold type, a link or the like: what it is, and where its own signs begin and end on both sides; -1 where that is not known."""

    kind: str
    opens: tuple[int, int] = (-1, -1)
    closes: tuple[int, int] = (-1, -1)

    @property
    def placed(self) -> bool:
        """Whether it is known where the signs stand."""
        return self.opens[0] >= 0 and self.closes[0] >= 0


@dataclass(frozen=True, slots=True)
class CharSpans:
    """The characters of a paragraph, and its marks by number."""

    spans: tuple[CharSpan, ...]
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(span.text for span in self.spans)

    def kinds(self, span: CharSpan) -> tuple[str, ...]:
        """What a character stands in."""
        return tuple(self.marks[number].kind for number in span.marks)


LinkText = Callable[[str, str, str], str]
"""What a link without a text prints: from the kind and the id of what it leads to, and the text before it."""


def no_text(kind: str, name: str, before: str) -> str:
    """No text: what stands in the file alone."""
    return ""


class _Reader:
    """Reads the characters of inlines as they are printed: without the spaces before a note, and with what links without a text print."""

    def __init__(self, text: str, link_text: LinkText) -> None:
        self.text, self.link_text = text, link_text
        self.spans: list[CharSpan] = []
        self.nodes: list[_Marked] = []

    def read(self, inlines: tuple[md.Inline, ...], marks: tuple[int, ...]) -> None:
        for number, inline in enumerate(inlines):
            match inline:
                case md.Text():
                    self.spans += self.of_text(inline, marks)
                case md.HardBreak():
                    found = _HARD.search(self.text, self.spans[-1].end if self.spans else 0)
                    self.spans.append(CharSpan("\n", *(found.span() if found else (-1, -1)), marks))
                case md.Citation(joined=True):  # it stands in the note of the one before
                    pass
                case md.Citation() | md.FootnoteCall():
                    if number and isinstance(inlines[number - 1], md.Text):
                        while self.spans and self.spans[-1].text == " ":
                            self.spans.pop()
                    self.spans.append(CharSpan(OBJECT, inline.start, inline.end, marks))
                case md.Emphasis() | md.Strong() | md.Link() | md.Foreign():
                    self.nodes.append(inline)
                    self.spans += self.made_text(inline, (*marks, len(self.nodes) - 1))
                    self.read(inline.children, (*marks, len(self.nodes) - 1))

    def made_text(self, node: _Marked, marks: tuple[int, ...]) -> Iterator[CharSpan]:
        """What a link without a text prints. It has no place in the file."""
        if isinstance(node, md.Link) and node.entry and not node.children:
            before = "".join(span.text for span in self.spans if span.text != OBJECT)
            yield from (CharSpan(char, -1, -1, marks) for char in self.link_text(*node.entry, before))

    def of_text(self, node: md.Text, marks: tuple[int, ...]) -> Iterator[CharSpan]:
        typed = self.text[node.start : node.end]
        if node.text == " " and typed == "\n":
            under = _UNDER.match(self.text, node.end)
            yield CharSpan(" ", node.start, under.end() if under else node.end, marks)
        elif typed == node.text:
            yield from (CharSpan(char, node.start + at, node.start + at + 1, marks) for at, char in enumerate(node.text))
        elif len(node.text) == 1:  # an escape, an entity
            yield CharSpan(node.text, node.start, node.end, marks)
        else:
            yield from (CharSpan(char, -1, -1, marks) for char in node.text)

    # --- the signs of marks ---

    def placed(self) -> Iterator[Mark]:
        for number, node in enumerate(self.nodes):
            inside = [span for span in self.spans if number in span.marks]
            kind = _kind(node)
            yield Mark(kind, self.opening(number, inside[0]), self.closing(number, inside[-1])) if inside else Mark(kind)

    def opening(self, number: int, first: CharSpan) -> tuple[int, int]:
        """Where the sign before a mark's first character stands, behind those of the marks inside."""
        end = first.start
        for inner in reversed(first.marks[first.marks.index(number) + 1 :]):
            end -= _width(self.nodes[inner])
        start = end - _width(self.nodes[number])
        return (start, end) if first.start >= 0 and self.text[start:end] in _SIGNS[type(self.nodes[number])] else (-1, -1)

    def closing(self, number: int, last: CharSpan) -> tuple[int, int]:
        at = last.end
        for inner in reversed(last.marks[last.marks.index(number) + 1 :]):
            at = self.closed(inner, at)
        end = self.closed(number, at)
        return (at, end) if last.start >= 0 and end > at else (-1, -1)

    def closed(self, number: int, at: int) -> int:
        """The offset after the sign that ends a mark at an offset; the same offset where there is none."""
        node = self.nodes[number]
        if isinstance(node, (md.Emphasis, md.Strong)):
            width = _width(node)
            return at + width if self.text[at : at + width] in _SIGNS[type(node)] else at
        if self.text.startswith("](", at):
            inside = node.end if isinstance(node, md.Link) and node.end > at else at
            return self.text.find(")", inside) + 1 or at
        if self.text.startswith("][", at):
            return self.text.find("]", at + 2) + 1 or at
        return at + 1 if self.text[at : at + 1] in ("]", ">") else at


_SIGNS: dict[type[object], tuple[str, ...]] = {md.Emphasis: ("*", "_"), md.Strong: ("**", "__"), md.Link: ("[", "<"), md.Foreign: ("[",)}


def _width(node: _Marked) -> int:
    return 2 if isinstance(node, md.Strong) else 1


def _kind(node: _Marked) -> str:
    """What a mark is, with where it leads."""
    detail = node.target if isinstance(node, md.Link) else node.language if isinstance(node, md.Foreign) else ""
    return f"{type(node).__name__}:{detail}"


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


def _of_blocks(file: SourceFile, link_text: LinkText, blocks: tuple[md.Block, ...], shape: tuple[str, ...], top: int = -1) -> Iterator[Passage]:
    for number, block in enumerate(blocks):
        outer = number if top < 0 else top
        match block:
            case md.Paragraph(children=children):
                yield from _passage(file, link_text, children, (*shape, "paragraph"), outer)
            case md.Heading(children=children, level=level):
                yield from _passage(file, link_text, children, (*shape, f"heading {level}"), outer)
            case md.List(items=items, first=first):
                for item in items:
                    yield from _of_blocks(file, link_text, item, (*shape, "item" if first is None else "item counted"), outer)
            case md.Quote(blocks=below):
                yield from _of_blocks(file, link_text, below, (*shape, "quote"), outer)
            case md.Table(header=header, rows=rows):
                for cells in (header, *rows):
                    for cell in cells:
                        yield from _passage(file, link_text, cell, (*shape, "cell"), outer)
            case md.FigurePlace():
                pass


def _passage(file: SourceFile, link_text: LinkText, inlines: tuple[md.Inline, ...], shape: tuple[str, ...], top: int) -> Iterator[Passage]:
    reader = _Reader(file.text, link_text)
    reader.read(inlines, ())
    spans = CharSpans(tuple(reader.spans), tuple(reader.placed()))
    placed = [span for span in spans.spans if span.start >= 0]
    if not placed:
        return
    start = file.text.rfind("\n", 0, placed[0].start) + 1
    end = file.text.find("\n", placed[-1].end)
    lead = "" if shape[-1] == "cell" else (_LEAD.match(file.text[start : placed[0].start]) or [""])[0]
    yield Passage(spans, shape, top, lead, start, len(file.text) if end < 0 else end)
