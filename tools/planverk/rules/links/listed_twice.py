"""A list names the same thing twice.

A chapter that the contents name twice would be printed twice, and a goal that is named twice is counted twice.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
      - folkehelse#fellesskap  # <-
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.rules.hits import Hit, hit
from planverk.source.yaml import Route

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{name}» står i listen allerede, på linje {line}",
    "nn": "«{name}» står i lista alt, på linje {line}",
    "en": "“{name}” stands in the list already, on line {line}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later of equal items in `contents`, in the lists of references, and in a figure's series."""
    for entry in plan.entries:
        seen: dict[tuple[Route, str], int] = {}
        for route, name in _items(entry):
            line = entry.at(*route).span.start.line
            first = seen.setdefault((route[:-1], name), line)
            if first != line:
                yield hit(entry.at(*route), Hint("remove-one", {}), name=name, line=str(first))


def _items(entry: Entry) -> Iterator[tuple[Route, str]]:
    for route, _, name in entry.named():
        if isinstance(route[-1], int):
            yield route, name
    if isinstance(entry, PlanFile):
        yield from ((("contents", index), name) for index, name in enumerate(entry.contents))
    elif isinstance(entry, Figure):
        yield from ((("series", index), name) for index, name in enumerate(entry.series))
