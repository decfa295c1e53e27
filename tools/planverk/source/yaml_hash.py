"""Finds text that YAML drops as a comment, where its author meant it: `title: Tiltak #1` is read as `Tiltak`.

Writers of comments put a space after the sign, and writers of text do not; a number alone after it is hardly a comment either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planverk.diagnostics import Finding, Hint, Location, Position, Replacement, Span

CUT = re.compile(r"(?<![ \t])[ \t]++(?P<lost>#(?:[^\s#!][^\n]*|[ \t]*+[0-9]++[ \t]*+$))", re.MULTILINE)
"""What stands after a value on its line, where it looks like a part of the value."""


def cut_finding(path: str, lines: list[str], event: Any, span: Span) -> Iterator[Finding]:
    """The finding that a scalar's line goes on after it with what YAML drops. `lines` are those that the event's marks count, `span` its place in
    the file.
    """
    line, end = event.end_mark.line, event.end_mark.column
    found = CUT.match(lines[line], end) if line < len(lines) else None
    if found and event.value and event.style not in ("|", ">"):  # an empty value is empty-text, whose remedy speaks of # too
        lost = found["lost"].rstrip()
        start = span.end.column + found.start("lost") - end
        stop = start + len(lost)
        place = Location(path, Span(Position(span.end.line, start), Position(span.end.line, stop)))
        typed = lines[line][event.start_mark.column : found.start("lost") + len(lost)] if event.start_mark.line == line and not event.style else ""
        whole = _in_quotes(typed or f"{event.value} {lost}")
        fix = Replacement(Location(path, Span(span.start, place.span.end)), typed, whole, asked=True) if typed else None
        yield Finding("comment-in-text", place, {"text": lost}, (Hint("quote-hash", {"better": whole}), Hint("space-hash", {})), fix)


def _in_quotes(text: str) -> str:
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
