"""Draws a chart with matplotlib: quiet axes, values and names at the marks, series told apart by line, marker or hatch and never by colour alone."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from math import ceil, floor, log10
from pathlib import Path
from textwrap import wrap
from typing import Any

from matplotlib import rc_context, rcParamsDefault
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from planverk.colors import mix
from planverk.document.blocks import Chart, Series
from planverk.document.records import Look
from planverk.document.typography import written_value
from planverk.formats.fonts import Face, face, nearest
from planverk.typefaces import fallback_fonts, lacking

_WIDTH, _HEIGHT = 160 / 25.4, 75 / 25.4
_SETTINGS = {"svg.hashsalt": "planverk", "svg.fonttype": "path", "path.simplify": False, "hatch.linewidth": 0.9, "text.parse_math": False}
_NOT_OURS = {"backend", "backend_fallback", "interactive", "toolbar", "timezone"}
_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}
_LINES: tuple[tuple[str, str], ...] = (("-", "o"), ("--", "s"), (":", "D"), ("-.", "^"))
_HATCHES = ("", "////", "....", "\\\\\\\\")
_SMALL, _TEXT = 8.5, 9.5
_TEXT_WEIGHT, _STRONG_WEIGHT = 400, 600
_ROOM_BAR = 8.5  # points of width that a value above a bar needs, for each two characters of it
_ROOM_X = 104  # characters that have room along x
_LABEL = 10  # characters of a fraction that have room at a mark; whole numbers are never rounded
_NAME = 36  # characters of a name that have room in the drawing; the table beside it has them all
_MANY = 12  # points of a line; with more of them, only the last one has its value written


class _Undated(FigureCanvasSVG):
    """Writes nothing of when and how it was drawn. matplotlib draws once more to measure, without what `savefig` is given for the file, and then
    reads SOURCE_DATE_EPOCH, which may hold anything."""

    def print_svg(self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **orientation: Any) -> None:
        super().print_svg(filename, bbox_inches_restore=bbox_inches_restore, metadata=_NOTHING)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class _Ink:
    """The look as matplotlib takes it."""

    look: Look
    text: FontProperties
    strong: FontProperties
    language: str

    def shade(self, index: int) -> str:
        """The colour of a series: the primary one, and lighter or darker ones that differ from it in lightness too."""
        return (self.look.primary, self.look.secondary, self.look.ink, mix(self.look.primary, self.look.hairline, 0.5))[index % 4]

    def number(self, value: float) -> str:
        return number(value, self.language)

    def label(self, series: Series, place: int) -> str:
        """What stands at a mark: the number as readers get it elsewhere, rounded where it has no room."""
        value, text = series.values[place], series.texts[place] if series.texts else ""
        if value is None or (text and (len(text) <= _LABEL or value == int(value))):
            return text or "\u2013"
        digits = max(2, 2 - floor(log10(abs(value)))) if value else 2
        return number(round(value, digits), self.language)


def draw(chart: Chart, look: Look, language: str, faces: tuple[Face, ...]) -> bytes:
    """The chart as SVG without a date, text as paths. ValueError for a chart without numbers."""
    paths = tuple(nearest(faces, weight).path for weight in (_TEXT_WEIGHT, _STRONG_WEIGHT))
    regular, strong = (FontProperties(fname=str(path), size=_TEXT) for path in paths)
    ink = _Ink(look, regular, strong, language)
    # matplotlib's own defaults, whatever a user's or a folder's matplotlibrc says, and ours on top
    settings: dict[Any, Any] = {key: value for key, value in rcParamsDefault.items() if key not in _NOT_OURS} | _SETTINGS
    with rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            return _drawn(_printable(chart, paths), ink)
        except UserWarning as warning:
            raise ValueError(f"the chart can't be drawn: {warning}") from warning


def _drawn(chart: Chart, ink: _Ink) -> bytes:
    canvas = Canvas(figsize=(_WIDTH, _HEIGHT), layout="constrained", facecolor=ink.look.paper)
    _Undated(canvas)
    axes = canvas.add_subplot(facecolor=ink.look.paper)
    _axes(axes, chart, ink)
    _lines(axes, chart, ink) if chart.kind == "line" else _bars(axes, chart, ink)
    _with_shapes(canvas)
    stream = BytesIO()
    canvas.savefig(stream, format="svg")
    return stream.getvalue()


def _with_shapes(canvas: Canvas) -> None:
    """Sets a text that the type lacks a sign of in one that has more; the whole text, since matplotlib looks for single signs by families' names."""
    held: dict[str, bytes] = {}
    for text in canvas.findobj(Text):
        assert isinstance(text, Text)
        name = str(text.get_fontproperties().get_file() or "")
        if name and lacking(held.setdefault(name, Path(name).read_bytes()), set(text.get_text())):
            instead = fallback_fonts()[1 if face(Path(name)).weight > _TEXT_WEIGHT else 0]
            text.set_fontproperties(FontProperties(fname=str(instead), size=text.get_fontsize()))


