"""The one error of this room."""

from __future__ import annotations


class TypesettingError(Exception):
    """The document can't be typeset in a way that keeps its promises; the message says what is wrong and where."""
