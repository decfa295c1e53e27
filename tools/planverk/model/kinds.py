"""Which kinds of entries there are, and which file belongs to which."""

from __future__ import annotations

from pathlib import PurePosixPath

from planverk.model.data_entries import Adopted, Figure, Function, Progress, ReferencedPlan, Resource, Review, Source, Statement
from planverk.model.entry import Entry
from planverk.model.planfile import Help, PlanFile
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure
from planverk.paths import HELP_FILE, PLAN_FILE

KINDS: tuple[type[Entry], ...] = (Chapter, Goal, Measure, Definition, Function, ReferencedPlan, Source, Resource, Figure, Progress, Statement)
"""Every kind that has a folder, in the order of the contract."""

RECORDS: tuple[type[Entry], ...] = (Adopted, Review)
"""What commands write beside the plan's text; nobody has to type one."""

_BY_PLACE = {(kind.folder, kind.suffix): kind for kind in (*KINDS, *RECORDS)}
_SINGLE: dict[str, type[Entry]] = {PLAN_FILE: PlanFile, HELP_FILE: Help}


def kind_of_file(path: str) -> type[Entry] | None:
    """The class of the entry that a file holds, None where it is no entry."""
    if path in _SINGLE:
        return _SINGLE[path]
    pure = PurePosixPath(path)
    return _BY_PLACE.get((str(pure.parent), pure.suffix))
