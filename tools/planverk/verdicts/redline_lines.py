"""The verdicts in a redline that came back: which lines of it show which change, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planverk.review_import.changes import Change, plain
from planverk.text_diff import likeness, opcodes, paired, words_of
from planverk.verdicts.proposed import Verdict
from planverk.word.tracked_document import END, Line, Piece, TrackedDocument

_ALIKE = 0.3
Numbers = Mapping[int, tuple[int, ...]]
"""The number of a line → the numbers of the changes that it shows."""


def lines_of_changes(sent: TrackedDocument, after: Sequence[str], without: Mapping[int, Sequence[str]]) -> Numbers:
    """Which changes each line of a redline shows. `after` are the lines of the later edition, `without` those of it with one change left out, by the
    number of the change. A line that shows none is changed for another reason, as the day on the cover."""
    shown: dict[int, list[int]] = {}
    texts = [(number, plain(line.after)) for number, line in enumerate(sent.lines) if plain(line.after) and not line.contents]
    places = {a0 + at: texts[b0 + at][0] for same, b0, b1, a0, _ in opcodes([text for _, text in texts], after) if same for at in range(b1 - b0)}
    for change, lines in without.items():
        come = Counter[str]()
        for same, b0, b1, a0, a1 in opcodes(after, lines):
            if not same:
                for number in (places[at] for at in range(b0, b1) if at in places):
                    shown.setdefault(number, []).append(change)
                come.update(lines[a0:a1])
        for number, line in enumerate(sent.lines):
            if _is_marked(line) and not plain(line.after) and come[plain(line.before)]:
                shown.setdefault(number, []).append(change)
    for row in sent.rows:  # a number in it may stand elsewhere too, and be taken for that; a row goes whole
        if mine := sorted({change for line in row.lines for change in shown.get(line, ())}):
            shown |= dict.fromkeys(row.lines, mine)
    return {number: tuple(changes) for number, changes in sorted(shown.items()) if _is_marked(sent.lines[number])}


def _is_marked(line: Line) -> bool:
    return plain(line.before) != plain(line.after) and not line.contents


def _is_shown(line: Line) -> bool:
    return bool(plain(line.before) or plain(line.after)) and not line.contents


# --- what became of the lines ---


@dataclass(frozen=True)
class ReturnedRedline:
    """A redline as it was sent and as it came back, with the changes that its lines show."""

    sent: TrackedDocument
    returned: TrackedDocument
    shows: Numbers

    def verdicts(self, numbers: Sequence[int]) -> dict[int, Verdict]:
        """The verdict on each change: what was done with the lines that show it alone, as far as any is decided; "amended" where they were treated in
        several ways, or written anew."""
        became = dict(self._became())
        found: dict[int, Verdict] = {}
        for number in numbers:
            mine = [(len(changes), became[line]) for line, changes in self.shows.items() if number in changes]
            alone = [verdict for size, verdict in mine if size == min(size for size, _ in mine)]
            decided = {verdict for verdict in alone if verdict != "open"}
            found[number] = "open" if not decided else decided.pop() if len(decided) == 1 else "amended"
        return found

    def _became(self) -> Iterator[tuple[int, Verdict]]:
        for number, other in self._beside():
            if number in self.shows:
                yield number, self._of_line(self.sent.lines[number], None if other is None else self.returned.lines[other])

    def _of_line(self, line: Line, now: Line | None) -> Verdict:
        if now is not None and any(map(self._is_ours, now.pieces)):
            return "open"
        text = plain(now.after) if now else ""
        return "adopted" if text == plain(line.after) else "rejected" if text == plain(line.before) else "amended"

    def _beside(self) -> Iterator[tuple[int, int | None]]:
        """Each line that was sent, with the one that it is now, None where none is."""
        old, new = ([(number, each) for number, each in enumerate(side.lines) if _is_shown(each)] for side in (self.sent, self.returned))
        for same, b0, b1, a0, a1 in opcodes([_key(each) for _, each in old], [_key(each) for _, each in new]):
            if same:
                yield from ((old[b0 + at][0], new[a0 + at][0]) for at in range(b1 - b0))
            else:
                for one, other in paired(old[b0:b1], new[a0:a1], lambda one, other: _likeness(one[1], other[1]), _ALIKE):
                    if one is not None:
                        yield one[0], None if other is None else other[0]

    @cached_property
    def _authors(self) -> frozenset[str]:
        return frozenset(stamp.author for line in self.sent.lines for stamp in line.stamps())

    def _is_ours(self, piece: Piece) -> bool:
        return any(stamp.author in self._authors for stamp in piece.stamps)

    # --- without the marks that it was sent with ---

    def settled(self) -> TrackedDocument:
        """The file that came back with the changes that it was sent with and that nobody decided as they were before; what others tracked stays."""
        ours = [row for row in self.returned.rows if {stamp.author for stamp in row.stamps} <= self._authors]
        numbers = {number for row in ours for number in row.lines}
        lines = tuple(self._settled(line, number in numbers) for number, line in enumerate(self.returned.lines))
        return replace(self.returned, lines=lines, rows=tuple(row for row in self.returned.rows if row not in ours), others=(), marks=0)

    def _settled(self, line: Line, row_is_ours: bool) -> Line:
        if row_is_ours and line.row == "inserted":
            return replace(line, pieces=(), row="", marks=0, by=())
        by = tuple(stamp for stamp in line.by if stamp.author not in self._authors)
        pieces = tuple(kept for piece in line.pieces for kept in self._piece(piece))
        return replace(line, pieces=pieces, end=self._end(line), row="" if row_is_ours else line.row, by=by, marks=len(by))

    def _end(self, line: Line) -> Piece:
        """The end of a paragraph. Of one that came, and goes again, nothing is left but an empty line."""
        return Piece("\n") if self._is_ours(line.end) else line.end

    def _piece(self, piece: Piece) -> Iterator[Piece]:
        if not self._is_ours(piece):
            yield piece
        elif piece.before:
            yield Piece(piece.text)

    def is_their_own(self, change: Change) -> bool:
        """Whether a change was written by those who had the file, and is nothing that follows from what they decided: an overview that still says
        what it said, a line that goes with another."""
        known = {plain(text) for line in self.sent.lines for text in (line.before, line.after)} | {""}
        unchanged = {plain(line.before) for line in self.sent.lines if not _is_marked(line)}
        if change.kind == "contents":
            return False
        new = [plain(text) for text in change.after.split(END)]
        old = [plain(text) for text in change.before.split(END)]
        return any(text not in known for text in new) or (not any(new) and any(text in unchanged for text in old if text))


def _key(line: Line) -> str:
    return f"{plain(line.before)}{END}{plain(line.after)}"


def _likeness(one: Line, other: Line) -> float:
    texts = [plain(other.after), plain(other.before)]
    return max(likeness(words_of(old), words_of(new)) for old in (plain(one.before), plain(one.after)) for new in texts if old or new)
