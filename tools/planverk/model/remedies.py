"""What an author may have meant by a value that no field takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import is_id, nearest
from planverk.model.labels import in_english
from planverk.source.addresses import suggest_address
from planverk.source.prose import ENTRY_SCHEMES
from planverk.source.yaml import Plain

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11,
    "des": 12, "dec": 12,
}  # fmt: skip
_LIKE = 0.7
"""Likeness of two words of which the one is a slip of the other; «ferdig» is none of «hearing»."""

_ISO_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\Z")
_NORWEGIAN_DAY = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4})\Z")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\.? ([a-z]{3})[a-z]* (\d{4})\Z")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?\Z", re.ASCII | re.IGNORECASE)


def value_hints(rule: str, facts: Mapping[str, str]) -> tuple[Hint, ...]:
    """Hints for a value or field, by the rule that it breaks and the facts of the message; none where there is nothing to guess."""
    match rule:
        case "not-both":
            return (Hint("remove-one", {}),)
        case "bad-period":
            return (Hint("swap-ends", {}),)
        case "text-too-long":
            return (Hint("shorten-field", {}),)
        case "control-character":
            return (Hint("delete-character", {}),)
        case "empty-text":
            return (Hint("fill-field", {}),)
        case "bad-date":
            expected, value = facts["expected"], facts["value"]
            meant = meant_year(value) if expected == "type-year" else meant_time(value) if expected == "type-when" else meant_day(value)
            form = {"type-day": "write-day", "type-when": "write-when"}.get(expected)
            return did_you_mean(meant) or ((Hint(form, {}),) if form else ())
        case "bad-url":
            return _whole_address(facts["value"])
        case "deceptive-address":
            return (Hint("plain-address", {}),)
        case "not-allowed":
            allowed = facts["allowed"].split(", ")
            near = in_english(facts["value"], allowed) or (() if "," in facts["value"] else nearest(facts["value"], allowed, least=_LIKE))
            return did_you_mean(near) or (Hint("allowed-values", {"allowed": facts["allowed"]}),)
        case "wrong-type" if facts["expected"] in ("type-mapping", "type-list"):
            return (Hint(f"{facts['expected'].removeprefix('type-')}-form", {}),)
        case "wrong-type" if facts["expected"] in ("type-number", "type-positive"):
            return (Hint("digits-form", {}),)
        case "wrong-type" if facts["expected"] == "type-text":
            return (Hint("text-form", {}),)
        case "bad-orgnr":
            return (Hint("orgnr-form", {}),)
        case "newer-format":
            return (Hint("newer-planverk", {}),)
        case "bad-identifier":
            return did_you_mean((facts["meant"],))
        case "bad-pattern":
            return (Hint("pattern-form", {}),)
        case "outside-link":
            return (Hint("put-file-inside", {}),)
        case _:
            return ()


def _whole_address(value: str) -> tuple[Hint, ...]:
    """What a field that is no web address was meant to be, where that is one."""
    meant = f"https://{value}" if _HOST.match(value) else suggest_address(value)
    taken = meant.startswith("http") and meant.isascii() and " " not in meant and meant != value
    return did_you_mean((meant,)) if taken else (Hint("url-form", {}),)


def number_hints(value: object) -> tuple[Hint, ...]:
    """Hints where a whole number was typed with something around it; none where there is none."""
    found = re.fullmatch(r"\s*([0-9]{1,6})\s*\.?\s*", value) if isinstance(value, str) else None
    if found is None or int(found[1]) == 0 or (value == found[1] and isinstance(value, Plain)):
        return ()
    return (Hint("without-quotes", {"value": found[1]}),) if value == found[1] else did_you_mean((found[1],))


def item_hints(value: object) -> tuple[Hint, ...]:
    """Hints where an item of a list of texts was read as a field for its colon: how to write its line."""
    if not isinstance(value, dict) or len(value) != 1:
        return ()
    ((name, text),) = value.items()
    if text is None:
        return (Hint("write-line", {"line": f"- {name}"}),)
    if not isinstance(text, str) or {'"', "\\"} & set(f"{name}{text}"):
        return ()
    return (Hint("write-line", {"line": f"- {name}:{text}" if name in ENTRY_SCHEMES and is_id(text) else f'- "{name}: {text}"'}),)


def one_of_list(field: str, value: object) -> tuple[Hint, ...]:
    """Hints for a list of names where one name is allowed; none for any other value."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        return ()
    if len(value) == 1:
        return (Hint("one-only", {"line": f"{field}: {value[0]}"}),)
    return (Hint("one-of", {"values": ", ".join(value)}),)


def meant_year(text: str) -> tuple[str, ...]:
    """The year that two digits, or a date, stand for; none where they stand for none."""
    if re.fullmatch(r"[0-9]{2}", text):
        return (f"20{text}",)
    found = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
    return (found[0],) if found else ()


_PARTS = (
    (re.compile(r"([1-4])\.? ?(?:q|kv\.?|kvartal),? ?([0-9]{4})\Z|q([1-4])[ /-]?([0-9]{4})\Z"), "{1}-Q{0}"),
    (re.compile(r"([12])\.? ?halvår,? ?([0-9]{4})\Z|h([12])[ /-]?([0-9]{4})\Z"), "{1}-H{0}"),
    (re.compile(r"([0-9]{4})[ /-]?q([1-4])\Z"), "{0}-Q{1}"),
    (re.compile(r"([0-9]{4})[ /-]?h([12])\Z"), "{0}-H{1}"),
    (re.compile(r"våren? ([0-9]{4})\Z"), "{0}-H1"),
    (re.compile(r"(?:høst|haust)(?:en)? ([0-9]{4})\Z"), "{0}-H2"),
)
_BEFORE = re.compile(r"\A(?:innen|innan|før|i løpet av|i|by) (?:utgangen av |the end of )?")


def meant_time(text: str) -> tuple[str, ...]:
    """The time, in the form of the contract, that people's words stand for; none where they stand for none."""
    if always := in_english(text, ("ongoing", "yearly")):
        return always
    text = _BEFORE.sub("", text.strip().lower(), count=1)
    if day := meant_day(text):
        return day
    for pattern, form in _PARTS:
        if found := pattern.match(text):
            return (form.format(*filter(None, found.groups())),)
    month = re.match(r"([a-z]{3})[a-z]*\.? ([0-9]{4})\Z", text)
    if month and month[1] in _MONTHS:
        return (f"{month[2]}-{_MONTHS[month[1]]:02}",)
    return (text,) if re.fullmatch(r"[12][0-9]{3}", text) else ()


def meant_day(text: str) -> tuple[str, ...]:
    """The ISO date that a date in Norwegian order stands for; none where it is no such date."""
    if found := _ISO_DAY.match(text):
        year, month, day = map(int, found.groups())
    elif found := _NORWEGIAN_DAY.match(text):
        day, month, year = map(int, found.groups())
    elif (found := _WRITTEN_DAY.match(text.lower())) and found[2] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    else:
        return ()
    try:
        return (date(year, month, day).isoformat(),)
    except ValueError:
        return ()
