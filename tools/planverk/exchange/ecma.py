"""A municipality's own patterns as ECMA-262 writes them in Unicode mode, in which JSON Schema reads every pattern.

That mode knows no needless escapes, reads a hyphen between two members of a set as a range, and takes `\\w` for the letters of English alone; the
language of `model/patterns.py` has all letters, and is more lenient.
"""

from __future__ import annotations

from typing import Any

_OWN_MEANING = frozenset("^$\\.*+?()[]{}|/")
_OWN_MEANING_IN_A_SET = frozenset("()[]{}/-\\|^")
_KINDS = {"d": r"\p{Nd}", "w": r"\p{L}\p{N}_", "s": r"\s"}
_DATA = frozenset(("const", "enum", "default", "examples"))


def in_unicode_mode(schema: Any) -> Any:
    """A schema, or a part of one, with every pattern in it rewritten; what is data and no schema stays."""
    if isinstance(schema, dict):
        return {key: value if key in _DATA else _rewritten(key, value) for key, value in schema.items()}
    return [in_unicode_mode(each) for each in schema] if isinstance(schema, list | tuple) else schema


def _rewritten(key: str, value: Any) -> Any:
    return unicode_pattern(str(value)) if key == "pattern" and isinstance(value, str) else in_unicode_mode(value)


def unicode_pattern(text: str) -> str:
    """A pattern that `model/own_patterns.py` reads, in the form that means the same in Unicode mode."""
    made, at = "", 0
    while at < len(text):
        if text[at] == "[":
            part, at = _set(text, at + 1)
        else:
            part, at = _escaped(text, at, _OWN_MEANING) if text[at] == "\\" else (text[at], at + 1)
            part = f"[{part}]" if part == _KINDS["w"] else part
        made += part
    return made


def _set(text: str, at: int) -> tuple[str, int]:
    """A set from behind its first bracket, and where it ends. As the check reads it, a first `]` is a member, and no escape begins a range."""
    refuses = text[at : at + 1] == "^"
    at, members = at + refuses, list[str]()
    while at < len(text) and (text[at] != "]" or not members):
        if text[at] == "\\":
            member, at = _escaped(text, at, _OWN_MEANING | {"-"})
        elif text[at + 1 : at + 2] == "-" and text[at + 2 : at + 3] not in ("]", ""):
            member, at = f"{_member(text[at])}-{_member(text[at + 2])}", at + 3
        else:
            member, at = _member(text[at]), at + 1
        members.append(member)
    return "[" + "^" * refuses + "".join(members) + "]", at + 1


def _escaped(text: str, at: int, meaning: frozenset[str]) -> tuple[str, int]:
    sign = text[at + 1 : at + 2]
    return _KINDS.get(sign) or ("\\" if sign in meaning else "") + sign, at + 2


def _member(sign: str) -> str:
    return f"\\{sign}" if sign in _OWN_MEANING_IN_A_SET else sign
