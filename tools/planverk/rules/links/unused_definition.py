"""unused-definition: see unused-definition.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Definition
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known
from planverk.rules.passages import passages

LONGEST_ENDING = 5
"""Letters that an inflection may add to a form that the definition lists."""


def unused_definition(plan: Plan) -> Iterator[Hit]:
    """Hits at definitions that no link names and whose term and forms no other entry's text holds."""
    texts: dict[str, str] = {}
    for definition in plan.definitions.values() if uses_are_known(plan) else ():
        if definition.term and definition.sound("term", "forms") and ("definition", definition.id) not in plan.referrers:
            texts = texts or {entry.key: " \n".join(passage.text for passage in passages(entry)) for entry in plan.entries}
            if not any(key != definition.key and _pattern(definition).search(text) for key, text in texts.items()):
                yield hit(definition.at_top(), Hint("add-forms", {}), term=definition.term_in(plan.head.language))


def _pattern(definition: Definition) -> re.Pattern[str]:
    """Any form at the beginning of a word, and little after it."""
    assert definition.term is not None
    terms = [part for term in (definition.term.nb, definition.term.nn, definition.term.en) if term for part in term.split("/")]
    forms = "|".join(re.escape(form.strip()) for form in (*terms, *definition.forms) if form.strip())
    return re.compile(rf"(?<!\w)(?:{forms})\w{{0,{LONGEST_ENDING}}}(?!\w)", re.IGNORECASE)
