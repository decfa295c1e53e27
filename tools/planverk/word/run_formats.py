"""How words look: what styles and a run's own properties say of them, as far as a person sets it by hand."""

from __future__ import annotations

from collections.abc import Iterable

from planverk.word.names import Element, is_on, value, w
from planverk.word.styles import Styles, properties_of

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
        self._of_styles: dict[str, dict[str, str]] = {}
        self._known: dict[Format, Format] = {}

    def of(self, run: Element, style: str) -> Format | None:
        """The format of a run in a paragraph of a style; None where it was changed and tracked."""
        own = run.find(w("rPr"))
        if own is not None and own.find(w("rPrChange")) is not None:
            return None
        said = self._defaults | self._of_style(style) | self._of_style(value(own, "rStyle")) | _said(() if own is None else (own,))
        found = tuple(said.get(name, "") for name in (*_SWITCHES, *_VALUES))
        return self._known.setdefault(found, found)

    def _of_style(self, key: str) -> dict[str, str]:
        if key not in self._of_styles:
            groups = [found for style in self._styles.chain(key) if (found := style.find(w("rPr"))) is not None]
            self._of_styles[key] = _said(reversed(groups))
        return self._of_styles[key]


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
