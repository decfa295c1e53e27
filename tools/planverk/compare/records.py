"""A plan as plain data, which is what two plans are compared by: KIND:ID → field → value, without places, layout and defaults.

An entry that names files of the repository, a picture or what is attached, has a field `held files` with the hash of each by its path.
Beside the entries there are `data:NAME` for each file of numbers and `settings:planverk` for planverk.toml. The body of an entry is its field
`body`, in the form of `markdown`. What could not be read stands in the field `unread` as it was typed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from math import isfinite
from typing import Any

from planverk.compare.markdown import markdown_of
from planverk.diagnostics import Location
from planverk.ids import parse_part
from planverk.model.annotations import assumed_in
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan, Sheet, files_named
from planverk.paths import SETTINGS_FILE

Record = dict[str, Any]
Records = dict[str, Record]
Names = Mapping[tuple[str, str], str]
"""Kind and id → the id that is meant instead."""

SETTINGS = "settings:planverk"
HELD = "held files"
UNREAD = "unread"
"""The field that holds the text of a file as it was typed, where not all in it could be read."""

FLAT = ("organisation", "edition", "review", "term", "title_in")
"""Fields whose own fields are reported one by one."""

_REFERS = {kind.kind: kind.refers for kind in KINDS}
ROUTES = tuple((kind.kind, route) for kind in KINDS for route in kind.refers)
"""Kind of entry and route of every field that names other entries."""
LISTINGS = {"plan-file": "contents", "statement": "entries"}
"""Lists of KIND:ID."""
_CITED = re.compile(r"(?:(?<=; @)|\A)[^,;]+")
_NAMED = re.compile(r"\\.|\]\((?P<kind>[a-z]+):(?P<id>[^\s()]+)\)|\[@(?P<sources>[^\]\n]+)\]", re.DOTALL)


def records_of(plan: Plan) -> Records:
    """Everything that the plan holds; stamps of who has read it are no part of it."""
    return {key: record for key, record in _each(plan) if record}


def _each(plan: Plan) -> Iterator[tuple[str, Record]]:
    for entry in (each for each in plan.entries if each.kind != "review"):
        yield entry.key, record_of(plan, entry)
    for name, sheet in plan.sheets.items():
        yield f"data:{name}", record_of_sheet(plan, sheet)
    yield SETTINGS, record_of_settings(plan)


def record_of(plan: Plan, entry: Entry) -> Record:
    """An entry's fields as an author writes them, and its body. A field that is empty is none. Of one that cannot be read, the text and no more."""
    if entry.wholly_unread:
        return {UNREAD: plan.texts.get(entry.path, "")}
    record: Record = {}
    for field, value in entry.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True).items():
        if field in FLAT and isinstance(value, dict):
            record |= {f"{field}.{name}": below for name, below in value.items()}
        elif value not in ([], False):
            record[field] = value
    record |= {name: value for name, value in assumed_in(type(entry)).items() if name not in record and name not in entry.faulty}
    record |= dict(_custom(entry.custom, ()))
    if held := held_files(plan, entry):
        record[HELD] = held
    if body := markdown_of(entry.prose):
        record["body"] = body
    if entry.unread:
        record[UNREAD] = plan.texts.get(entry.path, "")
    return record


def held_files(plan: Plan, entry: Entry) -> dict[str, str]:
    """The hash of each file that an entry names, by its path; of what is not there, none."""
    return {path: hashlib.sha256(plan.files[path]).hexdigest() for _, path in files_named(entry) if path in plan.files}


