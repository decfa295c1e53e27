"""Whether a passage about numbers says what they were and no longer are: «8 i 2022», «fra 2012 til 2022», the title of a column that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from planverk.source.numbers import read_number
from planverk.source.table import Data
from planverk.text_moves import sentences

Numbers = tuple[Data, str]
"""The data of a figure, and the title of the column that its other columns are told by."""

SHORTEST_NAME = 3
"""Letters of a column's title that a text is searched for; shorter ones stand in other words."""

_NUMBER = re.compile(r"(?<![\w.,])[-−]?[0-9]{1,3}(?:[  \u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?(?!\w)|(?<![\w.,])[-−]?[0-9]+(?:[.,][0-9]+)?(?!\w)")
_SPAN = re.compile(r"(?:\b(?:fra|frå|from|mellom|between)\s+)?(?P<first>[0-9]{4})\s*(?:–|-|—|\btil\b|\bto\b|\bog\b|\band\b)\s*(?P<last>[0-9]{4})\b")


def contradicted(text: str, before: Numbers, after: Numbers, language: str, own: bool) -> Iterator[str]:
    """The sentences of a text that fit BEFORE in a point in which they do not fit AFTER. Only words of the figure's `own` mean a column by its title:
    «Norge» stands in many a text."""
    for said in sentences(text):
        gone = own and _column_is_gone(said, before, after)
        if gone or _span_is_another(said, before, after) or _cell_is_another(said, before, after, language):
            yield said


def _cell_is_another(said: str, before: Numbers, after: Numbers, language: str) -> bool:
    """A sentence that names a row and a number which the row had and has no longer."""
    rows, told = dict(_rows(after, language)), _numbers(said, language)
    for name, values in _rows(before, language):
        now = rows.get(name, set())
        if values != now and _names(said, name) and (values - now) & told and not (now - values) & told:
            return True
    return False


def _rows(numbers: Numbers, language: str) -> Iterator[tuple[str, set[Decimal]]]:
    """The name of each row, and its numbers."""
    data, title = numbers
    at = data.header.index(title) if title in data.header else 0
    for row in data.rows:
        yield row[at], {number.value for place, cell in enumerate(row) if place != at and (number := read_number(cell, language))}


def _numbers(said: str, language: str) -> set[Decimal]:
    return {number.value for found in _NUMBER.findall(said) if (number := read_number(found, language))}


def _names(said: str, name: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE) is not None


def _span_is_another(said: str, before: Numbers, after: Numbers) -> bool:
    """A sentence that tells from which row to which the numbers go, and they go to or from another one."""
    then, now = _ends(before), _ends(after)
    return then != now and any((found["first"], found["last"]) == then for found in _SPAN.finditer(said))


def _ends(numbers: Numbers) -> tuple[str, str] | None:
    names = [name for name, _ in _rows(numbers, "nb")]
    return (names[0], names[-1]) if names else None


def _column_is_gone(said: str, before: Numbers, after: Numbers) -> bool:
    gone: Mapping[str, None] = dict.fromkeys(title for title in before[0].header if title not in (*after[0].header, before[1]))
    return any(len(title) >= SHORTEST_NAME and _names(said, title) for title in gone)
