"""number-format: see number-format.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit

_UNIT = r"(?=[ \u00a0](?:prosent|promille|millioner|millionar|milliarder|milliardar|kroner|ganger|gonger|per\b|%))"


def _grouped(found: re.Match[str]) -> str:
    return f"{int(re.sub('[.]', '', found[0])):,}".replace(",", " ")


def _with_comma(found: re.Match[str]) -> str:
    return found[0].replace(".", ",")


def _with_space(found: re.Match[str]) -> str:
    return f"{found['number']} {found['sign']}"


_PATTERNS: tuple[Pattern, ...] = (
    (re.compile(r"(?<![\w.,:/–#+-])(?<!nr\. )(?<!nummer )(?<!sak )(?!116[0-9]{3}(?![0-9]))[1-9][0-9]{4,6}(?![\w/:-]|[.,][0-9])"), _grouped),
    (re.compile(r"(?<![\w.,:/–-])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![\w/:-]|[.,][0-9])"), _grouped),
    (re.compile(r"(?<![\w.,])[0-9]{1,3}\.[0-9]{1,2}" + _UNIT), _with_comma),
    (re.compile(r"(?<![\w.,])(?P<number>[0-9]+(?:,[0-9]+)?)(?P<sign>%)"), _with_space),
)


def number_format(plan: Plan) -> Iterator[Hit]:
    """Hits at numbers of five to seven digits in one piece, thousands with points, decimal points before a unit, per cent signs without a space."""
    return corrections(plan, _PATTERNS, "0123456789")
