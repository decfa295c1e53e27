"""What a finding about a Word file is: a rule, a place in the text and the facts of its message; and the rules.

An error keeps somebody from reading, or makes Word refuse or repair the file; a warning does so in most files; the rest is worth knowing. WCAG is
version 2.2, which EN 301 549 (clause 10) applies to documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Weight = Literal["error", "warning", "info"]

_QUOTED = 60


class Place(NamedTuple):
    """Where something stands: the part of the package, the headings above it, the number of its paragraph in the part from 1 (0: none), its text."""

    part: str
    headings: tuple[str, ...] = ()
    paragraph: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a Word file. `rule` is a name of `rules.RULES`; `weight` is that of the rule where it is not another."""

    rule: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    weight: Weight | None = None


def quoted(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[: _QUOTED - 1].rstrip() + "…"


class Rule(NamedTuple):
    """A rule's weight, and its source."""

    weight: Weight
    source: str


RULES: dict[str, Rule] = {
    # the file
    "part-broken": Rule("error", "ECMA-376 part 2, 6"),
    "part-repeated": Rule("error", "ECMA-376 part 2, 6.2"),
    "part-without-type": Rule("error", "ECMA-376 part 2, 7.2.3"),
    "target-missing": Rule("error", "ECMA-376 part 2, 6.5"),
    "relationship-missing": Rule("error", "ECMA-376 part 2, 6.5"),
    "order-wrong": Rule("error", "ECMA-376 part 4, wml.xsd"),
    "id-repeated": Rule("error", "ECMA-376 part 1, 17"),
    "bookmark-open": Rule("warning", "ECMA-376 part 1, 17.13.6"),
    "note-missing": Rule("error", "ECMA-376 part 1, 17.11"),
    "note-not-called": Rule("warning", "ECMA-376 part 1, 17.11"),
    "style-missing": Rule("warning", "ECMA-376 part 1, 17.7"),
    "list-missing": Rule("warning", "ECMA-376 part 1, 17.9"),
    "compatibility-mode": Rule("info", "ECMA-376 part 1, 17.15.3"),
    "page-size-missing": Rule("info", "ECMA-376 part 1, 17.6.13"),
    "content-outside": Rule("warning", "ECMA-376 part 2, 6.5"),
    "content-not-read": Rule("warning", "ECMA-376 part 1, 17.17.2"),
    "value-unreadable": Rule("warning", "ECMA-376 part 1, 17.18, 22.9"),
    "changes-left": Rule("info", "ECMA-376 part 1, 17.13.5"),
    "comments-left": Rule("info", "ECMA-376 part 1, 17.13.4"),
    "document-protected": Rule("warning", "WCAG 4.1.2, Microsoft Accessibility Checker"),
    # title and language
    "title-missing": Rule("error", "WCAG 2.4.2"),
    "title-is-file-name": Rule("warning", "WCAG 2.4.2"),
    "language-missing": Rule("error", "WCAG 3.1.1"),
    "language-mismatch": Rule("warning", "WCAG 3.1.1, 3.1.2"),
    # headings and contents
    "headings-missing": Rule("error", "WCAG 1.3.1, 2.4.6, Microsoft Accessibility Checker"),
    "heading-first-too-low": Rule("warning", "WCAG 1.3.1"),
    "heading-skips-level": Rule("error", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    "heading-empty": Rule("error", "WCAG 1.3.1, 2.4.6"),
    "heading-faked": Rule("warning", "WCAG 1.3.1, F2"),
    "contents-empty": Rule("error", "WCAG 2.4.5"),
    "contents-missing": Rule("info", "WCAG 2.4.5"),
    # tables
    "table-header-missing": Rule("error", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    "table-header-empty": Rule("warning", "WCAG 1.3.1"),
    "table-merged": Rule("warning", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    "table-uneven": Rule("warning", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    "table-nested": Rule("warning", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    # pictures
    "alternative-missing": Rule("error", "WCAG 1.1.1, Microsoft Accessibility Checker"),
    "alternative-is-no-text": Rule("error", "WCAG 1.1.1, F30, Microsoft Accessibility Checker"),
    "alternative-automatic": Rule("warning", "WCAG 1.1.1, Microsoft Accessibility Checker"),
    "object-floating": Rule("warning", "WCAG 1.3.2, Microsoft Accessibility Checker"),
    "text-box": Rule("warning", "WCAG 1.3.2"),
    # typed by hand
    "list-faked": Rule("error", "WCAG 1.3.1, F2"),
    "note-faked": Rule("warning", "WCAG 1.3.1"),
    "table-faked": Rule("warning", "WCAG 1.3.1, F33, F34"),
    "paragraph-empty": Rule("warning", "WCAG 1.3.1, Microsoft Accessibility Checker"),
    "spaces-repeated": Rule("info", "WCAG 1.3.2, F33, Microsoft Accessibility Checker"),
    # looks
    "contrast-low": Rule("error", "WCAG 1.4.3, Microsoft Accessibility Checker"),
    "link-by-colour": Rule("warning", "WCAG 1.4.1, G183"),
    "text-blinking": Rule("error", "WCAG 2.2.2"),
    # links and fields
    "link-without-text": Rule("error", "WCAG 2.4.4"),
    "link-text-unclear": Rule("warning", "WCAG 2.4.4, F63"),
    "link-text-address": Rule("info", "WCAG 2.4.4"),
    "link-target-missing": Rule("error", "WCAG 2.4.4"),
    "form-field-unnamed": Rule("error", "WCAG 3.3.2, 4.1.2"),
    # what a build adds to these for its own files
    "file-unreadable": Rule("error", "planverk"),
    "notes-unordered": Rule("error", "planverk"),
    "bookmark-refused": Rule("error", "planverk"),
    "bookmark-lost": Rule("error", "planverk"),
    "words-differ": Rule("error", "planverk"),
    "sign-unseen": Rule("error", "planverk"),
    "row-splits": Rule("error", "planverk"),
    "status-missing": Rule("error", "planverk"),
    "page-number-missing": Rule("error", "planverk"),
    "contents-stale": Rule("error", "planverk"),
    "part-strict": Rule("error", "planverk"),
    "theme-language": Rule("error", "planverk"),
}
"""Every rule, by theme. Names are for life."""
