"""Files that mean harm, or that nobody can read: each is refused in words or read within bounds, writes nothing beside the folder, fetches nothing.

tests/word/test_word_hostile.py has more of what is no Word file.
"""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from planverk.app.lock import Wheel
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.formats import pandoc
from planverk.importing import read
from tests.importing.test_pdf import blank, changed
from tests.importing.test_word import W, docx, p, table
from tests.wheels import NAME

FOREIGN = ("DOCTYPE", "xmlParse", "pandoc", "Traceback", "Errno", "line 1", "Could not", "qpdf")
"""What programs say, which no user should have to read."""
SECONDS = 60
PORT = 0


def zipped(data: bytes, **parts: bytes | str) -> bytes:
    """A package with some of its parts changed or added; "__" in a name is a slash, "_dot_" a full stop."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(made, "w", ZIP_DEFLATED) as archive:
        new = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
        for name in source.namelist():
            if name not in new:
                archive.writestr(name, source.read(name), ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
        for name, part in new.items():
            archive.writestr(name, part)
    return made.getvalue()


def body(inside: str, before: str = "") -> dict[str, str]:
    return {"word__document_dot_xml": f"{before}<w:document {W}><w:body>{inside}</w:body></w:document>"}


def odt(inside: str, before: str = "") -> bytes:
    """An OpenDocument text with something in the place of its paragraph."""
    sound = pandoc.convert([{"t": "Para", "c": [{"t": "Str", "c": "XYZ"}]}], {}, datetime(2026, 1, 1), "odt")
    with ZipFile(BytesIO(sound)) as archive:
        content = archive.read("content.xml").decode()
    start = content.index("<text:p", content.index("<office:text"))
    end = content.index("</text:p>", start) + len("</text:p>")
    return zipped(sound, content_dot_xml=content[:start].replace("?>", f"?>{before}", 1) + inside + content[end:])


def pages(count: int) -> bytes:
    made, pdf = BytesIO(), pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


def without_maps(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            del each["/ToUnicode"]


def many_tags(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.K = Array([root.K, *[Dictionary(S=Name.P, K=0)] * 300_000])


def circles(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    root.RoleMap = Dictionary({"/Round": Name("/About"), "/About": Name("/Round")})
    top = root.K if isinstance(root.K, Dictionary) else root.K[0]
    top.K.append(pdf.make_indirect(Dictionary(S=Name("/Round"), K=Array([top, root]))))


def fetched() -> bytes:
    """A Word file whose picture, template and notes stand elsewhere."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    places = {"image": f"http://127.0.0.1:{PORT}/a.png", "attachedTemplate": f"http://127.0.0.1:{PORT}/t.dotm", "footnotes": "../../../../etc/passwd"}
    outside = "".join(f'<Relationship Id="{name}" Type="{kind}/{name}" Target="{place}" TargetMode="External"/>' for name, place in places.items())
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{outside}</Relationships>'
    return zipped(docx(HEAD), word___rels__document_dot_xml_dot_rels=relations)


def encrypted_odt() -> bytes:
    return zipped(odt("<text:p>x</text:p>"), **{"META-INF__manifest_dot_xml": "<m><encryption-data/></m>"})


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


