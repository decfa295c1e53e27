"""Which bookmarks a paragraph stands under, and in which cell of which table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from planverk.word.names import Element, w
from planverk.word.tracked_document import Cell

MOST_NAMES = 32
"""Bookmarks that a paragraph is known to stand under; more would cost memory for each of its neighbours, and none of ours has more than a few."""


class Trail:
    """Follows a part from paragraph to paragraph. Names that begin with an underscore are Word's own, and count as none."""

    def __init__(self, root: Element) -> None:
        """Reads where the bookmarks and tables of a part stand."""
        self._own = _own(root)
        self._numbers = {each: number for name in ("tbl", "tr", "tc") for number, each in enumerate(root.iter(w(name)))}
        self._above: list[tuple[int, tuple[str, ...]]] = []
        self._last: tuple[str, ...] = ()
        self._in_rows = _in_rows(self._own)
        self._rows: dict[Element, tuple[str, ...]] = {}

    def owners(self, paragraph: Element, level: int) -> tuple[str, ...]:
        """The names for the next paragraph, the nearest first. Paragraphs are asked for in order."""
        own, row = self._own.get(paragraph, ()), self._row(paragraph)
        if level:
            self._above = [*(each for each in self._above if each[0] < level), (level, own)]
            self._last = ()
        elif own and not row:
            self._last = own
        above = (name for _, names in reversed(self._above) for name in names)
        return tuple(islice(dict.fromkeys((*own, *row, *self._last, *above)), MOST_NAMES))

    def names(self, paragraph: Element) -> bool:
        """Whether a bookmark stands in a paragraph itself."""
        return paragraph in self._own

    def cell(self, paragraph: Element) -> Cell | None:
        """The innermost cell around a paragraph."""
        cell = next(paragraph.iterancestors(w("tc")), None)
        row = None if cell is None else next(cell.iterancestors(w("tr")), None)
        table = None if row is None else next(row.iterancestors(w("tbl")), None)
        if cell is None or row is None or table is None:
            return None
        return Cell(self._numbers[table], self._numbers[row], self._numbers[cell])

    def _row(self, paragraph: Element) -> tuple[str, ...]:
        row = next(paragraph.iterancestors(w("tr")), None)
        if row is not None and row not in self._rows:
            around = (row, *row.iterancestors(w("tr")))
            self._rows[row] = tuple(islice((name for each in around for name in self._in_rows.get(each, ())), MOST_NAMES))
        return () if row is None else self._rows[row]


def _in_rows(own: Mapping[Element, tuple[str, ...]]) -> dict[Element, tuple[str, ...]]:
    """The names inside each row."""
    found: dict[Element, tuple[str, ...]] = {}
    for paragraph, names in own.items():
        for row in paragraph.iterancestors(w("tr")):
            found[row] = (*found.get(row, ()), *names)[:MOST_NAMES]
    return found


def _own(root: Element) -> dict[Element, tuple[str, ...]]:
    """The names by the paragraph that they stand in, or come before."""
    found: dict[Element, tuple[str, ...]] = {}
    pending: tuple[str, ...] = ()
    for each in root.iter(w("p"), w("bookmarkStart")):
        if each.tag == w("p"):
            if pending:
                found[each] = pending
            pending = ()
            continue
        name = each.get(w("name"), "")
        inside = next(each.iterancestors(w("p")), None)
        if not name or name.startswith("_"):
            continue
        if inside is None:
            pending = (*pending, name)[:MOST_NAMES]
        else:
            found[inside] = (*found.get(inside, ()), name)[:MOST_NAMES]
    return found
