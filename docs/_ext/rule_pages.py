"""Makes the page of each rule in each language, as `planverk explain` prints it, and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from planverk.catalogue import LANGUAGES, load_words
from planverk.rules.packs.suicide_prevention.unsafe_wording import wordings
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules
from written import heading, write_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FOLDERS = {"nb": "handbok/regler", "nn": "handbok/reglar", "en": "reference/rules"}
"""Where the pages in each language stand."""

WORDS = {
    "nb": {
        "title": "Reglene",
        "intro": "Hver regel har ett navn, som den beholder. Alvoret er det som står her, hvis ikke "
        "``planverk.toml`` gir regelen et annet under ``[severity]``. "
        "«planverk explain NAVN» viser den samme siden i et terminalvindu. "
        "Eksemplene på sidene viser bare linjene som endres; «…» står for det som er utelatt.",
        "severity": "Alvor",
        "pack": "Regelpakke",
        "says": "Det funnet sier",
        "list": "Listen",
    },
    "nn": {
        "title": "Reglane",
        "intro": "Kvar regel har eitt namn, som han held på. Alvoret er det som står her, om ikkje "
        "``planverk.toml`` gir regelen eit anna under ``[severity]``. "
        "«planverk explain NAMN» viser den same sida i eit terminalvindauge. "
        "Døma på sidene viser berre linjene som blir endra; «…» står for det som er utelate.",
        "severity": "Alvor",
        "pack": "Regelpakke",
        "says": "Det funnet seier",
        "list": "Lista",
    },
    "en": {
        "title": "Rules",
        "intro": "Every rule has one name for life. Its severity is the one given here unless "
        "``planverk.toml`` gives it another under ``[severity]``. "
        "``planverk explain NAME`` prints the same page in a terminal. "
        "The examples on the pages show only the lines that change; “…” stands for what is left out.",
        "severity": "Severity",
        "pack": "Pack",
        "says": "What it says",
        "list": "The list",
    },
}

ORPHAN = ":orphan:\n\n"
"""The list leads to the pages. In a toctree each would stand in the side navigation of all: work that grows with their square."""

THEMES = {
    "reading": {"nb": "Hva som kan leses", "nn": "Kva som kan lesast", "en": "What can be read at all"},
    "model": {"nb": "Felt og verdier", "nn": "Felt og verdiar", "en": "Fields and their values"},
    "links": {"nb": "Hva som viser til hva", "nn": "Kva som viser til kva", "en": "What refers to what"},
    "prose": {
        "nb": "Overskrifter, tabeller, figurer og lenker",
        "nn": "Overskrifter, tabellar, figurar og lenkjer",
        "en": "Headings, tables, figures and links",
    },
    "time": {"nb": "Datoer og perioder", "nn": "Datoar og periodar", "en": "Dates and periods"},
    "hearing": {"nb": "Høringen", "nn": "Høyringa", "en": "The hearing"},
    "privacy": {"nb": "Personer", "nn": "Personar", "en": "Persons"},
    "theme": {"nb": "Farger, skrift og logo", "nn": "Fargar, skrift og logo", "en": "Colours, fonts and logo"},
    "waivers": {"nb": "Unntak", "nn": "Unntak", "en": "Waivers"},
}
"""Every theme in order, with its heading; a folder in rules/ that is missing here fails the build. Packs come after."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the pages before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    rules = list(all_rules().values())
    for language in LANGUAGES:
        pages = {rule.name: rule_page(rule, language) for rule in rules}
        write_pages(Path(app.srcdir) / FOLDERS[language], pages | {"index": list_page(rules, language)})


def rule_page(rule: Rule, language: str) -> str:
    """What the rule is called, how much it weighs, what it says, and its manual."""
    words = WORDS[language]
    facts = f":{words['severity']}: {rule.severity.value}\n" + (f":{words['pack']}: {rule.pack}\n" if rule.pack else "")
    said = f"``{rule.message(load_words('rules', language))}``\n"
    listed = _list_of_wordings(words["list"]) if rule.name == "unsafe-wording" else ""
    return ORPHAN + heading(rule.name) + facts + "\n" + page_of(rule, language).text + "\n\n" + heading(words["says"], "-") + said + listed


def _list_of_wordings(title: str) -> str:
    """The list that the rule goes by, for those who review it: in Norwegian, as it is about Norwegian."""
    cells = ((row.example, row.write["nb"], row.why["nb"], row.severity.value, row.source) for row in wordings())
    rows = "".join("   * - " + "\n     - ".join(row) + "\n" for row in cells)
    titles = "   * - Ordvalg\n     - Skriv heller\n     - Grunn\n     - Alvor\n     - Kilde\n"
    return "\n" + heading(title, "-") + ".. list-table::\n   :header-rows: 1\n   :widths: 20 22 30 8 20\n\n" + titles + rows


def list_page(rules: list[Rule], language: str) -> str:
    """The rules by theme, those of packs last, each with the first sentence of its manual."""
    order = list(THEMES)
    unknown = {rule.theme for rule in rules} - {*order, "packs"}
    if unknown:
        raise ValueError(f"docs/_ext/rule_pages.py has no heading for the themes {sorted(unknown)}")
    arranged = sorted(rules, key=lambda rule: (rule.pack, -1 if rule.pack else order.index(rule.theme), rule.name))
    body = "".join(_group(title, group, language) for title, group in groupby(arranged, lambda rule: _title(rule, language)))
    return heading(WORDS[language]["title"]) + WORDS[language]["intro"] + "\n\n" + body


def _title(rule: Rule, language: str) -> str:
    return f"{WORDS[language]['pack']}: {rule.pack}" if rule.pack else THEMES[rule.theme][language]


def _group(title: str, rules: Iterator[Rule], language: str) -> str:
    rows = "".join(f"   * - :doc:`{rule.name}`\n     - {rule.severity.value}\n     - {page_of(rule, language).first}\n" for rule in rules)
    return heading(title, "-") + ".. list-table::\n   :widths: 32 10 58\n\n" + rows + "\n"
