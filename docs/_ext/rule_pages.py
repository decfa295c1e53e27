"""Makes the page of each rule from its docstring, which `planverk explain` prints as well, and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from planverk.rules.packs.suicide_prevention.unsafe_wording import wordings
from planverk.rules.registry import Rule, all_rules
from written import heading, write_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

INTRODUCTION = """\
Every rule has one name for life. Its severity is the one given here unless ``planverk.toml`` gives it another under ``[severity]``.
``planverk explain NAME`` prints the same page in a terminal.

"""

THEMES = {
    "reading": "What can be read at all",
    "model": "Fields and their values",
    "links": "What refers to what",
    "prose": "Headings, tables, figures and links",
    "time": "Dates and periods",
    "hearing": "The hearing",
    "privacy": "Persons",
    "theme": "Colours, fonts and logo",
    "waivers": "Waivers",
}
"""Every theme in order, with its heading; a folder in rules/ that is missing here fails the build. Packs come after."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the pages before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    rules = list(all_rules().values())
    pages = {rule.name: rule_page(rule) for rule in rules}
    write_pages(Path(app.srcdir) / "reference/rules", pages | {"index": list_page(rules)})


def rule_page(rule: Rule) -> str:
    """What the rule is called, how much it weighs, what it says in each language, and its manual."""
    said = "".join(f"   * - {language}\n     - ``{message}``\n" for language, message in rule.messages.items())
    facts = f":Severity: {rule.severity.value}\n" + (f":Pack: {rule.pack}\n" if rule.pack else "")
    return (
        heading(rule.name)
        + facts
        + "\n"
        + rule.manual.strip()
        + "\n\n"
        + heading("What it says", "-")
        + ".. list-table::\n   :align: left\n   :widths: 10 90\n\n"
        + said
        + (_list_of_wordings() if rule.name == "unsafe-wording" else "")
    )


def _list_of_wordings() -> str:
    """The list that the rule goes by, for those who review it: in Norwegian, as it is about Norwegian."""
    cells = ((row.example, row.write["nb"], row.why["nb"], row.severity.value, row.source) for row in wordings())
    rows = "".join("   * - " + "\n     - ".join(row) + "\n" for row in cells)
    titles = "   * - Ordvalg\n     - Skriv heller\n     - Grunn\n     - Alvor\n     - Kilde\n"
    return "\n" + heading("The list", "-") + ".. list-table::\n   :header-rows: 1\n   :widths: 20 22 30 8 20\n\n" + titles + rows


def list_page(rules: list[Rule]) -> str:
    """The rules by theme, those of packs last, each with the first sentence of its manual."""
    order = list(THEMES)
    unknown = {rule.theme for rule in rules} - {*order, "packs"}
    if unknown:
        raise ValueError(f"docs/_ext/rule_pages.py has no heading for the themes {sorted(unknown)}")
    arranged = sorted(rules, key=lambda rule: (rule.pack, -1 if rule.pack else order.index(rule.theme), rule.name))
    body = "".join(_group(title, group) for title, group in groupby(arranged, _title))
    hidden = ".. toctree::\n   :hidden:\n\n" + "".join(f"   {rule.name}\n" for rule in rules)
    return heading("Rules") + INTRODUCTION + body + hidden


def _title(rule: Rule) -> str:
    return f"Pack: {rule.pack}" if rule.pack else THEMES[rule.theme]


def _group(title: str, rules: Iterator[Rule]) -> str:
    rows = "".join(f"   * - :doc:`{rule.name}`\n     - {rule.severity.value}\n     - {rule.manual.strip().splitlines()[0]}\n" for rule in rules)
    return heading(title, "-") + ".. list-table::\n   :widths: 32 10 58\n\n" + rows + "\n"
