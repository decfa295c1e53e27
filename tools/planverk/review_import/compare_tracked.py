"""What changed from a Word file that was sent out to the one that came back, paragraph by paragraph: with tracking, and without.

With all changes rejected, the file that came back holds what was sent. Where it does not, somebody wrote in it without tracking.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, takewhile
from operator import itemgetter

from planverk.authoring.source_file import TextEdit
from planverk.review_import.changes import Change, Found, Kind, even, links_new, plain, word_edits_of
from planverk.review_import.moves import with_moves
from planverk.review_import.paragraph_runs import ParagraphRun, paragraph_runs
from planverk.review_import.table_rows import tracked_rows, with_untracked_rows
from planverk.text_diff import likeness, opcodes, paired, words_of
from planverk.word.styles import Format
from planverk.word.tracked_document import END, OBJECT, Line, Other, Piece, Stamp, TrackedDocument

_ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes in the order of the file that came back, the line that was sent for each of its lines, and what was formatted untracked."""

    changes: tuple[Change, ...]
    was: Mapping[int, int]
    formatted: tuple[Other, ...] = ()


def compare_tracked(sent: TrackedDocument, returned: TrackedDocument) -> Comparison:
    """What changed from the file that was sent, which tracks no changes, to the one that came back."""
    returned, lost = with_contents(sent, returned)
    contents = change_of_contents(sent, returned, lost)
    found: list[Found] = [contents] if contents else []
    was: dict[int, int] = {}
    everything: list[ParagraphRun] = []
    for kind in ("document", "footnotes", "endnotes"):
        there = list(paragraph_runs(kind, returned))
        deleted = _match(kind, sent, there)
        was |= {number: run.sent[min(at, len(run.sent) - 1)] for run in there if run.sent for at, number in enumerate(run.numbers)}
        found += ((after, Change("deleted", sent.lines[number].before, "", (number,), untracked=True)) for after, number in deleted)
        found += _changes(there, sent, returned)
        found += tracked_rows(kind, returned, there)
        everything += there
    found = with_untracked_rows(sorted(found, key=itemgetter(0)), sent, returned, was)
    changes = tuple(change for _, change in sorted(with_moves(found, sent, returned), key=itemgetter(0)))
    was |= {line: number for change in changes if change.kind == "moved" for line, number in zip(change.lines, change.sent, strict=True)}
    return Comparison(changes, was, formatted_untracked(sent, everything))


def _match(kind: str, sent: TrackedDocument, there: Sequence[ParagraphRun]) -> list[tuple[int, int]]:
    """Tells every run which lines it was; the lines that were sent and are not there, each with the number of the line that it stood after."""
    old = [(number, line) for number, line in enumerate(sent.lines) if line.kind == kind and not line.contents and line.before.strip()]
    new = [(run, text) for run in there for text in run.text(True).split(END) if text.strip()]
    deleted: list[tuple[int, int]] = []
    last = -1
    for one, other in _matched([line.before for _, line in old], [text for _, text in new]):
        if one is not None and other is not None:
            new[other][0].sent.append(old[one][0])
        elif one is not None:
            deleted.append((last, old[one][0]))
        last = new[other][0].numbers[-1] if other is not None else last
    return deleted


# --- changes ---


def _changes(there: Sequence[ParagraphRun], sent: TrackedDocument, returned: TrackedDocument) -> Iterator[tuple[int, Change]]:
    rows = {number for row in returned.rows for number in row.lines}
    carried = {plain(run.text(True)) for run in there if run.lines[0].called == "deleted"}
    for run, (previous, following) in zip(there, _neighbours(there), strict=True):
        if run.numbers[0] in rows or run.whole == "empty":
            if run.whole == "empty" and (marks := run.marks) and run.numbers[0] not in rows:
                yield run.numbers[0], Change("text", "", "", line=run.numbers[0], stamps=run.stamps, tracked=True, marks=marks)
            continue
        if run.lines[0].called == "inserted" and not run.marks and plain(run.text(False)) in carried:
            continue  # Word copies a note whose call was moved
        if run.whole == "inserted" or not run.sent:
            yield run.numbers[0], _inserted(run, sent, previous, following)
        elif run.whole == "deleted":
            yield run.numbers[0], _change("deleted", run, sent, ())
        elif change := _changed(run, sent):
            yield run.numbers[0], change


def _neighbours(there: Sequence[ParagraphRun]) -> list[tuple[int, int]]:
    """For each run the numbers of the nearest lines before and after it that were sent and are still there, in the same cell; -1 for none."""
    before, after = (_nearest(way) for way in (there, reversed(there)))
    return list(zip([last for _, last in before], [first for first, _ in reversed(after)], strict=True))


def _nearest(there: Iterable[ParagraphRun]) -> list[tuple[int, int]]:
    """For each run the numbers of the first and last line of the run before it that is still there."""
    found: list[tuple[int, int]] = []
    where, nearest = None, (-1, -1)
    for run in there:
        if not found or run.lines[0].place_in != where:
            where, nearest = run.lines[0].place_in, (-1, -1)
        found.append(nearest)
        if run.sent and run.whole != "deleted":
            nearest = (run.sent[0], run.sent[-1])
    return found


