"""What a page tells machines of itself: description, its one address, Open Graph, and JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from textwrap import shorten
from typing import Any

from markupsafe import Markup

from planverk.document.blocks import Paragraph
from planverk.document.document import Document
from planverk.document.walk import on_page, plain
from planverk.errors import UserError
from planverk.formats.html.downloads import Frame, Offered
from planverk.formats.html.markup import json_in_script
from planverk.formats.html.pages import Page, Site
from planverk.formats.read_back import LARGEST_PART, PREFIX

_DESCRIPTION = 160
_STATUS = {"draft": "Draft", "hearing": "Draft", "adopted": "Published", "superseded": "Obsolete"}
_LISTS = ("overview", "goals", "functions", "publishers", "national-goals", "late", "due")
_PAGE_TYPES = {"colophon": "AboutPage", **dict.fromkeys(_LISTS, "CollectionPage")}

Thing = dict[str, Any]


def metadata(site: Site, page: Page, frame: Frame) -> dict[str, Any]:
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
    things = [_plan(site, page, frame)] if page.kind == "front" else [*_page(site, page, frame, description)]
    linked = Markup(json_in_script({"@context": "https://schema.org", "@graph": things}))
    return {"description": description, "canonical": canonical, "open_graph": graph, "linked_data": linked}


def page_address(document: Document, page: Page) -> str:
    """The full address of a page, for a document that knows where its site stands."""
    return document.address + page.address


def _description(document: Document, page: Page) -> str:
    """The page's first sentences, for those who list pages; the front page's says what the plan is and where it stands."""
    if page.kind == "front":
        return f"{document.title}, {document.period}. {document.status.line}"
    blocks = (block for part in (on_page(page.section) if page.section else ()) for block in part.blocks)
    text = next((plain(block.children) for block in blocks if isinstance(block, Paragraph)), "")
    return shorten(text or f"{page.title}. {document.title}, {document.publisher}.", _DESCRIPTION, placeholder=" …")


# --- linked data


def _address(site: Site, page: Page, place: str) -> str:
    """The page at a place of the site: in full where the site's address is known, else as seen from a page."""
    return page_address(site.document, site.at(place)) if site.document.address else page.up + site.at(place).path


def _plan(site: Site, page: Page, frame: Frame) -> Thing:
    """The plan as a CreativeWork: a municipal plan binds its own services and gives nobody rights, so it is no Legislation."""
    home, document = _address(site, page, ""), site.document
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
        "encoding": [{"@type": "MediaObject", "name": each.label, **_content(document, page, each)} for each in frame.downloads],
    }


def _page(site: Site, page: Page, frame: Frame, description: str) -> Iterator[Thing]:
    """A page, and what it is about: a term, the terms, files of numbers."""
    document, own, role = site.document, _address(site, page, page.address), page.section.role if page.section else ""
    steps = (("", document.words["home"]), *((each.address, each.title) for each in site.path_to(page)), (page.address, page.title))
    trail = [
        {"@type": "ListItem", "position": number, "name": title, "item": _address(site, page, place)}
        for number, (place, title) in enumerate(steps, 1)
    ]
    yield {
        "@type": "SearchResultsPage" if page.kind == "search" else _PAGE_TYPES.get(role, "WebPage"),
        "url": own,
        "name": page.title,
        "description": description,
        "inLanguage": document.language,
        "isPartOf": {"@id": f"{_address(site, page, '')}#plan"},
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": trail},
    }
    if page.entry == "definition" and page.section:
        terms = f"{_address(site, page, page.parent)}#terms"
        yield {"@type": "DefinedTerm", "url": own, "name": page.title, "description": description, "inDefinedTermSet": terms}
    if role == "definitions":
        yield {"@type": "DefinedTermSet", "@id": f"{own}#terms", "name": page.title}
    for file in frame.data if role == "data" else ():
        yield {
            "@type": "Dataset",
            "name": file.title,
            "description": f"{file.title}. {document.title}.",
            "creator": {"@type": "GovernmentOrganization", "name": document.publisher},
            "distribution": {"@type": "DataDownload", **_content(document, page, file)},
        }


def _content(document: Document, page: Page, file: Offered) -> Thing:
    return {"encodingFormat": file.media_type, "contentUrl": (document.address or page.up) + file.path}


# --- what a page says that it was made from


class _Facts(HTMLParser):
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
