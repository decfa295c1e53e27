"""A Word file as its reader meets it: every paragraph with its text, level and place, in order; what the checks ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from planverk.word.fault import Fault, Place, quoted
from planverk.word.names import Element, value, w
from planverk.word.package import Package
from planverk.word.styles import Styles

SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
"""The characters that elements stand for."""
_INNER = (w("txbxContent"),)
_CONTENT = tuple(map(w, ("drawing", "pict", "object", "fldChar", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "separator")))
_MORE_CONTENT = tuple(map(w, ("continuationSeparator", "sym", "ptab", "commentReference", "annotationRef", "ffData", "fldSimple", "altChunk")))


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph: where it stands, its text without that of text boxes in it, its style, its level as a heading (0 for none)."""

    element: Element
    place: Place
    text: str
    style: str
    level: int
    kind: str
    """The kind of part: document, header, footer, footnotes, endnotes or comments."""

    def fault(self, rule: str, **facts: object) -> Fault:
        """A finding at this paragraph."""
        return Fault(rule, self.place, {name: str(fact) for name, fact in facts.items()})


@dataclass(frozen=True)
class Reading:
    """A package with its styles, and its paragraphs in reading order: the body, then notes, headers, footers and comments."""

    package: Package
    name: str = ""
    """The file's name, "" where it has none."""
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        found = self.package.one("styles")
        object.__setattr__(self, "styles", Styles(found[1] if found else None))

    @cached_property
    def parts(self) -> tuple[tuple[str, str, Element], ...]:
        """The parts that hold text: kind, name and root."""
        kinds = ("footnotes", "endnotes", "header", "footer", "comments")
        others = ((kind, name, root) for kind in kinds for name, root in self.package.related(kind))
        return (("document", self.package.main, self.package.body), *others)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph."""
        return tuple(paragraph for kind, name, root in self.parts for paragraph in self._of_part(kind, name, root))

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the main part."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.kind == "document")

    @cached_property
    def by_element(self) -> dict[Element, Paragraph]:
        """A paragraph by its element."""
        return {paragraph.element: paragraph for paragraph in self.paragraphs}

    def around(self, element: Element) -> Paragraph | None:
        """The paragraph that an element stands in, or the first inside it."""
        inside = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
        if inside is None:
            inside = next(element.iter(w("p")), None)
        return None if inside is None else self.by_element.get(inside)

    def place(self, part: str, element: Element) -> Place:
        """The place of an element in a part."""
        paragraph = self.around(element)
        return Place(part) if paragraph is None else paragraph.place

    def _of_part(self, kind: str, name: str, root: Element) -> Iterator[Paragraph]:
        above: list[tuple[int, str]] = []
        for number, element in enumerate(root.iter(w("p")), start=1):
            text = text_of(element)
            level = self.styles.level(element) if kind == "document" else 0
            if level and text.strip():
                above = [each for each in above if each[0] < level]
            place = Place(name, tuple(heading for _, heading in above), number, quoted(text))
            yield Paragraph(element, place, text, self.styles.of_paragraph(element), level, kind)
            if level and text.strip():
                above.append((level, quoted(text)))


def text_of(element: Element) -> str:
    """The text that a reader gets of an element, without that of text boxes and of further paragraphs inside them."""
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[str(child.tag)]
        elif child.tag == w("sym"):
            yield "\ufffc"
        elif child.tag not in _INNER and child.tag != w("pPr") and child.tag != w("rPr"):
            yield from _texts(child)


def has_content(paragraph: Element) -> bool:
    """Whether a reader finds anything in the paragraph: a character that is no space, a picture, a field, a note."""
    if any((text.text or "").strip() for text in paragraph.iter(w("t"))):
        return True
    return next(paragraph.iter(*_CONTENT, *_MORE_CONTENT), None) is not None


def in_list(paragraph: Element, styles: Styles) -> bool:
    """Whether Word gives the paragraph a mark or number; the list number 0 takes it away again."""
    found = styles.paragraph_property(paragraph, "numPr")
    return found is not None and value(found, "numId") != "0"
