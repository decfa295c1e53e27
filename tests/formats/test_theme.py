"""A theme: its colours can be read or are refused with the numbers, its files can be trusted, and all outputs look as it says, the same each time."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from struct import pack

import matplotlib
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from planverk.catalogue import load_words
from planverk.colors import PAIRS, contrast, nearest_that, palette
from planverk.diagnostics import Diagnostic
from planverk.document.document import Document
from planverk.document.records import Look
from planverk.formats.docx import render as render_docx
from planverk.formats.html import render as render_html
from planverk.formats.html.theme import dark_of, light
from planverk.formats.pdf import render as render_pdf
from planverk.model.settings import COLOURS
from planverk.source.font import LETTERS, FontFault, check_outside, examine, read_font
from planverk.source.picture import LARGEST_SIDE, PictureFault, check_picture
from planverk.source.svg import MOST_ELEMENTS
from tests.examples import check_files
from tests.support import copied, document_of

FONTS = Path(matplotlib.get_data_path()) / "fonts/ttf"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path d="M30 4 56 30 30 56 4 30Z" fill="#7a0c2e"/></svg>'
THEME = """
[theme]
ink = "#241a1e"
primary = "#7a0c2e"
tint = "#f8f0f2"
accent = "#0b5a4a"
secondary = "#5f4f55"
hairline = "#94818a"
cover_colour = "#d9a441"
cover_line = "Kultur og friluftsliv"
footer = "Fjellvik kommune, Torget 1"
font_family = "DejaVu Serif"
font_files = ["tema/DejaVuSerif.ttf", "tema/DejaVuSerif-Bold.ttf"]
logo = "tema/logo.svg"
logo_alternative = "Ei rute"
"""
LATIN = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def found(theme: str, files: Mapping[str, bytes] | None = None) -> list[Diagnostic]:
    """What is said about planverk.toml with a theme."""
    said = check_files({"planverk.toml": f"[theme]\n{theme}\n".encode(), **(files or {})})
    return [diagnostic for diagnostic in said if diagnostic.location.path == "planverk.toml"]


# --- colours


def test_the_neutral_colours_can_be_read() -> None:
    colours = palette({})
    assert {pair: contrast(colours[pair.colour], colours[pair.ground]) for pair in PAIRS if _lacks(pair.colour, pair.ground, pair.needed)} == {}


def _lacks(colour: str, ground: str, needed: float) -> bool:
    return contrast(palette({})[colour], palette({})[ground]) < needed


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.478), ("#0000ff", "#ffff00", 8.002)])
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.001)


@settings(max_examples=60, deadline=None)
@given(chosen=st.dictionaries(st.sampled_from(COLOURS), LATIN, min_size=1, max_size=4))
def test_a_palette_is_refused_where_a_pair_lacks_contrast_and_nowhere_else(chosen: dict[str, str]) -> None:
    colours = palette(chosen)
    lacking = any(contrast(colours[pair.colour], colours[pair.ground]) < pair.needed for pair in PAIRS)
    said = found("\n".join(f'{name} = "{colour}"' for name, colour in chosen.items()))
    assert {diagnostic.rule for diagnostic in said} == ({"unreadable-colour"} if lacking else set())
    lines = [diagnostic.location.span.start.line for diagnostic in said]
    assert len(lines) == len(set(lines)), "one fault, one finding"


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(COLOURS), colour=LATIN)
def test_the_colour_that_a_finding_names_passes(name: str, colour: str) -> None:
    for diagnostic in found(f'{name} = "{colour}"'):
        (meant,) = re.findall("#[0-9a-f]{6}", diagnostic.hints[0])
        assert found(f'{name} = "{meant}"') == []


def test_a_finding_has_the_numbers() -> None:
    (said,) = found('accent = "#cc8866"')
    assert said.message == "fargen accent #cc8866 har for liten kontrast mot tint #eef3f5: 2,5 til 1, og den må være minst 4,5 til 1"
    (said,) = found('cover_colour = "#888888"')
    assert said.message == "fargen cover_colour #888888 har for liten kontrast mot ink #1b2328: 4,4 til 1, og den må være minst 4,5 til 1"
    assert found('cover_colour = "#888888"\ncover = "plain"') == []


def test_what_no_shade_can_mend_is_said() -> None:
    assert nearest_that("#777777", lambda _: False) is None
    said = found('ink = "#777777"\nprimary = "#777777"\npaper = "#777777"')
    assert {diagnostic.rule for diagnostic in said} == {"unreadable-colour"}
    assert any("velg også en annen farge på «paper»" in hint for diagnostic in said for hint in diagnostic.hints)


@settings(max_examples=60, deadline=None)
@given(chosen=st.dictionaries(st.sampled_from(COLOURS), LATIN, max_size=7))
def test_dark_colours_can_be_read_whatever_passes_in_the_light(chosen: dict[str, str]) -> None:
    colours = palette(chosen)
    if any(contrast(colours[pair.colour], colours[pair.ground]) < pair.needed for pair in PAIRS):
        chosen = {name: colour for name, colour in chosen.items() if name == "hairline" and contrast(colour, "#eef3f5") >= 3}
    look = replace(Look(), **{name: colours[name] for name in chosen})  # type: ignore[arg-type]
    for scheme in (light(look), dark_of(look)):
        for ground in (scheme.paper, scheme.tint):
            for text in (scheme.ink, scheme.secondary, scheme.primary, scheme.accent):
                assert contrast(text, ground) >= 4.5
            assert contrast(scheme.hairline, ground) >= 3
        assert contrast(scheme.on_primary, scheme.primary) >= 4.5


# --- fonts


@cache
def serif(name: str = "DejaVuSerif.ttf") -> bytes:
    return (FONTS / name).read_bytes()


def changed(**tables: object) -> bytes:
    """The font with another value in its OS/2 table."""
    font = TTFont(io.BytesIO(serif()), recalcTimestamp=False)
    for name, value in tables.items():
        setattr(font["OS/2"], name, value)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def cut(text: str) -> bytes:
    font = TTFont(io.BytesIO(serif()))
    subsetter = Subsetter(Options(name_IDs=["*"]))
    subsetter.populate(text=text)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(FontFault) as fault:
        read_font(data)
    return str(fault.value)


def test_a_font_tells_its_family_and_what_it_lacks() -> None:
    assert read_font(serif()).families == ("DejaVu Serif",) and read_font(serif()).lacking == ""
    assert read_font(cut(LETTERS.translate({ord("ø"): None, ord("Å"): None}))).lacking == "Åø"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "why-font-format"),
        (b"wOF2" + bytes(100), "why-font-web"),
        (b"ttcf" + bytes(100), "why-font-collection"),
        (b"%PDF-1.7", "why-font-format"),
        (b"OTTO", "why-font-damaged"),
        (b"\0\1\0\0\xff\xff" + bytes(100), "why-font-damaged"),
    ],
)
def test_what_is_no_font_is_refused(data: bytes, why: str) -> None:
    assert refusal(data) == why


def test_a_font_that_may_not_be_embedded_is_refused() -> None:
    assert refusal(changed(fsType=0x0002)) == "why-font-rights"
    assert refusal(changed(fsType=0x0200)) == "why-font-rights"
    assert read_font(changed(fsType=0x0004)).lacking == ""  # to be viewed and printed
    assert read_font(changed(fsType=0x0008)).lacking == ""


def test_a_variable_font_is_refused() -> None:
    assert refusal(serif().replace(b"GPOS", b"fvar", 1)) == "why-font-variable"


def test_a_damaged_font_is_refused_and_never_more() -> None:
    chance, good = random.Random(4), serif()
    for _ in range(150):
        data = bytearray(good[: chance.randrange(len(good))] if chance.random() < 0.3 else good)
        for _ in range(chance.randrange(1, 40)):
            if data:
                data[chance.randrange(min(len(data), chance.choice((400, 4_000, len(data)))))] = chance.randrange(256)
        try:
            check_outside(bytes(data))
            examine(bytes(data))
        except FontFault as fault:
            assert str(fault) in load_words("rules", "nb")


def test_fonts_of_a_theme_are_checked() -> None:
    files = {"tema/a.ttf": serif()}
    assert found('font_family = "DejaVu Serif"\nfont_files = ["tema/a.ttf"]', files) == []
    (said,) = found('font_family = "Kommune"\nfont_files = ["tema/a.ttf"]', files)
    assert said.message == "skriftfilen «tema/a.ttf» kan ikke brukes: font_family er ikke navnet på skriften i filen"
    assert said.hints == ('skriv font_family = "DejaVu Serif", som er navnet i filen',)
    (said,) = found('font_family = "Kommune"')
    assert (said.location.span.start.line, said.message) == (2, "skriftfilen «Kommune» kan ikke brukes: ingen fil i font_files har skriften")
    assert found('font_family = "Source Sans Pro"') == []


# --- logos


def svg(inside: str, head: str = 'viewBox="0 0 9 9"', before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{inside}</svg>'.encode()


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">L", len(data)) + name + data + pack(">L", zlib.crc32(name + data))


def png(side: int = 2, ends: bool = True) -> bytes:
    body = chunk(b"IHDR", pack(">LLBBBBB", side, side, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
    return b"\x89PNG\r\n\x1a\n" + body + (chunk(b"IEND", b"") if ends else b"")


@pytest.mark.parametrize(
    "data",
    [
        LOGO,
        png(),
        svg('<style>.a{fill:#123}</style><g><use href="#a"/><path id="a" class="a" d="M0 0h1"/></g>'),
        svg('<path style="filter:none;color-interpolation-filters:linearRGB" filter="none" d="M0 0h1"/>'),
        svg("<!-- ok -->", 'width="9" height="9"'),
    ],
)
def test_a_logo_that_only_draws_is_taken(data: bytes) -> None:
    check_picture(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "format"),
        (b"\xff\xd8\xff\xe0JFIF", "format"),
        (b"<html/>", "format"),
        (b"<svg/>", "format"),
        (b"<svg", "damaged"),
        (svg("", head=""), "size"),
        (svg("<script>1</script>"), "active"),
        (svg('<path onclick="1"/>'), "active"),
        (svg('<a href="#x"/>'), "active"),
        (svg('<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example"/>'), "active"),
        (svg('<h:embed xmlns:h="http://www.w3.org/1999/xhtml" src="https://evil.example"/>'), "active"),
        (svg('<handler xmlns="http://www.w3.org/2001/xml-events">1</handler>'), "active"),
        (svg('<style>path{mask:image-set("https://evil.example" 1x)}</style>'), "active"),
        (svg('<filter id="f"><feGaussianBlur stdDeviation="9999"/></filter><path filter="url(#f)"/>'), "effect"),
        (svg('<path filter="blur(9999)"/>'), "effect"),
        (svg('<path style="fill:red; filter : blur(9999px)"/>'), "effect"),
        (svg("<style>path{filter/**/:blur(9999px)}</style>"), "effect"),
        (svg('<g id="a0"/>' + "".join(f'<g id="a{at + 1}">' + f'<use href="#a{at}"/>' * 10 + "</g>" for at in range(8))), "large"),
        (svg('<g id="a"><use href="#a"/></g>'), "large"),
        (svg('<g id="a"><use href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'), "large"),
        (svg('<use xlink:href="https://evil.example/x.svg#a"/>'), "active"),
        (svg('<use href="data:image/svg+xml,x"/>'), "active"),
        (svg('<image href="#x"/>'), "active"),
        (svg("<foreignObject/>"), "active"),
        (svg('<path fill="url(https://evil.example)"/>'), "active"),
        (svg("<path style=\"fill:url('//evil.example')\"/>"), "active"),
        (svg("<path style=\"fill:u\\72l(x)\"/>"), "active"),
        (svg("<style>@import 'x';</style>"), "active"),
        (svg('<animate attributeName="href"/>'), "active"),
        (svg("<?xml-stylesheet href='x'?>"), "active"),
        (svg("", before="<?xml-stylesheet href='https://evil.example/x.css'?>"), "active"),
        (svg("<text>Kommune</text>"), "text"),
        (svg("", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'), "doctype"),
        (svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'), "doctype"),
        (svg("<g/>" * (MOST_ELEMENTS + 1)), "large"),
        (svg("<g>" * 150 + "</g>" * 150), "large"),
        (svg("<g>" * 5_000 + "</g>" * 5_000), "large"),
        (png(LARGEST_SIDE + 1), "large"),
        (png(0), "large"),
        (png(ends=False), "damaged"),
        (png()[:-20], "damaged"),
        (png().replace(b"IHDR", b"IHDX"), "damaged"),
        (png() + b"more", "damaged"),
    ],
)  # fmt: skip
def test_a_logo_that_is_no_mere_drawing_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(PictureFault) as fault:
        check_picture(data)
    assert str(fault.value) == f"why-picture-{why}"


def test_the_logo_of_a_theme_is_checked() -> None:
    assert found('logo = "tema/logo.svg"', {"tema/logo.svg": LOGO}) == []
    (said,) = found('logo = "tema/logo.svg"', {"tema/logo.svg": svg("<text/>")})
    assert (said.rule, said.location.span.start) == ("unusable-logo", (2, 8))


# --- the outputs


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied("nynorsk", tmp_path_factory.mktemp("themed"))
    (root / "tema").mkdir()
    for name in ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"):
        (root / "tema" / name).write_bytes(serif(name))
    (root / "tema/logo.svg").write_bytes(LOGO)
    (root / "planverk.toml").write_text(THEME, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def document(root: Path) -> Document:
    return document_of(root)


@pytest.fixture(scope="module")
def pdf(document: Document, keep: Path) -> bytes:
    return render_pdf(document, keep)


@pytest.fixture(scope="module")
def word(document: Document, keep: Path) -> bytes:
    return render_docx(document, keep)


def test_the_theme_reaches_the_document(document: Document) -> None:
    look = document.look
    assert (look.primary, look.cover, look.font_family, len(look.font_files)) == ("#7a0c2e", "#d9a441", "DejaVu Serif", 2)
    assert look.logo is not None and (look.logo.media_type, look.logo.alternative) == ("image/svg+xml", "Ei rute")
    assert (document.cover_line, document.footer) == ("Kultur og friluftsliv", "Fjellvik kommune, Torget 1")


def test_the_pdf_has_the_lines_on_their_pages(pdf: bytes, document: Document) -> None:
    with pypdfium2.PdfDocument(pdf) as read:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in read]
    assert document.cover_line in texts[0] and not any(document.cover_line in text for text in texts[1:])
    assert document.footer not in texts[0] and all(document.footer in text for text in texts[1:])
    with pikepdf.open(io.BytesIO(pdf)) as read:
        fonts = {str(item.FontName).partition("+")[2] for item in read.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item}
    assert fonts == {"DejaVuSerif", "DejaVuSerif-Bold"}


def test_word_has_them_too(word: bytes, document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")}
    assert parts["word/document.xml"].count(document.cover_line) == 1
    assert any(document.footer in text for name, text in parts.items() if "footer" in name)
    assert 'w:fill="D9A441"' in parts["word/styles.xml"] and 'w:val="241A1E"' in parts["word/styles.xml"]


def test_the_site_has_them_too(document: Document, keep: Path) -> None:
    files = render_html(document, keep)
    assert document.cover_line in files["index.html"].decode()
    assert all(
        document.footer in files[page].decode()
        for page in files
        if page.endswith("index.html") and 'http-equiv="refresh"' not in files[page].decode()
    )
    assert files == render_html(document, None)


def test_the_same_bytes_twice(document: Document, pdf: bytes, word: bytes) -> None:
    assert render_pdf(document, None) == pdf
    assert render_docx(document, None) == word


def test_a_plain_cover_has_no_band(document: Document, keep: Path) -> None:
    plain = replace(document, look=replace(document.look, cover=""))
    with zipfile.ZipFile(io.BytesIO(render_docx(plain, keep))) as package:
        assert "D9A441" not in package.read("word/styles.xml").decode()
    with pypdfium2.PdfDocument(render_pdf(plain, keep)) as read:
        picture = read[0].render(scale=0.2).to_numpy()
    assert (picture[-2] == 255).all()
