"""A file of a plan as segments, each of which can be decided apart: a field, a paragraph, a point of a list, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planverk.text_diff import likeness, opcodes, paired, words_of

BODY = "body"
WHOLE = ""
"""The name of the one segment of a file that is decided as a whole."""
_FRONT = re.compile(r"(---[ \t]*\n)(.*?)(^---[ \t]*(?:\n|\Z)\s*)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^(?=[^\s#\-\]}])", re.MULTILINE)
_PART = re.compile(r"^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]|^\|")
_RULER = re.compile(r"\|?[\s:|-]*-[\s:|-]*\Z")
_HEADING = re.compile(r"#{1,6} .*\Z")
_ALIKE = 0.35


class Segment(NamedTuple):
    """A piece of a file: the field that it is or BODY, its text, and the empty lines after it."""

    name: str
    text: str
    gap: str = "\n"

    @property
    def key(self) -> str:
        """What it says, however its lines are broken."""
        return " ".join(self.text.split())

    @property
    def is_part(self) -> bool:
        """Whether it is a point or a row, which stands right below the one before."""
        return self.name == BODY and bool(_PART.match(self.text))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, its header included."""
        return self.is_part and self.text.startswith("|")

    @property
    def is_header(self) -> bool:
        """Whether it is the header of a table with the line below, before which another table ends."""
        return self.is_row and bool(_RULER.match("".join(self.text.split("\n")[1:2]).strip()))


@dataclass(frozen=True, slots=True)
class Segments:
    """A file: what stands before its fields, between those and the prose, and the segments. `newline` is how its lines end."""

    head: str
    between: str
    parts: tuple[Segment, ...]
    newline: str = "\n"


def segments_of(path: str, data: bytes) -> Segments:
    """The segments of a file; one alone of a file that is neither fields nor prose."""
    if not path.endswith((".md", ".yaml")):
        return Segments("", "", (Segment(WHOLE, data.decode("utf-8", "surrogateescape"), ""),))
    text = data.decode("utf-8", "surrogateescape")
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    if path.endswith(".yaml"):
        return Segments("", "", tuple(_fields(text)), newline)
    front = _FRONT.match(text)
    if front is None:
        return Segments("", "", tuple(_blocks(text)), newline)
    return Segments(front[1], front[3], (*_fields(front[2]), *_blocks(text[front.end() :])), newline)


def _fields(text: str) -> Iterator[Segment]:
    starts = [found.start() for found in _FIELD.finditer(text)]
    for number, (start, end) in enumerate(zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True) if starts else [(0, len(text))]):
        name = text[starts[number] if starts else 0 : end].partition(":")[0].strip("\"'")
        yield Segment(name, text[start:end], "")


def _blocks(text: str) -> Iterator[Segment]:
    lines: list[str] = []
    gap = ""
    below = False
    for line in [*text.splitlines(keepends=True), None]:
        ends = line is None or (gap and line.strip()) or (line.strip() and lines and _begins(line, lines, below))
        if ends and lines:
            yield Segment(BODY, "".join(lines).removesuffix("\n"), "\n" + gap)
            below = not gap and lines[0].startswith("|")
            lines, gap = [], ""
        if line is not None and not line.strip():
            gap += line
        elif line is not None:
            lines.append(line)


def _begins(line: str, lines: Sequence[str], below: bool) -> bool:
    """Whether a line begins a segment right below another one. A row does below a row only, and the line below a table's header belongs to that;
    `below` tells that the other one is right below a row itself, so that it is no header."""
    if not line.startswith("|"):
        return bool(_PART.match(line))
    return lines[0].lstrip().startswith("|") and (below or len(lines) > 1 or not _RULER.match(line.strip()))


# --- what became of them ---

Slot = tuple[Segment | None, Segment | None]
"""A segment as it was and as it is proposed; None on the side that lacks it."""


def slots_of(before: Segments, after: Segments) -> list[Slot]:
    """Every segment of both, in order, beside what it became. Fields go by their names, prose by its order and its words."""
    old_fields, new_fields = ([each for each in side.parts if each.name != BODY] for side in (before, after))
    old_body, new_body = ([each for each in side.parts if each.name == BODY] for side in (before, after))
    return [*_of_fields(old_fields, new_fields), *_of_body(old_body, new_body)]


def _of_fields(old: list[Segment], new: list[Segment]) -> list[Slot]:
    known = {each.name: each for each in old}
    there = {each.name for each in new}
    found: list[Slot] = [(known.get(each.name), each) for each in new]
    for number, each in enumerate(old):
        if each.name not in there:
            above = old[number - 1].name if number else None
            at = next((at for at, slot in enumerate(found, 1) if above in {side.name for side in slot if side}), 0)
            found.insert(at, (each, None))
    return found


def _of_body(old: list[Segment], new: list[Segment]) -> Iterator[Slot]:
    for same, b0, b1, a0, a1 in opcodes([each.key for each in old], [each.key for each in new]):
        if same:
            yield from zip(old[b0:b1], new[a0:a1], strict=True)
        else:
            yield from paired(old[b0:b1], new[a0:a1], _likeness, _ALIKE)


def _likeness(one: Segment, other: Segment) -> float:
    same_kind = one.is_part == other.is_part and bool(_HEADING.match(one.text)) == bool(_HEADING.match(other.text))
    return likeness(words_of(one.key), words_of(other.key)) if same_kind else 0.0


def is_heading(segment: Segment) -> bool:
    """Whether a segment is a heading, which goes with what stands under it."""
    return segment.name == BODY and bool(_HEADING.match(segment.text))


def joined(frame: Segments, parts: Sequence[Segment]) -> bytes:
    """The bytes of a file of segments: those of prose apart by an empty line, as far as they need one."""
    fields, body = ([each for each in parts if (each.name == BODY) == is_body] for is_body in (False, True))
    last = len(fields) - 1  # a field that stood last in a file without a line end there may not stand last now
    lines = (each.text if number == last or each.text.endswith("\n") else f"{each.text}\n" for number, each in enumerate(fields))
    text = frame.head + "".join(lines) + frame.between
    for number, each in enumerate(body):
        following = body[number + 1] if number + 1 < len(body) else None
        gap = each.gap if following else "\n"
        if following and gap.count("\n") < 2 and not _runs_on(each, following):
            gap = "\n\n"
        text += each.text + gap
    return text.replace("\n", frame.newline).encode("utf-8", "surrogateescape")


def _runs_on(each: Segment, following: Segment) -> bool:
    """Whether one can stand right below another: points of a list, or rows of one table."""
    return each.is_part and following.is_part and each.is_row == following.is_row and not following.is_header
