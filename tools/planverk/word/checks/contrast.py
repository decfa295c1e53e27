"""Checks the contrast of every run of text: how it looks, as that comes out of runs, styles, tables, defaults and theme, and what WCAG 2.2 asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import methodcaller
from typing import Any, NamedTuple

from lxml import etree

from planverk.word.colours import BLACK, HIGHLIGHTS, WHITE, colour_of, contrast, fill_colour, text_colour, theme_colours
from planverk.word.fault import Fault, Place
from planverk.word.names import Element, is_on, number_at, value, w
from planverk.word.reading import Paragraph, Reading
from planverk.word.styles import is_hidden, properties_of, run_properties

_LARGE, _LARGE_BOLD, _DEFAULT_SIZE = 18.0, 14.0, 10.0
_AA, _AA_LARGE = 4.5, 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """A run's colour and ground as six hexadecimal digits, and its size in points."""

    ink: str
    ground: str
    size: float
    bold: bool

    @property
    def needed(self) -> float:
        """The contrast that WCAG 2.2, 1.4.3, asks for: less for large text."""
        return _AA_LARGE if self.size >= _LARGE or (self.bold and self.size >= _LARGE_BOLD) else _AA

    @property
    def ratio(self) -> float:
        """The contrast that there is."""
        return contrast(self.ink, self.ground)


class Looks:
    """The looks of a file's runs."""

    def __init__(self, reading: Reading) -> None:
        """Reads the theme and the page's colour."""
        self._reading = reading
        theme = reading.package.one("theme")
        self._theme = theme_colours(theme[1] if theme else None)
        self._page = self._page_colour()
        # A cell inside others asks the one around it: deep tables with deep styles are to cost no more than their cells.
        self._of_tables: Callable[[Element | None, str, _Read], Any] = cache(self._read_of_tables)
        self._of_style: Callable[[str, tuple[str, ...], str, _Read], Any] = cache(self._read_of_style)
        self._shade: Callable[[Element | None], str] = cache(self._read_shade)
        self._conditions: Callable[[Element, Element, Element], tuple[str, ...]] = cache(self._read_conditions)
        self._numbers: Callable[[Element, str], dict[Element, int]] = cache(_numbers)
        self._parts: Callable[[str], dict[str, list[Element]]] = cache(self._read_parts)
        self._known: dict[tuple[str, Element | None, bytes, bytes], Look] = {}

    def of(self, run: Element, paragraph: Paragraph) -> Look:
        """The look of a run; automatic ink is black, on a dark ground white. Runs that say the same are looked up once."""
        properties = properties_of(paragraph.element)
        shade = None if properties is None else properties.find(w("shd"))
        key = (paragraph.style, _cell_around(paragraph.element), _written(run.find(w("rPr"))), _written(shade))
        if (found := self._known.get(key)) is None:
            found = self._known[key] = self._read(run, paragraph)
        return found

    def _read(self, run: Element, paragraph: Paragraph) -> Look:
        ground = self._ground(run, paragraph)
        ink = self.ink(run, paragraph) or (WHITE if contrast(BLACK, ground) < contrast(WHITE, ground) and ground != self._page else BLACK)
        size = self._property(run, paragraph, _size_in)
        return Look(ink, ground, size / 2 if size else _DEFAULT_SIZE, is_on(self._property(run, paragraph, _bold_in)))

    def ink(self, run: Element | None, paragraph: Paragraph) -> str:
        """The colour of a run, "" for automatic. None asks for that of the paragraph's text without a colour of its own."""
        found = self._property(run, paragraph, _colour_in)
        return "" if found is None else text_colour(found, self._theme)

    def _property(self, run: Element | None, paragraph: Paragraph, read: _Read) -> Any:
        """What is read of run properties, of the strongest that say it: the run's, its style's, the paragraph style's, the table's, the defaults."""
        styles = self._reading.styles
        if run is not None:
            near = run_properties(run, paragraph.element, styles)
        else:
            near = (found for style in styles.chain(paragraph.style) if (found := style.find(w("rPr"))) is not None)
        if (found := _first(near, read)) is not None:
            return found
        if (found := self._of_tables(_cell_around(paragraph.element), "rPr", read)) is not None:
            return found
        return None if styles.defaults is None else read(styles.defaults)

    # --- ground ----------------------------------------------------------------------------------------------------------

    def _ground(self, run: Element, paragraph: Paragraph) -> str:
        for source in run_properties(run, paragraph.element, self._reading.styles):
            marked = HIGHLIGHTS.get(value(source, "highlight"))
            if fill := marked or self._fill(source):
                return fill
        shade = self._reading.styles.paragraph_property(paragraph.element, "shd")
        if shade is not None and (fill := fill_colour(shade, self._theme)):
            return fill
        cell = _cell_around(paragraph.element)
        of_style = (self._of_tables(cell, group, self._fill) for group in ("tcPr", "tblPr"))
        return self._shade(cell) or next(filter(None, of_style), self._page)

    def _read_shade(self, cell: Element | None) -> str:
        """The ground that a cell has of its own, or one around it; "" for none."""
        if cell is None:
            return ""
        own = cell.find(w("tcPr"))
        if own is None or own.find(w("shd")) is None:
            return self._shade(_cell_around(cell))
        return self._fill(own) or self._page

    def _fill(self, properties: Element) -> str | None:
        shade = properties.find(w("shd"))
        return None if shade is None else fill_colour(shade, self._theme) or None

    def _page_colour(self) -> str:
        settings = self._reading.package.one("settings")
        shown = settings is not None and is_on(settings[1].find(w("displayBackgroundShape")))
        ground = self._reading.package.body.find(w("background"))
        if not shown or ground is None:
            return WHITE
        return colour_of(ground, self._theme, ("color", "themeColor", "themeTint", "themeShade")) or WHITE

    # --- tables ----------------------------------------------------------------------------------------------------------

    def _read_of_tables(self, cell: Element | None, group: str, read: _Read) -> Any:
        """What is read of the property groups of the table's style that reach a cell: those of its row and column first, then those of the cell
        around it."""
        if cell is None:
            return None
        row, table = next(cell.iterancestors(w("tr")), None), next(cell.iterancestors(w("tbl")), None)
        found = None
        if row is not None and table is not None:
            found = self._of_style(value(table, "tblPr", "tblStyle"), self._conditions(table, row, cell), group, read)
        return self._of_tables(_cell_around(cell), group, read) if found is None else found

    def _read_of_style(self, key: str, met_here: tuple[str, ...], group: str, read: _Read) -> Any:
        parts = [part for kind in met_here for part in self._parts(key).get(kind, ())]
        return _first((found for part in (*parts, *self._reading.styles.chain(key)) if (found := part.find(w(group))) is not None), read)

    def _read_parts(self, key: str) -> dict[str, list[Element]]:
        """The conditional formats of a table style by their names."""
        found: dict[str, list[Element]] = {}
        for part in (part for style in self._reading.styles.chain(key) for part in style.iterchildren(w("tblStylePr"))):
            found.setdefault(part.get(w("type"), ""), []).append(part)
        return found

    def _read_conditions(self, table: Element, row: Element, cell: Element) -> tuple[str, ...]:
        """Which conditional formats of a table style meet in a cell, the strongest first (ECMA-376 part 1, 17.7.6)."""
        rows, cells = self._numbers(table, "tr"), self._numbers(row, "tc")
        place = Spot(rows.get(row, 0), len(rows) - 1, cells.get(cell, 0), len(cells) - 1)
        return met(table.find(f"{w('tblPr')}/{w('tblLook')}"), place, *self._bands(table))

    def _bands(self, table: Element) -> tuple[int, int]:
        """How many rows, and how many columns, a band of the table's style has."""
        style, names = value(table, "tblPr", "tblStyle"), ("tblStyleRowBandSize", "tblStyleColBandSize")
        rows, columns = (number_at(self._reading.styles.style_property(style, "tblPr", name), least=1) or 1 for name in names)
        return rows, columns


