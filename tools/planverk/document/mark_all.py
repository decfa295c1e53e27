"""A whole thing that was inserted or deleted, as the same thing with every run of words in it marked; and whether there are marks in a thing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planverk.document.blocks import Block, Blocks, Definition, DefinitionList, Deleted, Figure, Inlines, Inserted, Mark, Revised, Row, Table
from planverk.document.document import Section
from planverk.document.transform import Transformer
from planverk.document.walk import every_block, every_inline, lines

_KINDS: dict[Mark, type[Inserted | Deleted]] = {"inserted": Inserted, "deleted": Deleted}


def has_marks(inlines: Inlines) -> bool:
    """Whether there are marks among the inlines."""
    return any(isinstance(inline, Inserted | Deleted) for inline in every_inline(inlines))


def is_changed(blocks: Blocks) -> bool:
    """Whether anything in the blocks was inserted or deleted."""
    return any(
        isinstance(block, Revised) or any(map(has_marks, lines(block))) or any(part.mark for part in _wholes(block)) for block in every_block(blocks)
    )


def is_changed_row(row: Row) -> bool:
    """Whether a row was inserted or deleted, or anything in it."""
    return bool(row.mark) or any(map(is_changed, row.cells))


def _wholes(block: Block) -> tuple[Row | Definition, ...]:
    return block.rows if isinstance(block, Table) else block.items if isinstance(block, DefinitionList) else ()


# --- marks on every run of words -----------------------------------------------------------------------------------------


def marked_words(inlines: Inlines, mark: Mark) -> Inlines:
    """The inlines as one run that is marked; none where there are none."""
    return (_KINDS[mark](inlines),) if inlines else ()


def marked_blocks(blocks: Blocks, mark: Mark) -> Blocks:
    """The blocks with every run of words in them marked. What a figure's alternative says is no run of words, and stays."""
    return _Marking(mark).blocks(blocks)


def marked_section(section: Section) -> Section:
    """A section that is marked as a whole, with its heading, its blocks and all below marked instead; any other as it is."""
    return _Marking(section.mark).section(section) if section.mark else section


def marked_row(row: Row) -> Row:
    """A row that is marked as a whole, with its cells marked instead; any other as it is."""
    return _Marking(row.mark).row(row) if row.mark else row


def marked_definition(item: Definition) -> Definition:
    """A definition that is marked as a whole, with its term and what stands under it marked instead; any other as it is."""
    return _Marking(item.mark).definition(item) if item.mark else item


@dataclass(frozen=True)
class _Marking(Transformer):
    """Marks lines as wholes; a heading and its label are one line."""

    mark: Mark

    def line(self, inlines: Inlines) -> Inlines:
        return marked_words(inlines, self.mark)

    def section(self, section: Section) -> Section:
        return super().section(replace(section, label="", title=section.heading, mark=""))

    def table(self, table: Table) -> Table:
        return super().table(replace(table, label="", caption=table.heading))

    def figure(self, figure: Figure) -> Figure:
        return super().figure(replace(figure, label="", caption=figure.heading))

    def definition(self, item: Definition) -> Definition:
        return super().definition(replace(item, mark=""))

    def row(self, row: Row) -> Row:
        return super().row(replace(row, mark="", move=None))
