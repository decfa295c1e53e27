"""Words come back whole and as they are typed when they are copied, searched or read aloud, however their shapes lie on the page.

Where no line could hold a word, Typst writes a hyphen as a sign of its own (U+00AD). Here the hyphen gets the rest of the word as its text
(/ActualText, ISO 32000-1, 14.9.4), and the rest, on the next line, a space: so each letter is there once, in the first line. An empty text would be
more exact, but PDFium then takes the letters that are drawn. In the same way the first shape of words from right to left, or of letters with marks,
has their text; an element holds it too, as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, Pdf, String, parse_content_stream, unparse_content_stream

from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.line_breaks import LEFTWARD
from planverk.formats.pdf.structure import INSIDE, DrawnText, Instruction, below, codes_of, drawn_on, elements, listed

_SOFT = "\u00ad"
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_TOUNICODE_SOFT = re.compile(rb"(<[0-9A-Fa-f]+>\s*)<00AD>")


def set_actual_text(pdf: Pdf, texts: Sequence[str]) -> None:
    """Makes each word that was broken with a hyphen one word in the text of the file, and gives the words of /Code elements `texts` of their own.

    UserError where the file has not as many places for these.
    """
    places = [element for element in elements(pdf) if element.S == "/Code"]
    if len(places) != len(texts):
        raise unmade(fault("words-differ", found=len(places), wanted=len(texts)))
    if not texts and not any(_TOUNICODE_SOFT.search(font.ToUnicode.read_bytes()) for font in _fonts(pdf)):
        contents = (page.obj.Contents for page in pdf.pages if not isinstance(page.obj.get("/Contents"), Array))
        if not any(b"feff00ad" in content.read_bytes().lower() for content in contents):
            return
    pages = [list(parse_content_stream(page)) for page in pdf.pages]
    shown = [list(drawn_on(number, page.obj, instructions)) for number, (page, instructions) in enumerate(zip(pdf.pages, pages, strict=True))]
    ordered = _ordered(pdf, shown)
    for place, piece in enumerate(ordered):
        if piece.text == _SOFT and piece.actual is None:
            _join(ordered, place)
    for element, text in zip(places, texts, strict=True):
        _tell(ordered, element, text)
    for number, (page, instructions) in enumerate(zip(pdf.pages, pages, strict=True)):
        changed = [piece for piece in shown[number] if piece.actual is not None]
        if changed:
            page.obj.Contents = pdf.make_stream(unparse_content_stream(_rewritten(instructions, changed)))
    for font in _fonts(pdf):
        font.ToUnicode.write(_TOUNICODE_SOFT.sub(rb"\1<002D>", font.ToUnicode.read_bytes()))


def _fonts(pdf: Pdf) -> Iterator[Dictionary]:
    return (each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Type") == "/Font" and "/ToUnicode" in each)


# --- in order --------------------------------------------------------------------------------------------------------


def _ordered(pdf: Pdf, shown: list[list[DrawnText]]) -> list[DrawnText]:
    """All pieces: those of the text in reading order, then furniture as it is drawn."""
    by_place: dict[tuple[tuple[int, int], int], list[DrawnText]] = {}
    for page, pieces in zip(pdf.pages, shown, strict=True):
        for piece in pieces:
            if piece.identity is not None:
                by_place.setdefault((page.obj.objgen, piece.identity), []).append(piece)
    ordered = []
    for place, part in _places(pdf):
        for piece in by_place.get(place, ()):
            piece.part = part
            ordered.append(piece)
    return [*ordered, *(piece for piece in chain(*shown) if piece.part is None)]


def _places(pdf: Pdf) -> Iterator[tuple[tuple[tuple[int, int], int], tuple[int, int]]]:
    """Each piece of marked content in reading order, and the element whose line it is in."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting: list[tuple[Object | int, Object | None, tuple[int, int]]] = [(root, None, (0, 0))] if isinstance(root, Dictionary) else []
    while waiting:
        kid, page, part = waiting.pop()
        if isinstance(kid, int):
            if page is not None:
                yield (page.objgen, kid), part
        elif "/MCID" in kid:
            yield (kid.get("/Pg", page).objgen, int(kid.MCID)), part  # type: ignore[union-attr]
        elif "/S" in kid or kid.get("/Type") == "/StructTreeRoot":
            page = kid.get("/Pg", page)
            part = part if str(kid.get("/S")) in INSIDE else kid.objgen
            waiting += [(each if isinstance(each, Dictionary) else int(each), page, part) for each in reversed(listed(kid.get("/K")))]


