"""The closed set of blocks and inlines that a document is made of.

Everything a reader sees stands in a `Document`: order, numbers, labels, the texts of cross-references, every word that is not in the plan.
An emitter turns each type into its format and matches exhaustively over `Block` and `Inline`, so a new type breaks typing until every emitter
knows it.
An anchor is unique in the document and stays the same from build to build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from planverk.colours import NEUTRAL
from planverk.document.records import Change, DataFile, Facet, Moved, Tally
from planverk.document.records import Image as Image
from planverk.model.provenance import Provenance

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
    """Words that came in since an earlier edition. Brackets or the like stand around them as text, for those who do not see the marks."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that went out since an earlier edition; likewise."""

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
    """

    term: Inlines
    blocks: Blocks
    anchor: str = ""
    page: str = ""
    forms: tuple[str, ...] = ()


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
    """A column's header cell (never empty), its share of the width (all shares add up to 1) and its alignment."""

    title: Inlines
    share: float
    align: Literal["left", "right", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as the table has columns, each a run of blocks.

    `anchor` is "" where nothing refers to the row. `page` is the address, relative to a site's root and ending in "/", that the row's
    thing has of its own in outputs that have pages (a measure: "tiltak/ID/"), else "". `facets` are what the row may be found by.
    """

    cells: tuple[Blocks, ...]
    anchor: str = ""
    page: str = ""
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row, then the rows. `label` ("Tabell 1") and `caption` stand above it; either may be empty.

    `header_column` is the index of the column whose cells are row headers, None for none. `role` tells an emitter which table of the plan
    this is: numbers (`data`), a goal's measures (`measures`), all measures (`overview`), goals against national goals (`matrix`), functions
    and the like (`register`), or one that the author wrote (`prose`).
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    role: Literal["data", "measures", "overview", "matrix", "register", "prose"]
    label: str = ""
    caption: Inlines = ()
    anchor: str = ""
    header_column: int | None = 0

    @property
    def heading(self) -> Inlines:
        """Label and caption as one line: "Tabell 1. Registrerte …"; empty where there is neither."""
        return labelled(self.label, ". ", self.caption)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of numbers, in the order of the chart's `x`; None where there is no number."""

    name: str
    values: tuple[float | None, ...]


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
    """A chart, or the place of one whose numbers are missing (`chart` is None).

    `alternative` says in words what the figure shows: it is the chart's text alternative, and is printed as a paragraph where there is no chart.
    `table`, where there is one, holds the numbers and is printed after the chart; `notes` are printed last (source, why the data is missing).
    """

    anchor: str
    label: str
    caption: Inlines
    alternative: str
    chart: Chart | None
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


Block = Paragraph | BulletList | NumberedList | DefinitionList | Quote | Table | Figure | Card
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections below it, whose level is one deeper.

    `label` is what stands before the title ("Mål 1"), "" for none; a heading reads `label` + ": " + title where there is one. `number` is the bare
    number of a goal, for outputs that show it large. `page` is the address of the page that the section begins in outputs that have pages, ""
    where it stands on its parent's. Level 1 sections always have one.
    """

    anchor: str
    level: int
    title: Inlines
    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()
    label: str = ""
    number: str = ""
    page: str = ""
    role: Literal[
        "chapter",
        "goal",
        "definitions",
        "overview",
        "matrix",
        "functions",
        "resources",
        "references",
        "colophon",
        "part",
        "entry",
        "goals",
        "data",
        "hearing",
    ] = "chapter"

    @property
    def heading(self) -> Inlines:
        """The heading's whole text: "Mål 1: Felles innsats", or the title alone where there is no label."""
        return labelled(self.label, ": ", self.title)


def labelled(label: str, mark: str, title: Inlines) -> Inlines:
    """`title` with its label before it, `mark` between them where there are both."""
    if not label:
        return title
    return (Text(label + mark), *title) if title else (Text(label),)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that only outputs with pages have: an entry's own (`entry`), the list of goals (`goals`), the data and files (`data`).

    It says again what the sections say, for those who come to it straight; its section's anchor is the entry's own. `parent` is the address of the
    page above it, "" at the top. `kind` is the kind of entry, "" for the other two.
    """

    section: Section
    parent: str = ""
    kind: Literal["measure", "definition", "function", "plan", ""] = ""


# --- the whole -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """Where the plan stands: `key` is draft, hearing, adopted or superseded; `label` one word; `line` a sentence that says it in full.

    `successor` is the address of the plan that replaces this one, "" where there is none or its address is not told.
    """

    key: Literal["draft", "hearing", "adopted", "superseded"]
    label: str
    line: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The theme: colours as #rrggbb, the family of the type with its font files (TTF or OTF bytes; none for the default), a logo, a cover.

    `word_template` is a Word file whose styles, page, headers and footers the Word output takes over; b"" for none.
    `cover` is the colour of the cover's band, "" for a cover without one.
    """

    ink: str = NEUTRAL["ink"]
    paper: str = NEUTRAL["paper"]
    primary: str = NEUTRAL["primary"]
    tint: str = NEUTRAL["tint"]
    accent: str = NEUTRAL["accent"]
    secondary: str = NEUTRAL["secondary"]
    hairline: str = NEUTRAL["hairline"]
    cover: str = NEUTRAL["primary"]
    font_family: str = "Source Sans Pro"
    font_files: tuple[bytes, ...] = ()
    logo: Image | None = None
    word_template: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan, ready to be printed in any format.

    `language` is a BCP 47 tag (nb-NO, nn-NO, en-GB). `created` is the revision's commit time in UTC; `revision` its full id, "" outside Git;
    `version` is what readers see; `provenance` is what programs read in the files' metadata. `words` holds the words of the outputs' own furniture
    (contents, page x of y, search …) in the document's language.
    The parts come in this order: cover (publisher, title, period, cover_line, status), colophon, help, contents, sections. `footer` is a line of the
    publisher's own at the foot of every page. Both are "" where there is none.

    The rest is for outputs with pages. `pages` are pages that repeat parts of the text. `opening` is the anchor of the section that says what
    the plan wants. `tallies` tell how far measures have come: under a goal's anchor for its own, under "" for all. `moved` are the ids that
    entries had. `files` are the figures' numbers. `history` are the revisions that changed the plan, the newest first. `address` is where the
    site will stand, ending in "/", and `accessibility` that of the site's accessibility statement, "" where they are not told.
    """

    language: str
    title: str
    publisher: str
    period: str
    status: Status
    version: str
    revision: str
    created: datetime
    day: date
    contact: str
    colophon: Section
    help: Card | None
    sections: tuple[Section, ...]
    words: Mapping[str, str]
    look: Look = field(default_factory=Look)
    provenance: Provenance = field(default_factory=Provenance)
    pages: tuple[Page, ...] = ()
    opening: str = ""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    files: tuple[DataFile, ...] = ()
    history: tuple[Change, ...] = ()
    address: str = ""
    accessibility: str = ""
    cover_line: str = ""
    footer: str = ""
