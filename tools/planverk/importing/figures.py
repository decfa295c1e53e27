"""Tables of numbers and figures with their captions, as figures of the plan with files of data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from planverk.importing.drafts import Draft, Drafts, Ours, Shown, said
from planverk.importing.foreign import Block, Paragraph, Table, Text, texts_of
from planverk.importing.measures import grid
from planverk.importing.vocabulary import pattern

_NUMBER = re.compile(r"-?\d[\d \u00a0.,]*(?:\s?%)?\Z")
_CAPTION = re.compile(
    rf"(?P<label>(?P<kind>{pattern('caption', 'table')}|{pattern('caption', 'figure')})\s+\d+)\s*[,.:–—-]?\s*(?P<title>\S.*)", re.IGNORECASE
)


def place_figures(drafts: Drafts, owner: Draft, blocks: Sequence[Block | Shown]) -> Iterator[Block | Shown]:
    """The blocks, with figures in the place of tables of numbers and their captions, and of captions whose figure is not in the file."""
    at = 0
    while at < len(blocks):
        block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        caption = _caption(block)
        if isinstance(block, Table) and is_data(block) and (own := _caption(following)):
            yield _data_figure(drafts, block, *own)
            at += 2
        elif caption and isinstance(following, Table) and is_data(following):
            yield _data_figure(drafts, following, *caption)
            at += 2
        elif caption and re.match(pattern("caption", "figure"), caption[1]["kind"], re.IGNORECASE):
            yield _missing_figure(drafts, *caption)
            at += 1
        else:
            yield block
            at += 1


def _caption(block: Block | Shown | None) -> tuple[Text, re.Match[str]] | None:
    found = _CAPTION.fullmatch(block.text.plain) if isinstance(block, Paragraph) else None
    return (block.text, found) if found and isinstance(block, Paragraph) else None


def is_data(table: Table) -> bool:
    """True for a table of numbers under a row of headers and beside a column of them."""
    rows = [[plain(cell) for cell in row] for row in (cells for cells in ([*row] for row in grid(table)))]
    return len(rows) > 1 and len({len(row) for row in rows}) == 1 < len(rows[0]) and all(_NUMBER.match(cell) for row in rows[1:] for cell in row[1:])


def plain(cell: object) -> str:
    """The words of a cell."""
    return " ".join(text.plain for text in texts_of(cell.blocks))  # type: ignore[attr-defined]


def _data_figure(drafts: Drafts, table: Table, caption: Text, found: re.Match[str]) -> Shown:
    title = caption.cut(*found.span("title"))
    draft = drafts.add("figure", title.plain, title=said(title), **{"kind": "table"})
    draft.label(caption.cut(*found.span("label")), "title")
    draft.table = table
    rows = columns(table)
    draft.fields |= {"data": f"{draft.id}.csv", "x": rows[0][0], "series": rows[0][1:], "unit": None}
    return Shown(draft.id)


def columns(table: Table) -> list[list[str]]:
    """The numbers as a file of data has them, a row for each value of what they are measured over; years side by side are turned down."""
    rows = [[plain(cell).replace("\u00a0", " ") for cell in row] for row in grid(table)]
    if all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in rows[0][1:]):
        rows = [list(column) for column in zip(*rows, strict=True)]
    return rows


def csv_of(table: Table) -> str:
    """The file of data of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [[cell.replace(" ", "") if _NUMBER.match(cell) else cell for cell in row] for row in columns(table)]
    )
    return text.getvalue()


def _missing_figure(drafts: Drafts, caption: Text, found: re.Match[str]) -> Shown:
    title = caption.cut(*found.span("title"))
    draft = drafts.add("figure", title.plain, title=said(title), **{"kind": "line", "data_missing": Ours("figure-missing", found["label"])})
    draft.label(caption.cut(*found.span("label")), "title")
    return Shown(draft.id)
