"""suspect-since-review: see suspect-since-review.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.reading_states import suspects
from planverk.rules.hits import Hit, hit

MOST_NAMES = 5
"""Entries that a hint names."""


def suspect_since_review(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every entry whose review stamp no longer holds."""
    for suspect in suspects(plan):
        review, names = suspect.review, suspect.others
        listed = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
        hints = (*((Hint("leans-on", {"names": listed}),) if names else ()), Hint("read-again", {"name": suspect.entry.key, "by": review.by}))
        why = "text-differs" if suspect.itself else "what-it-leans-on"
        day = review.date.isoformat() if review.date else ""
        yield hit(suspect.entry.at_top(), *hints, name=suspect.entry.key, why=why, by=review.by, date=day)
