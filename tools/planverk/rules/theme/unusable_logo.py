"""unusable-logo: see unusable-logo.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import TOP, Hint, Location
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.reading.cache import remembered
from planverk.rules.hits import Hit, hit


def unusable_logo(plan: Plan) -> Iterator[Hit]:
    path = plan.settings.theme.logo
    if path is None or path not in plan.theme_files:
        return
    from planverk.source.picture import PictureFault, check_picture  # here, since few plans have a logo

    try:
        check_picture(plan.theme_files[path], remembered)
    except PictureFault as fault:
        place = Location(SETTINGS_FILE, plan.settings_at.places.find(("theme", "logo")) or TOP)
        yield hit(place, Hint("logo-form", {}), name=path, why=str(fault))
