"""Makes a new entry: what its author is asked, its id, its number, its file with the fields in order, and a chapter's place in the contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Literal, get_args, get_origin

from planverk.authoring.edits import Edit
from planverk.authoring.entry_text import entry_text
from planverk.authoring.escaping import quoted
from planverk.authoring.rename import check_free
from planverk.authoring.source_file import SourceFile, TextEdit, field_edit, item_edit, readable_file
from planverk.errors import UserError
from planverk.ids import LONGEST_ID, nearest, proper_id, words_as_id
from planverk.model.annotations import Leaf, fields_of, is_needed, leaves
from planverk.model.data_entries import Figure, Function, ReferencedPlan, Resource, Source
from planverk.model.entry import Entry
from planverk.model.fields import Asked, Names, OneOrMany
from planverk.model.plan import Plan
from planverk.model.prose_entries import Chapter, Definition, Goal, Measure
from planverk.model.when import When
from planverk.paths import PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


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
    many = "*" in leaf.names and not leaf.mark(OneOrMany)  # `planverk new` asks for the first, which is the home or the lead
    return Question(flag, place, many, mark.required, leaf.annotation in (int, date, When), allowed, named.kind if named else "")


_KINDS: tuple[type[Entry], ...] = (Measure, Goal, Definition, Function, Chapter, Resource, Source, ReferencedPlan, Figure)

FORMS: dict[str, Form] = {"referenced-plan" if kind is ReferencedPlan else kind.kind: _form(kind) for kind in _KINDS}
"""By the name that the command line has for the kind, in the order of its help."""


Answers = Mapping[str, Sequence[str]]
"""The values of each question by its flag; one that was not answered has none."""


@dataclass(frozen=True, slots=True)
class Made:
    """The edits that make an entry, and its path, kind and id."""

    edits: tuple[Edit, ...]
    path: str
    name: str


def new_entry(tree: Tree, form: Form, answers: Answers, id: str = "") -> Made:
    """A new entry from answers; fields that it needs and nobody told stand empty. UserError where an id is taken or an answer names nothing."""
    plan, _ = read_plan(tree)
    for question in form.questions:
        _check_reference(plan, question, answers.get(question.flag, ()))
    kind = form.model.kind
    if id:
        check_free(plan, kind, id)
    else:
        id = _free_id(plan, tree, form, " ".join(answers[form.questions[0].flag]))
    path = f"{form.model.folder}/{id}{form.model.suffix}"
    if path in tree.files:
        raise UserError("in-the-way", path=path)
    edits = [Edit(path, None, entry_text(form.model, _values(plan, form, answers)).encode("utf-8"))]
    if kind == "chapter":
        file = readable_file(tree.files, PLAN_FILE)
        edits.append(Edit(PLAN_FILE, file.data, file.with_changes([_contents_edit(file, plan, f"chapter:{id}", answers)])))
    return Made(tuple(edits), path, f"{kind}:{id}")


def may_name(plan: Plan, question: Question) -> tuple[str, ...]:
    """What an answer to the question may name in the plan, () where it names nothing; measures of other plans stand after their goals."""
    kind = question.names
    if kind != "part":
        return tuple(plan.kinds[kind]) if kind else ()
    goals = [f"{entry.id}#{goal.id}" for entry in plan.plans.values() for goal in entry.goals]
    return (*goals, *(f"{entry.id}#measure-{measure.number}" for entry in plan.plans.values() for measure in entry.measures))


def _check_reference(plan: Plan, question: Question, values: Sequence[str]) -> None:
    known = may_name(plan, question)
    for value in values if question.names else ():
        if value not in known:
            near = nearest(value, known)
            raise UserError("names-nothing-near" if near else "names-nothing", flag=f"--{question.flag}", value=value, near=near[0] if near else "")


# --- id and number ---


def _free_id(plan: Plan, tree: Tree, form: Form, title: str) -> str:
    """The id nearest to a title that no entry of the kind has or had."""
    if not words_as_id(title):
        raise UserError("no-id-in", title=title)
    group = plan.kinds[form.model.kind].values()
    taken = {name for entry in group for name in (entry.id, *entry.formerly)}
    for number in count(1):
        end = f"-{number}" if number > 1 else ""
        id = proper_id(title)[: LONGEST_ID - len(end)].strip("-") + end
        if id not in taken and f"{form.model.folder}/{id}{form.model.suffix}" not in tree.files:
            return id
    raise AssertionError("there are more numbers than entries")


def next_number(plan: Plan, kind: str, above: str = "") -> int | None:
    """The number after the highest that an entry of the kind has, withdrawn ones among them; of a goal, after those under the same one (`above`).
    None for kinds without numbers.

    A gap below it is not filled: the number may have been another's.
    """
    goals = plan.goals_below(plan.goals.get(above))
    numbered: dict[str, Iterable[Goal | Measure]] = {"goal": goals, "measure": plan.measures.values()}
    return max((entry.number or 0 for entry in numbered[kind]), default=0) + 1 if kind in numbered else None


# --- fields ---


def _values(plan: Plan, form: Form, answers: Answers) -> dict[str, Any]:
    """The fields as YAML scalars, lists and mappings; None for one that is needed and was not told, [] where there is nothing in the plan to name."""
    values: dict[str, Any] = {}
    for question in form.questions:
        told = [" ".join(value.split()) for value in answers.get(question.flag, ())]
        written = [value if question.plain and value.isascii() and value.replace("-", "").isdigit() else quoted(value) for value in told if value]
        if written:
            place = ("term", plan.head.language) if question.flag == "term" else question.place  # under the plan's own language
            _put(values, place, written if question.many else written[0])
    nothing = {question.place[0] for question in form.questions if question.many and question.names and not may_name(plan, question)}
    for name, field in fields_of(form.model).items():
        if is_needed(field):
            values.setdefault(name, "[]" if name in nothing else None)
    number = next_number(plan, form.model.kind, next(iter(answers.get("part-of", ())), ""))
    return values | ({"number": str(number)} if number else {})


def _put(values: dict[str, Any], place: tuple[str, ...], value: object) -> None:
    for name in place[:-1]:
        inner = values.setdefault(name, {})
        assert isinstance(inner, dict)
        values = inner
    values[place[-1]] = value


# --- a chapter's place ---


def _contents_edit(file: SourceFile, plan: Plan, item: str, answers: Answers) -> TextEdit:
    """A chapter in the contents: last of those under the same chapter, else after the last chapter, else last."""
    contents = file.fields.data.get("contents")
    if "contents" not in file.fields.data:
        return field_edit(file, "contents", f"contents:\n  - {item}\n")
    if contents is None:
        _, end = file.range(file.fields.places.keys[("contents",)])
        return TextEdit(end + 1, end + 1, f"\n  - {item}")
    if not isinstance(contents, list):
        raise UserError("unreadable", path=file.path)
    above = next(iter(answers.get("part-of", ())), "")
    chapters = [number for number, name in enumerate(contents) if isinstance(name, str) and name.startswith("chapter:")]
    family = [number for number in chapters if above and _is_under(plan, str(contents[number]).removeprefix("chapter:"), above)]
    return item_edit(file, ("contents",), item, next(iter([*family[-1:], *chapters[-1:]]), None))


def _is_under(plan: Plan, id: str, above: str) -> bool:
    """True for the chapter itself, and for those that stand under it, at any depth."""
    for _ in range(len(plan.chapters) + 1):
        if id == above:
            return True
        if id not in plan.chapters or not plan.chapters[id].part_of:
            return False
        id = plan.chapters[id].part_of or ""
    return False
