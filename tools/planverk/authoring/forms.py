"""What an author is asked for a new entry of each kind, and the values that may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from planverk.authoring.order import model_at
from planverk.model.data_entries import Figure, Function, ReferencedPlan, Resource, Source
from planverk.model.entry import Entry
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure


@dataclass(frozen=True, slots=True)
class Question:
    """A field to ask for: its name as a flag, its route ("period.from"), whether there may be several values, and whether the entry needs it at once.

    `plain` says that the value is a number or a date, which stands without quotes.
    """

    flag: str
    route: str = ""
    many: bool = False
    required: bool = False
    plain: bool = False

    @property
    def place(self) -> tuple[str, ...]:
        """The route of the field."""
        return tuple((self.route or self.flag.replace("-", "_")).split("."))


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of entry and its questions, the one that the id is made of first."""

    model: type[Entry]
    questions: tuple[Question, ...]


_TITLE = Question("title", required=True)

FORMS: dict[str, Form] = {
    "measure": Form(
        Measure,
        (
            _TITLE,
            Question("goal", required=True),
            Question("responsible"),
            Question("assignment"),
            Question("basis"),
            Question("participants", many=True),
            Question("national-goals", many=True),
            Question("deadline", plain=True),
            Question("financing"),
        ),
    ),
    "goal": Form(Goal, (_TITLE, Question("related", many=True))),
    "definition": Form(Definition, (Question("term", "term.nb", required=True), Question("forms", many=True), Question("source"))),
    "function": Form(Function, (_TITLE, Question("kind", required=True))),
    "chapter": Form(Chapter, (_TITLE, Question("part-of"))),
    "resource": Form(
        Resource,
        (_TITLE, Question("publisher"), Question("audience"), Question("url"), Question("description")),
    ),
    "source": Form(
        Source,
        (_TITLE, Question("type", required=True), Question("publisher"), Question("issued"), Question("url", "URL")),
    ),
    "referenced-plan": Form(
        ReferencedPlan,
        (
            _TITLE,
            Question("level", required=True),
            Question("owner"),
            Question("from", "period.from", plain=True),
            Question("to", "period.to", plain=True),
            Question("url"),
        ),
    ),
    "figure": Form(
        Figure,
        (
            _TITLE,
            Question("kind", required=True),
            Question("data"),
            Question("x"),
            Question("series", many=True),
            Question("unit"),
            Question("data-missing"),
            Question("alternative"),
            Question("source"),
        ),
    ),
}
"""By the name that the command line has for the kind, in the order of its help."""


def choices(form: Form, question: Question) -> tuple[str, ...]:
    """The values that a field may have, () where it may have any."""
    *above, name = question.place
    model = model_at(form.model, tuple(above))
    fields = {field.alias or key: field for key, field in model.model_fields.items()} if model else {}
    return tuple(value for value in _literals(fields[name].annotation) if isinstance(value, str))


def reference_kind(form: Form, question: Question) -> str | None:
    """The kind of entry that a field names, "part" for `PLAN#GOAL`, None where it names none."""
    return next((kind for route, kind in form.model.refers.items() if route in (question.place, (*question.place, "*"))), None)


def _literals(annotation: Any) -> tuple[Any, ...]:
    """The arguments of a Literal inside an annotation such as `Literal["a", "b"] | None`."""
    arguments = get_args(annotation)
    if arguments and all(isinstance(argument, str) for argument in arguments):
        return arguments
    return next((found for argument in arguments if (found := _literals(argument))), ())
