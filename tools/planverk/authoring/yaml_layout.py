"""Lays out YAML canonically: fields in order, a field or an item a line, two spaces for each step in, values and comments in their own words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import BaseModel

from planverk.authoring.source_file import in_order, model_at
from planverk.source.text import Lines
from planverk.source.yaml import Located, Route, read_yaml

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


class NotPlain(Exception):
    """The text has marks that the tree has no place for, such as a directive."""


class _Tree:
    """The tree of a text that was read without findings, its places counted from line 1. NotPlain where it has no such form."""

    def __init__(self, text: str, located: Located) -> None:
        self.text, self.located, self.lines = text, located, Lines(text)
        self.leaves: list[tuple[int, int]] = []
        self.items: list[Item] = []
        self.top = self.node((), located.data, False)
        self.end: list[str] = []
        """The comments below it all."""
        self.attach(list(self.comments()))

    # --- values ---

    def node(self, route: Route, data: object, inside: bool) -> Node:
        """A value; one in brackets is a leaf for what stands around it, and taken apart where no comment stands in it."""
        start, end = (self.lines.offset(place) for place in self.located.places.values[route])
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
        start, end = (self.lines.offset(at) for at in place) if place else (self.dash(route), 0)
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
        start = self.lines.offset(self.located.places.values[route].start)
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

    def attach(self, comments: list[tuple[int, str]]) -> None:
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
                (after.above if after else self.end).append(comment)

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


STEP = 2
_BLOCK = re.compile(r"[|>]")
_SIGNED = re.compile(r"[|>][-+]?[0-9]")


def laid_out_yaml(text: str, model: type[BaseModel] | None) -> str:
    """The text laid out for an entry of a class; ends in one line end. NotPlain where it cannot be read, or has a form that is left alone."""
    located = read_yaml("", text)
    if located.findings or not isinstance(located.data, dict) or not located.data:
        raise NotPlain
    tree = _Tree(text, located)
    first = tree.top.items[0]
    # Comments above the last empty line are about the file, those below about the first field.
    last = max((number for number, line in enumerate(first.above) if not line), default=-1)
    header, first.above = first.above[: last + 1], first.above[last + 1 :]
    lines = [*header, *_Writer(model).mapping(tree.top, 0), *_singly(tree.end)]
    return "\n".join(line.rstrip() for line in _singly(lines)).strip("\n") + "\n"


def _singly(lines: list[str]) -> list[str]:
    """The lines, with one empty line where there were several."""
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]


class _Writer:
    def __init__(self, model: type[BaseModel] | None) -> None:
        self.model = model

    def mapping(self, node: Node, indent: int) -> Iterator[str]:
        items = {str(item.route[-1]): item for item in node.items}
        for name in in_order(model_at(self.model, node.items[0].route[:-1]), items):
            yield from self.item(items[name], indent)

    def item(self, item: Item, indent: int) -> Iterator[str]:
        before = " " * indent
        yield from (before + line if line else "" for line in item.above)
        yield from self.lines(item, indent)
        yield from (" " * STEP + before + line for line in item.under)
        yield from (before + line for line in item.below)

    def lines(self, item: Item, indent: int) -> Iterator[str]:
        """An item without the comments above and below."""
        head = " " * indent + (f"{item.key}:" if item.key else "-")
        beside = f"  {item.beside}" if item.beside else ""
        if item.value.is_leaf:
            first, *more = _leaf(item.value.raw, indent + STEP)
            yield f"{head} {first}".rstrip() + ("" if more else beside)
            yield from more[:-1]
            yield from (line + ("" if _BLOCK.match(first) else beside) for line in more[-1:])
            return
        if item.key:
            yield head + beside
            yield from self.below(item.value, indent + STEP)
            return
        first, *more = self.below(item.value, indent + STEP)
        if not first.strip() or first.lstrip().startswith("#"):  # a comment above the first field of an item goes above the item
            yield from self.pushed([first, *more], head, indent)
        else:
            yield f"{head} {first.lstrip()}"
            yield from more

    def pushed(self, lines: list[str], head: str, indent: int) -> Iterator[str]:
        number = next(number for number, line in enumerate(lines) if line and not line.lstrip().startswith("#"))
        yield from (" " * indent + line.lstrip() for line in lines[:number])
        yield f"{head} {lines[number].lstrip()}"
        yield from lines[number + 1 :]

    def below(self, node: Node, indent: int) -> Iterator[str]:
        if not node.is_list:
            yield from self.mapping(node, indent)
            return
        for item in node.items:
            yield from self.item(item, indent)


def _leaf(raw: str, indent: int) -> list[str]:
    """The lines of a value; those after the first stand in by the indent."""
    first, *more = raw.rstrip("\n").split("\n")
    if _BLOCK.match(first):
        if _SIGNED.match(first):
            raise NotPlain
        stands = min((len(line) - len(line.lstrip(" ")) for line in more if line.strip()), default=0)
        more = [line[stands:] for line in more]
    else:
        more = [line.strip() for line in more]
    return [first.rstrip(), *(" " * indent + line if line.strip() else "" for line in more)]
