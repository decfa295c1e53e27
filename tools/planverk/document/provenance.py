"""What the outputs say of where they came from."""

from __future__ import annotations

from datetime import datetime

from planverk.model.canonical import VERSION, plan_digest
from planverk.model.plan import Plan
from planverk.model.provenance import Basis, Provenance
from planverk.reading.git import Revision
from planverk.version import __version__, tool_versions


def provenance_of(plan: Plan, revision: Revision | None, built: datetime, since: str = "") -> Provenance:
    """The facts about a plan as it was read; `revision` is None outside Git, `since` the commit that changes are reported from, "" where none are."""
    return Provenance(
        title=plan.head.title,
        publisher=plan.head.publisher,
        status=plan.head.status or "draft",
        revision=revision.id if revision else "",
        basis=_basis(revision),
        digest=plan_digest(plan),
        form=VERSION,
        built=built.isoformat(),
        since=since,
        version=__version__,
        tools=", ".join(f"{name} {number}" for name, number in tool_versions().items()),
    )


def _basis(revision: Revision | None) -> Basis:
    if revision is None:
        return "folder"
    return "adoption" if revision.adopting else "changes" if revision.changed else "revision"
