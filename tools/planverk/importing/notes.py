"""Finds the calls of notes whose texts the extraction lost: 1, 2, 3 … in order, each behind the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from planverk.importing.foreign import Block, Cell, Foreign, Heading, List, Paragraph, Run, Table, Text

_CALL = re.compile(r"(?<=[.!?:)»”\"])\s?(\d{1,3})(?=\s+[A-ZÆØÅ«\"]|\s*\Z)")
_NUMBERED = re.compile(r"(?<!\d)\d{1,2}\.\Z")
"""What stands before the last part of a number such as 1.2, which calls no note."""
_FEWEST = 2
"""So many in a row are calls of notes; a single number may be anything."""


class Called(NamedTuple):
    """A document with its notes called in their places, and each call: its paragraph's number and its label, in order."""

    document: Foreign
    calls: tuple[tuple[int, str], ...]


def with_calls(document: Foreign) -> Called:
    """The document, with the numbers that call notes taken out of its texts. Where notes are told by the source itself nothing changes."""
    calls = list[tuple[int, str]]()

    def called(text: Text) -> Text:
        runs, at, plain = list[Run](), 0, text.plain
        for found in _CALL.finditer(plain):
            if len(text.runs) == 1 and int(found[1]) == len(calls) + 1 and not _NUMBERED.search(plain, 0, found.start()):
                calls.append((text.number, found[1]))
                runs.append(replace(text.runs[0], text=plain[at : found.start()], note=found[1]))
                at = found.end()
        return replace(text, runs=(*runs, replace(text.runs[0], text=plain[at:]))) if runs else text

    if document.notes or any(run.note for text in document.texts for run in text.runs):
        return Called(document, ())
    blocks = tuple(mapped(block, called) for block in document.blocks)
    return Called(replace(document, blocks=blocks), tuple(calls)) if len(calls) >= _FEWEST else Called(document, ())


def mapped(block: Block, change: Callable[[Text], Text]) -> Block:
    """The block with its texts changed, in reading order."""
    match block:
        case Heading() | Paragraph():
            return replace(block, text=change(block.text))
        case List(items=items):
            return replace(block, items=tuple(tuple(mapped(each, change) for each in item) for item in items))
        case Table(rows=rows):
            return Table(tuple(tuple(_mapped_cell(cell, change) for cell in row) for row in rows))
        case _:
            return block


def _mapped_cell(cell: Cell, change: Callable[[Text], Text]) -> Cell:
    return replace(cell, blocks=tuple(mapped(each, change) for each in cell.blocks))
