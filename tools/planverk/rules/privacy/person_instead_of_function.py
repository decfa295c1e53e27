"""A person stands where a function should.

A plan outlives those who hold the offices, and it is published: name the function, with an address that it shares. Names are recognised by common
given names, so an unusual one may pass, and a unit that bears a person's name may be taken for a person; waive the finding then.

Bad ``plan/functions/koordinator.yaml``::

    title: Kari Nordmann  # <-
    kind: role

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
    contact: postmottak@eksempel.example
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, field_passages, texts_of
from planverk.rules.persons import find_person, find_personal_address

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{text}» ser ut til å være en person",
    "nn": "«{text}» ser ut til å vere ein person",
    "en": "“{text}” seems to be a person",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at names and addresses of persons in the fields that tell who answers for something; one a field."""
    for passage in _passages(plan):
        found, remedy = find_person(passage.text), "write-function"
        if found is None:
            found, remedy = find_personal_address(passage.text), "write-shared-address"
        if found:
            location: Location = passage.at(*found)
            yield hit(location, Hint(remedy, {}), text=passage.text[slice(*found)])


def _passages(plan: Plan) -> Iterator[Passage]:
    """The fields that the model marks so."""
    for entry in texts_of(plan):
        yield from (passage for passage in field_passages(entry) if passage.words.who)
