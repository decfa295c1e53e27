"""Helplines that are missing or have another number now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.rules.hits import Hit, hit
from planverk.source.text import Lines


def missing_help_box(plan: Plan) -> Iterator[Hit]:
    """A hit at `lines` where there are none, and at the top of plan.yaml where there is no help.yaml."""
    if plan.help is None:
        yield hit(plan.head.at_top(), Hint("add-help-file", {}))
    elif plan.help.sound("lines") and not plan.help.lines:
        yield hit(plan.help.at_key("lines"), Hint("add-help-line", {}))


OLD, NEW = "81533300", "22 40 00 40"
_DIGITS = r"(?:&nbsp;|[\s.\u2010-\u2015-]){0,3}".join(OLD)
_COUNTRY = r"(?:(?:\+|00)47[\s.-]{0,3})?"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[,.]){_COUNTRY}{_DIGITS}(?!\d|,\d)(?:\]\(tel:{_COUNTRY}{_DIGITS}\))?")


def outdated_helpline(plan: Plan) -> Iterator[Hit]:
    """Hits at the old number wherever it is in the plan's files, in any grouping; a link and its text are one."""
    for path, text in plan.texts.items():
        if path != SETTINGS_FILE and "8" in text:
            lines = Lines(text)
            for found in _NUMBER.finditer(text):
                yield hit(Location(path, lines.span(*found.span())), Hint("write-so", {"better": NEW}), number=found[0].partition("]")[0])
