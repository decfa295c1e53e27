"""The parts that speak of the file as a whole: settings, core and application properties, the list of fonts, the theme."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from lxml import etree

from planverk.document.document import Document
from planverk.formats.clean import clean, moment
from planverk.formats.docx.design import DEFAULT_FAMILY, FALLBACK, Design
from planverk.formats.docx.ooxml import make, root
from planverk.formats.docx.styles import colour
from planverk.formats.read_back import PREFIX, zipped_part
from planverk.word.names import CP, DC, A, Element

TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OURS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What Word calls the properties that a file's makers add (ECMA-376 part 1, 22.3)."""
_COMPATIBLE = "http://schemas.microsoft.com/office/word"
_MODERN = ("overrideTableStyleFontSizeAndJustification", "enableOpenTypeFeatures", "doNotFlipMirrorIndents", "differentiateMultirowTableHeaders")
_SWATCHES = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hyperlink", "followedHyperlink")


def settings(language: str, even_pages: bool, is_tracked: bool = False) -> Element:
    """Word 2013's own layout (mode 15), hyphenation outside headings, the language of the theme, the decimal mark.

    In a file with tracked changes (`is_tracked`) Word goes on tracking: a change that somebody makes in it stays apart from the rest, rejecting all
    still gives the earlier edition, and a review that comes back tells who changed what.
    """
    modes = (("compatibilityMode", 15), *((name, 1) for name in _MODERN))
    compat = make("compat", *(make("compatSetting", name=name, uri=_COMPATIBLE, val=value) for name, value in modes))
    point, between = (".", ",") if language.startswith("en") else (",", ";")
    return make(
        "settings",
        make("zoom", percent=100),
        *([make("trackRevisions")] if is_tracked else []),
        make("defaultTabStop", val=709),
        make("autoHyphenation"),
        make("consecutiveHyphenLimit", val=2),
        make("doNotHyphenateCaps"),
        *([make("evenAndOddHeaders")] if even_pages else []),
        make("characterSpacingControl", val="doNotCompress"),
        make("footnotePr", make("footnote", id=-1), make("footnote", id=0)),
        compat,
        make("themeFontLang", val=language),
        make("clrSchemeMapping", bg1="light1", t1="dark1", bg2="light2", t2="dark2", **{name: name for name in _SWATCHES}),
        make("decimalSymbol", val=point),
        make("listSeparator", val=between),
    )


def core(document: Document) -> Element:
    """Title, publisher, language, status, version and the time of the revision, both as made and as changed."""
    part = etree.Element(f"{{{CP}}}coreProperties", nsmap={"cp": CP, "dc": DC, "dcterms": TERMS, "xsi": _XSI})
    for name, text in (
        (f"{{{DC}}}title", document.title),
        (f"{{{DC}}}creator", document.publisher),
        (f"{{{DC}}}language", document.language),
        (f"{{{DC}}}identifier", document.revision),
        (f"{{{CP}}}contentStatus", document.status.label),
        (f"{{{CP}}}lastModifiedBy", document.publisher),
        (f"{{{CP}}}version", document.version),
    ):
        if text:
            etree.SubElement(part, name).text = clean(text)
    for name in ("created", "modified"):
        stamp = etree.SubElement(part, f"{{{TERMS}}}{name}")
        stamp.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        stamp.text = moment(document.created)
    return part


def application(document: Document) -> Element:
    """Whose file it is and what made it."""
    part = root(_EXTENDED, "Properties")
    etree.SubElement(part, f"{{{_EXTENDED}}}Application").text = f"planverk, pypandoc_binary {version('pypandoc_binary')}"
    etree.SubElement(part, f"{{{_EXTENDED}}}Company").text = clean(document.publisher)
    return part


def custom(provenance: Mapping[str, str]) -> Element:
    """What the file was made from, under names that begin with planverk."""
    part = root(_CUSTOM, "Properties")
    for number, (name, text) in enumerate(provenance.items(), start=2):  # 0 and 1 are Word's own
        held = etree.SubElement(part, f"{{{_CUSTOM}}}property", {"fmtid": _OURS, "pid": str(number), "name": f"{PREFIX}{name}"})
        etree.SubElement(held, f"{{{_TYPES}}}lpwstr", nsmap={"vt": _TYPES}).text = clean(text)
    return part


def read_back(data: bytes) -> dict[str, str]:
    """What a Word file says that it was made from. UserError where it says nothing."""
    held = zipped_part(data, "docProps/custom.xml").iter(f"{{{_CUSTOM}}}property")
    named = ((each.get("name", ""), each.findtext(f"{{{_TYPES}}}lpwstr") or "") for each in held)
    return {name.removeprefix(PREFIX): text for name, text in named if name.startswith(PREFIX)}


def fonts(design: Design) -> Element:
    """The families, each with the one to take where it is missing."""
    name = design.family
    other = FALLBACK if name == DEFAULT_FAMILY else DEFAULT_FAMILY
    facts = (("altName", other), ("charset", "00"), ("family", "swiss"), ("pitch", "variable"))
    return make("fonts", make("font", *(make(tag, val=value) for tag, value in facts), name=clean(name)))


def theme(pandoc: Element, design: Design) -> Element:
    """The template's theme part, or pandoc's with the look's colours and type, so that what an author adds in Word fits."""
    look = design.look
    if design.theme is not None:
        return design.theme
    inks = {"dk1": look.ink, "lt1": look.paper, "dk2": look.primary, "lt2": look.tint, "hlink": look.primary, "folHlink": look.secondary}
    accents = (look.primary, look.accent, look.secondary, look.hairline, look.ink, look.tint)
    inks |= {f"accent{number}": ink for number, ink in enumerate(accents, start=1)}
    for scheme in pandoc.iter(f"{{{A}}}clrScheme", f"{{{A}}}fontScheme"):
        scheme.set("name", "Planverk")
    for swatch in (each for scheme in pandoc.iter(f"{{{A}}}clrScheme") for each in scheme):
        value = etree.Element(f"{{{A}}}srgbClr", val=colour(inks[etree.QName(swatch).localname]))
        swatch[:] = [value]
    for face in (each for kind in ("majorFont", "minorFont") for scheme in pandoc.iter(f"{{{A}}}{kind}") for each in scheme.findall(f"{{{A}}}latin")):
        face.attrib.clear()
        face.set("typeface", design.family)
    return pandoc
