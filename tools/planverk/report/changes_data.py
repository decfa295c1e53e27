"""Changes as JSON, in the form that schema/changes.schema.json describes. Nothing is left out: carried out on BEFORE they give AFTER."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from planverk.compare.change import Change
from planverk.report.difference import Difference


def report(difference: Difference) -> str:
    """`{"before": …, "after": …, "changes": […], "summary": {KIND: COUNT}}`, indented."""
    counts = Counter(change.kind.value for change in difference.changes)
    record = {
        "before": difference.before,
        "after": difference.after,
        "changes": [_record(difference, change) for change in difference.changes],
        "summary": dict(sorted(counts.items())),
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
