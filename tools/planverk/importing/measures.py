"""Tables of measures: columns in any order and of any of the words that plans use, cells that span rows or columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planverk.importing.drafts import Draft, Drafts, Unsure, Value, said
from planverk.importing.foreign import Block, Cell, Paragraph, Table, Text, texts_of
from planverk.importing.grids import grid
from planverk.importing.measure_fields import column_of, facts, take_field
from planverk.importing.printed import read
from planverk.importing.vocabulary import meant, pattern

MEASURE = re.compile(rf"(?P<noun>{pattern('measure', 'nouns')})\s+(?P<number>\d+(?:\.\d+)*)\.?\s*[:.–—-]?\s+(?P<title>\S.*)", re.IGNORECASE)


class Columns(NamedTuple):
    """What each column holds, "" for what is not known, and how many rows are headers."""

    names: tuple[str, ...]
    headers: int


def read_columns(drafts: Drafts, table: Table) -> Columns | None:
    """The columns of a table of measures, by its first row that names a title of measures; None for another table."""
    for at, row in enumerate(grid(table)[:3]):
        names = tuple(column_of(drafts, cell.plain) for cell in row)
        if "title" in names and len([name for name in names if name]) > 1:
            return Columns(names, next((to for to, below in enumerate(grid(table)) if to > at and not _is_header(below, row)), at + 1))
    return None


def _is_header(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    """True for a row of headers, whose cells are marked as such or are those of the row above, which span both."""
    return all(cell.header or any(cell is above for above in header) for cell in row)


def measures_of(drafts: Drafts, table: Table, columns: Columns, goal: Draft | None) -> None:
    """The measures of a table, under the goal that it stands under or that a column or a row of its own names."""
    rows = grid(table)
    home = goal
    first: Draft | None = None
    _tell_unknown(drafts, rows, columns)
    for row in rows[columns.headers :]:
        if len({id(cell) for cell in row}) == 1 and len(row) > 1:
            home = _goal_row(drafts, row[0]) or home
            continue
        if any(meant("row", text.plain) for cell in row[:2] for text in texts_of(cell.blocks)):
            continue  # a sum is no measure
        made = _measure(drafts, row, columns.names, home)
        first = first or made
    owner = goal or first
    if owner:
        for cell in {id(cell): cell for row in rows[: columns.headers] for cell in row}.values():
            for text in texts_of(cell.blocks):
                owner.label(text, "measures" if goal else "title")


def _tell_unknown(drafts: Drafts, rows: Sequence[Sequence[Cell]], columns: Columns) -> None:
    """Tells each column once that nobody knows and that says something, by its name."""
    for at, name in enumerate(columns.names):
        title = rows[columns.headers - 1][at].plain
        told = Unsure(title, "column-unknown")
        if (
            not name
            and title
            and told not in drafts.unsure
            and any(any(texts_of(row[at].blocks)) for row in rows[columns.headers :] if at < len(row))
        ):
            drafts.unsure.append(told)


def _goal_row(drafts: Drafts, cell: Cell) -> Draft | None:
    """The goal that a row across the whole table names; a new one where none has its title."""
    text = next(texts_of(cell.blocks), None)
    if text is None:
        return None
    known = next((draft for draft in drafts.of("goal") if draft.fields["title"].text in text.plain), None)
    if known:
        known.label(text, "title")
        return known
    return drafts.add("goal", text.plain, number=None, title=said(text), related=[])


def _measure(drafts: Drafts, row: Sequence[Cell], names: Sequence[str], goal: Draft | None) -> Draft | None:
    cells = {name: cell for name, cell in zip(names, row, strict=False) if name}
    title = [text for text in texts_of(cells["title"].blocks) if text] if "title" in cells else []
    if not title:
        return _continued(drafts, row)
    if goal and any(_counts_for(drafts, goal, title[0], text) for cell in row for text in texts_of(cell.blocks)):
        for text in (text for cell in row for text in texts_of(cell.blocks)):
            goal.label(text, "measures")
        return None
    plain = " ".join(text.plain for text in title)
    known = measure_of(drafts, plain)
    if known and goal and goal.id not in (goals := listed(known.fields["goal"])):
        known.fields["goal"] = [*goals, goal.id]  # it counts for a second goal, too
    draft = known or drafts.add("measure", plain, number=None, title=Value(tuple(title)), goal=goal.id if goal else None)
    if known:
        for text in title:
            known.label(text, "title")
    for name, cell in zip(names, row, strict=False):
        _cell(drafts, draft, name, cell, is_again=bool(known))
    return draft


def measure_of(drafts: Drafts, title: str) -> Draft | None:
    """The measure of a title, None for none."""
    return next((each for each in drafts.of("measure") if each.fields["title"].text == title), None)


def _counts_for(drafts: Drafts, goal: Draft, title: Text, text: Text) -> bool:
    """True where a text says that a measure is at home under another goal; then it counts for this one, too."""
    found = read("stands-under", text)
    if found:
        goal.label(text, "measures")
        drafts.later.append(lambda: _add_goal(drafts, title.plain, goal))
    return bool(found)


def _add_goal(drafts: Drafts, title: str, goal: Draft) -> None:
    known = measure_of(drafts, title)
    if known and goal.id not in (goals := listed(known.fields["goal"])):
        known.fields["goal"] = [*goals, goal.id]


def listed(value: object) -> list[str]:
    """The ids of a field that has one or several."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _continued(drafts: Drafts, row: Sequence[Cell]) -> Draft | None:
    """A row without a title goes on with the measure before it, over a page break."""
    measures = drafts.of("measure")
    if measures:
        measures[-1].body += [block for cell in row for block in cell.blocks]
    return None


