"""What a text's signs ask of the typesetter: where a line may end inside a run without spaces, and which words get an ActualText.

A line may end in an address at its own marks, in a word with a hyphen nowhere.

Typst would break both after a hyphen, and a program that copies the text then takes the hyphen for one of hyphenation and drops it: the address is
another one. What tells Typst where to break may not be a sign either (U+200B): it would be copied too. So the pieces that stand whole are boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from unicodedata import category

_RUN = re.compile(r"[^ \t\n]*\w-[ ][^ \t\n-][^ \t\n]*|[^ \t\n]+")
_MARKS = "/.?&=_#:;,+~@"
_PIECE = re.compile(f"-*[^-{_MARKS}]*[{_MARKS}]*")
_SLASHES = re.compile("[^/]*/*")
_ADDRESS = re.compile(r"https?://|www\.|-", re.IGNORECASE)
_WORD = re.compile(r"[\W_]*[^\W\d_]+[\W_]*")
"""A word, in which hyphenation knows places."""

_LONG = 30
"""Signs of a run from which it may be broken at its marks even if it is no address."""

_CHUNK, _TOGETHER = 5, 6
"""Signs that stand together in a piece that no line may hold, and how many such chunks are one box."""

_ANYWHERE = 30
"""Signs of a run that may break anywhere in one box."""

_CLUSTER = re.compile(r"[\U0001f1e6-\U0001f1ff]{2}|.(?:\u200d.|[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Room:
    """How many signs stand whole: `together` where there are marks to break at, `least` where there are none, `word` of letters alone. A run with
    one of `broken` in it may break anywhere: it had no room."""

    together: int
    least: int
    word: int
    broken: frozenset[str] = frozenset()

    def breaks(self, run: str) -> bool:
        return any(part in run for part in self.broken)


PAGE, CELL = Room(44, 60, 50), Room(16, 18, 45)

_BROAD, _SLIM = frozenset("mwMW@%—…"), frozenset("fijlrtI.,:;'|!/()[]")
"""Signs half as broad again as an ordinary letter, and half as broad."""

Held = tuple[tuple[str, ...], ...]
"""Pieces that a line may end between; a piece of several chunks is longer than a line may be, and breaks between them where it must."""


@dataclass(frozen=True, slots=True)
class ActualText:
    """Words whose shapes do not follow each other as their signs do: those of a script that runs from right to left, and letters with marks on
    them. The file tells their text in place of that of the shapes. `pieces` are what a line may end between, none where that is not needed."""

    text: str
    pieces: tuple[str, ...] = ()

    @property
    def leftward(self) -> bool:
        return bool(LEFTWARD.search(self.text))


_SCRIPTS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
LEFTWARD = re.compile(f"[{_SCRIPTS}]")
"""A letter of a script that runs from right to left."""

_TOLD = re.compile(rf"{LEFTWARD.pattern}(?:[\W\d_]*{LEFTWARD.pattern})*|[^ \t\n{_SCRIPTS}]+")
_PLAIN = re.compile("[\0-\u02ff\u2000-\u20cf\u2190-\u2bff]*")


def runs(text: str, room: Room) -> Iterator[str | Held | ActualText]:
    """The text as ordinary text, runs that break at certain places only, and words that get an ActualText."""
    done = 0
    for found in () if _PLAIN.fullmatch(text) else _TOLD.finditer(text):
        if LEFTWARD.match(found[0]) or any(category(sign).startswith("M") for sign in found[0]):
            yield from _broken(text[done : found.start()], room)
            yield ActualText(found[0], _clusters(found[0]) if room.breaks(found[0]) else ())
            done = found.end()
    yield from _broken(text[done:], room)


def _broken(text: str, room: Room) -> Iterator[str | Held]:
    done = 0
    for found in _RUN.finditer(text):
        held = _held(found[0], room)
        if held:
            if found.start() > done:
                yield text[done : found.start()]
            yield held
            done = found.end()
    if done < len(text):
        yield text[done:]


def _held(run: str, room: Room) -> Held:
    """The run's pieces, none for one that Typst may break as it likes."""
    if room.breaks(run):
        signs = _clusters(run)
        return tuple(signs[at : at + _ANYWHERE] for at in range(0, len(signs), _ANYWHERE))
    if " " in run and len(run) > room.together:
        run, _, rest = run.partition(" ")
        return (*_pieces(run, room), (" " + rest,))
    if not _ADDRESS.search(run) and len(run) < min(_LONG, room.word):
        return ()
    if _WORD.fullmatch(run) and len(run) <= room.word:
        return ()
    return tuple(_pieces(run, room))


def _clusters(run: str) -> tuple[str, ...]:
    """The signs of a run, each with what belongs to it."""
    found: list[str] = []
    for sign in _CLUSTER.findall(run):
        if found and category(sign[0]).startswith("M"):
            found[-1] += sign
        else:
            found.append(sign)
    return tuple(found)


def lines_of(run: str, line: float) -> int:
    """How many lines of so many ordinary letters a run takes that no line holds: whole chunks stand on each."""
    chunks = ceil(len(run) / _CHUNK)
    letter = 1 + 0.5 * (sum(sign in _BROAD for sign in run) - sum(sign in _SLIM for sign in run)) / len(run)
    return ceil(chunks / max(line // (_CHUNK * letter), 1))


def _pieces(run: str, room: Room) -> Iterator[tuple[str, ...]]:
    if len(run) <= room.together and "://" not in run:
        yield (run,)
        return
    for part in filter(None, _SLASHES.findall(run)):
        if len(part) <= room.together:
            yield (part,)
        else:
            for piece in filter(None, _PIECE.findall(part)):
                yield from _chunks(piece, room)


def _chunks(piece: str, room: Room) -> Iterator[tuple[str, ...]]:
    """A piece that no line may hold in chunks, and never so many together that their box would not have room on the page."""
    if len(piece) <= room.least:
        yield (piece,)
        return
    chunks = [piece[at : at + _CHUNK] for at in range(0, len(piece), _CHUNK)]
    yield from (tuple(chunks[at : at + _TOGETHER]) for at in range(0, len(chunks), _TOGETHER))
