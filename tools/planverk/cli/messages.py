"""The words of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from planverk.catalogue import DEFAULT, LANGUAGES, load_words
from planverk.errors import Note, UserError


def language() -> str:
    """The language of messages where no option tells: PLANVERK_LANG, else bokmål."""
    wished = os.environ.get("PLANVERK_LANG", DEFAULT)
    return wished if wished in LANGUAGES else DEFAULT


def say(key: str, *, tongue: str = "", **facts: object) -> str:
    """A text of the command line's catalogue with its places filled, in the language given or else in that of messages."""
    if not facts:
        return load_words("cli", tongue or language())[key].format_map({})
    return in_words(Note(key, **facts), tongue)


def help_text(key: str) -> str:
    """A text for a page of help, with the places of the plan's nouns as they are: `click_messages` fills them in when the page is shown."""
    return load_words("cli", language()).typed(key)


def in_words(note: Note, tongue: str = "") -> str:
    """A note's text."""
    from planverk.report.errors import text_of

    return text_of(note, tongue or language())


def tell(note: Note, tongue: str = "") -> None:
    """Shows a note on standard error, while a command goes on."""
    click.echo(in_words(note, tongue), err=True)


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Lets errors say in this language what stopped the command."""
    try:
        yield
    except UserError as error:
        error.language = tongue
        raise
