"""Writes elements: what is given as text is escaped, and only what is Markup already stands as it is. Names of tags and attributes are code's own."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

Value = str | int | bool


def element(tag: str, *content: str, **attributes: Value) -> Markup:
    """An element with its contents. In an attribute's name "_" becomes "-", one at its end falls away (`class_`).

    An attribute that is "" or False is left out, one that is True stands bare.
    """
    return Markup(f"<{tag}{_attributes(attributes)}>{join(content)}</{tag}>")  # all three are markup; Markup.format would take ten times as long


def void(tag: str, **attributes: Value) -> Markup:
    """An element that has no contents."""
    return Markup(f"<{tag}{_attributes(attributes)}>")


def join(parts: Iterable[str]) -> Markup:
    """The parts one after the other, nothing between them."""
    return Markup("").join(parts)


def _attributes(attributes: dict[str, Value]) -> Markup:
    return join(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not False and value != "")


def _attribute(name: str, value: Value) -> Markup:
    return Markup(f" {name}" if value is True else f' {name}="{escape(value)}"')
