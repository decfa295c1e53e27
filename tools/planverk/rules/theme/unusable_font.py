"""unusable-font: see unusable-font.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import TOP, Hint, Location
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.reading.cache import remembered
from planverk.rules.hits import Hit, hit
from planverk.source.font import Font, FontFault, read_font

BUILT_IN = "Source Sans Pro"
"""The typeface that needs no file."""


def unusable_font(plan: Plan) -> Iterator[Hit]:
    theme, there = plan.settings.theme, plan.theme_files
    if theme.font_family and theme.font_family != BUILT_IN and not theme.font_files:
        yield hit(_at(plan, "font_family"), Hint("font-form", {}), name=theme.font_family, why="why-font-no-file")
    for number, path in enumerate(theme.font_files):
        if path not in there:
            continue
        place = _at(plan, "font_files", number)
        try:
            font = read_font(there[path], remembered)
        except FontFault as fault:
            yield hit(place, Hint("font-form", {}), name=path, why=str(fault))
        else:
            yield from _about(font, path, theme.font_family, place)


def _at(plan: Plan, *route: str | int) -> Location:
    return Location(SETTINGS_FILE, plan.settings_at.places.find(("theme", *route)) or TOP)


def _about(font: Font, path: str, family: str | None, place: Location) -> Iterator[Hit]:
    if font.lacking:
        yield hit(place, Hint("font-lacks", {"letters": " ".join(font.lacking)}), name=path, why="why-font-letters")
    if family not in font.families:
        yield hit(place, Hint("font-family-is", {"family": font.families[0]}), name=path, why="why-font-family")
