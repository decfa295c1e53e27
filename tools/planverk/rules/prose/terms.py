"""Terms and abbreviations that the register does not know, or spells otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Replacement
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, outside_quotes, passages, texts_of
from planverk.rules.prose.markup import PLACEHOLDER
from planverk.rules.spellings import Register, Spelling
from planverk.rules.word_index import Sought
from planverk.rules.wordings import cited_titles, is_own, own_passages

_LIST = """
AA ADHD AIDS AS CD COVID CV DNA DVD EDB EU EØS FN GPS HIV HMS IKT ISO IT KI KS LHBT MR NATO NAV NRK OECD OK PC PDF PPT SFO SIM SMS SOS SSB TV UNESCO
UNICEF USA USB WC WCAG WHO
"""
KNOWN = frozenset(_LIST.split())
"""Abbreviations that general dictionaries list as words, and names of bodies better known by their letters."""
_ABBREVIATION = re.compile(r"(?<![\w./@#!-])[A-ZÆØÅ]{2,6}(?![\w/@#]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_SHOUTED = re.compile(r"(?:\b[A-ZÆØÅ]{2,}\b\W+){2,}\b[A-ZÆØÅ]{2,}\b")


def undefined_abbreviation(plan: Plan) -> Iterator[Hit]:
    """One hit an abbreviation, at the first place in the order of the files."""
    texts = [passage for entry in texts_of(plan) for passage in passages(entry)]
    explained: set[str] = set(KNOWN) | _explained(" \n".join(passage.text for passage in texts)) | _registered(plan)
    for passage in texts:
        for name, start, end in _abbreviations(passage):
            if name not in explained:
                explained.add(name)
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
    names += [organisation.name for organisation in plan.head.organisation]
    return {found for name in names if name for found in _ABBREVIATION.findall(name)}


_ENDINGS = ("", "e", "s", "a", "n", "t", "r", "en", "et", "er", "ne", "te", "de", "ene", "ane", "ens", "ets", "ar", "est", "este", "ere")
_ENDING = rf"(?:{'|'.join(_ENDINGS[1:])})?"


class _Discouraged(NamedTuple):
    term: str
    pattern: re.Pattern[str]
    why: str
    instead: str
    definition: str


def undefined_term(plan: Plan) -> Iterator[Hit]:
    """Hits at discouraged words, with the usual endings, and at terms in another spelling, in the plan's own words outside quotations."""
    words = list(_words(plan))
    sought = Sought((word.term for word in words), _ENDINGS)
    register, titles = Register(plan.definitions.values(), plan.head.language), cited_titles(plan)
    for entry in plan.entries if words else ():
        key = entry.key
        for passage in _in_plans_language(passages(entry)):
            yield from (found for at in sought.within(passage.text) if words[at].definition != key for found in _uses(passage, words[at]))
    for entry in plan.entries if register.sought else ():
        for passage in _in_plans_language(own_passages(entry)):
            for spelling in register.spellings_in(passage.text):
                span = spelling.start, spelling.end
                if is_own(passage, *span, titles) and not _is_discouraged(passage.text, spelling.start, words, sought):
                    yield _otherwise(passage, spelling)


def _is_discouraged(text: str, start: int, words: list[_Discouraged], sought: Sought) -> bool:
    return any(words[at].pattern.match(text, start) for at in sought.within(text))


def _in_plans_language(found: Iterable[Passage]) -> Iterator[Passage]:
    """Without terms and titles by language, whose words the register has from there."""
    return (passage for passage in found if passage.route[:1] not in (("term",), ("title_in",)))


def _otherwise(passage: Passage, spelling: Spelling) -> Hit:
    place, word = passage.at(spelling.start, spelling.end), passage.text[spelling.start : spelling.end]
    fix = Replacement(place, word, spelling.better, asked=True) if spelling.sure else None
    return hit(place, Hint("write-as-register", {"better": spelling.better}), fix=fix, word=word)


def _words(plan: Plan) -> Iterator[_Discouraged]:
    for definition in plan.definitions.values():
        for item in definition.discouraged:
            pattern = re.compile(rf"(?<!\w){re.escape(item.term)}{_ENDING}(?!\w)", re.IGNORECASE)
            yield _Discouraged(item.term, pattern, item.why, definition.term_in(plan.head.language), definition.key)


def _uses(passage: Passage, word: _Discouraged) -> Iterator[Hit]:
    for found in word.pattern.finditer(passage.text):
        if outside_quotes(passage, found.start()):
            hints = Hint("write-instead", {"word": word.instead.lower()}), Hint("own-reason", {"reason": word.why})
            yield hit(passage.at(*found.span()), *hints, word=found[0])
