"""How text looks: its colour, ground, size and weight, as they come out of runs, styles, tables, defaults and theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planverk.word.colours import BLACK, HIGHLIGHTS, WHITE, contrast, fill_colour, text_colour, theme_colours
from planverk.word.names import Element, is_on, value, w
from planverk.word.reading import Paragraph, Reading
from planverk.word.styles import run_properties
from planverk.word.table_looks import Spot, met
from planverk.word.values import number_at

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
        self._rows: dict[Element, dict[Element, int]] = {}
        self._grounds: dict[Element | None, str] = {}
        self._groups: dict[tuple[Element | None, str], tuple[Element, ...]] = {}
        self._formats: dict[str, dict[str, list[Element]]] = {}
        self._columns: dict[Element, dict[Element, int]] = {}
        self._met: dict[Element, tuple[str, ...]] = {}

    def of(self, run: Element, paragraph: Paragraph) -> Look:
        """The look of a run; automatic ink is black, on a dark ground white."""
        ground = self._ground(run, paragraph)
        ink = self.ink(run, paragraph) or (WHITE if contrast(BLACK, ground) < contrast(WHITE, ground) and ground != self._page else BLACK)
        sources = tuple(self._sources(run, paragraph))
        size = next((found for each in sources if (found := number_at(each, "sz", least=1)) is not None), None)
        bold = next((each.find(w("b")) for each in sources if each.find(w("b")) is not None), None)
        return Look(ink, ground, size / 2 if size else _DEFAULT_SIZE, is_on(bold))

    def ink(self, run: Element, paragraph: Paragraph) -> str:
        """The colour of a run, "" for automatic."""
        return self._colour(self._sources(run, paragraph))

    def ink_of_text(self, paragraph: Paragraph) -> str:
        """The colour that text of the paragraph has without a colour of its own, "" for automatic."""
        return self._colour(self._sources(None, paragraph))

    def _colour(self, sources: Iterator[Element]) -> str:
        found = next((each for each in (source.find(w("color")) for source in sources) if each is not None), None)
        return "" if found is None else text_colour(found, self._theme)

    def _sources(self, run: Element | None, paragraph: Paragraph) -> Iterator[Element]:
        """Run properties, the strongest first: the run's, its style's, the paragraph style's, the table's, the defaults."""
        if run is not None:
            yield from run_properties(run, paragraph.element, self._reading.styles)
        else:
            yield from (found for style in self._reading.styles.chain(paragraph.style) if (found := style.find(w("rPr"))) is not None)
        yield from self._of_tables(paragraph, "rPr")
        if self._reading.styles.defaults is not None:
            yield self._reading.styles.defaults

    # --- ground ----------------------------------------------------------------------------------------------------------

    def _ground(self, run: Element, paragraph: Paragraph) -> str:
        for source in run_properties(run, paragraph.element, self._reading.styles):
            marked = HIGHLIGHTS.get(value(source, "highlight"))
            if fill := marked or self._fill(source):
                return fill
        shade = self._reading.styles.paragraph_property(paragraph.element, "shd")
        if shade is not None and (fill := fill_colour(shade, self._theme)):
            return fill
        cell = next(paragraph.element.iterancestors(w("tc")), None)
        if cell not in self._grounds:
            self._grounds[cell] = next((fill for fill in self._grounds_of_tables(paragraph) if fill), self._page)
        return self._grounds[cell]

    def _grounds_of_tables(self, paragraph: Paragraph) -> Iterator[str]:
        for cell in paragraph.element.iterancestors(w("tc")):
            own = cell.find(w("tcPr"))
            if own is not None and own.find(w("shd")) is not None:
                yield self._fill(own) or self._page
        for properties in self._of_tables(paragraph, "tcPr"):
            yield self._fill(properties)
        for properties in self._of_tables(paragraph, "tblPr"):
            yield self._fill(properties)

    def _fill(self, properties: Element) -> str:
        shade = properties.find(w("shd"))
        return "" if shade is None else fill_colour(shade, self._theme)

    def _page_colour(self) -> str:
        settings = self._reading.package.one("settings")
        shown = settings is not None and is_on(settings[1].find(w("displayBackgroundShape")))
        ground = self._reading.package.body.find(w("background"))
        if not shown or ground is None:
            return WHITE
        return text_colour(_as_colour(ground), self._theme) or WHITE

    # --- tables ----------------------------------------------------------------------------------------------------------

    def _of_tables(self, paragraph: Paragraph, group: str) -> tuple[Element, ...]:
        """The property groups of the table's style that reach the paragraph's cell: those of its row and column first."""
        cell = next(paragraph.element.iterancestors(w("tc")), None)
        if (cell, group) not in self._groups:
            around = () if cell is None else (cell, *cell.iterancestors(w("tc")))
            self._groups[cell, group] = tuple(found for each in around for found in self._of_cell(each, group))
        return self._groups[cell, group]

    def _of_cell(self, cell: Element, group: str) -> Iterator[Element]:
        row, table = next(cell.iterancestors(w("tr")), None), next(cell.iterancestors(w("tbl")), None)
        if row is None or table is None:
            return
        key = value(table, "tblPr", "tblStyle")
        parts = [part for kind in self._conditions(table, row, cell) for part in self._parts(key).get(kind, ())]
        yield from (found for part in (*parts, *self._reading.styles.chain(key)) if (found := part.find(w(group))) is not None)

    def _parts(self, key: str) -> dict[str, list[Element]]:
        """The conditional formats of a table style by their names, read once."""
        if key not in self._formats:
            self._formats[key] = {}
            for part in (part for style in self._reading.styles.chain(key) for part in style.iterchildren(w("tblStylePr"))):
                self._formats[key].setdefault(part.get(w("type"), ""), []).append(part)
        return self._formats[key]

    def _conditions(self, table: Element, row: Element, cell: Element) -> tuple[str, ...]:
        """Which conditional formats of a table style meet in a cell, the strongest first (ECMA-376 part 1, 17.7.6)."""
        if table not in self._rows:
            self._rows[table] = {each: number for number, each in enumerate(table.iterchildren(w("tr")))}
        if row not in self._columns:
            self._columns[row] = {each: number for number, each in enumerate(row.iterchildren(w("tc")))}
        if cell not in self._met:
            rows, cells = self._rows[table], self._columns[row]
            place = Spot(rows.get(row, 0), len(rows) - 1, cells.get(cell, 0), len(cells) - 1)
            self._met[cell] = met(table.find(f"{w('tblPr')}/{w('tblLook')}"), place, *self._bands(table))
        return self._met[cell]

    def _bands(self, table: Element) -> tuple[int, int]:
        """How many rows, and how many columns, a band of the table's style has."""
        style, names = value(table, "tblPr", "tblStyle"), ("tblStyleRowBandSize", "tblStyleColBandSize")
        rows, columns = (number_at(self._reading.styles.style_property(style, "tblPr", name), least=1) or 1 for name in names)
        return rows, columns


def _as_colour(ground: Element) -> Element:
    """The page's ground as if it were `w:color`: the attributes have other names."""
    copy = ground.makeelement(w("color"))
    for mine, theirs in (("val", "color"), ("themeColor", "themeColor"), ("themeTint", "themeTint"), ("themeShade", "themeShade")):
        if ground.get(w(theirs)):
            copy.set(w(mine), str(ground.get(w(theirs))))
    return copy
