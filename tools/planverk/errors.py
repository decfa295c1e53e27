"""Texts for users that the code names by key, and the one error that is meant for users: what they can mend.

`planverk.report.errors` puts them into words. Everything else that is raised is a bug of ours, or the machine's trouble (OSError, MemoryError).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Text:
    """A text of a catalogue by its key, with the facts that fill its places.

    A fact may be another text, which is put into words in its place, or a tuple of texts or of faults in a Word file, a line each. The fact `nouns`
    is a function from a language to what the plan calls its goals and measures in it.
    """

    catalogue = "errors"

    def __init__(self, key: str, **facts: object) -> None:
        self.key = key
        self.facts: dict[str, Any] = facts

    def __str__(self) -> str:
        """For developers: the key and its facts."""
        return f"{self.key} ({', '.join(f'{name}: {fact}' for name, fact in self.facts.items())})" if self.facts else self.key

    __repr__ = __str__


class UserError(Text, Exception):
    """Why something could not be done."""

    language = ""
    """The language that was asked for where it stopped, "" for that of the one who reads it."""


class Note(Text):
    """Something worth saying that stops nothing."""

    catalogue = "cli"


Tell = Callable[[Note], None]
"""Shows a note while the work goes on."""


def silent(note: Note) -> None:
    """Shows no note."""
