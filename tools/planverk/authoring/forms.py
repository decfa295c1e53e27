"""What an author is asked for a new entry of each kind, and the values that may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args, get_origin

from planverk.model.annotations import Leaf, leaves
from planverk.model.data_entries import Figure, Function, ReferencedPlan, Resource, Source
from planverk.model.entry import Entry
from planverk.model.fields import Asked, Names
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure


@dataclass(frozen=True, slots=True)
class Question:
    """A field to ask for: its flag, its route in the file, whether there may be several values, and whether the entry needs it at once.

    `plain` says that the value is a number or a date, which stands without quotes. `allowed` are the values of which it must be one, () where it may
    be any; `names` is the kind of entry that it names, "part" for `PLAN#GOAL`, "" where it names none.
    """

    flag: str
    place: tuple[str, ...]
    many: bool
    required: bool
    plain: bool
    allowed: tuple[str, ...]
    names: str


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of entry and its questions, the one that the id is made of first."""

    model: type[Entry]
    questions: tuple[Question, ...]


def _form(model: type[Entry]) -> Form:
    """The form of a kind, from what its fields say of `planverk new`."""
    asked = sorted(((mark, leaf) for leaf in leaves(model) if (mark := leaf.mark(Asked))), key=lambda each: each[0].place)
    return Form(model, tuple(_question(mark, leaf) for mark, leaf in asked))


def _question(mark: Asked, leaf: Leaf) -> Question:
    place = tuple(name for name in leaf.names if name != "*")
    flag = mark.flag or place[-1].replace("_", "-").lower()
    allowed = get_args(leaf.annotation) if get_origin(leaf.annotation) is Literal else ()
    named = leaf.mark(Names)
    return Question(flag, place, "*" in leaf.names, mark.required, leaf.annotation in (int, date), allowed, named.kind if named else "")


_KINDS: tuple[type[Entry], ...] = (Measure, Goal, Definition, Function, Chapter, Resource, Source, ReferencedPlan, Figure)

FORMS: dict[str, Form] = {"referenced-plan" if kind is ReferencedPlan else kind.kind: _form(kind) for kind in _KINDS}
"""By the name that the command line has for the kind, in the order of its help."""
