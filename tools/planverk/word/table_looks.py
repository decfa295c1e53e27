"""Which conditional formats of a table style meet in a cell (ECMA-376 part 1, 17.7.6, 17.18.89)."""

from __future__ import annotations

from typing import NamedTuple

from planverk.word.names import Element, w

_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
_CORNERS = {
    ("firstRow", "firstCol"): "nwCell",
    ("firstRow", "lastCol"): "neCell",
    ("lastRow", "firstCol"): "swCell",
    ("lastRow", "lastCol"): "seCell",
}


class Spot(NamedTuple):
    """A cell's place in its table: its row and column, and the last of each."""

    row: int
    last_row: int
    column: int
    last_column: int


def met(look: Element | None, spot: Spot, rows: int = 1, columns: int = 1) -> tuple[str, ...]:
    """The names of the formats, the strongest first: corners, rows, columns, bands of so many rows and columns; `look` is `w:tblLook`."""
    on = {name: _is_on(look, name) for name in _BITS}
    row = "firstRow" if spot.row == 0 and on["firstRow"] else "lastRow" if spot.row == spot.last_row and on["lastRow"] else ""
    column = ""
    if spot.column == 0 and on["firstColumn"]:
        column = "firstCol"
    elif spot.column == spot.last_column and on["lastColumn"]:
        column = "lastCol"
    across = "" if row or on["noHBand"] else f"band{(spot.row - on['firstRow']) // rows % 2 + 1}Horz"
    down = "" if column or on["noVBand"] else f"band{(spot.column - on['firstColumn']) // columns % 2 + 1}Vert"
    return tuple(filter(None, (_CORNERS.get((row, column), ""), row, column, across, down)))


def _is_on(look: Element | None, name: str) -> bool:
    """A switch of `w:tblLook`: an attribute, in older files a bit of its value."""
    if look is None:
        return False
    if (said := look.get(w(name))) is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(look.get(w("val"), "0")[:8], 16) & _BITS[name])
    except ValueError:
        return False
