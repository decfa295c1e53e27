"""No text and no figure cites a source.

The list of sources is there for those who want to look a claim up; a work that nothing rests on does not belong there.

Bad ``plan/references/sources/ungdata.yaml``::

    type: report  # <-
    title: Ungdata 2024
    publisher: Velferdsforskningsinstituttet NOVA
    issued: "2024"

Good ``plan/references/sources/undersokelse.yaml``::

    type: report
    title: Innbyggerundersøkelse
    publisher: Eksempel kommune
    issued: "2024"
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "ingenting i planen viser til kilden «{title}»",
    "nn": "ingenting i planen viser til kjelda «{title}»",
    "en": "nothing in the plan cites the source “{title}”",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at sources that no citation and no field names."""
    for source in plan.sources.values() if uses_are_known(plan) else ():
        if ("source", source.id) not in plan.referrers:
            yield hit(source.at_top(), Hint("cite-source", {"name": source.id}), title=source.title or source.id)
