"""Rows of tables that were inserted or deleted as a whole: one change each, whether Word tracked the row, or the row is simply there or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planverk.review_import.changes import Change, Found, Kind
from planverk.review_import.paragraph_runs import ParagraphRun
from planverk.word.tracked_document import END, Line, TrackedDocument

_Row = tuple[int, int]
"""The numbers of a table and of a row."""


def tracked_rows(kind: str, returned: TrackedDocument, there: Sequence[ParagraphRun]) -> Iterator[Found]:
    """The rows of a part that Word tracks as inserted or deleted."""
    by_line = {number: at for at, run in enumerate(there) for number in run.numbers}
    for row in returned.rows:
        if returned.lines[row.lines[0]].kind == kind:
            held = [there[at] for at in sorted({by_line[number] for number in row.lines if number in by_line})]
            numbers = tuple(number for run in held for number in run.sent)
            before, after = (END.join(filter(None, (run.text(side).strip() for run in held))) for side in (True, False))
            stamps = tuple(dict.fromkeys((*row.stamps, *(stamp for run in held for stamp in run.stamps))))
            change: Kind = "row-inserted" if row.state == "inserted" else "row-deleted"
            marks = row.marks + sum(run.marks for run in held)
            yield row.lines[0], Change(change, before, after, numbers, row.lines[0], stamps=stamps, tracked=True, marks=marks)


def with_untracked_rows(found: Sequence[Found], sent: TrackedDocument, returned: TrackedDocument, was: Mapping[int, int]) -> list[Found]:
    """The changes with those of cells made one for each row that is not there any more, or that was not there."""
    became = {sent.lines[old].cell.table: cell.table for new, old in was.items() if (cell := returned.lines[new].cell) and sent.lines[old].cell}  # type: ignore[union-attr]
    rows, new_rows = (_rows(file.lines, before) for file, before in ((sent, True), (returned, False)))
    fewer = {table for table in rows if len(new_rows.get(became.get(table, -1), {})) < len(rows[table])}
    more = {new for table, new in became.items() if len(new_rows.get(new, {})) > len(rows.get(table, {}))}
    deleted = _whole(found, "deleted", sent.lines, rows, fewer)
    inserted = _whole(found, "inserted", returned.lines, new_rows, more)
    held = {at for numbers in (*deleted, *inserted) for at in numbers}
    joined = [*(_joined("row-deleted", found, each) for each in deleted), *(_joined("row-inserted", found, each) for each in inserted)]
    return sorted([*(each for at, each in enumerate(found) if at not in held), *joined], key=lambda each: each[0])


def _rows(lines: Sequence[Line], before: bool) -> dict[int, dict[int, set[int]]]:
    """The numbers of the lines with text of every row, by table and row."""
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, line in enumerate(lines):
        if line.cell is not None:
            text = line.before if before else line.after
            found[line.cell.table][line.cell.row].update([number] if text.strip() else [])
    return found


def _whole(
    found: Sequence[Found], kind: Kind, lines: Sequence[Line], rows: Mapping[int, Mapping[int, set[int]]], tables: Iterable[int]
) -> list[list[int]]:
    """The places of changes without marks that are all the cells of a row, for each such row of the tables."""
    tables = frozenset(tables)
    by_row: dict[_Row, list[int]] = defaultdict(list)
    for at, (_, change) in enumerate(found):
        cell = lines[_line(change)].cell if change.kind == kind and not change.marks else None
        if cell is not None and cell.table in tables:
            by_row[cell.table, cell.row].append(at)
    return [each for (table, row), each in by_row.items() if {_line(found[at][1]) for at in each} >= rows[table][row]]


def _line(change: Change) -> int:
    return change.sent[0] if change.kind == "deleted" else change.line


def _joined(kind: Kind, found: Sequence[Found], numbers: Sequence[int]) -> Found:
    changes = [found[at][1] for at in numbers]
    before, after = (END.join(filter(None, texts)) for texts in ([each.before for each in changes], [each.after for each in changes]))
    sent = tuple(number for each in changes for number in each.sent)
    return found[numbers[0]][0], Change(kind, before, after, sent, changes[0].line, untracked=True)
