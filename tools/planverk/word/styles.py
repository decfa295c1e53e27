"""Styles with what they inherit: which properties a paragraph or a run ends up with (ECMA-376 part 1, 17.7.2), and how words look by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from planverk.word.names import Element, is_on, number_at, value, w

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEPEST = 40
_NO_OUTLINE = 9


class Styles:
    """The styles part, asked by id; a file without one has no styles."""

    def __init__(self, root: Element | None) -> None:
        """Reads the part; of styles with the same id the first one counts."""
        found = [] if root is None else root.findall(w("style"))
        self._by_id: dict[str, Element] = {}
        for style in found:
            self._by_id.setdefault(style.get(w("styleId"), ""), style)
        self.defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        on = {style.get(w("type"), ""): style.get(w("styleId"), "") for style in found if style.get(w("default")) in ("1", "true", "on")}
        self._default = on.get("paragraph", "")
        self.chain: Callable[[str], tuple[Element, ...]] = cache(lambda key: tuple(self._walk(key)))
        """The style and those that it is based on, itself first; none for an unknown one. A circle ends where it begins."""
        self._level: Callable[[str], int] = cache(self._read_level)

    def __contains__(self, key: str) -> bool:
        return key in self._by_id

    def of_paragraph(self, paragraph: Element) -> str:
        """The id of the paragraph's style, the default one where it names none."""
        return value(properties_of(paragraph), "pStyle") or self._default

    def name(self, key: str) -> str:
        """The name of a style as Word shows it, its id where it has none."""
        return value(self._by_id.get(key), "name") or key

    def paragraph_property(self, paragraph: Element, name: str) -> Element | None:
        """The `w:pPr` child that counts for a paragraph: its own, else that of the nearest style."""
        properties = properties_of(paragraph)
        own = None if properties is None else properties.find(w(name))
        if own is not None:
            return own
        return self.style_property(self.of_paragraph(paragraph), "pPr", name)

    def style_property(self, key: str, group: str, name: str) -> Element | None:
        """The property of a style or of what it is based on."""
        found = (style.find(f"{w(group)}/{w(name)}") for style in self.chain(key))
        return next((each for each in found if each is not None), None)

    def level(self, paragraph: Element) -> int:
        """The level of a heading from 1, 0 for a paragraph that is none: by the name of its style, else by its outline level."""
        own = number_at(properties_of(paragraph), "outlineLvl")
        if own is not None:
            return own + 1 if own < _NO_OUTLINE else 0
        return self._level(self.of_paragraph(paragraph))

    def _read_level(self, key: str) -> int:
        for style in self.chain(key):
            if named := _HEADING.fullmatch(value(style, "name")):
                return int(named[1])
            outline = number_at(style, "pPr", "outlineLvl")
            if outline is not None:
                return outline + 1 if outline < _NO_OUTLINE else 0
        return 0

    def _walk(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self._by_id and key not in seen and len(seen) < _DEEPEST:
            seen.add(key)
            yield self._by_id[key]
            key = value(self._by_id[key], "basedOn")


def properties_of(paragraph: Element) -> Element | None:
    """The properties of a paragraph, which are its first child; a search among all of a hostile one's children would take for ever."""
    first = next(iter(paragraph), None)
    return first if first is not None and first.tag == w("pPr") else None


def run_properties(run: Element, paragraph: Element, styles: Styles) -> Iterator[Element]:
    """Every `w:rPr` that speaks for a run, the strongest first: its own, its style's, the paragraph's style's; not table styles and defaults."""
    own = run.find(w("rPr"))
    if own is not None:
        yield own
    for key in (value(own, "rStyle"), styles.of_paragraph(paragraph)):
        for style in styles.chain(key):
            found = style.find(w("rPr"))
            if found is not None:
                yield found


def is_hidden(run: Element, paragraph: Element, styles: Styles) -> bool:
    """Whether Word neither shows nor prints the run."""
    found = (each.find(w("vanish")) for each in run_properties(run, paragraph, styles))
    return is_on(next((each for each in found if each is not None), None))


# --- how words look, as far as a person sets it by hand ---

_SWITCHES = ("b", "i", "strike", "dstrike", "caps", "smallCaps")
_VALUES = ("u", "highlight", "color", "sz", "vertAlign")
_NOTHING = ("none", "auto", "baseline", "000000")
"""Values that look as if nothing were said."""
_SIDES = {"start": "left", "end": "right", "": "left"}

Format = tuple[str, ...]
"""A text for each of what may be said of words, "" where it is not."""


class RunFormats:
    """The formats of a file's runs; what a style says is looked up once."""

    def __init__(self, styles: Styles) -> None:
        """Reads the defaults."""
        self._styles = styles
        self._defaults = _said(() if styles.defaults is None else (styles.defaults,))
        self._of_style: Callable[[str], dict[str, str]] = cache(self._read_style)
        self._known: dict[Format, Format] = {}

    def of(self, run: Element, style: str) -> Format | None:
        """The format of a run in a paragraph of a style; None where it was changed and tracked."""
        own = run.find(w("rPr"))
        if own is not None and own.find(w("rPrChange")) is not None:
            return None
        said = self._defaults | self._of_style(style) | self._of_style(value(own, "rStyle")) | _said(() if own is None else (own,))
        found = tuple(said.get(name, "") for name in (*_SWITCHES, *_VALUES))
        return self._known.setdefault(found, found)

    def _read_style(self, key: str) -> dict[str, str]:
        groups = [found for style in self._styles.chain(key) if (found := style.find(w("rPr"))) is not None]
        return _said(reversed(groups))


def _said(groups: Iterable[Element]) -> dict[str, str]:
    """What groups of properties say, the last the strongest."""
    said: dict[str, str] = {}
    for child in (child for group in groups for child in group):
        name = str(child.tag).rpartition("}")[2]
        if name in _SWITCHES:
            said[name] = "on" if is_on(child) else ""
        elif name in _VALUES:
            said[name] = "" if (said_here := child.get(w("val"), "")) in _NOTHING else said_here
    return said


def alignment(paragraph: Element, styles: Styles) -> str | None:
    """To which side the lines of a paragraph are aligned; None where how it looks was changed and tracked."""
    properties = properties_of(paragraph)
    if properties is not None and properties.find(w("pPrChange")) is not None:
        return None
    said = value(styles.paragraph_property(paragraph, "jc"))
    return _SIDES.get(said, said)
