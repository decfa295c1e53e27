"""What a page tells machines of itself: description, its one address, Open Graph, and JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from textwrap import shorten
from typing import Any

from markupsafe import Markup

from planverk.document.blocks import Paragraph
from planverk.document.document import Document
from planverk.document.walk import on_page, plain
from planverk.errors import UserError
from planverk.formats.html.items import Offered
from planverk.formats.html.pages import Page, Place, Site
from planverk.formats.read_back import LARGEST_PART, PREFIX

_DESCRIPTION = 160
_STATUS = {"draft": "Draft", "hearing": "Draft", "adopted": "Published", "superseded": "Obsolete"}
_PAGE_TYPES = {"colophon": "AboutPage", "overview": "CollectionPage", "goals": "CollectionPage", "functions": "CollectionPage"}

Thing = dict[str, Any]


def metadata(site: Site, page: Page, downloads: Sequence[Offered], data: Sequence[Offered]) -> dict[str, Any]:
    """The names that the templates know of it. A page that is not found has no address, so nothing is told of it."""
    document = site.document
    description = _description(document, page)
    if page.kind == "missing":
        return {"description": description, "canonical": "", "open_graph": (), "linked_data": ""}
    canonical = page_address(document, page) if document.address else ""
    graph = (
        ("og:title", page.title),
        ("og:description", description),
        ("og:type", "website" if page.kind == "front" else "article"),
        ("og:site_name", f"{document.title}, {document.publisher}"),
        ("og:locale", document.language.replace("-", "_")),
        *((("og:url", canonical),) if canonical else ()),
    )
    things = list(_things(site, page, description, downloads, data))
    linked = _script({"@context": "https://schema.org", "@graph": things})
    return {"description": description, "canonical": canonical, "open_graph": graph, "linked_data": linked}


def page_address(document: Document, page: Page) -> str:
    """The full address of a page, for a document that knows where its site stands."""
    return document.address + page.address


def _script(data: Thing) -> Markup:
    """JSON that ends no script element, whatever the texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _description(document: Document, page: Page) -> str:
    """The page's first sentences, for those who list pages; the front page's says what the plan is and where it stands."""
    if page.kind == "front":
        return f"{document.title}, {document.period}. {document.status.line}"
    text = next(_paragraphs(page), "") or f"{page.title}. {document.title}, {document.publisher}."
    return shorten(text, _DESCRIPTION, placeholder=" …")


def _paragraphs(page: Page) -> Iterator[str]:
    for part in on_page(page.section) if page.section else ():
        yield from (plain(block.children) for block in part.blocks if isinstance(block, Paragraph))


# --- linked data


def _things(site: Site, page: Page, description: str, downloads: Sequence[Offered], data: Sequence[Offered]) -> Iterator[Thing]:
    address = _Addresses(site, page)
    role = page.section.role if page.section else ""
    if page.kind == "front":
        yield _plan(address, site.document, downloads)
        return
    yield {
        "@type": "SearchResultsPage" if page.kind == "search" else _PAGE_TYPES.get(role, "WebPage"),
        "url": address(Place(page.address)),
        "name": page.title,
        "description": description,
        "inLanguage": site.document.language,
        "isPartOf": {"@id": f"{address(Place(''))}#plan"},
        "breadcrumb": _breadcrumb(site, page, address),
    }
    if page.entry == "definition" and page.section:
        yield _term(page, description, address(Place(page.address)), address(Place(page.parent)))
    if role == "definitions":
        yield {"@type": "DefinedTermSet", "@id": f"{address(Place(page.address))}#terms", "name": page.title}
    if role == "data":
        yield from (_dataset(site.document, page, file) for file in data)


class _Addresses:
    """Where a place of the site is: in full where the site's address is known, else as seen from the page."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site, self.page = site, page

    def __call__(self, place: Place) -> str:
        document = self.site.document
        return page_address(document, self.site.at(place.address)) if document.address else self.page.up + self.site.at(place.address).path

    def file(self, path: str) -> str:
        return (self.site.document.address or self.page.up) + path


def _plan(address: _Addresses, document: Document, downloads: Sequence[Offered]) -> Thing:
    """The plan as a CreativeWork: a municipal plan binds its own services and gives nobody rights, so it is no Legislation."""
    home = address(Place(""))
    return {
        "@type": "CreativeWork",
        "@id": f"{home}#plan",
        "url": home,
        "name": document.title,
        "inLanguage": document.language,
        "temporalCoverage": document.period.replace("–", "/"),
        "creativeWorkStatus": _STATUS[document.status.key],
        "abstract": document.status.line,
        "version": document.version,
        "dateModified": document.day.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": document.publisher},
        "encoding": [
            {"@type": "MediaObject", "name": file.label, "encodingFormat": file.media_type, "contentUrl": address.file(file.path)}
            for file in downloads
        ],
    }


def _breadcrumb(site: Site, page: Page, address: _Addresses) -> Thing:
    steps = (("", site.document.words["home"]), *((each.address, each.title) for each in site.path_to(page)), (page.address, page.title))
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": address(Place(place))} for number, (place, title) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _term(page: Page, description: str, own: str, terms: str) -> Thing:
    return {"@type": "DefinedTerm", "url": own, "name": page.title, "description": description, "inDefinedTermSet": f"{terms}#terms"}


def _dataset(document: Document, page: Page, file: Offered) -> Thing:
    address = (document.address or page.up) + file.path
    return {
        "@type": "Dataset",
        "name": file.title,
        "description": f"{file.title}. {document.title}.",
        "creator": {"@type": "GovernmentOrganization", "name": document.publisher},
        "distribution": {"@type": "DataDownload", "encodingFormat": file.media_type, "contentUrl": address},
    }


# --- what a page says that it was made from


class _Facts(HTMLParser):
    """Takes the facts out of a page's head."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "meta" and name.startswith(PREFIX):
            self.facts.setdefault(name.removeprefix(PREFIX), told.get("content") or "")


def read_back(data: bytes) -> dict[str, str]:
    """The facts of a page; they stand in its head, so that the rest is not looked at."""
    parser = _Facts()
    try:
        parser.feed(data[:LARGEST_PART].decode("utf-8", "replace").partition("</head>")[0])
    except AssertionError:  # what the parser of some Pythons raises for broken marks
        raise UserError("published-damaged") from None
    return parser.facts
