"""Lines of extracted text, and paragraphs of them: hyphens at line ends, ligatures, headers and footers of pages.

Two sorts of empty lines are told apart where the text has both: one with a space in it is an empty paragraph, one without is where a list, a cell or
the like begins or ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from unicodedata import normalize

from planverk.importing.foreign import Mend, Run, Text

Gap = Literal["", "soft", "hard"]
ENDED = re.compile(r"[.:;!?)»\"”]\Z|[.!?][»”\")]?\s?\d{1,3}\Z")
"""How a line ends that ends a paragraph; the call of a note may follow."""

_BULLET = re.compile(r"[\ue000-\uf8ff•▪●◦‣∙■□➢✓]\s*|[-–*o]\s{1,4}(?=\S)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_CONJUNCTION = re.compile(r"(?:og|eller|samt|till?|och|and|or|men)(?!\w)")
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_SHORT = 0.85
"""A line is broken by the page only where the next word had no room: below this share of the width it had."""


class Line(NamedTuple):
    """A line with text: what is before it, whether it begins with a bullet or a space, and where in the source it is."""

    text: str
    gap: Gap
    lead: Literal["", "space", "bullet"]
    page: int | None


@dataclass
class Paragraphs:
    """Makes paragraphs of lines, each with the next number, and notes what it mends."""

    known: frozenset[str]
    count: int = 0
    mends: list[Mend] = field(default_factory=list)

    def joined(self, lines: Sequence[Line]) -> Text:
        """One paragraph of the lines: hyphens at line ends go where the word is one without, and an address has no space."""
        pieces = [lines[0].text]  # a paragraph may have as many lines as the file
        for line in lines[1:]:
            pieces += self._after(pieces.pop(), line.text)
        text = " ".join(pieces)
        if _LIGATURE.search(text):
            self.mends += (Mend(word, _apart(word), self.count) for word in text.split() if _LIGATURE.search(word))
        self.count += 1
        return Text((Run(_apart(text)),), self.count - 1, lines[0].page)

    def _after(self, text: str, line: str) -> list[str]:
        """The end of a paragraph and the line after it: two pieces, or one where the page broke a word."""
        last = text.rsplit(" ", 1)[-1]
        if _ADDRESS.match(last) and text.endswith(("-", "/")) and " " not in line:
            self.mends.append(Mend(f"{last} {line}", last + line, self.count))
            return [text + line]
        if re.search(r"[^\W\d_]-\Z", text) and re.match(r"[^\W\d_A-ZÆØÅ]", line) and not _CONJUNCTION.match(line):
            first = line.split(" ", 1)[0]
            kept = bare(last + first) in self.known
            self.mends.append(Mend(f"{last} {first}", (last if kept else last[:-1]) + first, self.count))
            return [(text if kept else text[:-1]) + line]
        return [text, line]


def _apart(text: str) -> str:
    """The text with its ligatures as letters."""
    return _LIGATURE.sub(lambda found: normalize("NFKC", found[0]), text)


def bare(word: str) -> str:
    """The word in lower case, without the signs around it."""
    return word.strip('.,:;()«»"').lower()


def read_lines(text: str) -> Iterator[Line]:
    pages = [page.split("\n") for page in normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\f")]
    repeated = _repeated(pages) if len(pages) > 2 else frozenset()
    gap: Gap = "hard"
    for number, page in enumerate(pages, start=1):
        edges = _edges(page)
        for at, line in enumerate(page):
            plain = " ".join(line.split())
            if not plain or (at in edges and _shape(plain) in repeated):
                gap = "soft" if gap != "hard" and line else "hard"
                continue
            bullet = _BULLET.match(line.lstrip())
            lead: Literal["", "space", "bullet"] = "bullet" if bullet else "space" if line[0] == " " else ""
            yield Line(" ".join(line.lstrip()[bullet.end() :].split()) if bullet else plain, gap, lead, number if len(pages) > 1 else None)
            gap = ""


def _edges(page: Sequence[str]) -> set[int]:
    """The lines at the top and the foot of a page where headers and footers stand."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    return {*filled[:2], *filled[-2:]}


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the edges of most pages, numbers apart: headers, footers, page numbers."""
    counts = Counter(shape for page in pages for shape in {_shape(" ".join(page[at].split())) for at in _edges(page)})
    return frozenset(shape for shape, count in counts.items() if count > max(2, len(pages) * 0.5))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def split(lines: Sequence[Line], width: int, paragraphs: Paragraphs) -> Iterator[Text]:
    """The paragraphs of lines without a gap: one ends where the next word would have had room, and where an address begins or ends."""
    start = 0
    for at in range(1, len(lines)):
        if _is_broken_by_author(lines[at - 1].text, lines[at].text, width):
            yield paragraphs.joined(lines[start:at])
            start = at
    if lines:
        yield paragraphs.joined(lines[start:])


def _is_broken_by_author(line: str, following: str, width: int) -> bool:
    if _ADDRESS.match(line):
        return not (line.endswith(("-", "/")) and " " not in following and following[0].islower())
    if _ADDRESS.match(following):
        return True
    room = width * (1 if line.endswith(":") else _SHORT)
    had_room = len(line) + 1 + len(following.split(" ", 1)[0]) < room
    return had_room and bool(ENDED.search(line)) and not following[0].islower()
