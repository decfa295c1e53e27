"""Whatever is typed, deleted, split and joined in the prose of a plan's Word file: what is written in reads as accepted, and every mark is told."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from planverk.review_import.source_map import even
from planverk.word.names import Element, w
from planverk.word.tracked_document import END
from tests.circulated_files import Circulated
from tests.properties import given
from tests.returning import printed, taken, texts
from tests.review_import.test_returned import HOSTILE, drammen

_SAID = st.sampled_from(["og", "ny", "Ny setning. En til.", "5 prosent", "tiltak 3", "æøå", "«sitat»", *HOSTILE])
_KINDS = st.sampled_from(["insert", "delete", "replace", "new", "gone", "over", "split", "merge"])
_EDIT = st.tuples(_KINDS, st.integers(0, 149), st.integers(0, 400), st.lists(_SAID, min_size=1, max_size=3).map(" ".join))
_EDITS = st.lists(_EDIT, min_size=15, max_size=30, unique_by=lambda edit: edit[1])


@given(_EDITS, examples=7)
def test_any_edits_give_the_accepted_text(edits: list[tuple[str, int, int, str]]) -> None:
    desk = Circulated(drammen().data)
    there = _prose(desk)
    for kind, number, at, text in edits:
        _carry_out(desk, kind, there[number % len(there)], at, text)
    found = taken(drammen(), desk.data())
    tracked = sum(1 for _ in desk.root.iter(w("ins"), w("del")))
    assert sum(change.marks for change in found.comparison.changes) == found.returned.marks == tracked
    after, accepted = Counter(printed(drammen(), found.files)), Counter(texts(found.returned))
    for text in (" ".join(even(part).split()) for placed in found.placed for part in placed.split(END)):
        assert not text or (after[text] and accepted[text])
    if set(found.whys) <= {"", "no-words"}:
        assert after == accepted


def _prose(desk: Circulated) -> list[Element]:
    """The paragraphs that stand in the plan's prose."""
    source_map, lines = drammen().source_map, drammen().read.lines
    known = {even(line.before) for line, target in zip(lines, source_map.targets(lines), strict=True) if target and target.passage >= 0}
    return [each for each in desk.paragraphs() if desk.text(each) in known]


def _carry_out(desk: Circulated, kind: str, paragraph: Element, at: int, text: str) -> None:
    size = len(desk.text(paragraph))
    start, following = at % (size + 1), paragraph.getnext()
    end = min(size, start + 1 + at % 25)
    match kind:
        case "insert":
            desk.insert(paragraph, start, text)
        case "delete":
            desk.delete(paragraph, start, end)
        case "replace":
            desk.delete(paragraph, start, end)
            desk.insert(paragraph, end, text)
        case "new":
            desk.new_paragraph(paragraph, text)
        case "gone":
            desk.delete_paragraph(paragraph)
        case "over" if end > start and desk.paragraph(desk.text(paragraph)[start:end]) is paragraph:
            desk.type_over(desk.text(paragraph)[start:end], text)
        case "split":
            desk.split(paragraph, start)
        case "merge" if following is not None and following.tag == w("p"):
            desk.merge(paragraph)
        case _:
            pass
