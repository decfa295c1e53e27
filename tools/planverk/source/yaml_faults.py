"""Says what is wrong where YAML cannot be read: the place of the slip, which is seldom where the parser stumbled, and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from planverk.diagnostics import Finding, Hint, Location, Position, Replacement, Span

_REMEDIES = (
    ("mapping values are not allowed", "yaml-colon-in-text"),
    ("could not find expected ':'", "yaml-missing-colon"),
    ("did not find expected key", "yaml-indentation"),
    ("did not find expected <document start>", "yaml-indentation"),
    ("expected '-' indicator", "yaml-indentation"),
    ("but found '<block", "yaml-indentation"),
    ("unexpected end of stream", "yaml-unclosed-quote"),
    ("escape c", "yaml-escape"),
    ("expected ',' or", "yaml-unclosed-bracket"),
    ("cannot start any token", "yaml-start-character"),
    ("expected alphabetic or numeric character", "yaml-start-character"),
    ("expected comment or line break", "yaml-start-character"),
    ("are not allowed in this context", "yaml-start-character"),
    ("expected node content", "yaml-start-character"),
    ("expected tag URI", "yaml-start-character"),
)
_OPENED = ("quoted scalar", "simple key", "flow", "alias", "anchor", "tag", "block scalar")
"""What the parser was reading when it stumbled, where the beginning of that is the better place."""

_QUOTED = frozenset({"yaml-colon-in-text", "yaml-start-character", "yaml-unclosed-bracket", "yaml-unclosed-quote", "yaml-after-quote"})
"""Remedies that quotation marks around the text carry out."""

_ITEM_LIKE = frozenset({"yaml-missing-colon", "yaml-start-character", "yaml-indentation"})
_ITEM = re.compile(r"(?P<in> *)(?P<mark>[-–—•*·])(?P<space> *)(?P<text>[^\s:#\"'\[\]{}&!|>%@`-][^:#\"']*)")
"""A line that may be an item of a list: a mark of one, and a text that needs no quotation marks."""

_GOES_ON = ("yaml-indentation", "yaml-missing-colon")
_COMMENT = re.compile(r"[^\s#][ \t]+#")
_ODD = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_STRANGE = re.compile(rf"[ ]*(?:-[ ]+)?(?:[A-Za-z_]+:|-)?(?P<odd>[{_ODD}])|[ ]*[A-Za-z_]+(?P<before>[{_ODD}])[ {_ODD}]*:")
"""A space that is none where YAML looks for one: before a field or an item, after a hyphen, around a colon."""

ODD_ITEM = re.compile(rf"[ {_ODD}]*-[ {_ODD}]*(?<=[{_ODD}])|[{_ODD}][ {_ODD}]*- ")
"""What begins a text that was meant as an item of a list."""
_STUCK_KEY = re.compile(r"\s*(?:- +)?[A-Za-z_]+:(?=\S)")


class _Fault(NamedTuple):
    """Line and column, both from 0, and the remedy."""

    line: int
    column: int
    remedy: str


def syntax_finding(path: str, text: str, first_line: int, error: yaml.YAMLError, bracket: Position | None) -> Finding:
    """The finding for an error of the parser in a YAML text whose first line is line `first_line` of its file. `bracket` is the place of the last
    bracket that was not closed yet.
    """
    lines = text.split("\n")
    fault = _fault(lines, error)
    if fault.line >= len(lines):  # libyaml ends some texts on a line that is not there
        fault = _Fault(len(lines) - 1, len(lines[-1]), fault.remedy)
    place = Position(first_line + fault.line, fault.column + 1)
    if bracket and not "".join((lines[fault.line][fault.column :], *lines[fault.line + 1 :])).strip():
        fault, place = fault._replace(remedy="yaml-unclosed-bracket"), bracket
    if fault.remedy == "yaml-strange-space":
        return strange_space(path, place, lines[fault.line][fault.column])
    return Finding("yaml-syntax", Location(path, Span(place, place)), {}, (_hint(lines, fault),))


def _hint(lines: list[str], fault: _Fault) -> Hint:
    """The remedy; where the line can be shown as it should be, with it."""
    if fault.remedy == "yaml-item" and (item := _ITEM.fullmatch(lines[fault.line])):
        return Hint("yaml-item", {"better": f"- {item['text'].rstrip()}"})
    return quoting_hint(fault.remedy, lines, fault.line) if fault.remedy in _QUOTED else Hint(fault.remedy, {})


def strange_space(path: str, place: Position, char: str) -> Finding:
    """The finding of a sign that looks like a space where YAML looks for one."""
    hint = Hint("yaml-strange-space", {"code": f"U+{ord(char):04X}"})
    return Finding("yaml-syntax", Location(path, Span(place, Position(place.line, place.column + 1))), {}, (hint,))


def _fault(lines: list[str], error: yaml.YAMLError) -> _Fault:
    problem, context = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if opened and any(part in context for part in _OPENED):
        mark = opened
    remedy = next((key for part, key in _REMEDIES if part in problem), "yaml-other")
    fault = _Fault(mark.line, mark.column, remedy) if mark else _Fault(0, 0, remedy)
    if cut := _hash(lines, fault):
        return cut
    if strange := _strange_space(lines, fault):
        return strange
    if item := _item(lines, fault):
        return item
    if remedy == "yaml-colon-in-text":
        return _colon(lines, fault)
    if remedy == "yaml-missing-colon" and (stuck := _STUCK_KEY.match(lines[fault.line])):
        return _Fault(fault.line, stuck.end() - 1, "yaml-missing-space")
    if remedy == "yaml-indentation" and _before(lines, fault).rstrip().endswith(('"', "'", "]", "}")):
        return fault._replace(remedy="yaml-after-quote")
    return fault


def _strange_space(lines: list[str], fault: _Fault) -> _Fault | None:
    """A sign that looks like a space, on the line of the fault, the one above or the one below; word processors make such."""
    for line in (fault.line, fault.line - 1, fault.line + 1):
        if 0 <= line < len(lines) and (found := _STRANGE.match(lines[line])):
            return _Fault(line, found.start("odd" if found["odd"] else "before"), "yaml-strange-space")
    return None


def _item(lines: list[str], fault: _Fault) -> _Fault | None:
    """An item of a list without the space after its hyphen, or with another mark, which stands beside proper items as far in as they."""
    if fault.remedy not in _ITEM_LIKE:
        return None
    for line in (fault.line, fault.line - 1):
        found = _ITEM.fullmatch(lines[line]) if 0 <= line < len(lines) else None
        if found and any(each.startswith(f"{found['in']}- ") for each in (*lines[max(0, line - 1) : line], *lines[line + 1 : line + 2])):
            return _Fault(line, len(found["in"]), "yaml-item")
    return None


def _hash(lines: list[str], fault: _Fault) -> _Fault | None:
    """A sign after which the rest of its line is a comment, where the text or list that it cuts off was to go on."""
    line = fault.line if fault.remedy == "yaml-unclosed-bracket" else fault.line - 1 if fault.remedy in _GOES_ON else -1
    found = _COMMENT.search(lines[line]) if 0 <= line < len(lines) else None
    return _Fault(line, found.end() - 1, "yaml-hash") if found else None


def _colon(lines: list[str], fault: _Fault) -> _Fault:
    """A colon that the parser did not expect: one too many on its line, or the line above lacks its own, or this line stands too far in."""
    before = _before(lines, fault)
    if ": " in before or " " in before.strip().removeprefix("- "):
        return fault
    above = next((number for number in range(fault.line - 1, -1, -1) if lines[number].strip()), None)
    if above is None:
        return fault
    start = len(lines[above]) - len(lines[above].lstrip())
    if stuck := _STUCK_KEY.match(lines[above]):
        return _Fault(above, stuck.end() - 1, "yaml-missing-space")
    if ":" not in lines[above]:
        return _Fault(above, start, "yaml-missing-colon")
    return _Fault(fault.line, len(before) - len(before.lstrip()), "yaml-indentation")


def _before(lines: list[str], fault: _Fault) -> str:
    return lines[fault.line][: fault.column] if fault.line < len(lines) else ""


# --- quotation marks --------------------------------------------------------------------------------------------------

# A line of YAML whose text was to stand in quotation marks, written so that it is read as the author typed it.


_LINE = re.compile(r"(?P<before>[ ]*(?:- +)*(?:[A-Za-z_][\w-]*:[ ]+|(?<=- )))(?P<text>\S.*?)[ ]*\Z")
LONGEST = 400
"""Characters of a line that is proposed; of a longer one, that it needs quotation marks is said."""

MOST_LINES, LARGEST_ABOVE = 1_000, 50_000
"""Lines and characters above a line that is tried, since they are read again with it; the fields of a plan have some hundred."""


def quoting_hint(key: str, lines: Sequence[str], number: int) -> Hint:
    """A hint that says to put a text in quotation marks, with the line as it should be where it can be shown."""
    better = mended_line(lines, number)
    return Hint(key, {"better": better.strip() if better else '"…"'})


def mended_line(lines: Sequence[str], number: int) -> str | None:
    """The line of a number, from 0, with its text in quotation marks; None where it is no field or item with a text, or would not be read so."""
    found = _LINE.match(lines[number]) if number < len(lines) and len(lines[number]) <= LONGEST else None
    if found is None or _goes_on(lines, number, found):
        return None
    above = lines[:number]
    if number > MOST_LINES or sum(map(len, above)) > LARGEST_ABOVE:
        return None
    for typed, said in _quotings(found["text"]):
        line = found["before"] + typed
        if _is_read("\n".join([*above, line]), number, said):
            return line
    return None


def _goes_on(lines: Sequence[str], number: int, found: re.Match[str]) -> bool:
    """Whether the text may go on in the next line, which stands further in."""
    below = next((line for line in lines[number + 1 :] if line.strip()), "")
    return len(below) - len(below.lstrip(" ")) > len(found["before"]) - len(found["before"].lstrip(" "))


def _quotings(text: str) -> Iterator[tuple[str, str]]:
    """Ways to write a text, and what each says: quotation marks that were begun or ended and not the other way are the author's own."""
    bare = text.strip("\"'")
    if bare != text and bare and not {'"', "'"} & set(bare) and text[0] != text[-1]:
        yield _quoted(bare), bare
    yield _quoted(text), text


def _quoted(text: str) -> str:
    return f'"{text}"' if not {'"', "\\"} & set(text) else "'" + text.replace("'", "''") + "'"


def _is_read(text: str, line: int, said: str) -> bool:
    """Whether the last line's text is read as `said`, without an error down to its end."""
    try:
        last: Any = [event for event in yaml.parse(text + "\n", yaml.CLoader) if type(event) is yaml.ScalarEvent][-1]
    except (yaml.YAMLError, IndexError):
        return False
    return bool(last.value == said and last.start_mark.line == line and last.style in ("'", '"'))


# --- text that is read as a comment -----------------------------------------------------------------------------------

# Finds text that YAML drops as a comment, where its author meant it: `title: Tiltak #1` is read as `Tiltak`.
#
# Writers of comments put a space after the sign, and writers of text do not; a number alone after it is hardly a comment either.


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
        whole = _quoted(typed or f"{event.value} {lost}")
        fix = Replacement(Location(path, Span(span.start, place.span.end)), typed, whole, asked=True) if typed else None
        yield Finding("comment-in-text", place, {"text": lost}, (Hint("quote-hash", {"better": whole}), Hint("space-hash", {})), fix)
