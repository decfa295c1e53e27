"""The anchors of entries and of their parts: of the headings that the author wrote, from their words, and of the parts that every such entry has.

They hold where another heading comes before. Two hyphens stand before a part's name and before a number, and no id and no name has two in a row:
so no anchor of a part is ever that of another entry or part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from unicodedata import normalize

from planverk.ids import words_as_id
from planverk.model.entry import Entry
from planverk.source.prose import Heading, plain

RELATED = "planverk"
"""The name of the part of a goal that tells which plans it builds on."""

TEXT = "tekst"
"""The name of the text of a measure that stands below a table of other columns."""

_DIGEST = 8


def entry_anchor(words: Mapping[str, str], kind: str, name: str) -> str:
    """The anchor of an entry in the language of the words."""
    return f"{words[f'anchor-{kind}']}-{name}"


def part_anchor(anchor: str, name: str) -> str:
    """The anchor of a part of the thing with an anchor."""
    return f"{anchor}--{name}"


def heading_anchors(words: Mapping[str, str], entry: Entry) -> tuple[str, ...]:
    """The anchors of the headings in an entry's text, in order; a name that a heading or a part above has is numbered."""
    anchor, found = entry_anchor(words, entry.kind, entry.id), list[str]()
    seen = Counter((words["anchor-measure"], RELATED) if entry.kind == "goal" else ())
    for heading in entry.prose.blocks:
        if isinstance(heading, Heading):
            name = _name(plain(heading.children))
            seen[name] += 1
            found.append(part_anchor(anchor, name) + (f"--{seen[name]}" if seen[name] > 1 else ""))
    return tuple(found)


def _name(title: str) -> str:
    """The words of a title as an id is written; a part of its hash where nothing is left of them in Latin letters."""
    return words_as_id(title) or sha256(normalize("NFC", title).encode()).hexdigest()[:_DIGEST]
