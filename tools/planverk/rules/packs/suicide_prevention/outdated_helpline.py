"""The plan gives a number of Kirkens SOS that is no longer in use.

Nobody should dial for help in vain. 815 33 300 was the number for many years and still stands in much that plans copy from; the number now is
22 40 00 40.

Bad ``plan/help.yaml``::

    checked: 2026-10-01
    lines:
      - name: Kirkens SOS
        number: 815 33 300  # <-
        hours: hele døgnet

Good ``plan/help.yaml``::

    checked: 2026-10-01
    lines:
      - name: Kirkens SOS
        number: 22 40 00 40
        hours: hele døgnet
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.rules.hits import Hit, hit
from planverk.source.text import Lines

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{number}» er det gamle nummeret til Kirkens SOS",
    "nn": "«{number}» er det gamle nummeret til Kirkens SOS",
    "en": "“{number}” is the old number of Kirkens SOS",
}
OLD, NEW = "81533300", "22 40 00 40"

_DIGITS = r"(?:&nbsp;|[\s.\u2010-\u2015-]){0,3}".join(OLD)
_COUNTRY = r"(?:(?:\+|00)47[\s.-]{0,3})?"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[,.]){_COUNTRY}{_DIGITS}(?!\d|,\d)(?:\]\(tel:{_COUNTRY}{_DIGITS}\))?")


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the old number wherever it stands in the plan's files, in any grouping; a link and its text are one."""
    for path, text in plan.texts.items():
        if path != SETTINGS_FILE and "8" in text:
            lines = Lines(text)
            for found in _NUMBER.finditer(text):
                yield hit(Location(path, lines.span(*found.span())), Hint("write-so", {"better": NEW}), number=found[0].partition("]")[0])
