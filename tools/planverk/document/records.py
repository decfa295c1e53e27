"""What a document knows beside its text, for its look and for outputs that filter, count, link and offer files: frozen records without blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from planverk.colors import NEUTRAL

FACETS = ("goal", "national-goal", "function", "level", "deadline", "progress")
"""What measures may be filtered and sorted by, in the order in which readers are offered it."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that a row may be found by. `value` stands in addresses, `text` is what readers choose, "" where they sort by it alone, `rank` sorts.
    `label` is what it is called where it is none of FACETS."""

    key: str
    value: str
    text: str
    rank: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Degree:
    """How many measures have come so far. `key` is a degree of the contract, or "unreported"."""

    key: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How far some measures have come, as a sentence (`line`) and by degree, the furthest first; measures that were withdrawn don't count."""

    line: str
    total: int
    degrees: tuple[Degree, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that an entry had before: the anchor and the page ("" for none) that it gave, and the anchor that stands in their place now."""

    earlier: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of numbers behind figures, for Excel and others: its name without a folder, and what it holds in words."""

    name: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A revision that changed the plan: the commit's id, its time, and the first line of its message."""

    id: str
    when: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture from the plan repository: its bytes, its media type (image/svg+xml, image/png or, in a figure, image/jpeg), what it shows in words,
    and its width and height in dots where a figure's picture is a JPEG."""

    data: bytes
    media_type: str
    alternative: str
    size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Status:
    """Where the plan stands: `key` is draft, hearing, adopted or superseded; `label` one word; `line` a sentence that says it in full.

    `successor` is the address of the plan that replaces this one, "" where there is none or its address is not declared.
    """

    key: Literal["draft", "hearing", "adopted", "superseded"]
    label: str
    line: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The theme: colours as #rrggbb, the family of the type with its font files (TTF or OTF bytes; none for the default), a logo, a cover.

    `word_template` is a Word file whose styles, page, headers and footers the Word output takes over; b"" for none.
    `cover` is the colour of the cover's band, "" for a cover without one. `unusable` are the files that the theme names and no output can print.
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
    unusable: tuple[str, ...] = ()
