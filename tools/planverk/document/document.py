"""A whole document: its sections and pages, what stands on its cover and at its edges, and what outputs with pages know beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from planverk.document.blocks import Block, Blocks, Card, Inlines, Mark, Text, labelled
from planverk.document.records import Change, DataFile, Look, Moved, Status, Tally
from planverk.model.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections below it, whose level is one deeper.

    `label` is what stands before the title ("Mål 1"), "" for none; a heading reads `label` + ": " + title where there is one. `number` is the bare
    number of a goal, for outputs that show it large. `page` is the address of the page that the section begins in outputs that have pages, ""
    where it stands on its parent's. Level 1 sections always have one. `mark` says that the whole section was inserted or
    deleted. The last four roles are of a site over many plans.
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
        "publishers",
        "national-goals",
        "late",
        "due",
    ] = "chapter"
    mark: Mark | Literal[""] = ""

    @property
    def heading(self) -> Inlines:
        """The heading's whole text: "Mål 1: Felles innsats", or the title alone where there is no label."""
        return labelled(self.label, ": ", self.title)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that only outputs with pages have: an entry's own (`entry`), the list of goals (`goals`), the data and files (`data`).

    It says again what the sections say, for those who come to it straight; its section's anchor is the entry's own. `parent` is the address of the
    page above it, "" at the top. `kind` is the kind of entry, "" for the other two; of a site over many plans "publisher" and "national-goal".
    """

    section: Section
    parent: str = ""
    kind: Literal["measure", "definition", "function", "plan", "publisher", "national-goal", ""] = ""


@dataclass(frozen=True, slots=True)
class Redline:
    """What a document that marks its changes knows beside the marked text: who changed it and when (UTC).

    `lines` are the lines of the cover and of the pages' edges that changed, with their marks, by the name of the Document's field: publisher, title,
    period, cover_line, status (its sentence), label (its word), version, footer. `between` says which two editions it is between, for the first page.
    """

    author: str
    when: datetime
    lines: Mapping[str, Inlines] = field(default_factory=dict)
    between: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan, ready to be printed in any format.

    `language` is a BCP 47 tag (nb-NO, nn-NO, en-GB). `created` is the revision's commit time, and `day` its day where it was committed; `revision` is
    its full id, "" outside Git; `version` is what readers see; `provenance` is what programs read in the files' metadata. `words` holds the words of
    the outputs' own furniture (contents, page x of y, search …) in the document's language.
    The parts come in this order: cover (publisher, title, period, cover_line, status, then the blocks of `cover`), colophon, help, contents,
    sections. `footer` is a line of the publisher's own at the foot of every page. `cover_line` and it are "" where there is none. `redline` is there
    where the text holds marks of what was inserted and deleted since an earlier edition.

    The rest is for outputs with pages. `pages` are pages that repeat parts of the text. `opening` is the anchor of the section that says what
    the plan wants. `tallies` tell how far measures have come: under a goal's anchor for its own, under "" for all. `moved` are the ids that
    entries had. `files` are the figures' numbers. `history` are the revisions that changed the plan, the newest first. `address` is where the
    site will stand, ending in "/", and `accessibility` that of the site's accessibility statement, "" where they are not declared.
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
    cover: Blocks = ()
    footer: str = ""
    redline: Redline | None = None

    @property
    def flow(self) -> tuple[Section | Block, ...]:
        """The parts after the lines of the cover, in reading order; the contents list stands after those of the cover, or before the sections."""
        return (*self.cover, self.colophon, *((self.help,) if self.help else ()), *self.sections)

    def line(self, name: str) -> Inlines:
        """A line of the cover or of the pages' edges by the name of its field (`status` is its sentence, `label` its word), with its marks where it
        has some."""
        if self.redline and name in self.redline.lines:
            return self.redline.lines[name]
        of_status = {"status": self.status.line, "label": self.status.label}
        text = of_status[name] if name in of_status else str(getattr(self, name))
        return (Text(text),) if text else ()
