"""Puts the site together: every page through its template, charts, type, colours, search index and assets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from planverk.document.blocks import Figure
from planverk.document.document import Document
from planverk.document.walk import every_block, on_page
from planverk.formats.charts import chart_svg
from planverk.formats.html.addresses import inventory, moved_pages, sitemap
from planverk.formats.html.downloads import download_files, offered, offered_data
from planverk.formats.html.emit import CHARTS
from planverk.formats.html.feed import PATH as FEED
from planverk.formats.html.feed import feed
from planverk.formats.html.gate import check_words
from planverk.formats.html.items import Frame
from planverk.formats.html.metadata import page_address
from planverk.formats.html.pages import Page, Place, Site, site_of
from planverk.formats.html.search import index_script
from planverk.formats.html.theme import light, theme_css
from planverk.formats.html.view import page_view
from planverk.formats.html.webfonts import web_fonts
from planverk.formats.outputs import Download

_LOGOS = {"image/svg+xml": "assets/logo.svg", "image/png": "assets/logo.png"}


def render_html(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> dict[str, bytes]:
    """The whole site: relative path → bytes. What is dear to make is kept in `keep`.

    ValueError for an address, an anchor or a name that is unfit or stands twice, a link whose scheme is none of ours, a reference to nowhere,
    for a colour or a font file that can't be read, and where the pages do not say what the document says.
    """
    site = site_of(document)
    colours = theme_css(document.look)
    frame = _frame(document, downloads)
    pages = {page.path: _page(site, page, frame) for page in site.pages}
    check_words(pages, document)
    return {
        **{path: text.encode() for path, text in pages.items()},
        **{page.path: _moved(site, page, place).encode() for page, place in moved_pages(site)},
        **dict(_charts(site, keep)),
        **dict(download_files(document, downloads)),
        **_assets(document, site, pages.values(), keep),
        "assets/theme.css": colours.encode(),
        **_listings(site),
    }


def _frame(document: Document, downloads: Sequence[Download]) -> Frame:
    logo = document.look.logo
    files = offered(document, downloads), offered_data(document)
    return Frame(*files, _LOGOS[logo.media_type] if logo else "", logo.alternative if logo else "")


def _listings(site: Site) -> dict[str, bytes]:
    """What tells others which pages there are; each file only where the document knows enough to make it."""
    document = site.document
    return {
        "objects.inv": inventory(site),
        **({"sitemap.xml": sitemap(site)} if document.address else {}),
        **({FEED: feed(document)} if document.history else {}),
    }


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("planverk.formats.html"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _page(site: Site, page: Page, frame: Frame) -> str:
    return _templates().get_template(f"{page.kind}.html").render(page_view(site, page, frame)) + "\n"


def _moved(site: Site, page: Page, place: Place) -> str:
    target = page.link(place)
    canonical = page_address(site.document, site.at(place.address)) if site.document.address else target
    names = {"document": site.document, "words": site.document.words, "page": page, "target": target, "canonical": canonical}
    return _templates().get_template("moved.html").render(names) + "\n"


def _charts(site: Site, keep: Path | None) -> Iterator[tuple[str, bytes]]:
    document = site.document
    for page in site.pages:
        for section in on_page(page.section) if page.section else ():
            for block in every_block(section.blocks):
                if isinstance(block, Figure) and block.chart:
                    yield f"{CHARTS}/{block.anchor}.svg", chart_svg(block.chart, document.look, document.language, keep)


def _assets(document: Document, site: Site, pages: Iterable[str], keep: Path | None) -> dict[str, bytes]:
    look, own = document.look, files("planverk.formats.html").joinpath("assets")
    fonts = web_fonts(look, pages, keep)
    return {
        "assets/site.css": own.joinpath("site.css").read_bytes(),
        **{f"assets/{name}": own.joinpath(name).read_bytes() for name in ("page.js", "filter.js", "search.js")},
        "assets/fonts/fonts.css": fonts.css.encode(),
        "assets/search-index.js": index_script(site),
        "assets/icon.svg": _icon(light(look).primary).encode(),
        **{f"assets/fonts/{name}": data for name, data in fonts.files.items()},
        **({_LOGOS[look.logo.media_type]: look.logo.data} if look.logo else {}),
    }


def _icon(colour: str) -> str:
    page = f'<rect width="16" height="16" rx="2" fill="{colour}"/><path d="M4 5h8M4 8h8M4 11h5" stroke="#ffffff" stroke-width="1.5"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{page}</svg>\n'
