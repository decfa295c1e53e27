"""People who can be recognised: by name, by address, or as one of few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, cells, field_passages, passages, texts_of
from planverk.rules.persons import find_person, find_personal_address
from planverk.source.numbers import read_number
from planverk.source.prose import Link


def person_instead_of_function(plan: Plan) -> Iterator[Hit]:
    """Hits at names and addresses of persons in the fields that say who answers for something; one a field."""
    for passage in (passage for entry in texts_of(plan) for passage in field_passages(entry) if passage.words.who):
        found, remedy = find_person(passage.text), "write-function"
        if found is None:
            found, remedy = find_personal_address(passage.text), "write-shared-address"
        if found:
            yield hit(passage.at(*found), Hint(remedy, {}), text=passage.text[slice(*found)])


def personal_address(plan: Plan) -> Iterator[Hit]:
    """Hits at addresses in texts, and at links that mail to one that the text does not show."""
    remedy = Hint("write-shared-address", {})
    for entry in texts_of(plan):
        if entry.kind == "statement":  # person-in-statement reads those
            continue
        shown = set[str]()
        for passage in all_passages(entry):
            reported = passage.words.who and not find_person(passage.text)  # by person-instead-of-function, where the field holds no name
            if not reported and (found := find_personal_address(passage.text)):
                address = passage.text[slice(*found)]
                shown.add(address.lower())
                yield hit(passage.at(*found), remedy, address=address)
        for node in entry.prose.walk():
            if isinstance(node, Link) and node.target.lower().startswith("mailto:"):
                address = node.target[len("mailto:") :]
                if find_personal_address(address) and address.lower() not in shown:
                    yield hit(entry.within(node), remedy, address=address)


LEAST = 5
_NO_COUNT = re.compile(
    r"prosent|%|\bper\b|/|andel|del av|rate|gjennomsnitt|snitt|kroner|\bkr\b|timer|timar|minutt|poeng|percent|average|share", re.IGNORECASE
)
_IN_TEXT = re.compile(
    r"(?<![\w.,–-])(?P<count>[1-4]|to|tre|fire)(?:\s+(?:registrerte|personer|personar))?\s+"
    r"(?:selvmord|sjølvmord|selvmordsforsøk|sjølvmordsforsøk|dødsfall|overdosedødsfall)(?!\w)",
    re.IGNORECASE,
)
_DEATHS = re.compile(r"mord|død", re.IGNORECASE)
_NAMES_PART = re.compile(r"(?:tiltak|mål|tabell|figur|kapittel|punkt|side|nummer|nr\.)\s*\Z", re.IGNORECASE)


def small_local_count(plan: Plan) -> Iterator[Hit]:
    """Hits at cells that hold 1 to 4 of what a figure counts, and at such counts of deaths and attempts in prose."""
    language = plan.head.language

    def is_small(cell: str, shown: bool) -> bool:
        number = read_number(cell, language) if shown else None
        return number is not None and 0 < (number.as_count or 0) < LEAST

    for cell in cells(plan, is_small, _counts):
        yield hit(cell.location, Hint("hide-count", {}), count=cell.text)
    for entry in texts_of(plan):
        for passage in passages(entry):
            for found in _IN_TEXT.finditer(passage.text) if _DEATHS.search(passage.text) else ():
                if not _NAMES_PART.search(passage.text[: found.start()]):
                    yield hit(passage.at(*found.span()), Hint("hide-count", {}), count=found["count"])


def _counts(figure: Figure) -> bool:
    """True where the figure's numbers count something: its unit and title name no share, rate or sum of money."""
    return figure.unit is not None and not _NO_COUNT.search(f"{figure.unit} {figure.title}")
