"""Tables and charts where the author placed them."""

from __future__ import annotations

from planverk.document.blocks import Blocks, Chart, Column, Figure, Paragraph, Row, Series, Table, Text
from planverk.document.context import Context
from planverk.document.facts import more_facts
from planverk.document.records import Image
from planverk.document.sources import source_line
from planverk.document.typography import number, typeset
from planverk.model import data_entries as model
from planverk.reading.cache import remembered
from planverk.source.jpeg import size_of
from planverk.source.numbers import read_number
from planverk.source.picture import PictureFault, media_type, read_picture
from planverk.source.table import Data


def place_figure(context: Context, name: str) -> Blocks:
    """The blocks of a figure; a reference to a figure that is not there gives none."""
    figure = context.plan.figures.get(name)
    if figure is None:
        return ()
    if figure.kind_of == "picture":
        return (_picture(context, figure),)
    data = _data(context, figure)
    if figure.kind_of == "table" and data is not None:
        return (_table(context, figure, data, context.figures[name], context.anchor("figure", name)), *_notes(context, figure))
    return (_figure(context, figure, data),)


def _data(context: Context, figure: model.Figure) -> Data | None:
    sheet = context.plan.sheets.get(figure.data or "")
    data = sheet.data if sheet else None
    if data is None or not {figure.x, *figure.series} <= set(data.header):
        return None
    return data


def _figure(context: Context, figure: model.Figure, data: Data | None) -> Figure:
    chart = _chart(figure, data, context.plan.head.language) if data else None
    return Figure(
        anchor=context.anchor("figure", figure.id),
        label=context.figures[figure.id],
        caption=(Text(typeset(figure.title)),),
        alternative=typeset(figure.alternative or ""),
        chart=chart,
        table=_numbers(context, figure, data) if data and not _shown_as_table(context, figure) else None,
        notes=_notes(context, figure),
    )


def _picture(context: Context, figure: model.Figure) -> Figure:
    """A picture; one that cannot be read leaves what it shows in words."""
    data, image = context.plan.files.get(figure.file or ""), None
    if data is not None:
        try:
            cleaned = read_picture(data, remembered)
            kind = media_type(cleaned)
            image = Image(cleaned, kind, typeset(figure.alternative or ""), size_of(cleaned) if kind == "image/jpeg" else (0, 0))
        except PictureFault:
            pass
    return Figure(
        context.anchor("figure", figure.id), context.figures[figure.id], (Text(typeset(figure.title)),), typeset(figure.alternative or ""), image,
        notes=_notes(context, figure),
    )  # fmt: skip


def _chart(figure: model.Figure, data: Data, language: str) -> Chart:
    series = tuple(_series(name, data.column(name), language) for name in figure.series)
    return Chart("bar" if figure.kind_of == "bar" else "line", figure.x or "", _x_texts(figure, data), series, figure.unit or "")


def _x_texts(figure: model.Figure, data: Data) -> tuple[str, ...]:
    """What stands along x; a line break inside a cell is a space to readers."""
    return tuple(" ".join(cell.split("\n")) for cell in data.column(figure.x or ""))


def _series(name: str, cells: tuple[str, ...], language: str) -> Series:
    numbers = [read_number(cell, language) for cell in cells]
    return Series(name, tuple(float(each.value) if each else None for each in numbers), tuple(number(cell, language) for cell in cells))


def _numbers(context: Context, figure: model.Figure, data: Data) -> Table:
    title = context.say("figure-numbers-of", title=figure.title)
    return Table(_columns(figure), _rows(context, figure, data), "data", caption=(Text(title),))


def _shown_as_table(context: Context, figure: model.Figure) -> bool:
    """True where a table that is printed holds the chart's numbers already."""
    tables = (other for other in context.plan.figures.values() if other.kind_of == "table" and other.id in context.figures)
    return any(table.data == figure.data and table.x == figure.x and set(figure.series) <= set(table.series) for table in tables)


def _table(context: Context, figure: model.Figure, data: Data, label: str, anchor: str) -> Table:
    return Table(_columns(figure), _rows(context, figure, data), "data", label, (Text(typeset(figure.title)),), anchor)


def _columns(figure: model.Figure) -> tuple[Column, ...]:
    share = 1 / (len(figure.series) + 1)
    return (Column((Text(typeset(figure.x or "")),), share), *(Column((Text(typeset(name)),), share, "right") for name in figure.series))


def _rows(context: Context, figure: model.Figure, data: Data) -> tuple[Row, ...]:
    language = context.plan.head.language
    columns = [_x_texts(figure, data), *(tuple(number(cell, language) for cell in data.column(name)) for name in figure.series)]
    return tuple(Row(tuple((Paragraph((Text(cell),)),) for cell in cells)) for cells in zip(*columns, strict=True))


def _notes(context: Context, figure: model.Figure) -> Blocks:
    notes: list[Paragraph] = []
    if figure.data_missing:
        notes.append(Paragraph((Text(typeset(figure.data_missing)),), "missing"))
    notes += [
        Paragraph(context.line(f"figure-{name}", text=text).children, "small")
        for name, text in (("credit", figure.credit), ("licence", figure.licence))
        if text
    ]
    if figure.unit and figure.data:
        notes.append(Paragraph((Text(context.say("unit", unit=figure.unit)),), "small"))
    if figure.source and figure.source in context.plan.sources:
        before, _, after = context.words["source-of-figure"].partition("{source}")
        line = source_line(context, context.plan.sources[figure.source])
        notes.append(Paragraph((Text(before), *line, Text(after or ".")), "small"))
    if figure.note:
        notes.append(Paragraph((Text(typeset(figure.note)),), "small"))
    return (*notes, *more_facts(context, figure))
