"""What the pages of a PDF show, as text: each code by its font's map to Unicode, or the ActualText in its place (ISO 32000-1, 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pikepdf import Array, ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Object, String

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
    codes = [code for part in _strings(operand) for code in codes_of(part, width)]
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


def _strings(operand: object) -> Iterator[bytes]:
    yield from (bytes(part) for part in (operand if isinstance(operand, Array) else [operand]) if isinstance(part, String))


def codes_of(part: bytes, width: int) -> list[bytes]:
    """The codes that a string shows, of so many bytes each."""
    return [part[at : at + width] for at in range(0, len(part), width)]
