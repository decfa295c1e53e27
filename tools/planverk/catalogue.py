"""The words shown to readers: `locale/LANGUAGE/CATALOGUE.toml`, key → text with {named} places.

A folder in locale/ is a language of messages; what a language lacks is said in bokmål. In which languages a plan can be written is another matter,
which the model says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DEFAULT = "nb"


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages of a folder of catalogues: the default one first, the others from the end of the alphabet, so that nynorsk follows bokmål."""
    return (DEFAULT, *sorted((path.name for path in folder.iterdir() if path.is_dir() and path.name != DEFAULT), reverse=True))


LANGUAGES = languages_in(FOLDER)


@cache
def load_words(catalogue: str, language: str) -> Mapping[str, str]:
    """The words of a catalogue ("document") in a language."""
    return Words(catalogue, language) if language != DEFAULT else _read(catalogue, language)


class Words(Mapping[str, str]):
    """Words of another language than the default one, whose own catalogue is read only where a text is missing, or all are asked for."""

    def __init__(self, catalogue: str, language: str) -> None:
        self.catalogue = catalogue
        self.own = _read(catalogue, language)

    def __getitem__(self, key: str) -> str:
        text = self.own.get(key)
        return load_words(self.catalogue, DEFAULT)[key] if text is None else text

    def __iter__(self) -> Iterator[str]:
        return iter({**load_words(self.catalogue, DEFAULT), **self.own})

    def __len__(self) -> int:
        return len(load_words(self.catalogue, DEFAULT).keys() | self.own.keys())


def _read(catalogue: str, language: str) -> dict[str, str]:
    path = FOLDER / language / f"{catalogue}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if language == DEFAULT or path.is_file() else {}
