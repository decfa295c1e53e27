"""Charts: a Chart to SVG, drawn once and kept by content, and an SVG to PNG for formats that need one."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from planverk.document.blocks import Chart
from planverk.document.records import Image, Look
from planverk.formats.build_cache import cached
from planverk.formats.fonts import face, look_fonts

_DPI = 200.0
_PAGE = "#set page(width: auto, height: auto, margin: 0pt)\n"
_NATURAL = '#image("chart.svg")\n'
_FITTED = """#context {
  let size = measure(image("chart.svg"))
  image("chart.svg", width: size.width * calc.min(%spt / size.width, %spt / size.height))
}
"""
"""As large as has room: what an SVG says of its own size may be a dot or a mile."""


def chart_svg(chart: Chart, look: Look, language: str, folder: Path | None) -> bytes:
    """The chart as SVG, 160 mm wide, in the look's colours and type, its numbers written as `language` does.

    The same chart and look give the same bytes. What was drawn before is taken from `folder`, see `cached`.
    """

    def make() -> bytes:
        load_drawing()
        from planverk.formats.drawing import draw

        with look_fonts(look) as paths:
            return draw(chart, look, language, tuple(face(path) for path in paths))

    return cached(folder, f"chart-{_chart_key(chart, look, language)}", make)


ENDINGS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
"""Media types of pictures, and what the names of their files end in."""


def drawn(shown: Chart | Image, look: Look, language: str, folder: Path | None) -> Image:
    """A figure's chart as a picture, or the picture that it has."""
    return shown if isinstance(shown, Image) else Image(chart_svg(shown, look, language, folder), "image/svg+xml", "")


def ending_of(shown: Chart | Image) -> str:
    """What the name of the picture's file ends in."""
    return ENDINGS[shown.media_type] if isinstance(shown, Image) else "svg"


def load_drawing() -> None:
    """Loads what draws charts, once, without the settings that matplotlib looks for in the current folder, the surroundings and the user's home: it
    reads the first file of the name that there is, and one that is damaged, or that never ends, would stop everything."""
    if "matplotlib" in sys.modules:
        return
    own = Path(str(find_spec("matplotlib").submodule_search_locations[0])) / "mpl-data/matplotlibrc"  # type: ignore[union-attr, index]
    before, here = os.environ.get("MATPLOTLIBRC"), _current_folder()
    os.environ["MATPLOTLIBRC"] = str(own)
    os.chdir(own.parent.parent)  # where no file has the name; what is in the current folder comes first of all
    try:
        import planverk.formats.drawing  # noqa: F401
    finally:
        os.environ.pop("MATPLOTLIBRC")
        if before is not None:
            os.environ["MATPLOTLIBRC"] = before
        if here is not None:
            os.chdir(here)


def _current_folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109  # as it is, also where it has no whole path any more
    except OSError:
        return None


def svg_png(svg: bytes, folder: Path | None, room: tuple[float, float] | None = None) -> bytes:
    """The SVG as PNG, 200 dots an inch: in its own size, else as large as has room in so many points along and down. What was drawn before is taken
    from `folder`, see `cached`."""
    page = _PAGE + (_FITTED % room if room else _NATURAL)
    key = sha256(b"\n".join((version("typst").encode(), str(_DPI).encode(), page.encode(), svg))).hexdigest()
    return cached(folder, f"png-{key}", lambda: _png(svg, page))


def _png(svg: bytes, page: str) -> bytes:
    from tempfile import TemporaryDirectory

    import typst

    with TemporaryDirectory(prefix="planverk-png-") as name:
        root = Path(name)
        (root / "chart.svg").write_bytes(svg)
        (root / "main.typ").write_text(page, encoding="utf-8")
        png: bytes = typst.compile(root / "main.typ", root=root, format="png", ppi=_DPI, ignore_system_fonts=True)
    return png


def _chart_key(chart: Chart, look: Look, language: str) -> str:
    """A hash of all that the drawing depends on: the chart, the look but its logo, the language, matplotlib, and the code that draws."""
    fonts = [sha256(data).hexdigest() for data in look.font_files]
    code = sha256(files("planverk.formats").joinpath("drawing.py").read_bytes()).hexdigest()
    parts = (chart, replace(look, logo=None, font_files=(), word_template=b""), fonts, language, version("matplotlib"), code)
    return sha256(repr(parts).encode()).hexdigest()
