"""missing-column: see missing-column.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import nearest
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan, Sheet
from planverk.rules.hits import Hit, hit
from planverk.source.yaml import Route


def missing_column(plan: Plan) -> Iterator[Hit]:
    """Hits at `x` and at items of `series` that are no title in the header of the data file."""
    for figure in plan.figures.values():
        sheet = plan.sheets.get(figure.data or "")
        if sheet and sheet.data and figure.sound("data"):
            for route, name in _columns(figure):
                if name not in sheet.data.header:
                    yield hit(figure.at(*route), *_remedies(name, sheet, sheet.data.header), name=name, path=sheet.path)


def _columns(figure: Figure) -> Iterator[tuple[Route, str]]:
    if figure.x:
        yield ("x",), figure.x
    yield from ((("series", index), name) for index, name in enumerate(figure.series))


def _remedies(name: str, sheet: Sheet, header: tuple[str, ...]) -> tuple[Hint, ...]:
    near = did_you_mean(nearest(name, header))
    return near or (Hint("columns-are", {"columns": ", ".join(f"«{title}»" for title in header)}),)
