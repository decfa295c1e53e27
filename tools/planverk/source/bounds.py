"""Finds in Markdown what nobody wrote to be read, before a parser spends its time on it: endless paragraphs, and tables that are nearly all gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Finding, Hint, Location
from planverk.source.text import Lines

LONGEST_PARAGRAPH = 20_000
"""Characters; markdown-it takes quadratic time on some runs of brackets and stars, and no paragraph that a person reads is near this."""

MOST_BLOCKS = 20_000
"""Lines that are not empty, marks of lists and quotations before them, and signs that may begin something within a text. Each may become a node
of its own, with places, findings and a part of every output; a chapter of a hundred pages has a quarter as many.
"""

_SIGNS = "*_[`<&\\|\t"

MOST_GAPS = 300
"""Cells that a table's rows may lack beside its header, or as many as the table has characters: the parser makes a cell of every gap."""

_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_LINE = re.compile(r"^[ \t]*+(?=\S)((?:(?:(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t])|>)[ \t]*+)*+)", re.MULTILINE)
_DELIMITERS = re.compile(r"^[ \t>]*[-:|][-:| \t]*$", re.MULTILINE)


def out_of_bounds(path: str, lines: Lines, body: str, start: int) -> Finding | None:
    """The first fault of the kind in the prose that begins at offset `start` of the file; None where it may be parsed."""
    if (blocks := _blocks(body)) > MOST_BLOCKS:
        first = start + len(body) - len(body.lstrip())
        facts = {"size": str(blocks), "limit": str(MOST_BLOCKS)}
        return Finding("too-many-blocks", Location(path, lines.span(first, first)), facts, (Hint("split-text", {}),))
    for begins, ends in _parts(body):
        begins += len(body[begins:ends]) - len(body[begins:ends].lstrip("\n"))
        place = Location(path, lines.span(start + begins, start + begins))
        if ends - begins > LONGEST_PARAGRAPH:
            facts = {"size": str(ends - begins), "limit": str(LONGEST_PARAGRAPH)}
            return Finding("paragraph-too-long", place, facts, (Hint("split-paragraph", {}),))
        columns, gaps = _table(body[begins:ends])
        if gaps > max(MOST_GAPS, ends - begins):
            return Finding("missing-cells", place, {"columns": str(columns), "missing": str(gaps)}, (Hint("fill-rows", {}),))
    return None


def _blocks(body: str) -> int:
    """How many lines and marks the prose has; no fewer than its blocks."""
    return sum(1 + len(found[1].replace(">", " > ").split()) for found in _LINE.finditer(body)) + sum(map(body.count, _SIGNS))


def _parts(body: str) -> Iterator[tuple[int, int]]:
    """Begin and end of what is between empty lines."""
    begins = 0
    for gap in _GAP.finditer(body):
        yield begins, gap.start()
        begins = gap.end()
    yield begins, len(body)


def _table(part: str) -> tuple[int, int]:
    """How many columns the widest line of dashes sets, and how many cells the rows below the first such line lack then; 0 where there is none."""
    found = list(_DELIMITERS.finditer(part)) if "|" in part else []
    columns = max((line[0].strip(" \t>").strip("|").count("|") + 1 for line in found), default=0)
    rows = part[found[0].end() :].split("\n")[1:] if columns > 1 else []
    return columns, sum(max(0, columns - 1 - row.strip(" \t>").strip("|").count("|")) for row in rows if row)
