"""Lines of a Word file that came back as they were: paragraphs whose ends were inserted or deleted, taken together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from planverk.word.tracked_document import END, Line, Piece, Stamp, TrackedDocument


@dataclass(slots=True)
class ParagraphRun:
    """Lines whose ends were inserted or deleted, so that they are other paragraphs before than after; mostly one line alone."""

    numbers: list[int]
    lines: list[Line]
    ends: list[Piece]
    sent: list[int] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """What happened to all of it: inserted, deleted, or empty where it holds no text; "" for anything else."""
        before, after = self.text(True).strip(), self.text(False).strip()
        return "" if before and after else "inserted" if after else "deleted" if before else "empty"

    @property
    def marks(self) -> int:
        """How many of Word's marks there are, those of ends with the paragraph that has the end here."""
        return sum(line.marks - len(line.end.stamps) for line in self.lines) + sum(len(end.stamps) for end in self.ends)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """Who changed it, each once."""
        return tuple(dict.fromkeys(stamp for line, end in zip(self.lines, self.ends, strict=True) for stamp in (*line.by, *end.stamps)))

    @property
    def stressed(self) -> bool:
        """Whether words were inserted in bold or italic where no others are."""
        return any(line.stressed for line in self.lines)

    def moved_texts(self, away: bool) -> tuple[str, ...]:
        """The texts that Word says were moved from here (`away`), or to here."""
        pieces = (piece for line in self.lines for piece in line.pieces)
        return tuple(piece.text for piece in pieces if piece.moved and piece.before is away and piece.text.strip())

    def text(self, before: bool) -> str:
        """The paragraphs before or after, with END between them."""
        return "".join(piece.text for piece in self.pieces() if (piece.before if before else piece.after)).strip(END)

    def pieces(self) -> Iterator[Piece]:
        for line, end in zip(self.lines, self.ends, strict=True):
            yield from line.pieces
            yield end._replace(text=END)


def paragraph_runs(kind: str, returned: TrackedDocument) -> Iterator[ParagraphRun]:
    """The runs of the body (`document`) or of notes, in reading order; none goes on into another cell, row or note."""
    numbered = [(number, line) for number, line in enumerate(returned.lines) if line.kind == kind and not line.contents]
    for _, cell in groupby(numbered, key=lambda each: (each[1].place_in, each[1].row)):
        lines = list(cell)
        ends = _shifted(lines)
        run = ParagraphRun([], [], [])
        for (number, line), end in zip(lines, ends, strict=True):
            run.numbers.append(number)
            run.lines.append(_in_row(line))
            run.ends.append(end)
            if (end.before and end.after) or (len(run.lines) == 1 and _is_whole(line, end)):  # else what came before goes on in it
                yield run
                run = ParagraphRun([], [], [])
        if run.numbers:
            yield run


def _in_row(line: Line) -> Line:
    """A line of a row that was inserted or deleted as such, whether or not its words are marked, too."""
    if not line.row:
        return line
    inserted, deleted = line.row == "inserted", line.row == "deleted"
    pieces = tuple(piece._replace(before=piece.before and not inserted, after=piece.after and not deleted) for piece in line.pieces)
    return replace(line, pieces=pieces)


def _shifted(lines: Sequence[tuple[int, Line]]) -> list[Piece]:
    """The ends of lines. Whoever types a paragraph after another gives that one a new end, and the new one has the old end: we tell it the other
    way round."""
    ends = [line.end for _, line in lines]
    for at, (_, line) in enumerate(lines):
        for inserted in (True, False):
            if at and _only(line, inserted) and ends[at] == Piece("\n") and ends[at - 1].before is not inserted and ends[at - 1].after is inserted:
                ends[at - 1], ends[at] = ends[at], ends[at - 1]
    return ends


def _only(line: Line, inserted: bool) -> bool:
    """Whether all of a line was inserted, or all of it deleted; what was typed and deleted again is neither."""
    pieces = [piece for piece in line.pieces if piece.before or piece.after]
    return bool(pieces) and all(piece.after is inserted and piece.before is not inserted for piece in pieces)


def _is_whole(line: Line, end: Piece) -> bool:
    inserted = end.after and not end.before
    deleted = end.before and not end.after
    return (inserted and (_only(line, True) or not line.pieces)) or (deleted and (_only(line, False) or not line.pieces))
