"""What a Word file tracks is read whole: pieces, ends of paragraphs, moves, rows, comments; what is not read is counted and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from lxml import etree

from planverk.review_import.compare_tracked import compare_tracked
from planverk.word.container import Unreadable
from planverk.word.fault import Place
from planverk.word.tracked_document import Cell, Comment, Other, Piece, Stamp, TrackedDocument
from planverk.word.tracking import MOST_CHANGES, read_tracked
from tests.properties import given
from tests.word.test_word_hostile import HOSTILE, liar
from tests.word_files import GOOD, SPACES, p, packed, parts_of

WHO = 'w:id="1" w:author="Helse" w:date="2026-11-20T09:00:00Z"'
HELSE = Stamp("Helse", "2026-11-20")
MORE = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r w:rsidR="00A1"><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def read(body: str, more: dict[str, str] | None = None) -> TrackedDocument:
    return read_tracked(packed(parts_of(body, more=more)))


def test_pieces_say_what_stood_there_and_what_stands_there() -> None:
    found = read(
        f"<w:p>{run('En ')}{run('vanlig ')}<w:del {WHO}>{run('gammel', 'delText')}</w:del><w:ins {WHO}>{run('ny')}<w:del {WHO}>"
        f"{run(' og feil', 'delText')}</w:del></w:ins>{run(' setning.')}<w:r><w:footnoteReference w:id='3'/></w:r></w:p>"
    )
    (line,) = found.lines
    assert line.pieces == (
        Piece("En vanlig "),
        Piece("gammel", True, False, (HELSE,)),
        Piece("ny", False, True, (HELSE,)),
        Piece(" og feil", False, False, (HELSE, HELSE)),
        Piece(" setning.\ufffc"),
    )
    assert (line.before, line.after, line.marks, found.marks) == ("En vanlig gammel setning.\ufffc", "En vanlig ny setning.\ufffc", 3, 3)


def test_ends_and_moves() -> None:
    mark = f"<w:pPr><w:rPr><w:ins {WHO}/><w:del {WHO}/></w:rPr></w:pPr>"
    found = read(f"<w:p>{mark}<w:moveFrom {WHO}>{run('Bort')}</w:moveFrom></w:p><w:p><w:moveTo {WHO}>{run('Bort')}</w:moveTo></w:p>")
    one, other = found.lines
    assert one.end == Piece("\n", False, False, (HELSE, HELSE)) and one.marks == 3
    assert one.pieces == (Piece("Bort", True, False, (HELSE,), True),)
    assert other.pieces == (Piece("Bort", False, True, (HELSE,), True),) and other.end == Piece("\n")


def test_owners_are_the_bookmarks_around() -> None:
    def marked(name: str, text: str, style: str = "") -> str:
        return p(text, style).replace("<w:r>", f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:r>', 1)

    table = f"<w:tbl><w:tr><w:tc>{p('1')}</w:tc><w:tc>{marked('tiltak', 'Rutine')}</w:tc></w:tr></w:tbl>"
    between = '<w:bookmarkStart w:id="2" w:name="_Toc1"/><w:bookmarkStart w:id="3" w:name="figur"/>'
    body = marked("mal", "Mål 1", "Overskrift1") + p("Tekst") + marked("del", "Slik", "Overskrift2") + table + between + p("Figur") + p("Etter")
    found = read(body + marked("nytt", "Mål 2", "Overskrift1") + p("Slutt"))
    assert [(line.after, line.owners, line.named, line.cell) for line in found.lines] == [
        ("Mål 1", ("mal",), True, None),
        ("Tekst", ("mal",), False, None),
        ("Slik", ("del", "mal"), True, None),
        ("1", ("tiltak", "del", "mal"), False, Cell(0, 0, 0)),
        ("Rutine", ("tiltak", "del", "mal"), True, Cell(0, 0, 1)),
        ("Figur", ("figur", "del", "mal"), True, None),
        ("Etter", ("figur", "del", "mal"), False, None),
        ("Mål 2", ("nytt",), True, None),
        ("Slutt", ("nytt",), False, None),
    ]


def test_rows_are_changes_of_their_own() -> None:
    def row(mark: str, *cells: str) -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    found = read(f"<w:tbl>{row('', 'a')}{row(f'<w:ins {WHO}/>', 'b', 'c')}{row(f'<w:del {WHO}/>', 'd')}</w:tbl>")
    assert [(each.state, each.lines, each.stamps, each.marks) for each in found.rows] == [
        ("inserted", (1, 2), (HELSE,), 1),
        ("deleted", (3,), (HELSE,), 1),
    ]
    assert [line.row for line in found.lines] == ["", "inserted", "inserted", "deleted"] and found.marks == 2


def test_notes_belong_to_what_calls_them() -> None:
    call = '<w:p><w:bookmarkStart w:id="1" w:name="kapittel"/><w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
    note = f'<w:footnotes {SPACES}><w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r>{run(" Kilde")}</w:p></w:footnote></w:footnotes>'
    found = read(call, {"footnotes.xml": note})
    assert [(line.kind, line.after, line.owners) for line in found.lines] == [
        ("document", "\ufffc", ("kapittel",)),
        ("footnotes", " Kilde", ("kapittel",)),
    ]


def test_comments_with_answers() -> None:
    def comment(number: int, text: str, who: str = "Helse") -> str:
        return f'<w:comment w:id="{number}" w:author="{who}" w:date="2026-11-21T08:00:00Z"><w:p w14:paraId="A{number}">{run(text)}</w:p></w:comment>'

    def thread(number: int, parent: str = "", done: int = 0) -> str:
        above = f' w15:paraIdParent="{parent}"' if parent else ""
        return f'<w15:commentEx w15:paraId="A{number}"{above} w15:done="{done}"/>'

    about = '<w:commentRangeStart w:id="0"/>' + run("disse ordene") + '<w:commentRangeEnd w:id="0"/>'
    body = f"{p('Først')}<w:p>{run('Om ')}{about}<w:r><w:commentReference w:id='0'/></w:r></w:p><w:p><w:r><w:commentReference w:id='2'/></w:r></w:p>"
    day, said = "2026-11-21", comment(0, "Hva?") + comment(1, "Dette.", "Nav") + comment(2, "Ferdig") + comment(3, "Løs")
    parts = {
        "comments.xml": f"<w:comments {SPACES} {MORE}>{said}</w:comments>",
        "commentsExtended.xml": f"<w15:commentsEx {MORE}>{thread(0)}{thread(1, 'A0')}{thread(2, done=1)}{thread(3, 'A3')}</w15:commentsEx>",
    }
    assert read(body, parts).comments == (
        Comment(Stamp("Helse", day), "Hva?", "disse ordene", 1, False, (Comment(Stamp("Nav", day), "Dette."),)),
        Comment(Stamp("Helse", day), "Ferdig", "", 2, True),
        Comment(Stamp("Helse", day), "Løs", "", -1),
    )


def test_a_circle_of_answers_is_no_end() -> None:
    comments = "".join(f'<w:comment w:id="{n}"><w:p w14:paraId="A{n}">{run(str(n))}</w:p></w:comment>' for n in range(3))
    circle = "".join(f'<w15:commentEx w15:paraId="A{n}" w15:paraIdParent="A{(n + 1) % 3}"/>' for n in range(3))
    found = read(
        p("a"), {"comments.xml": f"<w:comments {SPACES} {MORE}>{comments}</w:comments>", "commentsExtended.xml": f"<w15:x {MORE}>{circle}</w15:x>"}
    )
    assert sum(comment.size for comment in found.comments) == 3


def test_what_is_not_read_is_named() -> None:
    inside = f"<w:txbxContent><w:p><w:ins {WHO}>{run('i boks')}</w:ins></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r></w:p>"
    looks = f"<w:p><w:pPr><w:pPrChange {WHO}/></w:pPr><w:r><w:rPr><w:rPrChange {WHO}/></w:rPr><w:t>Fet</w:t></w:r></w:p>"
    header = f"<w:hdr {SPACES}><w:p><w:del {WHO}>{run('topp', 'delText')}</w:del></w:p></w:hdr>"
    found = read(box + looks, {"header1.xml": header})
    assert found.others == (
        Other("ins", Place("word/document.xml", (), 2, "i boks"), HELSE),
        Other("pPrChange", Place("word/document.xml", (), 3, "Fet"), HELSE),
        Other("rPrChange", Place("word/document.xml", (), 3, "Fet"), HELSE),
        Other("del", Place("word/header1.xml", (), 1, ""), HELSE),
    )
    assert found.marks == 4 and not any(line.marks for line in found.lines)


def test_content_that_only_word_puts_in_is_told() -> None:
    assert read(p("a") + '<w:altChunk r:id="rIdLink"/>').unread == {"https://example.org": ""}


def test_formatting_alone_is_told_as_formatting() -> None:
    kinds = ("pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering", "rPr")
    changes = {kind: f"<w:{kind}Change {WHO}/>" for kind in kinds}
    table = (
        f"<w:tbl><w:tblPr>{changes['tblPr']}</w:tblPr><w:tblGrid>{changes['tblGrid']}</w:tblGrid><w:tr><w:tblPrEx>{changes['tblPrEx']}</w:tblPrEx>"
    )
    table += f"<w:trPr>{changes['trPr']}</w:trPr><w:tc><w:tcPr>{changes['tcPr']}</w:tcPr>{p('2024')}</w:tc></w:tr></w:tbl>"
    marked = f"<w:p><w:pPr><w:numPr>{changes['numbering']}</w:numPr><w:rPr>{changes['rPr']}</w:rPr><w:sectPr>{changes['sectPr']}</w:sectPr>"
    marked += f"{changes['pPr']}</w:pPr><w:r><w:rPr>{changes['rPr']}</w:rPr><w:t>En setning.</w:t></w:r></w:p>"
    before = read(f"<w:tbl><w:tr><w:tc>{p('2024')}</w:tc></w:tr></w:tbl>{p('En setning.')}")
    found = read(table + marked)
    assert compare_tracked(before, found).changes == ()
    assert sorted(other.name for other in found.others) == sorted([*(f"{kind}Change" for kind in kinds), "rPrChange"])
    assert found.marks == len(found.others) and {other.stamp for other in found.others} == {HELSE}


def test_names_are_made_safe() -> None:
    author = "Helse&#9;og&#x202e;&#10;omsorg " + "x" * 500
    found = read(f'<w:p><w:ins w:author="{author}" w:date="i går">{run("a")}</w:ins></w:p>')
    assert found.lines[0].stamps() == (Stamp(f"Helse og omsorg {'x' * 500}"[:100], "?"),)


def test_marks_around_nothing_are_told() -> None:
    found = read(f"<w:p><w:ins {WHO}/>{run('a')}</w:p>")
    assert found.lines[0].marks == 1 and found.lines[0].stamps() == (HELSE,)


def test_a_list_of_contents_is_known() -> None:
    gallery = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    contents = f"<w:sdt>{gallery}<w:sdtContent>{p('Mål 1')}</w:sdtContent></w:sdt>"
    assert [line.contents for line in read(contents + p("Mål 1")).lines] == [True, False]


def test_rows_and_cells_in_controls_are_rows_and_cells() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('a')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr><w:trPr><w:ins {WHO}/></w:trPr>{cell}</w:tr></w:sdtContent></w:sdt>"
    found = read(f"<w:tbl>{row}<w:tr><w:tc>{p('b')}</w:tc></w:tr></w:tbl>")
    assert [(line.after, line.cell, line.row) for line in found.lines] == [("a", Cell(0, 0, 0), "inserted"), ("b", Cell(0, 1, 1), "")]


_PARTS = st.sampled_from((
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>ord</w:t>", "<w:t>En vanlig setning.</w:t>", "<w:ins>", "</w:ins>", "<w:del w:author='x'>",
    "</w:del>", "<w:delText>borte</w:delText>", "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:trPr><w:del/></w:trPr>", "<w:trPr><w:ins/></w:trPr>", "<w:tc>", "</w:tc>",
    "<w:bookmarkStart w:name='mal'/>", "<w:moveTo>", "</w:moveTo>", "<w:commentRangeStart w:id='0'/>", "<w:hyperlink>", "</w:hyperlink>",
    "<w:sdt>", "</w:sdt>", "<w:pPr><w:pStyle w:val='Overskrift1'/></w:pPr>", "<w:txbxContent>", "</w:txbxContent>",
    "<w:footnoteReference w:id='1'/>", "<w:br/>", "<w:rPr><w:rPrChange/></w:rPr>",
))  # fmt: skip


@given(st.lists(_PARTS, max_size=60).map("".join), examples=300)
def test_every_change_of_any_body_is_accounted_for(text: str) -> None:
    root = etree.fromstring(f"<w:body {SPACES}>{text}</w:body>".encode(), etree.XMLParser(recover=True))
    found = read("".join(etree.tostring(child, encoding="unicode") for child in root))
    comparison = compare_tracked(read(GOOD), found)
    assert sum(change.marks for change in comparison.changes) + len(found.others) == found.marks
    assert all(change.kind != "text" or change.word_edits or change.marks for change in comparison.changes)


# --- hostile files ---


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_word_file_is_refused(name: str) -> None:
    make, key = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        read_tracked(make())
    assert refused.value.key == key


def many() -> bytes:
    return packed(parts_of("<w:p>" + f"<w:ins {WHO}>{run('a')}</w:ins>" * (MOST_CHANGES + 1) + "</w:p>"))


def remarks() -> bytes:
    return packed(parts_of(p("a"), more={"comments.xml": f"<w:comments {SPACES}>{'<w:comment/>' * (MOST_CHANGES + 1)}</w:comments>"}))


def nested() -> bytes:
    return packed(parts_of("<w:p>" + f"<w:ins {WHO}>" * 300 + run("a") + "</w:ins>" * 300 + "</w:p>"))


@pytest.mark.parametrize(
    ("make", "key"), [(many, "too-many-changes"), (remarks, "too-many-changes"), (nested, "part-broken"), (liar, "part-damaged")]
)
def test_no_more_than_a_person_could_read(make: Callable[[], bytes], key: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_tracked(make())
    assert refused.value.key == key


def test_a_huge_comment_is_cut() -> None:
    found = read(p("a"), {"comments.xml": f"<w:comments {SPACES}><w:comment><w:p>{run('x' * 100_000)}</w:p></w:comment></w:comments>"})
    assert found.comments[0].text == "x" * 20_000 + "…"
