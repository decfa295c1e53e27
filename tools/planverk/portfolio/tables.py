"""The tables of the set, and what their columns hold: the one place that says so, for the files, the handbook and the tests."""

from __future__ import annotations

from collections.abc import Mapping

TEXT, WHOLE, YES_NO, DAY = "VARCHAR", "INTEGER", "BOOLEAN", "DATE"
ORGANISATIONS = "STRUCT(name VARCHAR, orgnr VARCHAR, municipality_number VARCHAR, county_number VARCHAR)[]"

TABLES: Mapping[str, Mapping[str, str]] = {
    "plans": {
        "plan": TEXT, "folder": TEXT, "state": TEXT, "day": DAY, "title": TEXT, "publisher": TEXT, "organisations": ORGANISATIONS, "language": TEXT,
        "status": TEXT, "period_from": WHOLE, "period_to": WHOLE, "adopted": DAY, "contact": TEXT, "address": TEXT, "entries": WHOLE,
        "errors": WHOLE, "warnings": WHOLE, "infos": WHOLE,
    },
    "goals": {
        "plan": TEXT, "goal": TEXT, "of_plan": TEXT, "of_title": TEXT, "level": TEXT, "follows": YES_NO, "number": TEXT, "title": TEXT,
        "part_of": TEXT,
    },
    "measures": {
        "plan": TEXT, "measure": TEXT, "number": WHOLE, "title": TEXT, "goal": TEXT, "assignment": TEXT, "level": TEXT, "begins": DAY, "ends": DAY,
        "deadline": TEXT, "due": DAY, "financing": TEXT, "withdrawn": DAY, "degree": TEXT, "degree_day": DAY, "incomplete": YES_NO,
    },
    "relations": {
        "plan": TEXT, "kind": TEXT, "entry": TEXT, "relation": TEXT, "target_kind": TEXT, "target": TEXT, "position": WHOLE, "inherited": YES_NO,
    },
    "functions": {"plan": TEXT, "function": TEXT, "title": TEXT, "kind": TEXT, "valid_from": DAY, "valid_to": DAY, "successor": TEXT},
    "progress": {"plan": TEXT, "measure": TEXT, "position": WHOLE, "day": DAY, "degree": TEXT, "note": TEXT, "evidence": TEXT, "reported_by": TEXT},
    "findings": {
        "plan": TEXT, "position": WHOLE, "rule": TEXT, "severity": TEXT, "path": TEXT, "line": WHOLE, "column_number": WHOLE, "message": TEXT,
    },
}  # fmt: skip
"""Table → column → type, as DuckDB calls it. Every table has the key of the plan first; an entry's id is unique in its plan alone."""

ORDER: Mapping[str, tuple[str, ...]] = {
    "plans": ("plan",),
    "goals": ("plan", "of_plan", "goal"),
    "measures": ("plan", "measure"),
    "relations": ("plan", "kind", "entry", "relation", "position", "target"),
    "functions": ("plan", "function"),
    "progress": ("plan", "measure", "position"),
    "findings": ("plan", "position"),
}
"""What the rows of a table are sorted by; no two rows of it are alike in all of these."""
