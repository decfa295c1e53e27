"""The numbers of counted lists after items came, went or moved: they count up from where their list began."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planverk.authoring.normalized import normalized
from planverk.authoring.source_file import SourceFile
from planverk.authoring.text_edits import TextEdit
from planverk.review_import.passages import passages_of

_LEAD = re.compile(r"([ >]*)([0-9]{1,9})([.)])[ ]+\Z")
_ANY = re.compile(rb"^[ >]*[0-9]{1,9}[.)][ ]", re.MULTILINE)
_UNCOUNTED = ("number-out-of-order", "number-changed")
"""What reading finds in lists whose author counts in another way: they are left as they are."""


class _Mark(NamedTuple):
    """The number of an item: what stands before it on its line, the digits with their place, the sign after them, and where the item's text ends."""

    indent: str
    digits: str
    at: int
    sign: str
    end: int


def recounted(file: SourceFile, data: bytes) -> bytes:
    """The new bytes of a file with the numbers of its lists in order; as they are where those of the file before were not."""
    if not file.path.endswith(".md") or not _ANY.search(data) or any(rule in normalized(file.path, file.text).findings for rule in _UNCOUNTED):
        return data
    after = SourceFile(file.path, data)
    firsts = {int(run[0].digits) for run in _lists(file)}
    return after.with_changes(text_edit for run in _lists(after) for text_edit in _counted(run, firsts))


def _counted(run: Sequence[_Mark], firsts: set[int]) -> Iterator[TextEdit]:
    own = int(run[0].digits)
    for number, mark in enumerate(run, own if own in firsts else 1):
        if mark.digits != str(number):
            yield TextEdit(mark.at, mark.at + len(mark.digits), str(number))


def _lists(file: SourceFile) -> list[list[_Mark]]:
    """The counted items that stand in one list to the eye: nothing but what belongs to the items comes between them."""
    found: list[list[_Mark]] = []
    for mark in _marks(file):
        run = next((run for run in reversed(found) if (run[-1].indent, run[-1].sign) == (mark.indent, mark.sign)), None)
        if run is not None and _is_inside(file.text[run[-1].end : mark.at - len(mark.indent)], mark.indent):
            run.append(mark)
        else:
            found.append([mark])
    return found


def _marks(file: SourceFile) -> Iterator[_Mark]:
    for passage in passages_of(file):
        if lead := _LEAD.match(passage.lead):
            yield _Mark(lead[1], lead[2], passage.start + lead.start(2), lead[3], passage.end)


def _is_inside(text: str, indent: str) -> bool:
    """Whether lines between two items are empty or stand further in than the items."""
    return all(not line.strip(" >") or line.startswith(f"{indent} ") for line in text.split("\n"))
