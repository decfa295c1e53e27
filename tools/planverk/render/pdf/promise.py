"""What the PDF of a Document must hold: headings, tables, alternatives, lists, links, and every letter in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from planverk.document.blocks import (
    Block,
    BulletList,
    CrossReference,
    DefinitionList,
    Figure,
    Foreign,
    Inline,
    Inlines,
    Link,
    Note,
    NumberedList,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.walk import every_inline, parts, plain

STATUS_ON_COVER = ("draft", "hearing", "superseded")
"""The statuses whose word stands on the cover beside the sentence."""


@dataclass(slots=True)
class Promise:
    """Gathered in one walk through the document in reading order.

    `text` is that of the whole document without its notes, which stand in `notes`; `languages` holds the letters of each foreign language.
    `tables` and `lists` are those outside notes.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    lists: int = 0
    links: int = 0
    text: str = ""
    notes: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)


def letters(text: str) -> str:
    """Letters and digits alone: what hyphenation, bullets and spacing leave as it is."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def flow(document: Document) -> tuple[Section | Block, ...]:
    """Everything after the cover and the contents list, in reading order."""
    return (document.colophon, *((document.help,) if document.help else ()), *document.sections)


def contents_of(document: Document) -> tuple[str, ...]:
    """The entries of the contents list: two levels, without sections that have no name of their own outside theirs. None where there would be but
    one: there is no list then."""
    entries = tuple(plain(section.heading) for top in document.sections for section in _listed(top))
    return entries if len(entries) > 1 else ()


def _listed(section: Section) -> Iterator[Section]:
    if section.level <= 2:
        if section.role != "part":
            yield section
        for below in section.sections:
            yield from _listed(below)


def cover_of(document: Document) -> tuple[str, ...]:
    """The lines of the cover, in reading order."""
    status = document.status
    lines = (
        ("publisher", document.publisher),
        ("title", document.title),
        ("period", document.period),
        ("cover_line", document.cover_line),
        *((("label", status.label),) if status.key in STATUS_ON_COVER else ()),
        ("status", status.line),
    )
    marked = document.redline.lines if document.redline else {}
    return tuple(plain(marked[name]) if name in marked else line for name, line in lines)


def promise_of(document: Document) -> Promise:
    """What the document's PDF must hold."""
    gathered = _Gathered(Promise())
    if document.look.logo:
        gathered.promise.alternatives.append(document.look.logo.alternative)
    gathered.say("".join(cover_of(document)))
    for number, part in enumerate(flow(document)):
        gathered.part(part)
        if number == (1 if document.help else 0) and contents_of(document):
            gathered.promise.headings.append((1, letters(document.words["contents"])))
            gathered.say(document.words["contents"])
    gathered.promise.text = letters("".join(gathered.said))
    gathered.promise.notes = [letters("".join(said)) for said in gathered.notes]
    for language, text in gathered.foreign:
        gathered.promise.languages[language] = gathered.promise.languages.get(language, "") + letters(text)
    return gathered.promise


@dataclass(slots=True)
class _Gathered:
    promise: Promise
    said: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)
    in_note: bool = False

    def say(self, text: str) -> None:
        (self.notes[-1] if self.in_note else self.said).append(text)

    def part(self, part: Section | Block) -> None:
        self.count(part)
        for piece in parts(part):
            if isinstance(piece, tuple):
                self.inlines(piece)
            else:
                self.part(piece)

    def count(self, part: Section | Block) -> None:
        match part:
            case Section():
                self.promise.headings.append((part.level, letters(plain(part.heading))))
                self.promise.bookmarks.append(letters(plain(part.heading)))
            case Table() if not self.in_note:
                self.promise.tables.append(part)
            case Figure() if part.chart:
                self.promise.alternatives.append(part.alternative)
            case BulletList() | NumberedList() | DefinitionList() if not self.in_note and part.items:
                self.promise.lists += 1
            case _:
                pass

    def inlines(self, inlines: Inlines) -> None:
        for inline in every_inline(inlines):
            self.inline(inline)

    def inline(self, inline: Inline) -> None:
        match inline:
            case Text(text=text):
                self.say(text)
            case Link() | CrossReference():
                self.promise.links += 1
            case Foreign(language=language, children=children):
                self.foreign.append((language, plain(children)))
            case Note():
                self.note(inline)
            case _:
                pass

    def note(self, note: Note) -> None:
        """A note's text stands apart; its call and the way back are links too."""
        self.promise.links += 2
        self.notes.append([])
        self.in_note = True
        for block in note.blocks:
            self.part(block)
        self.in_note = False