# --- writing ---------------------------------------------------------------------------------------------------------


def _tell(ordered: list[DrawnText], element: Dictionary, text: str) -> None:
    """Gives the first piece of an element its text, and the others none to speak of."""
    held = {element.objgen, *(each.objgen for each in below(element))}
    for number, piece in enumerate(piece for piece in ordered if piece.part in held):
        piece.actual, piece.taken = " " if number else as_drawn(text), len(piece.letters)
    element.S = Name.Span
    element.ActualText = String(text)


def as_drawn(text: str) -> str:
    """The text from left to right as it is drawn, which PDFium and Poppler turn round again: words from right to left, numbers among them not."""
    if not LEFTWARD.search(text):
        return text
    return _NUMBER.sub(lambda number: number[0][::-1], text[::-1])


def _join(ordered: list[DrawnText], place: int) -> None:
    """Gives a hyphen the rest of its word as its text, and takes that from the pieces after it."""
    # The rest may lie in several pieces: in three lines there are letters, a hyphen, letters, a hyphen and letters. In the order of drawing the notes
    # and the footer come between them where a page ends in the word; `ordered` is that of reading. Where no space follows the rest, the next piece
    # may be another word behind a line break, so that the word ends there unless a hyphen comes.
    hyphen, rest = ordered[place], ""
    for at in range(place + 1, len(ordered)):
        piece, after = ordered[at], ordered[at + 1] if at + 1 < len(ordered) else None
        if piece.part != hyphen.part or (piece.part is None and piece.page != hyphen.page):
            break
        text = piece.text
        if text != _SOFT:
            taken = next((index for index, (_, letter) in enumerate(piece.letters) if letter.isspace()), len(piece.letters))
            rest += "".join(letter for _, letter in piece.letters[:taken])
            piece.taken = taken
        if text == _SOFT or piece.taken:
            piece.actual = " "
        if text != _SOFT and (piece.taken < len(piece.letters) or after is None or after.text != _SOFT):
            break
    hyphen.actual = rest or " "


def _rewritten(instructions: Sequence[Instruction], changed: list[DrawnText]) -> list[Instruction]:
    by_place = {piece.at: piece for piece in changed}
    instead = {piece.instead: piece.actual for piece in reversed(changed) if piece.instead is not None}
    made: list[Instruction] = []
    for at, instruction in enumerate(instructions):
        piece = by_place.get(at)
        if at in instead:
            made.append(_begins(str(instead[at])))
        elif piece is None or piece.instead is not None:
            made.append(instruction)
        else:
            taken = piece.taken or len(piece.letters)
            first, rest = _split(instruction.operands[0], taken)
            made += [_begins(str(piece.actual)), _shows(first), ContentStreamInstruction([], Operator("EMC"))]
            made += [_shows(rest)] if len(rest) else []
    return made


def _begins(text: str) -> ContentStreamInstruction:
    return ContentStreamInstruction([Name.Span, Dictionary(ActualText=String(text))], Operator("BDC"))


def _shows(parts: Array) -> ContentStreamInstruction:
    return ContentStreamInstruction([parts], Operator("TJ"))


def _split(operand: Object, count: int) -> tuple[Array, Array]:
    """What is shown, in two: the first so many codes, and the rest. Kerning stands before the code that it moves."""
    first, rest = Array([]), Array([])
    for part in operand if isinstance(operand, Array) else [operand]:
        if not isinstance(part, String):
            (first if count > 0 else rest).append(part)
            continue
        codes = codes_of(bytes(part), 2)
        for target, run in ((first, codes[: max(count, 0)]), (rest, codes[max(count, 0) :])):
            if run:
                target.append(String(b"".join(run)))
        count -= len(codes)
    return first, rest
