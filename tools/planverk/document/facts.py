"""The short facts below an entry's text: the fields that the model shows, under their labels; those that a municipality added, under the titles
that its schema gives them; and what is known of an entry that is not complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import Any, Literal, get_origin

from pydantic import BaseModel

from planverk.document.blocks import Block, Blocks, BulletList, Definition, DefinitionList, Inlines, Link, Paragraph, Text
from planverk.document.context import Context
from planverk.document.typography import typeset, written_value
from planverk.ids import parse_part
from planverk.model.annotations import Leaf, leaves, shown_fields
from planverk.model.custom_fields import below, label_in, title_of, unit_of, with_unit
from planverk.model.entry import Entry
from planverk.model.fields import ADDRESS, Names, Token
from planverk.model.labels import printed_label, title_and_description
from planverk.model.prose_entries import Goal
from planverk.model.references import entry_title

Printer = Callable[[Context, Any], Iterator[Definition]]
"""Makes the facts of one field of an entry."""


def more_facts(context: Context, entry: Entry) -> Blocks:
    """What is known of an entry that is not complete, and its facts; nothing where there is neither."""
    return (*known_line(context, entry), *fact_list(facts_of(context, entry)))


def fact_list(facts: Iterable[Definition]) -> Blocks:
    """A list of facts; nothing where there is none, for an empty list is a fault in a PDF."""
    items = tuple(facts)
    return (DefinitionList(items, "facts"),) if items else ()


def fact_lines(facts: Iterable[Definition]) -> Iterator[Block]:
    """Facts as small lines of their own, for places where a list of them would look like something else."""
    for fact in facts:
        match fact.blocks:
            case (Paragraph(children=children),):
                yield Paragraph((*fact.term, Text(": "), *children), "small")
            case _:
                yield Paragraph((*fact.term, Text(":")), "small")
                yield from fact.blocks


def known_line(context: Context, entry: Entry) -> tuple[Paragraph, ...]:
    """A paragraph that says that an entry is not complete, and what is known; none for one that is."""
    if not (entry.known or entry.incomplete):
        return ()
    line = context.line("known", known=entry.known) if entry.known else context.line("incomplete")
    return (Paragraph(line.children, "missing"),)


def facts_of(context: Context, entry: Entry, special: Mapping[str, Printer] = MappingProxyType({})) -> Iterator[Definition]:
    """The facts of an entry, without the names of their fields."""
    yield from (fact for _, fact in named_facts(context, entry, special))


def named_facts(context: Context, entry: Entry, special: Mapping[str, Printer] = MappingProxyType({})) -> Iterator[tuple[str, Definition]]:
    """A fact for each field that the model shows and that has a value, in the model's order of facts, then one for each field that the municipality
    added; `special` are the fields that are printed in another way than their types tell."""
    known = {tuple(name for name in leaf.names if name != "*"): leaf for leaf in leaves(type(entry))}
    for name, field in shown_fields(type(entry)):
        typed = field.alias or name
        if name in special:
            yield from ((typed, fact) for fact in special[name](context, entry))
        elif blocks := tuple(_shown(context, entry.kind, (typed,), getattr(entry, name), known)):
            yield typed, Definition(label_of(context, entry.kind, typed), blocks)
    own = context.plan.custom_fields.get(entry.kind)
    for name, schema in own.properties.items() if own else ():
        if name in entry.custom:
            yield from ((name, fact) for fact in custom_fact(context, schema, entry.custom[name]))


def label_of(context: Context, kind: str, name: str) -> Inlines:
    """The label of a fact."""
    return (Text(typeset(printed_label(kind, name, context.plan.head.language))),)


def _shown(
    context: Context, kind: str, names: tuple[str, ...], value: Any, known: Mapping[tuple[str, ...], Leaf]
) -> Iterator[Paragraph | BulletList]:
    """A value of the model's: one line as a paragraph, several as a list; a mapping as a line for each of its fields."""
    if value is None or value in ("", ()):
        return
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = (*names, field.alias or name)
            title = f"{title_and_description(kind, inner, context.plan.head.language)[0]}: "
            for block in _shown(context, kind, inner, getattr(value, name), known):
                yield Paragraph((Text(typeset(title)), *block.children)) if isinstance(block, Paragraph) else block
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        yield BulletList(tuple(tuple(_shown(context, kind, names, item, known)) for item in value))
    else:
        values = value if isinstance(value, tuple) else (value,)
        lines = [line for item in values if (line := _line(context, names[-1], known[names], item))]
        yield from in_lines(lines) if lines else ()


def _line(context: Context, name: str, leaf: Leaf, value: Any) -> Inlines:
    """One value as readers read it; nothing for a part of a plan that is not there."""
    if names := leaf.mark(Names):
        return reference(context, names.kind, value)
    if get_origin(leaf.annotation) is Literal:
        return context.line(f"{name}-{value}").children
    if leaf.mark(Token) == ADDRESS:
        return (Link(value, (Text(value),)),)
    if isinstance(value, date):
        return (Text(context.day(value)),)
    return (Text(typeset(value) if isinstance(value, str) else _text(context, None, value)),)


