"""quotation-marks: see quotation-marks.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit


def _norwegian(found: re.Match[str]) -> str:
    if found["inside"] is not None:
        return f"«{found['inside']}»"
    opens = found.start() == 0 or found.string[found.start() - 1].isspace()
    return "«" if opens else "»"


_PATTERNS: tuple[Pattern, ...] = ((re.compile(r'(?<!\w)["“”„](?P<inside>[^"“”„]{0,200})["“”](?!\w)|["“”„]'), _norwegian),)


def quotation_marks(plan: Plan) -> Iterator[Hit]:
    """Hits at each pair of straight or English double marks, and at one that stands alone."""
    return corrections(plan, _PATTERNS, '"“”„', sure=lambda found: found["inside"] is not None)
