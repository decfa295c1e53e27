"""Logos and fonts that are made to hang, grow or break what prints them: `check` says so in time, and all outputs are given the same answer."""

from __future__ import annotations

import resource
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.misc.psCharStrings import T2CharString  # type: ignore[import-untyped]
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph  # type: ignore[import-untyped]

from planverk import bounded as room
from planverk.bounded import MEMORY, Overrun, bounded
from planverk.cli import WRONG_CALL, main
from planverk.document.theme import compose_look
from planverk.files import kept_file
from planverk.formats.charts import svg_png
from planverk.reading.cache import remembered
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.source.cff import DEEPEST_CALLS, cff_in_bounds
from planverk.source.font import LETTERS, MOST_PARTS, FontFault, examine, read_font
from planverk.source.picture import LARGEST_EXTRA, MOST_PIXELS, SIGNATURE, PictureFault, check_picture
from planverk.source.svg import LONGEST_PATHS, MOST_ELEMENTS
from tests.overrunning import around, fail, grow, hang, talk
from tests.support import copied

# --- pictures that grow


def svg(inside: str, head: str = 'viewBox="0 0 9 9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{inside}</svg>'.encode()


SHAPE = '<path d="M1 1h7v7H1z"/>'
LEVELS = 12


def nested(tag: str, use: str, shape: str = SHAPE) -> str:
    """Elements that each use the one before ten times."""
    inner = "".join(f'<{tag} id="n{at}">{f"<g {use % (at - 1)}>{shape}</g>" * 10 if at else shape}</{tag}>' for at in range(LEVELS))
    return f"{inner}<g {use % (LEVELS - 1)}>{shape}</g>"


GROWING = {
    "clip paths": nested("clipPath", 'clip-path="url(#n%d)"'),
    "masks": nested("mask", 'mask="url(#n%d)"'),
    "masks by style": nested("mask", "style=\"mask:url('#n%d')\""),
    "patterns": nested("pattern", 'fill="url(#n%d)"'),
    "strokes": nested("pattern", 'stroke="url(#n%d)"'),
    "symbols": "".join(f'<symbol id="n{at}">' + (f'<use href="#n{at - 1}"/>' * 10 if at else SHAPE) + "</symbol>" for at in range(LEVELS))
    + f'<use xlink:href="#n{LEVELS - 1}"/>',
    "a class of a style sheet": "<style>.a,b{clip-path : url( '#n11' )}</style>" + nested("clipPath", 'clip-path="url(#n%d)"') + '<g class="b a"/>',
    "a kind in a style sheet": "<style>g > path{mask:url(#m)}</style>" + f'<mask id="m">{SHAPE * 200}</mask><g>{SHAPE * 200}</g>',
    "a mask of itself": f'<mask id="m"><g mask="url(#m)">{SHAPE}</g></mask><g mask="url(#m)">{SHAPE}</g>',
    "a long outline used often": f'<path id="a" d="M0 0{"l1 1" * 5_000}"/>' + '<use href="#a"/>' * (LONGEST_PATHS // 20_000 + 1),
    "many elements": "<g/>" * MOST_ELEMENTS,
}  # fmt: skip


@pytest.mark.parametrize("inside", GROWING.values(), ids=GROWING)
def test_what_a_picture_draws_again_and_again_is_counted_before_it_is_drawn(inside: str) -> None:
    def never(function: Callable[[bytes], bytes], data: bytes) -> bytes:
        raise AssertionError("it was drawn")

    with pytest.raises(PictureFault, match="why-picture-large"):
        check_picture(svg(inside), never)


PRINTED = {
    "an export of a drawing program": """<defs><style>.cls-1{fill:url(#lg);}.cls-2{fill:none;}.cls-3{clip-path:url(#cp);}stop{stop-opacity:1}
      </style><linearGradient id="lg"><stop offset="0" stop-color="red"/><stop offset="1" class="cls-2"/></linearGradient><clipPath id="cp"><rect
      class="cls-2" width="9" height="9"/></clipPath></defs><g class="cls-3"><path class="cls-1" d="M1 1h7v7z"/></g>""",
    "a gradient of nothing": '<radialGradient id="a" r="-1" fx="nan"><stop offset="1e38"/></radialGradient><path d="M0 0h9v9z" fill="url(#a)"/>',
    "a mask of no size": f'<mask id="a" width="0" height="-4">{SHAPE}</mask><g mask="url(#a)">{SHAPE}</g>',
    "a tiny pattern": f'<pattern id="a" width="1e-30" height="1e-30">{SHAPE}</pattern><path fill="url(#a)" d="M0 0h9v9z"/>',
    "a matrix of zeros": f'<g transform="matrix(0 0 0 0 0 0)">{SHAPE}</g>',
    "endless dashes": '<path d="M0 0h9v9" stroke="red" stroke-dasharray="1e-9 1e-9"/>',
}


@pytest.mark.parametrize("inside", PRINTED.values(), ids=PRINTED)
def test_what_the_check_takes_is_drawn_for_word_too(inside: str) -> None:
    check_picture(svg(inside))
    assert svg_png(svg(inside), None, (170.0, 68.0)).startswith(SIGNATURE)


@pytest.mark.parametrize("head", ['viewBox="0 0 1e-38 1e-38"', 'viewBox="0 0 1e9 1e-9"', 'width="1" height="1e30"'])
def test_a_picture_that_breaks_the_typesetter_is_a_finding(head: str) -> None:
    with pytest.raises(PictureFault, match="why-picture-undrawable"):
        check_picture(svg(SHAPE, head))


@pytest.mark.parametrize("head", ['width="1e9" height="1e9"', 'viewBox="0 0 0.001 0.001"', 'width="100%" height="100%"'])
def test_a_logo_is_as_large_in_word_as_there_is_room_whatever_it_says(head: str) -> None:
    check_picture(svg(SHAPE, head))
    wide, high = (int.from_bytes(svg_png(svg(SHAPE, head), None, (170.0, 68.0))[at : at + 4]) for at in (16, 20))
    assert 100 < max(wide, high) < 500


# --- PNG


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">L", len(data)) + name + data + pack(">L", zlib.crc32(name + data))


def png(side: int = 2, depth: int = 8, colour: int = 0, *, pixels: bytes | None = None, before: tuple[bytes, bytes] | None = None) -> bytes:
    """A picture of `side` by `side` dots, one byte each."""
    body = zlib.compress(b"\0".join([b""] + [bytes(side)] * side)) if pixels is None else pixels
    head = chunk(b"IHDR", pack(">LLBBBBB", side, side, depth, colour, 0, 0, 0))
    return SIGNATURE + head + (chunk(*before) if before else b"") + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@cache
def bomb() -> bytes:
    """300 MB of zeros, packed: each megabyte is the same bytes."""
    count, packing = 300, zlib.compressobj(9, wbits=-15)
    megabyte = packing.compress(bytes(1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + megabyte * count + b"\3\0" + pack(">L", (count << 20) % 65521 << 16 | 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(depth=3), "damaged"),
        (png(colour=5), "damaged"),
        (png(colour=3), "damaged"),
        (png(colour=3, before=(b"PLTE", b"\0")), "damaged"),
        (png(colour=3, before=(b"PLTE", bytes(3 * 257))), "damaged"),
        (png(pixels=zlib.compress(bytes(6))[:-5]), "damaged"),
        (png(pixels=zlib.compress(bytes(5))), "damaged"),
        (png(pixels=zlib.compress(bytes(7))), "damaged"),
        (png(pixels=b"\x78\x9c\xff\xff\xff"), "damaged"),
        (png(pixels=b""), "damaged"),
        (png(pixels=bomb()), "damaged"),
        (png(pixels=zlib.compress(b"\x09\0\0\x09\0\0")), "undrawable"),
        (png(before=(b"NEWS", b"")), "damaged"),
        (png(before=(b"iCCP", b"x\0\0" + bomb())), "large"),
        (png(before=(b"zTXt", b"x\0\0" + bomb())), "large"),
        (png(before=(b"iTXt", b"x\0\1\0\0\0" + bomb())), "large"),
        (png(before=(b"tEXt", bytes(LARGEST_EXTRA + 1))), "large"),
        (png(before=(b"iCCP", b"x\0\0damaged")), "damaged"),
        (png(int(MOST_PIXELS**0.5) + 1, pixels=b""), "large"),
    ],
)
def test_a_png_that_is_not_whole_or_that_grows_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PictureFault) as fault:
        check_picture(data)
    assert str(fault.value) == f"why-picture-{why}"


