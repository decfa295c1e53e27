"""Puts errors and notes into words: the one place where what stops a command, or is said along its way, gets its text."""

from __future__ import annotations

import errno
from pathlib import Path

from planverk.catalogue import load_words
from planverk.errors import Text, UserError
from planverk.report.text import safe


def text_of(text: Text, language: str) -> str:
    """What an error or a note says, in the language that an error asks for, else in the one given. Nothing in it can command a terminal."""
    language = (text.language if isinstance(text, UserError) else "") or language
    facts = {name: _in_words(fact, language) for name, fact in text.facts.items() if name != "nouns"}
    nouns = text.facts["nouns"](language) if "nouns" in text.facts else None
    return load_words(text.catalogue, language, nouns)[text.key].format_map(facts)


def machine_problem(error: OSError, language: str) -> str:
    """Why the machine refused, without the names of files; in the system's own words where the catalogue has none."""
    code = errno.errorcode.get(error.errno or 0, "")
    return load_words("cli", language).get(f"machine-{code}") or safe(error.strerror or str(error))


def _in_words(fact: object, language: str) -> str:
    if isinstance(fact, str | int | Path):
        return safe(str(fact))
    if isinstance(fact, Text):
        return text_of(fact, language)
    if isinstance(fact, OSError):
        return machine_problem(fact, language)
    from planverk.report import word  # not before it is needed: it takes longer to load than a check
    from planverk.word.fault import Fault

    match fact:
        case Fault():
            return word.one_line(fact, language)
        case (Fault(), *_):
            return "\n  ".join(_in_words(each, language) for each in fact)
        case tuple():
            return "\n".join(f"  - {_in_words(each, language)}" for each in fact)
        case _:
            return safe(str(fact))
