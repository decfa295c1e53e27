"""The two editions in a document with marks: the later one without what was deleted, the earlier one without what was inserted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from planverk.document.blocks import Block, Blocks, Definition, Deleted, Inline, Inlines, Inserted, Mark, Revised, Row
from planverk.document.document import Document, Section
from planverk.document.mark_all import has_marks
from planverk.document.transform import Transformer
from planverk.document.walk import is_blank

T = TypeVar("T", Section, Definition, Row)


def accept(document: Document) -> Document:
    """The document as it is when all its changes are accepted, without marks."""
    return replace(_Without("deleted").document(document), redline=None)


def reject(document: Document) -> Document:
    """The document as it was before, when all its changes are rejected, without marks."""
    return replace(_Without("inserted").document(document), redline=None)


def blocks_without(gone: Mark, blocks: Blocks) -> Blocks:
    """The blocks of the edition that lacks what is marked as `gone`."""
    return _Without(gone).blocks(blocks)


def inlines_without(gone: Mark, given: Inlines) -> Inlines:
    """The inlines of the edition that lacks what is marked as `gone`."""
    return _Without(gone).inlines(given)


def words_without(gone: Mark, blocks: Blocks) -> Blocks:
    """The blocks without the words that are marked as `gone`; those that are marked otherwise keep their marks."""
    return _WordsWithout(gone).blocks(blocks)


def mark_of_line(given: Inlines) -> Mark | Literal[""] | None:
    """The mark of a line of text as a whole: it was inserted, deleted, or ("") is in both editions; None where neither has anything to read."""
    if not has_marks(given):
        return None if is_blank(given) else ""
    is_later, is_earlier = (not is_blank(inlines_without(gone, given)) for gone in ("deleted", "inserted"))
    if is_later and is_earlier:
        return ""
    return "inserted" if is_later else "deleted" if is_earlier else None


@dataclass(frozen=True)
class _WordsWithout(Transformer):
    gone: Mark

    def inline(self, inline: Inline) -> Inlines:
        return () if isinstance(inline, Inserted if self.gone == "inserted" else Deleted) else super().inline(inline)


@dataclass(frozen=True)
class _Without(Transformer):
    """Leaves out what is `gone`, and the marks of what is not. Inside what is marked as a whole nothing is marked again."""

    gone: Mark

    def inline(self, inline: Inline) -> Inlines:
        match inline:
            case Inserted(children=children):
                return () if self.gone == "inserted" else self.inlines(children)
            case Deleted(children=children):
                return () if self.gone == "deleted" else self.inlines(children)
            case _:
                return super().inline(inline)

    def blocks(self, blocks: Blocks) -> Blocks:
        if not any(isinstance(block, Revised) for block in blocks):
            return super().blocks(blocks)
        return tuple(kept for block in blocks for kept in self._kept(block))

    def _kept(self, block: Block) -> Blocks:
        if isinstance(block, Revised):
            return () if block.mark == self.gone else block.blocks
        return (self.block(block),)

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return super().sections(self._standing(sections))

    def items(self, items: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
        return super().items(tuple(item for item in items if not self._is_gone(item)) if any(map(self._is_gone, items)) else items)

    def _is_gone(self, item: Blocks) -> bool:
        match item:
            case (Revised(mark=mark),):
                return mark == self.gone
            case _:
                return False

    def definitions(self, items: tuple[Definition, ...]) -> tuple[Definition, ...]:
        return super().definitions(self._standing(items))

    def rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return super().rows(tuple(replace(row, move=None) if row.move else row for row in self._standing(rows)))

    def _standing(self, parts: tuple[T, ...]) -> tuple[T, ...]:
        if not any(part.mark for part in parts):
            return parts
        return tuple(replace(part, mark="") for part in parts if part.mark != self.gone)
