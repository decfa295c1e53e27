"""Takes a PDF apart, in a process with bounds: its tags with their texts, or the lines of its pages. Nothing of plans is known here."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from planverk.importing.foreign import readable
from planverk.importing.pdf_layout import tree_of
from planverk.importing.pdf_lines import Glyphs, Page, Rule

MOST_ELEMENTS = 500_000
DEEPEST = 120
"""Elements of a tag tree that are read, and levels of elements within each other."""

MOST_PAGES = 3_000
_FORM_DEPTH = 15
_RULE = 12.0
_THICKEST = 4.0
"""Points that a rule is long at least, and thick at most."""
_TAGGED = 0.8
"""The share of a file's text that its tags must hold to be believed."""


_MOST_SIGNS = 0.1
"""The share of a file's text that may be signs without a letter, as bullets are."""
_NO_LETTERS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ue000-\\uf8ff\\ufffd-\\uffff]+")


_SHOWING = "BDC BMC EMC Tf Tj TJ"
"""The instructions of a page that tell what it says: marks, fonts, texts."""


class Piece(NamedTuple):
    """A text, where on the page its first character begins, and where its last ends: from the left, and from the foot. One that is `told` stands in
    the place of what is drawn, and tells its own spaces."""

    text: str
    left: float
    first: float
    right: float
    last: float
    height: float
    told: bool = False
    bold: bool = False
    italic: bool = False


Texts = dict[int, Piece]
_APART = 2.0
"""Points between two heights that are two lines."""
_ROOM = 0.12
"""Of the height of a line, what is between two words at least."""

_CLOSING = frozenset(".,;:!?)]»”")
"""Signs that stand right behind a word, whatever room was left before them."""
BROKEN = "\u2010"
"""Stands for a hyphen at the end of a line, which pdfium tells by a control character."""

LINE = "\r"
"""Stands for the end of a line, which is a space, or nothing where it broke a word."""

_BOLD = re.compile("bold|black|heavy|semibd|demi", re.IGNORECASE)
_ITALIC = re.compile("italic|oblique", re.IGNORECASE)
_ITALIC_FLAG = 1 << 6

_CONJUNCTION = re.compile(r"(?:og|eller|samt|och|and|or)(?!\w)")
_SOFT = "\u00ad"
"""What stands in the place of a hyphen that only the end of a line made."""


def take(data: bytes) -> bytes:
    """A PDF as JSON: "tree", what is "left" and "title", with "way" where the tree is made of how the pages look; or "why" it is not read."""
    return json.dumps(_taken(data), ensure_ascii=False).encode("utf-8", "replace")


def _taken(data: bytes) -> dict[str, Any]:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                return {"why": "overrun"}
            title = readable(str(pdf.docinfo.get("/Title", ""))) if pdf.trailer.get("/Info") is not None else ""
            drawn, outside = _marked(data)
            fonts: dict[Any, Any] = {}
            texts = [_whole(_by_number(pieces), number, page, fonts) for number, (pieces, page) in enumerate(zip(drawn, pdf.pages, strict=True))]
            tagged = sum(len(text.strip()) for page in texts for text in (piece.text for piece in page.values()))
            if not tagged and not outside:
                return {"why": "no-text"}
            if _is_signs_alone("".join(piece.text for pieces in drawn for _, piece in pieces)):
                return {"why": "no-letters"}
            root = pdf.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary) or tagged < (tagged + outside) * _TAGGED:
                return _laid(data, title)
            walker = _Walker(pdf, texts)
            tree = list(walker.kids(root, None, 0))
            if walker.taken < tagged * _TAGGED:
                return _laid(data, title)
            return {"tree": tree, "left": [readable(piece.text) for page in texts for piece in page.values()], "title": title}
    except pikepdf.PasswordError:
        return {"why": "password"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, RecursionError):
        return {"why": "damaged"}


