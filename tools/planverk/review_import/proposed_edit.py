"""An edit of one file, with what the file shall say afterwards, and whether it does; the numbers of counted lists follow from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planverk.authoring.normalized import normalized
from planverk.authoring.source_file import SourceFile, TextEdit
from planverk.review_import.changes import plain
from planverk.review_import.passages import LinkText, Passage, no_text, passages_of
from planverk.review_import.rewrite import Sign, Wanted, wanted_of
from planverk.review_import.source_map import even
from planverk.source.yaml import Route


@dataclass(frozen=True, slots=True)
class ProposedEdit:
    """What becomes of a file by one or several changes, whose numbers these are.

    `replaced` are the passages that shall be read instead of the one of a number, `after` those that shall follow it (-1: that shall come first),
    `values` the texts that fields shall have.
    """

    numbers: tuple[int, ...]
    path: str
    text_edits: tuple[TextEdit, ...]
    replaced: Mapping[int, tuple[Wanted, ...]] = field(default_factory=dict)
    after: Mapping[int, tuple[Wanted, ...]] = field(default_factory=dict)
    values: Mapping[Route, str] = field(default_factory=dict)


def fault_of(file: SourceFile, passages: Sequence[Passage], proposals: Sequence[ProposedEdit], link_text: LinkText = no_text) -> str:
    """Why the proposals may not be carried out together: "overlapping", "faulty" or "otherwise"; "" where the file then says what it shall."""
    text_edits = united(text_edit for proposal in proposals for text_edit in proposal.text_edits)
    if text_edits is None:
        return "overlapping"
    after = SourceFile(file.path, recounted(file, file.with_changes(text_edits)))
    was, now = normalized(file.path, file.text), normalized(file.path, after.text)
    if Counter(now.findings) - Counter(was.findings):
        return "faulty"
    wanted = list(_wanted(passages, proposals))
    found = passages_of(after, link_text)
    same = len(wanted) == len(found) and all(_reads(one, other) for one, other in zip(wanted, found, strict=True))
    values = {route: text for proposal in proposals for route, text in proposal.values.items()}
    return "" if same and _with(file.fields.data, (), values) == _with(after.fields.data, (), {}) else "otherwise"


def united(text_edits: Iterable[TextEdit]) -> list[TextEdit] | None:
    """The edits with those that only delete made one where they overlap; None where others overlap."""
    found: list[TextEdit] = []
    for text_edit in sorted(set(text_edits)):
        last = found[-1] if found else None
        if last is None or text_edit.start >= last.end:
            found.append(text_edit)
        elif not text_edit.new and not last.new:
            found[-1] = TextEdit(last.start, max(last.end, text_edit.end), "")
        else:
            return None
    return found


def _wanted(passages: Sequence[Passage], proposals: Sequence[ProposedEdit]) -> Iterator[Wanted]:
    replaced = {number: wanted for proposal in proposals for number, wanted in proposal.replaced.items()}
    inserted: dict[int, list[Wanted]] = {}
    for proposal in proposals:
        for number, wanted in proposal.after.items():
            inserted.setdefault(number, []).extend(wanted)
    yield from inserted.get(-1, ())
    for number, passage in enumerate(passages):
        yield from replaced.get(number, (wanted_of(passage),))
        yield from inserted.get(number, ())


def _reads(wanted: Wanted, passage: Passage) -> bool:
    """Whether a passage says what is wanted, each character that stays in the marks that it stood in. Several spaces count as one."""
    found = wanted_of(passage)
    one, other = _squeezed(wanted), _squeezed(found)
    return len(one) == len(other) and all(
        even(a.text) == even(b.text) and (a.kinds is None or a.kinds == b.kinds) for a, b in zip(one, other, strict=True)
    )


def _squeezed(wanted: Wanted) -> list[Sign]:
    kept: list[Sign] = []
    for sign in wanted:
        if even(sign.text) != " " or (kept and even(kept[-1].text) != " "):
            kept.append(sign)
    if kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _with(data: object, route: Route, values: Mapping[Route, str]) -> object:
    """The data with some texts in place of others, spaces run together."""
    if isinstance(data, Mapping):
        return {str(key): _with(below, (*route, key), values) for key, below in data.items()}
    if isinstance(data, list):
        return [_with(below, (*route, number), values) for number, below in enumerate(data)]
    if isinstance(data, str):
        return plain(values.get(route, str(data)))
    return data


# --- the numbers of counted lists ---

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
        between = file.text[run[-1].end : mark.at - len(mark.indent)].split("\n") if run else []
        if run and all(not line.strip(" >") or line.startswith(f"{mark.indent} ") for line in between):
            run.append(mark)
        else:
            found.append([mark])
    return found


def _marks(file: SourceFile) -> Iterator[_Mark]:
    for passage in passages_of(file):
        if lead := _LEAD.match(passage.lead):
            yield _Mark(lead[1], lead[2], passage.start + lead.start(2), lead[3], passage.end)
