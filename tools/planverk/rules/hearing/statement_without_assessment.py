"""A statement in the hearing was not weighed, or nothing says what came of it.

The case paper must tell how each statement was weighed. Whoever answered a hearing wants to find the answer, and the body that decides wants to see
what was not taken in, and why. While the status is ``hearing``, it is information; afterwards a warning.

Bad ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet  # <-
    date: 2026-05-04
    entries:
      - measure:felles-rutine
    summary: Rutinen bør også gjelde for hjemmetjenesten.

Good ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet
    date: 2026-05-04
    entries:
      - measure:felles-rutine
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

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "innspillet fra «{organisation}» er {why}",
    "nn": "innspelet frå «{organisation}» er {why}",
    "en": "the statement of “{organisation}” is {why}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every statement that lacks an assessment or an outcome."""
    for statement in plan.statements.values():
        if not statement.sound("organisation", "assessment", "outcome") or (statement.assessment and statement.outcome):
            continue
        why = "no-outcome" if statement.assessment else "no-assessment"
        found = hit(statement.at_top(), Hint("assess-statement", {}), organisation=statement.organisation or statement.id, why=why)
        yield found if plan.head.status == "hearing" else found._replace(severity=Severity.WARNING)
