"""What one PDF may hold: Typst runs in our process, and nothing can stop it before it has set the last page or filled the memory.

The worst that was found, tables of long cells, takes some 100 kB and a millisecond a part, so that the most parts take 10 GB and two minutes. A plan
of 1,000 measures has 67,000 parts, the longest known plan 2,000.
"""

from __future__ import annotations

from planverk.formats.pdf.emit import Node
from planverk.formats.pdf.error import fault, unmade

MOST_PARTS = 100_000
"""Paragraphs, cells, runs of text and whatever else the template lays out."""

MOST_CHARACTERS = 10_000_000


def check_size(data: Node) -> None:
    """UserError for data of more parts or characters than one PDF may hold."""
    parts, characters, pending = 0, 0, [*data.values()]
    while pending and parts <= MOST_PARTS and characters <= MOST_CHARACTERS:
        match pending.pop():
            case dict() as node:
                parts += 1
                pending += node.values()
            case list() | tuple() as nodes:
                pending += nodes
            case str() as text:
                characters += len(text)
            case _:
                pass
    if parts > MOST_PARTS or characters > MOST_CHARACTERS:
        raise unmade(fault("too-large", parts=MOST_PARTS, characters=MOST_CHARACTERS // 1_000_000))
