"""How dates, numbers, telephone numbers and quotations are written in Norwegian: what is written otherwise, with the way it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planverk.diagnostics import Hint, Replacement
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, passages, texts_of

Pattern = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]
"""What to look for, and what to write instead, None where it is right after all. A group called `wrong` is the part that is meant, else the whole."""


def _corrections(plan: Plan, patterns: tuple[Pattern, ...], signs: str, sure: Callable[[re.Match[str]], bool] = bool) -> Iterator[Hit]:
    """Hits at every match that should be written otherwise, with facts `text` and `better`; none in a plan in English.

    Only texts with one of the `signs` are searched: every match has one, and most texts have none. A match that is `sure` is offered as a fix.
    """
    if plan.head.language in ("nb", "nn"):
        for entry in texts_of(plan):
            for passage in passages(entry):
                if passage.words.language != "en" and any(sign in passage.text for sign in signs):
                    yield from _in_passage(passage, patterns, sure)


def _in_passage(passage: Passage, patterns: tuple[Pattern, ...], sure: Callable[[re.Match[str]], bool]) -> Iterator[Hit]:
    for pattern, write in patterns:
        for found in pattern.finditer(passage.text):
            part = "wrong" if "wrong" in pattern.groupindex else 0
            better = write(found)
            if better is not None and better != found[part]:
                place = passage.at(*found.span(part))
                fix = Replacement(place, found[part], better) if sure(found) else None
                yield hit(place, Hint("write-so", {"better": better}), fix=fix, text=found[part])


_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")


def _named(found: re.Match[str]) -> str | None:
    day, month = int(found["day"]), int(found["month"])
    return f"{day}. {_MONTHS[month - 1]} {found['year']}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _lower(found: re.Match[str]) -> str:
    return f"{int(found['day'])}. {found['month'].lower()}"


def _range(found: re.Match[str]) -> str | None:
    return f"{found['first']}–{found['last']}" if found["first"] < found["last"] else None


_DATES: tuple[Pattern, ...] = (
    (re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![\w-])"), _named),
    (re.compile(r"(?<![\w/.-])(?P<day>[0-9]{1,2})[/](?P<month>[0-9]{1,2})[ /-](?P<year>(?:19|20)[0-9]{2})(?!\w)"), _named),
    (re.compile(rf"(?<![\w.])(?P<day>[0-9]{{1,2}})(?:\. ?|[ \u00a0])(?P<month>{'|'.join(_MONTHS)})(?!\w)", re.IGNORECASE), _lower),
    (re.compile(r"(?<![\w/.–-])(?P<first>(?:19|20)[0-9]{2})(?: ?- ?| – )(?P<last>(?:19|20)[0-9]{2})(?![\w/–-])"), _range),
)


def date_format(plan: Plan) -> Iterator[Hit]:
    """Hits at dates as computers and as handwriting have them, months with a capital or without point and space, ranges without an en dash."""
    return _corrections(plan, _DATES, "0123456789")


_UNIT = r"(?=[ \u00a0](?:prosent|promille|millioner|millionar|milliarder|milliardar|kroner|ganger|gonger|per\b|%))"


def _grouped(found: re.Match[str]) -> str:
    return f"{int(re.sub('[.]', '', found[0])):,}".replace(",", " ")


def _with_comma(found: re.Match[str]) -> str:
    return found[0].replace(".", ",")


def _with_space(found: re.Match[str]) -> str:
    return f"{found['number']} {found['sign']}"


_NUMBERS: tuple[Pattern, ...] = (
    (re.compile(r"(?<![\w.,:/–#+-])(?<!nr\. )(?<!nummer )(?<!sak )(?!116[0-9]{3}(?![0-9]))[1-9][0-9]{4,6}(?![\w/:-]|[.,][0-9])"), _grouped),
    (re.compile(r"(?<![\w.,:/–-])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![\w/:-]|[.,][0-9])"), _grouped),
    (re.compile(r"(?<![\w.,])[0-9]{1,3}\.[0-9]{1,2}" + _UNIT), _with_comma),
    (re.compile(r"(?<![\w.,])(?P<number>[0-9]+(?:,[0-9]+)?)(?P<sign>%)"), _with_space),
)


def number_format(plan: Plan) -> Iterator[Hit]:
    """Hits at numbers of five to seven digits in one piece, thousands with points, decimal points before a unit, per cent signs without a space."""
    return _corrections(plan, _NUMBERS, "0123456789")


_NUMBER = r"(?:\+47[ \u00a0]?)?[0-9](?:[ \u00a0.]?[0-9]){2,7}(?![ \u00a0]?[0-9])"
_NAMED = re.compile(rf"(?<!\w)(?:tlf\.?|(?:mobil)?telefon(?:en|nummer|nummeret)?|mobil|ringe?)[: \u00a0]{{1,2}}(?P<wrong>{_NUMBER})", re.IGNORECASE)
_PHONES: tuple[Pattern, ...] = ((_NAMED, lambda found: grouped(found["wrong"].replace("\u00a0", " "))),)


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
    """Hits at the helplines' numbers, and at numbers in texts after a word for telephone."""
    if plan.help:
        for index, line in enumerate(plan.help.lines):
            better = grouped(line.number)
            if better and better != line.number.replace("\u00a0", " "):
                place = plan.help.at("lines", index, "number")
                yield hit(place, Hint("write-so", {"better": better}), fix=Replacement(place, line.number, better), text=line.number)
    yield from _corrections(plan, _PHONES, "0123456789")


def _norwegian(found: re.Match[str]) -> str:
    if found["inside"] is not None:
        return f"«{found['inside']}»"
    opens = found.start() == 0 or found.string[found.start() - 1].isspace()
    return "«" if opens else "»"


_QUOTES: tuple[Pattern, ...] = ((re.compile(r'(?<!\w)["“”„](?P<inside>[^"“”„]{0,200})["“”](?!\w)|["“”„]'), _norwegian),)


def quotation_marks(plan: Plan) -> Iterator[Hit]:
    """Hits at each pair of straight or English double marks, and at one that is alone."""
    return _corrections(plan, _QUOTES, '"“”„', sure=lambda found: found["inside"] is not None)
