"""Which ids entries had under other names that their files got by hand, as the history tells."""

from __future__ import annotations

from dataclasses import replace

from planverk.app.opening import Opened
from planverk.reading.replaced import replaced_files


def with_earlier_ids(opened: Opened, rev: str | None = None) -> Opened:
    """A plan that was opened, with the ids that its entries had before their files got another name: known again by what they say, as a comparison
    knows them."""
    now: dict[str, str] = {}
    earlier: dict[str, tuple[str, ...]] = {}
    for step in replaced_files(opened.root, rev or "HEAD", opened.tree.files if rev is None else None):
        from planverk.compare.matching import match  # few plans have such a step, and a check of known files loads nothing that reads plans
        from planverk.compare.records import entry_of
        from planverk.reading.plan import read_plan

        before, after = read_plan(step.gone)[0], read_plan(step.came)[0]
        for (kind, name), new in match(before, after).names.items():
            old, entry = entry_of(before, f"{kind}:{name}"), entry_of(after, f"{kind}:{new}")
            if old and entry and (here := now.get(entry.path, entry.path)) in opened.tree.files:
                now[old.path] = here
                earlier[here] = (name, *earlier.get(here, ()))
    return replace(opened, tree=replace(opened.tree, earlier=earlier)) if earlier else opened
