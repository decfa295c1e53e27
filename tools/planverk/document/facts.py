"""What an entry tells beside its own text: the fields that a municipality added, under the titles that its schema gives them, and what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from planverk.document.blocks import Block, Blocks, BulletList, Definition, DefinitionList, Paragraph, Text
from planverk.document.context import Context
from planverk.document.typography import typeset, written_value
from planverk.model.entry import Entry
from planverk.model.own_fields import below, title_of


def more_facts(context: Context, entry: Entry) -> Blocks:
    """What is known of an entry that is not complete, and the fields that the municipality added; nothing where there is neither."""
    facts = tuple(own_facts(context, entry))
    return (*known_line(context, entry), *((DefinitionList(facts, "facts"),) if facts else ()))


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


def own_facts(context: Context, entry: Entry) -> Iterator[Definition]:
    """A fact for each added field that has a value, in the order of the schema; one without a title there is for checks and data alone."""
    own = context.plan.own_fields.get(entry.kind)
    for name, schema in own.properties.items() if own else ():
        if name in entry.own and (title := title_of(schema)):
            blocks = tuple(_blocks(context, schema, entry.own[name]))
            if blocks:
                yield Definition((Text(typeset(title)),), blocks)


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
            yield Paragraph((Text(_text(context, schema, value)),))


def _titled(context: Context, title: str, schema: Any, value: Any) -> Iterator[Block]:
    """A value inside another, after its title."""
    if not isinstance(value, (list, dict)):
        yield Paragraph((Text(typeset(f"{title}: {_text(context, schema, value)}")),))
    elif inside := tuple(_blocks(context, schema, value)):
        yield Paragraph((Text(typeset(f"{title}:")),))
        yield from inside


def _text(context: Context, schema: Any, value: Any) -> str:
    """A value as readers write it."""
    if isinstance(value, bool):
        return context.say("own-yes" if value else "own-no")
    if isinstance(value, (int, float)):
        return written_value(Decimal(str(value)), context.plan.head.language)
    if below(schema, "format") == "date":
        return context.day(date.fromisoformat(value))
    return typeset(" ".join(str(value).split()))
