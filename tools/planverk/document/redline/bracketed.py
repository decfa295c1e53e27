"""A marked Document with brackets around what is marked, for those who do not see the marks: the same in every output, since they are text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from planverk.document.blocks import Block, Blocks, Definition, Deleted, Figure, Inline, Inlines, Inserted, Mark, Move, Paragraph, Revised, Row, Text
from planverk.document.document import Document, Section
from planverk.document.mark_all import marked_blocks, marked_definition, marked_row, marked_words
from planverk.document.redline.tokens import joined
from planverk.document.transform import Transformer
from planverk.text_diff import TextChange

T = TypeVar("T")
Brackets = tuple[str, str]

BRACKETS: dict[Mark, Brackets] = {"deleted": ("[−\u00a0", "\u00a0−]"), "inserted": ("[+\u00a0", "\u00a0+]")}
"""What stands around what was deleted and what was inserted, so that nobody needs to see lines or colours, nor to hear them."""

_TURN = (Text(BRACKETS["deleted"][1]), Text(BRACKETS["inserted"][0]))


def bracketed_runs(runs: Iterable[TextChange]) -> Inlines:
    """Runs of plain words as one line, those that went out and those that came in marked and in brackets."""
    marked: Inlines = tuple(inline for run in runs for inline in _of_run(run))
    return joined(marked)


def _of_run(run: TextChange) -> Inlines:
    if run.same:
        return _texts(run.after)
    return (*_around(_texts(run.before), "deleted"), *_around(_texts(run.after), "inserted"))


def bracketed(document: Document) -> Document:
    """The document with brackets around each run of marked words; one pair holds what is marked as a whole, but headings have their own."""
    bracketing = _Bracketing(document.words["moved-from"])
    made = bracketing.document(document)
    if made.redline is None:
        return made
    return replace(made, redline=replace(made.redline, lines={name: bracketing.line(line) for name, line in made.redline.lines.items()}))


def _left(thing: Row | Revised) -> bool:
    """True for what went out here because it was moved."""
    return thing.mark == "deleted" and thing.move is not None


@dataclass(frozen=True)
class _Bracketing(Transformer):
    moved: str
    """What is said of a thing that was moved, with the place {origin} that it came from."""

    def line(self, inlines: Inlines) -> Inlines:
        return joined(self.inlines(inlines))

    def inlines(self, inlines: Inlines) -> Inlines:
        """With a space between a bracket that closes and one that opens, for readers' sake."""
        made: list[Inline] = []
        for inline in super().inlines(inlines):
            made += [Text(" "), inline] if (*made[-1:], inline) == _TURN else [inline]
        return tuple(made)

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Inserted(children=children):
                return _around(children, "inserted")
            case Deleted(children=children):
                return _around(children, "deleted")
            case _:
                return super().inline(inline)

    def section(self, section: Section) -> Section:
        if not section.mark:
            return super().section(section)
        title, below = _around(section.heading, section.mark), tuple(self.section(replace(each, mark=section.mark)) for each in section.sections)
        return replace(section, label="", title=title, blocks=_blocks(section.blocks, section.mark), sections=below, mark="")

    def rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """The rows; one that was moved stands once, where it is now."""
        return super().rows(tuple(row for row in rows if not _left(row)))

    def items(self, items: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
        return super().items(tuple(item for item in items if not (len(item) == 1 and isinstance(item[0], Revised) and _left(item[0]))))

    def row(self, row: Row) -> Row:
        if row.move:
            return replace(row, mark="", move=None, cells=self.came(row.move))
        return _held(marked_row(row), row.mark, Transformer.row) if row.mark else super().row(row)

    def definition(self, item: Definition) -> Definition:
        return _held(marked_definition(item), item.mark, Transformer.definition) if item.mark else super().definition(item)

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(made for block in blocks for made in self._block(block))

    def _block(self, block: Block) -> Blocks:
        if isinstance(block, Revised):
            return () if _left(block) else self.came(block.move)[0] if block.move else _blocks(block.blocks, block.mark)
        return (self.block(block),)

    def came(self, move: Move) -> tuple[Blocks, ...]:
        """The cells of what was moved, the words that changed on the way marked, and before the first word where it came from."""
        cells = tuple(self.blocks(cell) for cell in move.cells)
        at = next((number for number in (1, 0) if number < len(cells) and cells[number]), 0)  # the first of several holds a number, and is narrow
        first = cells[at][0] if cells[at] else None
        if not isinstance(first, Paragraph):
            return cells
        told = replace(first, children=joined((Text(f"[{self.moved.format(origin=move.origin)}] "), *first.children)))
        return (*cells[:at], (told, *cells[at][1:]), *cells[at + 1 :])


def _around(words: Inlines, mark: Mark) -> Inlines:
    """Words that are marked, between brackets, with the spaces around them outside; spaces alone have none."""
    head, words = _spaces_before(words)
    words, tail = _spaces_after(words)
    opening, closing = BRACKETS[mark]
    return (*head, *((Text(opening), *marked_words(words, mark), Text(closing)) if words else ()), *tail)


def _spaces_before(words: Inlines) -> tuple[Inlines, Inlines]:
    match words:
        case (Text(text=text), *rest) if text[:1].isspace():
            kept = text.lstrip()
            return (Text(text[: len(text) - len(kept)]),), (*_texts(kept), *rest)
        case _:
            return (), words


def _spaces_after(words: Inlines) -> tuple[Inlines, Inlines]:
    match words:
        case (*rest, Text(text=text)) if text[-1:].isspace():
            kept = text.rstrip()
            return (*rest, *_texts(kept)), (Text(text[len(kept) :]),)
        case _:
            return words, ()


def _texts(text: str) -> Inlines:
    return (Text(text),) if text else ()


# --- what is marked as a whole -------------------------------------------------------------------------------------------


def _blocks(blocks: Blocks, mark: Mark) -> Blocks:
    """Blocks that are marked as a whole, from one bracket to the other."""
    return _held(marked_blocks(blocks, mark), mark, Transformer.blocks)


def _held(thing: T, mark: Mark, rewrite: Callable[[Transformer, T], T]) -> T:
    """A thing whose words are marked, with one bracket before its first word and one after its last."""
    counted = _Counting()
    rewrite(counted, thing)
    return rewrite(_Ends(*BRACKETS[mark], counted.lines - 1), thing)


@dataclass
class _Counting(Transformer):
    lines: int = 0

    def line(self, inlines: Inlines) -> Inlines:
        self.lines += bool(inlines)
        return inlines


@dataclass
class _Ends(Transformer):
    """Opens a bracket in the first line with words and closes it in the one of a number. What a figure shows in words stands in its own."""

    opening: str
    closing: str
    last: int
    at: int = -1

    def line(self, inlines: Inlines) -> Inlines:
        self.at += bool(inlines)
        before, after = self.at == 0 and bool(inlines), self.at == self.last and bool(inlines)
        return (*((Text(self.opening),) if before else ()), *inlines, *((Text(self.closing),) if after else ()))

    def figure(self, figure: Figure) -> Figure:
        made = super().figure(figure)
        return replace(made, alternative=f"{self.opening}{figure.alternative}{self.closing}")
