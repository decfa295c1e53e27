"""The ids that entries had before, and where their anchors and pages lead now."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.context import PAGES_OF_THEIR_OWN, Context
from planverk.document.records import Moved
from planverk.ids import is_device


def moved_entries(context: Context) -> tuple[Moved, ...]:
    """Every id under `formerly` of an entry that is printed; an id that another entry has now is left out."""
    return tuple(_moved(context))


def _moved(context: Context) -> Iterator[Moved]:
    for kind, entries in context.plan.kinds.items():
        for entry in entries.values():
            if context.stands(kind, entry.id):
                for name in dict.fromkeys(entry.formerly):
                    if name not in entries:
                        paged = kind in PAGES_OF_THEIR_OWN and not is_device(name)  # Windows could not unpack a site with such a folder
                        page = context.page(kind, name) if paged else ""
                        yield Moved(context.anchor(kind, name), page, context.anchor(kind, entry.id))
