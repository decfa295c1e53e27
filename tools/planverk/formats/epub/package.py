"""The package: what pandoc made, with what it leaves out, packed anew so that the same document gives the same bytes."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from planverk.document.document import Document
from planverk.errors import UserError
from planverk.files import zipped
from planverk.formats.clean import clean, moment
from planverk.formats.read_back import zipped_part
from planverk.safe_xml import Refused, read_xml

MIMETYPE, PACKAGE, STYLES = "mimetype", "EPUB/content.opf", "EPUB/styles/stylesheet1.css"
OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
VOCABULARY = "urn:x-planverk:provenance:1#"
_PREFIX = "planverk"
_NAV, _NCX = "EPUB/nav.xhtml", "EPUB/toc.ncx"
_LEFT_OUT = ("META-INF/com.apple.ibooks.display-options.xml", _NCX)
"""The one speaks of fonts that we do not put in, the other is the contents list of EPUB 2."""
_CALL = re.compile(rb"<sup>.*?</sup>", re.DOTALL)
_TITLE = re.compile(r"<title>[^<]*</title>")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_MARKS = re.compile(r"<sup>.*?</sup>|<[^>]*>", re.DOTALL)


def package(document: Document, raw: bytes) -> bytes:
    """The bytes of the finished file from pandoc's."""
    with ZipFile(BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in _LEFT_OUT}
    parts[PACKAGE] = _described(parts[PACKAGE], document)
    parts[_NAV] = _CALL.sub(b"", parts[_NAV])  # the numbers of notes that a heading calls
    parts[STYLES] = files("planverk.formats.epub").joinpath("epub.css").read_bytes()
    parts |= {name: _titled(data, document) for name, data in parts.items() if name.startswith("EPUB/text/")}
    # the media type first, as it is and not packed (OCF 3.3, 4.3), the rest by name
    return zipped({name: parts[name] for name in (MIMETYPE, *sorted(parts.keys() - {MIMETYPE}))}, stored=MIMETYPE)


def read_back(data: bytes) -> dict[str, str]:
    """What an EPUB says that it was made from. UserError where it says nothing."""
    told = {each.get("property", ""): each.text or "" for each in zipped_part(data, PACKAGE).iter(f"{{{OPF}}}meta")}
    return {name.removeprefix(f"{_PREFIX}:"): text for name, text in told.items() if name.startswith(f"{_PREFIX}:")}


def _described(opf: bytes, document: Document) -> bytes:
    """The package document with the time of the revision, which pandoc in its sandbox does not know, and what the file was made from."""
    try:
        root = read_xml(opf)
    except Refused as refused:
        raise UserError("pandoc-unread", said=refused.said) from None
    metadata = root.find(f"{{{OPF}}}metadata")
    if metadata is None:
        raise UserError("pandoc-unread", said="no metadata")
    for element in (*metadata.iter(f"{{{DC}}}date"), *metadata.iter(f"{{{OPF}}}meta")):
        if element.tag == f"{{{DC}}}date" or element.get("property") == "dcterms:modified":
            element.text = moment(document.created)
    for name, text in document.provenance.facts().items():
        meta = deepcopy(metadata[-1])  # as a child that is made anew would have another prefix
        meta.set("property", f"{_PREFIX}:{name}")
        meta.text = clean(text)
        metadata.append(meta)
    root.set("prefix", f"{_PREFIX}: {VOCABULARY}")
    for item in [each for each in root.iter(f"{{{OPF}}}item") if each.get("id") == "ncx"]:
        item.getparent().remove(item)  # type: ignore[union-attr]
    for spine in root.iter(f"{{{OPF}}}spine"):
        spine.attrib.pop("toc", "")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _titled(page: bytes, document: Document) -> bytes:
    """A page whose title is its heading; pandoc calls it as its file."""
    text = page.decode()
    heading = _HEADING.search(text)
    title = " ".join(_MARKS.sub("", heading[1]).split()) if heading else ""
    return _TITLE.sub(lambda _: f"<title>{title or escape(document.title)}</title>", text, count=1).encode()
