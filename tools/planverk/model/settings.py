"""planverk.toml: packs, severities, waivers and the theme."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

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
    severity: dict[str, Literal["error", "warning", "info", "off"]] = {}
    waiver: tuple[Waiver, ...] = ()
    theme: Theme = Theme()
