"""Takes two lines of text to one, word by word, across emphasis, links and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from planverk.document.blocks import CrossReference, Figure, Inlines, LineBreak, Note, Table, Text
from planverk.document.document import Section
from planverk.document.redline.deleted import DeletedContent
from planverk.document.redline.tokens import Built, Piece, Token, built, tokens_of
from planverk.document.redline.words import note_words
from planverk.text_diff import Opcode, likeness, opcodes, paired

Pairs = list[tuple[int, int]]
MergeNote = Callable[[Note, Note], Note | None]


@dataclass(frozen=True, slots=True)
class Line:
    """Two lines as one, and how much of the longer one stayed, from 0 to 1."""

    inlines: Inlines
    stayed: float


def merged_line(before: Inlines, after: Inlines, gone: DeletedContent, merge_note: MergeNote) -> Line:
    """What the one line and the other have in common, with marks on what only one of them has. `merge_note` makes one note of two, or refuses."""
    old, new = tokens_of(before), tokens_of(after)
    notes = _notes(old, new, merge_note)
    found = _swallowed(opcodes(_names(old, notes, 0), _names(new, notes, 1)), old, new)
    kept = [pair for same, b0, b1, a0, a1 in found if same for pair in zip(range(b0, b1), range(a0, a1), strict=True)]
    merged = [token._replace(inline=notes.merged.get(id(token.inline), token.inline)) for token in new]
    result = _whole(old, merged, kept, gone)
    letters = max(sum(token.letters for token in side) for side in (old, new))
    return Line(result.inlines, sum(new[at].letters for _, at in kept) / letters if letters else 1.0)


def _whole(old: list[Token], new: list[Token], kept: Pairs, gone: DeletedContent) -> Built:
    """The merged line. Where a mark would tear a link or the like in two, more of it is marked instead."""
    # What is right for each word need not be for the whole: «*Alle* barn *skal*» → «*Alle skal*» keeps «Alle» and «skal», and then «barn» is deleted
    # between them, in the midst of an emphasis that is one. Which words do so is known only when all is put together; so that is done again, and of
    # an emphasis that was torn none is kept then.
    while (result := built(_pieces(old, new, kept, gone))).torn:
        fewer = [(b, a) for b, a in kept if not any(wrapper.number in result.torn for wrapper in new[a].around)]
        kept = fewer if len(fewer) < len(kept) else []
    return result


# --- notes ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes that became others: the name that both have, and what the later one has become, by its identity."""

    names: dict[int, str]
    merged: dict[int, Note]


def _notes(old: list[Token], new: list[Token], merge_note: MergeNote) -> _Notes:
    before, after = ([token.inline for token in side if isinstance(token.inline, Note)] for side in (old, new))
    found = _Notes({}, {})
    pairs: list[tuple[Note | None, Note | None]] = paired(before, after, _alike)
    for number, (one, other) in enumerate(pairs):
        note = merge_note(one, other) if one and other else None
        if one and other and note:
            found.names[id(one)] = found.names[id(other)] = f"note {number}"
            found.merged[id(other)] = note
    return found


def _alike(one: Note, other: Note) -> float:
    return likeness(note_words(one), note_words(other)) if one.kind == other.kind else 0.0


def _names(tokens: Sequence[Token], notes: _Notes, side: int) -> list[str]:
    """What each token is, as a name that equal ones share."""
    # What stands around a word is part of its name: a word that became a link is another word, or no mark would show that it did.
    return [repr((_name(token, notes, f"{side} {place}"), *(wrapper.name for wrapper in token.around))) for place, token in enumerate(tokens)]


def _name(token: Token, notes: _Notes, place: str) -> str:
    match token.inline:
        case Text(text=text):
            return f"text {text}"
        case LineBreak():
            return "break"
        case Note():
            return notes.names.get(id(token.inline), f"only {place}")


# --- what stays ----------------------------------------------------------------------------------------------------------


