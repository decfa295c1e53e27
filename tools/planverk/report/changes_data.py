"""Changes as JSON. Nothing is left out but what was not asked for, which is counted: carried out on BEFORE they give AFTER."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from planverk.compare.change import Change
from planverk.report.difference import Difference


def report(difference: Difference) -> str:
    """`{"before": …, "after": …, "changes": […], "summary": {KIND: COUNT}}`, indented; with `moves` where texts moved, and
    `left_out` where changes were not asked for."""
    counts = Counter(change.kind.value for change in difference.changes)
    moves = [{"from": source, "to": target, "before": was, "after": now} for source, target, was, now in difference.movements.between()]
    record = {
        "before": difference.before,
        "after": difference.after,
        "changes": [_record(difference, change) for change in difference.changes],
        **({"moves": moves} if moves else {}),
        "summary": dict(sorted(counts.items())),
        **({"left_out": difference.left_out} if difference.left_out else {}),
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(difference: Difference, change: Change) -> dict[str, Any]:
    before, after = change.place_before, change.place_after
    return {
        "kind": change.kind.value,
        "entry": change.entry,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "weight": change.weight.value,
        "message": difference.message(change),
        "path_before": before.path if before else None,
        "line_before": before.span.start.line if before else None,
        "path_after": after.path if after else None,
        "line_after": after.span.start.line if after else None,
    }
