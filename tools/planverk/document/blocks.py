"""The closed set of blocks and inlines that a document is made of.

Everything a reader sees stands in them: order, numbers, labels, the texts of cross-references, every word that is not in the plan.
An emitter turns each type into its format and matches exhaustively over `Block` and `Inline`, so a new type breaks typing until every emitter
knows it.
An anchor is unique in the document and stays the same from build to build.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from planverk.document.records import Facet, Image

Mark = Literal["inserted", "deleted"]
"""What became of a whole thing since an earlier edition: it was inserted, or deleted. Nothing inside a marked thing is marked again."""

# --- inlines ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters, never markup; typography (non-breaking spaces) is settled."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Light emphasis."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document's, so that they can be read aloud as such; `language` is a BCP 47 tag."""

    language: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the plan; the address's scheme is https, http, mailto or tel."""

    address: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A link to an anchor in this document."""

    anchor: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that were inserted since an earlier edition."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that were deleted since an earlier edition; links and notes may be among them."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note, called from here: a footnote of the author's or a citation.

    Numbers run through the document in reading order, so the n-th Note met in a walk has number n.
    """

    number: int
    kind: Literal["footnote", "citation"]
    blocks: Blocks


Inline = Text | Emphasis | Strong | Foreign | LineBreak | Link | CrossReference | Inserted | Deleted | Note
Inlines = tuple[Inline, ...]

# --- blocks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A `missing` paragraph says that something is missing; a `small` one is secondary text."""

    children: Inlines
    role: Literal["body", "lead", "small", "missing"] = "body"


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers; each item is a run of blocks."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list whose items are counted from `start`."""

    items: tuple[Blocks, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what stands under it. `anchor` is "" where nothing refers to it.

    `page` is the address of the page that it has of its own, as for a Row. `forms` are the term and its inflections as they stand in running text.
    `mark` says that the whole of it was inserted or deleted.
    """

    term: Inlines
    blocks: Blocks
    anchor: str = ""
    page: str = ""
    forms: tuple[str, ...] = ()
    mark: Mark | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with their meanings (`glossary`), short facts about a measure (`facts`), or lists under a plan's name (`grouped`)."""

    items: tuple[Definition, ...]
    role: Literal["glossary", "facts", "grouped"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header cell (never empty), its share of the width (all shares add up to 1), its alignment, and what stands above it and those beside
    it that have the same, "" for nothing."""

    title: Inlines
    share: float
    align: Literal["left", "right", "center"] = "left"
    group: str = ""

    @property
    def whole(self) -> Inlines:
        """What the column is called where it stands alone: «Kostnad 2027»."""
        return (Text(f"{self.group} "), *self.title) if self.group else self.title


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's header, over so many columns and so many of the header's rows."""

    title: Inlines
    align: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Move:
    """Says of a row or a paragraph that went out that it came in elsewhere, and the other way about: both have the same number, from 1.

    `origin` is what the other place is called; `cells` are its cells (a paragraph is one) with all words marked that changed on the way, those that
    went out and those that came in.
    """

    number: int
    origin: str
    cells: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as the table has columns, each a run of blocks.

    `anchor` is "" where nothing refers to the row. `page` is the address, relative to a site's root and ending in "/", that the row's
    thing has of its own in outputs that have pages (a measure: "tiltak/ID/"), else "". `facets` are what the row may be found by. `mark` says that
    the whole row was inserted or deleted, `move` that it did so because it was moved.
    """

    cells: tuple[Blocks, ...]
    anchor: str = ""
    page: str = ""
    facets: tuple[Facet, ...] = ()
    mark: Mark | Literal[""] = ""
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row, then the rows. `label` ("Tabell 1") and `caption` stand above it; either may be empty.

    `header_column` is the index of the column whose cells are row headers, None for none. `role` tells an emitter which table of the plan
    this is: numbers (`data`), a goal's measures (`measures`), all measures (`overview`), goals against national goals (`matrix`), functions
    and the like (`register`), or one that the author wrote (`prose`). With `sums` the last row holds the sums of those above.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    role: Literal["data", "measures", "overview", "matrix", "register", "prose"]
    label: str = ""
    caption: Inlines = ()
    anchor: str = ""
    header_column: int | None = 0
    sums: bool = False

    @property
    def head(self) -> tuple[tuple[HeadCell, ...], ...]:
        """The header's cells by row: one row, or two where columns beside each other have something above them together."""
        if not any(column.group for column in self.columns):
            return (tuple(HeadCell(column.title, column.align) for column in self.columns),)
        first: list[HeadCell] = []
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            beside = list(columns)
            first += [HeadCell((Text(group),), "center", len(beside))] if group else [HeadCell(each.title, each.align, 1, 2) for each in beside]
        return tuple(first), tuple(HeadCell(column.title, column.align) for column in self.columns if column.group)

    @property
    def heading(self) -> Inlines:
        """Label and caption as one line: "Tabell 1. Registrerte …"; empty where there is neither."""
        return labelled(self.label, ". ", self.caption)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of numbers, in the order of the chart's `x`; None where there is no number. `texts` are the same as readers
    get them, what stands for a missing number too; where there are none, a value is written to the nearest hundredth.
    """

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows: the texts along x, the series, the unit of y. How numbers are written follows the document's language."""

    kind: Literal["line", "bar"]
    x_title: str
    x: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or a picture, or the place of one that is missing (`chart` is None).

    `alternative` says in words what the figure shows: it is the chart's text alternative, and is printed as a paragraph where there is no chart.
    `table`, where there is one, holds the numbers and is printed after the chart; `notes` are printed last (source, why the data is missing).
    """

    anchor: str
    label: str
    caption: Inlines
    alternative: str
    chart: Chart | Image | None
    table: Table | None = None
    notes: Blocks = ()

    @property
    def heading(self) -> Inlines:
        """Label and caption as one line: "Figur 1. Selvmord …"."""
        return labelled(self.label, ". ", self.caption)


@dataclass(frozen=True, slots=True)
class Card:
    """A box set apart from the text: where to get help (`help`), something the reader should know (`notice`)."""

    role: Literal["help", "notice"]
    title: Inlines
    blocks: Blocks
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """Blocks that were inserted, or deleted, since an earlier edition. A list's item that did so whole is one of these and nothing else; a paragraph
    that was moved stands alone in one."""

    mark: Mark
    blocks: Blocks
    move: Move | None = None


Block = Paragraph | BulletList | NumberedList | DefinitionList | Quote | Table | Figure | Card | Revised
Blocks = tuple[Block, ...]


def labelled(label: str, mark: str, title: Inlines) -> Inlines:
    """`title` with its label before it, `mark` between them where there are both."""
    if not label:
        return title
    return (Text(label + mark), *title) if title else (Text(label),)
