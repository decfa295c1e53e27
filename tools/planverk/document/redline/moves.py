"""Paragraphs, points and rows of a merged Document that went out in one place and came in in another: each pair is told as moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from planverk.document.blocks import Block, Blocks, Deleted, Mark, Move, Note, Paragraph, Revised, Row
from planverk.document.document import Document, Section
from planverk.document.redline.blocks import Blockwise
from planverk.document.redline.words import blocks_words
from planverk.document.transform import Transformer
from planverk.document.walk import every_block, every_inline, lines, plain
from planverk.text_diff import likeness
from planverk.text_moves import ALIKE, Passage, find_moves


def with_moves(document: Document, merge: Blockwise) -> Document:
    """The document with each row and paragraph that moved told as such, where the words that changed on the way can be marked in it."""
    seen = _Seen()
    seen.document(document)
    if not all(any(unit.mark == mark for unit in seen.units) for mark in ("deleted", "inserted")):
        return document
    passages = [Passage(unit.section, *(unit.text if unit.mark == mark else "" for mark in ("deleted", "inserted"))) for unit in seen.units]
    moves: dict[int, Move] = {}
    numbers = count(1)
    for move in find_moves(passages).moves:
        source, target = seen.units[move.source.passage], seen.units[move.target.passage]
        whole, elsewhere = move.source.whole and move.target.whole, (source.at, source.number) != (target.at, target.number)
        cells = _merged(source, target, merge) if whole and elsewhere else ()
        if cells:
            number = next(numbers)
            moves[move.source.passage] = Move(number, _called(target, source, document.words), cells)
            moves[move.target.passage] = Move(number, _called(source, target, document.words), cells)
    return _Told(moves).document(document)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A row or a paragraph that went out or came in whole; the number of its section, the section's heading, how much that stays is before it, and
    the number in its first cell. What came in where the other went out did not move."""

    mark: Mark
    cells: tuple[Blocks, ...]
    section: int
    heading: str
    text: str
    at: int
    number: str = ""


def _merged(source: _Unit, target: _Unit, merge: Blockwise) -> tuple[Blocks, ...]:
    """The cells of what moved with marks on the words that changed on the way; none where a mark would be of more than words, or a note went out."""
    if len(source.cells) != len(target.cells) or bool(source.number) != bool(target.number):
        return ()
    if source.number and likeness(*(blocks_words(unit.cells[1] if len(unit.cells) > 1 else ()) for unit in (source, target))) < ALIKE:
        return ()  # two measures of one form, which have all but their titles in common
    cells = tuple(merge.opening(one, other) or merge.blocks(one, other) for one, other in zip(source.cells, target.cells, strict=True))
    blocks = [block for cell in cells for block in every_block(cell)]
    gone = [inline for block in blocks for line in lines(block) for inline in every_inline(line) if isinstance(inline, Deleted)]
    lost = any(isinstance(below, Note) for inline in gone for below in every_inline(inline.children))
    return () if lost or any(isinstance(block, Revised) for block in blocks) else cells


def _called(other: _Unit, here: _Unit, words: Mapping[str, str]) -> str:
    """What the other place is called: by the number that a row has there, where it is another; else by its heading."""
    if other.number and other.number != here.number:
        return words["measure-label"].format(number=other.number)
    return words["moved-within" if other.section == here.section else "moved-in"].format(title=other.heading)


class _Walk(Transformer):
    """Meets what went out or came in whole, in reading order; not what stands in a section that did so itself."""

    def section(self, section: Section) -> Section:
        return section if section.mark else super().section(section)

    def blocks(self, blocks: Blocks) -> Blocks:
        made = tuple(each for block in blocks for each in (self.revised(block) if isinstance(block, Revised) else (self.block(block),)))
        return blocks if len(made) == len(blocks) and all(one is other for one, other in zip(made, blocks, strict=True)) else made

    def items(self, items: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
        """An item that went out or came in with more than a paragraph stays as it is: it is one thing."""
        return tuple(item if isinstance(item[0] if item else None, Revised) and len(_held(item)) > 1 else self.blocks(item) for item in items)

    def revised(self, revised: Revised) -> Sequence[Block]:
        raise NotImplementedError

    def row(self, row: Row) -> Row:
        return self.marked(row) if row.mark else super().row(row)

    def marked(self, row: Row) -> Row:
        raise NotImplementedError


@dataclass
class _Seen(_Walk):
    units: list[_Unit] = field(default_factory=list)
    count: int = 0
    heading: str = ""
    stays: int = 0

    def section(self, section: Section) -> Section:
        self.count, self.heading, self.stays = self.count + 1, plain(section.heading), self.stays + 1
        return super().section(section)

    def block(self, block: Block) -> Block:
        self.stays += 1
        return super().block(block)

    def revised(self, revised: Revised) -> Sequence[Block]:
        for block in revised.blocks:
            if isinstance(block, Paragraph):
                self.units.append(_Unit(revised.mark, ((block,),), self.count, self.heading, plain(block.children), self.stays))
        return (revised,)

    def marked(self, row: Row) -> Row:
        if row.mark:
            first = " ".join(blocks_words(row.cells[0])) if row.cells else ""
            text = " | ".join(" ".join(_texts(cell)) for cell in row.cells)
            self.units.append(_Unit(row.mark, row.cells, self.count, self.heading, text, self.stays, first if first.isdecimal() else ""))
        return row


def _held(item: Blocks) -> Blocks:
    """What stands in an item: in the one thing that it is, where it went out or came in whole."""
    return item[0].blocks if len(item) == 1 and isinstance(item[0], Revised) else item


def _texts(blocks: Blocks) -> Iterator[str]:
    return (plain(line) for block in every_block(blocks) for line in lines(block))


@dataclass
class _Told(_Walk):
    """Puts the moves in, in the order in which the units were met."""

    moves: Mapping[int, Move]
    met: Iterator[int] = field(default_factory=count)

    def revised(self, revised: Revised) -> Sequence[Block]:
        found: list[Revised] = []
        for block in revised.blocks:
            move = self.moves.get(next(self.met)) if isinstance(block, Paragraph) else None
            if move or not found or found[-1].move:
                found.append(Revised(revised.mark, (block,), move))
            else:
                found[-1] = Revised(revised.mark, (*found[-1].blocks, block))
        return (revised,) if len(found) == 1 and not found[0].move else found

    def marked(self, row: Row) -> Row:
        move = self.moves.get(next(self.met))
        return replace(row, move=move) if move else row
