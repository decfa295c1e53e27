"""What an archive needs to take in a package: which format each file is of, which is the record, and METS and PREMIS as E-ARK CSIP 2.1 wants them.

The payload of the bag is laid out as a common information package (CSIP): METS.xml at its top names every other file, with size and SHA-256, in the
groups that CSIP knows, and points at PREMIS in metadata/preservation/. It is no submission to any one archive, whose own form is its own to ask for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from planverk.files import digest_of
from planverk.model.provenance import Provenance

METS, FORMATS = "METS.xml", "formats.json"
PREMIS, DESCRIPTION = "metadata/preservation/premis.xml", "metadata/descriptive/dc.xml"
RECORD = "plan.pdf"
"""The file that is the record of what the plan says; the others are there to use it, to check it and to tell how it came to be."""


class Form(NamedTuple):
    """A format of files: its id in PRONOM ("" for one that has none), its name there, and its media type."""

    puid: str
    name: str
    media_type: str


_PLAIN = Form("x-fmt/111", "Plain Text File", "text/plain")
FORMS: Mapping[str, Form] = {
    ".pdf": Form("fmt/476", "Acrobat PDF/A - Portable Document Format 2a", "application/pdf"),
    ".docx": Form("fmt/412", "Microsoft Word for Windows", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".html": Form("fmt/471", "Hypertext Markup Language 5", "text/html"),
    ".css": Form("x-fmt/224", "Cascading Style Sheet", "text/css"),
    ".js": Form("x-fmt/423", "JavaScript file", "text/javascript"),
    ".json": Form("fmt/817", "JSON Data Interchange Format", "application/json"),
    ".yaml": Form("fmt/818", "YAML", "application/yaml"),
    ".md": Form("fmt/1149", "Markdown", "text/markdown"),
    ".csv": Form("x-fmt/18", "Comma Separated Values", "text/csv"),
    ".xml": Form("fmt/101", "Extensible Markup Language 1.0", "application/xml"),
    ".svg": Form("fmt/92", "Scalable Vector Graphics 1.1", "image/svg+xml"),
    ".png": Form("fmt/13", "Portable Network Graphics 1.2", "image/png"),
    ".jpg": Form("fmt/43", "JPEG File Interchange Format 1.01", "image/jpeg"),
    ".jpeg": Form("fmt/43", "JPEG File Interchange Format 1.01", "image/jpeg"),
    ".ttf": Form("x-fmt/453", "TrueType Font", "font/ttf"),
    ".otf": Form("fmt/520", "OpenType Font File", "font/otf"),
    ".woff2": Form("fmt/1172", "Web Open Font Format 2.0", "font/woff2"),
    ".epub": Form("fmt/483", "ePub format", "application/epub+zip"),
    ".webmanifest": Form("fmt/817", "JSON Data Interchange Format", "application/json"),
    ".txt": _PLAIN, ".toml": _PLAIN, ".sig": _PLAIN, ".asc": _PLAIN,
}  # fmt: skip
"""By what a file's name ends in, as planverk makes the files of a package. From The National Archives' register PRONOM."""

_TEXTS = frozenset(FORMS[suffix].puid for suffix in (".json", ".yaml", ".md", ".csv", ".txt", ".css"))
"""Of formats that have one id whatever their version."""

_UNKNOWN = Form("", "", "application/octet-stream")
_NAMESPACES = {
    "mets": "http://www.loc.gov/METS/", "csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "xlink": "http://www.w3.org/1999/xlink",
    "premis": "http://www.loc.gov/premis/v3", "dc": "http://purl.org/dc/elements/1.1/", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}  # fmt: skip
_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_GROUPS = ("Documentation", "Schemas", "Representations")
DOCUMENTATION = ("hearing.pdf", "hearing.docx", "redline.docx", "decisions.json", FORMATS)
"""Files that tell how the plan came to be, and what the others are."""

SCHEMAS = "schemas"


def form_of(path: str) -> Form:
    """The format of a file of a package, by its name. Of a picture or an attachment that authors brought the version is not known: it gets no id."""
    form = FORMS.get(PurePosixPath(path).suffix.lower(), _UNKNOWN)
    return form if not path.startswith("source/") or form.puid in _TEXTS else Form("", "", form.media_type)


def with_descriptions(payload: Mapping[str, bytes], name: str, provenance: Provenance) -> dict[str, bytes]:
    """The files of a package with the list of their formats, PREMIS and METS. `name` is what the package is called."""
    files = {**payload, FORMATS: _formats(payload), DESCRIPTION: _xml(_dublin_core(name, provenance))}
    files[PREMIS] = _xml(_premis(files, provenance))
    files[METS] = _xml(_mets(files, name, provenance))
    return files


def _formats(payload: Mapping[str, bytes]) -> bytes:
    listed = [
        {"path": path, "pronom": form.puid, "name": form.name, "media_type": form.media_type, **({"record": True} if path == RECORD else {})}
        for path, form in ((path, form_of(path)) for path in sorted(payload))
    ]
    return (json.dumps({"record": RECORD if RECORD in payload else "", "files": listed}, ensure_ascii=False, indent=2) + "\n").encode()


def group_of(path: str) -> str:
    """The group of CSIP that a file stands in."""
    return "Schemas" if path.startswith(f"{SCHEMAS}/") else "Documentation" if path in DOCUMENTATION else "Representations"


# --- METS ---


def _mets(files: Mapping[str, bytes], name: str, provenance: Provenance) -> etree._Element:
    top = etree.Element(_named("mets:mets"), nsmap={key: _NAMESPACES[key] for key in ("mets", "csip", "xlink")})
    _set(top, OBJID=name, LABEL=provenance.title, TYPE="Other", PROFILE=_PROFILE)
    _set(top, **{"csip:OTHERTYPE": "Plan", "csip:CONTENTINFORMATIONTYPE": "MIXED"})
    _header(top, provenance)
    described = _below(top, "mets:dmdSec", ID="description", CREATED=provenance.built, STATUS="CURRENT")
    _below(described, "mets:mdRef", MDTYPE="DC", **_located(DESCRIPTION, files[DESCRIPTION], provenance))
    amd = _below(top, "mets:amdSec", ID="amd")
    preserved = _below(amd, "mets:digiprovMD", ID="premis", STATUS="CURRENT")
    _below(preserved, "mets:mdRef", MDTYPE="PREMIS", **_located(PREMIS, files[PREMIS], provenance))
    groups = {group: [path for path in sorted(files) if not path.startswith("metadata/") and group_of(path) == group] for group in _GROUPS}
    section = _below(top, "mets:fileSec", ID="files")
    numbers = {path: f"file-{number}" for number, path in enumerate(sorted(files), start=1)}
    for group in filter(groups.get, _GROUPS):
        part = _below(section, "mets:fileGrp", ID=f"group-{group.lower()}", USE=group)
        for path in groups[group]:
            about = _about(path, files[path], provenance)
            _below(_below(part, "mets:file", ID=numbers[path], **about), "mets:FLocat", **_link(path))
    _structure(top, name, [group for group in _GROUPS if groups[group]])
    return top


def _header(top: etree._Element, provenance: Provenance) -> None:
    header = _below(top, "mets:metsHdr", CREATEDATE=provenance.built, **{"csip:OAISPACKAGETYPE": "SIP"})
    agent = _below(header, "mets:agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _below(agent, "mets:name").text = "planverk"
    note = _below(agent, "mets:note", **{"csip:NOTETYPE": "SOFTWARE VERSION"})
    note.text = provenance.version
    if provenance.publisher:
        _below(_below(header, "mets:agent", ROLE="ARCHIVIST", TYPE="ORGANIZATION"), "mets:name").text = provenance.publisher


def _structure(top: etree._Element, name: str, groups: list[str]) -> None:
    structure = _below(top, "mets:structMap", ID="structure", TYPE="PHYSICAL", LABEL="CSIP")
    whole = _below(structure, "mets:div", ID="div-package", LABEL=name)
    _below(whole, "mets:div", ID="div-metadata", LABEL="Metadata", ADMID="premis", DMDID="description")
    for group in groups:
        part = _below(whole, "mets:div", ID=f"div-{group.lower()}", LABEL=group)
        _below(part, "mets:fptr", FILEID=f"group-{group.lower()}")


def _about(path: str, data: bytes, provenance: Provenance) -> dict[str, str]:
    return {
        "MIMETYPE": form_of(path).media_type, "SIZE": str(len(data)), "CREATED": provenance.built, "CHECKSUM": digest_of(data),
        "CHECKSUMTYPE": "SHA-256",
    }  # fmt: skip


def _link(path: str) -> dict[str, str]:
    return {"LOCTYPE": "URL", "xlink:type": "simple", "xlink:href": quote(path)}


def _located(path: str, data: bytes, provenance: Provenance) -> dict[str, str]:
    return {**_link(path), **_about(path, data, provenance)}


# --- Dublin Core and PREMIS ---


def _dublin_core(name: str, provenance: Provenance) -> etree._Element:
    """What the package is, in the fifteen elements that every archive knows; what is not known is left out."""
    top = etree.Element("metadata", nsmap={"dc": _NAMESPACES["dc"]})
    source = provenance.revision or f"sha256:{provenance.digest}"
    facts = (("identifier", name), ("title", provenance.title), ("publisher", provenance.publisher), ("date", provenance.built[:10]))
    for element, text in (*facts, ("type", "Text"), ("source", source)):
        if text:
            _below(top, f"dc:{element}").text = text
    return top


def _premis(files: Mapping[str, bytes], provenance: Provenance) -> etree._Element:
    """Every file with its checksum and format, and how it came to be, in PREMIS 3."""
    top = etree.Element(_named("premis:premis"), nsmap={key: _NAMESPACES[key] for key in ("premis", "xsi")}, version="3.0")
    for path in sorted(files):
        _object(top, path, files[path])
    event = _below(top, "premis:event")
    _identifier(event, "event", "planverk", f"sha256:{provenance.digest}")
    _below(event, "premis:eventType").text = "creation"
    _below(event, "premis:eventDateTime").text = provenance.built
    detail = _below(_below(event, "premis:eventDetailInformation"), "premis:eventDetail")
    detail.text = ", ".join(filter(None, (provenance.revision, provenance.basis, provenance.tools)))
    _identifier(event, "linkingAgent", "planverk", provenance.version)
    agent = _below(top, "premis:agent")
    _identifier(agent, "agent", "planverk", provenance.version)
    _below(agent, "premis:agentName").text = "planverk"
    _below(agent, "premis:agentType").text = "software"
    return top


def _object(top: etree._Element, path: str, data: bytes) -> None:
    file = _below(top, "premis:object", **{"xsi:type": "premis:file"})
    _identifier(file, "object", "path", path)
    facts = _below(file, "premis:objectCharacteristics")
    fixity = _below(facts, "premis:fixity")
    _below(fixity, "premis:messageDigestAlgorithm").text = "SHA-256"
    _below(fixity, "premis:messageDigest").text = digest_of(data)
    _below(facts, "premis:size").text = str(len(data))
    form = form_of(path)
    format_ = _below(facts, "premis:format")
    _below(_below(format_, "premis:formatDesignation"), "premis:formatName").text = form.name or form.media_type
    if form.puid:
        registry = _below(format_, "premis:formatRegistry")
        _below(registry, "premis:formatRegistryName").text = "PRONOM"
        _below(registry, "premis:formatRegistryKey").text = form.puid


def _identifier(element: etree._Element, what: str, kind: str, value: str) -> None:
    found = _below(element, f"premis:{what}Identifier")
    _below(found, f"premis:{what}IdentifierType").text = kind
    _below(found, f"premis:{what}IdentifierValue").text = value


# --- XML ---


def _named(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}" if colon else name


def _set(element: etree._Element, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(_named(name), value)


def _below(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    made = etree.SubElement(above, _named(name))
    _set(made, **attributes)
    return made


def _xml(top: etree._Element) -> bytes:
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))
