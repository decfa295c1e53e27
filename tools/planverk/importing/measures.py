"""Tables of measures: columns in any order and of any of the words that plans use, cells that span rows or columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planverk.importing.drafts import Draft, Drafts, Shown, Unsure, Value, said
from planverk.importing.foreign import Block, Cell, List, Paragraph, Table, Text, texts_of
from planverk.importing.front import iso_day
from planverk.importing.vocabulary import meant
from planverk.rules.persons import find_person

_TEXTS = frozenset(("financing", "basis"))
_LISTS = frozenset(("indicators", "target_groups", "effects"))
_FACT = re.compile(r"(?P<label>[^:.!?]{3,60}):\s*(?P<value>\S.*)", re.DOTALL)
_PROPOSAL = re.compile(r"\((?:forslag|proposal)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;\n•]|(?<!\bv)/|\s(?:og|and|samt)\s(?=[A-ZÆØÅ]))\s*")
_BEFORE_PERSON = re.compile(r"[\s(,:–-]*(?:\bv(?:ed)?[/.]?)?[\s(,:–-]*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\D{0,10}?(\d{1,5})(?:\.(\d{1,4}))?\.?\)?\Z")
_QUARTER = re.compile(r"(?:Q([1-4])|([1-4])\.\s?kvartal)\s(\d{4})\Z", re.IGNORECASE)
_TO = re.compile(r"\s[-–—]\s|(?<=\d{4})[-–—](?=\d{4}\Z)|(?<=[^-]\d{4})\s?[-–—]\s?(?=20)")
_ENDLESS = {"løpende": "ongoing", "løpande": "ongoing", "kontinuerlig": "ongoing", "ongoing": "ongoing", "årlig": "yearly", "årleg": "yearly"}
MOST_CELLS = 100_000
"""Cells of a table with its spans filled in; more are nobody's plan."""


class Columns(NamedTuple):
    """What each column holds, "" for what is not known, and how many rows are headers."""

    names: tuple[str, ...]
    headers: int


def grid(table: Table) -> list[list[Cell]]:
    """The rows with every cell at each of the places that it takes up."""
    rows, held, total = list[list[Cell]](), dict[int, tuple[Cell, int]](), 0
    for row in table.rows:
        cells, given = list[Cell](), iter(row)
        while True:
            at = len(cells)
            cell, left = held.pop(at, (None, 0))
            if cell is None:
                cell = next(given, None)
                left = min(cell.rows, len(table.rows)) if cell else 0
            if cell is None:
                break
            for place in range(at, at + min(max(cell.columns, 1), MOST_CELLS)):
                cells.append(cell)
                if left > 1:
                    held[place] = (cell, left - 1)
                    if place > at:
                        break
            total += cell.columns
            if total > MOST_CELLS:
                return []
        rows.append(cells)
    return rows


def read_columns(drafts: Drafts, table: Table) -> Columns | None:
    """The columns of a table of measures, by its first row that names a title of measures; None for another table."""
    for at, row in enumerate(grid(table)[:3]):
        names = tuple(column_of(drafts, " ".join(text.plain for text in texts_of(cell.blocks))) for cell in row)
        if "title" in names and len([name for name in names if name]) > 1:
            return Columns(names, at + 1)
    return None


def column_of(drafts: Drafts, text: str) -> str:
    """The field that the name of a column means: what the user said, else by words; "" for none."""
    return drafts.hints.column(text) or meant("column", text)


def measures_of(drafts: Drafts, table: Table, columns: Columns, goal: Draft | None) -> None:
    """The measures of a table, under the goal that it stands under or that a column or a row of its own names."""
    rows = grid(table)
    home = goal
    first: Draft | None = None
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
    known = next((each for each in drafts.of("measure") if each.fields["title"].text == " ".join(text.plain for text in title)), None)
    if known and goal and goal.id not in (goals := _listed(known.fields["goal"])):
        known.fields["goal"] = [*goals, goal.id]  # it counts for a second goal, too
        for text in (*title, *(texts_of(cells["number"].blocks) if "number" in cells else ())):
            known.label(text, "goal")
        return known
    draft = drafts.add("measure", " ".join(text.plain for text in title), number=None, title=Value(tuple(title)))
    draft.fields["goal"] = goal.id if goal else None
    for name, cell in zip(names, row, strict=False):
        _field(drafts, draft, name, cell)
    return draft


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _continued(drafts: Drafts, row: Sequence[Cell]) -> Draft | None:
    """A row without a title goes on with the measure before it, over a page break."""
    measures = drafts.of("measure")
    if measures:
        measures[-1].body += [block for cell in row for block in cell.blocks]
    return None


def _field(drafts: Drafts, draft: Draft, name: str, cell: Cell) -> None:
    texts = [text for text in texts_of(cell.blocks) if text]
    if name == "title" or not texts:
        return
    if name == "number" and (found := _NUMBER.match(texts[0].plain)):
        draft.fields["number"] = Value((texts[0],), found[2] or found[1])
    elif name == "body":
        draft.body += facts(drafts, draft, cell.blocks)
    elif name in ("responsible", "participants"):
        draft.fields[name] = list(dict.fromkeys(function(drafts, piece).id for text in texts for piece in _functions(drafts, draft, text, name)))
    elif name == "deadline" and len(texts) == 1 and (when := read_time(texts[0].plain)):
        draft.fields |= _time(texts[0], when)
    elif name == "goal" and (goal := _goal_named(drafts, texts[0].plain)):
        draft.fields["goal"] = goal.id
        draft.label(texts[0], "goal")
    elif name in _TEXTS or name in _LISTS:
        draft.fields[name] = Value(tuple(texts)) if name in _TEXTS else list(map(said, texts))
    else:
        drafts.unsure.append(Unsure(texts[0].plain, f"column-{name}" if name == "deadline" else "column-unknown"))
        draft.body += cell.blocks


