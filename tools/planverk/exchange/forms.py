"""What may be typed in each type of field, as JSON Schema.

A YAML schema sees what YAML 1.2 core makes of a file: the text `1.10` is a number there, and the model reads the text that was typed. A TOML
schema sees text as text alone. Only keywords are used that drafts 7 and 2020-12 share, since editors know the one or the other.
Patterns are those of ECMA-262 in Unicode mode (flags u and v): no escape is needless, and in a set each sign of its own has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planverk.ids import LONGEST_ID
from planverk.model import fields
from planverk.model.annotations import unmarked
from planverk.model.data_entries import HEARD_KINDS, EntryName
from planverk.model.planfile import NAMED_PARTS, SPECIAL_PARTS, Content
from planverk.model.settings import Choices, Colour, NounForms, PatternText, Percent, RuleName, TableColumn
from planverk.source.prose import LANGUAGE_TAG
from planverk.source.text import HIDDEN

Schema = Mapping[str, Any]

_SPACE = r" \t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAY = (
    r"(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rf"|{_LEAP_YEAR}-02-29)"
)
_MONTH = "[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?"
_TIME = "[1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2]|Q[1-4]|H[12]))?|ongoing|yearly"
_END = r"(?![\s\S])"  # where the text ends in every dialect; `$` also stands before a last line break in some
_HOST = r'[!"$-.0-9;->A-Z\\^-~]'  # without # / : ? @ [ ]
_USER = r'[!"$-.0->@-Z\\^-~]'  # without # / ? [ ]
_PORT = r'[!"$-.0->A-Z\\^-~]'  # without # / ? @ [ ]


def _whole(pattern: str) -> str:
    """A pattern that holds for the whole text but the space around it."""
    return rf"^[{_SPACE}]*(?:{pattern})[{_SPACE}]*$"


# Each character that is no space counts as one, and so does each run of spaces between two: what the model counts.
def _text(longest: int, without: str = "") -> str:
    return _whole(rf"(?:[^{_SPACE}{HIDDEN}{without}]|[{_SPACE}]+(?=[^{_SPACE}])){{1,{longest}}}")


_BARE = r"\t\n\u00a0\u1680\u2000-\u200f\u202f\u205f-\u206f\u3000"  # with HIDDEN: what cannot be printed in a path
_PATH = rf"^(?![\/\\])(?![^\/\\]*:)(?!(?:.*[\/\\])?(?:\.\.|\.[gG][iI][tT])(?:[\/\\]|{_END}))[^{_BARE}{HIDDEN}]+{_END}"

_ENTRY_NAME = rf"(?:{'|'.join(HEARD_KINDS)}):(?=[^{_SPACE}]{{1,{LONGEST_ID}}}[{_SPACE}]*{_END})[a-z0-9]+(?:-[a-z0-9]+)*"

_SSH_KEY = rf"(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.\-]+[{_SPACE}]+[A-Za-z0-9+\/]+=?=?(?:[{_SPACE}][^{HIDDEN}]*)?"
_GPG_FRAME = rf"-{{5}}%s PGP[{_SPACE}]+PUBLIC[{_SPACE}]+KEY[{_SPACE}]+BLOCK-{{5}}"
_GPG_KEY = rf"{_GPG_FRAME % 'BEGIN'}(?:[{_SPACE}]+[A-Za-z0-9+\/]+=?=?)+(?:[{_SPACE}]+=[A-Za-z0-9+\/]{{4}})?[{_SPACE}]+{_GPG_FRAME % 'END'}"

_TEXT: Schema = {"type": "string", "pattern": _text(fields.LONGEST_TEXT)}
_PERCENT: Schema = {"type": "integer", "minimum": 1, "maximum": 90}

_TYPES: Mapping[Any, tuple[str, Schema]] = {
    fields.Text: ("text", {"type": ["string", "number", "boolean"], "pattern": _text(fields.LONGEST_TEXT)}),
    fields.Integer: ("integer", {"type": "integer", "minimum": -999_999_999, "maximum": 999_999_999}),
    fields.Positive: ("positive", {"type": "integer", "minimum": 1, "maximum": 99_999}),
    fields.PlanFormat: ("format", {"type": "integer", "minimum": 1, "maximum": fields.NEWEST_FORMAT}),
    fields.Year: ("year", {"type": "integer", "minimum": 1900, "maximum": 2200}),
    fields.Boolean: ("boolean", {"type": "boolean"}),
    fields.Day: ("day", {"type": "string", "pattern": _whole(_DAY)}),
    fields.Time: ("time", {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999, "pattern": _whole(f"{_TIME}|{_DAY}")}),
    fields.Issued: ("issued", {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999, "pattern": _whole(f"{_MONTH}|{_DAY}")}),
    fields.Address: (
        "address",
        {"type": "string", "pattern": _whole(rf"[hH][tT][tT][pP][sS]?://(?:{_USER}*@)?{_HOST}*\.{_HOST}*(?::{_PORT}*)?(?:[\/?#][!-~]*)?")},
    ),
    fields.OrganisationNumber: (
        "organisation-number",
        {"type": ["string", "integer"], "minimum": 100_000_000, "maximum": 999_999_999, "pattern": _whole(rf"[0-9](?:[{_SPACE}]*[0-9]){{8}}")},
    ),
    fields.LanguageTag: ("language", {"type": "string", "pattern": _whole(LANGUAGE_TAG.pattern)}),
    fields.Hash: ("hash", {"type": "string", "pattern": f"^[0-9a-f]{{64}}{_END}"}),
    fields.PublicKey: ("public-key", {"type": "string", "pattern": _whole(f"{_SSH_KEY}|{_GPG_KEY}")}),
    EntryName: ("entry-name", {"type": "string", "pattern": _whole(_ENTRY_NAME)}),
    Content: ("content", {"type": "string", "pattern": rf"^(?:(?:{'|'.join(NAMED_PARTS)}):[\s\S]*|{'|'.join(SPECIAL_PARTS)}){_END}"}),
    fields.Line: ("line", {"type": "string", "pattern": _text(fields.LONGEST_LINE)}),
    Colour: ("colour", {"type": "string", "pattern": f"^#[0-9a-fA-F]{{6}}{_END}"}),
    fields.InsidePath: ("path", {"type": "string", "pattern": _PATH}),
    Percent: ("percent", _PERCENT),
    TableColumn: (
        "column",
        {
            "anyOf": [
                _TEXT,
                {
                    "type": "object",
                    "properties": {"field": _TEXT, "title": _TEXT, "width": _PERCENT},
                    "required": ["field"],
                    "additionalProperties": False,
                },
            ]
        },
    ),
    RuleName: ("rule-name", {"type": "string", "maxLength": LONGEST_ID, "pattern": f"^[a-z0-9]+(?:-[a-z0-9]+)*{_END}"}),
    PatternText: ("pattern", {"type": "string", "minLength": 1}),
    NounForms: ("noun", {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "string", "pattern": _text(fields.LONGEST_NOUN, r"\{\}")}}),
    Choices: (
        "choices",
        {
            "anyOf": [
                {"type": ["string", "integer", "boolean"], "minLength": 1},
                {"type": "array", "minItems": 1, "items": {"type": ["string", "integer", "boolean"], "minLength": 1}},
            ]
        },
    ),
}


_FORMS = {unmarked(hint): form for hint, form in _TYPES.items()}


def form_of(hint: Any, toml: bool) -> tuple[str, Schema] | None:
    """The name and schema of a field's type, None where the hint is no such type."""
    found = _FORMS.get(unmarked(hint))
    if found and toml and unmarked(hint) == fields.Text:
        return found[0], {**found[1], "type": "string"}
    return found
