"""Prose as Markdown in one fixed form: the same prose gives the same text, however its author broke the lines, and other prose another text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import assert_never

from planverk.source.prose import (
    Block,
    Citation,
    Emphasis,
    FigurePlace,
    FootnoteCall,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
    plain,
)

_SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=>|]|(?:\d{1,9}(?=[.)])))", re.MULTILINE)
_ALIGNED = {"left": ":--", "right": "--:", "center": ":-:"}


def markdown_of(prose: Prose) -> str:
    """The whole body: its blocks with an empty line between them, then its footnotes."""
    notes = (_hung(f"[^{label}]: ", _blocks(note.blocks), 4) for label, note in prose.footnotes.items())
    return "\n\n".join([*_blocks(prose.blocks), *notes])


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return list(map(_block, blocks))


def _block(block: Block) -> str:
    match block:
        case Paragraph(children=children):
            return _line(children)
        case Heading(level=level, children=children):
            return f"{'#' * level} {_inlines(children)}"
        case List(items=items, first=first):
            marks = ["- " if first is None else f"{first + number}. " for number in range(len(items))]
            return "\n".join(_hung(mark, _blocks(item), len(mark)) for mark, item in zip(marks, items, strict=True))
        case Quote(blocks=blocks):
            return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(blocks)).split("\n"))
        case Table(header=header, aligned=aligned, rows=rows):
            rule = "| " + " | ".join(_ALIGNED.get(one, "---") for one in aligned) + " |"
            return "\n".join([_row(header), rule, *map(_row, rows)])
        case FigurePlace(figure=figure):
            return f"![](figure:{figure})"
        case _:
            assert_never(block)


def _hung(mark: str, blocks: list[str], indent: int) -> str:
    """Blocks behind a mark, with what comes below it indented."""
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join([mark + lines[0], *(" " * indent + line if line else "" for line in lines[1:])]).rstrip(" ")


def _row(cells: tuple[tuple[Inline, ...], ...]) -> str:
    return "| " + " | ".join(_inlines(cell).replace("|", "\\|") for cell in cells) + " |"


def _line(children: tuple[Inline, ...]) -> str:
    """A paragraph, with what Markdown would take for the start of another block escaped."""
    return _AT_START.sub(lambda found: found[1] + _escaped_start(found[2]), _inlines(children))


def _escaped_start(mark: str) -> str:
    return mark + "\\" if mark[0].isdigit() else "\\" + mark


_JOINED = "\0"
"""Stands before a citation that is in one pair of brackets with the one before."""


def _inlines(children: Iterable[Inline], mark: str = "*") -> str:
    """Inlines with their marks; emphasis in emphasis has the other mark, or `*` in `*` would look like `**`."""
    return "".join(_pieces(children, mark)).replace(f"]{_JOINED}", "; ")


def _pieces(children: Iterable[Inline], mark: str) -> Iterator[str]:
    for together, run in groupby(children, key=lambda inline: isinstance(inline, Text)):
        if together:  # where an escape stood, the text was read in pieces
            yield _SPECIAL.sub(r"\\\g<0>", plain(tuple(run)))
        else:
            yield from (_marked(inline, mark) for inline in run)


def _marked(inline: Inline, mark: str) -> str:
    other = "_" if mark == "*" else "*"
    match inline:
        case Text(text=text):
            return text
        case Emphasis(children=below):
            return f"{mark}{_inlines(below, other)}{mark}"
        case Strong(children=below):
            return f"{mark * 2}{_inlines(below, other)}{mark * 2}"
        case Foreign(language=language, children=below):
            return f"[{_inlines(below, mark)}](lang:{language})"
        case HardBreak():
            return "\\\n"
        case Link(target=target, children=below):
            return f"[{_inlines(below, mark)}]({_target(target)})"
        case Citation(source=source, locator=locator, joined=joined):
            return f"{_JOINED if joined else '['}@{source}{f', {locator}' if locator else ''}]"
        case FootnoteCall(label=label):
            return f"[^{label}]"
        case _:
            assert_never(inline)


def _target(target: str) -> str:
    plain = not re.search(r"[\s()<>\\]", target)
    return target if plain and target else "<" + re.sub(r"[<>\\]", r"\\\g<0>", target) + ">"
