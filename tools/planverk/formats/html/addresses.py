"""The files by which others find the site's pages: sitemap, Sphinx inventory, and a page at every address that an entry had before."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from planverk.formats.html.metadata import page_address
from planverk.formats.html.pages import Page, Place, Site

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PLAIN: Any = {None: _SITEMAP}  # the stubs of lxml know no namespace without a prefix
_ADDRESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+\Z")


def sitemap(site: Site) -> bytes:
    """Every page by its full address (sitemaps.org). Only for a document that knows where its site stands: a sitemap holds nothing relative."""
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_PLAIN)
    for page in site.pages:
        if page.kind in ("front", "section"):
            url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
            etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = page_address(site.document, page)
            etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = site.document.day.isoformat()
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def inventory(site: Site) -> bytes:
    """The anchors as a Sphinx inventory of version 2, so that a handbook can refer to a measure and to a term by name.

    https://www.sphinx-doc.org/en/master/usage/extensions/intersphinx.html
    """
    head = f"# Sphinx inventory version 2\n# Project: {_line(site.document.title)}\n# Version: {_line(site.document.period)}\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    return head.encode() + zlib.compress("".join(_rows(site)).encode(), 9)


def _rows(site: Site) -> Iterator[str]:
    titles = {page.section.anchor: page.title for page in site.pages if page.section}
    for anchor, place in sorted(site.places.items()):
        title = titles.get(anchor, anchor)
        yield f"{anchor} std:label -1 {_target(site, place)} {_line(title)}\n"
    for anchor, item in sorted(site.terms.items()):
        for form in item.forms:
            yield f"{_line(form)} std:term -1 {_target(site, site.places[anchor])} -\n"


def _target(site: Site, place: Place) -> str:
    return site.at(place.address).path + (f"#{place.anchor}" if place.anchor else "")


def _line(text: str) -> str:
    return " ".join(text.split()) or "-"


def moved_pages(site: Site) -> Iterator[tuple[Page, Place]]:
    """A page for each address that an entry had, and the place that it leads on to. An address that a page has now stays that page's."""
    seen: set[str] = set()
    for moved in site.document.moved:
        place = site.places.get(moved.anchor)
        if place and moved.page and moved.page not in seen and not site.has(moved.page) and _ADDRESS.match(moved.page):
            seen.add(moved.page)
            yield Page("moved", moved.page, site.at(place.address).title), place
