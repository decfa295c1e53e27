"""planverk.toml: packs, severities, waivers and the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError

from planverk.model.entry import Part
from planverk.model.fields import Day, Text, refused

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not _COLOUR.match(value):
        raise refused("wrong-type", expected="type-colour")
    return value.lower()


def _inside(value: Any) -> str:
    """A path inside the repository, with forward slashes."""
    if not isinstance(value, str) or not value or not value.isprintable():
        raise refused("wrong-type", expected="type-path")
    parts = value.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0] or ".git" in (part.lower() for part in parts):
        raise refused("outside-link", target=value)
    return "/".join(part for part in parts if part not in ("", "."))


Colour = Annotated[str, BeforeValidator(_colour)]
InsidePath = Annotated[str, BeforeValidator(_inside)]


Weight = Literal["error", "warning", "info", "off"]
WEIGHTS: tuple[str, ...] = get_args(Weight)


class Waiver(Part):
    """A finding that is tolerated: which rule, in which file, why, and until when. `reason` and `until` may be missing, which is a finding."""

    rule: Text
    path: Text
    reason: Text | None = None
    until: Day | None = None


class Theme(Part):
    """What a municipality may change of the look; what is left out keeps the neutral default."""

    ink: Colour | None = None
    paper: Colour | None = None
    primary: Colour | None = None
    tint: Colour | None = None
    accent: Colour | None = None
    secondary: Colour | None = None
    hairline: Colour | None = None
    font_family: Text | None = None
    font_files: tuple[InsidePath, ...] = ()
    logo: InsidePath | None = None
    logo_alternative: Text | None = None


class Settings(Part):
    """The whole file."""

    packs: tuple[Text, ...] = ()
    severity: dict[str, Weight] = Field(default_factory=dict)
    waiver: tuple[Waiver, ...] = ()
    theme: Theme = Theme()


def kept(data: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What still holds of severities and waivers of which one has a fault, so that the fault is one finding and not many.

    A waiver keeps its number, and goes on covering what its rule and path name.
    """
    found: dict[str, Any] = {}
    severity, waivers = data.get("severity"), data.get("waiver")
    if "severity" not in values and isinstance(severity, dict):
        found["severity"] = {rule: weight for rule, weight in severity.items() if weight in WEIGHTS}
    if "waiver" not in values and isinstance(waivers, list):
        found["waiver"] = tuple(_covering(waiver) for waiver in waivers if isinstance(waiver, dict))
    return found


def _covering(waiver: Mapping[str, Any]) -> Waiver:
    try:
        return Waiver.model_validate(waiver)
    except ValidationError:
        rule, path = waiver.get("rule"), waiver.get("path")
        return Waiver.model_construct(
            rule=rule if isinstance(rule, str) else "", path=path if isinstance(path, str) else "", reason="-", until=date.max
        )
