"""A line of YAML whose text was to stand in quotation marks, written so that it is read as the author typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

import yaml

from planverk.diagnostics import Hint

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
    bare = text.strip("\"'") if text[0] in "\"'" or text[-1] in "\"'" else ""
    if bare and not {'"', "'"} & set(bare) and (text[0] in "\"'") != (text[-1] in "\"'" and len(text) > 1):
        yield _quoted(bare), bare
    if bare and not {'"', "'"} & set(bare) and text[0] in "\"'" and text[-1] in "\"'" and text[0] != text[-1]:
        yield _quoted(bare), bare
    yield _quoted(text), text


def _quoted(text: str) -> str:
    return f'"{text}"' if not {'"', "\\"} & set(text) else "'" + text.replace("'", "''") + "'"


def _is_read(text: str, line: int, said: str) -> bool:
    """Whether the last line's text is read as `said`, without an error down to its end."""
    loader = yaml.CLoader(text + "\n")
    try:
        events = iter(loader.get_event, None)
        found: list[Any] = [
            event for event in takewhile(lambda event: type(event) is not yaml.StreamEndEvent, events) if type(event) is yaml.ScalarEvent
        ]
    except yaml.YAMLError:
        return False
    finally:
        loader.dispose()
    return bool(found) and found[-1].value == said and found[-1].start_mark.line == line and found[-1].style in ("'", '"')
