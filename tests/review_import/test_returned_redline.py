"""A redline that planverk made is read as a Word file that came back: it leads from the earlier edition's prose to the later one's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from planverk.document.compose import compose
from planverk.document.redline import redline
from planverk.formats.docx import render as render_docx
from planverk.model.canonical_prose import prose_form
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests import history
from tests.history import Texts
from tests.returning import Sent, taken

WHEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
STEPS = (history.typing, history.wording, history.responsibility, history.helplines)


def tree_of(texts: Texts) -> Tree:
    return Tree({path: text.encode() for path, text in texts.items()})


def prose(plan: Plan) -> dict[str, object]:
    """What every entry says, by its key."""
    return {entry.key: prose_form(entry.prose) for entries in plan.kinds.values() for entry in entries.values()}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_redline_leads_to_the_later_prose(step: Callable[[Texts], None]) -> None:
    before = history.start()
    after = dict(before)
    step(after)
    earlier, later = (read_plan(tree_of(texts))[0] for texts in (before, after))
    old, new = (compose(plan, None, WHEN) for plan in (earlier, later))
    found = taken(Sent(tree_of(before), earlier, render_docx(old)), render_docx(redline(old, new, "Døme kommune", WHEN)))
    assert sum(change.marks for change in found.comparison.changes) + len(found.returned.others) == found.returned.marks > 0
    assert not any(change.untracked for change in found.comparison.changes)
    there = read_plan(Tree(dict(found.files)))[0]
    assert prose(there) == prose(later)
    assert [measure.title for measure in there.measures.values()] == [measure.title for measure in later.measures.values()]
