"""Reads a PDF: the elements of its structure tree in reading order, and the text that its pages show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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


def drawn_on(number: int, page: Object, instructions: Sequence[Instruction]) -> Iterator[DrawnText]:
    """What a page shows, in the order in which it is drawn."""
    fonts: dict[str, tuple[int, dict[bytes, str]]] = {}
    marks: list[tuple[int, Dictionary]] = []
    said: set[int] = set()
    font = ""
    for at, instruction in enumerate(instructions):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            held = instruction.operands[1] if len(instruction.operands) > 1 else None
            marks.append((at, held if isinstance(held, Dictionary) else Dictionary()))
        elif name == "EMC" and marks:
            marks.pop()
        elif name == "Tf":
            font = str(instruction.operands[0])
        elif name in ("Tj", "TJ"):
            if font not in fonts:
                fonts[font] = _font(page, font)
            yield _piece(number, at, instruction.operands[0], *fonts[font], marks, said)


def _piece(
    number: int, at: int, operand: object, width: int, mapping: dict[bytes, str], marks: list[tuple[int, Dictionary]], said: set[int]
) -> DrawnText:
    """A piece of text within the marks that are open. An ActualText in place of several pieces is that of the first; `said` keeps whose it was."""
    parts = (bytes(part) for part in (operand if isinstance(operand, Array) else [operand]) if isinstance(part, String))
    codes = [code for part in parts for code in codes_of(part, width)]
    instead = next((place for place, held in reversed(marks) if "/ActualText" in held), None)
    letters = [(code, mapping.get(code, "")) for code in codes]
    if instead is not None:
        text = str(dict(marks)[instead].ActualText) if instead not in said else ""
        letters = [(b"".join(codes), text)]
        said.add(instead)
    identity = next((int(held.MCID) for _, held in reversed(marks) if "/MCID" in held), None)
    language = next((str(held.Lang) for _, held in reversed(marks) if "/Lang" in held), "")
    return DrawnText(number, at, letters, instead, identity, language)


def _font(page: Object, name: str) -> tuple[int, dict[bytes, str]]:
    """How many bytes a code of a font has, and the text of each."""
    held = page.Resources.Font.get(name, Dictionary())
    width = 2 if held.get("/Subtype") == "/Type0" else 1
    if "/ToUnicode" not in held:
        return width, {}
    every = _MAPPED.findall(held.ToUnicode.read_bytes().decode("latin-1").partition("endcodespacerange")[2])
    return width, {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in every}


def codes_of(part: bytes, width: int) -> list[bytes]:
    """The codes that a string shows, of so many bytes each."""
    return [part[at : at + width] for at in range(0, len(part), width)]
