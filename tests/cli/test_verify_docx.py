"""`planverk verify-docx`: what it prints and how it ends, in three languages and two forms."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from tests.word_files import link, p, packed, parts_of

FAULTY = p("Mål 1", "Overskrift1") + p("Les om det ", more=link("her")) + p("• en") + p("• to")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "svar.docx"
    path.write_bytes(packed(parts_of(FAULTY)))
    return path


def test_text_whole(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-docx", str(faulty)]) == FINDINGS
    assert capsys.readouterr().out == (
        "svar.docx: warning[link-text-unclear]: lenketeksten «her» sier ikke hvor lenken fører\n"
        "  | Mål 1: «Les om det her», avsnitt 2 i word/document.xml\n"
        "  = bruk navnet på det som lenkes til (WCAG 2.4.4, F63)\n"
        "\n"
        "svar.docx: error[list-faked]: punktene i en liste er skrevet som vanlige tegn (avsnitt: 2)\n"
        "  | Mål 1: «• en», avsnitt 3 i word/document.xml\n"
        "  = slett tegnene, merk avsnittene, og bruk knappen for punkter eller nummer (WCAG 1.3.1, F2)\n"
        "\n"
        "Kontrollerte 4 avsnitt i svar.docx: 1 feil, 1 advarsel, 0 merknader.\n"
    )


def test_json_whole(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-docx", str(faulty), "--format", "json", "--lang", "en"]) == FINDINGS
    told = json.loads(capsys.readouterr().out)
    assert told["summary"] == {"errors": 1, "warnings": 1, "infos": 0, "paragraphs": 4}
    assert told["diagnostics"][1] == {
        "rule": "list-faked",
        "severity": "error",
        "path": "svar.docx",
        "part": "word/document.xml",
        "headings": ["Mål 1"],
        "paragraph": 3,
        "quote": "• en",
        "message": "the marks of a list are typed as ordinary characters (paragraphs: 2)",
        "hints": ["delete the characters, select the paragraphs, and use the button for bullets or numbering"],
        "source": "WCAG 1.3.1, F2",
    }


@pytest.mark.parametrize(
    ("body", "options", "code"),
    [
        (p("Mål 1", "Overskrift1") + p("Tekst."), [], CLEAN),
        (p("Mål 1", "Overskrift1") + p("Se ", more=link("her")), [], CLEAN),
        (p("Mål 1", "Overskrift1") + p("Se ", more=link("her")), ["--strict"], FINDINGS),
        (FAULTY, [], FINDINGS),
    ],
)
def test_exit_codes(body: str, options: list[str], code: int, tmp_path: Path) -> None:
    path = tmp_path / "fil.docx"
    path.write_bytes(packed(parts_of(body)))
    assert main(["verify-docx", str(path), *options]) == code


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "the file has Word's old format (.doc)"),
        ("b.docx", b"%PDF-1.7", "the file is a PDF, not a Word file"),
        ("c.docx", b"", "the file is empty"),
    ],
)
def test_what_is_no_word_file(name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["verify-docx", str(path), "--lang", "en"]) == WRONG_CALL
    assert capsys.readouterr().err.startswith(f"planverk: “{path}” cannot be checked: {said}")


def test_what_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-docx", str(tmp_path)]) == WRONG_CALL
    assert main(["verify-docx", str(tmp_path / "borte.docx")]) == WRONG_CALL
    assert capsys.readouterr().err == f"planverk: «{tmp_path}» er ikke en vanlig fil\nplanverk: «{tmp_path / 'borte.docx'}» finnes ikke\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with a name in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rør.docx")
    assert main(["verify-docx", str(tmp_path / "rør.docx")]) == WRONG_CALL


def test_too_large_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "stor.docx"
    with path.open("wb") as file:
        file.truncate(2**40)
    assert main(["verify-docx", str(path)]) == WRONG_CALL
    assert capsys.readouterr().err == f"planverk: «{path}» er større enn 256 MB, og er ikke lest\n"
