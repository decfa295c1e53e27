"""An entry says that the original tells no more.

Where the adopted plan gives no value for a field that must be there, the entry carries ``incomplete: true`` and, in ``known``, what the original does
say. Nothing is made up to fill it. This finding keeps the gap in sight until somebody finds the missing piece.

Bad ``plan/references/sources/undersokelse.yaml``::

    type: report
    title: Innbyggerundersøkelse
    incomplete: true  # <-
    known: Teksten i fotnoten fulgte ikke med.

Good ``plan/references/sources/undersokelse.yaml``::

    type: report
    title: Innbyggerundersøkelse
    publisher: Eksempel kommune
    issued: "2024"
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "noe mangler her fordi originalen ikke sier mer",
    "nn": "noko manglar her fordi originalen ikkje seier meir",
    "en": "something is missing here because the original tells no more",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the field that says so."""
    for entry in plan.entries:
        if entry.incomplete:
            yield hit(entry.at("incomplete"))
