"""Lists of changes as files, which say what two editions they are between and what was asked for; so they can be made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planverk.app.compare import WEIGHTS, changes_pdf, compare
from planverk.app.compare_targets import PlanVersion
from planverk.app.proposals import Proposed
from planverk.catalogue import LANGUAGES
from planverk.errors import UserError
from planverk.report.changes_html import report
from planverk.report.difference import Difference

LIST = "changes"
"""What the provenance calls a list of changes."""


def list_file(found: Difference, old: PlanVersion, new: PlanVersion, style: str, only: str | None = None, entries: Sequence[str] = ()) -> bytes:
    """What changed as a page ("html") or as a PDF. UserError where the PDF would not hold to it."""
    asked = " ".join((f"lang={found.language}", *((f"only={only}",) if only else ()), *(f"entry={name}" for name in entries)))
    told = replace(found, provenance=replace(Proposed(old, new).provenance(LIST), asked=asked))
    return changes_pdf(told, new) if style == "pdf" else report(told).encode()


def list_again(asked: str, old: PlanVersion, new: PlanVersion, style: str) -> bytes:
    """The same list once more, from what it says that was asked for. UserError where nobody can have asked for that."""
    wishes = [(key, value) for key, _, value in (wish.partition("=") for wish in asked.split())]
    language, only = (next((value for key, value in wishes if key == name), None) for name in ("lang", "only"))
    if language not in LANGUAGES or only not in (None, *WEIGHTS):
        raise UserError("verify-bad-wishes")
    entries = [value for key, value in wishes if key == "entry"]
    return list_file(compare(old, new, language, only, entries), old, new, style, only, entries)
