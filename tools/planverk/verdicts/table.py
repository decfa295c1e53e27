"""The list of changes as a table that a committee fills in, in Word or in a spreadsheet; and what was filled in."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby

from planverk.catalogue import LANGUAGES, load_words
from planverk.document.blocks import Block, Blocks, Column, Paragraph, Row, Table, Text
from planverk.document.redline.bracketed import bracketed_runs
from planverk.document.typography import typeset
from planverk.errors import UserError
from planverk.source.numbers import is_computed
from planverk.verdicts.proposed import ProposedChange, Verdict
from planverk.verdicts.record import VERDICTS, Given, Side, Verdicts
from planverk.verdicts.told import Told
from planverk.word.tracked_document import Line, TrackedDocument

COLUMNS = ("number", "change", "verdict", "body", "vote")
"""Of the table in Word; they are the same in a spreadsheet, which has the words before and after and the editions too."""
_CSV = ("number", "where", "what", "before", "after", "verdict", "body", "vote", "name", "from", "to")
_SHARES = {"number": 0.06, "change": 0.34, "verdict": 0.2, "body": 0.24, "vote": 0.16}
MOST_ROWS = 20_000
LARGEST = 20_000_000
Cells = Mapping[str, str]


# --- made ---


def as_table(changes: Sequence[ProposedChange], told: Mapping[int, Told], language: str, given: Mapping[int, Given] | None = None) -> Table:
    """The table for Word: empty cells to write in, or with what was `given`."""
    words = load_words("verdicts", language)
    columns = tuple(Column((Text(words[f"column-{name}"]),), share) for name, share in _SHARES.items())
    return Table(columns, tuple(_row(each, told[each.number], words, given) for each in changes), "register", caption=(Text(words["table-caption"]),))


def _row(change: ProposedChange, told: Told, words: Mapping[str, str], given: Mapping[int, Given] | None) -> Row:
    mine = given[change.number] if given else None
    filled = ("", "", "") if mine is None else (words[f"verdict-{mine.verdict}"], mine.body, mine.vote)
    return Row((_cell(str(change.number)), tuple(shown(told)), *map(_cell, filled)))


def shown(told: Told) -> Iterator[Block]:
    """What a change says, as blocks."""
    yield from _cell(f"{told.where}: {told.what[:1].lower()}{told.what[1:]}" if told.where else told.what)
    yield from (Paragraph(bracketed_runs(list(passage))) for passage in told.passages)
    yield from (block for label, value in told.facts for block in _cell(f"{label}: {value}"))


def _cell(text: str) -> Blocks:
    return (Paragraph((Text(typeset(text)),)),) if text else ()


def as_csv(changes: Sequence[ProposedChange], told: Mapping[int, Told], before: Side, after: Side, language: str) -> bytes:
    """The table for a spreadsheet, as Excel opens it in the language."""
    words = load_words("verdicts", language)
    stream = StringIO()
    writer = csv.writer(stream, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    writer.writerow([words[f"column-{name}"] for name in _CSV])
    for each in changes:
        said = told[each.number]
        sides = [" / ".join("".join(getattr(run, side) for run in passage).strip() for passage in said.passages) for side in ("before", "after")]
        cells = (str(each.number), said.where, said.what, *sides, "", "", "", each.name, before.revision, after.revision)
        writer.writerow([f"'{cell}" if is_computed(cell) else cell for cell in cells])
    return BOM_UTF8 + stream.getvalue().encode()


# --- filled in ---


def names_of_columns() -> dict[str, str]:
    """What the columns are called, in every language → their names."""
    words = [load_words("verdicts", language) for language in LANGUAGES]
    return {_plain(each[f"column-{name}"]): name for each in words for name in (*_CSV, *COLUMNS)}


def from_csv(data: bytes, path: object) -> Verdicts | None:
    """What a filled-in spreadsheet says; None where the bytes are none. UserError for a row that cannot be understood."""
    if b"\0" in data[:1000] or data.startswith(b"PK") or len(data) > LARGEST:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what Excel saves as CSV where nobody chose UTF-8
    columns, first = names_of_columns(), text.partition("\n")[0]
    between = max(";,\t", key=first.count)
    try:
        rows = [row for _, row in zip(range(MOST_ROWS), csv.reader(StringIO(text), delimiter=between), strict=False)]
    except csv.Error:
        return None
    head = [columns.get(_plain(cell), "") for cell in rows[0]] if rows else []
    if not {"number", "verdict", "name", "from", "to"} <= set(head):
        return None
    found = [dict(zip(head, row, strict=False)) for row in rows[1:] if any(cell.strip() for cell in row)]
    editions = {(row.get("from", ""), row.get("to", "")) for row in found}
    if len(editions) != 1:
        raise UserError("verdicts-of-several", path=path)
    before, after = editions.pop()
    given = _all_given(found, path)
    return Verdicts(Side(before, ""), Side(after, ""), given, {_number(row, path): row.get("name", "").lstrip("'") for row in found})


def from_word(read: TrackedDocument, before: Side, after: Side, path: object) -> Verdicts | None:
    """What a filled-in table in a Word file says; None where the file holds no such table. UserError for a row that cannot be understood."""
    columns = names_of_columns()
    for _, lines in groupby((line for line in read.lines if line.cell), key=lambda line: line.cell.table if line.cell else -1):
        rows = [_texts(list(row)) for _, row in groupby(lines, key=lambda line: line.cell.row if line.cell else -1)]
        head = {at: columns.get(_plain(cell), "") for at, cell in (rows[0] if rows else {}).items()}
        if {"number", "verdict", "vote"} <= set(head.values()):
            found = [{name: row.get(at, "") for at, name in head.items()} for row in rows[1:]]
            return Verdicts(before, after, _all_given([row for row in found if row["number"].strip()], path), {})
    return None


def _texts(row: Sequence[Line]) -> dict[int, str]:
    """The texts of a row by the place of the cell in it."""
    first = min(line.cell.cell for line in row if line.cell)
    found: dict[int, list[str]] = {}
    for line in row:
        if line.cell:
            found.setdefault(line.cell.cell - first, []).append(line.after.strip())
    return {at: " ".join(filter(None, texts)) for at, texts in found.items()}


def _all_given(rows: Sequence[Cells], path: object) -> dict[int, Given]:
    given: dict[int, Given] = {}
    for number, each in (_given(row, path) for row in rows):
        if number in given:
            raise UserError("verdict-repeated", path=path, number=number)
        given[number] = each
    return given


def _given(row: Cells, path: object) -> tuple[int, Given]:
    number = _number(row, path)
    said, _, text = row.get("verdict", "").partition(":")
    verdict = _meant().get(_plain(said))
    if verdict is None:
        words = load_words("verdicts", LANGUAGES[0])
        allowed = ", ".join(f"«{words[f'verdict-{each}']}»" for each in VERDICTS[:3])
        raise UserError("verdict-not-known", path=path, number=number, text=said.strip(), allowed=allowed)
    if verdict == "amended" and not text.strip():
        raise UserError("verdict-without-text", path=path, number=number)
    body, vote = (" ".join(row.get(name, "").split()) for name in ("body", "vote"))
    return number, Given(verdict, body, vote, " ".join(text.split()))


def _number(row: Cells, path: object) -> int:
    text = row.get("number", "").strip().lstrip("'")
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        raise UserError("verdict-without-number", path=path, text=text)
    return int(text)


def _meant() -> dict[str, Verdict]:
    """The words for verdicts in every language; nothing is "open"."""
    words = [(each, load_words("verdicts", language)) for language in LANGUAGES for each in VERDICTS]
    return {"": "open", **{each: each for each in VERDICTS}, **{_plain(texts[f"verdict-{each}"]): each for each, texts in words}}


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()
