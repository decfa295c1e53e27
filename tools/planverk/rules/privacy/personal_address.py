"""personal-address: see personal-address.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, texts_of
from planverk.rules.persons import find_person, find_personal_address
from planverk.source.prose import Link


def personal_address(plan: Plan) -> Iterator[Hit]:
    """Hits at addresses in texts, and at links that mail to one that the text does not show."""
    for entry in texts_of(plan):
        if entry.kind != "statement":  # person-in-statement reads those
            yield from _in_entry(entry)


def _in_entry(entry: Entry) -> Iterator[Hit]:
    remedy, shown = Hint("write-shared-address", {}), set[str]()
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
