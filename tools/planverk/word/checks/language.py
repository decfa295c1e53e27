"""Checks of language: which one the file says it is in, and whether the words agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from planverk.word.fault import Fault, Place
from planverk.word.names import w
from planverk.word.reading import Paragraph, Reading
from planverk.word.styles import run_properties

_FEWEST = 12
"""Words that a paragraph must have before its language is guessed."""
_SIGNS = {
    language: frozenset(words.split())
    for language, words in (
        ("no", "og ikke ikkje er av på for som med til det den vi kan skal har eller fra frå ved"),
        ("en", "the of and to in is that with are be this by or from as which not will can have"),
    )
}
"""Small words that give a language away."""
_WORD = re.compile(r"[^\W\d_]+")
_FAMILY = {"nb": "no", "nn": "no", "no": "no", "en": "en"}


def declared(reading: Reading) -> Iterator[Fault]:
    """The language of the whole text, in the defaults of the styles or in the default style."""
    defaults = reading.styles.defaults
    found = None if defaults is None else defaults.find(w("lang"))
    plain = next((each for each in reading.body[:1] if each.element.find(f"{w('pPr')}/{w('pStyle')}") is None), None)
    if found is None and (normal := reading.styles.chain(plain.style if plain else "Normal")):
        found = normal[0].find(f"{w('rPr')}/{w('lang')}")
    told = "" if found is None else found.get(w("val"), "").strip()
    if told in ("", "x-none") and any(_language(each, reading) in ("", "x-none") for each in reading.body if each.text.strip()):
        styles = reading.package.one("styles")
        yield Fault("language-missing", Place(styles[0] if styles else reading.package.main))


def agrees(reading: Reading) -> Iterator[Fault]:
    """Norwegian paragraphs that say they are English, and the other way round: one finding for each of the two, at the first."""
    wrong: dict[tuple[str, str], list[Paragraph]] = defaultdict(list)
    for paragraph in reading.paragraphs:
        language = _language(paragraph, reading)
        seems = _seems(paragraph.text)
        if seems and language and _FAMILY.get(language.partition("-")[0].lower(), "") not in ("", seems):
            wrong[language, seems].append(paragraph)
    for (language, seems), paragraphs in wrong.items():
        yield paragraphs[0].fault("language-mismatch", language=language, seems=seems, count=len(paragraphs))


def _language(paragraph: Paragraph, reading: Reading) -> str:
    """The language of the paragraph's longest run with text."""
    runs = [run for run in paragraph.element.iter(w("r")) if run.find(w("t")) is not None]
    if not runs:
        return "-"
    longest = max(runs, key=lambda run: len(run.findtext(w("t")) or ""))
    sources = [*run_properties(longest, paragraph.element, reading.styles)]
    sources += [] if reading.styles.defaults is None else [reading.styles.defaults]
    found = (each.find(w("lang")) for each in sources)
    return next((each.get(w("val"), "") for each in found if each is not None and each.get(w("val"))), "")


def _seems(text: str) -> str:
    """The language that the small words give away; "" where there are too few words, or where they do not agree."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {language: sum(word in signs for word in words) for language, signs in _SIGNS.items()}
    best, other = sorted(counts, key=lambda language: counts[language], reverse=True)
    return best if len(words) >= _FEWEST and counts[best] >= 4 and counts[best] >= 5 * counts[other] else ""
