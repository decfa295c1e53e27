"""outdated-helpline: see outdated-helpline.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.rules.hits import Hit, hit
from planverk.source.text import Lines

OLD, NEW = "81533300", "22 40 00 40"

_DIGITS = r"(?:&nbsp;|[\s.\u2010-\u2015-]){0,3}".join(OLD)
_COUNTRY = r"(?:(?:\+|00)47[\s.-]{0,3})?"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[,.]){_COUNTRY}{_DIGITS}(?!\d|,\d)(?:\]\(tel:{_COUNTRY}{_DIGITS}\))?")


def outdated_helpline(plan: Plan) -> Iterator[Hit]:
    """Hits at the old number wherever it stands in the plan's files, in any grouping; a link and its text are one."""
    for path, text in plan.texts.items():
        if path != SETTINGS_FILE and "8" in text:
            lines = Lines(text)
            for found in _NUMBER.finditer(text):
                yield hit(Location(path, lines.span(*found.span())), Hint("write-so", {"better": NEW}), number=found[0].partition("]")[0])
