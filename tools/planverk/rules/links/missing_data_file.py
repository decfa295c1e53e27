"""A figure names a data file that is not there.

The numbers behind a table or chart stand in a CSV file in plan/data, and ``data`` is that file's name. Without it there is nothing to draw. A figure
whose numbers are not known says so in ``data_missing`` instead.

Bad ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data: ensome.csv  # <-
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: Andelen går fra 21 prosent i 2020 til 24 prosent i 2024.

Good ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data: ensomme.csv
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: Andelen går fra 21 prosent i 2020 til 24 prosent i 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "datafilen «{name}» finnes ikke i plan/data",
    "nn": "datafila «{name}» finst ikkje i plan/data",
    "en": "the data file “{name}” is not in plan/data",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at `data` where it is not the name of a file in plan/data."""
    for figure in plan.figures.values():
        if figure.data and figure.sound("data") and figure.data not in plan.sheets:
            near = did_you_mean(nearest(figure.data.rsplit("/", 1)[-1], plan.sheets))
            yield hit(figure.at("data"), *(near or (Hint("add-data-file", {}),)), name=figure.data)
