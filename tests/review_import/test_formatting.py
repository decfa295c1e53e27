"""What was formatted without tracking is reported as such, and what a program writes in another way throughout is not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from planverk.word.names import Element, w
from tests.circulated_files import Circulated, element
from tests.returning import rich, taken

TEXT = "Rådet for eldre"


def formatted(edit: Callable[[Circulated], object]) -> list[tuple[str, str]]:
    """Word's element for what was formatted untracked, and the paragraph, after an edit."""
    desk = Circulated(rich().data)
    edit(desk)
    found = taken(rich(), desk.data())
    assert found.comparison.changes == () and not any(other.tracked for other in found.comparison.formatted)
    return [(other.name, other.place.quote) for other in found.comparison.formatted]


def looks(desk: Circulated, text: str) -> Element:
    """The properties of the run that holds a text, split off."""
    paragraph = desk.paragraph(text)
    start = desk.text(paragraph).index(text)
    desk._split(paragraph, start + len(text))
    run = desk._split(paragraph, start)
    assert run is not None
    if run.find(w("rPr")) is None:
        run.insert(0, element("rPr"))
    return run[0]


def layout(desk: Circulated, text: str) -> Element:
    properties = desk.paragraph(text).find(w("pPr"))
    assert properties is not None
    return properties


WORDS = {
    "bold": {"b": ""}, "italic": {"i": ""}, "underlined": {"u": "single"}, "struck through": {"strike": ""}, "marked": {"highlight": "yellow"},
    "red": {"color": "FF0000"}, "large": {"sz": "36"},
}  # fmt: skip


@pytest.mark.parametrize("how", WORDS)
def test_words_that_look_otherwise_are_reported(how: str) -> None:
    ((name, value),) = WORDS[how].items()
    properties = element(name, val=value) if value else element(name)
    assert formatted(lambda desk: looks(desk, TEXT).append(properties)) == [("rPrChange", f"{TEXT} har fått alle tala til gjennomsyn før somma…")]


def test_bold_type_that_is_taken_away_is_reported() -> None:
    assert formatted(lambda desk: looks(desk, "alle innbyggjarar").append(element("b", val="0"))) != []


def test_a_paragraph_with_another_style_or_alignment_is_reported_once() -> None:
    def heading(desk: Circulated) -> None:
        style = layout(desk, TEXT).find(w("pStyle"))
        other = layout(desk, "Det som er nytt i år").find(w("pStyle"))
        assert style is not None and other is not None
        style.set(w("val"), str(other.get(w("val"))))

    assert [name for name, _ in formatted(heading)] == ["pPrChange"]
    assert [name for name, _ in formatted(lambda desk: layout(desk, TEXT).append(element("jc", val="center")))] == ["pPrChange"]


def test_what_is_tracked_is_not_reported_twice() -> None:
    def edit(desk: Circulated) -> None:
        properties = looks(desk, TEXT)
        properties.append(element("b"))
        properties.append(desk.stamped("rPrChange"))
        tracked = desk.stamped("pPrChange")
        tracked.append(element("pPr"))
        layout(desk, TEXT).append(element("jc", val="center"))
        layout(desk, TEXT).append(tracked)

    assert formatted(edit) == []


def test_what_a_program_writes_otherwise_throughout_is_no_change() -> None:
    def edit(desk: Circulated) -> None:
        styles = desk.parts["word/styles.xml"]
        desk.parts["word/styles.xml"] = re.sub(
            rb'(?<=<w:sz w:val=")(\d+)', rb"1\1", styles.replace(b'w:name w:val="Body Text"', b'w:name w:val="Tekst"')
        )

    assert formatted(edit) == []


def test_words_beside_those_that_changed_are_compared_too() -> None:
    desk = Circulated(rich().data)
    desk.type_over("til gjennomsyn", "å sjå på")
    looks(desk, TEXT).append(element("b"))
    found = taken(rich(), desk.data())
    assert [change.kind for change in found.comparison.changes] == ["text"] and [other.name for other in found.comparison.formatted] == ["rPrChange"]
