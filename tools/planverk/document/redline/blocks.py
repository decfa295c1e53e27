"""Takes two runs of blocks to one with marks: like ones are merged, the others are deleted and inserted whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from planverk.document.blocks import Block, Blocks, Deleted, Figure, Inlines, Inserted, Note, Paragraph, Revised, Table
from planverk.document.redline.deleted import DeletedContent
from planverk.document.redline.lines import merged_line
from planverk.document.redline.matching import matched
from planverk.document.redline.tables import merged_definitions, merged_figure, merged_table
from planverk.document.redline.words import alike, block_words, blocks_words
from planverk.document.walk import holdings, is_blank
from planverk.text_diff import likeness

LEAST = 0.3
"""How much of a line must stay for its changes to be marked in it; with less it is deleted and inserted whole."""


@dataclass(frozen=True)
class Blockwise:
    """Merges what two documents have in the same place."""

    gone: DeletedContent

    # --- lines

    def line(self, before: Inlines, after: Inlines) -> Inlines:
        """Two lines as one, whatever they have in common."""
        if before == after:
            return after
        merged = merged_line(before, after, self.gone, self.note)
        return merged.inlines if merged.stayed >= LEAST else _exchanged(self.gone.inlines(before), after)

    def note(self, before: Note, after: Note) -> Note | None:
        """Two notes as one, None where they can't be."""
        blocks = self.opening(before.blocks, after.blocks)
        return None if blocks is None else replace(after, blocks=blocks)

    # --- runs of blocks

    def blocks(self, before: Blocks, after: Blocks) -> Blocks:
        """Two runs of blocks as one."""
        if before == after:
            return after
        return _together(part for one, other in matched(before, after, lambda _: "", _alike) for part in self.pair(one, other))

    def pair(self, before: Block | None, after: Block | None) -> Iterator[Block]:
        """A block that became another, or that was deleted or inserted."""
        merged = self.block(before, after) if before and after else None
        if merged:
            yield merged
            return
        if before:
            yield Revised("deleted", (self.gone.block(before),))
        if after:
            yield Revised("inserted", (after,))

    def opening(self, before: Blocks, after: Blocks) -> Blocks | None:
        """Two runs whose first blocks stand on the line of a mark, a term or a number, as one; None where the first blocks can't be one line."""
        if before == after:
            return after
        match before, after:
            case (Paragraph() as one, *rest), (Paragraph() as other, *more) if one.role == other.role and _both(one.children, other.children):
                return (replace(other, children=self.line(one.children, other.children)), *self.blocks((*rest,), (*more,)))
            case _:
                return None

    def items(self, before: tuple[Blocks, ...], after: tuple[Blocks, ...]) -> Iterator[Blocks]:
        """The items of two lists as those of one."""
        for one, other in matched(before, after, lambda _: "", alike(blocks_words)):
            merged = None if one is None or other is None else self.opening(one, other)
            if merged is not None:
                yield merged
                continue
            if one is not None:
                yield (Revised("deleted", self.gone.blocks(one)),)
            if other is not None:
                yield (Revised("inserted", other),)

    # --- blocks

    def block(self, before: Block, after: Block) -> Block | None:
        """Two blocks as one, None where they are too different."""
        if before == after:
            return after
        match before, after:
            case Paragraph(), Paragraph() if before.role == after.role:
                return self.paragraph(before, after)
            case Table(), Table():
                return merged_table(before, after, self)
            case Figure(), Figure():
                return merged_figure(before, after, self)
            case _ if type(before) is type(after):
                return self.held(before, after)
            case _:
                return None

    def held(self, before: Block, after: Any) -> Block | None:
        """Two blocks of a kind as one, by what their fields hold; None where they differ in what holds no words, or but one has a line."""
        made, holding = dict[str, Any](), dict(holdings(after))
        for name, one, other in ((each.name, getattr(before, each.name), getattr(after, each.name)) for each in fields(after)):
            match holding.get(name):
                case "line" if _both(one, other):
                    made[name] = self.line(one, other)
                case "blocks":
                    made[name] = self.blocks(one, other)
                case "items":
                    made[name] = tuple(self.items(one, other))
                case "definitions":
                    made[name] = tuple(merged_definitions(one, other, getattr(after, "role", "") == "facts", self))
                case _ if one != other and name not in ("anchor", "page"):
                    return None
        merged: Block = replace(after, **made)
        return merged

    def paragraph(self, before: Paragraph, after: Paragraph) -> Paragraph | None:
        """Two paragraphs as one; None where next to nothing would stay."""
        # Two paragraphs are paired because none other is more alike, which need not be much: «Kommunen har en plan.» → «Ingen har en time.» has «har
        # en» in common, and marks around that would be harder to read than the one text after the other.
        merged = merged_line(before.children, after.children, self.gone, self.note)
        blank = is_blank(before.children) or is_blank(after.children)
        return None if blank or merged.stayed < LEAST else replace(after, children=merged.inlines)


def _both(before: Inlines, after: Inlines) -> bool:
    """Whether the two lines can be one: no output has a paragraph for a blank one."""
    return is_blank(before) == is_blank(after)


def _exchanged(before: Inlines, after: Inlines) -> Inlines:
    return (*((Deleted(before),) if before else ()), *((Inserted(after),) if after else ()))


def _together(blocks: Iterable[Block]) -> Blocks:
    """The blocks with neighbours of the same mark as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Revised) and isinstance(last, Revised) and last.mark == block.mark:
            found[-1] = Revised(block.mark, (*last.blocks, *block.blocks))
        else:
            found.append(block)
    return tuple(found)


def _alike(one: Block, other: Block) -> float:
    return likeness(block_words(one), block_words(other)) if type(one) is type(other) else 0.0