def _inserted(run: ParagraphRun, sent: TrackedDocument, previous: int, following: int) -> Change:
    there = tuple(number for number, line in zip(run.numbers, run.lines, strict=True) if line.after.strip())
    untracked = not run.marks or any(piece.before for line in run.lines for piece in line.pieces)
    made = _change("inserted", run, sent, ())
    return replace(made, line=run.numbers[-1], lines=there, previous=previous, following=following, untracked=untracked, taken=())


def _changed(run: ParagraphRun, sent: TrackedDocument) -> Change | None:
    """A change of words or of the ends of paragraphs, None where there is none."""
    before = END.join(sent.lines[number].before for number in run.sent)
    same = even(before) == even("".join(piece.text for piece in _trimmed(run) if piece.before))
    word_edits = tuple(_tracked_edits(run)) if same else tuple(word_edits_of(before, run.text(False)))
    if same and not any(piece.before and piece.after for piece in run.pieces() if piece.text.strip(END)):
        word_edits = tuple(word_edits_of(before, run.text(False)))
    if not word_edits and not run.marks and not links_new(run.lines, [sent.lines[number] for number in run.sent]):
        return None
    return _change("text", run, sent, word_edits, untracked=not same)


def _change(kind: Kind, run: ParagraphRun, sent: TrackedDocument, word_edits: tuple[TextEdit, ...], untracked: bool = False) -> Change:
    was = [sent.lines[number] for number in run.sent]
    before = END.join(line.before for line in was)
    return Change(
        kind, before, run.text(False), tuple(run.sent), run.numbers[0], word_edits=word_edits, stamps=run.stamps, tracked=run.marks > 0,
        untracked=untracked or not run.marks or even(before) != even(run.text(True)), marks=run.marks,
        moved=any(piece.moved for line in run.lines for piece in line.pieces), links=() if kind == "deleted" else links_new(run.lines, was),
        stressed=run.stressed, taken=run.moved_texts(True), brought=run.moved_texts(False),
    )  # fmt: skip


def _tracked_edits(run: ParagraphRun) -> Iterator[TextEdit]:
    """The edits that the marks say, neighbours as one."""
    at = 0
    for kept, pieces in groupby(_trimmed(run), key=lambda piece: piece.before and piece.after):
        start, deleted, new = at, "", ""
        for piece in pieces:
            at += len(piece.text) if piece.before else 0
            deleted += piece.text if piece.before else ""
            new += piece.text if piece.after and not kept else ""
        if not kept and (start < at or new):
            yield from _trimmed_edit(start, deleted, new)


