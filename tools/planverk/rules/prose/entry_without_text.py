"""A chapter, a goal, a measure or a definition has no text.

A title alone tells no reader what the measure is, and a term without its meaning is no definition. A new file begins like this, and this finding
keeps it in sight until somebody has written it. Where the original says nothing more, ``incomplete`` and ``known`` tell so.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine for tjenestene
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine for tjenestene
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
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "{kind} har ingen tekst",
    "nn": "{kind} har ingen tekst",
    "en": "{kind} has no text",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of entries with nothing below their fields, but for those that say why."""
    for group in (plan.chapters, plan.goals, plan.measures, plan.definitions):
        for entry in group.values():
            below = entry.prose.lines.text.rpartition("\n---")[2]
            if not entry.prose.blocks and not below.strip() and not entry.incomplete and entry.sound("title", "term"):
                yield hit(entry.at_top(), Hint("write-text", {}), kind=f"the-{entry.kind}")
