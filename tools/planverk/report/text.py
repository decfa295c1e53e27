"""Findings as text: a line, the source line with a caret under the place, then hints; and the summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from planverk.catalogue import load_words
from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome
from planverk.report.terminal import NARROWEST, cells, is_mark, wrapped

WIDEST = 110
"""Characters of a source line that are shown; a longer one is cut to what is around the place."""

HANGING = 4
"""Cells by which the second line of a message is indented."""

COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def report(outcome: Outcome) -> str:
    """The findings and the summary; the notes by kind, unless every one is asked for."""
    shown, kinds = (outcome.diagnostics, []) if outcome.every else apart(outcome.diagnostics)
    text = format_text(shown, outcome.texts, outcome.language, outcome.colour, outcome.width)
    if kinds:
        text += ("\n" if text else "") + _notes(kinds, outcome)
    summary = format_summary(outcome.diagnostics, outcome.entries, outcome.language, len(outcome.rules), outcome.revision)
    return (text + "\n" if text else "") + wrapped(summary, outcome.width, 0) + "\n"


def format_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], language: str, colour: bool = False, width: int | None = None) -> str:
    """All findings, a blank line between them, "" where there are none. `texts` gives the files' texts by path; lines break at `width` cells."""
    words = load_words("report", language)
    return "\n".join("\n".join(_lines(diagnostic, texts, words, colour, width)) + "\n" for diagnostic in diagnostics)


def _notes(kinds: Sequence[Kind], outcome: Outcome) -> str:
    """A line a kind of notes, with the place of one that is alone and the number of others, and how to see them all."""
    words = load_words("report", outcome.language)
    lines = []
    for kind in kinds:
        mark = f"{Severity.INFO.value}[{kind.rule}]"
        path, span = kind.notes[0].location
        alone = len(kind.notes) == 1
        line = f"{safe(path)}:{span.start.line}:{span.start.column}: " if alone else ""
        line += f"{mark}: {safe(kind.message)}" + ("" if alone else words["notes-of-kind"].format(count=len(kind.notes)))
        lines.append(wrapped(line, outcome.width, HANGING).replace(mark, painted(mark, COLOURS[Severity.INFO], outcome.colour), 1))
    return "\n".join([*lines, wrapped(words["notes-summed"], outcome.width, 0)]) + "\n"


def format_summary(diagnostics: Iterable[Diagnostic], entries: int, language: str, rules: int = 0, revision: str | None = None) -> str:
    """One line: how many entries were checked, by how many rules (0 says nothing of them), at which revision, and the findings of each severity."""
    words = load_words("report", language)
    findings = counted([diagnostic.severity for diagnostic in diagnostics], language)
    key = "summary-revision" if revision else "summary-rules" if rules else "summary"
    files = _number(words, "checked-file", entries)
    return words[key].format(files=files, findings=findings, rules=_number(words, "checked-rule", rules), revision=safe(revision or ""))


def counted(found: Sequence[Severity], language: str, none: bool = True) -> str:
    """How many findings there are of each severity, in words: "0 feil, 3 advarsler, 45 merknader"; with `none`, those of which there are none too."""
    words = load_words("report", language)
    return ", ".join(_number(words, severity.value, found.count(severity)) for severity in Severity if none or severity in found)


def _number(words: Mapping[str, str], name: str, count: int) -> str:
    return words[f"{name}-{'one' if count == 1 else 'many'}"].format(count=count)


def _lines(diagnostic: Diagnostic, texts: Mapping[str, str], words: Mapping[str, str], colour: bool, width: int | None) -> Iterator[str]:
    location, code = diagnostic.location, COLOURS[diagnostic.severity]
    (line, column), end = location.span
    mark = f"{diagnostic.severity.value}[{diagnostic.rule}]"
    head = wrapped(f"{safe(location.path)}:{line}:{column}: {mark}: {safe(diagnostic.message)}", width, HANGING)
    yield head.replace(mark, painted(mark, code, colour), 1)
    lines, gutter = texts.get(location.path, "").split("\n"), " " * len(str(line))
    if line <= len(lines) and lines != [""]:
        source = lines[line - 1]
        last = end.column - 1 if end.line == line else len(source.rstrip())  # of the first line, where a place has several
        view = _view(source, column - 1, max(1, last - (column - 1)), _room(source, gutter, width))
        yield f"{gutter} |"
        yield f"{line} | {safe(view.shown)}".rstrip()
        yield f"{gutter} | {' ' * view.before}{painted('^' * view.carets, code, colour)}"
    for hint in diagnostic.hints:
        yield wrapped(f"{gutter} = {safe(hint)}", width, len(gutter) + 3)