def _trimmed_edit(start: int, deleted: str, new: str) -> Iterator[TextEdit]:
    """An edit without the whole words that both texts begin and end with: whoever types a line anew need not mean all of it."""
    old_words, new_words = (re.findall(r"\S+|\s+", text) for text in (deleted, new))
    head = _in_common(old_words, new_words)
    tail = min(_in_common(old_words[::-1], new_words[::-1]), len(deleted) - head, len(new) - head)
    if head + tail < max(len(deleted), len(new)):
        yield TextEdit(start + head, start + len(deleted) - tail, new[head : len(new) - tail])


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many characters the words have with which both begin."""
    return sum(len(word) for word, _ in takewhile(lambda pair: even(pair[0]) == even(pair[1]), zip(one, other, strict=False)))


def _trimmed(run: ParagraphRun) -> list[Piece]:
    """The pieces without the end of the last paragraph, which does not count."""
    return list(run.pieces())[:-1]


# --- which paragraph is which ---


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """The paragraphs in order, each beside the one that it became: equal ones first, then those between them that are most alike."""
    # By its bookmark no paragraph could be known again: other programs than Word drop them. By likeness alone a new item above a list of similar
    # ones takes the place of the first, and each of the others that of its neighbour: the whole list would be changed words.
    keys = [[plain(text) for text in texts] for texts in (old, new)]
    for same, b0, b1, a0, a1 in opcodes(*keys):
        if same:
            yield from zip(range(b0, b1), range(a0, a1), strict=True)
        elif b1 - b0 == a1 - a0 == 1:
            yield from [(b0, a0)] if likeness(*map(words_of, (keys[0][b0], keys[1][a0]))) >= _ALIKE else [(b0, None), (None, a0)]
        else:
            words = [[(at, words_of(side[at])) for at in part] for side, part in zip(keys, (range(b0, b1), range(a0, a1)), strict=True)]
            for one, other in paired(words[0], words[1], lambda one, other: likeness(one[1], other[1]), _ALIKE):
                yield None if one is None else one[0], None if other is None else other[0]


# --- the list of contents ---

_PAGE = re.compile(r"(?:\t|\s*[.…]{2,}\s*|\s{2,})\s*[0-9]{1,4}\s*\Z")
"""The page number of an entry, and what leads to it."""
_LEAST = 0.5
"""How much of the list must be there."""


def with_contents(sent: TrackedDocument, returned: TrackedDocument) -> tuple[TrackedDocument, bool]:
    """The file that came back with its list of contents marked as one, and whether that was to be known by its words only."""
    keys = [entry(line.before) for line in sent.lines if line.contents and line.before.strip()]
    if not keys or any(line.contents for line in returned.lines):
        return returned, False
    there = [(number, entry(line.before)) for number, line in enumerate(returned.lines) if line.kind == "document" and line.before.strip()]
    start = next((at for at, (_, key) in enumerate(there) if key in keys[:2]), None)
    near = [] if start is None else there[start : start + len(keys) + len(keys) // 5 + 3]
    found = [near[at][0] for same in opcodes(keys, [key for _, key in near]) if same.same for at in range(same.a0, same.a1)]
    if len(found) < max(2, len(keys) * _LEAST):
        return returned, False
    lines = tuple(
        replace(line, contents=True) if found[0] <= number <= found[-1] and line.kind == "document" else line
        for number, line in enumerate(returned.lines)
    )
    return replace(returned, lines=lines), True


def entry(text: str) -> str:
    """The words of an entry, without its page number."""
    return plain(_PAGE.sub("", text))


def change_of_contents(sent: TrackedDocument, returned: TrackedDocument, lost: bool) -> tuple[int, Change] | None:
    """What changed in the list of contents, as one change, and the number of its first line; None where nothing did."""
    lines = [(number, line) for number, line in enumerate(returned.lines) if line.contents]
    marked = [line for _, line in lines if line.marks]
    if not lines or not (marked or lost):
        return None
    changed: list[Line] = marked or [line for _, line in lines]
    was = END.join(line.before for line in sent.lines if line.contents) if not marked else END.join(line.before for line in marked)
    stamps = tuple(dict.fromkeys(stamp for line in marked for stamp in line.stamps()))
    first = next(number for number, line in lines if line is changed[0])
    now = END.join(line.after for line in changed)
    marks = sum(line.marks for line in marked)
    return first, Change("contents", was, now, line=first, stamps=stamps, tracked=bool(marked), untracked=not marked, marks=marks)


# --- what was formatted without tracking ---

_Looks = Counter[tuple[Format, Format]]
"""How often a format that was sent came back as which."""


def formatted_untracked(sent: TrackedDocument, runs: Sequence[ParagraphRun]) -> tuple[Other, ...]:
    """The paragraphs that look otherwise than they were sent, or of which words do."""
    pairs = [(sent.lines[run.sent[0]], run.lines[0]) for run in runs if len(run.lines) == len(run.sent) == 1 and not run.whole]
    paragraphs = list(_looking_otherwise([(line, Counter([(_layout(was), _layout(line))])) for was, line in pairs if line.aligned is not None]))
    reported = set(map(id, paragraphs))
    words = _looking_otherwise([(line, _of_words(was, line)) for was, line in pairs if id(line) not in reported])
    return tuple(Other(name, line.place, Stamp("", ""), False) for name, lines in (("pPrChange", paragraphs), ("rPrChange", words)) for line in lines)


def _layout(line: Line) -> Format:
    return line.style, str(line.level), str(line.item), line.aligned or ""


def _of_words(was: Line, line: Line) -> _Looks:
    """The formats of the characters that both lines begin with and end in: all of them where the words are the same."""
    old, new = list(_characters(was)), list(_characters(line))
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    both = chain(zip(old[:head], new, strict=False), zip(old[len(old) - tail :], new[len(new) - tail :], strict=True))
    return Counter((before, after) for (_, before), (_, after) in both if before is not None and after is not None)


def _characters(line: Line) -> Iterator[tuple[str, Format | None]]:
    """The characters that were there before, without spaces and what is no text, each with its format."""
    at, text = 0, line.before
    for size, look in line.formats:
        yield from ((char, look) for char in text[at : at + size] if not char.isspace() and char != OBJECT)
        at += size


def _shared(one: Sequence[tuple[str, object]], other: Sequence[tuple[str, object]]) -> int:
    """How many characters the two begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a[0] != b[0]), min(len(one), len(other)))


def _looking_otherwise(found: Sequence[tuple[Line, _Looks]]) -> Iterator[Line]:
    """The lines that a person made look otherwise. A program that saves a file writes some things in another way, and then all of them alike: so a
    value counts as changed only where it stayed elsewhere, or where the new one was there before."""
    seen = Counter((at, *values) for _, looks in found for before, after in looks for at, values in enumerate(zip(before, after, strict=True)))
    stayed, sent = {(at, was) for at, was, now in seen if was == now}, {(at, was) for at, was, _ in seen}
    for line, looks in found:
        values = ((at, was, now) for before, after in looks for at, (was, now) in enumerate(zip(before, after, strict=True)))
        if any(was != now and ((at, was) in stayed or (at, now) in sent) for at, was, now in values):
            yield line
