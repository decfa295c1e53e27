"""person-instead-of-function: see person-instead-of-function.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, field_passages, texts_of
from planverk.rules.persons import find_person, find_personal_address


def person_instead_of_function(plan: Plan) -> Iterator[Hit]:
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
