"""An entry, or something that it builds on, has changed since it was last read through.

``planverk review`` notes in ``plan/reviews`` that a function has read an entry as it is. When its text changes afterwards, or that of an entry,
figure or referenced plan that it names, somebody should read it again: a measure may still say what was right of the goal as it was. Read it, then
stamp it anew.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2028-06-30
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.

Bad ``plan/reviews/measure-felles-rutine.yaml``::

    by: koordinator
    date: 2026-05-04
    form: planverk-canonical-1
    sha256: 67ba59f35d5e5f7430829e6933c1e057a422bbea5e11b68e0972454693fb40d5
    leans_on:
      - entry: function:koordinator
        sha256: 28970b1aed7c636e8350b47a1446bdffd5bc6d2efbf76d35363a9dc809b4cd6d
      - entry: goal:felles-innsats
        sha256: 267d5ff1ef8eef26413dfb6fcf826b394a5080c0431c6f5c2ade80cf84e1b006

Good ``plan/measures/felles-rutine.md``, the rest as above::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.reading_states import suspects
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "{name}: {why} siden «{by}» leste det {date}",
    "nn": "{name}: {why} sidan «{by}» las det {date}",
    "en": "{name}: {why} since “{by}” read it on {date}",
}
MOST_NAMES = 5
"""Entries that a hint names."""


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every entry whose review stamp no longer holds."""
    for suspect in suspects(plan):
        review, names = suspect.review, suspect.others
        listed = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
        hints = (*((Hint("leans-on", {"names": listed}),) if names else ()), Hint("read-again", {"name": suspect.entry.key, "by": review.by}))
        why = "text-differs" if suspect.itself else "what-it-leans-on"
        day = review.date.isoformat() if review.date else ""
        yield hit(suspect.entry.at_top(), *hints, name=suspect.entry.key, why=why, by=review.by, date=day)
