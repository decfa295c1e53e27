"""A paragraph that was moved in a Word file is one change: it stands in its new place and not in the old one, or it stays where it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from planverk.reading.plan import read_plan
from planverk.review_import.changes import plain
from planverk.review_import.resolve import misprinted
from planverk.word.names import Element, w
from planverk.word.tracked_document import END, OBJECT
from planverk.word.tracked_document import TrackedDocument as Read
from tests.circulated_files import Circulated
from tests.properties import given
from tests.returning import Sent, Taken, circulated, composed, printed, rich, taken, texts, word_of
from tests.review_import.test_returned import TEXT, back, drammen, patch, told

HOW = ("tracked", "deleted and typed anew", "untracked")


def move(desk: Circulated, paragraph: Element, after: Element, how: str) -> Element:
    """Moves a paragraph below another in one of the three ways in which it reaches us; the paragraph in its new place."""
    if how == "untracked":
        after.addnext(paragraph)
    elif how == "tracked":
        desk.move_paragraph(paragraph, after)
    else:
        copy = desk.copied(paragraph)
        after.addnext(copy)
        for run in list(copy.iter(w("r"))):
            holder = desk.stamped("ins")
            run.addprevious(holder)
            holder.append(run)
        desk.end_mark(copy, "ins")
        desk.delete_paragraph(paragraph)
    fresh = after.getnext()
    assert fresh is not None
    return fresh


def once(found: Taken) -> None:
    """All that was moved stands as often in the new edition as in the file that came back."""
    there, accepted = Counter(printed(drammen(), found.files)), Counter(texts(found.returned))
    moved = {plain(text) for change in found.comparison.changes if change.kind == "moved" for text in change.after.split(END)}
    assert {text: there[text] for text in moved} == {text: accepted[text] for text in moved}


ONE, BELOW = "Vi skal gjennomføre tiltakene innenfor", "Målene og tiltakene bygger på nasjonale"


@pytest.mark.parametrize("how", HOW)
def test_a_move_is_one_change_however_it_was_made(how: str) -> None:
    found = back(lambda desk: move(desk, desk.paragraph(ONE), desk.paragraph(BELOW), how))
    (change,), (result,) = found.comparison.changes, found.resolution.results
    assert (change.kind, change.tracked, change.untracked, change.moved) == ("moved", how != "untracked", how == "untracked", True)
    assert result.to is not None
    assert (result.why, result.path, result.line, result.to.path) == ("", "plan/chapters/innledning.md", 31, "plan/chapters/mal-og-tiltak.md")
    assert patch(found) == (
        "-Vi skal gjennomføre tiltakene innenfor de økonomiske rammene som gjelder.\n-\n"
        "+Vi skal gjennomføre tiltakene innenfor de økonomiske rammene som gjelder.\n+"
    )
    assert printed(drammen(), found.files) == texts(found.returned)


@pytest.mark.parametrize("how", HOW)
def test_what_was_moved_keeps_its_bold_type_and_links(how: str) -> None:
    found = back(lambda desk: move(desk, desk.paragraph("Familieteamene gir"), desk.paragraph("Drammen krisesenter er"), how))
    assert patch(found).count("**Familieteamene** gir behandling") == 2 and found.whys == {"": 1}
    assert not found.comparison.changes[0].stressed
    link = back(lambda desk: move(desk, desk.paragraph(TEXT), desk.paragraph(ONE), how))
    assert patch(link).count("](plan:nasjonal-handlingsplan)") == 2 and link.whys == {"": 1}
    assert printed(drammen(), link.files) == texts(link.returned)


@pytest.mark.parametrize("how", HOW)
def test_a_move_with_an_edit_inside_is_one_change(how: str) -> None:
    def edit(desk: Circulated) -> None:
        fresh = move(desk, desk.paragraph("Familieteamene gir"), desk.paragraph("Drammen krisesenter er"), how)
        start = desk.text(fresh).index("barn, unge")
        if how == "untracked":
            for each in fresh.iter(w("t")):
                each.text = (each.text or "").replace("barn, unge", "små barn")
        else:
            desk.delete(fresh, start, start + len("barn, unge"))
            desk.insert(fresh, start, "små barn")

    found = back(edit)
    assert [(kind, why) for kind, why, *_ in told(found)] == [("moved", "")]
    assert "+- **Familieteamene** gir behandling og veiledning til små barn og familier." in patch(found)
    assert printed(drammen(), found.files) == texts(found.returned)


@pytest.mark.parametrize("how", HOW)
def test_paragraphs_that_move_together_are_one_change(how: str) -> None:
    def edit(desk: Circulated) -> None:
        after = desk.paragraph(BELOW)
        one = desk.paragraph("god folkehelse")
        paragraphs = [one, *(each for each in one.itersiblings(w("p")))][:3]
        for paragraph in paragraphs:
            after = move(desk, paragraph, after, how)

    found = back(edit)
    (change,) = found.comparison.changes
    assert (change.kind, len(change.sent), found.whys) == ("moved", 3, {"": 1})
    assert printed(drammen(), found.files) == texts(found.returned)


def of_rich(edit: Callable[[Circulated], object]) -> Taken:
    """What becomes of the Word file of a chapter with all that prose may hold."""
    desk = Circulated(rich().data)
    edit(desk)
    return taken(rich(), desk.data())


def block(desk: Circulated, first: str, count: int, after: str, how: str) -> None:
    """Moves paragraphs that follow each other, the first of which holds a text."""
    place, paragraph = desk.paragraph(after), desk.paragraph(first)
    paragraphs = [paragraph, *paragraph.itersiblings(w("p"))][:count]
    for each in paragraphs:
        place = move(desk, each, place, how)


BLOCKS = {
    "a heading with what is below": ("Det som er nytt", 2, "Til slutt går alt"),
    "a list with a list inside": ("Spørjeskjemaet blir", 5, "Til slutt går alt"),
    "an item with those below it": ("Spørjeskjemaet blir", 3, "Ingen ser kven"),
    "an item of the inner list": ("Dei som ikkje", 1, "Dei som svarer"),
    "a counted item": ("Skulane får rapporten", 1, "Så får kommunestyret"),
    "an item into another list": ("Ingen ser kven", 1, "Skulane får rapporten"),
    "a paragraph with a note": ("Kommunen spør", 1, "Rådet for eldre"),
    "a quotation": ("Det er viktig", 1, "Rådet for eldre"),
    "a paragraph to the end": ("Rådet for eldre", 1, "Til slutt går alt"),
    "a paragraph to another file": ("Rådet for eldre", 1, "Sjå òg"),
    "a paragraph into a list": ("Rådet for eldre", 1, "Ingen ser kven"),
}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", BLOCKS)
def test_whatever_is_moved_within_the_prose_is_one_change_and_stands_once(name: str, how: str) -> None:
    first, count, after = BLOCKS[name]
    found = of_rich(lambda desk: block(desk, first, count, after, how))
    assert [(kind, why) for kind, why, *_ in told(found)] == [("moved", "")]
    there, accepted = printed(rich(), found.files), texts(found.returned)
    body = accepted.index("Undersøkinga er meldt til Sikt.")
    assert there[:body] == accepted[:body] and set(there[body:]) == set(accepted[body:])


@pytest.mark.parametrize("how", HOW)
def test_a_part_of_the_plan_that_was_moved_is_told_and_nothing_of_it_is_written_in(how: str) -> None:
    def edit(desk: Circulated) -> None:
        title = desk.paragraph("Innledning")
        after = desk.paragraph("Funksjonene som koordinerer")
        body = [title, *title.itersiblings(w("p"))][:4]
        after = desk.paragraph("Når vi utformer de konkrete tiltakene")
        for paragraph in body:
            after = move(desk, paragraph, after, how)

    found = back(edit)
    assert found.resolution.edits == () and set(found.whys) <= {"moved-heading", "moved-composed", "heading"}


COUNTED = {
    "the first goes below": (
        lambda desk: block(desk, "Skulane får rapporten", 1, "Så får", "tracked"),
        "1. Så får kommunestyret han.\n2. Sku",
    ),
    "the first goes": (lambda desk: desk.delete_paragraph(desk.paragraph("Skulane får rapporten")), "\n1. Så får kommunestyret han.\n"),
    "one comes between": (
        lambda desk: desk.new_paragraph(desk.paragraph("Skulane får rapporten"), "Så ventar vi."),
        "1. Skulane får rapporten først.\n2. Så ventar vi.\n3. Så får kommunestyret han.\n",
    ),
    "one comes last": (
        lambda desk: desk.new_paragraph(desk.paragraph("Så får kommunestyret"), "Ferdig."),
        "kommunestyret han.\n3. Ferdig.\n",
    ),
    "one comes from another list": (
        lambda desk: block(desk, "Ingen ser kven", 1, "Skulane får rapporten", "untracked"),
        "1. Skulane får rapporten først.\n2. Ingen ser kven som har svart kva.\n3. Så får kommunestyret han.\n",
    ),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_counted_list_counts_up_from_its_start(name: str) -> None:
    edit, expected = COUNTED[name]
    found = of_rich(edit)
    assert set(found.whys) == {""} and expected in found.files["plan/chapters/metode.md"].decode()
    assert read_plan(replace(rich().tree, files=dict(found.files)))[1] == []


def words_moved(desk: Circulated, text: str, start: int, to: str) -> None:
    """Drags a text from a place in a paragraph into another paragraph, as Word tracks it."""
    source, target = desk.paragraph(text), desk.paragraph(to)
    at = desk.text(source).index(text)
    desk.delete(source, at, at + len(text), "moveFrom")
    desk.insert(target, start, text, "moveTo")


def test_words_that_were_moved_between_paragraphs_are_written_in_on_both_sides_or_on_none() -> None:
    said = "Med to steder å stå."
    both = back(lambda desk: words_moved(desk, "som gjelder", 0, TEXT))
    assert both.whys == {"": 2} and printed(drammen(), both.files) == texts(both.returned)
    half = back(lambda desk: words_moved(desk, "som gjelder", 0, "Funksjonene som koordinerer"))
    assert half.whys == {"moved-half": 1, "composed": 1} and half.resolution.edits == () and said


def test_words_that_were_moved_out_of_sight_stay() -> None:
    def edit(desk: Circulated) -> None:
        paragraph = desk.paragraph(ONE)
        desk.delete(paragraph, 0, len(desk.text(paragraph)), "moveFrom")
        desk.end_mark(paragraph, "moveFrom")

    found = back(edit)
    assert [(kind, why) for kind, why, *_ in told(found)] == [("deleted", "moved-alone")] and found.resolution.edits == ()


def test_a_move_beside_something_that_cannot_be_written_in_is_whole_or_not_at_all() -> None:
    def edit(desk: Circulated) -> None:
        fresh = move(desk, desk.paragraph(ONE), desk.paragraph(BELOW), "tracked")
        desk.new_paragraph(fresh, "#let x = 1")

    found = back(edit)
    once(found)


# --- whatever is moved ---


def proven(sent: Sent, data: bytes) -> Taken:
    """What becomes of a file that came back, without what the new edition does not say as it was meant."""
    left = frozenset[int]()
    while True:
        found = taken(sent, data, left=left)
        placed = [number for number, result in enumerate(found.resolution.results) if not result.why]
        wrong = misprinted(found.comparison.changes, placed, found.returned, composed(sent, sent.tree.files), composed(sent, found.files))
        if not wrong:
            return found
        left |= wrong


def body_of(read: Read) -> list[str]:
    """The paragraphs of a file with all changes accepted, without its notes: Word keeps those of calls that were moved away."""
    return texts(replace(read, lines=tuple(line for line in read.lines if line.kind == "document")))


def movable(sent: Sent, desk: Circulated) -> list[Element]:
    """The paragraphs that stand in the plan's prose."""
    source_map, lines = sent.source_map, sent.read.lines
    known = {plain(line.before) for line, target in zip(lines, source_map.targets(lines), strict=True) if target and target.passage >= 0}
    body = [each for each in desk.paragraphs() if next(each.iterancestors(w("sdt")), None) is None]
    return [each for each in body if plain(desk.text(each).replace(OBJECT, "")) in {text.replace(OBJECT, "") for text in known}]


