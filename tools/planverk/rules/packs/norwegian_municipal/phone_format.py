"""phone-format: see phone-format.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Replacement
from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit, hit

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


def phone_format(plan: Plan) -> Iterator[Hit]:
    """Hits at the helplines' numbers, and at numbers in texts that a word for telephone stands before."""
    if plan.help:
        for index, line in enumerate(plan.help.lines):
            better = grouped(line.number)
            if better and better != line.number.replace("\u00a0", " "):
                place = plan.help.at("lines", index, "number")
                yield hit(place, Hint("write-so", {"better": better}), fix=Replacement(place, line.number, better), text=line.number)
    yield from corrections(plan, _PATTERNS, "0123456789")
