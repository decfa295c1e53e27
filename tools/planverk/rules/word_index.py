"""Which of many words a text may hold, and which of many texts may hold a word: looked up instead of looked for, so that a plan with many terms is
checked in the time that its texts take.

What is found here is a candidate: the pattern of the word has the last say, and needs to be tried on candidates only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """A text in which all that `re.IGNORECASE` takes for the same is the same, sign by sign: what begins alike begins alike here.

    `casefold` alone would tell the i without a dot, and the capital with one, from i.
    """
    return text.replace("ı", "i").replace("İ", "i").casefold()


def words_of(text: str) -> set[str]:
    """The words of a text, folded."""
    return {*_WORD.findall(folded(text))}


class Sought:
    """Phrases, ready to tell which of them a text may hold where each begins a word and one of the endings may follow."""

    def __init__(self, phrases: Iterable[str], endings: Iterable[str]) -> None:
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []
        """Phrases that begin with no word."""
        endings = tuple(endings)
        for number, phrase in enumerate(map(folded, phrases)):
            first = _WORD.match(phrase)
            if first is None:
                self._always.append(number)
                continue
            for ending in endings if first[0] == phrase else ("",):
                self._by_word.setdefault(first[0] + ending, []).append(number)

    def within(self, text: str) -> list[int]:
        """The numbers of the phrases that a text may hold, in order."""
        if not self._by_word:
            return self._always
        return sorted({*self._always, *(number for word in words_of(text) for number in self._by_word.get(word, ()))})


class Texts:
    """Texts by key, ready to tell which of them may hold a phrase that begins a word and may have an ending."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._texts = dict(texts)
        self._keys: dict[str, list[str]] = {}
        for key, text in self._texts.items():
            for word in words_of(text):
                self._keys.setdefault(word, []).append(key)
        self._words = sorted(self._keys)

    def with_phrase(self, phrase: str) -> Iterator[tuple[str, str]]:
        """Keys and texts that may hold a phrase, some of them more than once; all where it begins with no word."""
        phrase = folded(phrase)
        *whole, last = _WORD.findall(phrase) or [""]
        if not _WORD.match(phrase):
            yield from self._texts.items()
        elif whole:  # of several words all but the last stand there as they are: the rarest tells most
            yield from self._of(min(whole, key=lambda word: len(self._keys.get(word, ()))))
        else:
            for word in islice(self._words, bisect_left(self._words, last), None):
                if not word.startswith(last):
                    return
                yield from self._of(word)

    def _of(self, word: str) -> Iterator[tuple[str, str]]:
        return ((key, self._texts[key]) for key in self._keys.get(word, ()))
