"""What planverk prints, read back: the sentences of its catalogues as patterns, in all languages and with all nouns that plans may have for their
goals and measures, and times as outputs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from planverk.catalogue import Nouns, load_words, preset_names, preset_nouns
from planverk.importing.foreign import Text
from planverk.model.annotations import shown_fields
from planverk.model.kinds import KINDS
from planverk.model.labels import printed_label
from planverk.model.planfile import LANGUAGES
from planverk.model.when import read_when, said

_PLACE = re.compile(r"\\\{(\w+)\\\}")
_QUOTES = "[\"'«»“”‘’„]"
_LONGEST_TIME = 60
"""Characters of a time at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in the places of a sentence of the catalogue."""

    text: Text
    match: re.Match[str]

    def __getitem__(self, name: str) -> Text:
        return self.text.cut(*self.match.span(name))

    def said(self, name: str) -> str:
        """The characters in a place."""
        return self.match[name].strip()


def _all_nouns(language: str) -> Iterator[Nouns]:
    for name in preset_names():
        nouns = preset_nouns(name, language)
        yield from (nouns.at(depth) for depth in range(1, len(nouns.goals) + 1))


@cache
def sentences(key: str, catalogue: str = "document") -> tuple[str, ...]:
    """The sentence of a key in all languages and with all nouns, in lower case and with single spaces."""
    made = (load_words(catalogue, language, nouns)[key] for language in LANGUAGES for nouns in _all_nouns(language))
    return tuple(dict.fromkeys(" ".join(text.casefold().split()) for text in made))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_pattern(text), re.IGNORECASE | re.DOTALL) for text in sentences(key))


def _pattern(sentence: str) -> str:
    escaped = _PLACE.sub(r"(?P<\1>.+?)", re.escape(sentence))
    return re.sub(_QUOTES, lambda _: _QUOTES, escaped).replace(r"\ ", r"\s+")


def read(key: str, text: Text) -> Found | None:
    """The places of a sentence of the catalogue where a text says it from end to end; None for another text."""
    matches = (pattern.fullmatch(text.plain.strip()) for pattern in _patterns(key))
    found = next((match for match in matches if match), None)
    return Found(text.cut(0), found) if found else None


def says(key: str, text: str) -> bool:
    """True where a text is a word of the catalogue, whatever sign it ends with."""
    return " ".join(text.casefold().split()).rstrip(" :") in sentences(key)


@cache
def _labels(kind: str) -> dict[str, str]:
    model = next(each for each in KINDS if each.kind == kind)
    names = [field.alias or name for name, field in shown_fields(model)]
    return {printed_label(kind, name, language).casefold(): name for language in LANGUAGES for name in names}


def field_of(kind: str, label: str) -> str:
    """The field of a kind of entry that outputs print under a label, "" for none."""
    return _labels(kind).get(" ".join(label.casefold().split()).rstrip(" :"), "")


# --- times ---


def time_of(text: str) -> str:
    """A time that is written as outputs write it, in the form of the contract; "" for none."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    year = re.search(r"(?<!\d)[12]\d{3}(?!\d)", plain)
    return _times(int(year[0]) if year else 0).get(plain, "") if len(plain) <= _LONGEST_TIME else ""


@cache
def _times(year: int) -> dict[str, str]:
    """All times of a year in all words; those that go on for year 0."""
    forms = _forms(year) if year else ("ongoing", "yearly")
    words = [load_words("model", language) for language in LANGUAGES]
    times = [when for form in forms if (when := read_when(form))]
    return {said(when, each, due).casefold().rstrip("."): when.text for each in words for when in times for due in (True, False)}


def _forms(year: int) -> Iterator[str]:
    first = date(year, 1, 1)
    yield from ((first + timedelta(day)).isoformat() for day in range(366) if (first + timedelta(day)).year == year)
    yield from (f"{year}-{month:02}" for month in range(1, 13))
    yield from (f"{year}-Q{quarter}" for quarter in range(1, 5))
    yield from (f"{year}-H{half}" for half in range(1, 3))
    yield str(year)
