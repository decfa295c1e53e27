"""Numbers and moments as a Word file writes them: the one reader of both, since a file may hold anything in their place."""

from __future__ import annotations

import re
from datetime import datetime

from planverk.word.names import Element, value

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}", re.ASCII)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,24}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?", re.ASCII)
UNREADABLE = "?"
"""The day of a moment that is no moment."""


def number_of(text: str, least: int = 0, most: int = 10**9) -> int | None:
    """The whole number that a text is; None for what is none, has other digits than 0 to 9, or lies outside the bounds."""
    found = int(text) if _NUMBER.fullmatch(text) else None
    return found if found is not None and least <= found <= most else None


def number_at(element: Element | None, *route: str, least: int = 0, most: int = 10**9) -> int | None:
    """The number in `w:val` of the element at the end of a route of children, None where there is none to be read."""
    return number_of(value(element, *route), least, most)


def day_of(text: str) -> str:
    """The day of a moment (ISO 8601); "" where nothing is told, `UNREADABLE` where no calendar has it."""
    if not text:
        return ""
    try:
        return datetime.fromisoformat(text).date().isoformat() if _MOMENT.fullmatch(text) else UNREADABLE
    except ValueError:
        return UNREADABLE