def _laid(data: bytes, title: str) -> dict[str, Any]:
    """What is answered where tags are no help: a tree by how the pages look."""
    pages = _drawn(data)
    text = "".join(each.text for glyphs, _, _ in pages for each in glyphs)
    return {"why": "no-letters"} if _is_signs_alone(text) else {"tree": tree_of(pages), "left": [], "title": title, "way": "layout"}


def _is_signs_alone(text: str) -> bool:
    """True for text in fonts that do not tell which letters their signs are: pdfium gives the numbers of the signs in their place."""
    letters = "".join(text.split())
    return len(letters) - len(_NO_LETTERS.sub("", letters)) > len(letters) * _MOST_SIGNS


def _marked(data: bytes) -> tuple[list[list[tuple[int, Piece]]], int]:
    """For each page the number and the text of each piece of marked content, in the order in which it is drawn; how many characters are in none."""
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    pages, outside, looks = list[list[tuple[int, Piece]]](), 0, dict[int, tuple[bool, bool]]()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            found: list[tuple[int, Piece]] = []
            actual: dict[int, str | None] = {}
            texts = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
                identity = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                text = _text(pdfium, item.raw, texts.raw)
                marks = dict(_marks(pdfium, item.raw))
                if identity >= 0:
                    instead, known = marks.get("ActualText"), actual.get(identity)
                    actual[identity] = instead
                    text = text if instead is None else "" if instead == known else instead or _SOFT
                if identity >= 0 and text:
                    left, low, right, top = item.get_bounds()
                    found.append(
                        (
                            identity,
                            Piece(
                                text, left, low, right, low, max(top - low, _size(pdfium, item)), "ActualText" in marks, *_looks(pdfium, item, looks)
                            ),
                        )
                    )
                elif identity < 0 and "Artifact" not in marks:
                    outside += len(text.strip())
            pages.append(found)
    return pages, outside


def _by_number(pieces: list[tuple[int, Piece]]) -> Texts:
    """The texts of a page by the numbers of their marked content."""
    found: Texts = {}
    for identity, piece in pieces:
        before = found.get(identity)
        joined = before and before._replace(text=_with(before, piece), right=piece.right, last=piece.last)
        found[identity] = joined or piece
    return found


def _whole(texts: Texts, number: int, page: Any, fonts: dict[Any, Any]) -> Texts:
    """The texts with the signs that pdfium leaves out, which takes some for doubles of those before them: as the content of the page has them."""
    from pikepdf import parse_content_stream

    from planverk.formats.pdf.structure import drawn_on

    drawn: dict[int, str] = {}
    for each in drawn_on(number, page.obj, list(parse_content_stream(page, _SHOWING)), fonts):
        if each.identity is not None:
            drawn[each.identity] = drawn.get(each.identity, "") + each.text
    for identity, text in drawn.items():
        known = texts.get(identity)
        if (
            known
            and len(text) >= len(known.text)
            and text != known.text
            and len(_signs(text)) > len(_signs(known.text))
            and _is_part(_signs(known.text), _signs(text))
        ):
            texts[identity] = known._replace(text=text)
    return texts


