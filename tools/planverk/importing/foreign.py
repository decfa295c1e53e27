"""The neutral tree of a document of any origin. What reads a format makes it, and what recognises a plan in it knows nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from planverk.source.text import CONTROL

Way = Literal["tags", "layout", "word", "text"]
"""By what a structure was found: the tags of a PDF, how it looks, the styles of a Word file, or lines of plain text."""

Role = Literal["", "title", "contents", "term", "caption", "small", "missing"]
"""What a source says that a paragraph is, "" for text: "small" is a remark, and "missing" says what is not there."""

WORD = re.compile(r"[^\W_]+(?:[-–.,:/’'@&=?#%+~_]+[^\W_]+)*|[^\W_]")
"""A word as it is counted and compared: letters and digits, with the marks inside it."""
_INSTEAD = {"\r": "\r", "\f": "\f", "\u00ad": "", "\u200b": ""}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look. `note` is the label of the note that is called where the run ends, "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the source, or a piece of one: `number` is that of the paragraph, from 0, `start` the offset in it where the piece begins, and
    `page` is counted from 1, None where the source does not tell."""

    runs: tuple[Run, ...]
    number: int
    page: int | None = None
    start: int = 0

    @property
    def plain(self) -> str:
        """The characters."""
        return "".join(run.text for run in self.runs)

    @property
    def end(self) -> int:
        """The offset in the paragraph where the piece ends."""
        return self.start + len(self.plain)

    def cut(self, begin: int, end: int | None = None) -> Text:
        """The characters from `begin` to `end`, without spaces at the ends; notes that are called there come along."""
        whole = self.plain
        end = len(whole) if end is None else end
        piece = whole[begin:end]
        begin += len(piece) - len(piece.lstrip())
        end = max(begin, end - (len(piece) - len(piece.rstrip())))
        runs, at = list[Run](), 0
        for run in self.runs:
            low, high = max(begin - at, 0), min(end - at, len(run.text))
            if low < high or (run.note and begin < at + len(run.text) <= end):
                runs.append(replace(run, text=run.text[low:high], note=run.note if high == len(run.text) else ""))
            at += len(run.text)
        return replace(self, runs=tuple(runs), start=self.start + begin)

    def __bool__(self) -> bool:
        return any(run.text or run.note for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. Its role is what the source itself says of it: the title of the document, a line of the list of contents, a term with its meaning
    below, a caption; "" for text."""

    text: Text
    role: Role = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list; `first` is the number of the first item, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, with how many columns and rows it takes up."""

    blocks: tuple[Block, ...]
    header: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def plain(self) -> str:
        """The words, whatever paragraphs they stand in."""
        return " ".join(text.plain for text in texts_of(self.blocks))


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or a drawing, the text that stands for it, "" where the source has none, and its name among the files of the document, "" where it is
    none that a plan may have. That text is no paragraph."""

    description: str = ""
    file: str = ""


Block = Heading | Paragraph | List | Table | Figure


@dataclass(frozen=True, slots=True)
class Mend:
    """What the extraction broke, and what stands in its place; `number` is that of the paragraph."""

    before: str
    after: str
    number: int


@dataclass(frozen=True)
class Foreign:
    """A document: its blocks, its notes by label, what was mended, and its words as they stood before anything was mended,
    "" where nothing but the tree tells them. `title` is the one that
    the file's properties tell, "" for none."""

    way: Way
    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()
    raw: str = ""
    title: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every paragraph in the order of the source, those of the notes among them."""
        below = (text for blocks in self.notes.values() for text in texts_of(blocks))
        return tuple(sorted((*texts_of(self.blocks), *below), key=lambda text: (text.number, text.start)))


def texts_of(blocks: Iterable[Block]) -> Iterator[Text]:
    """Every text of the blocks, in reading order."""
    for block in blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                yield text
            case List(items=items):
                for item in items:
                    yield from texts_of(item)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from texts_of(cell.blocks)
            case Figure():
                pass
            case _:
                assert_never(block)


def readable(text: str) -> str:
    """The text without what no plan may hold: marks in words that nobody sees go, other controls but ends of lines and pages become spaces."""
    return CONTROL.sub(lambda found: _INSTEAD.get(found[0], " "), text)


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)
