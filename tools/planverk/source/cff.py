"""Counts how much the shapes of an OpenType font with CFF outlines draw, before anything draws them: a shape is a program that calls others, those
call others, and so on. Time alone would bound it by what else the machine does, and the answer would differ from one to the next.

https://adobe-type-tools.github.io/font-tech-notes/pdfs/5177.Type2.pdf
"""

from __future__ import annotations

from typing import Any

from fontTools.encodings.StandardEncoding import StandardEncoding  # type: ignore[import-untyped]
from fontTools.misc.psCharStrings import SimpleT2Decompiler  # type: ignore[import-untyped]

MOST_STEPS = 10_000
"""Numbers and operators that one shape is drawn by, with all that it calls; the letters of real fonts have a few hundred."""

MOST_STEPS_IN_ALL = 3_000_000
DEEPEST_CALLS = 10


class _TooMuch(Exception):
    """A shape takes more than one may."""


def cff_in_bounds(font: Any) -> bool:
    """True where each shape of a font that fontTools has opened takes at most MOST_STEPS, all of them MOST_STEPS_IN_ALL, and none calls more than
    DEEPEST_CALLS deep; also for a font with outlines of another sort. Of one that is damaged fontTools raises whatever it does."""
    table = next((name for name in ("CFF ", "CFF2") if name in font), "")
    shapes, left = font[table].cff.topDictIndex[0].CharStrings if table else {}, MOST_STEPS_IN_ALL
    try:
        for name in font.getGlyphOrder() if table else ():
            left -= _steps(shapes, name)
            if left < 0:
                return False
    except _TooMuch:
        return False
    return True


def _steps(shapes: Any, name: str, whole: bool = True) -> int:
    """The steps of one shape. _TooMuch also for one that is part of another and not `whole` itself."""
    counter = _Counter(shapes, shapes[name], whole)
    counter.execute(shapes[name])
    return counter.taken


class _Counter(SimpleT2Decompiler):  # type: ignore[misc]
    """Runs the program of a shape and draws nothing."""

    def __init__(self, shapes: Any, shape: Any, whole: bool) -> None:
        super().__init__(getattr(shape.private, "Subrs", []), shape.globalSubrs, shape.private)
        self.shapes, self.whole, self.taken = shapes, whole, 0

    def execute(self, charString: Any, **more: Any) -> None:
        """Each program counts before it is run: a loop would not come back."""
        self.taken += 1 + len(charString.bytecode or charString.program or ())
        if self.taken > MOST_STEPS or len(self.callingStack) > DEEPEST_CALLS:
            raise _TooMuch
        super().execute(charString, **more)

    def op_endchar(self, index: int) -> None:
        """One that is given four numbers draws a letter and an accent, each by its code; these may not be such pairs themselves, or every pair would
        double what it takes."""
        if len(self.operandStack) >= 4:
            if not self.whole:
                raise _TooMuch
            self.taken += sum(_steps(self.shapes, StandardEncoding[int(code)], whole=False) for code in self.operandStack[-2:])
