"""Tries whether the libraries that print a theme's picture or font can do so. Runs in a process of its own, see `planverk.bounded`."""

from __future__ import annotations

import json
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.source.font import LETTERS, Font, FontFault, examine

_DPI = 200.0
_PAGE = '#set document(title: "x")\n#set text(lang: "nb")\n#set page(width: auto, height: auto, margin: 0pt)\n'
_PICTURE = """#context {
  let size = measure(image("%(name)s"))
  image("%(name)s", width: size.width * calc.min(170pt / size.width, 68pt / size.height), alt: "x")
}
#image("%(name)s", height: 20mm, alt: "x", fit: "contain")
"""
"""As in Word, and as on the cover of the PDF."""
_TYPE = """#let (family, letters) = json("letters.json")
#set text(font: family, fallback: false)
#letters
"""


def try_picture(data: bytes) -> bytes:
    """Nothing where the typesetter draws the picture, as dots and in a PDF; else why not."""
    name = "logo.png" if data.startswith(b"\x89PNG") else "logo.jpg" if data.startswith(b"\xff\xd8") else "logo.svg"
    return _tried({name: data}, _PAGE + _PICTURE % {"name": name})


def try_font(data: bytes) -> bytes:
    """JSON: the families and the letters that the font lacks, where all that prints with it can; else why not."""
    try:
        font = examine(data)
    except FontFault as fault:
        return json.dumps({"why": str(fault)}).encode()
    for attempt in (_drawn, _cut, _set):
        if not attempt(data, font):
            return json.dumps({"why": "why-font-damaged"}).encode()
    return json.dumps({"families": font.families, "lacking": font.lacking}).encode()


def _drawn(data: bytes, font: Font) -> bool:
    """True where the library that draws charts reads every shape."""
    from matplotlib.ft2font import FT2Font

    try:
        shapes = FT2Font(BytesIO(data))
        for number in range(shapes.num_glyphs):
            shapes.load_glyph(number)  # type: ignore[arg-type]  # a name for int that only the stubs have
        shapes.set_text(LETTERS.translate(dict.fromkeys(map(ord, font.lacking))))
    except (RuntimeError, ValueError):
        return False
    return True


def _cut(data: bytes, font: Font) -> bool:
    """True where a smaller font can be made of it, as for the site."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    try:
        whole = TTFont(BytesIO(data), recalcTimestamp=False)
        subsetter = Subsetter(Options(hinting=False, layout_features=["*"], notdef_outline=True))
        subsetter.populate(text=LETTERS)
        subsetter.subset(whole)
        whole.save(BytesIO())
    except Exception:  # as in `examine`
        return False
    return True


def _set(data: bytes, font: Font) -> bool:
    """True where the typesetter sets text in it."""
    letters = LETTERS.translate(dict.fromkeys(map(ord, font.lacking)))
    file = "fonts/font.otf" if data[:4] == b"OTTO" else "fonts/font.ttf"
    return _tried({file: data, "letters.json": json.dumps([font.families[0], letters]).encode()}, _PAGE + _TYPE) == b""


def _tried(given: dict[str, bytes], page: str) -> bytes:
    import typst

    with TemporaryDirectory(prefix="planverk-trial-") as folder:
        root = Path(folder)
        (root / "fonts").mkdir()
        for name, data in {**given, "main.typ": page.encode()}.items():
            (root / name).write_bytes(data)
        compiled = partial(typst.compile, root / "main.typ", root=root, font_paths=[root / "fonts"], ignore_system_fonts=True)
        try:
            compiled(format="png", ppi=_DPI)
            compiled(pdf_standards=["a-2a", "ua-1"])
        except typst.TypstError as fault:
            return fault.message.encode() or b"?"
    return b""
