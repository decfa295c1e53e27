"""The one error that is meant for users: what they can mend, as the key of a text and the facts that fill it.

`planverk.report.errors` puts it into words. Everything else that is raised is a bug of ours, or the machine's trouble (OSError, MemoryError).
"""

from __future__ import annotations

from typing import Any


class UserError(Exception):
    """`key` names the text in this package's catalogue, `facts` fill its places.

    A fact may be another UserError, whose text is put in its place, or a tuple of errors or of faults in a Word file, a line each.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts: dict[str, Any] = facts
        self.language = ""
        """The language that was asked for, "" for that of the one who reads it."""

    def __str__(self) -> str:
        """For developers: the key and its facts."""
        return f"{self.key} ({', '.join(f'{name}: {fact}' for name, fact in self.facts.items())})" if self.facts else self.key

    __repr__ = __str__
