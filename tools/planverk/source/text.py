"""Bytes to text: bounded, UTF-8, without byte-order mark or control characters; and offsets to lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.paths import PLAN_FILE

LARGEST_FILE = 1_000_000
"""Bytes; a file of a plan is text that a person wrote, and the longest known one has 40 kB."""

MOST_FINDINGS = 20
"""A file full of control characters is not a text; more findings would tell no more."""

HIDDEN = (
    r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    r"\ufffe\uffff"
)
"""The characters of CONTROL that a pattern in JavaScript can name one by one, as the inside of a class."""
_BEYOND = r"\ud800-\udfff\U000e0000-\U000e0fff"
_JOINED = "\u0600-\u08ff\u0900-\u1cff\u2600-\u27bf\ufb50-\ufefc\ufe0f\U00010a00-\U00011fff\U0001f000-\U0001faff"
"""What a joiner may stand after: letters of scripts that need it, as Persian, and emoji."""
_WESTERN = "0-9A-Za-z\u00c0-\u024f"
CONTROL = re.compile(f"[{HIDDEN}{_BEYOND}]|(?<![{_JOINED}])[\u200c\u200d]|(?<=[{_WESTERN}])[\u200e\u200f\u061c](?=[{_WESTERN}])")
"""Characters that no text of a plan holds: controls, line separators of Unicode, marks that turn the direction of writing, and signs that nobody
sees, such as soft hyphens and spaces without width, by which a word is not found and an address leads elsewhere. Joiners are allowed where a
script needs them, and so are marks for the direction of writing but inside a word of ours."""

DIRECTION = re.compile("[\u200e\u200f\u061c]")
"""Marks for the direction of writing; one that stands alone in a piece of text was made by an entity, which no script needs."""

_CONTROLS = re.compile(f"(?:{CONTROL.pattern})+")

CONFLICT = re.compile(r"^<{7}(?: .*)?$(?:\n(?!<{7})(?!>{7}).*)*(?:\n>{7}(?: .*)?$)?|^>{7}(?: .*)?$", re.MULTILINE)
"""What Git leaves in a file where two people changed the same lines."""

_BOM = b"\xef\xbb\xbf"
_POINTER = b"version https://git-lfs.github.com/spec/"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Lines:
    """A text whose offsets, counted in characters from 0, can be turned into lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """The line and column of an offset; beyond the text, its end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def offset(self, place: Position) -> int:
        """The offset of a line and column; the end of the text for a line that it has not."""
        return self.starts[place.line - 1] + place.column - 1 if place.line <= len(self.starts) else len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The span from one offset to another."""
        return Span(self.position(start), self.position(end))


def decode(path: str, data: bytes) -> tuple[str, list[Finding]]:
    """The text of a file with line ends as "\\n", and what is wrong with its bytes.

    A byte-order mark is left out, and reported but for a CSV file, where Excel puts it; a control character is reported and made a space (so that
    columns hold), and the rest is read. A file that is not UTF-8 or is larger than LARGEST_FILE gives "" and one finding. Lines that a merge left
    open are reported, and nothing else is then.
    """
    if len(data) > LARGEST_FILE:
        return "", [too_large(path, len(data))]
    if is_pointer(data):
        return "", [pointer(path)]
    findings, is_csv = [], path.endswith(".csv")
    if data.startswith(_BOM):
        data = data[len(_BOM) :]
        findings += [] if is_csv else [Finding("byte-order-mark", Location(path), {}, (Hint("save-without-bom", {}),))]
    if data.startswith(_UTF16) or (data[1:4:2] == b"\0\0") != (data[:4:2] == b"\0\0"):
        return "", [Finding("not-utf8", Location(path), {"byte": f"0x{data[0]:02X}"}, (Hint("save-unicode-csv" if is_csv else "save-utf16", {}),))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        span = Lines(before).span(len(before), len(before))
        return "", [Finding("not-utf8", Location(path, span), {"byte": f"0x{data[error.start]:02X}"}, _save_as_utf8(path))]
    text = text.replace("\r\n", "\n")
    if is_csv:  # Excel for Mac ended lines so
        text = text.replace("\r", "\n")
    if conflicts := _conflicts(path, text):
        return text, conflicts
    return _without_controls(path, text, findings)


def is_pointer(data: bytes) -> bool:
    """True for what Git LFS leaves where a file's content was not fetched."""
    return data.startswith(_POINTER)


def pointer(path: str) -> Finding:
    """The finding that only the pointer of a file in Git LFS is here."""
    return Finding("unreadable-file", Location(path), {"obstacle": "why-lfs"}, (Hint("mend-why-lfs", {}),))


def _save_as_utf8(path: str) -> tuple[Hint, ...]:
    return (Hint("save-as-csv-utf8" if path.endswith(".csv") else "save-as-utf8", {}),)


def is_open(findings: list[Finding]) -> bool:
    """True where `decode` found that a merge left a file open, so that nobody knows what it says."""
    return any(finding.rule == "merge-conflict" for finding in findings)


def _conflicts(path: str, text: str) -> list[Finding]:
    """A finding at the first line of each stretch that two people changed."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    lines = Lines(text)
    starts = (found.start() for found in islice(CONFLICT.finditer(text), MOST_FINDINGS))
    return [Finding("merge-conflict", Location(path, lines.span(at, at + 7)), {}, (Hint("choose-side", {}),)) for at in starts]


def control_character(location: Location, char: str, remedy: str = "delete-character") -> Finding:
    """The finding of a character of CONTROL at a place."""
    return Finding("control-character", location, {"code": f"U+{ord(char):04X}"}, (Hint(remedy, {}),))


def empty_file(path: str) -> Finding:
    """The finding that a file holds nothing."""
    return Finding("empty-file", Location(path), {}, (Hint("fill-plan-file" if path == PLAN_FILE else "fill-file", {}),))


def too_large(path: str, size: int, limit: int = LARGEST_FILE) -> Finding:
    """The finding that a file, or all files of a folder together, have more bytes than allowed; the facts are in kilobytes, the size rounded up."""
    return Finding("file-too-large", Location(path), {"size": str(-(-size // 1000)), "limit": str(limit // 1000)}, (Hint("shrink-file", {}),))


def _without_controls(path: str, text: str, findings: list[Finding]) -> tuple[str, list[Finding]]:
    if text.replace("\n", "").replace("\t", "").isprintable():  # nearly all, and much faster than a search
        return text, findings
    lines = Lines(text)
    for found in _CONTROLS.finditer(text):  # a run of them is one fault
        findings.append(control_character(Location(path, lines.span(found.start(), found.end())), found[0][0]))
        if len(findings) >= MOST_FINDINGS:
            break
    return (CONTROL.sub(" ", text) if findings else text), findings
