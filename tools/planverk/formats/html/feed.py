"""The feed of revisions: what changed the plan and when, for readers' own programs (Atom, RFC 4287)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from planverk.document.document import Document
from planverk.document.records import Change

_ATOM = "http://www.w3.org/2005/Atom"
_PLAIN: Any = {None: _ATOM}  # the stubs of lxml know no namespace without a prefix
PATH = "endringer.xml"


def feed(document: Document) -> bytes:
    """The feed as XML. Its ids follow from publisher, title and commit, so they stay where the site moves; links are relative, as Atom allows."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap=_PLAIN)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", document.language)
    if document.address:
        root.set("{http://www.w3.org/XML/1998/namespace}base", document.address)
    plan = uuid5(NAMESPACE_URL, f"planverk:{document.publisher}/{document.title}")
    _add(root, "id", plan.urn)
    _add(root, "title", document.words["feed-title"].format(title=document.title))
    _add(root, "updated", _time(document.history[0].when))
    _link(root, "self", PATH)
    _link(root, "alternate", "index.html")
    author = etree.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, "name", document.publisher or document.title)
    for change in document.history:
        _entry(root, document, change, uuid5(plan, change.id).urn)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _entry(root: etree._Element, document: Document, change: Change, identity: str) -> None:
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _add(entry, "id", identity)
    _add(entry, "title", change.subject)
    _add(entry, "updated", _time(change.when))
    _link(entry, "alternate", f"{document.colophon.page}index.html")
    _add(entry, "summary", document.words["feed-entry"].format(revision=change.id[:8]))


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = "".join(character for character in text if character.isprintable())


def _link(parent: etree._Element, rel: str, href: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=href)


def _time(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
