"""Findings as text: a line, the source line with a caret under the place, then hints; and the summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planverk.catalogue import load_words
from planverk.diagnostics import Diagnostic, Location, Severity

WIDEST = 110
"""Characters of a source line that are shown; a longer one is cut to what stands around the place."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def format_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], language: str, colour: bool = False) -> str:
    """All findings, a blank line between them, "" where there are none. `texts` gives the files' texts by path."""
    words = load_words("planverk.report", language)
    return "\n".join("\n".join(_lines(diagnostic, texts, words, colour)) + "\n" for diagnostic in diagnostics)


def format_summary(diagnostics: Iterable[Diagnostic], entries: int, language: str) -> str:
    """One line: how many entries were checked, and how many findings there are of each severity."""
    words = load_words("planverk.report", language)
    found = [diagnostic.severity for diagnostic in diagnostics]
    parts = []
    for severity in Severity:
        count = found.count(severity)
        parts.append(words[f"{severity.value}-{'one' if count == 1 else 'many'}"].format(count=count))
    return words["summary"].format(entries=entries, findings=", ".join(parts))


def _lines(diagnostic: Diagnostic, texts: Mapping[str, str], words: Mapping[str, str], colour: bool) -> Iterator[str]:
    location, severity = diagnostic.location, diagnostic.severity
    line, column = location.span.start
    mark = f"{severity.value}[{diagnostic.rule}]"
    yield f"{_safe(location.path)}:{line}:{column}: {_paint(mark, _COLOURS[severity], colour)}: {_safe(diagnostic.message)}"
    source = _source_line(location, texts)
    gutter = " " * len(str(line))
    if source is not None:
        shown, start, length = _cut(source, column - 1, _length(location, source))
        yield f"{gutter} |"
        yield f"{line} | {_safe(shown)}".rstrip()
        yield f"{gutter} | {' ' * start}{_paint('^' * length, _COLOURS[severity], colour)}"
    for hint in diagnostic.hints:
        yield f"{gutter} = {_safe(hint)}"


def _source_line(location: Location, texts: Mapping[str, str]) -> str | None:
    lines = texts.get(location.path, "").split("\n")
    number = location.span.start.line
    return lines[number - 1] if number <= len(lines) and lines != [""] else None


def _length(location: Location, source: str) -> int:
    """How many carets: the span, to the end of its first line; at least one."""
    start, end = location.span
    last = end.column - 1 if end.line == start.line else len(source.rstrip())
    return max(1, last - (start.column - 1))


def _cut(source: str, start: int, length: int) -> tuple[str, int, int]:
    """The part of a long line around the place, and where the place stands in it."""
    if len(source) <= WIDEST:
        return source, start, length
    low = max(0, min(start - WIDEST // 3, len(source) - WIDEST))
    shown = source[low : low + WIDEST]
    before, after = "… " if low else "", " …" if low + WIDEST < len(source) else ""
    return before + shown + after, start - low + len(before), min(length, WIDEST - (start - low))


def _safe(text: str) -> str:
    """The text without anything that a terminal could take for a command."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else f"\\x{ord(c):02x}" for c in text)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
