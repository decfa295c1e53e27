"""The look of the site: its colours as custom properties that carry Designsystemet's names, for light and for dark, and its type.

The light values are the look's own; the dark ones are derived: each colour is made lighter until it is read as easily as is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import rgb_to_hls
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from planverk.colors import contrast, mix, of_hls, parts, readable
from planverk.document.records import Look
from planverk.formats.build_cache import cached
from planverk.formats.fonts import face, look_fonts

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_CALM = 0.55  # no light colour on a dark ground is more saturated than this
_READ, _READ_WELL, _SEEN = 4.6, 7.0, 3.1  # a little over 4.5, 7 and 3, so that rounding never takes a colour below


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a page, each #rrggbb."""

    paper: str
    tint: str
    ink: str
    secondary: str
    primary: str
    pressed: str
    on_primary: str
    accent: str
    hairline: str
    faint: str


def theme_css(look: Look) -> str:
    """The style sheet that sets the colours. ValueError for a colour that is not #rrggbb."""
    bright = _block(light(look), "light")
    dark = _block(dark_of(look), "dark")
    return (
        f'@layer ds.theme {{\n:root, [data-color-scheme="light"] {{\n{bright}}}\n'
        f'@media screen and (prefers-color-scheme: dark) {{\n[data-color-scheme="auto"] {{\n{dark}}}\n}}\n}}\n'
    )


def light(look: Look) -> Palette:
    """The look's own colours, on its paper. ValueError for a colour that is not #rrggbb."""
    for colour in (look.ink, look.paper, look.primary, look.tint, look.accent, look.secondary, look.hairline):
        if not _COLOUR.match(colour):
            raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return Palette(
        paper=look.paper,
        tint=look.tint,
        ink=look.ink,
        secondary=look.secondary,
        primary=look.primary,
        pressed=mix(look.primary, look.ink, 0.45),
        on_primary=readable(look.primary, look.paper, look.ink),
        accent=look.accent,
        hairline=look.hairline,
        faint=mix(look.paper, look.hairline, 0.38),
    )


def dark_of(look: Look) -> Palette:
    """Dark counterparts of the look's colours: its ink, darkened, is the paper; what is read is at least 4.5:1 on paper and tint alike."""
    paper = mix(look.ink, "#000000", 0.32)
    tint = mix(paper, "#ffffff", 0.075)
    primary = lighter(look.primary, tint, _READ_WELL)
    return Palette(
        paper=paper,
        tint=tint,
        ink=lighter(mix(look.paper, look.ink, 0.1), tint, _READ_WELL),
        secondary=lighter(look.secondary, tint, _READ_WELL),
        primary=primary,
        pressed=mix(primary, "#ffffff", 0.5),
        on_primary=readable(primary, paper, "#ffffff"),
        accent=lighter(look.accent, tint, _READ + 1),
        hairline=lighter(look.hairline, tint, _SEEN),
        faint=mix(paper, "#ffffff", 0.2),
    )


def lighter(colour: str, ground: str, ratio: float) -> str:
    """`colour` made as much lighter, in its own hue, as gives it `ratio` to 1 against `ground`; white where nothing else does."""
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in parts(colour)))
    lights = (lightness + (1 - lightness) * step / 50 for step in range(51))
    steps = (of_hls(hue, light, min(saturation, _CALM)) for light in lights)
    return next((step for step in steps if contrast(step, ground) >= ratio), "#ffffff")


def _block(palette: Palette, scheme: str) -> str:
    values = {
        "neutral-background-default": palette.paper,
        "neutral-background-tinted": palette.tint,
        "neutral-surface-default": palette.paper,
        "neutral-surface-tinted": palette.tint,
        "neutral-border-subtle": palette.faint,
        "neutral-border-default": palette.hairline,
        "neutral-text-default": palette.ink,
        "neutral-text-subtle": palette.secondary,
        "accent-base-default": palette.primary,
        "accent-base-hover": palette.pressed,
        "accent-base-contrast-default": palette.on_primary,
        "accent-border-default": palette.primary,
        "accent-text-subtle": palette.primary,
        "accent-text-default": palette.primary,
        "accent-surface-tinted": palette.tint,
        "warning-border-default": palette.accent,
        "warning-text-default": palette.accent,
        "focus-inner": palette.paper,
        "focus-outer": palette.ink,
    }
    return "".join(f"  --ds-color-{name}: {value};\n" for name, value in values.items()) + f"  color-scheme: {scheme};\n"


# --- the type ---


_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2015), (0x2018, 0x201E), (0x2039, 0x203A))
_SINGLE = "\u2002\u2009\u200b\u2022\u2026\u202f\u20ac\u2190\u2191\u2192\u2193\u2212\u00d7\u2264\u2265\u2248"
_FALLBACK = 'system-ui, "Segoe UI", Roboto, Arial, sans-serif'
_FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "sups")


def web_fonts(look: Look, text: Iterable[str], keep: Path | None) -> dict[str, bytes]:
    """The faces of a look with the Latin characters and those that stand in `text`, as WOFF2, and the style sheet that names them.

    ValueError for a font file that is neither TTF nor OTF.
    """
    latin = (range(first, last + 1) for first, last in _RANGES)
    characters = sorted(set(map(ord, set().union(_SINGLE, *text))).union(*latin))
    recipe = repr((f"{version('fonttools')} {version('brotli')}", characters, _FEATURES)).encode()

    def subset(data: bytes) -> bytes:
        return cached(keep, f"font-{sha256(recipe + data).hexdigest()}.woff2", lambda: _cut(data, characters))

    with look_fonts(look) as paths:
        faces = {f"{each.weight}{'-italic' if each.italic else ''}.woff2": each for each in map(face, paths)}
        files = {name: subset(each.path.read_bytes()) for name, each in faces.items()}
    # everything but letters, digits, spaces and hyphens of the family's name is written by its code
    family = '"' + re.sub(r"[^\w \-]", lambda found: f"\\{ord(found[0]):x} ", look.font_family) + '"'
    rules = "".join(
        f'@font-face {{\n  font-family: {family};\n  src: url("{name}") format("woff2");\n'
        f"  font-weight: {each.weight};\n  font-style: {'italic' if each.italic else 'normal'};\n  font-display: swap;\n}}\n"
        for name, each in faces.items()
    )
    return files | {"fonts.css": f"{rules}:root {{\n  --ds-font-family: {family}, {_FALLBACK};\n}}\n".encode()}


def _cut(data: bytes, characters: list[int]) -> bytes:
    """The subset, without hinting, and with the font's own time stamp, so that the same font gives the same bytes."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options = Options(hinting=False, layout_features=list(_FEATURES), name_IDs=[0, 1, 2, 13], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["FFTM"]  # FontForge's time stamp, which fontTools would complain of
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    result = BytesIO()
    font.save(result)
    return result.getvalue()
