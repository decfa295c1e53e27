"""What the PDF of a Document must hold: headings, tables, alternatives, lists, links, and every letter in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import category, normalize

from planverk.document import blocks as doc
from planverk.document.document import Document, Section
from planverk.document.said import Said, said_by, said_in
from planverk.document.transform import Transformer
from planverk.document.walk import every_inline, parts, plain
from planverk.formats.walk import sections

STATUS_ON_COVER = ("draft", "hearing", "superseded")
"""The statuses whose word stands on the cover beside the sentence."""
STATUS_LINES = ("label", "status")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a walk through the document in reading order meets.

    `levels` are those of the headings, that of the contents list among them; `text` is that of the whole document without its notes, which stand in
    `notes`; `languages` holds that of each foreign language, `unseen` the signs that are never drawn. `tables` and `lists` are those outside notes.
    """

    levels: list[int]
    bookmarks: list[str]
    tables: list[doc.Table]
    alternatives: list[str]
    lists: int
    links: int
    text: str
    notes: list[str]
    languages: dict[str, str]
    unseen: set[str]


def letters(text: str) -> str:
    """Letters and digits alone: what a repeated header or a contents list leaves as it is."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def signs(text: str) -> str:
    """Every sign but spaces and what is never drawn, such as a joiner; see `Said.unseen` for these."""
    return "".join(sign for sign in normalize("NFC", text) if not sign.isspace() and category(sign) not in ("Cc", "Cf"))


def is_large(section: Section) -> bool:
    """Whether a goal's number stands large above its title, without a mark between them: its label says the number last, after a word."""
    return section.role == "goal" and section.level == 1 and section.number != "" and section.label.endswith(section.number)


def contents_of(document: Document) -> tuple[str, ...]:
    """The entries of the contents list: two levels, without sections that have no name of their own outside theirs. None where there would be but
    one: there is no list then."""
    every = (section for top in document.sections for section in sections(top))
    entries = tuple(plain(section.heading) for section in every if section.level <= 2 and section.role != "part")
    return entries if len(entries) > 1 else ()


def cover_lines(document: Document) -> tuple[str, ...]:
    """The names of the cover's lines in reading order; see `Document.line`. The cover's blocks stand before those of `STATUS_LINES`."""
    return ("publisher", "title", "period", "cover_line", *(("label",) if document.status.key in STATUS_ON_COVER else ()), "status")


def expected_content(document: Document) -> Expected:
    """What the document's PDF must hold."""
    opening, every = ([found for part in flow for found in _every(part, False)] for flow in (replace(document, sections=()).flow, document.flow))
    in_text = [part for part, in_note in every if not in_note]
    levels = [part.level for part in in_text if isinstance(part, Section)]
    contents = document.words["contents"] if contents_of(document) else ""
    if contents:
        levels.insert(sum(isinstance(part, Section) for part, _ in opening), 1)
    logo = (document.look.logo.alternative,) if document.look.logo else ()
    languages: dict[str, str] = {}
    for part, _ in every:
        if isinstance(part, doc.Foreign):
            languages[part.language] = languages.get(part.language, "") + signs(plain(part.children))
    said = _said(document, contents)
    return Expected(
        levels=levels,
        bookmarks=[letters(plain(part.heading)) for part in in_text if isinstance(part, Section)],
        tables=[part for part in in_text if isinstance(part, doc.Table)],
        alternatives=[*logo, *(part.alternative for part, _ in every if isinstance(part, doc.Figure) and part.chart)],
        lists=sum(isinstance(part, doc.BulletList | doc.NumberedList | doc.DefinitionList) and bool(part.items) for part in in_text),
        # the call of a note and the way back are links too
        links=sum(2 if isinstance(part, doc.Note) else isinstance(part, doc.Link | doc.CrossReference) for part, _ in every),
        text=signs(said.text),
        notes=list(map(signs, said.notes)),
        languages=languages,
        unseen=said.unseen,
    )


def _every(part: Section | doc.Block, in_note: bool) -> Iterator[tuple[Section | doc.Block | doc.Inline, bool]]:
    """A part and all that stands in it, in reading order, each with whether it stands in a note."""
    yield part, in_note
    for piece in parts(part):
        if not isinstance(piece, tuple):
            yield from _every(piece, in_note)
            continue
        for inline in every_inline(piece):
            yield inline, in_note
            for block in inline.blocks if isinstance(inline, doc.Note) else ():
                yield from _every(block, True)


def _said(document: Document, contents: str) -> Said:
    """What is read: the cover, what the document says of itself, the title of the contents list, the rest."""
    shown = _LargeNumbers().document(document)
    cover, first, rest = said_in(shown.cover), said_by(replace(shown, cover=(), sections=())), said_in(shown.sections)
    lines = {name: plain(document.line(name)) for name in cover_lines(document)}
    above, below = ("".join(line for name, line in lines.items() if (name in STATUS_LINES) is on_band) for on_band in (False, True))
    return Said("".join((above, cover.text, below, first.text, contents, rest.text)), cover.notes + first.notes + rest.notes)


class _LargeNumbers(Transformer):
    """A goal's heading as it is printed: its number large above the title, no mark between them."""

    def section(self, section: Section) -> Section:
        section = super().section(section)
        return replace(section, title=(doc.Text(section.label), *section.title), label="") if is_large(section) else section