def in_lines(lines: Sequence[Inlines]) -> tuple[Paragraph | BulletList, ...]:
    """One line as a paragraph, several as a list."""
    if len(lines) == 1:
        return (Paragraph(lines[0]),)
    return (BulletList(tuple((Paragraph(line),) for line in lines)),)


# --- what a field names ---


def reference(context: Context, kind: str, name: str) -> Inlines:
    """What a field names, leading to it where it is printed; nothing for a part of a plan that is not there."""
    if kind == "part":
        return _part(context, name)
    return context.refer(kind, name, entry_title(context.plan.kinds[kind].get(name), context.plan.head.language) or name)


def references(context: Context, kind: str, names: Sequence[str]) -> Inlines:
    """What a field with several names says, in a row."""
    return tuple(chain.from_iterable((((Text(", "),) if number else ()) + reference(context, kind, name) for number, name in enumerate(names))))


def goal_label(context: Context, goal: Goal) -> str:
    """The label of a goal, "Mål 1.2"; bare where it has no number."""
    number = context.plan.number_of(goal)
    return context.say_of(goal, "goal-label", number=number) if number else context.say_of(goal, "goal-label-unnumbered")


def national_goal_title(context: Context, plan: str, goal: str) -> str:
    """Number and title of a goal of a referenced plan; its id where the title could not be read."""
    for found in context.plan.plans[plan].goals:
        if found.id == goal:
            return typeset(f"{found.number} {found.title}" if found.number is not None else found.title)
    return goal


def _part(context: Context, name: str) -> Inlines:
    """A goal or measure of a referenced plan, leading to that plan."""
    part = parse_part(name)
    plan = context.plan.plans.get(part.plan) if part else None
    if part is None or plan is None:
        return ()
    titles = {followed.number: followed.title for followed in plan.measures}
    if part.measure_number is not None:
        facts = {"number": part.measure_number, "title": titles.get(part.measure_number, ""), "plan": "\0"}
        before, _, after = context.say("follows-text", **facts).partition("\0")
    else:
        before, _, after = context.say("follows-goal-text", title=national_goal_title(context, part.plan, part.part), plan="\0").partition("\0")
    return (Text(before[:1].upper() + before[1:]), *context.refer("plan", plan.id, plan.title), Text(after))


# --- fields that the municipality added ---


def custom_fact(context: Context, schema: Any, value: Any) -> Iterator[Definition]:
    """The fact of an added field that has a value; one without a title is there for checks and data alone."""
    if (title := title_of(schema)) and (blocks := tuple(_blocks(context, schema, value))):
        many = isinstance(value, (list, dict))
        yield Definition((Text(typeset(label_in(title, unit_of(schema)) if many else title)),), blocks)


def cell_value(context: Context, schema: Any, value: Any) -> Iterator[Block]:
    """A value of an added field as the cell of a column shows it, which tells what it is counted in; several one below the other."""
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        yield from (Paragraph(_value(context, below(schema, "items"), item)) for item in value)
    elif isinstance(value, (list, dict)):
        yield from _blocks(context, schema, value)
    else:
        yield Paragraph(_value(context, schema, value, counted=False))


def _blocks(context: Context, schema: Any, value: Any) -> Iterator[Block]:
    match value:
        case list():
            items = tuple(tuple(_blocks(context, below(schema, "items"), item)) for item in value)
            if items := tuple(item for item in items if item):
                yield BulletList(items)
        case dict():
            for name, inside in value.items():
                told = below(below(schema, "properties"), name)
                if title := title_of(told):
                    yield from _titled(context, title, told, inside)
        case _:
            yield Paragraph(_value(context, schema, value))


def _titled(context: Context, title: str, schema: Any, value: Any) -> Iterator[Block]:
    """A value inside another, after its title."""
    if not isinstance(value, (list, dict)):
        yield Paragraph((Text(typeset(f"{title}: ")), *_value(context, schema, value)))
    elif inside := tuple(_blocks(context, schema, value)):
        yield Paragraph((Text(typeset(f"{label_in(title, unit_of(schema))}:")),))
        yield from inside


def _value(context: Context, schema: Any, value: Any, counted: bool = True) -> Inlines:
    """A value as readers read it: with its unit, or the entry that it names."""
    kind = below(schema, "x-refers-to")
    if kind and isinstance(value, str):
        return reference(context, kind, value) or (Text(value),)
    return (Text(typeset(with_unit(_text(context, schema, value), unit_of(schema) if counted else ""))),)


def _text(context: Context, schema: Any, value: Any) -> str:
    """A value as readers write it."""
    if isinstance(value, bool):
        return context.say("own-yes" if value else "own-no")
    if isinstance(value, (int, float)):
        return written_value(Decimal(str(value)), context.plan.head.language)
    if below(schema, "format") == "date":
        return context.day(date.fromisoformat(value))
    return typeset(" ".join(str(value).split()))
