"""What a plan says, in one form that no layout, comment or quoting changes, and the SHA-256 of it.

The form is JSON as RFC 8785 writes it, so that others can make it, too. docs/reference/canonical.rst defines it; what is said there and done
here is version 1 and stays as it is. Another form would be another version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from math import isfinite
from typing import Any
from unicodedata import normalize

from pydantic import BaseModel

from planverk.model.canonical_prose import prose_form
from planverk.model.entry import Entry
from planverk.model.fields import OneOrMany, as_typed
from planverk.model.plan import Plan, Sheet
from planverk.model.when import When

VERSION = "planverk-canonical-1"
Form = dict[str, Any]


def entry_form(entry: Entry, without: Iterable[str] = ()) -> Form:
    """What an entry says: kind, id, the fields as authors name them, those of the municipality's own among them, and the prose; fields in `without`
    are left out."""
    told = (*_fields(entry), *entry.custom.items())
    fields = {name: _value(value) for name, value in told if name not in without and not _is_nothing(value)}
    return {"kind": entry.kind, "id": entry.id, "fields": fields, **prose_form(entry.prose)}


def sheet_form(name: str, sheet: Sheet) -> Form:
    """What a data file says: the cells as text."""
    header, rows = (sheet.data.header, sheet.data.rows) if sheet.data else ((), ())
    return {"kind": "data", "id": name, "header": list(map(_text, header)), "rows": [list(map(_text, row)) for row in rows]}


def file_form(path: str, data: bytes) -> Form:
    """What a picture or an attached file says: the hash of its bytes."""
    return {"kind": "file", "id": _text(path), "sha256": sha256(data).hexdigest()}


def plan_form(plan: Plan) -> Form:
    """What the whole plan says: every entry and every data file, by kind and id. Settings, manifests and review stamps are not part of it."""
    forms = [*(entry_form(entry) for entry in _told(plan)), *(sheet_form(name, sheet) for name, sheet in plan.sheets.items())]
    forms += [file_form(path, data) for path, data in plan.files.items()]
    return {"format": VERSION, "entries": sorted(forms, key=lambda form: (form["kind"], form["id"]))}


def canonical(form: Form) -> bytes:
    """The bytes of a form: keys in order, no space between marks, UTF-8. All keys are ASCII, so that the order of RFC 8785 is that of the letters."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(form: Form) -> str:
    """The SHA-256 of a form's bytes, as 64 hexadecimal digits."""
    return sha256(canonical(form)).hexdigest()


def plan_digest(plan: Plan) -> str:
    """The canonical hash of a whole plan."""
    return digest(plan_form(plan))


def decided_digests(plan: Plan) -> dict[str, str]:
    """KIND:ID → hash of all that a decision adopts: without helplines and progress, and without the fields that are kept up to date afterwards."""
    entries = {entry.key: digest(entry_form(entry, entry.upkeep)) for entry in _told(plan) if entry.kind not in ("help", "progress")}
    entries |= {f"file:{path}": digest(file_form(path, data)) for path, data in plan.files.items()}
    return dict(sorted((entries | {f"data:{name}": digest(sheet_form(name, sheet)) for name, sheet in plan.sheets.items()}).items()))


def _told(plan: Plan) -> Iterator[Entry]:
    return (entry for entry in plan.entries if entry.kind != "review")


def _fields(part: BaseModel) -> Iterator[tuple[str, Any]]:
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        yield field.alias or name, as_typed(value) if value and OneOrMany() in field.metadata else value


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", (), [], {})


def _value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _value(below) for name, below in _fields(value) if not _is_nothing(below)}
    if isinstance(value, Mapping):
        return {_text(name): _value(below) for name, below in value.items()}
    if isinstance(value, (tuple, list)):
        return [_value(below) for below in value]
    if isinstance(value, float):
        return _fraction(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When):
        return value.text
    return _text(value) if isinstance(value, str) else value


def _fraction(number: float) -> str:
    """A fraction as text, in the shortest decimal digits that mean it, without an exponent."""
    return f"{Decimal(repr(number)):f}" if isfinite(number) else repr(number)


def _text(text: str) -> str:
    return normalize("NFC", text)
