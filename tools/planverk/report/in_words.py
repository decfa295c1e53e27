"""Prose as a reader meets it, for lists of changes: links by their texts, sources by their titles, no marks of Markdown, no ids."""

from __future__ import annotations

import re

from planverk.compare.naming import Naming

_START = re.compile(r"^(?:> ?)*(?:#{1,6} )?|^\| (?=.*\|$)", re.MULTILINE)
_END = re.compile(r" \|$", re.MULTILINE)
_POINT = re.compile(r"(^|\n)\s*- ")
_NOTE = re.compile(r"^\[\^[^\]\s]+\]: ")
_TOKEN = re.compile(
    r"\\(?P<sign>.)|!?\[(?P<text>(?:[^\[\]\\]|\\.)*)\]\((?P<target><(?:[^<>\\\n]|\\.)*>|[^)\n]*)\)"
    r"|\[(?P<cited>@[^\]]+)\]|(?P<note>\[\^[^\]\s]+\])|(?P<mark>\*+|(?<![^\W_])_+|_+(?![^\W_]))",
    re.DOTALL,
)
_OUTSIDE = ("http:", "https:", "mailto:", "tel:", "lang:")
_SOURCE = re.compile(r"@([^\s,;\]]+)")


def in_words(markdown: str, naming: Naming, footnote: str, targets: bool = False) -> str:
    """A paragraph, a point or a row in the form of `compare.markdown`, as it is read; with where its links lead where that is asked for."""

    def said(found: re.Match[str]) -> str:
        if found["sign"]:
            return found["sign"]
        if found["cited"]:
            return f"({_SOURCE.sub(lambda each: naming.within(f'source:{each[1]}'), found['cited'])})"
        if found["note"]:
            return f"[{footnote}]"
        if found["mark"]:
            return ""
        text, target = _TOKEN.sub(said, found["text"]), found["target"].strip("<>")
        named = target if target.startswith(_OUTSIDE) else naming.within(target)
        return named if not text else f"{text} ({named})" if targets and text != named else text

    plain = _POINT.sub(r"\1• ", _END.sub("", _START.sub("", _NOTE.sub(f"{footnote.capitalize()}: ", markdown))))
    return " ".join(_TOKEN.sub(said, plain).split())


def pair_in_words(before: str, after: str, old: Naming, new: Naming, footnote: str) -> tuple[str, str]:
    """Both sides of a change in words, with where the links lead where that changed; as they are typed where words would not tell all: another level,
    other notes, emphasis alone."""
    if not before or not after:
        return in_words(before, old, footnote), in_words(after, new, footnote)
    targets = _all(before, "target") != _all(after, "target")
    said = in_words(before, old, footnote, targets), in_words(after, new, footnote, targets)
    untold = _START.findall(before) != _START.findall(after) or _all(before, "note") != _all(after, "note") or said[0] == said[1]
    return (before, after) if untold else said


def _all(markdown: str, group: str) -> list[str]:
    return [found[group] for found in _TOKEN.finditer(markdown) if found[group]]
