"""Checks of pictures, drawings and text boxes: words for those who can't see them, and a place in the reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.word.fault import Fault, Weight, quoted
from planverk.word.names import DECORATIVE, OFFICE, VML, WP, Element, local, w
from planverk.word.reading import Reading

_FILE_NAME = re.compile(r".{0,100}\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf|pdf|heic)", re.IGNORECASE)
_EMPTY_WORDS = re.compile(r"(?:bilde|bilete|picture|image|figur|figure|grafikk|graphic|diagram|chart|logo|foto|photo)\s*\d*", re.IGNORECASE)
_AUTOMATIC = re.compile(r"automatisk generert|description automatically generated|ki-generert|ai-generated content", re.IGNORECASE)
_SHAPES = (f"{{{VML}}}shape", f"{{{VML}}}rect", f"{{{VML}}}oval", f"{{{VML}}}group", f"{{{VML}}}roundrect")


def check(reading: Reading) -> Iterator[Fault]:
    """Every drawing, in the form of today and in the old one."""
    for kind, name, root in reading.parts:
        weight: Weight | None = "warning" if kind in ("header", "footer") else None
        for drawing in root.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            yield from _drawing(reading, name, drawing, weight)
        for old in root.iter(w("pict"), w("object")):
            yield from _old(reading, name, old, weight)


def _drawing(reading: Reading, name: str, drawing: Element, weight: Weight | None) -> Iterator[Fault]:
    place = reading.place(name, drawing)
    text_box = next(drawing.iter(w("txbxContent")), None) is not None
    decorative = any(each.get("val") in ("1", "true") for each in drawing.iter(f"{{{DECORATIVE}}}decorative"))
    words = _said(drawing)
    if not text_box and not decorative and (rule := _what_is_wrong(words)):
        yield Fault(rule, place, {"text": quoted(words)}, weight or ("warning" if _EMPTY_WORDS.fullmatch(words) else None))
    if local(drawing) == "anchor" and weight is None and not decorative:
        yield Fault("text-box" if text_box else "object-floating", place)


def _old(reading: Reading, name: str, old: Element, weight: Weight | None) -> Iterator[Fault]:
    place = reading.place(name, old)
    if next(old.iter(w("txbxContent")), None) is not None:
        if weight is None:
            yield Fault("text-box", place)
        return
    shapes = [shape for shape in old.iter(*_SHAPES) if shape.get(f"{{{OFFICE}}}hr") is None]
    if shapes and not any((shape.get("alt") or "").strip() for shape in shapes):
        yield Fault("alternative-missing", place, {"text": ""}, weight)


def _said(drawing: Element) -> str:
    """The words that stand for a drawing, on one line."""
    properties = drawing.find(f"{{{WP}}}docPr")
    return "" if properties is None else " ".join((properties.get("descr") or properties.get("title") or "").split())


def _what_is_wrong(words: str) -> str:
    """The rule that the words break, "" for none."""
    if not words:
        return "alternative-missing"
    if _FILE_NAME.fullmatch(words) or _EMPTY_WORDS.fullmatch(words):
        return "alternative-is-no-text"
    return "alternative-automatic" if _AUTOMATIC.search(words) else ""
