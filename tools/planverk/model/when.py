"""Time as people write it: a day, a month, a quarter, a half-year, a year; ongoing, or yearly."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["day", "month", "quarter", "half", "year", "ongoing", "yearly"]

_ENDLESS: Mapping[str, Unit] = {"ongoing": "ongoing", "yearly": "yearly"}
_WHEN = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|Q([1-4])|H([12])))?\Z")


@dataclass(frozen=True, slots=True)
class When:
    """A time as it was typed, its unit, and its first and last day; None for those of what goes on."""

    text: str
    unit: Unit
    begin: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def order(self) -> date:
        """What times are sorted by: the end; what goes on comes last."""
        return self.end or date.max


def read_when(text: str) -> When | None:
    """The time that a text in the form of the contract stands for: 2027-06-30, 2027-06, 2027-Q2, 2027-H1, 2027, ongoing, yearly; else None."""
    if text in _ENDLESS:
        return When(text, _ENDLESS[text])
    found = _WHEN.match(text)
    if found is None:
        return None
    year, month, day, quarter, half = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return When(text, "day", date(year, month, day), date(year, month, day))
        if year < 1000 or (found[2] and not 1 <= month <= 12) or found[3]:
            return None
        unit: Unit = "month" if month else "quarter" if quarter else "half" if half else "year"
        last = month or 3 * quarter or 6 * half or 12
        first = last - {"month": 0, "quarter": 2, "half": 5, "year": 11}[unit]
        return When(text, unit, date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    except ValueError:
        return None


def said(when: When, words: Mapping[str, str], due: bool = False) -> str:
    """A time in words of the catalogue model; with `due`, a month or a year as the time before whose end something is to be done."""
    if when.begin is None:
        return words[f"when-{when.unit}"]
    number = {"quarter": (when.begin.month + 2) // 3, "half": (when.begin.month + 5) // 6}.get(when.unit, 1)
    facts = {"day": when.begin.day, "month": words["months"].split()[when.begin.month - 1], "year": when.begin.year}
    text = words["day" if when.unit == "day" else f"when-{when.unit}"].format(**facts, ordinal=words["ordinals"].split()[number - 1])
    return words["when-due"].format(when=text) if due and when.unit in ("month", "year") else text
