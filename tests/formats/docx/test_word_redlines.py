"""Word's tracked changes: accepting all gives the later edition and rejecting all the earlier one, to the last property of a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from planverk.document.blocks import (
    Block,
    BulletList,
    Card,
    Column,
    Definition,
    DefinitionList,
    Deleted,
    Figure,
    Inserted,
    Link,
    Note,
    Paragraph,
    Revised,
    Row,
    Table,
    Text,
)
from planverk.document.document import Document, Redline, Section
from planverk.formats.docx import render as render_docx
from planverk.word import check_word
from planverk.word.check import Found
from tests import built
from tests.sample import paragraph, sample_document, words
from tests.sample_marked import marked_document
from tests.takeback.docx import W, packed, part, unpacked
from tests.word_changes import ids, settled, shown, stamps
from tests.word_redlines import EDITIONS, WHEN, same
from tests.word_told import Told


def with_blocks(*blocks: Block, sections: tuple[Section, ...] = (), **lines: tuple[Text | Inserted | Deleted, ...]) -> Document:
    """The sample with one chapter that holds the blocks, as a redline."""
    chapter = Section("kapittel", 1, words("Kapittel"), blocks, sections, page="kapittel/")
    return replace(sample_document(), help=None, sections=(chapter,), redline=Redline("Døme kommune", WHEN, lines))


def body(redline: bytes) -> list[str]:
    """The body from the chapter's heading on, as it stands with its changes."""
    found = list(shown(part(redline, "document")[0]))
    return found[found.index("Heading1: Kapittel") + 1 :]


def gone(*blocks: Block) -> Revised:
    return Revised("deleted", blocks)


def come(*blocks: Block) -> Revised:
    return Revised("inserted", blocks)


def table(*rows: Row) -> Table:
    return Table((Column(words("Ord"), 1.0),), rows, "prose", header_column=None)


def row(*blocks: Block) -> Row:
    return Row((blocks,))


out, new = Deleted(words("ut")), Inserted(words("inn"))
HEAD = ["  row", "    cell", "      PlanverkColumnHead: Ord"]
GONE_HEAD = ["  row del", "    cell", "      PlanverkColumnHead del: [-Ord-]"]
Z = "BodyText: z"
EMPTY = ["  row ins", "    cell", "      PlanverkCell ins: "]
FILLED = ["  row", "    cell", "      PlanverkCell: [+b+]"]
NEW_HEAD = ["  row ins", "    cell", "      PlanverkColumnHead ins: [+Ord+]"]


def rows_of(text: str) -> list[str]:
    return ["  row", "    cell", f"      PlanverkCell: {text}"]


