"""The logo of the theme cannot be used.

The logo stands in all outputs, and on the site others open it too. So it must be a PNG or an SVG that is whole, of a sensible size, and only draws:
scripts, links, other pictures, addresses and effects in it are refused. Letters in an SVG must be shapes, since the typeface that they ask for is
not in the outputs.

Bad ``planverk.toml``::

    [theme]
    logo = "tema/logo.svg"  # <-

Bad ``tema/logo.svg``::

    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>

Good ``planverk.toml``::

    [theme]
    logo = "tema/logo.svg"
    logo_alternative = "Eksempel kommune"

Good ``tema/logo.svg``::

    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7H1z" fill="#0f4057"/></svg>
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import TOP, Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.reading.cache import remembered
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "logoen «{name}» kan ikke brukes: {why}",
    "nn": "logoen «{name}» kan ikkje brukast: {why}",
    "en": "the logo “{name}” cannot be used: {why}",
}


def check(plan: Plan) -> Iterator[Hit]:
    path = plan.settings.theme.logo
    if path is None or path not in plan.theme_files:
        return
    from planverk.source.picture import PictureFault, check_picture  # here, since few plans have a logo

    try:
        check_picture(plan.theme_files[path], remembered)
    except PictureFault as fault:
        place = Location(SETTINGS_FILE, plan.settings_at.places.find(("theme", "logo")) or TOP)
        yield hit(place, Hint("logo-form", {}), name=path, why=str(fault))