def _swallowed(given: list[Opcode], old: list[Token], new: list[Token]) -> list[Opcode]:
    """The stretches with few words between two greater changes taken into them: a reader sees one change there, not three."""
    # A comparison by words keeps all that it can: «tilbud om kurs og veiledning» → «plass på samlinger og arbeidsmøter» is four changes with spaces
    # and an «og» between them, and nobody sees the one that was made. Taking one in makes the change longer, so that what stands before it may be
    # little beside it now: the search goes a step back. Notes and line breaks are never taken in.
    found, at = [*given], 1
    while at < len(found) - 1:
        before, same, after = found[at - 1 : at + 2]
        if same.same and _little(same, before, after, old, new):
            found[at - 1 : at + 2] = [Opcode(False, before.b0, after.b1, before.a0, after.a1)]
            at = max(1, at - 1)
        else:
            at += 1
    return found


def _little(same: Opcode, before: Opcode, after: Opcode, old: list[Token], new: list[Token]) -> bool:
    tokens = new[same.a0 : same.a1]
    if not all(isinstance(token.inline, Text) for token in tokens):
        return False
    letters = sum(token.letters for token in tokens)
    return letters <= min(_changed(before, old, new), _changed(after, old, new))


def _changed(stretch: Opcode, old: list[Token], new: list[Token]) -> int:
    """How many letters a change has, of what was deleted or of what was inserted."""
    return max(sum(token.letters for token in side) for side in (old[stretch.b0 : stretch.b1], new[stretch.a0 : stretch.a1]))


# --- order ---------------------------------------------------------------------------------------------------------------


def _pieces(old: list[Token], new: list[Token], kept: Pairs, gone: DeletedContent) -> list[Piece]:
    """All tokens in one row: what was deleted before what was inserted, both beside the words whose emphasis or link they share."""
    pieces: list[Piece] = []
    b0 = a0 = 0
    for b1, a1 in [*kept, (len(old), len(new))]:
        for deleted, inserted in zip(_three(old, b0, b1), _three(new, a0, a1), strict=True):
            pieces += [Piece("deleted", _unlinked(token, gone)) for token in deleted]
            pieces += [Piece("inserted", token) for token in inserted]
        pieces += [Piece("", token) for token in new[a1 : a1 + 1]]
        b0, a0 = b1 + 1, a1 + 1
    return pieces


def _three(tokens: list[Token], start: int, end: int) -> tuple[list[Token], list[Token], list[Token]]:
    """The tokens between two that stay: those below the same outermost wrapper as the one before, the others, those below that of the one after."""
    # All that was deleted, then all that was inserted, is not enough: «*Alle skal straks* få hjelp her» → «*Alle skal alltid* få råd her» has
    # «straks» in an emphasis and «få hjelp» after it, and would part it, or be marked from its first word on. So what shares an emphasis with the
    # word before stays beside that word, and likewise with the word after: «*Alle skal [−straks−][+alltid+]* [−få hjelp−][+få råd+] her».
    between = tokens[start:end]
    before, after = tokens[start - 1] if start else None, tokens[end] if end < len(tokens) else None
    head = list(takewhile(lambda token: _share(token, before), between))
    tail = list(takewhile(lambda token: _share(token, after), reversed(between[len(head) :])))[::-1]
    return head, between[len(head) : len(between) - len(tail)], tail


def _share(token: Token, other: Token | None) -> bool:
    return bool(other and token.around and other.around and token.around[0].number == other.around[0].number)


def _unlinked(token: Token, gone: DeletedContent) -> Token:
    """A token that was deleted, in a note's text too without references to what is gone."""
    (inline,) = gone.inline(token.inline)
    around = tuple(each for each in token.around if not (isinstance(each.empty, CrossReference) and gone.dangles(each.empty)))
    return Token(inline, around) if isinstance(inline, Text | LineBreak | Note) else token


# --- headings with labels ---


class MergesLines(Protocol):
    """What is needed to merge two lines."""

    def line(self, before: Inlines, after: Inlines) -> Inlines: ...


Headed = Section | Table | Figure


def merged_heading(before: Headed, after: Headed, merge: MergesLines) -> tuple[str, Inlines]:
    """Label and words of two headings as one; where the label changed, or one has no words, no label, and the whole heading as its words."""
    one, other = _title(before), _title(after)
    if before.label == after.label and bool(one) == bool(other):
        return after.label, merge.line(one, other)
    return "", merge.line(before.heading, after.heading)


def _title(thing: Headed) -> Inlines:
    return thing.title if isinstance(thing, Section) else thing.caption
