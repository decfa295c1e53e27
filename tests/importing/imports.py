"""A document to a plan, as the command does it but in memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from planverk.authoring.edits import files_after
from planverk.importing.drafts import Drafts
from planverk.importing.foreign import Foreign
from planverk.importing.hints import NO_HINTS, Hints
from planverk.importing.prove import Proof, prove
from planverk.importing.read import read_document
from planverk.importing.recognise import recognise
from planverk.importing.write import plan_edits
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree

DAY = datetime(2026, 12, 1, tzinfo=UTC)
NOWHERE = Path("no-such-folder")


class Imported(NamedTuple):
    document: Foreign
    drafts: Drafts
    files: Mapping[str, bytes]
    plan: Plan

    def proof(self, files: Mapping[str, bytes] | None = None) -> Proof:
        """The proof of these files, or of others in their place."""
        return prove(self.document, self.drafts, self.files if files is None else files, DAY)


def imported(data: bytes | str, hints: Hints = NO_HINTS) -> Imported:
    document = read_document(data.encode() if isinstance(data, str) else data)
    drafts = recognise(document, hints)
    files = files_after({}, plan_edits(NOWHERE, drafts, document))
    return Imported(document, drafts, files, read_plan(Tree(files))[0])
