"""What fields are called, by their words in locale/fields.toml, and what authors may call them and their values in Norwegian."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from planverk.catalogue import DEFAULT, FOLDER, Nouns, with_nouns

SHARED = "entry"
"""The first part of the keys of fields that entries of all kinds have."""

_VALUES = {
    "vedtatt": "adopted", "vedteke": "adopted", "foreslått": "proposed", "forslag": "proposed", "utkast": "draft", "høring": "hearing",
    "høyring": "hearing", "erstattet": "superseded", "avløst": "superseded", "universell": "universal", "universelt": "universal",
    "selektiv": "selective", "selektivt": "selective", "indikert": "indicated", "rolle": "role", "råd": "council", "nasjonal": "national",
    "regionalt": "regional", "kommunal": "municipal", "innbyggere": "residents", "innbyggjarar": "residents", "ansatte": "staff",
    "tilsette": "staff", "sentre": "centres", "senter": "centres", "tabell": "table", "linje": "line", "søyle": "bar", "stolpe": "bar",
    "planlagt": "planned", "påbegynt": "started", "i gang": "started", "ferdig": "done", "fullført": "done", "stoppet": "stopped",
    "stansa": "stopped", "løpende": "ongoing", "løpande": "ongoing", "årlig": "yearly", "årleg": "yearly", "internasjonal": "international",
    "internasjonalt": "international", "ja": "true", "nei": "false", "bok": "book", "rapport": "report", "nettside": "webpage",
}  # fmt: skip


@cache
def field_words() -> Mapping[str, Mapping[str, Any]]:
    """All that is said of each field: its words by language, and the others that it has."""
    return tomllib.loads((FOLDER / "fields.toml").read_text(encoding="utf-8"))


def _words_of(kind: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    """What is said of a field of a kind, else of that field wherever it is. KeyError where it has no words."""
    own, shared = ".".join((kind, *names)), ".".join((SHARED, *names))
    words = field_words().get(own) or field_words().get(shared)
    if words is None:
        raise KeyError(f"locale/fields.toml has no words for {own}")
    return words


def title_and_description(kind: str, names: tuple[str, ...], language: str, nouns: Nouns | None = None) -> tuple[str, str]:
    """What editors show of a field, or of a whole file where there are no `names`, with the nouns of a plan. KeyError where it has no words."""
    words = _words_of(kind, names)
    title, _, description = words.get(language, words[DEFAULT]).partition(". ")
    return with_nouns(title, language, nouns), with_nouns(description, language, nouns)


def _said(kind: str, name: str, how: str, language: str) -> str:
    """What is said of a field in a place of its own, else its title, with the places of nouns as they are."""
    own = _words_of(kind, (name,))
    words = own.get(how) or own
    text: str = words.get(language, words[DEFAULT])
    return text if how in own else text.partition(". ")[0]


def printed_label(kind: str, name: str, language: str) -> str:
    """The label under which outputs print a field."""
    return with_nouns(_said(kind, name, "printed", language), language)


def question(kind: str, name: str, language: str) -> str:
    """What `planverk new` asks for a field, with the places of nouns as they are."""
    return _said(kind, name, "asked", language)


@cache
def _norwegian() -> Mapping[str, tuple[str, ...]]:
    """What Norwegian words stand for: the titles of fields, what else they are called, and values."""
    found: dict[str, dict[str, None]] = {}
    for key, words in field_words().items():
        titles = (
            (with_nouns(words[language], language).partition(". ")[0].casefold().replace(" ", "_") for language in ("nb", "nn")) if "." in key else ()
        )
        for word in (*titles, *words.get("also", ())):
            found.setdefault(word, {})[key.rpartition(".")[2]] = None
    for word, value in _VALUES.items():
        found.setdefault(word, {})[value] = None
    return {word: tuple(names) for word, names in found.items()}


def in_english(word: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The one of the allowed words that a Norwegian word stands for; none where it stands for none of them."""
    known = set(allowed)
    return tuple(english for english in _norwegian().get(word.casefold().strip(), ()) if english in known)[:1]
