"""Makes a tree of tags for a PDF that has none, by how its pages look: sizes, weights, places and rules. Nothing of planverk's is known here; it runs
where pdf_tags does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from planverk.importing.pdf_lines import Glyphs, Grid, Line, Page, has_room, joined_tables, lines_of, parts_of, without_repeated

Node = dict[str, Any]

_LARGER = 1.08
"""How much larger than text a heading is set at least, where it is not bold."""
_LONGEST_COVER = 20
"""Lines of a page that has the title and little more."""
_LONGEST = 16
"""Words of a heading that its weight alone tells."""
_ITEM = re.compile(r"(?P<label>[•▪●◦‣∙■□➢✓\uf0b7\uf0a7–-]|\d{1,2}[.)](?=\s+[A-ZÆØÅ]))\s+(?=\S)")
_ENDED = re.compile(r"[.:;,!?]\Z")
_LEADER = re.compile(r"(?:\s?[.…_]){2,}\s*\d{1,3}\Z|\s\d{1,3}\Z")
_NOTE = re.compile(r"(\d{1,3})\s+(?=\S)")
_LABEL = re.compile(r"[^\W\d]+\s\d{1,2}(?:\.\d{1,2})*[.:]?")
"""What stands above a heading and belongs to it: «Mål 1»."""
_CONTENTS = re.compile(r"(?:innhold|innhald|innholdsfortegnelse|contents)\Z", re.IGNORECASE)
_APART = 1.45
"""Of the size, how far lines of one paragraph stand from each other at most."""


def tree_of(pages: Sequence[Page]) -> list[Node]:
    """The elements of the pages in reading order, as tags would have them."""
    laid = [list(lines_of(glyphs, number)) for number, (glyphs, _, _) in enumerate(pages, start=1)]
    laid = list(without_repeated(laid, [height for _, _, height in pages]))
    looks = _Looks([line for lines in laid for line in lines])
    made = [list(parts_of(lines, rules)) for lines, (_, rules, _) in zip(laid, pages, strict=True)]
    return list(looks.nodes(joined_tables([part for parts in made for part in parts])))


class _Looks:
    """Knows how text looks in this document, and what stands out from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[_look(line)[0]] += len(line.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 10.0
        heads = Counter(_look(line) for line in lines if self.is_heading(line))
        self.levels = {look: min(number, 6) for number, look in enumerate(sorted(heads, reverse=True), start=1)}
        cover = [line for line in lines if line.page == 1]
        is_cover = len(cover) <= _LONGEST_COVER and any(line.page > 1 for line in lines)
        self.title = max((line.size for line in cover if self.is_heading(line)), default=0.0) if is_cover else 0.0
        """The size of the title on a page that has it and little more, 0 where there is no such page."""
        widths = sorted(line.right for line in lines)
        self.right = widths[len(widths) * 9 // 10] if widths else 0.0
        self.is_contents = False
        self.has_larger = sum(size > self.body * _LARGER for size, _ in self.levels) > 1

    def is_heading(self, line: Line) -> bool:
        """True for a line that is larger than text, or bold by itself, and is no sentence."""
        text = line.text
        stands_out = line.size > self.body * _LARGER or (line.is_bold and line.size > self.body * 0.95 and len(line.groups) == 1)
        return stands_out and not _is_fact(line) and len(text.split()) <= _LONGEST and not _ENDED.search(text) and any(map(str.isalpha, text))

    def nodes(self, parts: Iterable[Line | Grid]) -> Iterator[Node]:
        """The elements of lines and tables."""
        for is_table, group in groupby(parts, lambda part: isinstance(part, Grid)):
            if is_table:
                yield from (node for part in group if isinstance(part, Grid) for node in self.table(part))
            else:
                yield from _joined_lists(self.texts([part for part in group if isinstance(part, Line)]))

    def texts(self, lines: Sequence[Line]) -> Iterator[Node]:
        """Headings, paragraphs, items of lists, terms and notes of lines that follow each other."""
        at = 0
        while at < len(lines):
            to = at + 1
            while to < len(lines) and self.goes_on(lines[to - 1], lines[to], lines[at]):
                to += 1
            yield self.element(lines[at:to])
            at = to

    def goes_on(self, line: Line, following: Line, first: Line) -> bool:
        """True where a line belongs to the paragraph of the line before it."""
        if self.is_contents:
            return False
        is_near = following.page == line.page and 0 < line.low - following.low < _APART * max(line.size, following.size)
        if _is_fact(first) and not following.first.bold and len(following.groups) == 1:
            return is_near and abs(following.first.left - first.groups[1][0].left) < 4
        heading, other = self.is_heading(line), self.is_heading(following)
        if heading or other:
            is_label = following.page == line.page and _LABEL.fullmatch(line.text) and line.low - following.low < 3 * following.size
            return heading and other and (bool(is_label) or (is_near and abs(line.size - following.size) < 0.6))
        if len(line.groups) > 1 or len(following.groups) > 1 or _ITEM.match(following.text) or abs(line.size - following.size) > 0.6:
            return False
        if following.page != line.page:
            return following.text[0].islower() and not _ENDED.search(line.text) and line.page + 1 == following.page
        if _ITEM.match(first.text) and following.first.left < first.first.left + 3:
            return False
        return is_near and not (line.right < self.right * 0.8 and re.search(r"[.:!?]\Z", line.text) and following.text[0].isupper())

    def element(self, lines: Sequence[Line]) -> Node:
        """The element of a paragraph's lines."""
        first, text = lines[0], lines[0].text
        if self.is_contents and first.size <= self.body * _LARGER and (_LEADER.search(text) or not _ENDED.search(text)):
            return {"s": "TOC", "k": [{"s": "P", "k": _runs(lines)}]}
        if self.is_heading(first):
            self.is_contents = bool(_CONTENTS.match(text))
            if self.title and first.page == 1:
                return {"s": "Title" if first.size == self.title else "P", "k": _runs(lines, heading=True)}
            if self.has_larger and first.size <= self.body * _LARGER and not self.is_contents:  # headings are larger here, so it is a term
                return {"s": "L", "k": [{"s": "LI", "k": [{"s": "Lbl", "k": _runs(lines, heading=True)}]}]}
            return {"s": "TOC" if self.is_contents else f"H{self.levels[_look(lines[-1])]}", "k": _runs(lines, heading=True)}
        self.is_contents = False
        if first.size < self.body * 0.93 and (label := _NOTE.match(text)) and first.first.text.strip().startswith(label[1]):
            note = {"s": "Note", "k": [{"s": "Lbl", "k": [_text(label[1], first)]}, *_cut(_runs(lines), len(label[0]))]}
            return {"s": "P", "k": [note]}
        if item := _ITEM.match(text):
            return {
                "s": "L",
                "k": [{"s": "LI", "k": [{"s": "Lbl", "k": [_text(item["label"], first)]}, {"s": "LBody", "k": _cut(_runs(lines), item.end())}]}],
            }
        if _is_fact(first):
            term, value = _runs([Line(first.groups[:1], first.page)]), _runs([Line(first.groups[1:], first.page), *lines[1:]])
            return {"s": "L", "k": [{"s": "LI", "k": [{"s": "Lbl", "k": term}, {"s": "LBody", "k": value}]}]}
        return {"s": "P", "k": _runs(lines)}

    def table(self, grid: Grid) -> Iterator[Node]:
        """The table; its first row is one of headers where all of it is bold. In the list of contents its lines."""
        if self.is_contents and all(line.groups[-1][-1].text.strip().isdigit() for row in grid.rows for line in row):
            yield from ({"s": "TOC", "k": [{"s": "P", "k": _runs([line])}]} for row in grid.rows for line in row)
            return
        rows = list[Node]()
        for number, row in enumerate(grid.rows):
            kind = "TH" if number == 0 and all(line.is_bold for line in row) else "TD"
            rows.append({"s": "TR", "k": [{"s": kind, "k": list(self.cell(row, *edges))} for edges in pairwise((*grid.columns, 1.0e9))]})
        yield {"s": "Table", "k": rows}

    def cell(self, row: Sequence[Line], left: float, right: float) -> Iterator[Node]:
        """The paragraphs of a cell."""
        own = [Line(tuple(part), line.page) for line in row if (part := [group for group in line.groups if left - 1 <= group[0].left < right - 1])]
        yield from _joined_lists(self.paragraphs(own))

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[Node]:
        """The paragraphs and items of a cell's lines."""
        start = 0
        spacing = min((a.low - b.low for a, b in pairwise(lines) if a.page == b.page and a.low > b.low), default=0.0)
        for at in range(1, len(lines) + 1):
            if at == len(lines) or _begins(lines[at - 1], lines[at], spacing):
                own = lines[start:at]
                yield self.element(own) if _ITEM.match(own[0].text) else {"s": "P", "k": _runs(own)}
                start = at


def _begins(line: Line, following: Line, spacing: float) -> bool:
    """True where a line of a cell begins a paragraph: after room, as an item, or with a bold label."""
    has_room = following.page == line.page and line.low - following.low > spacing * 1.25
    label = (following.first.bold and not line.is_bold) or (line.is_bold and not following.first.bold)
    return has_room or label or bool(_ITEM.match(following.text))


def _joined_lists(nodes: Iterable[Node]) -> Iterator[Node]:
    """Lists that follow each other as one."""
    last: Node | None = None
    for node in nodes:
        if last and last["s"] == node["s"] == "L":
            last = {"s": "L", "k": [*last["k"], *node["k"]]}
            continue
        if last:
            yield last
        last = node
    if last:
        yield last


def _is_fact(line: Line) -> bool:
    """True for a bold label and its value beside it."""
    return len(line.groups) == 2 and all(each.bold for each in line.groups[0]) and not any(each.bold for each in line.groups[1])


def _look(line: Line) -> tuple[float, bool]:
    """The size of a line, to half a point, and whether it is bold."""
    return round(line.size * 2) / 2, line.is_bold


def _text(text: str, line: Line) -> Node:
    return {"t": text, "p": line.page}


def _runs(lines: Sequence[Line], heading: bool = False) -> list[Node]:
    """The pieces of lines: raised small numbers call notes, and the end of a line is marked as pdf_tags does."""
    made = list[Node]()
    for number, line in enumerate(lines):
        last: Glyphs | None = None
        for each in line.glyphs:
            if each.size < line.size * 0.8 and each.text.strip().isdigit() and each.low > line.low + 0.5 and last and not heading:
                made.append({"s": "Reference", "k": [_text(each.text.strip(), line)]})
            else:
                space = "\r" if number and not last else " " if last and has_room(last, each) else ""
                made.append(
                    {
                        "t": space + each.text,
                        "p": line.page,
                        **({"i": True} if each.italic else {}),
                        **({"b": True} if each.bold and not heading else {}),
                    }
                )
            last = each
    return made


def _cut(runs: Sequence[Node], count: int) -> list[Node]:
    """The runs without so many characters at their beginning."""
    made = list[Node]()
    for run in runs:
        text = run.get("t", "")
        lost = min(count, len(text))
        count -= lost
        if "t" not in run or text[lost:]:
            made.append({**run, "t": text[lost:]} if "t" in run else run)
    return made
