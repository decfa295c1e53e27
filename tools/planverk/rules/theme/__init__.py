"""Colours, fonts and logos that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planverk.colors import PAIRS, Pair, contrast, nearest_that, palette
from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.settings import COLOURS
from planverk.reading.cache import remembered
from planverk.rules.hits import Hit, hit, in_settings
from planverk.source.font import FontFault, read_font

_MADE_OF = {"on-primary": "primary", "on-cover": "cover", "fourth": "primary"}
"""Colours of PAIRS that no theme chooses, and the one that they follow."""


def unreadable_colour(plan: Plan) -> Iterator[Hit]:
    theme = plan.settings.theme
    chosen = {name: colour for name in COLOURS if (colour := getattr(theme, name))}
    if theme.cover_colour and theme.cover == "band":  # a band that is not there has no colour
        chosen["cover"] = theme.cover_colour
    colours = palette(chosen)
    worst: dict[str, Pair] = {}
    for pair in PAIRS:
        blamed = next((name for name in (_MADE_OF.get(pair.colour, pair.colour), pair.ground) if name in chosen), None)
        if blamed and _lack(pair, colours) > max(0.0, _lack(worst[blamed], colours) if blamed in worst else 0.0):
            worst[blamed] = pair
    yield from (_hit(plan, name, pair, chosen) for name, pair in worst.items())


def _lack(pair: Pair, colours: Mapping[str, str]) -> float:
    """The part of the needed contrast that is lacking; 0 or less where there is enough."""
    return 1 - contrast(colours[pair.colour], colours[pair.ground]) / pair.needed


def _hit(plan: Plan, name: str, pair: Pair, chosen: Mapping[str, str]) -> Hit:
    colours = palette(chosen)
    other = _other(name, pair, colours)
    concerned = [each for each in PAIRS if name in (each.ground, _MADE_OF.get(each.colour, each.colour))]

    def suits(colour: str) -> bool:
        tried = palette({**chosen, name: colour})
        return all(_lack(each, tried) <= 0 for each in concerned)

    meant = nearest_that(colours[name], suits)
    hint = Hint("readable-colour", {"colour": meant}) if meant else Hint("no-readable-colour", {"other": other})
    ratio = contrast(colours[pair.colour], colours[pair.ground])
    facts = {"found": _number(ratio), "needed": _number(pair.needed)}
    ground = colours[other] if other == "white" else f"{_key(other)} {colours[other]}"
    return Hit(in_settings(plan, "theme", _key(name)), {"name": _key(name), "colour": colours[name], "ground": ground, **facts}, (hint,))


def _other(name: str, pair: Pair, colours: Mapping[str, str]) -> str:
    """The colour of a pair that is not the one blamed; where that one is the ground of what suits it best, the paper or the ink."""
    colour = _MADE_OF.get(pair.colour, pair.colour)
    if colour == name == pair.ground:
        return "paper" if colours[pair.colour] == colours["paper"] else "ink"
    return pair.ground if colour == name else colour


def _key(name: str) -> str:
    return "cover_colour" if name == "cover" else name


def _number(ratio: float) -> str:
    """A ratio with one decimal, rounded down so that what fails never looks as if it passed."""
    return f"{int(ratio * 10) / 10:g}".replace(".", ",")


BUILT_IN = "Source Sans Pro"
"""The typeface that needs no file."""


def unusable_font(plan: Plan) -> Iterator[Hit]:
    theme, there = plan.settings.theme, plan.theme_files
    if theme.font_family and theme.font_family != BUILT_IN and not theme.font_files:
        yield hit(in_settings(plan, "theme", "font_family"), Hint("font-form", {}), name=theme.font_family, why="why-font-no-file")
    for number, path in enumerate(theme.font_files):
        if path not in there:
            continue
        place = in_settings(plan, "theme", "font_files", number)
        try:
            font = read_font(there[path], remembered)
        except FontFault as fault:
            yield hit(place, Hint("font-form", {}), name=path, why=str(fault))
        else:
            if font.lacking:
                yield hit(place, Hint("font-lacks", {"letters": " ".join(font.lacking)}), name=path, why="why-font-letters")
            if theme.font_family not in font.families:
                yield hit(place, Hint("font-family-is", {"family": font.families[0]}), name=path, why="why-font-family")


def unusable_logo(plan: Plan) -> Iterator[Hit]:
    path = plan.settings.theme.logo
    if path is None or path not in plan.theme_files:
        return
    from planverk.source.picture import PictureFault, check_picture  # here, since few plans have a logo

    try:
        check_picture(plan.theme_files[path], remembered)
    except PictureFault as fault:
        yield hit(in_settings(plan, "theme", "logo"), Hint("logo-form", {}), name=path, why=str(fault))
