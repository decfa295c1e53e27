"""What an author is told to write in a field that stands empty."""

from __future__ import annotations

import pytest

from planverk.model.data_entries import Function, ReferencedPlan
from planverk.model.entry import Entry
from planverk.model.prose_entries import Goal, Measure
from tests.model.test_model import found_in


@pytest.mark.parametrize(
    ("kind", "line", "hint"),
    [
        (Function, "kind:", ("allowed-values", {"allowed": "unit, role, council"})),
        (Measure, "level:", ("fill-with", {"allowed": "universal, selective, indicated"})),
        (Measure, "title:", ("fill-needed", {})),
        (Measure, "financing:", ("fill-field", {})),
        (Measure, "participants: [a, ~]", ("fill-field", {})),
        (Measure, "reporting: {to: a, interval_months: }", ("fill-needed", {})),
        (Goal, "related:", ("fill-list", {})),
        (ReferencedPlan, "goals:", ("fill-list-of", {"names": "id: …, title: …"})),
        (ReferencedPlan, "period:", ("mapping-of", {"names": "from: …, to: …"})),
    ],
)  # fmt: skip
def test_the_remedy_of_an_empty_field_never_takes_out_one_that_must_be_there(kind: type[Entry], line: str, hint: tuple[str, dict[str, str]]) -> None:
    _, findings = found_in(kind, f"{line}\n")
    assert [(each.key, dict(each.facts)) for one in findings if one.rule == "empty-text" for each in one.hints] == [hint]
