"""Changes as text for a terminal: by entry, with marks around the words that were deleted and inserted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from textwrap import indent

from planverk.report.difference import Difference, ReportedChange, between, shortened
from planverk.report.terminal import wrapped
from planverk.report.text import painted, safe
from planverk.text_diff import TextChange

DELETED, INSERTED = ("[-", "-]", "31"), ("{+", "+}", "32")
"""What is before and after words that were deleted and inserted, as `git diff --word-diff` writes it, and their colours."""
BOLD = "1"


def report(difference: Difference) -> str:
    """All changes, what follows from them, and the summary."""
    lines = [safe(difference.say("changes-from-to", **difference.named))] if difference.changes else []
    lines += changed(difference)
    lines += [""] if lines else []
    return "\n".join([*lines, wrapped(safe(difference.summary), difference.width, 0)]) + "\n"


def changed(difference: Difference) -> list[str]:
    """The lines that tell all changes, entry by entry, and what follows from them, a blank line before each."""
    lines = []
    for entry in difference.entries:
        lines += ["", painted(wrapped(safe(entry.heading), difference.width, 2), BOLD, difference.colour)]
        lines += [_line(difference, entry.place, 2)] if entry.place else []
        lines += [line for change in entry.changes for line in _change(difference, change)]
    if difference.following:
        lines += ["", painted(difference.words["what-follows"], BOLD, difference.colour)]
        lines += [_line(difference, difference.message(change), 2, "• ") for change in difference.following]
    if difference.numbers:
        lines += ["", painted(difference.words["numbers"], BOLD, difference.colour)]
        lines += [_line(difference, f"{was} → {now}: {title}", 2) for was, now, title in difference.numbers]
    return lines


def indented(difference: Difference, colour: bool, width: int | None) -> str:
    """The same for a stream of that width, two cells in, below a heading of the caller's own; "" where nothing changed."""
    lines = changed(replace(difference, colour=colour, width=width and width - 2))
    return indent("\n".join(lines[1:]), "  ")


def _change(difference: Difference, change: ReportedChange) -> Iterator[str]:
    mark = f" ({difference.words['editorial']})" if change.editorial else ""
    yield _line(difference, change.sentence + mark, 2, "• ")
    for label, value in change.facts:
        yield _line(difference, f"{label}: {value}", 6)
    for passage in change.texts:
        said = "".join(_runs(passage))
        yield coloured(wrapped(" " * 6 + safe(" ".join(said.split())), difference.width, 6), difference.colour)


def _line(difference: Difference, text: str, indent: int, mark: str = "") -> str:
    return wrapped(" " * indent + mark + safe(text), difference.width, indent + len(mark))


def _runs(passage: list[TextChange]) -> Iterator[str]:
    """The runs with marks, long stretches without a change cut to what is around one."""
    for at, run in enumerate(passage):
        if run.same:
            yield shortened(run.after, at == 0, at == len(passage) - 1)
        else:
            yield marked(run.before, DELETED[:2]) + marked(run.after, INSERTED[:2])


def marked(text: str, mark: tuple[str, str]) -> str:
    """The words between marks, the spaces around them outside; marks of the author's own differ from ours by a space."""
    before, words, after = between(text)
    return f"{before}{mark[0]}{words}{mark[1]}{after}" if words else before


def coloured(text: str, wished: bool) -> str:
    """The text with colours inside the marks, on every line that they reach over."""
    if not wished:
        return text
    lines, colour = [], ""
    for line in text.split("\n"):
        lines.append((f"\x1b[{colour}m" if colour else "") + _colours(line))
        colour = _open_at_end(line, colour)
        lines[-1] += "\x1b[0m" if colour else ""
    return "\n".join(lines)


def _colours(line: str) -> str:
    for before, after, code in (DELETED, INSERTED):
        line = line.replace(before, f"\x1b[{code}m{before}").replace(after, f"{after}\x1b[0m")
    return line


def _open_at_end(line: str, colour: str) -> str:
    """The colour that goes on after the line."""
    places = {line.rfind(mark): code for before, after, code in (DELETED, INSERTED) for mark, code in ((before, code), (after, ""))}
    last = max(places)
    return colour if last < 0 else places[last]
