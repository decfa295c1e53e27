"""What a committee decided, read from a redline and from tables; the branch, the protocol, and the adoption that proves it."""

from __future__ import annotations

import csv
import json
import re
import shutil
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2  # type: ignore[import-untyped]
import pytest

from planverk.app.compare_targets import read_version
from planverk.app.redlines import redline_file, table_file
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.errors import UserError
from planverk.formats.published import docx_provenance
from planverk.review_import.changes import plain
from planverk.verdicts.table import from_csv
from planverk.word.tracking import read_tracked
from tests.circulated_files import Circulated
from tests.deciding import decided
from tests.support import committed, copied, edit, git, saved
from tests.word_files import packed

MEASURE, OTHER, CHAPTER = "plan/measures/felles-rutine.md", "plan/measures/moteplass.md", "plan/chapters/metode.md"
NEW = """---
number: 3
title: Kurs for frivillige
goal: felles-innsats
responsible: frivilligsentral
assignment: adopted
deadline: 2027-06-30
---

Alle frivillige får tilbod om kurs.
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a plan (v1) and a proposal (p1) of four changes: the method, the text of measure 1, its deadline, and a new measure."""
    root = copied("example", tmp_path_factory.mktemp("proposal") / "repo")
    committed(root)
    git(root, "config", "user.name", "planverk")
    git(root, "config", "user.email", "tests@planverk.example")
    git(root, "tag", "v1")
    edit(root, CHAPTER, "Alle over 18 år kunne svare.", "Alle over 16 år kunne svare.")
    edit(root, MEASURE, "Tenestene lagar ei felles rutine.", "Tenestene vurderer ei felles rutine.")
    edit(root, MEASURE, "deadline: 2026-06-30", "deadline: 2027-12-31")
    (root / "plan/measures/kurs.md").write_text(NEW, encoding="utf-8")
    saved(root)
    git(root, "tag", "p1")
    return root


@pytest.fixture(scope="module")
def redline(original: Path) -> bytes:
    """The redline that goes to the meeting."""
    return redline_file(read_version(str(original), "v1"), read_version(str(original), "p1"), "docx")


def test_the_whole_pdf_and_the_redline_in_word_say_which_editions_they_are_between_and_number_the_same_changes(
    original: Path, redline: bytes
) -> None:
    between = "Endringar frå høyringsutkastet av 23. november 2026"
    whole = redline_file(read_version(str(original), "v1"), read_version(str(original), "p1"), "pdf")
    pdf = pypdfium2.PdfDocument(whole)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    assert between in pages[0]
    with ZipFile(BytesIO(redline)) as archive:
        headers = [" ".join(archive.read(name).decode().split()) for name in archive.namelist() if name.startswith("word/header")]
        word = archive.read("word/document.xml").decode()
        first = re.findall(r'<w:headerReference [^>]*w:type="first"[^>]*>', word)
    assert len(first) == 1 and sum(between in header for header in headers) == 1
    in_word = {number for told in re.findall(r"endring ([0-9, ]+)", word) for number in told.split(", ")}
    in_pdf = {number for told in re.findall(r"\(endring ([0-9, ]+)\)", " ".join(pages)) for number in told.split(", ")}
    assert in_pdf == in_word == {"1", "2", "3", "4"}
    text = " ".join(pages)
    assert re.search(r"Alle over \[−\s*18\s*−\] \[\+\s*16\s*\+\] år kunne svare\. \(endring 1\)", text)


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    """A copy of the repository that a test may change."""
    shutil.copytree(original, tmp_path / "repo")
    return tmp_path / "repo"


def taken(root: Path, data: bytes, *arguments: str, name: str = "mote.docx") -> tuple[int, dict[str, Any]]:
    """What `import-review --verdicts` answers of a file, and the protocol."""
    path = root.parent / name
    path.write_bytes(data)
    code = main(["import-review", "--verdicts", str(path), "--branch", "vedtak", "-C", str(root), *arguments])
    protocol = root.parent / f"{path.stem}.protocol.json"
    return code, json.loads(protocol.read_text(encoding="utf-8")) if protocol.is_file() else {}


def on_branch(root: Path, path: str) -> str:
    return git(root, "show", f"vedtak:{path}")


def verdicts(protocol: dict[str, Any]) -> list[str]:
    return [change["verdict"] for change in protocol["changes"]]


