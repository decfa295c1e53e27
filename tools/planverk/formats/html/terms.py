"""Finds the plan's terms in running text, so that each leads to its meaning the first time that a page uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set

from planverk.document.blocks import Definition

Finder = Callable[[str, Set[str]], Iterator[tuple[str, str]]]
"""From a text and the anchors that are not wanted to runs: the text of each and the anchor of the term that it is, "" for none."""


def term_finder(terms: Mapping[str, Definition]) -> Finder:
    """What finds terms and their inflections as whole words, in small and capital letters; the longest where several begin at one place."""
    anchors = {_folded(form): anchor for anchor, item in reversed(list(terms.items())) for form in item.forms if form.strip()}
    forms = sorted(anchors, key=lambda form: (-len(form), form))
    if not forms:
        return lambda text, without: iter(((text, ""),))
    pattern = re.compile(r"(?<![\w/-])(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + r")(?![\w/-])", re.IGNORECASE)
    return lambda text, without: _runs(text, pattern, anchors, set(without))


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())


def _runs(text: str, pattern: re.Pattern[str], anchors: Mapping[str, str], without: set[str]) -> Iterator[tuple[str, str]]:
    at = 0
    for found in pattern.finditer(text):
        anchor = anchors.get(_folded(found[0]), "")
        if anchor and anchor not in without:
            without.add(anchor)
            yield text[at : found.start()], ""
            yield found[0], anchor
            at = found.end()
    yield text[at:], ""
