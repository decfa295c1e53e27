"""Writes the file of an entry: its fields in the order of its class, a field or an item a line, and its text below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planverk.authoring.source_file import in_order
from planverk.model.entry import Entry

Scalars = str | None | Sequence["Scalars"] | Mapping[str, "Scalars"]
"""A scalar as YAML writes it, None for an empty field, or a list or mapping of such."""


def entry_text(model: type[Entry], fields: Mapping[str, Scalars], body: str = "") -> str:
    """The text of the file."""
    lines = "".join(f"{line}\n" for name in in_order(model, fields) for line in _lines(name, fields[name]))
    if model.suffix != ".md":
        return lines
    return f"---\n{lines}---\n" + (f"\n{body}\n" if body else "")


def _lines(name: str, value: Scalars) -> Iterator[str]:
    if isinstance(value, str) or not value:
        yield f"{name}: {value}" if value else f"{name}:"
        return
    yield f"{name}:"
    if isinstance(value, Mapping):
        yield from (f"  {line}" for key, inner in value.items() for line in _lines(key, inner))
        return
    for item in value:
        inner = [line for key, each in item.items() for line in _lines(key, each)] if isinstance(item, Mapping) else [str(item)]
        yield from (f"  {'- ' if at == 0 else '  '}{line}" for at, line in enumerate(inner))
