"""Which kind of change a change of each field is. A field that stands nowhere here is `field-changed`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planverk.compare.change import Kind
from planverk.model.annotations import fields_of
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.planfile import Help, PlanFile

_ANY: Mapping[str, Kind] = {
    "title": Kind.TITLE_CHANGED,
    "body": Kind.TEXT_CHANGED,
    "formerly": Kind.FORMER_IDS_CHANGED,
    "unread": Kind.UNREAD_CHANGED,
}
_OF: Mapping[tuple[str, str], Kind] = {
    ("plan-file", "period"): Kind.PERIOD_CHANGED,
    ("plan-file", "status"): Kind.STATUS_CHANGED,
    ("plan-file", "adoption"): Kind.ADOPTION_CHANGED,
    ("plan-file", "contents"): Kind.CONTENTS_CHANGED,
    ("help", "lines"): Kind.HELPLINES_CHANGED,
    ("chapter", "part_of"): Kind.CHAPTER_MOVED,
    ("goal", "number"): Kind.RENUMBERED,
    ("goal", "part_of"): Kind.GOAL_MOVED,
    ("goal", "related"): Kind.RELATED_GOALS_CHANGED,
    ("measure", "number"): Kind.RENUMBERED,
    ("measure", "goal"): Kind.MEASURE_MOVED,
    ("measure", "national_goals"): Kind.NATIONAL_GOALS_CHANGED,
    ("measure", "follows"): Kind.FOLLOWED_MEASURES_CHANGED,
    ("measure", "responsible"): Kind.RESPONSIBLE_CHANGED,
    ("measure", "assignment"): Kind.ASSIGNMENT_CHANGED,
    ("measure", "participants"): Kind.PARTICIPANTS_CHANGED,
    ("measure", "deadline"): Kind.DEADLINE_CHANGED,
    ("measure", "period"): Kind.PERIOD_CHANGED,
    ("plan", "period"): Kind.PERIOD_CHANGED,
    ("plan", "goals"): Kind.PLAN_GOALS_CHANGED,
    ("plan", "measures"): Kind.PLAN_MEASURES_CHANGED,
    ("progress", "records"): Kind.PROGRESS_CHANGED,
    ("data", "table"): Kind.NUMBERS_CHANGED,
    ("figure", "held files"): Kind.FILES_CHANGED,
    ("chapter", "held files"): Kind.FILES_CHANGED,
}

_ENTRIES: tuple[type[Entry], ...] = (PlanFile, Help, *KINDS)
_ORDER = {kind.kind: list(fields_of(kind)) for kind in _ENTRIES}
_LAST = ("formerly", "incomplete", "known", "held files", "body", "unread")


def kind_of_change(entry_kind: str, field: str, before: Any, after: Any) -> Kind:
    """The kind of a change of a field from one value to another; None stands for no value."""
    if entry_kind == "settings":
        return Kind.UNREAD_CHANGED if field == "unread" else Kind.SETTINGS_CHANGED
    if (entry_kind, field) == ("measure", "withdrawn"):
        return Kind.MEASURE_WITHDRAWN if before is None else Kind.MEASURE_REINSTATED if after is None else Kind.WITHDRAWAL_CHANGED
    ours = field in ("body", "unread") or field in _ORDER.get(entry_kind, ())
    return _OF.get((entry_kind, field)) or (_ANY.get(field) if ours else None) or Kind.FIELD_CHANGED


def in_order(entry_kind: str, fields: set[str]) -> list[str]:
    """The fields of an entry in the order of the contract, the body last."""
    known = [name for name in _ORDER.get(entry_kind, []) if name not in _LAST] + list(_LAST)
    place = {name: at for at, name in enumerate(known)}
    return sorted(fields, key=lambda field: (place.get(field.partition(".")[0], -1), field))
