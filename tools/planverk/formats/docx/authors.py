"""Who tracked changes are by, paragraph by paragraph, in a finished file: a reader sees that name beside each, in every program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from planverk.files import zipped
from planverk.formats.clean import clean
from planverk.formats.docx.ooxml import parse, write
from planverk.word.names import Element, w

_PARTS = ("word/document.xml", "word/footnotes.xml")
_CHANGES = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "pPrChange")))


def with_authors(data: bytes, names: Mapping[int, str]) -> bytes:
    """A Word file of ours with other names on the changes of some paragraphs. These are counted through the body, then through the notes, as
    `word.tracking` counts its lines."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: parse(parts[name]) for name in _PARTS}
    for number, paragraph in enumerate(_paragraphs(roots)):
        for change in _changes(paragraph) if number in names else ():
            change.set(w("author"), clean(names[number]))
    return zipped({**parts, **{name: write(root) for name, root in roots.items()}})


def _paragraphs(roots: Mapping[str, Element]) -> Iterator[Element]:
    for root in roots.values():
        yield from (each for each in root.iter(w("p")) if next(each.iterancestors(w("txbxContent")), None) is None)


def _changes(paragraph: Element) -> Iterator[Element]:
    """The changes of a paragraph; with its first one, the change of its row."""
    yield from paragraph.iter(*_CHANGES)
    row = next(paragraph.iterancestors(w("tr")), None)
    if row is not None and next(row.iter(w("p"))) is paragraph:
        yield from (each for each in row.iterfind(f"{w('trPr')}/*") if each.tag in _CHANGES)
