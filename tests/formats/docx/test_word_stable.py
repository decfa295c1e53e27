"""What did not change is the same from build to build but for what counts positions, so that Word's own compare shows real changes only."""

from __future__ import annotations

import pytest
from lxml import etree

from tests import history
from tests.takeback.docx import W, part, unpacked

COUNTED = ("bookmarkStart", "bookmarkEnd", "footnoteReference", "ins", "del")
"""Elements whose ids count positions in the text."""
NEIGHBOURS = ("keepNext", "spacing")
STEPS = (2, 6, 9)
"""Steps of the history: a measure's words, a new measure, a measure that was withdrawn."""


def paragraphs(data: bytes) -> dict[bytes, str]:
    """The paragraphs of the body by what stands in the file, without what counts positions or follows from the neighbours, with their texts."""
    root = part(data, "document")
    for each in list(root.iter(*(W + name for name in NEIGHBOURS))):
        each.getparent().remove(each)  # type: ignore[union-attr]
    for each in root.iter(*(W + name for name in COUNTED)):
        each.attrib.pop(W + "id", "")
    found = ((etree.tostring(each, with_tail=False), "".join(text.text or "" for text in each.iter(W + "t"))) for each in root.iter(W + "p"))
    return dict(found)


def bookmarks(data: bytes) -> list[str]:
    return [start.get(W + "name", "") for start in part(data, "document").iter(W + "bookmarkStart")]


@pytest.mark.parametrize("step", STEPS)
def test_what_did_not_change_is_the_same(step: int) -> None:
    before, after = history.word(step), history.word(step + 1)
    one, other = paragraphs(before), paragraphs(after)
    out, new = ({text for key, text in mine.items() if key not in others} for mine, others in ((one, other), (other, one)))
    assert out or new
    assert out & new == set()
    names = bookmarks(after)
    assert [name for name in bookmarks(before) if name in names] == [name for name in names if name in bookmarks(before)]
    assert [name for name in unpacked(after) if name not in unpacked(before)] == []
    for name in ("settings", "fontTable", "theme/theme1", "header1", "footer1"):
        assert unpacked(before)[f"word/{name}.xml"] == unpacked(after)[f"word/{name}.xml"]
    first, second = (
        {style.get(W + "styleId"): etree.tostring(style) for style in part(data, "styles").iter(W + "style")} for data in (before, after)
    )
    assert [name for name in first if name in second and first[name] != second[name]] == []


def test_no_id_of_a_writing_session_is_written() -> None:
    """Word marks what was written in one session (`w:rsid…`) and counts paragraphs (`w14:paraId`); we write neither, and both would differ."""
    data = history.word(0)
    assert not [name for name, content in unpacked(data).items() if name.endswith(".xml") and (b"rsid" in content or b"paraId" in content)]