CASES: dict[str, tuple[tuple[Block, ...], list[str]]] = {
    "words, in emphasis, around a note and in a link": (
        (
            Paragraph((*words("a "), out, new, Inserted((Text(" b"), Note(1, "footnote", (paragraph("n"),)))))),
            Paragraph((Link("https://dome.example/", (*words("skjema"), new)), Deleted((Link("https://dome.example/gml", words("lenke")),)))),
        ),
        ["BodyText: a [-ut-][+inn b^+]", "BodyText: <skjema[+inn+]><[-lenke-]>"],
    ),
    "paragraphs": (
        (paragraph("a"), gone(paragraph("b")), come(Paragraph(words("c"), "lead")), paragraph("d")),
        ["BodyText: a", "BodyText del: [-b-]", "PlanverkLead ins: [+c+]", "BodyText: d"],
    ),
    "the last paragraph of all": (
        (paragraph("a"), gone(Paragraph(words("b"), "small"))),
        ["BodyText del: a", "BodyText was PlanverkSmall: [-b-]"],
    ),
    "items": (
        (BulletList(((paragraph("a"),), (gone(paragraph("b"), paragraph("c")),), (come(paragraph("d")),), (paragraph("e"),))),),
        ["ListBullet: a", "ListBullet del: [-b-]", "ListContinue del: [-c-]", "ListBullet ins: [+d+]", "ListBullet: e"],
    ),
    "facts": (
        (
            DefinitionList((Definition(words("A"), (paragraph("a"),), mark="deleted"), Definition(words("B"), (paragraph("b"),))), "facts"),
            paragraph("c"),
        ),
        ["PlanverkFacts del: [-A\ta-]", "PlanverkFacts: B\tb", "BodyText: c"],
    ),
    "a box": (
        (gone(Card("notice", words("A"), (paragraph("a"),))), paragraph("b")),
        ["PlanverkNoticeTitle del: [-A-]", "PlanverkNotice del: [-a-]", "BodyText: b"],
    ),
    "a figure without a chart": (
        (gone(Figure("figur", "Figur 1", words("A"), "alt", None)), paragraph("b")),
        ["Caption del: [-Figur 1. A-]", "BodyText del: [-alt-]", "BodyText: b"],
    ),
    "rows": (
        (table(row(paragraph("a")), replace(row(paragraph("b")), mark="deleted"), replace(row(), mark="inserted")), paragraph("z")),
        ["table", *HEAD, *rows_of("a"), "  row del", "    cell", "      PlanverkCell del: [-b-]", *EMPTY, "BodyText: z"],
    ),
    "the last paragraph of a cell": (
        (table(row(paragraph("a"), gone(Paragraph(words("b"), "small")))), paragraph("z")),
        ["table", *HEAD, "  row", "    cell", "      PlanverkCell del: a", "      PlanverkCell was PlanverkCellSmall: [-b-]", "BodyText: z"],
    ),
    "the last paragraphs of a cell in place of others": (
        (table(row(paragraph("a"), *map(come, map(paragraph, "bc")), *map(gone, map(paragraph, "de")))), paragraph("z")),
        ["table", *HEAD, *rows_of("a"), "      PlanverkCell del: [-d-]", "      PlanverkCell ins: [+b+]", "      PlanverkCell: [-e-][+c+]", Z],
    ),
    "a cell that is emptied, and one that is filled": (
        (table(row(gone(paragraph("a"))), row(come(paragraph("b")))), paragraph("z")),
        ["table", *HEAD, "  row", "    cell", "      PlanverkCell: [-a-]", *FILLED, "BodyText: z"],
    ),
    "a table, and the text before it": (
        (paragraph("a"), gone(paragraph("b"), table(row(paragraph("c")))), paragraph("z")),
        ["BodyText del: a", "BodyText: [-b-]", "table", *GONE_HEAD, "  row del", "    cell", "      PlanverkCell del: [-c-]", "BodyText: z"],
    ),
    "text before a table that stands": (
        (paragraph("a"), come(Paragraph(words("b"), "small")), table(row(paragraph("c"))), paragraph("z")),
        ["BodyText ins: a", "PlanverkSmall was BodyText: [+b+]", "table", *HEAD, *rows_of("c"), "BodyText: z"],
    ),
    "a table in place of another": (
        (paragraph("a"), gone(table()), come(table()), paragraph("z")),
        ["BodyText: a", "table", *GONE_HEAD, "PlanverkSeparator ins del: ", "table", *NEW_HEAD, "BodyText: z"],
    ),
    "one of three tables": (
        (table(), gone(table()), table(), paragraph("z")),
        ["table", *HEAD, "PlanverkSeparator del: ", "table", *GONE_HEAD, "PlanverkSeparator: ", "table", *HEAD, "BodyText: z"],
    ),
    "text between two tables": (
        (table(), gone(paragraph("a")), table(), paragraph("z")),
        ["table", *HEAD, "PlanverkSeparator was BodyText: [-a-]", "table", *HEAD, "BodyText: z"],
    ),
    "all after the heading, to the end": (
        (gone(table(), paragraph("a")),),
        ["table", *GONE_HEAD, "Heading1 was BodyText: [-a-]"],
    ),
}  # fmt: skip


# --- both editions come out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_changes_stand_where_word_looks_for_them(name: str) -> None:
    blocks, lines = CASES[name]
    document = with_blocks(*blocks)
    redline = render_docx(document)
    if name == "all after the heading, to the end":
        assert list(shown(part(redline, "document")[0]))[-len(lines) - 1 :] == ["Heading1 del: Kapittel", *lines]
    else:
        assert body(redline) == lines
    same(redline, document)


# --- contents list, notes, cover and edges -----------------------------------------------------------------------------


def test_the_contents_list_is_tracked_and_its_field_stays_whole() -> None:
    old = Section("gml", 2, words("Gammel"), (paragraph("gml"),), mark="deleted")
    added = Section("ny", 2, words("Ny"), (paragraph("ny"),), mark="inserted")
    document = with_blocks(paragraph("a"), sections=(old, Section("en", 2, (*words("En "), new, out), (paragraph("b"),)), added))
    redline = render_docx(document)
    contents = list(shown(part(redline, "document")[0]))
    contents = contents[contents.index("contents") : contents.index("Heading1: Kapittel")]
    assert contents[2:] == [
        "    TOCHeading: Innhold",
        "    TOC1: ##<Kapittel>",
        "    TOC2 del: <[-Gammel-]>",
        "    TOC2 ins: <En [+inn+][-ut-]>",
        "    TOC2: <[+Ny+]>#",
    ]
    same(redline, document)


def test_the_first_and_the_only_section_of_an_edition() -> None:
    """The contents list begins with what went out, and the field begins there in both editions; the page begins with the first heading in each."""
    document = with_blocks(paragraph("a"))
    first = Section("forst", 1, words("Forord"), (paragraph("b"),), page="forst/", mark="deleted")
    document = replace(document, sections=(first, *document.sections))
    redline = render_docx(document)
    assert [line for line in shown(part(redline, "document")[0]) if "TOC" in line][1:] == ["    TOC1 del: ##<[-Forord-]>", "    TOC1: <Kapittel>#"]
    same(redline, document)


ONE = (Text("Mål "), Deleted(words("2")), Inserted(words("13")), Text(": Tittel"))
OTHER = (Text("Mål"), Deleted(words(" 2: Ny")), Inserted(words(": Ny")))


@pytest.mark.parametrize(("title", "labels"), [(ONE, ("[{}: Mål 13: ]Tittel", "[{}: Mål 2: ]Tittel")), (OTHER, ("[{}: Mål: ]Ny", "[{}: Mål 2: ]Ny"))])
def test_a_goal_that_was_renumbered_keeps_the_look_of_its_label(title: tuple[Text, ...], labels: tuple[str, str]) -> None:
    """In both editions, wherever the words of the label are cut into pieces."""
    document = with_blocks(paragraph("a"))
    redline = render_docx(replace(document, sections=(replace(document.sections[0], role="goal", title=title),)))
    for (choice, _, _), label in zip(EDITIONS, labels, strict=True):
        heading = next(line for line in Told(settled(redline, choice)).lines if "{kapittel}" in line)
        assert heading.partition("{kapittel}")[2] == label.format("rStyle=PlanverkLabel")


def test_a_figure_that_was_renumbered_keeps_the_look_of_its_label() -> None:
    caption = (Text("Figur "), Deleted(words("1")), Inserted(words("2")), Text(". "), Deleted(words("Kurve. ")), Text("Mer"))
    redline = render_docx(with_blocks(Figure("figur", "", caption, "alt", None), Figure("figur-to", "", (new,), "alt", None)))
    told = [[line for line in Told(settled(redline, choice)).lines if "Caption" in line] for choice, _, _ in EDITIONS]
    assert told == [
        ["p pStyle=Caption | {figur}[b bCs: Figur 2. ]Mer", "p pStyle=Caption | {figur_to}inn"],
        ["p pStyle=Caption | {figur}[b bCs: Figur 1. ]Kurve. Mer"],
    ]


def test_the_text_of_a_note_is_tracked_with_its_call() -> None:
    def note(*blocks: Block) -> Note:
        return Note(1, "footnote", blocks)

    calls = (
        Deleted((note(paragraph("gml"), paragraph("mer")),)),
        Inserted((note(paragraph("ny")),)),
        note(Paragraph((*words("står "), new, out)), gone(paragraph("b"))),
    )
    document = with_blocks(Paragraph((*words("a"), *calls)), come(Paragraph((*words("b"), note(paragraph("med"))))), paragraph("z"))
    redline = render_docx(document)
    notes = [list(shown(each)) for each in part(redline, "footnotes")]
    assert notes[2:] == [
        ["FootnoteText del: [-^ gml-]", "FootnoteText: [-mer-]"],
        ["FootnoteText: [+^ ny+]"],
        ["FootnoteText del: ^ står [+inn+][-ut-]", "FootnoteText: [-b-]"],
        ["FootnoteText: [+^ med+]"],
    ]
    same(redline, document)


