"""Colours as #rrggbb: how well one is read on another, mixtures, and the neutral palette that a theme changes.

Contrast is that of WCAG 2.2 (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import NamedTuple

NEUTRAL: Mapping[str, str] = {
    "ink": "#1b2328",
    "paper": "#ffffff",
    "primary": "#0f4057",
    "tint": "#eef3f5",
    "accent": "#8a3b1e",
    "secondary": "#4d5a61",
    "hairline": "#7d8b92",
}
"""The colours of a plan without a theme."""

TEXT, SEEN = 4.5, 3.0
"""What WCAG asks of text (1.4.3), and of lines and signs that carry meaning (1.4.11)."""

_STEPS = 200


class Pair(NamedTuple):
    """Two colours of a palette that meet in an output: what is read, what it stands on, the contrast that is needed."""

    colour: str
    ground: str
    needed: float


PAIRS = (
    Pair("ink", "paper", TEXT),  # running text
    Pair("ink", "tint", TEXT),  # text in boxes
    Pair("secondary", "paper", TEXT),  # small text, page headers and footers, quotations, numbers along a chart
    Pair("secondary", "tint", TEXT),  # small text in boxes
    Pair("primary", "paper", TEXT),  # headings, links, the first series of a chart
    Pair("primary", "tint", TEXT),  # headings of boxes and tables, links in them
    Pair("accent", "paper", TEXT),  # the status of a plan that is not adopted, what is missing
    Pair("accent", "tint", TEXT),  # the same in boxes
    Pair("hairline", "paper", SEEN),  # the frame of a field to write in, the foot line of a chart
    Pair("hairline", "tint", SEEN),  # the frame of a box
    Pair("ink", "white", TEXT),  # the same on Word's page, and on what is printed without grounds
    Pair("secondary", "white", TEXT),
    Pair("primary", "white", TEXT),
    Pair("accent", "white", TEXT),
    Pair("hairline", "white", SEEN),
    Pair("on-primary", "primary", TEXT),  # buttons
    Pair("on-cover", "cover", TEXT),  # what stands on the band of the cover
    Pair("fourth", "paper", TEXT),  # the fourth series of a chart
)
"""Every pair that is in use. `on-…` is the paper or the ink, whichever is read better there; `fourth` is between primary and hairline."""


def palette(chosen: Mapping[str, str]) -> dict[str, str]:
    """Every colour by the name that PAIRS use: those chosen, the neutral ones for the rest, and those made of them. The cover's is the primary one
    where none is chosen."""
    colours = {**NEUTRAL, **chosen}
    colours.setdefault("cover", colours["primary"])
    on = {f"on-{ground}": readable(colours[ground], colours["paper"], colours["ink"]) for ground in ("primary", "cover")}
    return {**colours, **on, "white": "#ffffff", "fourth": mix(colours["primary"], colours["hairline"], 0.5)}


def readable(ground: str, *colours: str) -> str:
    """The one of some colours that is read best on a ground."""
    return max(colours, key=lambda colour: contrast(colour, ground))


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of another in it."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(parts(colour), parts(other), strict=True))


def nearest_that(colour: str, holds: Callable[[str], bool]) -> str | None:
    """The colour of the same hue, as little lighter or darker as can be, of which something holds; None where it holds of none."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in parts(colour)))
    lights = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda light: abs(light - lightness))
    return next((found for light in lights if holds(found := of_hls(hue, light, saturation))), None)


def of_hls(hue: float, lightness: float, saturation: float) -> str:
    """The colour of a hue, a lightness and a saturation, each from 0 to 1."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, saturation))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 (black) to 1 (white)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in parts(colour)))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
