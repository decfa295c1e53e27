"""Makes the list of what planverk finds in Word files, from the rules and the catalogue that `planverk verify-docx` prints from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from planverk.catalogue import load_words
from planverk.word import RULES
from written import heading, write_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_OURS = "planverk"
INTRODUCTION = """\
What ``planverk verify-docx`` finds, with the severity, what it says, the remedy and the source. The texts are those in bokmål; ``--lang`` gives
them in nynorsk or English. An error keeps somebody from reading, or makes Word refuse or repair the file; a warning does so in most files; a note is
worth knowing.

WCAG is version 2.2, which EN 301 549 (clause 10) applies to documents; names such as F2 and G183 are its techniques.

"""
OURS = """\
A build holds its own Word file to these as well. It also stops at warnings that no author can cause, such as an empty paragraph or a merged cell.

"""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Makes the page before Sphinx looks for sources."""
    app.connect("builder-inited", _write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app: Sphinx) -> None:
    write_pages(Path(app.srcdir) / "reference/word", {"index": page()})


def page() -> str:
    """The two lists: what any file is held to, and what a build adds."""
    any_file = [name for name, rule in RULES.items() if rule.source != _OURS]
    ours = [name for name, rule in RULES.items() if rule.source == _OURS]
    return heading("What is found in Word files") + INTRODUCTION + _table(any_file) + heading("What a build adds", "-") + OURS + _table(ours)


def _table(names: list[str]) -> str:
    words = load_words("word", "nb")
    rows = []
    for name in names:
        said, remedy = _shown(words[name]), _shown(words.get(f"{name}-remedy", words["build-remedy"]))
        source = "" if RULES[name].source == _OURS else f" ({RULES[name].source})"
        rows.append(f"   * - ``{name}``\n     - {RULES[name].weight}\n     - {said}\n     - {remedy}{source}\n")
    titles = "   * - Rule\n     - Severity\n     - Funn\n     - Råd og kilde\n"
    return ".. list-table::\n   :header-rows: 1\n   :widths: 22 8 35 35\n\n" + titles + "".join(rows) + "\n"


def _shown(text: str) -> str:
    """A text of the catalogue with its places as an ellipsis, safe as reStructuredText."""
    return re.sub(r"\{\w+\}", "…", text).replace("*", r"\*").replace("`", r"\`")