def _custom(values: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The fields that a municipality added, those inside others one by one."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _custom(value, (*above, name))
        elif value not in ([], None):
            yield ".".join((*above, name)), value


def unread_files(plan: Plan) -> Iterator[str]:
    """The paths of the files of which something cannot be read."""
    yield from (entry.path for entry in plan.entries if entry.wholly_unread or entry.unread)
    yield from (sheet.path for sheet in plan.sheets.values() if sheet.data is None)


def record_of_sheet(plan: Plan, sheet: Sheet) -> Record:
    """The header and the rows of a data file."""
    if sheet.data is None:
        return {UNREAD: plan.texts.get(sheet.path, "")}
    return {"table": [list(sheet.data.header), *map(list, sheet.data.rows)]}


def record_of_settings(plan: Plan) -> Record:
    """What planverk.toml says, and the hashes of the files that it names for the theme."""
    if plan.settings_at.broken:
        return {UNREAD: plan.texts.get(SETTINGS_FILE, "")}
    files = {path: hashlib.sha256(data).hexdigest() for path, data in plan.theme_files.items()}
    return {**_plain(plan.settings_at.data), **({"theme files": files} if files else {})}


def _plain(value: Any) -> Any:
    """A value of TOML as JSON has it."""
    if isinstance(value, Mapping):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(below) for below in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, (date, time)) else value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same in JSON, where true is not 1."""
    return bool(one == other) and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def wholly_unread(record: Record) -> bool:
    """True where nothing is known of a file but its text."""
    return record.keys() == {UNREAD}


def place_of(plan: Plan, key: str, field: str) -> Location | None:
    """Where a field stands, or its entry where the field is not there; None where the entry is not there."""
    kind, _, name = key.partition(":")
    if kind == "data":
        return Location(plan.sheets[name].path) if name in plan.sheets else None
    if kind == "settings":
        return Location(SETTINGS_FILE) if SETTINGS_FILE in plan.texts else None
    entry = entry_of(plan, key)
    if entry is None:
        return None
    if field == "body":
        return _body(entry)
    return entry.at(*field.split(".")) if field and field not in (UNREAD, HELD) else entry.at_top()


def _body(entry: Entry) -> Location:
    first = entry.prose.blocks[0] if entry.prose.blocks else None
    return Location(entry.path, entry.prose.lines.span(first.start, first.start)) if first else entry.at_top()


def entry_of(plan: Plan, key: str) -> Entry | None:
    """The entry that KIND:ID names, None where there is none."""
    kind, _, name = key.partition(":")
    if kind == "plan-file":
        return plan.head
    if kind == "help":
        return plan.help
    apart: Mapping[str, Mapping[str, Entry]] = {"progress": plan.progress, "statement": plan.statements}
    return (apart.get(kind) or plan.kinds.get(kind, {})).get(name)


def with_names(key: str, record: Record, names: Names, plan: Plan | None = None) -> Record:
    """A record of KIND:ID whose references name other ids, those in fields that the municipality of the plan added too."""
    changed, kind_of = dict(record), key.partition(":")[0]
    custom = plan.custom_fields.get(kind_of) if plan else None
    for route, kind in (*_REFERS.get(kind_of, {}).items(), *(custom.refers if custom else ())):
        for size in range(1, len(route) + 1):
            if (field := ".".join(route[:size])) in changed:
                changed[field] = _renamed(changed[field], route[size:], kind, names)
    listing = LISTINGS.get(kind_of, "")
    if listing in changed:
        changed[listing] = [_renamed_content(content, names) for content in changed[listing]]
    if "body" in changed:
        changed["body"] = _NAMED.sub(lambda found: _renamed_link(found, names), changed["body"])
    return changed


def _renamed(value: Any, route: tuple[str, ...], kind: str, names: Names) -> Any:
    if not route:
        return new_name(kind, value, names) if isinstance(value, str) else value
    first, *rest = route
    if first == "*" and not isinstance(value, list):
        return _renamed(value, tuple(rest), kind, names)
    if first == "*":
        return [_renamed(item, tuple(rest), kind, names) for item in value]
    held = isinstance(value, dict) and first in value
    return {**value, first: _renamed(value[first], tuple(rest), kind, names)} if held else value


def new_name(kind: str, name: str, names: Names) -> str:
    """A name of the kind as it is now; "part" is PLAN#PART."""
    part = parse_part(name) if kind == "part" else None
    if part:
        return f"{names.get(('plan', part.plan), part.plan)}#{part.part}"
    return names.get((kind, name), name)


def _renamed_content(content: str, names: Names) -> str:
    kind, mark, name = content.partition(":")
    return f"{kind}:{names.get((kind, name), name)}" if mark else content


def _renamed_link(found: re.Match[str], names: Names) -> str:
    if found["kind"]:
        return f"]({found['kind']}:{names.get((found['kind'], found['id']), found['id'])})"
    if found["sources"]:
        return "[@" + _CITED.sub(lambda each: names.get(("source", each[0]), each[0]), found["sources"]) + "]"
    return found[0]
