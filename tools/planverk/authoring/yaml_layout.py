"""Lays out YAML canonically: fields in order, a field or an item a line, two spaces for each step in, values and comments in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from planverk.authoring.order import in_order, model_at
from planverk.authoring.yaml_tree import Item, Node, NotPlain, read_tree
from planverk.source.yaml import read_yaml

STEP = 2
_BLOCK = re.compile(r"[|>]")
_SIGNED = re.compile(r"[|>][-+]?[0-9]")


def laid_out_yaml(text: str, model: type[BaseModel] | None) -> str:
    """The text laid out for an entry of a class; ends in one line end. NotPlain where it cannot be read, or has a form that is left alone."""
    located = read_yaml("", text)
    if located.findings or not isinstance(located.data, dict) or not located.data:
        raise NotPlain
    sheet = read_tree(text, located)
    first = sheet.top.items[0]
    header, first.above = _parted(first.above)
    lines = [*header, *_Writer(model).mapping(sheet.top, 0), *_singly([*sheet.end])]
    return "\n".join(line.rstrip() for line in _singly(lines)).strip("\n") + "\n"


def _parted(above: list[str]) -> tuple[list[str], list[str]]:
    """Comments on top of a file: those above the last empty line are about the file, those below about the first field."""
    last = max((number for number, line in enumerate(above) if not line), default=-1)
    return above[: last + 1], above[last + 1 :]


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
