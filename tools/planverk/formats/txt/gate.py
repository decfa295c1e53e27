"""The gate of the text: every letter and digit of the document in its order, and no other but what the text adds, which is told here once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

from planverk.document.blocks import Block, Figure, Inlines, Link, Note, NumberedList, Table, Text
from planverk.document.document import Document, Section
from planverk.document.redline.bracketed import bracketed
from planverk.document.said import codes, letters, parting, said_by
from planverk.document.walk import parts, plain, within
from planverk.errors import UserError
from planverk.formats.clean import clean
from planverk.formats.read_back import PREFIX
from planverk.formats.txt.emit import is_grid, listed, says_address


def check(text: str, document: Document) -> None:
    """Returns where the text holds the document's words; else UserError that says where they part, or which signs are in it that nobody wrote."""
    document = bracketed(document) if document.redline else document
    if facts := parting(letters(text), letters(clean("".join(_Promised(document).words())))):
        _refuse(UserError("output-words-differ", **facts))
    cover = "".join((document.title, document.publisher, document.period, document.cover_line, document.status.line))
    if strange := {sign for sign in text if category(sign) in ("Cf", "Cc") and sign != "\n"} - said_by(document).unseen - set(cover):
        _refuse(UserError("output-sign-unseen", codes=codes(sorted(strange))))


def _refuse(fault: UserError) -> None:
    raise UserError("gate-ours", name="TXT", faults=(fault,))


class _Promised:
    """What the text says, in its order. Notes are gathered until a part is at its end, where they are told."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes: list[Note] = []

    def words(self) -> Iterator[str]:
        document = self.document
        yield from (document.publisher, document.title, document.period, document.cover_line, document.status.line)
        yield from self._all(document.cover)
        yield document.words["contents"]
        yield from (plain(section.heading) for section in listed(document))
        for part in document.flow[len(document.cover) :]:
            yield from self._all((part,))
            yield document.words["notes"] if self.notes else ""
            told = {note.number: [*self._all(note.blocks)] for note in self.notes}  # grows while a note calls another
            yield from (words for number in sorted(told) for words in (str(number), *told[number]))
            self.notes = []
        yield from (f"{PREFIX}{name}{fact}" for name, fact in document.provenance.facts().items())

    def _all(self, given: Iterable[Inlines | Block | Section]) -> Iterator[str]:
        for part in given:
            match part:
                case tuple():
                    yield from self._line(part)
                case NumberedList(items=items, start=start):
                    for number, item in enumerate(items, start):
                        yield str(number)
                        yield from self._all(item)
                case Figure(chart=chart, alternative=alternative) if chart:
                    yield from self._all((part.heading, (Text(alternative),), *((part.table,) if part.table else ()), *part.notes))
                case Table(rows=rows) if rows and not is_grid(part):
                    yield from self._line(part.heading)
                    for row in rows:
                        for column, cell in zip(part.columns, row.cells, strict=True):
                            yield from self._all((column.title, *cell))
                case _:
                    yield from self._all(parts(part))

    def _line(self, line: Inlines) -> Iterator[str]:
        for inline in line:
            match inline:
                case Text(text=text):
                    yield text
                case Note(number=number):
                    self.notes.append(inline)
                    yield str(number)
                case _:
                    yield from self._line(within(inline))
            if isinstance(inline, Link) and not says_address(plain(inline.children), inline.address):
                yield inline.address
