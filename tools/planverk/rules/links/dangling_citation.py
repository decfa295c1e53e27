"""The text cites a source that is not there.

A citation promises that a reader can look the claim up. ``[@ID]`` names a file plan/references/sources/ID.yaml.

Bad ``plan/chapters/kunnskap.md``::

    ---
    title: Det vi vet
    ---

    Flere sier at de er ensomme [@undersokelsen].  # <-

    ![](figure:ensomme)

Good ``plan/chapters/kunnskap.md``::

    ---
    title: Det vi vet
    ---

    Flere sier at de er ensomme [@undersokelse].

    ![](figure:ensomme)
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit, near_fix

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "kilden «{name}» finnes ikke",
    "nn": "kjelda «{name}» finst ikkje",
    "en": "the source “{name}” does not exist",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at every citation in prose whose source is not there."""
    for reference in plan.references:
        if reference.kind == "source" and not reference.route and reference.name not in plan.sources:
            near = did_you_mean(nearest(reference.name, plan.sources))
            remedies = near or (Hint("add-source", {"name": reference.name}),)
            yield hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, near), name=reference.name)
