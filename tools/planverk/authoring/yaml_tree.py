"""YAML as an author typed it, as a tree: keys and values in their own words, and with each the comments that belong to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from planverk.diagnostics import Position
from planverk.source.text import Lines
from planverk.source.yaml import Located, Route

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n]*")
_BETWEEN = re.compile(r"[\s:\-,\[\]{}?]*\Z")
"""What may stand between values, comments left out."""


@dataclass(slots=True)
class Node:
    """A value: `raw` as typed, or the items of a mapping (with keys) or of a list."""

    raw: str = ""
    items: list[Item] = field(default_factory=list)
    is_list: bool = False

    @property
    def is_leaf(self) -> bool:
        """True for a scalar, and for brackets that are left as they are."""
        return not self.items


@dataclass(slots=True)
class Item:
    """A key with its value, or an item of a list: the lines of comment ("" for an empty one) above it, below it and, further in, under its own items;
    and the comment beside it."""

    route: Route
    start: int
    column: int
    key: str
    value: Node
    above: list[str] = field(default_factory=list)
    beside: str = ""
    under: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The top mapping, and the comments below it all."""

    top: Node
    end: list[str] = field(default_factory=list)


class NotPlain(Exception):
    """The text has marks that the tree has no place for, such as a directive."""


def read_tree(text: str, located: Located) -> Sheet:
    """The tree of a text that was read without findings, its places counted from line 1. NotPlain where it has no such form."""
    return _Builder(text, located).sheet()


class _Builder:
    def __init__(self, text: str, located: Located) -> None:
        self.text, self.located, self.lines = text, located, Lines(text)
        self.leaves: list[tuple[int, int]] = []
        self.items: list[Item] = []

    def offset(self, place: Position) -> int:
        return self.lines.starts[place.line - 1] + place.column - 1 if place.line <= len(self.lines.starts) else len(self.text)

    def sheet(self) -> Sheet:
        sheet = Sheet(self.node((), self.located.data, False))
        comments = list(self.comments())
        self.attach(comments, sheet)
        return sheet

    # --- values ---

    def node(self, route: Route, data: object, inside: bool) -> Node:
        """A value; one in brackets is a leaf for what stands around it, and taken apart where no comment stands in it."""
        start, end = (self.offset(place) for place in self.located.places.values[route])
        end = start + len(self.text[start:end].rstrip())
        flow = isinstance(data, (dict, list)) and self.text[start : start + 1] in ("[", "{")
        if flow and not inside:
            self.leaves.append((start, end))
        if not data or not isinstance(data, (dict, list)) or (flow and "#" in self.text[start:end]):
            if not inside and not flow:
                self.leaves.append((start, end))
            return Node(self.text[start:end])
        items = data.items() if isinstance(data, dict) else enumerate(data)
        return Node(items=[self.item((*route, key), below, inside or flow) for key, below in items], is_list=isinstance(data, list))

    def item(self, route: Route, data: object, inside: bool) -> Item:
        place = self.located.places.keys.get(route)
        start, end = (self.offset(at) for at in place) if place else (self.dash(route), 0)
        key = self.text[start:end] if place else ""
        if "\n" in key:
            raise NotPlain
        item = Item(route, start, start - self.text.rfind("\n", 0, start) - 1, key, Node())
        if not inside:
            self.items.append(item)
            self.leaves += [(start, end)] if place else []
        item.value = self.node(route, data, inside)
        return item

    def dash(self, route: Route) -> int:
        start = self.offset(self.located.places.values[route].start)
        return max(0, self.text.rfind("-", 0, start))

    # --- comments ---

    def comments(self) -> Iterator[tuple[int, str]]:
        """Offset and text of every comment; NotPlain where something else stands between the values."""
        done = 0
        for start, end in [*sorted(self.leaves), (len(self.text), len(self.text))]:
            between, at = self.text[done:start], done
            for found in _COMMENT.finditer(between):
                yield at + found.start(), found[0].rstrip()
            if not _BETWEEN.match(_COMMENT.sub("", between)):
                raise NotPlain
            done = max(done, end)

    def attach(self, comments: list[tuple[int, str]], sheet: Sheet) -> None:
        """Gives each comment to the item that it stands beside, above or, further in than the next item, below."""
        starts = [item.start for item in self.items]
        for at, comment in sorted([*comments, *((at, "") for at in self.empty_lines())]):
            number = bisect_left(starts, at)
            after = self.items[number] if number < len(starts) else None
            column = at - self.text.rfind("\n", 0, at) - 1
            if comment and number and self.text[at - column : at].strip():
                self.beside(self.items[number - 1], comment)
            elif comment and number and column > (after.column if after else 0):
                above = next((self.items[n] for n in reversed(range(number)) if self.items[n].column <= column), self.items[number - 1])
                (above.under if column > above.column and above.value.items else above.below).append(comment)
            else:
                (after.above if after else sheet.end).append(comment)

    def beside(self, item: Item, comment: str) -> None:
        """A comment at the end of an item's first line; in a list it stands above where the item has fields of its own."""
        if item.beside or (not item.key and not item.value.is_leaf):
            item.above.append(comment)
        else:
            item.beside = comment

    def empty_lines(self) -> Iterator[int]:
        """Offsets of empty lines between values."""
        leaves = sorted(self.leaves)
        for found in re.finditer(r"^[ \t]*$", self.text, re.MULTILINE):
            at = found.start()
            number = bisect_right(leaves, (at, len(self.text)))
            if at < len(self.text) and not (number and leaves[number - 1][1] > at):
                yield at
