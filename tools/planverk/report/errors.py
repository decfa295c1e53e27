"""Puts errors into words: the one place where what stops a command, or a build, gets its text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planverk.catalogue import load_words
from planverk.errors import UserError
from planverk.report.text import safe


def text_of(error: UserError, language: str) -> str:
    """What an error says, in the language that was asked for where it stopped, else in the one given."""
    language = error.language or language
    return load_words("errors", language)[error.key].format_map(in_words(error.facts, language))


def in_words(facts: Mapping[str, object], language: str) -> dict[str, str]:
    """Facts as a text may have them; nothing in them can command a terminal."""
    return {name: _in_words(fact, language) for name, fact in facts.items()}


def _in_words(fact: object, language: str) -> str:
    if isinstance(fact, str | int | Path):
        return safe(str(fact))
    from planverk.report import word  # not before it is needed: it takes longer to load than a check
    from planverk.word.container import Unreadable
    from planverk.word.fault import Fault

    match fact:
        case UserError():
            return text_of(fact, language)
        case Unreadable():
            return safe(word.reason(fact, language))
        case Fault():
            return word.one_line(fact, language)
        case (Fault(), *_):
            return "\n  ".join(_in_words(each, language) for each in fact)
        case tuple():
            return "\n".join(f"  - {_in_words(each, language)}" for each in fact)
        case _:
            return safe(str(fact))
