"""Reads of a logo whether it may stand in the outputs: a PNG or an SVG of a sensible size, whole, that runs and fetches nothing, and that the
typesetter can draw."""

from __future__ import annotations

from planverk.bounded import Overrun, Runner, bounded
from planverk.source.png import SIGNATURE, PngFault, check_png


class PictureFault(Exception):
    """Why a picture cannot be used: the key of the reason's words."""


def check_picture(data: bytes, run: Runner = bounded) -> None:
    """PictureFault, and nothing else, where the bytes are no picture that may stand in the outputs. What is left to draw is counted before anything
    draws it; then it is drawn, once, in a process of its own."""
    if data.startswith(SIGNATURE):
        try:
            check_png(data)
        except PngFault as fault:
            raise PictureFault("why-picture-large" if fault.large else "why-picture-damaged") from None
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_svg(data)
    else:
        raise PictureFault("why-picture-format")
    _try(data, run)


def _check_svg(data: bytes) -> None:
    from planverk.source.svg import SvgFault, check_svg

    try:
        check_svg(data)
    except SvgFault as fault:
        raise PictureFault(str(fault)) from None


def _try(data: bytes, run: Runner) -> None:
    """What the typesetter says of the picture where it stands in a document."""
    from planverk.source.trial import try_picture

    try:
        said = run(try_picture, data)
    except Overrun:
        raise PictureFault("why-picture-undrawable") from None
    if said:
        raise PictureFault("why-picture-undrawable")