_COMMAND = re.compile(r"(#)(#)(?=\[|vso\[)|(?:\A(\s*))(:)(?=:)", re.IGNORECASE)
"""What runners read as a command: GitHub's `::add-mask::` where a line begins, `##[…]` and Azure's `##vso[…]` anywhere."""


class _View(NamedTuple):
    """What is shown of a source line, the cells before the carets, and how many carets there are."""

    shown: str
    before: int
    carets: int


def _room(source: str, gutter: str, width: int | None) -> int:
    """How many characters of a source line have room beside the gutter and two ellipses."""
    if width is None or cells(safe(source)) + len(gutter) + 3 <= width:
        return WIDEST
    room = max(width, NARROWEST) - len(gutter) - 7
    return min(WIDEST, room * len(source) // max(1, cells(safe(source))))


def _view(source: str, start: int, length: int, room: int) -> _View:
    """The part of a line around the place, and where the place is in it."""
    if len(source) > room:
        low = max(0, min(start - room // 3, len(source) - room))
        before, after = "… " if low else "", " …" if low + room < len(source) else ""
        length = min(length, room - (start - low))
        source, start = before + source[low : low + room] + after, start - low + len(before)
    place = start
    while 0 < place < len(source) and source[place].isprintable() and is_mark(source[place]):
        place -= 1  # a combining mark shares the cell of what it combines with
    return _View(source, cells(safe(source[:place])), max(1, cells(safe(source[place : start + length]))))


def safe(text: str) -> str:
    """The text without anything that a terminal, or a runner that reads the log of a job, could take for a command."""
    shown = "".join(c if c.isprintable() else " " if c in "\t\n" else f"\\x{ord(c):02x}" for c in text)
    return _COMMAND.sub(lambda found: "#\\x23" if found[1] else f"{found[3]}\\x3a", shown) if "##" in shown or "::" in shown else shown


def painted(text: str, code: str, colour: bool) -> str:
    """The text in a colour, or in bold type, by its ANSI code, where there are to be colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


# --- notes summed up --------------------------------------------------------------------------------------------------

# Notes summed up by kind: what many of them say alike, in one line.


_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Kind:
    """The notes of one rule, in order of place."""

    rule: str
    notes: tuple[Diagnostic, ...]

    @property
    def message(self) -> str:
        """What they say."""
        return in_common([note.message for note in self.notes])


def in_common(messages: Sequence[str]) -> str:
    """What messages say alike, with an ellipsis for what each says otherwise; at least one message."""
    taken = [_PIECE.findall(message) for message in dict.fromkeys(messages)]
    first = taken[0]
    if len(taken) == 1:
        return messages[0]
    head = _shared(taken)
    tail = _shared([pieces[head:][::-1] for pieces in taken])
    return "".join([*first[:head], "…", *first[len(first) - tail :]])


def _shared(sequences: Sequence[Sequence[str]]) -> int:
    """How many items all the sequences begin with in common."""
    return sum(1 for _ in takewhile(lambda items: len({*items}) == 1, zip(*sequences, strict=False)))


def apart(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Kind]]:
    """Findings that somebody has to look at, errors and warnings; and the notes, which say what readers see too, by rule."""
    notes = [each for each in diagnostics if each.severity is Severity.INFO]
    rules = sorted({note.rule for note in notes})
    kinds = [Kind(rule, tuple(note for note in notes if note.rule == rule)) for rule in rules]
    return [each for each in diagnostics if each.severity is not Severity.INFO], kinds
