"""Reads the numbers in the data behind figures, as Norwegian spreadsheets and statistics write them."""

from __future__ import annotations

import re

MISSING = frozenset({"", "–", "-", ".", "..", ":"})
"""Cells that say that there is no number: an empty one, a dash, and Statistics Norway's signs for not possible, not told and not published."""

_NUMBER = re.compile(r"[-−+]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?")


def is_number(cell: str) -> bool:
    """True for a number with decimal comma or point, with or without spaces between thousands, and for a cell that says that there is none."""
    return cell in MISSING or _NUMBER.fullmatch(cell) is not None


def count_in(cell: str) -> int | None:
    """The whole number that a cell holds, None where it holds none."""
    return int(cell) if cell.isascii() and cell.isdecimal() else None
