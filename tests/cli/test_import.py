"""`planverk import`: the folder that it makes, its report, and its exit codes."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import struct
from pathlib import Path

import pytest

from planverk.app.lock import Wheel
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.importing.hints import NO_HINTS, as_toml, read_hints, with_answer
from planverk.paths import HELP_FILE
from planverk.reading.git import run_git
from tests import built
from tests.importing.test_word import docx, p, row, table
from tests.wheels import NAME


@pytest.fixture(autouse=True)
def _small_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.new_repository.wheel_for", lambda *arguments: Wheel(NAME, b"PK\0", "", True))


Capture = pytest.CaptureFixture[str]
TEXT = "Plan for friluftsliv\n\nInnledning\n\nDøme kommune vil ha flere stier.\n\nMål 1: Flere stier\n\nStiene skal merkes.\n"


def written(folder: Path, text: str | bytes = TEXT) -> Path:
    path = folder / "plan.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_text_becomes_a_plan_with_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = written(tmp_path), tmp_path / "ny"
    assert main(["import", str(source), "--into", str(into), "--format", "json"]) == CLEAN
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((into / "import-report.json").read_text(encoding="utf-8"))
    assert told["source"] == {"file": "plan.txt", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "words": told["placed"]}
    assert [(each["text"], each["where"]) for each in told["paragraphs"]] == [
        ("Plan for friluftsliv", ["plan.yaml/title"]),
        ("Innledning", ["chapter:innledning/title"]),
        ("Døme kommune vil ha flere stier.", ["plan.yaml/organisation.name", "chapter:innledning/body"]),
        ("Mål 1: Flere stier", ["goal:flere-stier/number", "goal:flere-stier/title"]),
        ("Stiene skal merkes.", ["goal:flere-stier/body"]),
    ]
    page = (into / "import-report.html").read_text(encoding="utf-8")
    assert "kapittelet «Innledning», tekst" in page and "<script" not in page and "100,0 prosent" in page
    assert (into / "plan/goals/flere-stier.md").read_text(encoding="utf-8") == "---\nnumber: 1\ntitle: Flere stier\n---\n\nStiene skal merkes.\n"
    main(["check", "-C", str(into)])
    found = {line.split("error[")[1].split("]")[0] for line in capsys.readouterr().out.splitlines() if "error[" in line}
    assert found <= {"empty-text", "missing-field"}


def test_what_is_not_placed_gives_exit_code_1_until_it_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, f"Dette er en lang tekst som står foran alt annet, og som ikke hører til noe sted i planen.\n\n{TEXT}")
    assert main(["import", str(source), "--into", str(tmp_path / "en"), "--lang", "nn"]) == FINDINGS
    assert "Ikkje plassert (1)" in capsys.readouterr().out
    assert main(["import", str(source), "--into", str(tmp_path / "to"), "--leave", "Dette er en lang"]) == CLEAN


def test_a_folder_that_holds_work_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = written(tmp_path), tmp_path / "min"
    into.mkdir()
    (into / "notat.txt").write_text("mitt", encoding="utf-8")
    assert main(["import", str(source), "--into", str(into)]) == WRONG_CALL
    assert "er ikke tom" in capsys.readouterr().err and [path.name for path in into.iterdir()] == ["notat.txt"]


def test_a_folder_in_the_repository_of_something_else_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = written(tmp_path), tmp_path / "annet/ny"
    (tmp_path / "annet/.git").mkdir(parents=True)
    assert main(["import", str(source), "--into", str(into)]) == WRONG_CALL
    assert "ligger i et annet repo" in capsys.readouterr().err and not into.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xe6\xf8\xe5", "tegnsettet UTF-8"),
        (b"%PDF-1.7\n", "er skadet, eller er ikke en PDF"),
        (b"{\\rtf1}", "i formatet RTF"),
        (b" \n\n", "har ingen tekst"),
    ],
    ids=["latin-1", "pdf", "rtf", "blank"],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str) -> None:
    assert main(["import", str(written(tmp_path, data)), "--into", str(tmp_path / "ny")]) == WRONG_CALL
    assert said in capsys.readouterr().err and not (tmp_path / "ny").exists()


def test_a_mapping_with_a_slip_tells_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "kobling.toml"
    mapping.write_text('[headings]\n"Innledning" = "maal"\n', encoding="utf-8")
    assert main(["import", str(written(tmp_path)), "--into", str(tmp_path / "ny"), "--mapping", str(mapping)]) == WRONG_CALL
    assert "linje 2: «Innledning»" in capsys.readouterr().err and not (tmp_path / "ny").exists()
    mapping.write_text('[headings]\n"Innledning" = "goal"\n', encoding="utf-8")
    main(["import", str(written(tmp_path)), "--into", str(tmp_path / "ny"), "--mapping", str(mapping)])
    assert sorted(path.name for path in (tmp_path / "ny/plan/goals").iterdir()) == ["flere-stier.md", "innledning.md"]


def test_the_reports_that_hold_a_persons_name_are_ignored_by_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = written(tmp_path), tmp_path / "ny"
    assert main(["import", str(source), "--into", str(into)]) == CLEAN
    assert "Git tar dem ikke med" in capsys.readouterr().err
    fresh = run_git(into, "ls-files", "--others", "--exclude-standard").decode().splitlines()
    assert "plan/plan.yaml" in fresh and ".gitignore" in fresh and not [path for path in fresh if "import-report" in path]
    assert "suicide-prevention" not in (into / "planverk.toml").read_text(encoding="utf-8") and not (into / HELP_FILE).exists()


def test_the_report_of_a_pdf_shows_each_page_once_beside_its_paragraphs(tmp_path: Path) -> None:
    main(["import", str(written(tmp_path, built.pdf("example"))), "--into", str(tmp_path / "ny"), "--lang", "en"])
    page = (tmp_path / "ny/import-report.html").read_text(encoding="utf-8")
    pictures = dict(re.findall(r'<img src="data:image/png;base64,([^"]+)" alt="A picture of page (\d+) [^"]+"', page))
    assert len(pictures) == page.count("<img ") > 5 and len({*pictures.values()}) == len(pictures)
    assert "img-src data:; base-uri 'none'" in page and "<script" not in page
    for picture in pictures:
        data = base64.b64decode(picture)
        assert data.startswith(b"\x89PNG") and struct.unpack(">I", data[16:20]) == (620,)
    assert page.index("<h3>Page 1</h3>") < page.index("<h3>Page 2</h3>")


def test_the_pdf_of_the_plan_is_compared_with_the_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path)
    assert main(["import", str(source), "--into", str(tmp_path / "en"), "--with-pdf"]) == CLEAN
    told = "planverk.app.import_plan._built"
    monkeypatch.setattr(told, lambda files: "Plan for friluftsliv Innledning Døme kommune vil ha flere stier. Mål 1: Flere stier Stiene skal merkes")
    assert main(["import", str(source), "--into", str(tmp_path / "to"), "--with-pdf"]) == CLEAN
    monkeypatch.setattr(told, lambda files: "Plan for friluftsliv Innledning Døme kommune vil ha flere stier. Mål 1: Flere stier")
    capsys.readouterr()
    assert main(["import", str(source), "--into", str(tmp_path / "tre"), "--with-pdf", "--format", "json"]) == FINDINGS
    assert json.loads(capsys.readouterr().out)["differences"] == [
        {"problem": "unbuilt", "where": "goal:flere-stier/body", "text": "stiene skal merkes"}
    ]


def test_what_is_unsure_is_asked_about_and_the_answers_become_a_mapping(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    front = "Dette er en lang tekst som står foran alt annet, og som ikke hører til noe sted i planen."
    source, into = written(tmp_path, f"{front}\n\n{TEXT}"), tmp_path / "ny"
    monkeypatch.setattr("sys.stdin", io.StringIO("kanskje\nleave\n"))
    assert main(["import", str(source), "--into", str(into), "--interactive"]) == CLEAN
    said = capsys.readouterr().err
    assert front in said and said.count("Skal det utelates?") == 2  # asked again where the answer is none of the choices
    mapping = into / "import-mapping.toml"
    assert read_hints(mapping.read_text("utf-8")).leave == (front[:80],)
    assert main(["import", str(source), "--into", str(tmp_path / "to"), "--mapping", str(mapping)]) == CLEAN
    assert "import-mapping" not in run_git(into, "ls-files", "--others", "--exclude-standard").decode()


def test_where_nothing_is_answered_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = written(tmp_path, f"Dette er en lang tekst som står foran alt annet.\n\n{TEXT}")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert main(["import", str(source), "--into", str(tmp_path / "ny"), "--interactive"]) == FINDINGS
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["import", str(source), "--into", str(tmp_path / "to"), "--interactive"]) not in (CLEAN, FINDINGS, 3)
    assert not (tmp_path / "to").exists()


def test_a_mapping_of_answers_reads_as_they_were_given() -> None:
    hints = with_answer(
        with_answer(with_answer(NO_HINTS, "headings", "Vårt «mål»\\", "goal"), "columns", 'Kven "er"', "responsible"), "leave", "Side\t1", "leave"
    )
    assert read_hints(as_toml(hints)) == hints and read_hints(as_toml(NO_HINTS)) == NO_HINTS


def test_a_column_that_nobody_knows_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = table(row("Tiltak", "Beskrivelse", "Ansvarlig", "Kroner"), row("Gåbuss", "Følge til skolen.", "Skolene", "50 000"))
    source = written(tmp_path, docx(p("Plan for folkehelse", True) + p("Mål 1: Aktive barn", True) + p("Barn skal gå.") + columns))
    monkeypatch.setattr("sys.stdin", io.StringIO("financing\n" + "\n" * 9))
    main(["import", str(source), "--into", str(tmp_path / "ny"), "--interactive"])
    assert read_hints((tmp_path / "ny/import-mapping.toml").read_text("utf-8")).columns == {"kroner": "financing"}
    assert "financing: 50 000" in (tmp_path / "ny/plan/measures/gabuss.md").read_text("utf-8")
