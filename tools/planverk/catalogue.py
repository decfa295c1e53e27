"""The words shown to readers: `locale/LANGUAGE/CATALOGUE.toml`, key → text with {named} places.

A folder in locale/ is a language of messages; what a language lacks is said in bokmål. In which languages a plan can be written is another matter:
the model says it. A text is there once: where another text of the same language is meant, bokmål has `{=CATALOGUE:KEY}` or `{=KEY}`, and the other
languages do without the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DEFAULT = "nb"
SAME = "{="


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages of a folder of catalogues: the default one first, the others from the end of the alphabet, so that nynorsk follows bokmål."""
    return (DEFAULT, *sorted((path.name for path in folder.iterdir() if path.is_dir() and path.name != DEFAULT), reverse=True))


LANGUAGES = languages_in(FOLDER)


class Words(Mapping[str, str]):
    """The words of a catalogue in a language. Those of the default language are read only where a text is missing, or all are asked for."""

    __slots__ = ("_catalogue", "_language", "_own")

    def __init__(self, catalogue: str, language: str) -> None:
        self._catalogue, self._language = catalogue, language
        path = FOLDER / language / f"{catalogue}.toml"
        self._own: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8")) if language == DEFAULT or path.is_file() else {}

    def __getitem__(self, key: str) -> str:
        text = self._own.get(key)
        if text is None:
            text = self._defaults()[key]
        if text.startswith(SAME):
            catalogue, _, key = text[len(SAME) : -1].rpartition(":")
            return load_words(catalogue or self._catalogue, self._language)[key]
        return text

    def __iter__(self) -> Iterator[str]:
        return iter({**self._defaults(), **self._own})

    def __len__(self) -> int:
        return len(self._defaults().keys() | self._own.keys())

    def _defaults(self) -> dict[str, str]:
        return load_words(self._catalogue, DEFAULT)._own


@cache
def load_words(catalogue: str, language: str) -> Words:
    """The words of a catalogue ("document") in a language."""
    return Words(catalogue, language)
