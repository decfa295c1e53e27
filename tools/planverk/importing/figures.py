"""Tables of numbers and figures with their captions, as figures of the plan with files of data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import partial

from planverk.importing.drafts import Draft, Drafts, Ours, Shown, Unsure, said
from planverk.importing.foreign import Block, Figure, Paragraph, Table, Text
from planverk.importing.grids import grid
from planverk.importing.printed import read
from planverk.importing.vocabulary import meant, pattern

_NUMBER = re.compile(r"-?\d[\d \u00a0.,]*(?:\s?%)?\Z")
_BELOW = {
    "unit": ("unit", "unit"),
    "figure-credit": ("credit", "text"),
    "figure-licence": ("licence", "text"),
    "source-of-figure": ("source", "source"),
}
"""What stands below a figure, by its key in the catalogue: the field, and its place in the sentence."""
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
    if named is None and picture and picture.file and blocks[start] is picture:
        return Shown(_bare_picture(drafts, picture).id), start + 1
    if named is None or (table is None and not re.match(pattern("caption", "figure"), named.text.plain, re.IGNORECASE)):
        return blocks[start], start + 1
    draft = _new_figure(drafts, named, picture, table)
    for block in captions:
        if block is not named:
            draft.label(block.text, "data")
    at = _take_words(draft, blocks, at)
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph) and _take(drafts, draft, block):
        at += 1
    return Shown(draft.id), at


def _take(drafts: Drafts, figure: Draft, block: Paragraph) -> bool:
    """Takes what stands below a figure: its unit, who made it, where its numbers are from, and a remark; False for other text."""
    text = block.text
    for key, (name, place) in _BELOW.items():
        found = read(key, text)
        if found and name not in figure.fields:
            figure.label(text, name)
            if name == "unit" and not figure.table:
                return True
            if name == "source":
                drafts.later.append(partial(_source, drafts, figure, found[place]))
            figure.fields |= {} if name == "source" else {name: said(found[place])}
            return True
    if block.role == "small" and "note" not in figure.fields:
        figure.fields["note"] = said(text)
        return True
    return False


def _take_words(figure: Draft, blocks: Sequence[Block | Shown], at: int) -> int:
    """Takes the words that stand in the place of a figure, and why its numbers are missing, where the source tells them apart from the text; and a
    remark below a figure. The block after them."""
    given = [block for block in blocks[at : at + 2] if isinstance(block, Paragraph)]
    if "data_missing" in figure.fields:
        missing = next((number for number, block in enumerate(given) if block.role == "missing"), None)
        if missing is not None:
            figure.fields["data_missing"] = said(given[missing].text)
            figure.fields |= {"alternative": said(given[0].text)} if missing else {}
            return at + missing + 1
    return at


def _source(drafts: Drafts, figure: Draft, title: Text) -> None:
    """Gives a figure the source of a title; one that is in no list is told in words."""
    plain = title.plain.rstrip(".")
    known = next((each for each in drafts.of("source") if each.fields["title"] and each.fields["title"].text.rstrip(".") == plain), None)
    known = known or drafts.sources.get(plain.rpartition(" ")[2])
    figure.fields |= {"source": known.id} if known else {"note": said(title)}


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
    if picture and picture.file and not table:
        _take_picture(drafts, draft, picture)
    elif table:
        draft.table = table
        rows = columns(table)
        draft.fields |= {"data": f"{draft.id}.csv", "x": rows[0][0], "series": rows[0][1:]}
    else:
        draft.fields["data_missing"] = Ours("figure-missing", found["label"])
    return draft


def _bare_picture(drafts: Drafts, picture: Figure) -> Draft:
    """A picture without a caption; what it shows is its title."""
    number = str(len(drafts.of("figure")) + 1)
    draft = drafts.add("figure", picture.description or f"bilde-{number}", title=picture.description or Ours("picture-title", number), kind="picture")
    draft.fields |= {"alternative": picture.description} if picture.description else {}
    _take_picture(drafts, draft, picture)
    return draft


def _take_picture(drafts: Drafts, draft: Draft, picture: Figure) -> None:
    """Gives a figure its file; who made it a person has to say."""
    draft.fields["kind"] = "picture"
    draft.picture = picture.file
    title = draft.fields["title"]
    drafts.later.append(lambda: None if "credit" in draft.fields else drafts.unsure.append(Unsure(getattr(title, "text", draft.id), "credit")))


def is_data(table: Table) -> bool:
    """True for a table of numbers under a row of headers and beside a column of them."""
    rows = [[cell.plain for cell in row] for row in grid(table)]
    return len(rows) > 1 and len({len(row) for row in rows}) == 1 < len(rows[0]) and all(_NUMBER.match(cell) for row in rows[1:] for cell in row[1:])


def columns(table: Table) -> list[list[str]]:
    """The numbers as a file of data has them, a row for each value of what they are measured over; years side by side are turned down."""
    rows = [[cell.plain.replace("\u00a0", " ") for cell in row] for row in grid(table)]
    if all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in rows[0][1:]) and (not rows[0][0] or meant("axis", rows[0][0]) == "year"):
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
