"""A link's text names another number or address than the link leads to.

The number that stands in the text is the one that the reader means to call, and on paper it is the only one. The same goes for the address of a web
site and for an e-mail address. A number may be written with spaces, and with or without the code of the country.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Ring [116 123](tel:82012345).  # <-

    Les mer på [helsenorge.no](https://www.eksempel.example/).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Ring [116 123](tel:+47116123).

    Les mer på [helsenorge.no](https://www.helsenorge.no/psykisk-helse/).
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.planfile import Help
from planverk.rules.hits import Hit, hit
from planverk.source.addresses import other_than
from planverk.source.prose import Link, plain

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "teksten sier «{named}», men lenken fører til «{target}»",
    "nn": "teksten seier «{named}», men lenkja fører til «{target}»",
    "en": "the text says “{named}”, but the link leads to “{target}”",
}
_ADDRESSES = ("url", "URL")


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the links in prose, and at the addresses of entries that are printed as links with their titles as texts."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Link) and (named := other_than(plain(node.children), node.target)):
                yield hit(entry.within(node), Hint("same-in-text-and-link", {}), named=named, target=node.target)
        for field in _ADDRESSES:
            address, title = getattr(entry, field, None), getattr(entry, "title", None)
            if isinstance(address, str) and isinstance(title, str) and (named := other_than(title, address)):
                yield hit(entry.at(field), Hint("same-in-text-and-link", {}), named=named, target=address)
    if plan.help:
        yield from _helplines(plan.help)


def _helplines(helplines: Help) -> Iterator[Hit]:
    """A helpline's name that names another number than its own, or another domain than its address."""
    for number, line in enumerate(helplines.lines):
        for field, target in (("number", f"tel:{line.number}"), ("url", line.url or "")):
            if named := other_than(line.name, target):
                yield hit(helplines.at("lines", number, field), Hint("same-in-text-and-link", {}), named=named, target=target)