def _cell(drafts: Drafts, draft: Draft, name: str, cell: Cell, is_again: bool) -> None:
    """A cell of a measure's row: a field, its text, or, where nobody knows the column, the end of its text. Of a row that tells of a measure again
    what the measure has already is no news."""
    texts = [text for text in texts_of(cell.blocks) if any(map(str.isalnum, text.plain))]
    if name == "title" or not texts:
        return
    if is_again and (draft.fields.get(name) is not None or name in ("number", "goal")):
        for text in texts:
            draft.label(text, name)
    elif name == "body":
        draft.body += facts(drafts, draft, cell.blocks)
    elif not name or not take_field(drafts, draft, name, cell):
        if name:
            drafts.unsure.append(Unsure(texts[0].plain, "column-deadline" if name == "deadline" else "column-value"))
        draft.body += cell.blocks


# --- measures as terms ---


class Item(NamedTuple):
    """A term such as «Tiltak 3: Gatelys», and what stands below it."""

    term: Text
    blocks: Sequence[Block]


def split_items(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Item]]:
    """The blocks before the first such term, and the terms."""
    terms = {
        at: block.text
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.role == "term" and MEASURE.fullmatch(block.text.plain)
    }
    starts = [*terms, len(blocks)]
    return blocks[: starts[0]], [Item(terms[at], blocks[at + 1 : to]) for at, to in pairwise(starts)]


def read_item(drafts: Drafts, goal: Draft | None, item: Item) -> None:
    """Gives the measure of a term what stands below it; one that stands under another goal counts for this one, too."""
    found = MEASURE.fullmatch(item.term.plain)
    assert found is not None
    title, first = item.term.cut(*found.span("title")), item.blocks[0] if item.blocks else None
    if goal and isinstance(first, Paragraph) and _counts_for(drafts, goal, title, first.text):
        goal.label(item.term, "measures")
        return
    known = measure_of(drafts, title.plain)
    draft = known or drafts.add("measure", title.plain, number=None, title=said(title), goal=goal.id if goal else None)
    draft.label(item.term if known else item.term.cut(*found.span("noun")), "number")
    if draft.fields["number"] is None:
        draft.fields["number"] = Value((item.term.cut(*found.span("number")),), str(int(found["number"].split(".")[-1])))
    draft.body += facts(drafts, draft, item.blocks)
