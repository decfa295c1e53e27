"""Every Word file against ECMA-376's transitional schemas and against a validator that others keep; our own orders against the schema."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from planverk.word.names import A, Element, W
from planverk.word.orders import FIRST, ORDERS
from tests.conformance import tools
from tests.conformance.conftest import Built
from tests.takeback.docx import packed, unpacked

pytestmark = pytest.mark.conformance

XSD = "{http://www.w3.org/2001/XMLSchema}"
FOLDER = "org/apache/poi/schemas/ooxml/src/"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SCHEMAS = {
    W: "wml.xsd",
    A: "dml-main.xsd",
    EXTENDED: "shared-documentPropertiesExtended.xsd",
    CUSTOM: "shared-documentPropertiesCustom.xsd",
    RELATIONSHIPS: "opc-relationships.xsd",
}
"""The schema of each part by the namespace of its root. Core properties and content types have theirs in another standard."""
MORE = ("dml-picture.xsd",)
XML_SPACE = (
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
    '<xsd:attribute name="space" type="xsd:NCName"/><xsd:attribute name="lang" type="xsd:string"/></xsd:schema>'
)
TYPES = {
    "pPr": "CT_PPr",
    "tblPr": "CT_TblPr",
    "tcPr": "CT_TcPr",
    "sectPr": "CT_SectPr",
    "style": "CT_Style",
    "tblStylePr": "CT_TblStylePr",
    "styles": "CT_Styles",
    "docDefaults": "CT_DocDefaults",
    "numbering": "CT_Numbering",
    "abstractNum": "CT_AbstractNum",
    "num": "CT_Num",
    "lvlOverride": "CT_NumLvl",
    "lvl": "CT_Lvl",
    "pBdr": "CT_PBdr",
    "tblBorders": "CT_TblBorders",
    "tcBorders": "CT_TcBorders",
    "tblCellMar": "CT_TblCellMar",
    "tcMar": "CT_TcMar",
    "font": "CT_Font",
    "sdt": "CT_SdtBlock",
    "settings": "CT_Settings",
}
LEADING = {"p": "CT_P", "r": "CT_R", "tc": "CT_Tc", "tr": "CT_Row", "tbl": "CT_Tbl"}


class _InTheJar(etree.Resolver):
    """Gives a schema the others that it imports, out of the same jar."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        name = system_url.rpartition("/")[2]
        text = XML_SPACE.encode() if name == "xml.xsd" else read(name)
        return self.resolve_string(text, context, base_url=f"schemas/{name}")


@cache
def read(name: str) -> bytes:
    with ZipFile(tools.schemas()) as jar:
        return jar.read(FOLDER + name)


@cache
def schema() -> etree.XMLSchema:
    """All schemas as one. The attribute xml:space is imported without a place in theirs, so it comes first."""
    parser = etree.XMLParser()
    parser.resolvers.add(_InTheJar())
    imports = [("http://www.w3.org/XML/1998/namespace", "xml.xsd"), *SCHEMAS.items(), *((namespace(name), name) for name in MORE)]
    lines = "".join(f'<xsd:import namespace="{space}" schemaLocation="{name}"/>' for space, name in imports)
    text = f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">{lines}</xsd:schema>'
    return etree.XMLSchema(etree.parse(BytesIO(text.encode()), parser, base_url="schemas/all.xsd"))


def namespace(name: str) -> str:
    return etree.fromstring(read(name)).get("targetNamespace", "")


def faults_of(data: bytes) -> list[str]:
    """What the schemas have against the parts: the first fault of each."""
    found: list[str] = []
    for name, content in unpacked(data).items():
        root = etree.fromstring(content) if name.endswith((".xml", ".rels")) else None
        if root is not None and etree.QName(root).namespace in SCHEMAS:
            try:
                schema().assertValid(root)
            except etree.DocumentInvalid as fault:
                found.append(f"{name}: {fault}")
    return found


def test_schemas_accept_the_word_file(built: Built) -> None:
    data = built.docx.read_bytes()
    roots = {etree.QName(etree.fromstring(content)).namespace for name, content in unpacked(data).items() if name.endswith((".xml", ".rels"))}
    assert set(SCHEMAS) <= roots
    assert faults_of(data) == []


def test_schemas_see_a_slip(built: Built) -> None:
    if built.name != "sample":
        return
    parts = unpacked(built.docx.read_bytes())
    spoilt = {**parts, "word/document.xml": parts["word/document.xml"].replace(b"<w:cantSplit/>", b"<w:cantSplat/>", 1)}
    assert len(faults_of(packed(spoilt))) == 1


def test_another_validator_accepts_the_word_file(built: Built) -> None:
    from openxml_audit import FileFormat, OpenXmlValidator

    result = OpenXmlValidator(FileFormat.MICROSOFT_365).validate(built.docx)
    assert [f"{error.part_uri}: {error.description}" for error in result.errors] == [] and result.is_valid


def test_another_validator_sees_a_slip(built: Built, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    if built.name != "sample":
        return
    parts = unpacked(built.docx.read_bytes())
    (tmp_path / "spoilt.docx").write_bytes(packed({name: content for name, content in parts.items() if name != "word/styles.xml"}))
    assert not OpenXmlValidator().validate(tmp_path / "spoilt.docx").is_valid


# --- our orders ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ORDERS)
def test_our_orders_are_those_of_the_schema(name: str) -> None:
    assert ORDERS[name] == tuple(each for each in children(TYPES[name]) if ":" not in each)


@pytest.mark.parametrize("name", FIRST)
def test_what_comes_first_does_so_in_the_schema(name: str) -> None:
    marks = {each for each in children(LEADING[name]) if "Range" in each or each.startswith("bookmark")}
    given = [each for each in children(LEADING[name]) if each not in marks]
    assert tuple(given[: len(FIRST[name])]) == FIRST[name]


@cache
def wml() -> Element:
    return etree.fromstring(read("wml.xsd"))


def children(name: str) -> list[str]:
    """The elements of a type in the order of the schema, each once; those of other namespaces with their prefix."""
    found = next(each for each in wml().findall(f"{XSD}complexType") if each.get("name") == name)
    return list(dict.fromkeys(_children(found)))


def _children(node: Element) -> list[str]:
    out: list[str] = []
    for child in node:
        if child.tag == f"{XSD}element":
            out.append(child.get("name") or str(child.get("ref")))
        elif child.tag == f"{XSD}group":
            group = next((each for each in wml().findall(f"{XSD}group") if each.get("name") == child.get("ref", "").rpartition(":")[2]), None)
            out += [] if group is None else _children(group)
        elif child.tag == f"{XSD}complexContent":
            base = child[0].get("base", "").rpartition(":")[2]
            out += [*children(base), *_children(child[0])]
        else:
            out += _children(child)
    return out
