"""The files of the type that is installed with planverk: that of the default theme, and that which has the signs that another lacks."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FALLBACK = "DejaVu Sans"
"""The family that prints what a theme's own lacks: Arabic, Hebrew, Skolt Sami, arrows, boxes. It comes with matplotlib."""

_DEFAULT = ("Regular", "It", "Semibold", "Bold")
_FALLBACK = ("", "-Bold")


@cache
def default_fonts() -> tuple[Path, ...]:
    """The TTF files of Source Sans Pro: regular, italic, semibold, bold. ModuleNotFoundError where the package is not installed."""
    folder = _package("font_source_sans_pro") / "files"
    return tuple(folder / f"SourceSansPro-{name}.ttf" for name in _DEFAULT)


@cache
def fallback_fonts() -> tuple[Path, ...]:
    """The TTF files of DejaVu Sans: regular and bold. Its oblique faces lack Arabic, so that it stands upright where the text leans.

    ModuleNotFoundError where matplotlib is not installed.
    """
    folder = _package("matplotlib") / "mpl-data" / "fonts" / "ttf"
    return tuple(folder / f"DejaVuSans{name}.ttf" for name in _FALLBACK)


def _package(name: str) -> Path:
    """Where a package lies. It is not imported: that takes half a second, and a check reads the font only."""
    found = find_spec(name)
    if found is None or not found.origin:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent
