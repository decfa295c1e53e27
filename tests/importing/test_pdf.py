"""PDFs with tags that lie, run in circles or are not there; and those that nobody can read. Our own with good tags: test_word.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planverk.importing.foreign import Foreign, Heading, words
from planverk.importing.pdf_layout import Node, tree_of
from planverk.importing.pdf_lines import Glyphs, Page, Rule
from planverk.importing.read import Refused, read_document
from tests import built
from tests.importing.imports import imported
from tests.support import plan_of


def changed(change: Callable[[pikepdf.Pdf], None], name: str = "example", **saving: object) -> bytes:
    """A plan's PDF after a change."""
    made = BytesIO()
    with pikepdf.open(BytesIO(built.pdf(name))) as pdf:
        change(pdf)
        pdf.save(made, **saving)  # type: ignore[arg-type]
    return made.getvalue()


def in_circles(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary({"/Round": Name("/About"), "/About": Name("/Round")})
    top = root.K if isinstance(root.K, Dictionary) else root.K[0]
    top.K.append(pdf.make_indirect(Dictionary(S=Name("/Round"), K=Array([top]))))
    top.K.append(top)


def without_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def without_most_tags(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    top = root.K if isinstance(root.K, Dictionary) else root.K[0]
    top.K = Array(list(top.K)[:3])


def test_a_tag_tree_in_circles_is_walked_once() -> None:
    read, sound = read_document(changed(in_circles)), read_document(built.pdf("example"))
    assert (read.way, [text.plain for text in read.texts]) == ("tags", [text.plain for text in sound.texts])


def counted(document: Foreign) -> Counter[str]:
    return Counter(word for text in document.texts for word in words(text.plain))


@pytest.mark.parametrize("change", [without_tags, without_most_tags])
def test_where_tags_are_no_help_the_looks_of_the_pages_are_read(change: Callable[[pikepdf.Pdf], None]) -> None:
    read, sound = read_document(changed(change)), read_document(built.pdf("example"))
    assert read.way == "layout" and counted(read) == counted(sound)
    assert {"Innleiing", "Omgrep"} <= {block.text.plain for block in read.blocks if isinstance(block, Heading)}
    assert read.notes.keys() == sound.notes.keys()


@pytest.mark.parametrize("name", ["drammen", "nynorsk", "english"])
def test_a_plan_without_tags_has_its_goals_measures_and_words(name: str) -> None:
    sound, made = built.pdf(name), imported(changed(without_tags, name))
    before, after = plan_of(built.root(name)), made.plan
    wanted = {goal.title: [(each.number, each.title) for each in before.measures_of(goal)] for goal in before.goals_in_order}
    assert {goal.title: [(each.number, each.title) for each in after.measures_of(goal)] for goal in after.goals_in_order} == wanted
    there, lost = counted(made.document), counted(read_document(sound))
    assert made.document.way == "layout" and sum((lost - there).values()) <= 0.005 * sum(lost.values())


def laid(*lines: tuple[str, float, float, float], rules: Sequence[Rule] = (), bold: bool = False) -> Page:
    """A page of lines: text, from the left, from the foot, size."""
    return [Glyphs(text, left, low, left + len(text) * size * 0.5, size, bold, False) for text, left, low, size in lines], rules, 842.0


def told(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    return [(node["s"], "".join(_texts(node)).replace("\r", " ")) for node in nodes]


def _texts(node: Node) -> Iterator[str]:
    yield node.get("t", "")
    for kid in node.get("k", ()):
        yield from _texts(kid)


def column(side: str, left: float) -> list[tuple[str, float, float, float]]:
    return [(f"{side} spalte linje {at} med mange ord", left, 700 - 14 * at, 10) for at in range(6)]


LONG = "En setning som fyller hele linjen fra den ene kanten til den andre og"
PAGES = {
    "a paragraph of two lines": ([laid((LONG, 70, 700, 10), ("går videre på den neste.", 70, 686, 10))], [("P", f"{LONG} går videre på den neste.")]),
    "a heading by its size": (
        [laid((LONG, 70, 700, 10), ("Mål og tiltak", 70, 660, 16), (LONG, 70, 630, 10))],
        [("P", LONG), ("H1", "Mål og tiltak"), ("P", LONG)],
    ),
    "items": ([laid((LONG, 70, 700, 10), ("• én ting", 80, 686, 10), ("• en annen", 80, 672, 10))], [("P", LONG), ("L", "•én ting•en annen")]),
    "headers and footers": (
        [laid(("Plan for alle", 70, 800, 8), (f"{LONG} {number}.", 70, 500, 10), (f"side {number}", 300, 30, 8)) for number in range(1, 5)],
        [("P", f"{LONG} {number}.") for number in range(1, 5)],
    ),
    "two columns of text": (
        [laid(*column("venstre", 70), *column("høyre", 320))],
        [("P", " ".join(f"{side} spalte linje {at} med mange ord" for at in range(6))) for side in ("venstre", "høyre")],
    ),
    "a table between rules": (
        [
            laid(
                (LONG, 70, 760, 10),
                ("Gåbuss", 72, 690, 10),
                ("Skolene", 300, 690, 10),
                ("Besøk", 72, 660, 10),
                ("Helsetjenesten", 300, 660, 10),
                rules=[Rule(70, 520, y) for y in (705, 680, 650)],
            )
        ],
        [("P", LONG), ("Table", "GåbussSkoleneBesøkHelsetjenesten")],
    ),
}


@pytest.mark.parametrize(("pages", "wanted"), PAGES.values(), ids=PAGES)
def test_what_looks_mean(pages: list[Page], wanted: list[tuple[str, str]]) -> None:
    assert told(tree_of(pages)) == wanted


def test_pages_and_notes_are_told() -> None:
    read = read_document(built.pdf("example"))
    assert read.texts[0].page == 1 and {text.page for text in read.texts} > {5, 6, 7}
    assert read.notes.keys() == {"1", "2", "3"}


def blank() -> bytes:
    made, pdf = BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (blank, "pdf-no-text"),
        (lambda: changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b")), "pdf-password"),
        (lambda: b"%PDF-1.7\n" + b"0 0 obj <<" * 5_000, "pdf-damaged"),
    ],
    ids=["without text", "password", "no PDF"],
)
def test_a_pdf_that_nobody_can_read_is_refused(data: Callable[[], bytes], why: str) -> None:
    with pytest.raises(Refused, match=why):
        read_document(data())
