"""Writes elements: what is given as text is escaped, and only what is Markup already stands as it is. Names of tags and attributes are code's own."""

from __future__ import annotations

import json
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


def json_in_script(data: object) -> str:
    """The data as JSON that ends no script element and no line of code, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _attributes(attributes: dict[str, Value]) -> Markup:
    given = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not False and value != "")
    return join(Markup(f" {name}" if value is True else f' {name}="{escape(value)}"') for name, value in given)
