"""Tables of numbers and figures with their captions, as figures of the plan with files of data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from planverk.importing.drafts import Draft, Drafts, Ours, Shown, said
from planverk.importing.foreign import Block, Figure, Paragraph, Table, texts_of
from planverk.importing.measures import grid
from planverk.importing.vocabulary import pattern

_NUMBER = re.compile(r"-?\d[\d \u00a0.,]*(?:\s?%)?\Z")
_UNIT = re.compile(r"(?P<label>enhet|eining|unit):\s*(?P<unit>\S.*)", re.IGNORECASE)
_CAPTION = re.compile(
    rf"(?P<label>(?P<kind>{pattern('caption', 'table')}|{pattern('caption', 'figure')})\s+\d+)\s*[,.:–—-]?\s*(?P<title>\S.*)", re.IGNORECASE
)


def place_figures(drafts: Drafts, owner: Draft, blocks: Sequence[Block | Shown]) -> Iterator[Block | Shown]:
    """The blocks, with figures in the place of tables of numbers and their captions, and of captions whose figure is not in the file."""
    at = 0
    while at < len(blocks):
        made, at = _figure_at(drafts, blocks, at)
        yield made


def _figure_at(drafts: Drafts, blocks: Sequence[Block | Shown], at: int) -> tuple[Block | Shown, int]:
    """A figure that begins at a block, else the block; and the block after it."""
    start, captions, picture, table = at, list[Paragraph](), None, None
    while at < len(blocks) and len(captions) < 3 and (picture is None or table is None):
        block = blocks[at]
        if isinstance(block, Figure) and not picture:
            picture = block
        elif isinstance(block, Table) and not table and is_data(block):
            table = block
        elif (
            isinstance(block, Paragraph)
            and (block.role == "caption" or caption_of(block))
            and not (captions and caption_of(captions[0]) and caption_of(block))
        ):
            captions.append(block)
        else:
            break
        at += 1
    named = next((block for block in captions if caption_of(block)), None)
    if named is None or (table is None and not re.match(pattern("caption", "figure"), named.text.plain, re.IGNORECASE)):
        return blocks[start], start + 1
    draft = _new_figure(drafts, named, picture, table)
    for block in captions:
        if block is not named:
            draft.label(block.text, "data")
    if table and at < len(blocks) and isinstance(block := blocks[at], Paragraph) and (found := _UNIT.fullmatch(block.text.plain)):
        draft.fields["unit"] = said(block.text.cut(*found.span("unit")))
        draft.label(block.text.cut(*found.span("label")), "unit")
        at += 1
    return Shown(draft.id), at


def caption_of(block: Paragraph) -> re.Match[str] | None:
    """The label and the title of a caption, None for other text."""
    return _CAPTION.fullmatch(block.text.plain)


def _new_figure(drafts: Drafts, named: Paragraph, picture: Figure | None, table: Table | None) -> Draft:
    caption, found = named.text, caption_of(named)
    assert found is not None
    title = caption.cut(*found.span("title"))
    draft = drafts.add("figure", title.plain, title=said(title))
    draft.label(caption.cut(*found.span("label")), "title")
    draft.fields["kind"] = "line" if picture or not table else "table"
    if picture and picture.description:
        draft.fields["alternative"] = picture.description
    if table:
        draft.table = table
        rows = columns(table)
        draft.fields |= {"data": f"{draft.id}.csv", "x": rows[0][0], "series": rows[0][1:], "unit": None}
    else:
        draft.fields["data_missing"] = Ours("figure-missing", found["label"])
    return draft


def is_data(table: Table) -> bool:
    """True for a table of numbers under a row of headers and beside a column of them."""
    rows = [[plain(cell) for cell in row] for row in (cells for cells in ([*row] for row in grid(table)))]
    return len(rows) > 1 and len({len(row) for row in rows}) == 1 < len(rows[0]) and all(_NUMBER.match(cell) for row in rows[1:] for cell in row[1:])


def plain(cell: object) -> str:
    """The words of a cell."""
    return " ".join(text.plain for text in texts_of(cell.blocks))  # type: ignore[attr-defined]


def columns(table: Table) -> list[list[str]]:
    """The numbers as a file of data has them, a row for each value of what they are measured over; years side by side are turned down."""
    rows = [[plain(cell).replace("\u00a0", " ") for cell in row] for row in grid(table)]
    if all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in rows[0][1:]):
        rows = [list(column) for column in zip(*rows, strict=True)]
    return rows


def as_number(cell: str) -> str:
    """A number without the spaces between its thousands; other text as it is."""
    return cell.replace(" ", "").replace("\u00a0", "") if _NUMBER.match(cell) else cell


def csv_of(table: Table) -> str:
    """The file of data of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[as_number(cell) for cell in row] for row in columns(table)])
    return text.getvalue()
