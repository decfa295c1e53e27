"""A statement of the hearing seems to tell of a person.

Whoever writes to the municipality about such a plan may tell of a death, of an illness or of a child. The statement is published under the name of an
organisation, or as that of «En innbygger», and nobody may be known from it. So nothing is published before this is mended: names, e-mail addresses,
mobile numbers and national identity numbers in the texts of a statement, and a name in that of its file. Not all can be recognised: read each
statement for what could tell who it is about. A name that is no person's needs a waiver.

Bad ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet
    date: 2026-05-04
    summary: Kari Nordmann sier at rutinen også bør gjelde for hjemmetjenesten.  # <-
    assessment: Hjemmetjenesten møter mange som er ensomme.
    outcome: partly
    change: Tiltak 1 nevner hjemmetjenesten.

Good ``plan/hearing/pensjonistforbundet.yaml``::

    organisation: Pensjonistforbundet
    date: 2026-05-04
    summary: Rutinen bør også gjelde for hjemmetjenesten.
    assessment: Hjemmetjenesten møter mange som er ensomme.
    outcome: partly
    change: Tiltak 1 nevner hjemmetjenesten.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.hearing import Statement
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import field_passages
from planverk.rules.persons import find_identity_number, find_mobile_number, find_person, find_personal_address

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{text}» ser ut til å gjelde en person",
    "nn": "«{text}» ser ut til å gjelde ein person",
    "en": "“{text}” seems to be about a person",
}
_SEARCHES = (find_person, find_personal_address, find_mobile_number, find_identity_number)
_HINTS = (Hint("remove-person", {}), Hint("waive-name", {}))


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the first of each sort in each text, and at the top of a file that is named after a person."""
    for statement in plan.statements.values():
        if find_person(_as_name(statement)):
            yield hit(statement.at_top(), *_HINTS, text=statement.id)
        for passage in field_passages(statement):
            for found in filter(None, (search(passage.text) for search in _SEARCHES)):
                yield hit(passage.at(*found), *_HINTS, text=passage.text[slice(*found)])


def _as_name(statement: Statement) -> str:
    return " ".join(word.capitalize() for word in statement.id.split("-"))
