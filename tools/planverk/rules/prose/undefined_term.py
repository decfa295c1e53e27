"""undefined-term: see undefined-term.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Replacement
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, outside_quotes, passages
from planverk.rules.spellings import Register, Spelling
from planverk.rules.wordings import cited_titles, is_own, own_passages

_ENDING = r"(?:e|s|a|n|t|r|en|et|er|ne|te|de|ene|ane|ens|ets|ar|est|este|ere)?"


class _Discouraged(NamedTuple):
    pattern: re.Pattern[str]
    why: str
    instead: str
    definition: str


def undefined_term(plan: Plan) -> Iterator[Hit]:
    """Hits at discouraged words, with the usual endings, and at terms in another spelling, in the plan's own words outside quotations."""
    words = list(_words(plan))
    register, titles = Register(plan.definitions.values(), plan.head.language), cited_titles(plan)
    for entry in plan.entries if words else ():
        for passage in _in_plans_language(passages(entry)):
            yield from (found for word in words if word.definition != entry.key for found in _uses(passage, word))
    for entry in plan.entries if register.sought else ():
        for passage in _in_plans_language(own_passages(entry)):
            for spelling in register.spellings_in(passage.text):
                span = spelling.start, spelling.end
                if is_own(passage, *span, titles) and not any(word.pattern.match(passage.text, spelling.start) for word in words):
                    yield _otherwise(passage, spelling)


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
            yield _Discouraged(pattern, item.why, definition.term_in(plan.head.language), definition.key)


def _uses(passage: Passage, word: _Discouraged) -> Iterator[Hit]:
    for found in word.pattern.finditer(passage.text):
        if outside_quotes(passage, found.start()):
            hints = Hint("write-instead", {"word": word.instead.lower()}), Hint("own-reason", {"reason": word.why})
            yield hit(passage.at(*found.span()), *hints, word=found[0])
