"""The look of a document: the theme of planverk.toml over the neutral default."""

from __future__ import annotations

from planverk.document.records import Image, Look
from planverk.model.plan import Plan
from planverk.model.settings import COLOURS, Theme

SVG, PNG = "image/svg+xml", "image/png"
_PNG_BEGINS = b"\x89PNG"


def compose_look(plan: Plan) -> Look:
    """The look of a plan. What the theme leaves out is neutral."""
    theme = plan.settings.theme
    chosen = {name: value for name in (*COLOURS, "font_family") if (value := getattr(theme, name))}
    fonts = tuple(plan.theme_files[path] for path in theme.font_files if path in plan.theme_files)
    template = plan.theme_files.get(theme.reference_docx or "", b"")
    return Look(**chosen, font_files=fonts, logo=_logo(plan), cover=_cover(theme), word_template=template)


def _cover(theme: Theme) -> str:
    """The colour of the cover's band, "" for none; the primary one where no other is chosen."""
    if theme.cover == "plain":
        return ""
    return theme.cover_colour or theme.primary or Look().primary


def _logo(plan: Plan) -> Image | None:
    """The logo, named in words after the municipality where the theme does not say what it shows."""
    theme = plan.settings.theme
    data = plan.theme_files.get(theme.logo or "")
    if data is None:
        return None
    name = plan.head.organisation.name if plan.head.organisation else ""
    return Image(data, PNG if data.startswith(_PNG_BEGINS) else SVG, theme.logo_alternative or name)
