"""Reads a PDF: the elements of its structure tree in reading order, and the text that its pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pikepdf import Array, ContentStreamInlineImage, ContentStreamInstruction, Dictionary, NameTree, NumberTree, Object, Pdf, String

INSIDE = frozenset(("/Span", "/Link", "/Em", "/Strong", "/Quote", "/NonStruct"))
"""Elements inside a line: a word may begin in one and end in another."""


def elements(pdf: Pdf, *, notes: bool = True) -> Iterator[Dictionary]:
    """Every structure element of the document in reading order, without those in notes unless asked for. None for an untagged file."""
    root = pdf.Root.get("/StructTreeRoot")
    if isinstance(root, Dictionary):
        yield from below(root, notes=notes)


def below(element: Object, *, notes: bool = True) -> Iterator[Dictionary]:
    """Every structure element under one, in reading order."""
    waiting = children(element)[::-1]
    while waiting:
        element = waiting.pop()
        if not notes and element.S == "/Note":
            continue
        yield element
        waiting += children(element)[::-1]


def children(element: Object) -> list[Dictionary]:
    """The structure elements right under one; marked content and objects are left out."""
    return [kid for kid in listed(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]


def listed(held: Object | None) -> list[Any]:
    """What a key holds of which there may be none, one without a list around it, or a list."""
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def table_rows(table: Dictionary, *groups: str) -> list[Dictionary]:
    """The rows of a table; those in `groups` alone, such as /TBody, where there are such."""
    found = [group for group in children(table) if group.S in (groups or ("/THead", "/TBody", "/TFoot"))] or [table]
    return [row for group in found for row in children(group) if row.S == "/TR"]


def page_numbers(pdf: Pdf, first: int = 0) -> dict[tuple[int, int], int]:
    """The number of each page by its object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, first)}


def marks_of(element: Dictionary) -> Iterator[tuple[tuple[int, int], int]]:
    """The page and number of each piece of marked content right under an element."""
    for kid in listed(element.get("/K")):
        if not isinstance(kid, Dictionary):
            yield element.Pg.objgen, int(kid)
        elif "/MCID" in kid:
            yield (kid.Pg if "/Pg" in kid else element.Pg).objgen, int(kid.MCID)


def annotations_of(element: Dictionary) -> list[Dictionary]:
    """The annotations that an element holds, such as a link's places on the pages."""
    objects = (kid.get("/Obj") for kid in listed(element.get("/K")) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")
    return [held for held in objects if isinstance(held, Dictionary)]


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    """What leads from pages and annotations back to elements: an array for a page, an element for an annotation. Empty where there is none."""
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    if not isinstance(tree, Dictionary):
        return {}
    return dict(NumberTree(tree if tree.is_indirect else pdf.make_indirect(tree)).items())


def named_places(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """The places of the document that have names: a page, and where on it."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    for name, place in NameTree(tree).items() if tree is not None else ():
        yield name, place.D if isinstance(place, Dictionary) else place


# --- what the pages show, as text: each code by its font's map to Unicode, or the ActualText in its place (ISO 32000-1, 9.10) ---


Instruction = ContentStreamInstruction | ContentStreamInlineImage

_MAPPED = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(slots=True)
class DrawnText:
    """A piece of text that a page shows: its codes with their texts, and the place of its instruction.

    `instead` is the place of the instruction that gives an ActualText, None for none; `identity` the number of the marked content, None for
    furniture; `language` that of the marks around it, "" for none. `part` is the element whose word it may be in, None for furniture. The last two
    are for who changes it: how many codes get which `actual` text.
    """

    page: int
    at: int
    letters: list[tuple[bytes, str]]
    instead: int | None
    identity: int | None
    language: str
    part: tuple[int, int] | None = None
    taken: int = 0
    actual: str | None = None

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.letters)


class _Mark(NamedTuple):
    """What the marks around a piece of text tell, the inner before the outer."""

    instead: int | None = None
    actual: str = ""
    identity: int | None = None
    language: str = ""


def _within(outer: _Mark, at: int, held: Dictionary) -> _Mark:
    instead, actual = (at, str(held.ActualText)) if "/ActualText" in held else outer[:2]
    identity = int(held.MCID) if "/MCID" in held else outer.identity
    return _Mark(instead, actual, identity, str(held.Lang) if "/Lang" in held else outer.language)


Fonts = dict[tuple[int, int], tuple[int, dict[bytes, str]]]
"""By the number of a font's object: how many bytes a code has, and the text of each."""


def drawn_on(number: int, page: Object, instructions: Sequence[Instruction], known: Fonts | None = None) -> Iterator[DrawnText]:
    """What a page shows, in the order in which it is drawn. `known` are fonts that were read for other pages of the same file."""
    fonts: dict[str, tuple[int, dict[bytes, str]]] = {}
    marks = [_Mark()]
    said: set[int] = set()
    font = ""
    for at, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            held = instruction.operands[1] if len(instruction.operands) > 1 else None
            marks.append(_within(marks[-1], at, held) if isinstance(held, Dictionary) else marks[-1])
        elif name == "EMC" and len(marks) > 1:
            marks.pop()
        elif name == "Tf":
            font = str(instruction.operands[0])
        elif name in ("Tj", "TJ"):
            if font not in fonts:
                fonts[font] = _font(page, font, {} if known is None else known)
            yield _piece(number, at, instruction.operands[0], *fonts[font], marks[-1], said)


def _piece(number: int, at: int, operand: object, width: int, mapping: dict[bytes, str], mark: _Mark, said: set[int]) -> DrawnText:
    """A piece of text within the marks that are open. An ActualText in place of several pieces is that of the first; `said` keeps whose it was."""
    parts = operand if isinstance(operand, Array) else [operand]
    codes = codes_of(b"".join([bytes(part) for part in parts if isinstance(part, String)]), width)
    letters = [(code, mapping.get(code, "")) for code in codes]
    if mark.instead is not None:
        letters = [(b"".join(codes), mark.actual if mark.instead not in said else "")]
        said.add(mark.instead)
    return DrawnText(number, at, letters, mark.instead, mark.identity, mark.language)


def _font(page: Object, name: str, known: Fonts) -> tuple[int, dict[bytes, str]]:
    """How many bytes a code of a font has, and the text of each."""
    held = page.Resources.Font.get(name, Dictionary())
    if held.objgen not in known or held.objgen == (0, 0):
        known[held.objgen] = _read_font(held)
    return known[held.objgen]


def _read_font(held: Object) -> tuple[int, dict[bytes, str]]:
    width = 2 if held.get("/Subtype") == "/Type0" else 1
    if "/ToUnicode" not in held:
        return width, {}
    every = _MAPPED.findall(held.ToUnicode.read_bytes().decode("latin-1").partition("endcodespacerange")[2])
    return width, {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in every}


def codes_of(part: bytes, width: int) -> list[bytes]:
    """The codes that a string shows, of so many bytes each."""
    return [part[at : at + width] for at in range(0, len(part), width)]
