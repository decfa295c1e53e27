"""link-leads-elsewhere: see link-leads-elsewhere.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.planfile import Help
from planverk.rules.hits import Hit, hit
from planverk.source.addresses import other_than
from planverk.source.prose import Link, plain

_ADDRESSES = ("url", "URL")


def link_leads_elsewhere(plan: Plan) -> Iterator[Hit]:
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
