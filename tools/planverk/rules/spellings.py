"""Finds the terms of the plan's register where a text spells them otherwise: parted (`selvmord forsøk`), with a hyphen, without the s between the
parts, with oe for ø, or in the other form of Norwegian.

A term and its `forms`, with a usual ending, are how the register spells it; so is the term in another language where there is none in the plan's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from planverk.model.planfile import LANGUAGES
from planverk.model.prose_entries import Definition

SHORTEST = 6
"""Letters, as they are compared; shorter words are too near to others."""

_LONGEST_ENDING = 5
_MOST_WORDS = 3
_LONGEST = 60
"""Letters of a word that may be a term."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALIKE = (("sjølv", "selv"), ("heit", "het"), ("aa", "a"), ("å", "a"), ("oe", "o"), ("ø", "o"), ("ae", "æ"), ("s", ""), ("-", ""), (" ", ""))
_ENDINGS = ("", "e", "a", "n", "t", "r", "en", "et", "er", "ne", "ene", "ane", "ar", "ing", "ingen")
_PARTICIPLE = re.compile(r"(?:ert|erte|ende)$")


class Spelling(NamedTuple):
    """A term that a text spells otherwise, and how the register spells it. `sure` where it is the same word, with the same ending."""

    start: int
    end: int
    better: str
    sure: bool


class Register:
    """The terms of a plan in its language, ready to be looked for."""

    def __init__(self, definitions: Iterable[Definition], language: str) -> None:
        self.known: set[str] = set()
        self.sought: dict[str, str] = {}
        self.others: dict[str, str] = {}
        for definition in definitions:
            self._take(definition, language)
        self.begins = {key[:3] for key in (*self.sought, *self.others)}

    def _take(self, definition: Definition, language: str) -> None:
        own = getattr(definition.term, language, None)
        others = [term for tongue in LANGUAGES if tongue != language and (term := getattr(definition.term, tongue, None))]
        forms = [form for term in ([own] if own else others) for form in term.split("/")] + list(definition.forms)
        for form in filter(None, map(str.strip, forms)):
            self.known.add(form.casefold())
            if len(key := _key(form)) >= SHORTEST:
                self.sought.setdefault(key, form[:1].lower() + form[1:] if form[1:2].islower() else form)  # as within a sentence
        if own:
            for term in others:
                if len(key := _key(term)) >= SHORTEST and "/" not in term:
                    self.others.setdefault(key, own.split("/")[0].lower())

    def spellings_in(self, text: str) -> Iterator[Spelling]:
        """Where a text spells a term in a way that the register does not know, from left to right."""
        words, done = list(_WORD.finditer(text)), 0
        for number, word in enumerate(words):
            if word.start() >= done and len(word[0]) <= _LONGEST and _key(word[0])[:3] in self.begins | {""}:
                found = next(self._from(text, words, number), None)
                if found:
                    yield found
                    done = found.end

    def _from(self, text: str, words: list[re.Match[str]], number: int) -> Iterator[Spelling]:
        """The spellings that begin with a word: of that alone, then with those after it, a single space between."""
        start = words[number].start()
        for last in words[number : number + _MOST_WORDS]:
            if len(last[0]) > _LONGEST:
                return
            between = text[words[number].end() : last.start()] if last is not words[number] else ""
            if last is not words[number] and not self._may_go_on(between, last[0]):
                return
            raw = re.sub(r"\s", " ", text[start : last.end()])
            found = None if self._is_known(raw.casefold()) else self._meant(raw)
            if found:
                yield Spelling(start, last.end(), *found)

    def _may_go_on(self, between: str, word: str) -> bool:
        """True where a word may be the second part of a term: an ending or a word like `basert` is right there."""
        return bool(re.fullmatch(r"(?:\s[^\W\d_-]+)*\s", between)) and len(word) >= 4 and not _PARTICIPLE.search(word)

    def _is_known(self, text: str) -> bool:
        return any(text[: len(text) - cut] in self.known for cut in range(min(_LONGEST_ENDING, len(text) - 1) + 1))

    def _meant(self, text: str) -> tuple[str, bool] | None:
        key = _key(text)
        for ending in _ENDINGS:
            stem = key.removesuffix(ending) if key.endswith(ending) else ""
            if stem in self.sought:
                better = self.sought[stem] + ending
                return (better[:1].upper() + better[1:] if text[:1].isupper() else better), True
            if stem in self.others:
                return self.others[stem], False
        return None


@lru_cache(maxsize=50_000)
def _key(text: str) -> str:
    """What spellings of one word have in common."""
    key = text.casefold().replace("\u00a0", " ")
    for one, other in _ALIKE:
        key = key.replace(one, other)
    return key
