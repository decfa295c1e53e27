"""What a command says when it cannot go on, and the words of the command line."""

from __future__ import annotations

import os

from planverk.catalogue import DEFAULT, LANGUAGES, load_words


def language() -> str:
    """The language of messages where no option tells: PLANVERK_LANG, else bokmål."""
    wished = os.environ.get("PLANVERK_LANG", DEFAULT)
    return wished if wished in LANGUAGES else DEFAULT


def say(key: str, *, tongue: str = "", **facts: object) -> str:
    """A text of the command line's catalogue with its places filled, in the language given or else in that of messages."""
    return load_words("cli", tongue or language())[key].format_map({name: str(value) for name, value in facts.items()})


class Stop(Exception):
    """The call was wrong, or something it needs is missing: exit code 2 with a text of the catalogue."""

    def __init__(self, key: str, *, tongue: str = "", **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.text = say(key, tongue=tongue, **facts)