def test_a_redline_names_both_editions_and_numbers_each_change(redline: bytes, original: Path) -> None:
    told = docx_provenance(redline)
    assert (told.document, told.since, told.revision) == ("redline", git(original, "rev-parse", "v1"), git(original, "rev-parse", "p1"))
    lines = [line for line in read_tracked(redline).lines if line.stamps() and not line.contents]
    authors = {plain(line.after or line.before): line.stamps()[0].author for line in lines}
    numbered = {text: author.rpartition(" ")[2] for text, author in authors.items() if "endring" in author}
    texts = ("Alle over 16 år kunne svare.", "Tenestene vurderer ei felles rutine.", "Alle frivillige får tilbod om kurs.")
    assert [numbered[text] for text in texts] == ["1", "3", "4"]
    assert {number for text, number in numbered.items() if "31. desember 2027" in text and "vurderer" not in text} == {"2"}


def test_a_redline_and_a_table_are_made_again(root: Path, original: Path, redline: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    table = table_file(read_version(str(original), "v1"), read_version(str(original), "p1"), "docx")
    for data, code in ((redline, CLEAN), (table, CLEAN), (Circulated(redline).data(), FINDINGS)):
        (root.parent / "sak.docx").write_bytes(data)
        assert main(["verify", str(root.parent / "sak.docx"), "-C", str(root)]) == code, capsys.readouterr()
    assert git(original, "rev-parse", "p1")[:16] in capsys.readouterr().out


def test_accepted_rejected_written_anew_and_left(root: Path, redline: bytes) -> None:
    met = Circulated(decided(redline, {"endring 1": "reject", "endring 3": "accept", "endring 4": "accept"}), author="Utvalet")
    met.type_over("Tenestene vurderer", "Tenestene skal lage")
    met.new_paragraph(met.paragraph("Alle frivillige får tilbod om kurs."), "Kurset er gratis.")
    code, protocol = taken(root, met.data(), "--body", "hovudutvalet")
    assert (code, verdicts(protocol)) == (FINDINGS, ["rejected", "open", "amended", "adopted"])
    assert [change.get("body") for change in protocol["changes"]] == ["hovudutvalet", None, "hovudutvalet", "hovudutvalet"]
    assert "Alle over 18 år kunne svare." in on_branch(root, CHAPTER)
    measure = on_branch(root, MEASURE)
    assert "Tenestene skal lage ei felles rutine." in measure and "deadline: 2026-06-30" in measure
    assert on_branch(root, "plan/measures/kurs.md").endswith("Alle frivillige får tilbod om kurs.\n\nKurset er gratis.")
    assert [(each["answers"], each["after"]) for each in protocol["amendments"]] == [
        ([3], "Tenestene skal lage ei felles rutine."), ([], "Kurset er gratis."),
    ]  # fmt: skip
    assert on_branch(root, OTHER) == git(root, "show", f"p1:{OTHER}")
    assert git(root, "rev-parse", "vedtak^") == git(root, "rev-parse", "p1")
    for ending in ("pdf", "docx"):
        assert (root.parent / f"mote.protocol.{ending}").is_file()


def test_a_redline_that_came_back_as_it_was_sent_decides_nothing(root: Path, redline: bytes) -> None:
    code, protocol = taken(root, redline)
    assert (code, verdicts(protocol), protocol["amendments"]) == (FINDINGS, ["open"] * 4, [])
    assert git(root, "diff", "--stat", "v1", "vedtak") == ""


# --- tables ---


def filled(original: Path, *rows: tuple[str, str, str], encoding: str = "utf-8", between: str = ";") -> bytes:
    """The table for a spreadsheet with verdict, body and vote written in."""
    made = table_file(read_version(str(original), "v1"), read_version(str(original), "p1"), "csv").decode("utf-8-sig")
    table = list(csv.reader(StringIO(made), delimiter=";"))
    for row, given in zip(table[1:], rows, strict=True):
        row[5:8] = given
    stream = StringIO()
    csv.writer(stream, delimiter=between).writerows(table)
    return stream.getvalue().encode(encoding)


AMENDED = "Tenestene har ei felles rutine frå 2027."
ALL = (("Vedteke", "", ""), ("avvist", "kommunestyret", "21 mot 4"), (f"Endra: {AMENDED}", "", "samrøystes"), ("adopted", "", ""))


@pytest.mark.parametrize(("encoding", "between"), [("utf-8", ";"), ("cp1252", ";"), ("utf-8-sig", ","), ("utf-8", "\t")])
def test_a_spreadsheet_is_read_however_it_was_saved(original: Path, encoding: str, between: str) -> None:
    told = from_csv(filled(original, *ALL, encoding=encoding, between=between), "t.csv")
    assert told
    assert [given[:3] for given in told.given.values()] == [
        ("adopted", "", ""), ("rejected", "kommunestyret", "21 mot 4"), ("amended", "", "samrøystes"), ("adopted", "", ""),
    ]  # fmt: skip
    assert told.given[3].text == AMENDED


def test_a_filled_in_table_becomes_a_branch_and_an_adoption_that_proves_it(root: Path, original: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, protocol = taken(root, filled(original, *ALL), "--body", "hovudutvalet", name="tabell.csv")
    assert (code, verdicts(protocol)) == (CLEAN, ["adopted", "rejected", "amended", "adopted"])
    assert protocol["changes"][1]["vote"] == "21 mot 4" and protocol["changes"][0]["body"] == "hovudutvalet"
    assert AMENDED in on_branch(root, MEASURE) and "2026-06-30" in on_branch(root, MEASURE)
    record = str(root.parent / "tabell.protocol.json")
    adopt = ["adopt", "-C", str(root), "--from", "p1", "--verdicts", record, "--body", "kommunestyret", "--date", "2026-01-15", "--case", "1/26"]
    capsys.readouterr()
    assert main([*adopt, "--no-tag"]) == WRONG_CALL
    assert "Tiltak 1 «Felles rutine for tenestene»" in capsys.readouterr().err
    assert git(root, "status", "--porcelain") == ""
    git(root, "switch", "--quiet", "vedtak")
    assert main([*adopt, "--no-tag"]) == CLEAN
    manifest = json.loads((root / "plan/adopted/2026-01-15.json").read_text(encoding="utf-8"))
    assert manifest["proposed"]["proposal"] == git(root, "rev-parse", "p1")
    assert [each["verdict"] for each in manifest["verdicts"]] == ["adopted", "rejected", "amended", "adopted"]
    assert main(["check", "-C", str(root)]) == CLEAN


def test_a_filled_in_table_in_word_says_the_same(root: Path, original: Path) -> None:
    table = Circulated(table_file(read_version(str(original), "v1"), read_version(str(original), "p1"), "docx"))
    for number, (row, (verdict, body, vote)) in enumerate(zip(rows_of(table), ALL, strict=True), 1):
        assert table.text(row[0]) == str(number)
        for cell, text in zip(row[-3:], (verdict, body, vote), strict=True):
            if text:
                table.insert(cell, 0, text)
    code, protocol = taken(root, table.data())
    assert (code, verdicts(protocol)) == (CLEAN, ["adopted", "rejected", "amended", "adopted"])
    assert protocol["changes"][1]["vote"] == "21 mot 4"


def rows_of(table: Circulated) -> list[list[Any]]:
    """The first paragraph of every cell of the table, without its header."""
    from planverk.word.names import w

    (found,) = table.root.iter(w("tbl"))
    return [[next(cell.iter(w("p"))) for cell in row.iterchildren(w("tc"))] for row in list(found.iterchildren(w("tr")))[1:]]


WRONG = {
    "verdict-not-known": (("kanskje", "", ""), *ALL[1:]),
    "verdict-without-text": (("Endret", "", ""), *ALL[1:]),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_cell_that_cannot_be_understood_is_named(original: Path, key: str) -> None:
    with pytest.raises(UserError) as stop:
        from_csv(filled(original, *WRONG[key]), "t.csv")
    assert (stop.value.key, stop.value.facts["number"]) == (key, 1)


def test_a_change_that_stands_twice_is_refused(original: Path) -> None:
    table = filled(original, *ALL)
    with pytest.raises(UserError, match="verdict-repeated"):
        from_csv(table + table.splitlines(keepends=True)[-1], "t.csv")


def test_verdicts_on_another_proposal_are_refused(root: Path, original: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data, said in (
        (filled(original, *ALL).replace(git(original, "rev-parse", "p1").encode(), git(original, "rev-parse", "v1").encode()), "endring"),
        (filled(original, *ALL).replace(git(original, "rev-parse", "p1").encode(), b"0" * 40), "git fetch"),
        (b"ingenting", "planverk diff"),
        (packed({"[Content_Types].xml": b"<x/>"}), "planverk diff"),
    ):
        assert taken(root, data, name="feil.csv")[0] == WRONG_CALL
        assert said in capsys.readouterr().err
    assert git(root, "branch", "--list", "vedtak") == "" and not (root.parent / "feil.protocol.json").exists()


CALLS = (
    ["import-review"], ["import-review", "x.docx", "--verdicts", "y"], ["import-review", "x.docx", "--body", "b"], ["adopt", "--from", "p1"],
    ["diff", "v1", "p1", "--verdicts"], ["diff", "v1", "p1", "--format", "csv"],
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_what_does_not_go_together_is_refused(original: Path, call: list[str]) -> None:
    assert main([*call, "-C", str(original)]) == WRONG_CALL
