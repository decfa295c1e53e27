"""plan/hearing: what organisations said when the plan was out for hearing, how it was weighed, and what came of it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from planverk.ids import is_id
from planverk.model.entry import Entry
from planverk.model.fields import CitedText, Day, OwnText, Token, needed, refused

HEARD_KINDS = ("chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure")
"""Kinds of entries that a statement can be about."""


def _entry_name(value: Any) -> str:
    if not isinstance(value, str):
        raise refused("wrong-type", expected="type-text")
    kind, _, name = value.strip().partition(":")
    if kind not in HEARD_KINDS or not is_id(name):
        raise refused("not-allowed", value=value, allowed=", ".join(f"{each}:ID" for each in HEARD_KINDS))
    return f"{kind}:{name}"


EntryName = Annotated[str, BeforeValidator(_entry_name), Token("an entry with its kind")]
"""KIND:ID."""


class Statement(Entry):
    """A statement in the hearing: by an organisation, never by a person."""

    kind: ClassVar[str] = "statement"
    folder: ClassVar[str] = "plan/hearing"
    suffix: ClassVar[str] = ".yaml"

    organisation: CitedText = needed("")
    date: Day | None = needed()
    entries: tuple[EntryName, ...] = ()
    summary: OwnText = needed("")
    assessment: OwnText | None = None  # its absence is statement-without-assessment
    outcome: Literal["accepted", "partly", "rejected", "noted"] | None = None
    change: OwnText | None = None  # its absence may be outcome-without-change
