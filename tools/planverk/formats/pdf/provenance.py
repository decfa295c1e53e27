"""What a PDF was made from, in its metadata: properties of a namespace of our own, described as PDF/A asks (ISO 19005-2, 6.6.2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from planverk.errors import UserError
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.read_back import read_part
from planverk.safe_xml import Refused, read_xml

NAMESPACE = "urn:x-planverk:provenance:1"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"

_MEANING = {
    "title": "The plan's title",
    "publisher": "Whose plan it is",
    "status": "Where the plan stands: draft, hearing, adopted or superseded",
    "revision": "The Git commit that the plan was read from",
    "basis": "What was built: the revision, changes to it, its adoption, or a folder outside Git",
    "digest": "The SHA-256 of what the plan says, in its canonical form",
    "form": "The version of the canonical form",
    "asked": "What a list of changes was asked for",
    "built": "The time that the file carries",
    "document": "Which document of the plan this is, where it is not the plan itself",
    "since": "The Git commit of the edition that changes are told from",
    "since_digest": "The SHA-256 of what the plan said in the edition that changes are told from",
    "template": "The SHA-256 of the template of the Word file made with it, where the plan holds no such template",
    "version": "The version of planverk",
    "tools": "The versions of what planverk built with",
}


def with_provenance(packet: bytes, facts: Mapping[str, str]) -> bytes:
    """The XMP packet with the facts as properties; as it is where there are none. UserError where it is not of the form that the typesetter
    writes. KeyError for a fact that has no meaning here."""
    if not facts:
        return packet
    try:
        top = read_xml(packet)
    except Refused as refused:
        raise unmade(fault("metadata-form", said=refused.said)) from None
    described, schemas = top.find(f".//{{{_RDF}}}Description"), top.find(f".//{{{_EXTENSION}}}schemas/{{{_RDF}}}Bag")
    if described is None or schemas is None:
        raise unmade(fault("metadata-form", said="no description, or no schemas"))
    schemas.append(_schema(facts))
    for name, text in facts.items():
        etree.SubElement(described, f"{{{NAMESPACE}}}{name}", nsmap={"planverk": NAMESPACE}).text = text
    return (
        b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        + etree.tostring(top, encoding="utf-8", xml_declaration=False)
        + b'<?xpacket end="r"?>'
    )


def read_back(data: bytes) -> dict[str, str]:
    """What a PDF says that it was made from. UserError where it says nothing."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            held = pdf.Root.get("/Metadata")
            if not isinstance(held, pikepdf.Stream) or "/Filter" in held:  # ours is as it is read; another might be small and grow without end
                raise UserError("published-untold")
            packet = held.read_raw_bytes()
    except pikepdf.PasswordError:
        raise UserError("published-password") from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise UserError("published-damaged") from None
    return {etree.QName(each).localname: each.text or "" for each in read_part(packet).iter(f"{{{NAMESPACE}}}*")}


def _schema(facts: Mapping[str, str]) -> etree._Element:
    """What our properties are, for readers that do not know them."""
    schema = _resource((f"{{{_SCHEMA}}}schema", "What the plan was made from"), (f"{{{_SCHEMA}}}namespaceURI", NAMESPACE))
    etree.SubElement(schema, f"{{{_SCHEMA}}}prefix").text = "planverk"
    listed = etree.SubElement(etree.SubElement(schema, f"{{{_SCHEMA}}}property"), f"{{{_RDF}}}Seq")
    for name in facts:
        words = (("category", "internal"), ("description", _MEANING[name]), ("name", name), ("valueType", "Text"))
        listed.append(_resource(*((f"{{{_PROPERTY}}}{key}", text) for key, text in words)))
    return schema


def _resource(*told: tuple[str, str]) -> etree._Element:
    item = etree.Element(f"{{{_RDF}}}li", {f"{{{_RDF}}}parseType": "Resource"})
    for name, text in told:
        etree.SubElement(item, name).text = text
    return item
