"""date-format: see date-format.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit

_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")


def _named(found: re.Match[str]) -> str | None:
    day, month = int(found["day"]), int(found["month"])
    return f"{day}. {_MONTHS[month - 1]} {found['year']}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _lower(found: re.Match[str]) -> str:
    return f"{int(found['day'])}. {found['month'].lower()}"


def _range(found: re.Match[str]) -> str | None:
    return f"{found['first']}–{found['last']}" if found["first"] < found["last"] else None


_PATTERNS: tuple[Pattern, ...] = (
    (re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])"), _named),
    (re.compile(r"(?<![\w/.-])(?P<day>[0-9]{1,2})[/](?P<month>[0-9]{1,2})[ /-](?P<year>(?:19|20)[0-9]{2})(?!\w)"), _named),
    (re.compile(rf"(?<![\w.])(?P<day>[0-9]{{1,2}})(?:\. ?|[ \u00a0])(?P<month>{'|'.join(_MONTHS)})(?!\w)", re.IGNORECASE), _lower),
    (re.compile(r"(?<![\w/.–-])(?P<first>(?:19|20)[0-9]{2})(?: ?- ?| – )(?P<last>(?:19|20)[0-9]{2})(?![\w/–-])"), _range),
)


def date_format(plan: Plan) -> Iterator[Hit]:
    """Hits at dates as computers and as handwriting have them, months with a capital or without point and space, ranges without an en dash."""
    return corrections(plan, _PATTERNS, "0123456789")
