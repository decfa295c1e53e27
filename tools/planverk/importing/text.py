"""Reads plain text as it is extracted from a PDF: lines broken where the page broke them, bullets that became spaces or private signs, cells that
came apart, pages that begin with a form feed or a space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from planverk.importing.foreign import Block, Foreign, Heading, List, Paragraph
from planverk.importing.text_lines import ENDED, Line, Paragraphs, bare, read_lines, split
from planverk.importing.text_tables import measure_table, number_table
from planverk.importing.vocabulary import pattern

_NUMBERED = re.compile(rf"(?:{pattern('goal', 'nouns')}|{pattern('measure', 'nouns')})\s+(?:\d+(?:\.\d+)*|[A-ZÆØÅ])\s*[:.–-]?\s+\S", re.IGNORECASE)
_COUNTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÆØÅ]")
_CAPTION = re.compile(rf"(?:{pattern('caption', 'table')}|{pattern('caption', 'figure')})\s+\d+\s*[,.:–-]?\s", re.IGNORECASE)
_NO_HEADING = re.compile(r"[.:;,!?]\Z|https?:|www\.|@")
_LONGEST_HEADING = 0.75
_NARROWEST = 60
"""Characters of a full line at least, where the text has few."""


def read_text(text: str) -> Foreign:
    """The tree of a text."""
    lines = list(read_lines(text))
    width = max(_NARROWEST, sorted(len(line.text) for line in lines)[len(lines) * 95 // 100]) if lines else 0
    paragraphs = Paragraphs(frozenset(bare(word) for line in lines for word in line.text.split()[:-1]))
    blocks, at = list[Block](), 0
    while at < len(lines):
        found = measure_table(lines, at, paragraphs) or number_table(lines, at, paragraphs) or _list(lines, at, paragraphs)
        if found is None:
            end = next((to for to in range(at + 1, len(lines)) if lines[to].gap or lines[to].lead), len(lines))
            found = list(_chunk(lines[at:end], width, paragraphs, end < len(lines))), end
        made, at = found
        blocks += made
    return Foreign("text", tuple(_levelled(blocks)), {}, tuple(paragraphs.mends), "\n".join(line.text for line in lines))


# --- blocks ---


def _list(lines: Sequence[Line], at: int, paragraphs: Paragraphs) -> tuple[list[Block], int] | None:
    """A list: lines with bullets; or lines with a space before them where something begins, whose bullets the extraction lost."""
    mark = lines[at].lead
    if not mark or (mark == "space" and (lines[at].gap != "hard" or at == 0 or _NUMBERED.match(lines[at].text))):
        return None
    items, to = [[lines[at]]], at + 1
    while to < len(lines):
        line = lines[to]
        if line.lead == mark and line.gap != "soft" and not (mark == "space" and _begins_other(line, items)):
            items.append([line])
        elif not line.lead and (not line.gap or (line.gap == "hard" and line.text[0].islower() and not ENDED.search(items[-1][-1].text))):
            items[-1].append(line)
        else:
            break
        to += 1
    return [List(tuple((Paragraph(paragraphs.joined(item)),) for item in items))], to


def _begins_other(line: Line, items: Sequence[Sequence[Line]]) -> bool:
    """True for what looks like the top of a page after a list, not like one more item: a numbered heading, or a capital where no item had one."""
    small = [item[0].text[0].islower() for item in items]
    return bool(_NUMBERED.match(line.text) or (len(small) > 1 and all(small) and not line.text[0].islower()))


def _chunk(lines: Sequence[Line], width: int, paragraphs: Paragraphs, more: bool) -> Iterator[Block]:
    """The headings that lines between two gaps begin with, and their paragraphs."""
    at = 0
    while at < len(lines) and (to := _heading_end(lines, at, width, more)):
        yield Heading(0, paragraphs.joined(lines[at:to]))
        at = to
    yield from map(Paragraph, split(lines[at:], width, paragraphs))


def _heading_end(lines: Sequence[Line], at: int, width: int, more: bool) -> int:
    """The line after a heading that begins at a line; 0 where none does."""
    text = lines[at].text
    numbered = bool(_NUMBERED.match(text))
    if len(text) > width * _LONGEST_HEADING or _CAPTION.match(text) or (not numbered and (_NO_HEADING.search(text) or not _may_open(text))):
        return 0
    to = at + 1
    while to < len(lines) and lines[to].text[0].islower() and len(lines[to].text) <= width * _LONGEST_HEADING:
        to += 1
    following = lines[to].text if to < len(lines) else ""
    if following and not following[0].islower():
        return to
    return to if not following and (more or numbered) and (numbered or at == 0) else 0


def _may_open(text: str) -> bool:
    """True for what can be the whole of a heading: a capital or a number with words, and not only digits."""
    return (text[0].isupper() or bool(_COUNTED.match(text))) and any(char.islower() for char in text) and len(text.split()) <= 14


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with levels for their headings: by their numbers; a heading right below another is one deeper."""
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Heading):
            counted = _COUNTED.match(block.text.plain)
            level = counted[1].count(".") + 1 if counted else before.level + 1 if isinstance(before, Heading) else 1
            block = Heading(level, block.text)
        yield block
        before = block
