"""A statement was accepted, wholly or in part, and nothing says what it changed.

``outcome: accepted`` promises that something in the plan is otherwise than it was. ``change`` says what, so that readers can look.

Bad ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet
    date: 2026-05-04
    summary: Rutinen bør også gjelde for hjemmetjenesten.
    assessment: Hjemmetjenesten møter mange som er ensomme.
    outcome: accepted  # <-

Good ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet
    date: 2026-05-04
    summary: Rutinen bør også gjelde for hjemmetjenesten.
    assessment: Hjemmetjenesten møter mange som er ensomme.
    outcome: accepted
    change: Tiltak 1 nevner hjemmetjenesten.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "innspillet fra «{organisation}» er tatt til følge, men det står ikke hva som ble endret",
    "nn": "innspelet frå «{organisation}» er teke til følgje, men det står ikkje kva som blei endra",
    "en": "the statement of “{organisation}” was accepted, but it is not told what was changed",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at `outcome` where it is accepted or partly and there is no `change`."""
    for statement in plan.statements.values():
        if statement.outcome in ("accepted", "partly") and not statement.change and statement.sound("organisation", "change"):
            yield hit(statement.at("outcome"), Hint("write-change", {}), organisation=statement.organisation or statement.id)
