"""Norwegian typography: what stays on one line, how dates, numbers and phone numbers are written, and how titles are sorted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from planverk.source.numbers import NO_BREAK as NO_BREAK
from planverk.source.numbers import read_number, written_number
from planverk.source.numbers import written_value as written_value
from planverk.source.sorting import sort_key as sort_key

_TOGETHER = re.compile(
    r"(?<![\d/])\d{1,3}(?: \d{3})+(?!\d)"  # 100 000, 116 123
    r"|(?<!\d)\d{2}(?: \d{2}){3}(?!\d)"  # 22 40 00 40
    r"|(?<!\d)\d{3} \d{2} \d{3}(?!\d)"  # 800 33 321
    r"|\d (?=%|prosent\b|per 1|kr\b|kroner\b|år\b)"
    r"|§ (?=\d)|\b(?:sak|nr\.|kl\.|kap\.|figur|tabell|tiltak|mål|side) (?=\d)"
    r"|\d\. (?=(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)\w*\b|kvartal\b|halvår\b)",
    re.IGNORECASE,
)


def typeset(text: str) -> str:
    """The text with non-breaking spaces inside numbers, between a number and its unit, in case numbers and in dates."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", NO_BREAK), text)


def written_day(day: date, words: Mapping[str, str]) -> str:
    """12. desember 2023."""
    return words["day"].format(day=day.day, month=words["months"].split()[day.month - 1], year=day.year).replace(" ", NO_BREAK, 1)


def years(first: int, last: int) -> str:
    """2024–2027, with an en dash and no spaces; one year alone where both are the same."""
    return str(first) if first == last else f"{first}–{last}"


def written_size(size: int, language: str) -> str:
    """A size in bytes as people read it: "84 kB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}{NO_BREAK}kB"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if language.startswith('en') else number.replace('.', ',')}{NO_BREAK}MB"


def orgnr(digits: str) -> str:
    """921 234 554: nine digits in threes."""
    return NO_BREAK.join((digits[:3], digits[3:6], digits[6:])) if len(digits) == 9 else digits


def number(cell: str, language: str) -> str:
    """A cell of a data file as readers of the language write it: a number with all its digits, an empty cell as an en dash, else unchanged."""
    found = read_number(cell, language)
    return written_number(found, language) if found else cell or "–"