def test_cover_and_edges_are_tracked() -> None:
    lines = {"title": (out, new), "label": (*words("Høring"), new), "version": (new,), "cover_line": (out,), "status": (*words("På høring."), new)}
    document = replace(with_blocks(paragraph("a"), **lines, footer=(out,)), title="inn", version="inn", footer="")  # type: ignore[arg-type]
    document = replace(document, status=replace(document.status, label="Høringinn", line="På høring.inn"))
    redline = render_docx(document)
    assert list(shown(part(redline, "document")[0]))[:5] == [
        "PlanverkPublisher: Døme kommune",
        "Title: [-ut-][+inn+]",
        "Subtitle: 2025–2028",
        "PlanverkCoverLine del: [-ut-]",
        "PlanverkStatus: På høring.[+inn+]",
    ]
    assert list(shown(part(redline, "footer1"))) == ["contents", "  contents", "    Footer: Høring[+inn · inn+]\tside ##1# av ##1#[-\n-][-ut-]"]
    assert list(shown(part(redline, "header1"))) == ["contents", "  contents", "    Header: Døme kommune\t[-ut-][+inn+]"]
    same(redline, document)


# --- who, when, and what Word needs ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked() -> bytes:
    return built.docx("marked")


def test_changes_have_author_time_and_ids_of_their_own(marked: bytes) -> None:
    assert stamps(marked) == {("Døme kommune", "2025-12-12T10:30:00Z")}
    numbers = ids(marked)
    assert len(set(numbers)) == len(numbers) > 80
    zone = timezone(timedelta(hours=2))
    other = replace(marked_document(), redline=Redline('Å "&<', datetime(2026, 7, 1, 1, 30, tzinfo=zone)))
    assert stamps(render_docx(other)) == {('Å "&<', "2026-06-30T23:30:00Z")}
    assert render_docx(marked_document()) == marked


def test_two_insertions_with_the_end_of_a_paragraph_between_them_are_two() -> None:
    """LibreOffice would take them for one, and reject the end of the paragraph with them, if their times were the same."""
    one, other = Paragraph((*words("a"), new)), Paragraph((new, *words("b")))
    document = with_blocks(one, other, come(paragraph("c"), paragraph("d")), one, come(paragraph("e")), one, paragraph("z"))
    redline = render_docx(document)
    came = [(text, change) for text in part(redline, "document").iter(W + "t") for change in text.iterancestors(W + "ins")]
    times = [(text.text, change.get(W + "date", "")[14:16]) for text, change in came]
    assert times == [("inn", "05"), ("inn", "07"), ("c", "05"), ("d", "05"), ("inn", "05"), ("e", "07"), ("inn", "05")]
    same(redline, document)


def test_word_goes_on_tracking_in_a_redline_only(marked: bytes, keep: Path) -> None:
    assert part(marked, "settings").find(W + "trackRevisions") is not None
    assert part(render_docx(sample_document(), keep), "settings").find(W + "trackRevisions") is None


def test_a_document_that_tells_of_changes_itself_has_none_of_word_s(keep: Path) -> None:
    data = render_docx(replace(marked_document(), redline=None), keep)
    assert stamps(data) == set()
    looks = {
        "".join(text.text or "" for text in run.iter(W + "t")): [name for name in ("u", "strike") if run.find(f"{W}rPr/{W}{name}") is not None]
        for run in part(data, "document").iter(W + "r")
    }
    assert (looks["Kommunen "], looks["kan"], looks["skal"], looks["gikk ut"], looks["kom inn"]) == ([], ["strike"], ["u"], ["strike"], ["u"])
    assert (looks["Over deleted"], looks["ut-ord"], looks["inn-punkt"]) == (["strike"], ["strike"], ["u"])


