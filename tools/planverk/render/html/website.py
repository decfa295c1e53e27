"""Puts the site together: every page through its template, charts, type, colours, search index and assets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from planverk.document.blocks import Document, Figure
from planverk.document.walk import every_block, on_page
from planverk.render.charts import chart_svg
from planverk.render.html.emit import CHARTS
from planverk.render.html.pages import Page, Site, site_of
from planverk.render.html.search import index_script
from planverk.render.html.theme import light, theme_css
from planverk.render.html.view import Frame, page_view
from planverk.render.html.webfonts import web_fonts

_PATH = re.compile(r"(?:\.\./)*[\w-][\w.-]*(?:/[\w-][\w.-]*)*\Z", re.ASCII)
_LOGOS = {"image/svg+xml": "assets/logo.svg", "image/png": "assets/logo.png"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that readers may take away: its path relative to the site's root ("../plan.pdf"), what it is called, its size in bytes."""

    path: str
    label: str
    size: int


def render_html(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> dict[str, bytes]:
    """The whole site: relative path → bytes. What is dear to make is kept in `keep`.

    ValueError for an address, an anchor or a path that is unfit or stands twice, a link whose scheme is none of ours, a reference to nowhere, and
    for a colour or a font file that can't be read.
    """
    site = site_of(document)
    colours = theme_css(document.look)
    frame = _frame(document, downloads)
    pages = {page.path: _page(site, page, frame) for page in site.pages}
    return {
        **{path: text.encode() for path, text in pages.items()},
        **dict(_charts(site, keep)),
        **_assets(document, site, pages.values(), keep),
        "assets/theme.css": colours.encode(),
    }


def _frame(document: Document, downloads: Sequence[Download]) -> Frame:
    for download in downloads:
        if not _PATH.match(download.path):
            raise ValueError(f"not fit to be a download's path: {download.path!r}")
    logo = document.look.logo
    rows = tuple((download.path, download.label, _size(download.size, document.language)) for download in downloads)
    return Frame(rows, _LOGOS[logo.media_type] if logo else "", logo.alternative if logo else "")


def _size(size: int, language: str) -> str:
    """A size as people read it: "84 kB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if language.startswith('en') else number.replace('.', ',')}\u00a0MB"


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("planverk.render.html"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _page(site: Site, page: Page, frame: Frame) -> str:
    return _templates().get_template(f"{page.kind}.html").render(page_view(site, page, frame)) + "\n"


def _charts(site: Site, keep: Path | None) -> Iterator[tuple[str, bytes]]:
    document = site.document
    for page in site.pages:
        for section in on_page(page.section) if page.section else ():
            for block in every_block(section.blocks):
                if isinstance(block, Figure) and block.chart:
                    yield f"{CHARTS}/{block.anchor}.svg", chart_svg(block.chart, document.look, document.language, keep)


def _assets(document: Document, site: Site, pages: Iterable[str], keep: Path | None) -> dict[str, bytes]:
    look, own = document.look, files("planverk.render.html").joinpath("assets")
    fonts = web_fonts(look, pages, keep)
    return {
        "assets/site.css": own.joinpath("site.css").read_bytes(),
        "assets/site.js": own.joinpath("site.js").read_bytes(),
        "assets/fonts/fonts.css": fonts.css.encode(),
        "assets/search-index.js": index_script(site),
        "assets/icon.svg": _icon(light(look).primary).encode(),
        **{f"assets/fonts/{name}": data for name, data in fonts.files.items()},
        **({_LOGOS[look.logo.media_type]: look.logo.data} if look.logo else {}),
    }


def _icon(colour: str) -> str:
    page = f'<rect width="16" height="16" rx="2" fill="{colour}"/><path d="M4 5h8M4 8h8M4 11h5" stroke="#ffffff" stroke-width="1.5"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{page}</svg>\n'
