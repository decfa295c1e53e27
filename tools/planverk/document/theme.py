"""The look of a document: the theme of planverk.toml over the neutral default."""

from __future__ import annotations

from planverk.document.records import Image, Look
from planverk.model.plan import Plan
from planverk.model.settings import COLOURS, Theme
from planverk.reading.cache import remembered
from planverk.source.font import FontFault, read_font
from planverk.source.picture import PictureFault, check_picture

SVG, PNG = "image/svg+xml", "image/png"
_PNG_BEGINS = b"\x89PNG"


def compose_look(plan: Plan) -> Look:
    """The look of a plan. What the theme leaves out is neutral; so is what cannot be used, and its paths are in `unusable`."""
    theme = plan.settings.theme
    chosen = {name: value for name in (*COLOURS, "font_family") if (value := getattr(theme, name))}
    unusable = tuple(path for path in (*theme.font_files, theme.logo or "") if path in plan.theme_files and not _usable(path, plan))
    fonts = tuple(plan.theme_files[path] for path in theme.font_files if path in plan.theme_files and path not in unusable)
    template = plan.theme_files.get(theme.reference_docx or "", b"")
    logo = None if theme.logo in unusable else _logo(plan)
    return Look(**chosen, font_files=fonts, logo=logo, cover=_cover(theme), word_template=template, unusable=unusable)


def _usable(path: str, plan: Plan) -> bool:
    """False for what no library may be given to draw, whatever a plan's settings say of the rules that find it."""
    data = plan.theme_files[path]
    try:
        read_font(data, remembered) if path in plan.settings.theme.font_files else check_picture(data, remembered)
    except (FontFault, PictureFault):
        return False
    return True


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
    return Image(data, PNG if data.startswith(_PNG_BEGINS) else SVG, theme.logo_alternative or plan.head.publisher)