def test_nothing_that_a_plan_says_becomes_a_mark(keep: Path) -> None:
    """Neither an anchor nor a text that looks like one of the emitter's own marks."""
    name = "Planverk_Deleted"
    document = replace(with_blocks(paragraph(name), table(Row(((paragraph("a"),),), name)), Card("notice", words(name), ())), redline=None)
    data = render_docx(document, keep)
    assert stamps(data) == set() and body(data)[:1] == [f"BodyText: {name}"]
    assert f'w:name="{name}"' not in unpacked(data)["word/document.xml"].decode()


def test_verify_docx_tells_of_the_changes_and_nothing_else(marked: bytes) -> None:
    checked = check_word(marked)
    assert isinstance(checked, Found)
    assert [(fault.rule, fault.weight) for fault in checked.faults] == [("changes-left", None)]


# --- every mark counts -------------------------------------------------------------------------------------------------


def _without(redline: bytes, name: str, above: str) -> bytes:
    """The redline without the first change of a name in an element of another."""
    parts = unpacked(redline)
    root = etree.fromstring(parts["word/document.xml"])
    change = next(each for each in root.iter(W + name) if each.getparent().tag == W + above)  # type: ignore[union-attr]
    if above in ("p", "hyperlink"):
        for child in list(change):
            change.addprevious(child)
    change.getparent().remove(change)  # type: ignore[union-attr]
    return packed({**parts, "word/document.xml": etree.tostring(root)})


def _around_a_link(redline: bytes) -> bytes:
    """The redline with a deletion around a link in place of the one inside it."""
    parts = unpacked(redline)
    root = etree.fromstring(parts["word/document.xml"])
    change = next(each for each in root.iter(W + "del") if each.getparent().tag == W + "hyperlink")  # type: ignore[union-attr]
    link = change.getparent()
    assert link is not None
    link[:] = list(change)
    link.addprevious(change)
    change.append(link)
    return packed({**parts, "word/document.xml": etree.tostring(root)})


def _all_kinds() -> Document:
    """A redline in which every kind of change stands once or more."""
    small = Paragraph(words("d"), "small")
    link = Deleted((Link("https://dome.example/", words("lenke")),))
    rows = (row(paragraph("a"), gone(small)), replace(row(paragraph("b")), mark="deleted"), replace(row(paragraph("c")), mark="inserted"))
    return with_blocks(Paragraph((*words("a"), out, new, link)), gone(paragraph("b")), come(paragraph("c")), table(*rows), paragraph("z"))


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a paragraph's mark that went out": lambda redline: _without(redline, "del", "rPr"),
    "a paragraph's mark that came in": lambda redline: _without(redline, "ins", "rPr"),
    "a row that went out": lambda redline: _without(redline, "del", "trPr"),
    "a row that came in": lambda redline: _without(redline, "ins", "trPr"),
    "words that went out": lambda redline: _without(redline, "del", "p"),
    "words that came in": lambda redline: _without(redline, "ins", "p"),
    "the style that a paragraph had": lambda redline: _without(redline, "pPrChange", "pPr"),
    "a deletion around a link": _around_a_link,
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_mark_that_is_lost_shows(name: str, keep: Path) -> None:
    document = _all_kinds()
    redline = render_docx(document, keep)
    same(redline, document, keep)
    with pytest.raises(AssertionError):
        same(SPOILT[name](redline), document, keep)


def test_a_redline_in_a_template_of_one_s_own(keep: Path) -> None:
    """Headers and footers of the template hold the changed lines; a redline may be a template itself, and then gives none of its changes."""
    lines = {"title": (out, new), "label": (*words("Høring"), new)}
    document = replace(with_blocks(paragraph("a"), gone(paragraph("b")), **lines), title="inn")  # type: ignore[arg-type]
    document = replace(document, status=replace(document.status, label="Høringinn"))
    template = replace(document, look=replace(document.look, word_template=render_docx(document, keep)))
    redline = render_docx(template, keep)
    same(redline, template, keep)
    assert len(set(ids(redline))) == len(ids(redline))
    assert [line for line in shown(part(redline, "footer1")) if "Footer" in line] == ["    Footer: Høring[+inn+] · 0123abc\tside ##1# av ##1#"]