def _printable(chart: Chart, faces: tuple[Path, ...]) -> Chart:
    """The chart with U+FFFD for what no type has a shape for: the finding sign-without-shape, where somebody has made that a warning."""
    first, instead = ([path.read_bytes() for path in paths] for paths in (faces, fallback_fonts()))

    def shown(text: str) -> str:
        signs = set(text)
        if not any(lacking(data, signs) for data in first):
            return text
        missing = frozenset[str]().union(*(lacking(data, signs) for data in instead))
        return "".join("\N{REPLACEMENT CHARACTER}" if sign in missing else sign for sign in text)

    series = tuple(replace(each, name=shown(each.name), texts=tuple(map(shown, each.texts))) for each in chart.series)
    return replace(chart, x_title=shown(chart.x_title), x=tuple(map(shown, chart.x)), unit=shown(chart.unit), series=series)


def number(value: float, language: str) -> str:
    """A number as readers of the language write it, without what a computer's fractions add to it: "23,5", "0,001", "−4" in Norwegian."""
    exact = Decimal(int(value)) if value == int(value) else Decimal(f"{value:.10g}")
    return written_value(exact, language)


# --- axes ------------------------------------------------------------------------------------------------------------


def _axes(axes: Axes, chart: Chart, ink: _Ink) -> None:
    """Hairlines across, a foot line, the unit above the numbers, the x-texts where they have room."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        raise ValueError("the chart has no number")
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=ink.look.hairline, linewidth=0.8)
    axes.grid(axis="y", color=ink.look.hairline, alpha=0.35, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=all(value == int(value) for value in values)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: ink.number(value)))
    axes.tick_params(length=0, labelcolor=ink.look.secondary, labelsize=_TEXT)
    low, high = min(*values, 0.0), max(*values, 0.0)
    room = (high - low or 1.0) * 0.12
    if low < 0:
        axes.axhline(0, color=ink.look.hairline, linewidth=0.8, zorder=1)
    axes.set_ylim(low - room if low < 0 else 0, high + room if high > 0 else room)
    axes.set_title(_short(chart.unit, 2 * _NAME), loc="left", fontproperties=ink.text, fontsize=_TEXT, color=ink.look.secondary, pad=8)
    axes.set_xlabel(_short(chart.x_title, 2 * _NAME), fontproperties=ink.text, fontsize=_TEXT, color=ink.look.secondary, labelpad=5)
    axes.set_xlim(-0.6, len(chart.x) - 0.4)
    _x_texts(axes, [_short(text) for text in chart.x])
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(ink.text)


def _x_texts(axes: Axes, texts: Sequence[str]) -> None:
    """Every x-text where they fit side by side; else in more lines, else aslant; where there are many, each second, third …"""
    room = _ROOM_X / len(texts)
    wanted = ceil((max(map(len, texts)) + 2) / room) if len(texts) > 14 else 1
    step = next((step for step in (1, 2, 5, 10, 20, 50) if step >= wanted), wanted)
    places = range(0, len(texts), step)
    width = max(1, int(room * step))
    wrapped = ["\n".join(wrap(texts[place], width, break_long_words=False, break_on_hyphens=False)) for place in places]
    aslant = max(len(line) for text in wrapped for line in text.split("\n")) > room * step
    axes.set_xticks(list(places), [texts[place] for place in places] if aslant else wrapped)
    if aslant:
        axes.tick_params(axis="x", rotation=35)
        for label in axes.get_xticklabels():
            label.set(ha="right", rotation_mode="anchor")


def _short(text: str, most: int = _NAME) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(axes: Axes, chart: Chart, ink: _Ink) -> None:
    """Each series as a line with its own dashes and markers, its name and last value at its end."""
    for index, series in enumerate(chart.series):
        dashes, marker = _LINES[index % 4]
        axes.plot(
            range(len(series.values)),
            [float("nan") if value is None else value for value in series.values],
            linestyle=dashes,
            marker=marker,
            markersize=5 if len(chart.x) <= 20 else 3,
            linewidth=1.8,
            color=ink.shade(index),
            markerfacecolor=ink.look.paper if index % 2 else ink.shade(index),
            clip_on=False,
            zorder=3,
        )
    if len(chart.series) <= 2 and len(chart.x) <= _MANY:
        _values_at_points(axes, chart, ink)
    _names_at_ends(axes, chart, ink)


def _values_at_points(axes: Axes, chart: Chart, ink: _Ink) -> None:
    """Each value at its point: above where its line is the upper one there, else below; the last one stands with the name."""
    for index, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            if value is None or (place, value) == _end(series):
                continue
            below = _below(chart, index, place, value)
            axes.annotate(
                ink.label(series, place),
                (place, value),
                xytext=(0, -7 if below else 6),
                textcoords="offset points",
                ha="center",
                va="top" if below else "bottom",
                fontproperties=ink.text,
                fontsize=_SMALL,
                color=ink.shade(index),
                bbox={"boxstyle": "square,pad=0.1", "facecolor": ink.look.paper, "edgecolor": "none", "alpha": 0.8},
                zorder=4,
            )


def _below(chart: Chart, index: int, place: int, value: float) -> bool:
    """Whether the value stands under its point: its line is the lower one there, or, alone, has a low point there."""
    others = [series.values[place] for at, series in enumerate(chart.series) if at != index]
    if others:
        return any(other is not None and (other > value or (other == value and index > 0)) for other in others)
    values = chart.series[index].values
    beside = [near for near in (*values[max(place - 1, 0) : place], *values[place + 1 : place + 2]) if near is not None]
    return bool(beside) and all(near > value for near in beside)


def _names_at_ends(axes: Axes, chart: Chart, ink: _Ink) -> None:
    """Name and last value to the right of each line's end, moved apart where they would touch."""
    ends = [(index, series, end) for index, series in enumerate(chart.series) if (end := _end(series))]
    low, high = axes.get_ylim()
    heights = _apart([value for _, _, (_, value) in ends], (high - low) * 0.085, high)
    for (index, series, (place, _)), height in zip(ends, heights, strict=True):
        axes.annotate(
            f"{_short(series.name)} {ink.label(series, place)}",
            (len(chart.x) - 1, height),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontproperties=ink.strong,
            fontsize=_TEXT,
            color=ink.shade(index),
            annotation_clip=False,
        )


