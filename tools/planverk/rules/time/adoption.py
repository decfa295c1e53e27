"""Whether the plan was adopted, by whom, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.canonical import VERSION, decided_digests
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def adoption_missing(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is adopted and there is no `adoption`, or none of one of several organisations."""
    head = plan.head
    if head.status == "adopted" and head.sound("status", "adoption", "organisation") and (head.not_adopted_by or not head.adoption):
        names = ", ".join(head.not_adopted_by) if head.adoption else ""
        yield hit(head.at("status"), Hint("write-adoption-of", {"names": names}) if names else Hint("write-adoption", {}))


def adopted_text_changed(plan: Plan) -> Iterator[Hit]:
    """A hit at every entry and data file that is not as the manifest of the plan's adoption has it; for one that was deleted, in the manifest."""
    adoption = plan.head.last_adoption
    manifest = plan.adopted.get(adoption.name) if adoption and plan.head.status == "adopted" else None
    if adoption is None or manifest is None or manifest.faulty or manifest.form != VERSION:
        return
    then, now = {each.entry: each.sha256 for each in manifest.entries}, decided_digests(plan)
    places: dict[str, Location | None] = {each.entry: manifest.at("entries", number) for number, each in enumerate(manifest.entries)}
    places |= {entry.key: None if entry.faulty else entry.at_top() for entry in plan.entries}  # None: it has a finding already
    places |= {f"data:{name}": Location(sheet.path) if sheet.data else None for name, sheet in plan.sheets.items()}
    for name in sorted({*then, *now}):
        place = places.get(name, manifest.at_top())
        if then.get(name) != now.get(name) and place is not None:
            why = "newly-come" if name not in then else "taken-away" if name not in now else "text-differs"
            yield hit(place, Hint("revise-or-undo", {}), name=name, why=why, date=adoption.date.isoformat())


def status_contradicts_adoption(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is draft or hearing and there is an `adoption`, of each organisation where there are several."""
    head = plan.head
    if head.last_adoption and head.status in ("draft", "hearing") and not head.not_adopted_by:
        yield hit(head.at("status"), Hint("settle-status", {}), status=head.status, date=head.last_adoption.date.isoformat())


def superseded_without_successor(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is superseded and there is no `successor`."""
    head = plan.head
    if head.status == "superseded" and head.successor is None and head.sound("status", "successor"):
        yield hit(head.at("status"), Hint("write-successor", {}))
