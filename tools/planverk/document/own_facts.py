"""The fields that a municipality added to an entry, as short facts under the titles that its schema gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from planverk.document.blocks import Block, BulletList, Definition, Paragraph, Text
from planverk.document.context import Context
from planverk.document.typography import typeset, written_value
from planverk.model.entry import Entry


def own_facts(context: Context, entry: Entry) -> Iterator[Definition]:
    """A fact for each added field that has a value, in the order of the schema; one without a title there is for checks and data alone."""
    own = context.plan.own_fields.get(entry.kind)
    for name, schema in own.properties.items() if own else ():
        if name in entry.own and (title := _title(schema)):
            blocks = tuple(_blocks(context, schema, entry.own[name]))
            if blocks:
                yield Definition((Text(typeset(title)),), blocks)


def _title(schema: Any) -> str:
    """The title that a schema gives, also where a reference beside it was filled in; "" where it gives none."""
    if not isinstance(schema, Mapping):
        return ""
    return schema.get("title") or next((title for below in schema.get("allOf", ()) if (title := _title(below))), "")


def _blocks(context: Context, schema: Any, value: Any) -> Iterator[Block]:
    match value:
        case list():
            items = tuple(tuple(_blocks(context, _below(schema, "items"), item)) for item in value)
            if items := tuple(item for item in items if item):
                yield BulletList(items)
        case dict():
            for name, below in value.items():
                told = _below(_below(schema, "properties"), name)
                if (title := _title(told)) and not isinstance(below, (dict, list)):
                    yield Paragraph((Text(typeset(f"{title}: {_text(context, told, below)}")),))
        case _:
            yield Paragraph((Text(_text(context, schema, value)),))


def _below(schema: Any, key: str) -> Any:
    """What a schema says under a key, or under the same key of a reference beside it."""
    if not isinstance(schema, Mapping):
        return None
    return schema.get(key) or next((found for below in schema.get("allOf", ()) if (found := _below(below, key))), None)


def _text(context: Context, schema: Any, value: Any) -> str:
    """A value as readers write it."""
    if isinstance(value, bool):
        return context.say("own-yes" if value else "own-no")
    if isinstance(value, (int, float)):
        return written_value(Decimal(str(value)), context.plan.head.language)
    if _below(schema, "format") == "date":
        return context.day(date.fromisoformat(value))
    return typeset(" ".join(str(value).split()))
