"""missing-data-file: see missing-data-file.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def missing_data_file(plan: Plan) -> Iterator[Hit]:
    """Hits at `data` where it is not the name of a file in plan/data."""
    for figure in plan.figures.values():
        if figure.data and figure.sound("data") and figure.data not in plan.sheets:
            near = did_you_mean(nearest(figure.data.rsplit("/", 1)[-1], plan.sheets))
            yield hit(figure.at("data"), *(near or (Hint("add-data-file", {}),)), name=figure.data)
