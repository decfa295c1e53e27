"""statement-without-assessment: see statement-without-assessment.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def statement_without_assessment(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every statement that lacks an assessment or an outcome."""
    for statement in plan.statements.values():
        if not statement.sound("organisation", "assessment", "outcome") or (statement.assessment and statement.outcome):
            continue
        why = "no-outcome" if statement.assessment else "no-assessment"
        found = hit(statement.at_top(), Hint("assess-statement", {}), organisation=statement.organisation or statement.id, why=why)
        yield found if plan.head.status == "hearing" else found._replace(severity=Severity.WARNING)
