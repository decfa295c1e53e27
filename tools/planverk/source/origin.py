"""From offsets in a block's own text, whose lines lost their indentation and marks, to the file; and its characters as they are printed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from unicodedata import combining, is_normalized, normalize

from planverk.source.prose import Text


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a block's text in the file: (offset of a run in the text, of its first visible character, offset of that in the file).

    `bars` has the offsets of bars that a backslash keeps from parting cells.
    """

    runs: list[tuple[int, int, int]]
    bars: frozenset[int] = frozenset()

    def __call__(self, offset: int) -> int:
        """The place of the character at an offset."""
        _, visible, place = self.runs[max(0, bisect_right(self.runs, offset, key=itemgetter(0)) - 1)]
        return place + max(0, offset - visible)

    def end(self, offset: int) -> int:
        """The place behind the character before an offset."""
        return self(offset - 1) + 1 if offset else self(0)


def of_lines(text: str, begins: list[int], start: int) -> Origin:
    """Of a text whose lines begin, behind spaces, at the given offsets of a body that begins at `start` of the file."""
    runs, offset = [], 0
    for line, begin in zip(text.split("\n"), begins, strict=False):
        runs.append((offset, offset + len(line) - len(line.lstrip(" \t")), start + begin))
        offset += len(line) + 1
    return Origin(runs)


def of_cell(typed: str, place: int) -> tuple[str, Origin]:
    """A cell's text as it is read, without the backslashes before its bars, and where it is located."""
    text, runs, bars, begins = "", [(0, 0, place)], set(), 0
    for found in re.finditer(r"\\\|", typed):
        text += typed[begins : found.start()]
        bars.add(len(text))
        runs += [(len(text), len(text), place + found.start()), (len(text) + 1, len(text) + 1, place + found.end())]
        text, begins = text + "|", found.end()
    return text + typed[begins:], Origin(runs, frozenset(bars))


def texts(content: str, offset: int, origin: Origin) -> Iterator[Text]:
    """A text as nodes; each sign that is printed otherwise than it is typed (a tab, a letter in two parts, an escaped bar) is one by itself."""
    if not origin.bars and "\t" not in content and is_normalized("NFC", content):  # nearly all
        start = origin(offset)
        if content:
            yield Text(content, start, start + len(content))
        return
    begins = 0
    for start, end, read in _odd(content, offset, origin):
        if begins < start:
            yield Text(content[begins:start], origin(offset + begins), origin.end(offset + start))
        yield Text(read, origin(offset + start), origin(offset + end - 1) + (2 if offset + start in origin.bars else 1))
        begins = end
    if begins < len(content):
        yield Text(content[begins:], origin(offset + begins), origin.end(offset + len(content)))


def _odd(content: str, offset: int, origin: Origin) -> list[tuple[int, int, str]]:
    """What is printed otherwise than it is typed: begin, end, and how it is read."""
    odd = [(found.start(), found.end(), " ") for found in re.finditer("\t", content)]
    if not is_normalized("NFC", content):
        odd += [
            (start, end, normalize("NFC", content[start:end])) for start, end in _clusters(content) if not is_normalized("NFC", content[start:end])
        ]
    if origin.bars:
        odd += [(bar.start(), bar.end(), "|") for bar in re.finditer(r"\|", content) if offset + bar.start() in origin.bars]
    return sorted(odd)


def _clusters(content: str) -> Iterator[tuple[int, int]]:
    """Letters with the parts that join them."""
    begins = 0
    for at, char in enumerate(content):
        if at and not (combining(char) or "\u1160" <= char <= "\u11ff"):
            yield begins, at
            begins = at
    yield begins, len(content)
