"""The check of contrast: every run of text against its ground, one finding for each pair of colours in a style."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.word.contrast import Look, Looks
from planverk.word.fault import Fault, Place
from planverk.word.names import value, w
from planverk.word.reading import Reading
from planverk.word.styles import is_hidden


def check(reading: Reading) -> Iterator[Fault]:
    """Text that can't be told well from its ground."""
    looks = Looks(reading)
    counts: dict[tuple[str, str, str, float], int] = {}
    places: dict[tuple[str, str, str, float], tuple[Place, Look]] = {}
    for paragraph in reading.paragraphs:
        for run in paragraph.element.iter(w("r")):
            if not any((text.text or "").strip() for text in run.iter(w("t"))):
                continue
            look = looks.of(run, paragraph)
            if look.ratio >= look.needed or is_hidden(run, paragraph.element, reading.styles):
                continue
            style = value(run, "rPr", "rStyle") or paragraph.style
            key = (look.ink, look.ground, style, look.needed)
            counts[key] = counts.get(key, 0) + 1
            places.setdefault(key, (paragraph.place, look))
    for key, (place, look) in places.items():
        yield Fault("contrast-low", place, _facts(look, reading.styles.name(key[2]), counts[key]))


def _facts(look: Look, style: str, count: int) -> dict[str, str]:
    """The numbers: a ratio is cut, not rounded, so that 4.49 never reads 4.5."""
    ratio = f"{int(look.ratio * 100) / 100:.2f}"
    return {"ink": f"#{look.ink}", "ground": f"#{look.ground}", "ratio": ratio, "needed": f"{look.needed:g}", "style": style, "count": str(count)}
