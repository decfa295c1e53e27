"""Rows of tables in a Word file that came back: those of a table that stands in the prose of a file are lines of it."""

from __future__ import annotations

from planverk.authoring.text_edits import Spot
from planverk.review_import.changes import plain
from planverk.review_import.context import Case
from planverk.review_import.file_change import Proposal


def without_row(case: Case, number: int) -> Proposal | None:
    """The proposal that takes a row out of a table in a file's prose; None for a row that planverk makes, or that was put in again elsewhere."""
    change = case.changes[number]
    stands = [case.stands[line] for line in change.sent]
    paths = {stand.path for stand in stands if stand and stand.passage >= 0}
    again = any(each.kind == "row-inserted" and plain(each.after) == plain(change.before) for each in case.changes)
    if len(paths) != 1 or again or any(stand is None or stand.passage < 0 for stand in stands):
        return None
    path = paths.pop()
    passages, places = case.ground.passages[path], [stand.passage for stand in stands if stand]
    start, end = passages[places[0]].start, passages[places[0]].end
    line = [at for at, passage in enumerate(passages) if (passage.start, passage.end) == (start, end)]
    if line != places or any(passages[at].shape[-1] != "cell" for at in places):
        return None
    return Proposal((number,), path, (Spot(start, min(end + 1, len(case.ground.page(path).text)), ""),), dict.fromkeys(places, ()))
