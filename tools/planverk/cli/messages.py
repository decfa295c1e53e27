"""The words of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from planverk.catalogue import DEFAULT, LANGUAGES, load_words
from planverk.errors import UserError


def language() -> str:
    """The language of messages where no option tells: PLANVERK_LANG, else bokmål."""
    wished = os.environ.get("PLANVERK_LANG", DEFAULT)
    return wished if wished in LANGUAGES else DEFAULT


def say(key: str, *, tongue: str = "", **facts: object) -> str:
    """A text of the command line's catalogue with its places filled, in the language given or else in that of messages."""
    text = load_words("cli", tongue or language())[key]
    if not facts:
        return text.format_map({})
    from planverk.report.errors import in_words

    return text.format_map(in_words(facts, tongue or language()))


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Lets errors say in this language what stopped the command."""
    try:
        yield
    except UserError as error:
        error.language = tongue
        raise
