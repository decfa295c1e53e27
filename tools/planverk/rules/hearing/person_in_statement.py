"""person-in-statement: see person-in-statement.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.hearing import Statement
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import field_passages
from planverk.rules.persons import find_identity_number, find_mobile_number, find_person, find_personal_address

_SEARCHES = (find_person, find_personal_address, find_mobile_number, find_identity_number)
_HINTS = (Hint("remove-person", {}), Hint("waive-name", {}))


def person_in_statement(plan: Plan) -> Iterator[Hit]:
    """Hits at the first of each sort in each text, and at the top of a file that is named after a person."""
    for statement in plan.statements.values():
        if find_person(_as_name(statement)):
            yield hit(statement.at_top(), *_HINTS, text=statement.id)
        for passage in field_passages(statement):
            for found in filter(None, (search(passage.text) for search in _SEARCHES)):
                yield hit(passage.at(*found), *_HINTS, text=passage.text[slice(*found)])


def _as_name(statement: Statement) -> str:
    return " ".join(word.capitalize() for word in statement.id.split("-"))
