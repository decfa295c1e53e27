"""Colours: what Word's names and themes stand for, how they are tinted, and the contrast of two (WCAG 2.2, relative luminance)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import cache

from planverk import colors
from planverk.word.names import A, Element, w

BLACK, WHITE = "000000", "FFFFFF"
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
"""The colours of `w:highlight` (ECMA-376 part 1, 17.18.40)."""
_SCHEME = {
    "text1": "dk1",
    "dark1": "dk1",
    "background1": "lt1",
    "light1": "lt1",
    "text2": "dk2",
    "dark2": "dk2",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


def theme_colours(root: Element | None) -> dict[str, str]:
    """The colours of a theme part by name ("accent1", "dk1"), as six hexadecimal digits."""
    scheme = None if root is None else next(root.iter(f"{{{A}}}clrScheme"), None)
    found: dict[str, str] = {}
    for swatch in () if scheme is None else scheme:
        colour = next(iter(swatch), None)
        text = "" if colour is None else colour.get("lastClr") or colour.get("val") or ""
        if _HEX.fullmatch(text):
            found[str(swatch.tag).rpartition("}")[2]] = text.upper()
    return found


def colour_of(element: Element, theme: Mapping[str, str], names: tuple[str, str, str, str]) -> str:
    """A colour as six hexadecimal digits, "" for automatic. `names` are the attributes of the colour, its theme colour, tint and shade."""
    plain, themed, tint, shade = (element.get(w(name), "") for name in names)
    base = theme.get(_SCHEME.get(themed, themed), "") if themed else ""
    if base:
        return _tinted(base, tint, shade)
    return plain.upper() if _HEX.fullmatch(plain) else ""


def text_colour(element: Element, theme: Mapping[str, str]) -> str:
    """What `w:color` says."""
    return colour_of(element, theme, ("val", "themeColor", "themeTint", "themeShade"))


def fill_colour(element: Element, theme: Mapping[str, str]) -> str:
    """What `w:shd` fills with: the ground, or the colour of a solid pattern; "" for none."""
    if element.get(w("val")) == "solid":
        return colour_of(element, theme, ("color", "themeColor", "themeTint", "themeShade")) or BLACK
    return colour_of(element, theme, ("fill", "themeFill", "themeFillTint", "themeFillShade"))


@cache
def contrast(one: str, other: str) -> float:
    """The ratio of two colours (RRGGBB, as Word writes them), from 1 to 21."""
    return colors.contrast(f"#{one}", f"#{other}")


def _tinted(base: str, tint: str, shade: str) -> str:
    """The colour with its lightness moved, as Word does it: a tint of 99 (of FF) keeps 60 % of what is dark."""
    hue, light, vivid = rgb_to_hls(*(channel / 255 for channel in bytes.fromhex(base)))
    if re.fullmatch("[0-9A-Fa-f]{2}", tint):
        part = int(tint, 16) / 255
        light = light * part + (1 - part)
    if re.fullmatch("[0-9A-Fa-f]{2}", shade):
        light *= int(shade, 16) / 255
    return "".join(f"{round(channel * 255):02X}" for channel in hls_to_rgb(hue, light, vivid))
