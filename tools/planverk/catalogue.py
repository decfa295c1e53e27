"""The words shown to readers: `locale/LANGUAGE/CATALOGUE.toml`, key → text with {named} places.

A folder in locale/ is a language of messages; what a language lacks is said in bokmål. In which languages a plan can be written is another matter:
the model says it. A text is there once: where another text of the same language is meant, bokmål has `{=CATALOGUE:KEY}` or `{=KEY}`, and the other
languages do without the key.

What a plan calls its goals and measures stands in a text as a form of the noun, `{goal.definite}`, `{measure.Plural}` (with a capital), or as what
agrees with its gender, `{measure:ny|nytt}`. It is filled in when the text is looked up, with the nouns that the words were loaded with.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

FOLDER = Path(__file__).parent / "locale"
DEFAULT = "nb"
SAME = "{="


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages of a folder of catalogues: the default one first, the others from the end of the alphabet, so that nynorsk follows bokmål."""
    return (DEFAULT, *sorted((path.name for path in folder.iterdir() if path.is_dir() and path.name != DEFAULT), reverse=True))


LANGUAGES = languages_in(FOLDER)


class Noun(NamedTuple):
    """What a plan calls a thing, in the forms that Norwegian has. In English the definite ones carry their article."""

    indefinite: str
    definite: str
    plural: str
    definite_plural: str

    @property
    def one(self) -> str:
        """With the article that English puts before it."""
        return f"{'an' if self.indefinite[:1].lower() in 'aeiou' else 'a'} {self.indefinite}"

    def form(self, name: str) -> str:
        """A form by its name, with a capital where the name has one."""
        text: str = getattr(self, name.lower())
        return text if name.islower() else text[:1].upper() + text[1:]

    def agreeing(self, choices: str) -> str:
        """The one of `common|neuter` or `masculine|feminine|neuter` that agrees with the noun. The first word that the definite form bends tells
        the gender: målet, det strategiske grepet, satsinga, strategien."""
        common, *others = choices.split("|")
        bent = next((word for word in self.definite.split() if word not in self.indefinite.split()), "")
        if bent.endswith("t"):
            return others[-1]
        return others[0] if bent.endswith("a") and len(others) > 1 else common


@dataclass(frozen=True, slots=True)
class Nouns:
    """What a plan calls its goals, by depth, the last for all below it, and its measures; `goal` is that of a depth, the first if none is meant."""

    goals: tuple[Noun, ...]
    measure: Noun
    depth: int = 1

    @property
    def goal(self) -> Noun:
        return self.goals[min(self.depth, len(self.goals)) - 1]

    def at(self, depth: int) -> Self:
        """The same nouns, for what is said of a goal of a depth."""
        return replace(self, depth=depth)


PRESET = "mal-delmal"
"""The nouns of a plan that sets none."""


@cache
def preset_names() -> tuple[str, ...]:
    """The names of the presets of nouns."""
    return tuple(key.removesuffix("-goal") for key in load_words("nouns", DEFAULT) if key.endswith("-goal"))


@cache
def preset_nouns(name: str, language: str) -> Nouns:
    """The nouns that a preset has in a language."""
    words = load_words("nouns", language)
    goals = tuple(Noun(*each.split(", ")) for each in words[f"{name}-goal"].split("; "))
    return Nouns(goals, Noun(*words[f"{name}-measure"].split(", ")))


@cache
def numbers_in_words(language: str) -> Mapping[str, str]:
    """The numbers from two on that people write in words in a language → in digits. One is an article too, and names nothing for sure."""
    told = load_words("nouns", language)["numbers-in-words"].split()
    return {form: str(number) for number, forms in enumerate(told, 2) for form in forms.split("/")}


NOUN = re.compile(r"\{(goal|measure)(?:\.(\w+)|:([^{}]+))\}")


def with_nouns(text: str, language: str, nouns: Nouns | None = None) -> str:
    """A text with its forms of nouns filled in: those of a plan, or the usual ones."""

    def form(place: re.Match[str]) -> str:
        kind, name, choices = place.groups()
        noun: Noun = getattr(nouns or preset_nouns(PRESET, language), kind)
        return noun.form(name) if name else noun.agreeing(choices)

    return NOUN.sub(form, text) if "{" in text else text


class Words(Mapping[str, str]):
    """The words of a catalogue in a language. Those of the default language are read only where a text is missing, or all are asked for."""

    __slots__ = ("_catalogue", "_language", "_nouns", "_own")

    def __init__(self, catalogue: str, language: str, nouns: Nouns | None = None) -> None:
        self._catalogue, self._language, self._nouns = catalogue, language, nouns
        path = FOLDER / language / f"{catalogue}.toml"
        self._own: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8")) if language == DEFAULT or path.is_file() else {}

    def __getitem__(self, key: str) -> str:
        return with_nouns(self.typed(key), self._language, self._nouns)

    def typed(self, key: str) -> str:
        """A text with the places of nouns as they are, for what is put together before the plan is known."""
        text = self._own.get(key)
        if text is None:
            text = self._defaults()[key]
        if text.startswith(SAME):
            catalogue, _, key = text[len(SAME) : -1].rpartition(":")
            return load_words(catalogue or self._catalogue, self._language).typed(key)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter({**self._defaults(), **self._own})

    def __len__(self) -> int:
        return len(self._defaults().keys() | self._own.keys())

    def _defaults(self) -> dict[str, str]:
        return load_words(self._catalogue, DEFAULT)._own


@cache
def load_words(catalogue: str, language: str, nouns: Nouns | None = None) -> Words:
    """The words of a catalogue ("document") in a language, with the nouns of a plan, or those that plans have where they set none."""
    return Words(catalogue, language, nouns)