def facts(drafts: Drafts, draft: Draft, blocks: Iterable[Block | Shown]) -> Iterator[Block | Shown]:
    """The blocks of a measure's text, without lines such as «Frist: 2027», or «Indikatorer» with a list below, which become fields."""
    given = list(blocks)
    while given:
        block = given.pop(0)
        label, value = _fact(block, given[0] if given else None)
        name = column_of(drafts, label.plain) if label else ""
        if not (label and value) or name in ("", "number", "title", "body", "goal") or name in draft.fields:
            yield block
            continue
        before, doubts = len(draft.body), len(drafts.unsure)
        _field(drafts, draft, name, value)
        if len(drafts.unsure) > doubts:
            del draft.body[before:], drafts.unsure[doubts:]
            yield block
            continue
        draft.label(label, name if name in draft.fields else "period")
        if given and value.blocks == (given[0],):
            given.pop(0)
        if _PROPOSAL.search(label.plain):
            draft.fields["assignment"] = "proposed"


def _fact(block: Block | Shown, following: Block | Shown | None) -> tuple[Text | None, Cell | None]:
    """The label and the value of a line with a colon, of a line with a list below, or of a term; None for other text."""
    if not isinstance(block, Paragraph):
        return None, None
    if found := _FACT.fullmatch(block.text.plain):
        return block.text.cut(*found.span("label")), Cell((Paragraph(block.text.cut(*found.span("value"))),))
    is_value = isinstance(following, List) or (block.role == "term" and isinstance(following, Paragraph) and not following.role)
    return (block.text, Cell((following,))) if is_value and isinstance(following, List | Paragraph) else (None, None)


def _time(text: Text, when: str) -> dict[str, object]:
    first, _, last = when.partition("/")
    if not last:
        return {"deadline": Value((text,), when)}
    mark = _TO.search(text.plain)
    before, after = (text.cut(0, mark.start()), text.cut(mark.end())) if mark else (text, text)
    return {"period": {"from": Value((before,), first), "to": Value((after,), last)}}


def read_time(text: str) -> str:
    """A time in the form of the contract, FROM/TO for years from and to; "" for what has none."""
    plain = " ".join(text.split()).rstrip(".")
    if plain.lower() in _ENDLESS:
        return _ENDLESS[plain.lower()]
    if mark := _TO.search(plain):
        first, last = read_time(plain[: mark.start()]), read_time(plain[mark.end() :])
        return f"{first}/{last}" if first and last else ""
    if found := _QUARTER.match(plain):
        return f"{found[3]}-Q{found[1] or found[2]}"
    found = re.match(r"(?:innen\s(?:utgangen\sav\s)?|i\sløpet\sav\s|innan\s)?(.*)", plain, re.IGNORECASE)
    rest = found[1] if found else plain
    return rest if re.fullmatch(r"20\d\d", rest) else iso_day(rest)


def _pieces(text: Text) -> Iterator[Text]:
    """The names in a list of names."""
    at = 0
    for found in [*_BETWEEN.finditer(text.plain), None]:
        piece = text.cut(at, found.start() if found else None)
        at = found.end() if found else at
        if piece:
            yield piece


def _functions(drafts: Drafts, draft: Draft, text: Text, name: str) -> Iterator[Text]:
    """The functions that a cell names. A person's name is found and not carried over."""
    for piece in _pieces(text):
        draft.label(piece, name)
        person = find_person(piece.plain)
        if person:
            drafts.unsure.append(Unsure(piece.plain[slice(*person)], "person"))
            piece = piece.cut(0, len(_BEFORE_PERSON.sub("", piece.plain[: person[0]])))
        if piece:
            yield piece


def function(drafts: Drafts, name: Text) -> Draft:
    """The function of a name: the one that has it, or under which the user joined it, else a new one."""
    called = drafts.hints.function(name.plain)
    known = next((draft for draft in drafts.of("function") if draft.fields["title"].text.casefold() == called.casefold()), None)
    title = said(name) if called == name.plain else Value((name,), called)
    return known or drafts.add("function", called, title=title, **{"kind": "unit"})


def kinds_of_functions(drafts: Drafts, blocks: Iterable[Block]) -> None:
    """Functions, and of which kind they are, from tables that begin with the two columns."""
    for row in (row for block in blocks if isinstance(block, Table) for row in grid(block)[1:] if len(row) > 1):
        name, kind = (next(texts_of(cell.blocks), None) for cell in row[:2])
        if name and kind and (meant_kind := meant("kind", kind.plain)):
            made = function(drafts, name)
            made.fields["kind"] = Value((kind,), meant_kind)


def _goal_named(drafts: Drafts, text: str) -> Draft | None:
    number = re.search(r"\d+", text)
    for goal in drafts.of("goal"):
        if goal.fields["title"].text in text or (number and goal.fields["number"] and goal.fields["number"].text == number[0]):
            return goal
    return None
