"""A telephone number is not grouped as Norwegian numbers are.

A reader in need dials what stands there, and recognises 116 123, 22 40 00 40 and 800 33 321 at a glance. Numbers of eight digits stand in pairs,
those that begin with 4, 8 or 9 as three, two and three digits, and those that begin with 116 as three and three.

Bad ``plan/help.yaml``::

    checked: 2026-10-01
    lines:
      - name: Kirkens SOS
        number: 224 00 040  # <-
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

from planverk.diagnostics import Hint, Replacement, Severity
from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "telefonnummeret «{text}» er ikke delt opp slik det skal",
    "nn": "telefonnummeret «{text}» er ikkje delt opp slik det skal",
    "en": "the telephone number “{text}” is not grouped as it should be",
}
_NUMBER = r"(?:\+47[ \u00a0]?)?[0-9](?:[ \u00a0.]?[0-9]){2,7}(?![ \u00a0]?[0-9])"
_NAMED = re.compile(rf"(?<!\w)(?:tlf\.?|(?:mobil)?telefon(?:en|nummer|nummeret)?|mobil|ringe?)[: \u00a0]{{1,2}}(?P<wrong>{_NUMBER})", re.IGNORECASE)
_PATTERNS: tuple[Pattern, ...] = ((_NAMED, lambda found: grouped(found["wrong"].replace("\u00a0", " "))),)


def grouped(number: str) -> str | None:
    """The number with its digits grouped; None where it is none that the rule knows."""
    country = "+47 " if number.startswith("+47") else ""
    digits = re.sub(r"\D", "", number.removeprefix("+47"))
    if len(digits) == 6 and digits.startswith("116"):
        return f"{country}{digits[:3]} {digits[3:]}"
    if len(digits) != 8:
        return country + digits if len(digits) in (3, 5) else None
    if digits[0] in "489":
        return f"{country}{digits[:3]} {digits[3:5]} {digits[5:]}"
    return country + " ".join(digits[at : at + 2] for at in range(0, 8, 2))


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the helplines' numbers, and at numbers in texts that a word for telephone stands before."""
    if plan.help:
        for index, line in enumerate(plan.help.lines):
            better = grouped(line.number)
            if better and better != line.number.replace("\u00a0", " "):
                place = plan.help.at("lines", index, "number")
                yield hit(place, Hint("write-so", {"better": better}), fix=Replacement(place, line.number, better), text=line.number)
    yield from corrections(plan, _PATTERNS, "0123456789")
