"""undefined-abbreviation: see undefined-abbreviation.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, passages, texts_of
from planverk.rules.prose.placeholder_text import PLACEHOLDER

_LIST = """
AA ADHD AIDS AS CD COVID CV DNA DVD EDB EU EØS FN GPS HIV HMS IKT ISO IT KI KS LHBT MR NATO NAV NRK OECD OK PC PDF PPT SFO SIM SMS SOS SSB TV UNESCO
UNICEF USA USB WC WCAG WHO
"""
KNOWN = frozenset(_LIST.split())
"""Abbreviations that general dictionaries list as words, and names of bodies better known by their letters."""

_ABBREVIATION = re.compile(r"(?<![\w./@#-])[A-ZÆØÅ]{2,6}(?![\w/@#]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_SHOUTED = re.compile(r"(?:\b[A-ZÆØÅ]{2,}\b\W+){2,}\b[A-ZÆØÅ]{2,}\b")


def undefined_abbreviation(plan: Plan) -> Iterator[Hit]:
    """One hit an abbreviation, at the first place in the order of the files."""
    texts = [passage for entry in texts_of(plan) for passage in passages(entry)]
    told: set[str] = set(KNOWN) | _explained(" \n".join(passage.text for passage in texts)) | _registered(plan)
    for passage in texts:
        for name, start, end in _abbreviations(passage):
            if name not in told:
                told.add(name)
                yield hit(passage.at(start, end), Hint("write-out", {"name": name}), name=name)


def _abbreviations(passage: Passage) -> Iterator[tuple[str, int, int]]:
    shouted = [found.span() for found in _SHOUTED.finditer(passage.text)]
    for found in _ABBREVIATION.finditer(passage.text):
        if not _ROMAN.match(found[0]) and not PLACEHOLDER.fullmatch(found[0]) and not any(start <= found.start() < end for start, end in shouted):
            yield found[0], found.start(), found.end()


def _explained(text: str) -> set[str]:
    """Abbreviations in brackets, after their words, or with their words in brackets after them."""
    bracketed = re.findall(r"\((?:forkort\w+ |heretter |heretter kalt )?[«\"]?([A-ZÆØÅ]{2,6})[»\"]?\)", text)
    return {*bracketed, *re.findall(r"\b([A-ZÆØÅ]{2,6}) \([^\W\d_]{3,}", text)}


def _registered(plan: Plan) -> set[str]:
    """Abbreviations in the names of the register's entries."""
    entries: list[Entry] = [*plan.functions.values(), *plan.resources.values(), *plan.plans.values(), *plan.sources.values()]
    names = [value for entry in entries for value in (getattr(entry, "title", ""), getattr(entry, "publisher", ""), getattr(entry, "owner", ""))]
    names += [term for entry in plan.definitions.values() if entry.term for term in (entry.term.nb, entry.term.nn, entry.term.en, *entry.forms)]
    names.append(plan.head.organisation.name if plan.head.organisation else "")
    return {found for name in names if name for found in _ABBREVIATION.findall(name)}
