"""placeholder-text: see placeholder-text.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, outside_quotes, texts_of

PLACEHOLDER = re.compile(
    r"\?{3,}|\b(?:TODO|TBD|TBA|FIXME|XXX+|xxx+)\b|\blorem ipsum\b|\[(?:fyll|sett|set|skriv|legg|navn|namn|tekst|dato)\b[^\[\]]{0,80}\]"
)


def placeholder_text(plan: Plan) -> Iterator[Hit]:
    """Hits at the signs and words by which writers mark what is not written yet, outside quotations."""
    for entry in texts_of(plan):
        for passage in all_passages(entry):
            for found in PLACEHOLDER.finditer(passage.text):
                if outside_quotes(passage, found.start()):
                    yield hit(passage.at(*found.span()), Hint("write-or-leave-out", {}), text=found[0])