HEAD = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Innledning</w:t></w:r></w:p>" + p("Kommunen vil ha flere stier.")
LIST, LIST_END = "<text:list><text:list-item>", "</text:list-item></text:list>"
ENTITIES = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le").ljust(600, b"\0")
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "Word that unpacks to much": (lambda: zipped(docx(""), **body(p("a" * 60_000_000))), "større enn i noen Word-fil"),
    "OpenDocument that unpacks to much": (lambda: odt(f"<text:p>{'a' * 60_000_000}</text:p>"), "større enn i noen Word-fil"),
    "Word of more words than any plan": (lambda: docx(HEAD + p("ord " * 800_000)), "større enn noen plan"),
    "OpenDocument of more words than any plan": (lambda: odt(f"<text:p>{'ord ' * 800_000}</text:p>"), "større enn noen plan"),
    "text of more paragraphs than any plan": (lambda: b"a.\n\n" * (read.MOST_PARAGRAPHS + 1), "større enn noen plan"),
    "text of more goals than any plan": (lambda: "Mål 1: Aktive\n\n".encode() * 3_100, "større enn noen plan"),
    "text of more words than any plan": (lambda: b"ord " * 800_000, "større enn noen plan"),
    "Word with entities": (lambda: zipped(docx(""), **body(p("&b;"), ENTITIES)), "kan gjøre skade"),
    "Word with an entity of a file": (lambda: zipped(docx(""), **body(p("&b;"), OUTSIDE)), "kan gjøre skade"),
    "OpenDocument with entities": (lambda: odt("<text:p>&b;</text:p>", ENTITIES), "kan gjøre skade"),
    "OpenDocument with an entity of a file": (lambda: odt("<text:p>&b;</text:p>", OUTSIDE), "kan gjøre skade"),
    "Word with a control character": (lambda: docx(p("Tekst &#x7;")), "innholdet er skadet"),
    "lists in lists": (lambda: odt(f"{LIST * 90}<text:p>x</text:p>{LIST_END * 90}"), "inni hverandre"),
    "a million spaces from one number": (lambda: odt('<text:p>Hei<text:s text:c="2000000000"/></text:p>'), "større enn noen plan"),
    "half a Word file": (lambda: half(docx(HEAD)), "skadet"),
    "half an OpenDocument": (lambda: half(odt("<text:p>x</text:p>")), "skadet"),
    "half a PDF": (lambda: half(blank()), "skadet"),
    "Word with a password": (lambda: OLE, "fjern passordet"),
    "OpenDocument with a password": (encrypted_odt, "fjern passordet"),
    "PDF with a password": (lambda: changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b")), "uten passord"),
    "PDF of scanned pages": (blank, "OCR"),
    "PDF without letters": (lambda: changed(without_maps), "OCR"),
    "PDF of 10,000 pages": (lambda: pages(10_000), "mer tid eller minne"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "er ikke noe planverk kan importere"),
}  # fmt: skip
READ: dict[str, Callable[[], bytes]] = {
    "names that lead out of the zip": lambda: zipped(docx(HEAD), **{"../../evil_dot_txt": "x", "/evil_dot_txt": "y"}),
    "relations that lead outside": fetched,
    "macros": lambda: zipped(docx(HEAD), **{"word__vbaProject_dot_bin": b"\xd0\xcf\x11\xe0" + bytes(500)}),
    "pictures that unpack to much": lambda: zipped(docx(HEAD), **{f"word__media__{number}_dot_png": bytes(45_000_000) for number in range(4)}),
    "a title that is a path": lambda: docx(HEAD.replace("Innledning", "../../../evil")),
    "a title that turns the line": lambda: docx(HEAD.replace("Innledning", "Innledning &#x202E;txt.exe&#x85;")),
    "a cell over a billion columns": lambda: docx(table(f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>{p("x")}</w:tc></w:tr>')),
    "tables in tables": lambda: docx(HEAD + "<w:tbl><w:tr><w:tc>" * 60 + p("x") + "</w:tc></w:tr></w:tbl>" * 60),
    "a billion rows from one number": lambda: odt(
        '<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    ),
    "tags in circles": lambda: changed(circles),
    "tags without end": lambda: changed(many_tags),
    "text with controls": lambda: "Plan for noe\n\n\x00Mål 1: \x1b[31mRød\x07\n\nTekst\x85her\u202e\n\n".encode(),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _small_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.new_repository.wheel_for", lambda *arguments: Wheel(NAME, b"PK\0", "", True))


def imported(data: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what was said; with what lies in the folder checked to be the file and the plan."""
    source = folder / "inn" / "plan.fil"
    source.parent.mkdir()
    source.write_bytes(data)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = used.ru_utime + used.ru_stime
    code = main(["import", str(source), "--into", str(folder / "inn" / "ny"), "--lang", "nb"])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert used.ru_utime + used.ru_stime - began < SECONDS
    said = capsys.readouterr()
    assert {path.relative_to(folder).as_posix() for path in [*folder.iterdir(), *source.parent.iterdir()]} <= {"inn", "inn/plan.fil", "inn/ny"}
    assert not [word for word in FOREIGN if word in said.out + said.err], said
    return code, said.err


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, wanted = REFUSED[name]
    code, said = imported(make(), tmp_path, capsys)
    assert code == WRONG_CALL and wanted in said and not (tmp_path / "inn/ny").exists(), said


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_does_no_harm(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        monkeypatch.setitem(globals(), "PORT", server.getsockname()[1])
        code, said = imported(READ[name](), tmp_path, capsys)
        assert code in (CLEAN, FINDINGS), said
        with pytest.raises(BlockingIOError):
            server.accept()
    written = [path for path in (tmp_path / "inn/ny").rglob("*") if path.is_file() and ".git" not in path.parts]
    assert not [path for path in written if path.suffix in (".bin", ".exe", ".png") or ("evil" in path.name and path.parent.name != "chapters")]
    assert not [path for path in written if b"\x1b" in path.read_bytes() or "\u202e" in path.read_text("utf-8")]
