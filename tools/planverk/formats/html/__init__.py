"""A Document as a web site: pages, assets and a search that works without a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from planverk.document.blocks import Figure
from planverk.document.document import Document
from planverk.document.walk import every_block, on_page
from planverk.formats.charts import drawn, ending_of
from planverk.formats.html.addresses import PATH as FEED
from planverk.formats.html.addresses import feed, inventory, moved_pages, sitemap
from planverk.formats.html.downloads import Frame, download_files, offered, offered_data
from planverk.formats.html.emit import CHARTS
from planverk.formats.html.gate import check_words
from planverk.formats.html.metadata import page_address, read_back
from planverk.formats.html.pages import Page, Place, Site, site_of
from planverk.formats.html.search import index_script
from planverk.formats.html.theme import light, theme_css, web_fonts
from planverk.formats.html.view import page_view
from planverk.formats.outputs import Download

__all__ = ["Download", "gate", "read_back", "render"]
_LOGOS = {"image/svg+xml": "assets/logo.svg", "image/png": "assets/logo.png"}
_ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="2" fill="COLOUR"/>\
<path d="M4 5h8M4 8h8M4 11h5" stroke="#ffffff" stroke-width="1.5"/></svg>
"""


def render(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> dict[str, bytes]:
    """The whole site: relative path → bytes. What is dear to make is kept in `keep`.

    ValueError for an address, an anchor or a name that is unfit or stands twice, a link whose scheme is none of ours, a reference to nowhere,
    for a colour or a font file that can't be read, and where the pages do not say what the document says.
    """
    site = site_of(document)
    colours = theme_css(document.look)
    logo = document.look.logo
    frame = Frame(offered(document, downloads), offered_data(document), _LOGOS[logo.media_type] if logo else "", logo.alternative if logo else "")
    pages = {page.path: _filled(page.kind, page_view(site, page, frame)) for page in site.pages}
    check_words(pages, document)
    return {
        **{path: text.encode() for path, text in pages.items()},
        **{page.path: _moved(site, page, place).encode() for page, place in moved_pages(site)},
        **dict(_charts(site, keep)),
        **dict(download_files(document, downloads)),
        **_assets(document, site, pages.values(), keep),
        "assets/theme.css": colours.encode(),
        "objects.inv": inventory(site),
        **({"sitemap.xml": sitemap(site)} if document.address else {}),
        **({FEED: feed(document)} if document.history else {}),
    }


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where the site holds the document's words; else ValueError."""
    files = {"index.html": data} if isinstance(data, bytes) else data
    check_words({path: page.decode() for path, page in files.items() if path.endswith(".html")}, document)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("planverk.formats.html"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _filled(template: str, names: Mapping[str, Any]) -> str:
    return _templates().get_template(f"{template}.html").render(names) + "\n"


def _moved(site: Site, page: Page, place: Place) -> str:
    target = page.link(place)
    canonical = page_address(site.document, site.at(place.address)) if site.document.address else target
    names = {"document": site.document, "words": site.document.words, "page": page, "target": target, "canonical": canonical}
    return _filled("moved", names)


def _charts(site: Site, keep: Path | None) -> Iterator[tuple[str, bytes]]:
    document = site.document
    for page in site.pages:
        for section in on_page(page.section) if page.section else ():
            for block in every_block(section.blocks):
                if isinstance(block, Figure) and block.chart:
                    yield f"{CHARTS}/{block.anchor}.{ending_of(block.chart)}", drawn(block.chart, document.look, document.language, keep).data


def _assets(document: Document, site: Site, pages: Iterable[str], keep: Path | None) -> dict[str, bytes]:
    look, own = document.look, files("planverk.formats.html").joinpath("assets")
    return {
        "assets/site.css": own.joinpath("site.css").read_bytes(),
        **{f"assets/{name}": own.joinpath(name).read_bytes() for name in ("page.js", "filter.js", "search.js")},
        "assets/search-index.js": index_script(site),
        "assets/icon.svg": _ICON.replace("COLOUR", light(look).primary).encode(),
        **{f"assets/fonts/{name}": data for name, data in web_fonts(look, pages, keep).items()},
        **({_LOGOS[look.logo.media_type]: look.logo.data} if look.logo else {}),
    }