def _signs(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _is_part(some: str, whole: str) -> bool:
    rest = iter(whole)
    return all(char in rest for char in some)


def _with(before: Piece, piece: Piece, is_next_page: bool = False) -> str:
    """The text of a piece and of the one drawn after it, with a space where there is room for one and none was drawn. The
    mark of a hyphen that only the end of a line made is taken out."""
    if before.text.endswith(_SOFT):
        return before.text[:-1] + piece.text
    if before.text.endswith(BROKEN):
        broken = piece.text[:1].islower() and not _CONJUNCTION.match(piece.text)
        return before.text + piece.text if broken else f"{before.text[:-1]}- {piece.text}"
    is_next_line = is_next_page or abs(piece.first - before.last) > max(_APART, before.height * 0.5)
    follows = piece.text.lstrip()
    if before.text[-1:].isspace() or not follows:
        return before.text + piece.text
    if is_next_line or follows[0] in _CLOSING:  # pdfium puts spaces of its own there
        return f"{before.text}{LINE if is_next_line else ''}{follows}"
    has_room = piece.left - before.right > _ROOM * max(before.height, 1.0) and not (piece.text[0].isspace() or piece.told)
    return before.text + (" " if has_room else "") + piece.text


_BUFFER = (ctypes.c_ushort * 1024)()
"""Where pdfium writes a text; most fit, and a second call for each, to ask how long it is, would take as long as all the rest."""


def _text(pdfium: Any, item: Any, texts: Any) -> str:
    buffer = _BUFFER
    size = pdfium.FPDFTextObj_GetText(item, texts, buffer, 2 * len(buffer))
    if size > 2 * len(buffer):
        buffer = (ctypes.c_ushort * (size // 2))()
        pdfium.FPDFTextObj_GetText(item, texts, buffer, size)
    return ctypes.string_at(buffer, size).decode("utf-16-le", "replace").rstrip("\0").replace("\x02", BROKEN)


def _size(pdfium: Any, item: Any) -> float:
    """The height of the letters of an object, in points; what they draw may be lower."""
    size = ctypes.c_float()
    is_told = pdfium.FPDFTextObj_GetFontSize(item.raw, size)
    return float(size.value * abs(item.get_matrix().d)) if is_told else 0.0


def _looks(pdfium: Any, item: Any, known: dict[int, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether the font of an object is bold, and whether it is italic, by its name or as it says itself; asked once for each font."""
    font = pdfium.FPDFTextObj_GetFont(item.raw)
    place = ctypes.cast(font, ctypes.c_void_p).value or 0
    if place not in known:
        known[place] = _looks_of(pdfium, font)
    return known[place]


def _looks_of(pdfium: Any, font: Any) -> tuple[bool, bool]:
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.decode("utf-8", "replace")
    return bool(_BOLD.search(name)), bool(_ITALIC.search(name)) or bool(pdfium.FPDFFont_GetFlags(font) & _ITALIC_FLAG)


def _marks(pdfium: Any, item: Any) -> Iterator[tuple[str, str]]:
    """The marks around an object that tell anything here: that it is furniture ("Artifact"), or what text stands in its place ("ActualText")."""
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark, size, buffer = pdfium.FPDFPageObj_GetMark(item, index), ctypes.c_ulong(), (ctypes.c_ushort * 512)()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 1024, size) and _string(buffer, size) == "Artifact":
            yield "Artifact", ""
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, 1024, size) and size.value <= 1024:
            yield "ActualText", _string(buffer, size)


def _string(buffer: Any, size: Any) -> str:
    return bytes(buffer)[: size.value].decode("utf-16-le", "replace").rstrip("\0")


class _Walker:
    """Walks the tag tree once, each element once, whatever its references say."""

    def __init__(self, pdf: Any, texts: list[Texts]) -> None:
        import pikepdf

        self.kinds = pikepdf
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.texts = texts
        root = pdf.Root.StructTreeRoot
        self.roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()} if "/RoleMap" in root else {}
        self.seen: set[tuple[int, int]] = set()
        self.count = self.taken = 0
        self.last: tuple[int, Piece] | None = None
        """The page of the last text, and its piece."""

    def kids(self, element: Any, page: Any, depth: int) -> Iterator[dict[str, Any]]:
        held = element.get("/K")
        every = list(held) if isinstance(held, self.kinds.Array) else [] if held is None else [held]
        page = element.get("/Pg", page)
        for kid in every:
            self.count += 1
            if self.count > MOST_ELEMENTS or depth > DEEPEST:
                return
            if isinstance(kid, int):
                yield from self.piece(page, kid)
            elif isinstance(kid, self.kinds.Dictionary):
                if (kind := kid.get("/S")) is not None:
                    yield from self.element(kid, str(kind), page, depth)
                elif "/MCID" in kid:
                    yield from self.piece(kid.get("/Pg", page), int(kid.MCID))

    def piece(self, page: Any, identity: int) -> Iterator[dict[str, Any]]:
        number = self.pages.get(page.objgen) if page is not None else None
        piece = self.texts[number].pop(identity, None) if number is not None else None
        if piece and number is not None:
            self.taken += len(piece.text.strip())
            before = self.last
            self.last = (number, piece)
            joined = (
                _with(before[1], piece, before[0] != number)[len(before[1].text) :] if before and not before[1].text.endswith(_SOFT) else piece.text
            )
            yield {"t": readable(joined), "p": number + 1, **({"i": True} if piece.italic else {})}

    def element(self, element: Any, kind: str, page: Any, depth: int) -> Iterator[dict[str, Any]]:
        place = element.objgen
        if place in self.seen:
            return
        if place != (0, 0):  # that of one that stands in another
            self.seen.add(place)
        for _ in range(10):  # role maps may lead to themselves
            if kind not in self.roles:
                break
            kind = self.roles[kind]
        node: dict[str, Any] = {"s": kind.lstrip("/"), "k": list(self.kids(element, page, depth + 1))}
        if "/ActualText" in element and node["s"] != "Figure" and node["k"]:
            said = str(element.ActualText)
            node["k"] = [{"t": readable(said), "p": next((kid["p"] for kid in node["k"] if "p" in kid), None)}]
            if self.last and said in ("", _SOFT):
                self.last = (self.last[0], self.last[1]._replace(text=_SOFT))
        if node["s"] == "Figure" and "/Alt" in element:
            node["alt"] = readable(str(element.Alt))
        for name, key in (("/ColSpan", "cols"), ("/RowSpan", "rows")) if node["s"] in ("TH", "TD") else ():
            if (value := self.attribute(element, name)) is not None:
                node[key] = max(1, min(int(value), 1000))
        if node["s"] == "Link" and (address := self.address(element)):
            node["href"] = address
        yield node

    def attribute(self, element: Any, name: str) -> Any:
        held = element.get("/A")
        every = list(held) if isinstance(held, self.kinds.Array) else [held]
        return next((each.get(name) for each in every if isinstance(each, self.kinds.Dictionary) and name in each), None)

    def address(self, element: Any) -> str:
        held = element.get("/K")
        for kid in held if isinstance(held, self.kinds.Array) else [held]:
            if isinstance(kid, self.kinds.Dictionary) and isinstance(kid.get("/Obj"), self.kinds.Dictionary):
                action = kid.Obj.get("/A")
                if isinstance(action, self.kinds.Dictionary) and "/URI" in action:
                    return readable(bytes(action.URI).decode("utf-8", "replace"))
        return ""


def _drawn(data: bytes) -> list[Page]:
    """What is drawn on each page: texts with their looks, and rules across it; not what is marked as furniture."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    pages, looks = list[Page](), dict[int, tuple[bool, bool]]()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            glyphs, rules, texts = list[Glyphs](), list[Rule](), page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH):
                left, low, right, top = item.get_bounds()
                if item.type == pdfium.FPDF_PAGEOBJ_PATH:
                    if right - left > _RULE and top - low < _THICKEST:
                        rules.append(Rule(left, right, (low + top) / 2))
                    continue
                text, marks = _text(pdfium, item.raw, texts.raw), dict(_marks(pdfium, item.raw))
                text = (marks.get("ActualText") or _SOFT if "ActualText" in marks else text).replace(_SOFT, "")
                if text.strip() and "Artifact" not in marks:
                    size = _size(pdfium, item) or top - low
                    said = " ".join(f"x{readable(text)}x".split())[1:-1]
                    glyphs.append(Glyphs(said, left, item.get_matrix().f, right, size, *_looks(pdfium, item, looks)))
            pages.append((glyphs, rules, page.get_height()))
    return pages
