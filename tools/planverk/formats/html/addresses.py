"""The files by which others find the site's pages: sitemap, Sphinx inventory, feed, and a page at every address that an entry had before."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from planverk.document.document import Document
from planverk.formats.clean import moment
from planverk.formats.html.metadata import page_address
from planverk.formats.html.pages import ADDRESS, Page, Place, Site

PATH = "endringer.xml"
"""Where the feed stands."""
_XML = "{http://www.w3.org/XML/1998/namespace}"


def _maker(namespace: str) -> Any:
    plain: Any = {None: namespace}  # the stubs of lxml know no namespace without a prefix
    return ElementMaker(namespace=namespace, nsmap=plain)


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def sitemap(site: Site) -> bytes:
    """Every page by its full address (sitemaps.org). Only for a document that knows where its site stands: a sitemap holds nothing relative."""
    make, day = _maker("http://www.sitemaps.org/schemas/sitemap/0.9"), site.document.day.isoformat()
    found = (page_address(site.document, page) for page in site.pages if page.kind in ("front", "section"))
    return _written(make.urlset(*(make.url(make.loc(address), make.lastmod(day)) for address in found)))


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
        yield f"{anchor} std:label -1 {site.path(place)} {_line(title)}\n"
    for anchor, item in sorted(site.terms.items()):
        for form in item.forms:
            yield f"{_line(form)} std:term -1 {site.path(site.places[anchor])} -\n"


def _line(text: str) -> str:
    return " ".join(text.split()) or "-"


def moved_pages(site: Site) -> Iterator[tuple[Page, Place]]:
    """A page for each address that an entry had, and the place that it leads on to. An address that a page has now stays that page's."""
    seen: set[str] = set()
    for moved in site.document.moved:
        place = site.places.get(moved.anchor)
        if place and moved.page and moved.page not in seen and not site.has(moved.page) and ADDRESS.match(moved.page):
            seen.add(moved.page)
            yield Page("moved", moved.page, site.at(place.address).title), place


def feed(document: Document) -> bytes:
    """The feed of revisions: what changed the plan and when, for readers' own programs (Atom, RFC 4287).

    Its ids follow from publisher, title and commit, so they stay where the site moves; links are relative, as Atom allows.
    """
    make, words = _maker("http://www.w3.org/2005/Atom"), document.words
    plan = uuid5(NAMESPACE_URL, f"planverk:{document.publisher}/{document.title}")
    base = {f"{_XML}base": document.address} if document.address else {}
    return _written(
        make.feed(
            {f"{_XML}lang": document.language, **base},
            make.id(plan.urn),
            make.title(_printable(words["feed-title"].format(title=document.title))),
            make.updated(moment(document.history[0].when)),
            make.link(rel="self", href=PATH),
            make.link(rel="alternate", href="index.html"),
            make.author(make.name(_printable(document.publisher or document.title))),
            *(
                make.entry(
                    make.id(uuid5(plan, change.id).urn),
                    make.title(_printable(change.subject)),
                    make.updated(moment(change.when)),
                    make.link(rel="alternate", href=f"{document.colophon.page}index.html"),
                    make.summary(_printable(words["feed-entry"].format(revision=change.id[:8]))),
                )
                for change in document.history
            ),
        )
    )


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))
