"""Rows of tables in a Word file that came back: those of a table that stands in the prose of a file are lines of it."""

from __future__ import annotations

from planverk.authoring.text_edits import TextEdit
from planverk.review_import.changes import plain
from planverk.review_import.context import Context
from planverk.review_import.proposed_edit import ProposedEdit


def without_row(context: Context, number: int) -> ProposedEdit | None:
    """The proposal that takes a row out of a table in a file's prose; None for a row that planverk makes, or that was put in again elsewhere."""
    change = context.changes[number]
    targets = [context.targets[line] for line in change.sent]
    paths = {target.path for target in targets if target and target.passage >= 0}
    again = any(each.kind == "row-inserted" and plain(each.after) == plain(change.before) for each in context.changes)
    if len(paths) != 1 or again or any(target is None or target.passage < 0 for target in targets):
        return None
    path = paths.pop()
    passages, places = context.source_map.passages[path], [target.passage for target in targets if target]
    start, end = passages[places[0]].start, passages[places[0]].end
    line = [at for at, passage in enumerate(passages) if (passage.start, passage.end) == (start, end)]
    if line != places or any(passages[at].shape[-1] != "cell" for at in places):
        return None
    return ProposedEdit((number,), path, (TextEdit(start, min(end + 1, len(context.source_map.file(path).text)), ""),), dict.fromkeys(places, ()))
