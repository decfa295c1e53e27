"""What is recorded of statements from the hearing."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import field_passages
from planverk.rules.persons import find_identity_number, find_mobile_number, find_person, find_personal_address


def outcome_without_change(plan: Plan) -> Iterator[Hit]:
    """A hit at `outcome` where it is accepted or partly and there is no `change`."""
    for statement in plan.statements.values():
        if statement.outcome in ("accepted", "partly") and not statement.change and statement.sound("organisation", "change"):
            yield hit(statement.at("outcome"), Hint("write-change", {}), organisation=statement.organisation or statement.id)


def statement_without_assessment(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every statement that lacks an assessment or an outcome."""
    for statement in plan.statements.values():
        if not statement.sound("organisation", "assessment", "outcome") or (statement.assessment and statement.outcome):
            continue
        why = "no-outcome" if statement.assessment else "no-assessment"
        found = hit(statement.at_top(), Hint("assess-statement", {}), organisation=statement.organisation or statement.id, why=why)
        yield found if plan.head.status == "hearing" else found._replace(severity=Severity.WARNING)


_SEARCHES = (find_person, find_personal_address, find_mobile_number, find_identity_number)
_HINTS = (Hint("remove-person", {}), Hint("waive-name", {}))


def person_in_statement(plan: Plan) -> Iterator[Hit]:
    """Hits at the first of each sort in each text, and at the top of a file that is named after a person."""
    for statement in plan.statements.values():
        if find_person(" ".join(word.capitalize() for word in statement.id.split("-"))):
            yield hit(statement.at_top(), *_HINTS, text=statement.id)
        for passage in field_passages(statement):
            for found in filter(None, (search(passage.text) for search in _SEARCHES)):
                yield hit(passage.at(*found), *_HINTS, text=passage.text[slice(*found)])