@pytest.mark.parametrize("data", [png(), png(colour=3, before=(b"PLTE", bytes(3))), png(before=(b"iCCP", b"x\0\0" + zlib.compress(bytes(128))))])
def test_a_whole_png_is_taken(data: bytes) -> None:
    check_picture(data)


def test_no_damage_of_a_png_is_more_than_a_finding() -> None:
    good = png(9)
    for at in range(len(good)):
        for data in (good[:at], good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :]):
            with pytest.raises(PictureFault):
                check_picture(data)


# --- fonts


def names() -> list[str]:
    return [".notdef", *(f"g{at}" for at in range(len(LETTERS)))]


def square(pen: object) -> object:
    for name, *points in (("moveTo", (0, 0)), ("lineTo", (0, 500)), ("lineTo", (500, 500)), ("lineTo", (500, 0)), ("closePath",)):
        getattr(pen, name)(*points)
    return pen


def font(shapes: dict[str, object], kind: str = "glyf") -> bytes:
    builder = FontBuilder(1000, isTTF=kind == "glyf")
    builder.setupGlyphOrder(list(shapes))
    builder.setupCharacterMap({ord(letter): f"g{at}" for at, letter in enumerate(LETTERS)})
    if kind == "glyf":
        builder.setupGlyf(shapes)
    else:
        builder.setupCFF("Bombe", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(shapes, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bombe", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def simple() -> dict[str, object]:
    return {name: square(TTGlyphPen(None)).glyph() for name in names()}  # type: ignore[attr-defined]


def outlines() -> dict[str, object]:
    """Shapes of the other sort, as in an OTF."""
    return {name: square(T2CharStringPen(600, None)).getCharString() for name in names()}  # type: ignore[attr-defined]


def with_parts(parts: dict[int, list[int]]) -> bytes:
    """The font in which some letters are made of others, by the bytes: fontTools would draw them all to write the font."""
    read = TTFont(BytesIO(font(simple())), recalcBBoxes=False)
    for at, listed in parts.items():
        more = [0x22] * (len(listed) - 1) + [0x02]
        read["glyf"].glyphs[f"g{at}"] = Glyph(
            pack(">5h", -1, 0, 0, 0, 0) + b"".join(pack(">HHbb", *each, 0, 0) for each in zip(more, listed, strict=True))
        )
    out = BytesIO()
    read.save(out)
    return out.getvalue()


def composite(levels: int, width: int) -> bytes:
    """A font in which each letter is made of the one before, so many times."""
    return with_parts({at: [at] * width for at in range(1, levels + 1)})  # .notdef has number 0, so that each has that of the letter before


def test_a_font_whose_letters_are_made_of_each_other_is_taken_within_bounds() -> None:
    assert read_font(font(simple())).families == ("Bombe",)
    assert read_font(composite(3, 5)).lacking == ""


@pytest.mark.parametrize(("levels", "width"), [(30, 4), (12, 12), (2, MOST_PARTS), (20, 1), (60, 2)])
def test_a_font_whose_letters_multiply_is_refused_before_anything_draws_them(levels: int, width: int) -> None:
    def never(function: Callable[[bytes], bytes], data: bytes) -> bytes:
        raise AssertionError("it was drawn")

    with pytest.raises(FontFault, match="why-font-damaged"):
        read_font(composite(levels, width), never)


def test_a_letter_made_of_itself_is_refused() -> None:
    for parts in ({1: [2]}, {1: [3], 2: [2]}):
        with pytest.raises(FontFault, match="why-font-damaged"):
            read_font(with_parts(parts))


def with_pieces(levels: int, width: int, last: Sequence[object] = (1, 1, "rlineto"), shape: Sequence[object] = (0, "callsubr", "endchar")) -> bytes:
    """A font with outlines of the other sort, in which each letter calls a piece of outline that calls the next one, so many times on each level. A
    whole number before a call is that of the piece."""
    from fontTools.cffLib import SubrsIndex  # type: ignore[import-untyped]

    def program(steps: Sequence[object]) -> list[object]:
        calls = [step == "callsubr" for step in [*steps[1:], ""]]
        return [step - 107 if call else step for step, call in zip(steps, calls, strict=True)]  # type: ignore[operator]

    read = TTFont(BytesIO(font(outlines(), "CFF ")), recalcBBoxes=False)
    top = read["CFF "].cff.topDictIndex[0]
    pieces = SubrsIndex()
    for level in range(levels):
        steps = [level + 1, "callsubr"] * width if level < levels - 1 else last
        pieces.append(T2CharString(program=program([*steps, "return"]), private=top.Private))
    top.Private.Subrs = pieces
    for name in names():
        top.CharStrings[name] = T2CharString(program=program([600, 0, 0, "rmoveto", *shape]), private=top.Private)
    out = BytesIO()
    read.save(out)
    return out.getvalue()


def test_a_font_whose_outlines_call_each_other_is_taken_within_bounds() -> None:
    assert examine(with_pieces(3, 5)).families == ("Bombe",)
    assert read_font(font(outlines(), "CFF ")).lacking == ""


@pytest.mark.parametrize(
    "data",
    [
        with_pieces(9, 40),
        with_pieces(3, 100),
        with_pieces(DEEPEST_CALLS + 1, 1),
        with_pieces(1, 1, (0, "callsubr")),
        with_pieces(1, 1, (1, 1, "rlineto") * 4_000),
        with_pieces(1, 1, shape=(0, 0, 0, 0, "endchar")),
    ],
    ids=["many levels", "wide", "deep", "a piece that calls itself", "long", "pairs of pairs"],
)
def test_a_font_whose_outlines_multiply_is_refused_before_anything_draws_them(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not cff_in_bounds(TTFont(BytesIO(data)))
    monkeypatch.setattr("planverk.source.font._lacking", lambda font: pytest.fail("it was drawn"))
    with pytest.raises(FontFault, match="why-font-damaged"):
        examine(data)


def test_all_outlines_of_a_font_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = TTFont(BytesIO(with_pieces(3, 5)))
    assert cff_in_bounds(data)
    monkeypatch.setattr("planverk.source.cff.MOST_STEPS_IN_ALL", 1_000)
    assert not cff_in_bounds(data)


# --- the process of its own


@pytest.mark.parametrize("function", [hang, grow, fail, talk])
def test_a_function_that_goes_beyond_its_bounds_is_stopped(function: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SECONDS", 1)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with pytest.raises(Overrun):
        bounded(function, b"")
    unit = 1 if sys.platform == "darwin" else 1_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit < max(MEMORY, before * unit + 1)


def test_a_bounded_function_sees_nothing_of_its_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATPLOTLIBRC", "/nowhere")
    assert bounded(around, b"!") == b"(['HOME'], [])!"


def test_an_answer_is_remembered_and_an_overrun_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANVERK_CACHE", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert remembered(around, b"1") == b"(['HOME'], [])1"
    with pytest.raises(Overrun):
        remembered(fail, b"1")
    (kept,) = (tmp_path / "planverk/tried").iterdir()
    assert kept_file(kept) == b"(['HOME'], [])1"
    for damage in (b"", kept.read_bytes()[:40], kept.read_bytes() + b"!"):
        kept.write_bytes(damage)
        assert remembered(around, b"1") == b"(['HOME'], [])1"


# --- one answer for all outputs


def test_what_cannot_be_drawn_is_never_drawn_whatever_the_settings_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path / "plan")
    (root / "logo.svg").write_bytes(svg(GROWING["masks"]))
    (root / "planverk.toml").write_text('[severity]\nunusable-logo = "off"\n[theme]\nlogo = "logo.svg"\n', encoding="utf-8")
    look = compose_look(read_plan(read_folder(root))[0])
    assert (look.logo, look.unusable) == (None, ("logo.svg",))
    assert main(["build", "html", "-C", str(root)]) == WRONG_CALL
    assert capsys.readouterr().err.splitlines()[-1] == (
        "planverk: ingenting ble laget, for utgavene kan ikke trykke dette i temaet: logo.svg. «planverk explain unusable-logo» og «planverk explain "
        "unusable-font» sier hva som kreves"
    )
    assert not (root / "build").exists()