_Read = Callable[[Element], Any]
"""Reads one thing of a group of properties, None where the group does not say it."""


def _first(groups: Iterator[Element], read: _Read) -> Any:
    return next((found for group in groups if (found := read(group)) is not None), None)


_colour_in, _bold_in = (methodcaller("find", w(name)) for name in ("color", "b"))


def _size_in(properties: Element) -> int | None:
    return number_at(properties, "sz", least=1)


def _written(element: Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element, with_tail=False)


def _numbers(around: Element, name: str) -> dict[Element, int]:
    """The numbers of the rows of a table, or of the cells of a row."""
    return {each: number for number, each in enumerate(around.iterchildren(w(name)))}


def _cell_around(element: Element) -> Element | None:
    return next(element.iterancestors(w("tc")), None)


# --- which formats of a table style meet in a cell ---

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
    on = {name: _is_switched_on(look, name) for name in _BITS}
    row = "firstRow" if spot.row == 0 and on["firstRow"] else "lastRow" if spot.row == spot.last_row and on["lastRow"] else ""
    column = ""
    if spot.column == 0 and on["firstColumn"]:
        column = "firstCol"
    elif spot.column == spot.last_column and on["lastColumn"]:
        column = "lastCol"
    across = "" if row or on["noHBand"] else f"band{(spot.row - on['firstRow']) // rows % 2 + 1}Horz"
    down = "" if column or on["noVBand"] else f"band{(spot.column - on['firstColumn']) // columns % 2 + 1}Vert"
    return tuple(filter(None, (_CORNERS.get((row, column), ""), row, column, across, down)))


def _is_switched_on(look: Element | None, name: str) -> bool:
    """A switch of `w:tblLook`: an attribute, in older files a bit of its value."""
    if look is None:
        return False
    if (said := look.get(w(name))) is not None:
        return said in ("1", "true", "on")
    try:
        return bool(int(look.get(w("val"), "0")[:8], 16) & _BITS[name])
    except ValueError:
        return False


def check(reading: Reading) -> Iterator[Fault]:
    """Text that can't be told well from its ground."""
    looks = Looks(reading)
    counts: dict[tuple[str, str, str, float], int] = {}
    places: dict[tuple[str, str, str, float], tuple[Place, Look]] = {}
    for paragraph in reading.paragraphs:
        for run in paragraph.element.iter(w("r")):
            if not any((text.text or "").strip() for text in run.iter(w("t"))):
                continue
            look = looks.of(run, paragraph)
            if look.ratio >= look.needed or is_hidden(run, paragraph.element, reading.styles):
                continue
            style = value(run, "rPr", "rStyle") or paragraph.style
            key = (look.ink, look.ground, style, look.needed)
            counts[key] = counts.get(key, 0) + 1
            places.setdefault(key, (paragraph.place, look))
    for key, (place, look) in places.items():
        ratio = f"{int(look.ratio * 100) / 100:.2f}"  # cut, not rounded, so that 4.49 never reads 4.5
        facts = {"ink": f"#{look.ink}", "ground": f"#{look.ground}", "ratio": ratio, "needed": f"{look.needed:g}"}
        yield Fault("contrast-low", place, {**facts, "style": reading.styles.name(key[2]), "count": str(counts[key])})
