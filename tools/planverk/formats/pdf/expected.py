"""What the PDF of a Document must hold: headings, tables, alternatives, lists, links, and every letter in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from unicodedata import category, normalize

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
class Expected:
    """Gathered in one walk through the document in reading order.

    `text` is that of the whole document without its notes, which stand in `notes`; `languages` holds that of each foreign language, `unseen` the
    signs that are never drawn.
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
    unseen: set[str] = field(default_factory=set)


def letters(text: str) -> str:
    """Letters and digits alone: what a repeated header or a contents list leaves as it is."""
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def signs(text: str) -> str:
    """Every sign but spaces and what is never drawn, such as a joiner; see `unseen` for these."""
    return "".join(sign for sign in normalize("NFC", text) if not sign.isspace() and category(sign) not in ("Cc", "Cf"))


def unseen(text: str) -> set[str]:
    """The signs that are never drawn (U+200B, U+00AD …), which are copied with a text all the same."""
    return {sign for sign in text if category(sign) == "Cf"}


def is_large(section: Section) -> bool:
    """Whether a goal's number stands large above its title, without a mark between them: its label says the number last, after a word."""
    return section.role == "goal" and section.number != "" and section.label.endswith(section.number)


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


def cover_lines(document: Document) -> tuple[tuple[str, str], ...]:
    """The lines of the cover with their names, in reading order."""
    status = document.status
    return (
        ("publisher", document.publisher),
        ("title", document.title),
        ("period", document.period),
        ("cover_line", document.cover_line),
        *((("label", status.label),) if status.key in STATUS_ON_COVER else ()),
        ("status", status.line),
    )


def cover_of(document: Document) -> tuple[str, ...]:
    """The lines of the cover as they are read, in reading order."""
    marked = document.redline.lines if document.redline else {}
    return tuple(plain(marked[name]) if name in marked else line for name, line in cover_lines(document))


def expected_content(document: Document) -> Expected:
    """What the document's PDF must hold."""
    gathered = _Gathered(Expected())
    if document.look.logo:
        gathered.expected.alternatives.append(document.look.logo.alternative)
    gathered.say("".join(cover_of(document)))
    for number, part in enumerate(flow(document)):
        gathered.part(part)
        if number == (1 if document.help else 0) and contents_of(document):
            gathered.expected.headings.append((1, letters(document.words["contents"])))
            gathered.say(document.words["contents"])
    gathered.expected.text = signs("".join(gathered.said))
    gathered.expected.notes = [signs("".join(said)) for said in gathered.notes]
    gathered.expected.unseen = unseen("".join((*gathered.said, *(text for said in gathered.notes for text in said))))
    for language, text in gathered.foreign:
        gathered.expected.languages[language] = gathered.expected.languages.get(language, "") + signs(text)
    return gathered.expected


@dataclass(slots=True)
class _Gathered:
    expected: Expected
    said: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)
    in_note: bool = False

    def say(self, text: str) -> None:
        (self.notes[-1] if self.in_note else self.said).append(text)

    def part(self, part: Section | Block) -> None:
        self.count(part)
        if isinstance(part, Section) and is_large(part):
            part = replace(part, title=(Text(part.label), *part.title), label="")
        for piece in parts(part):
            if isinstance(piece, tuple):
                self.inlines(piece)
            else:
                self.part(piece)

    def count(self, part: Section | Block) -> None:
        match part:
            case Section():
                self.expected.headings.append((part.level, letters(plain(part.heading))))
                self.expected.bookmarks.append(letters(plain(part.heading)))
            case Table() if not self.in_note:
                self.expected.tables.append(part)
            case Figure() if part.chart:
                self.expected.alternatives.append(part.alternative)
            case BulletList() | NumberedList() | DefinitionList() if not self.in_note and part.items:
                self.expected.lists += 1
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
                self.expected.links += 1
            case Foreign(language=language, children=children):
                self.foreign.append((language, plain(children)))
            case Note():
                self.note(inline)
            case _:
                pass

    def note(self, note: Note) -> None:
        """A note's text is kept apart; its call and the way back are links too."""
        self.expected.links += 2
        self.notes.append([])
        self.in_note = True
        for block in note.blocks:
            self.part(block)
        self.in_note = False
