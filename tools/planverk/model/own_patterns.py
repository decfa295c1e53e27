"""The `pattern` of a JSON Schema, in the language of `model/patterns.py`, so that no pattern can make a check take for ever.

A JSON Schema looks for its pattern anywhere in a text, and `^` and `$` tie it to the ends. Both are understood there and nowhere else.
"""

from __future__ import annotations

from functools import lru_cache

from planverk.model.patterns import Pattern, PatternError, read_pattern

_ANYTHING = "(.*)"


@lru_cache(maxsize=300)
def read_schema_pattern(text: str) -> Pattern:
    """The pattern for `fits`. PatternError, its place counted in `text`, where it is none or one that editors would read in another way."""
    starts, ends = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
    inner = text[starts : len(text) - ends]
    try:
        if not inner and not (starts and ends):
            return read_pattern(_ANYTHING)
        read_pattern(inner)
        split = _alternative(inner) if starts or ends else None
        if split is not None:
            raise PatternError(split)
        return read_pattern(("" if starts else _ANYTHING) + f"({inner})" + ("" if ends else _ANYTHING))
    except PatternError as error:
        raise PatternError(min(error.at + starts, len(text))) from None


def _alternative(text: str) -> int | None:
    """Where a `|` stands outside all brackets: `^a|b$` ties a to the start and b to the end, and few who write it mean that."""
    depth, in_set, at = 0, False, 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            return at
        at += 1
    return None
