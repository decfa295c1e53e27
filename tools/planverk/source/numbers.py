"""Reads the numbers in the data behind figures: the one place that says which cells hold a number, and which number that is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MISSING = frozenset({"", "–", "-", "—", ".", "..", ":"})
"""Cells that say that there is no number: an empty one, a dash, and Statistics Norway's signs for not possible, not told and not published."""

MOST_DIGITS = 18
"""Digits before the decimal mark, and as many after it: a chart places no more of them, and no statistics have as many."""

NO_BREAK = "\u00a0"

_SPACES = " \u00a0\u2007\u2008\u2009\u202f"
"""What stands between thousands: spaces that break and that don't, thin ones, those as wide as a digit or a point."""

_MINUS = "\u2212"
_NUMBER = re.compile(rf"(?P<sign>[-+{_MINUS}]?)(?P<whole>[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?")
_EITHER = re.compile(rf"[-+{_MINUS}]?[1-9][0-9]{{0,2}}(?P<mark>[.,])[0-9]{{3}}")


class Number(NamedTuple):
    """A number as it was typed: its sign ("−", "+" or ""), its digits, and whether the author put thousands apart."""

    sign: str
    whole: str
    decimals: str = ""
    grouped: bool = False

    @property
    def value(self) -> Decimal:
        """How much it is, without rounding."""
        return Decimal(f"{'-' if self.sign == _MINUS else ''}{self.whole}.{self.decimals or 0}")

    @property
    def as_count(self) -> int | None:
        """The same as a whole number, None where it is a fraction or less than nothing."""
        return int(self.whole) if not self.decimals.strip("0") and self.sign != _MINUS else None


def read_number(cell: str, language: str) -> Number | None:
    """The number in a cell of a plan in the language; None for a cell that says that there is none (see MISSING), and for what is no number.

    What may mean two numbers (see `readings`) is none.
    """
    found = _NUMBER.fullmatch(cell)
    if found is None or readings(cell, language):
        return None
    whole = re.sub(f"[{_SPACES}]", "", found["whole"])
    decimals = found["decimals"] or ""
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        return None
    return Number(_MINUS if found["sign"] == "-" else found["sign"], whole, decimals, whole != found["whole"])


def is_number(cell: str, language: str) -> bool:
    """True for a cell that holds a number, and for one that says that there is none."""
    return cell in MISSING or read_number(cell, language) is not None


def readings(cell: str, language: str) -> tuple[str, str] | None:
    """The two numbers that a cell may mean, as an author would type them: three digits after the mark that the language does not write decimals with.

    "1.024" in a Norwegian plan is a thousand and a bit to an accountant and to a Norwegian Excel, and one and a bit to most programs.
    """
    foreign, own = (",", ".") if language == "en" else (".", ",")
    found = _EITHER.fullmatch(cell)
    return (cell.replace(foreign, " "), cell.replace(foreign, own)) if found and found["mark"] == foreign else None


def written_number(number: Number, language: str) -> str:
    """A number as readers of the language write it: "12 345", "23,5", "−4" in Norwegian; "12,345", "23.5" in English.

    Four digits stand together, unless their author put them apart.
    """
    thousands, mark = (",", ".") if language.startswith("en") else (NO_BREAK, ",")
    whole = number.whole
    if len(whole) > 4 or number.grouped:
        first = len(whole) % 3
        whole = thousands.join(filter(None, (whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3)))))
    return number.sign + whole + (mark + number.decimals if number.decimals else "")


def written_value(value: Decimal, language: str) -> str:
    """The same of a number that nobody typed in a cell, with all its digits."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    return written_number(Number("−" if value < 0 else "", whole, decimals), language)


_SIGNS = tuple("=+-@＝＋－＠")
"""With the wide forms, which some spreadsheets read alike."""
_SEPARATOR = re.compile(r"[,;\t\r\n]")
_AMOUNT = re.compile(r"[-+]?[0-9\s.,]+%?")


def is_computed(cell: str) -> bool:
    """Whether a spreadsheet would compute a cell, or a piece of it, in place of showing it."""
    pieces = (piece.strip(" \u00a0\"'") for piece in _SEPARATOR.split(cell))
    return not _is_amount(cell) and any(piece.startswith(_SIGNS) and not _is_amount(piece) for piece in pieces)


def _is_amount(text: str) -> bool:
    return text in MISSING or _AMOUNT.fullmatch(text) is not None