def _end(series: Series) -> tuple[int, float] | None:
    return next(((place, value) for place, value in reversed(tuple(enumerate(series.values))) if value is not None), None)


def _apart(wanted: list[float], least: float, top: float) -> list[float]:
    """The wanted heights in their order, moved upwards so that two neighbours are `least` apart, then down again under `top`."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    heights = list(wanted)
    for below, above in pairwise(order):
        heights[above] = max(heights[above], heights[below] + least)
    surplus = max(0.0, max(heights, default=0.0) - top)
    return [height - surplus for height in heights]


# --- bars ------------------------------------------------------------------------------------------------------------


def _bars(axes: Axes, chart: Chart, ink: _Ink) -> None:
    """Bars in groups, each series with its own hatch; values above them where they have room; a legend where there are two series or more."""
    width = min(0.8 / len(chart.series), 0.3 if len(chart.x) <= 6 else 0.6)
    for index in range(len(chart.series)):
        _series_bars(axes, chart, index, width, ink)
    names = [_short(series.name) for series in chart.series]
    if len(names) > 1:
        axes.legend(
            [Patch(**_fill(index, ink)) for index in range(len(names))],
            names,
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=len(names) if sum(map(len, names)) <= 2 * _NAME else 1,
            frameon=False,
            prop=ink.text,
            labelcolor=ink.look.ink,
            borderaxespad=0.2,
            handlelength=1.6,
            columnspacing=1.6,
        )


def _fill(index: int, ink: _Ink) -> dict[str, Any]:
    """How a series' bars are filled: the first one solid, the others hatched."""
    face = ink.look.paper if index else ink.shade(0)
    return {"facecolor": face, "edgecolor": ink.shade(index), "hatch": _HATCHES[index % 4], "linewidth": 0.9}


def _series_bars(axes: Axes, chart: Chart, index: int, width: float, ink: _Ink) -> None:
    series = chart.series[index]
    places = [at + (index - (len(chart.series) - 1) / 2) * width for at in range(len(series.values))]
    bars = axes.bar(places, [value or 0.0 for value in series.values], width * 0.9, zorder=2, **_fill(index, ink))
    for bar, value in zip(bars, series.values, strict=True):
        bar.set_visible(value is not None)
    texts = [ink.label(series, place) for place in range(len(series.values))]
    if _WIDTH * 62 * width / (len(chart.x) + 0.2) >= _ROOM_BAR / 2 * max(map(len, texts)):
        axes.bar_label(bars, texts, padding=2.5, fontproperties=ink.text, fontsize=_SMALL, color=ink.look.ink)