_MOVE = st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(1, 4), st.sampled_from(HOW), st.booleans())


@given(st.booleans(), st.lists(_MOVE, min_size=1, max_size=6), examples=5)
def test_whatever_is_moved_stands_once(is_rich: bool, moves: list[tuple[int, int, int, str, bool]]) -> None:
    sent = rich() if is_rich else drammen()
    desk = Circulated(sent.data)
    there, used = movable(sent, desk), set[Element]()
    for number, to, count, how, edited in moves:
        after, paragraph = there[to % len(there)], there[number % len(there)]
        for _ in range(count):
            following = paragraph.getnext()
            if used & {after, paragraph} or paragraph is after or paragraph not in there:
                break
            used.add(paragraph)
            after = move(desk, paragraph, after, how)
            if edited and how != "untracked":
                desk.insert(after, 0, "Nytt. ")
            if following is None:
                break
            paragraph = following
        used.add(after)
    found = proven(sent, desk.data())
    assert sum(change.marks for change in found.comparison.changes) + len(found.returned.others) == found.returned.marks
    edition = circulated(word_of(replace(sent.tree, files=dict(found.files))))
    now, was, accepted = (Counter(body_of(each)) for each in (edition, sent.read, found.returned))
    for change, result in zip(found.comparison.changes, found.resolution.results, strict=True):
        for text in map(plain, (change.before if result.why else change.after).split(END) if change.kind == "moved" else ()):
            assert now[text] in (was[text], accepted[text]), text
    if set(found.whys) <= {"", "no-words"}:
        assert now == accepted
