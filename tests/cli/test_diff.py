"""`planverk diff` as others call it: what it compares, which words it has for what it cannot, exit codes; and the formats."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.compare.change import Kind
from tests.folders import laid
from tests.support import ROOT, committed, copied, edit, git

MEASURE = "plan/measures/felles-rutine.md"
SCHEMA = json.loads((ROOT / "docs/reference/changes.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example plan, committed and tagged v1; then a measure goes to another function, and its text and deadline change."""
    folder = copied("example", tmp_path / "plan-repo")
    committed(folder)
    git(folder, "tag", "v1")
    edit(folder, MEASURE, "responsible: koordinator", "responsible: frivilligsentral")
    edit(folder, MEASURE, "deadline: 2026-06-30", "deadline: 2026-12-31")
    edit(folder, MEASURE, "Tenestene lagar ei felles rutine.", "Tenestene skal lage ei felles rutine.")
    return folder


def diff(root: Path, *arguments: str) -> int:
    return main(["diff", "-C", str(root), *arguments])


DRAFT, NOW = "høringsutkastet av 23. november 2026", "høringsutkastet slik det står nå"

TOLD = """Endringer fra høringsutkastet av 23. november 2026 til høringsutkastet slik det står nå

Tiltak 1 «Felles rutine for tenestene»
  plan/measures/felles-rutine.md:9
  • Ansvaret er flyttet fra «Folkehelsekoordinator» til «Frivilligsentralen»
  • Fristen er flyttet fra 30. juni 2026 til 31. desember 2026, 6 måneder senere
  • Teksten er endret
      Tenestene [-lagar-] {+skal lage+} ei felles rutine.

Dette følger av endringene
  • Funksjonen «Folkehelsekoordinator»: funksjonen har ikke lenger ansvar for noe tiltak. Før: tiltak 1 «Felles rutine for tenestene»

3 endringer. I innholdet: 3. Redaksjonelle: 0.
"""


def between(before: str, after: str) -> str:
    """What is told, of two editions of these names."""
    return TOLD.replace(DRAFT, before).replace(NOW, after)


def test_the_folder_is_compared_where_after_is_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "v1") == FINDINGS
    assert capsys.readouterr().out == TOLD


def test_two_revisions_and_two_folders_are_compared_alike(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "commit", "--all", "--quiet", "--message", "second")
    assert diff(root, "v1", "HEAD") == FINDINGS
    assert capsys.readouterr().out == between(f"{DRAFT} ({git(root, 'rev-parse', 'v1')[:8]})", f"{DRAFT} ({git(root, 'rev-parse', 'HEAD')[:8]})")
    other = copied("example", tmp_path / "other")
    assert diff(root, str(other), str(root)) == FINDINGS
    assert capsys.readouterr().out == between(f"høringsutkastet i mappen {other}", f"høringsutkastet i mappen {root}")


def test_two_and_three_dots_mean_what_git_means(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "stash", "--quiet")
    git(root, "switch", "--quiet", "--create", "side")
    edit(root, "plan/goals/felles-innsats.md", "saman.", "samen.")
    git(root, "commit", "--all", "--quiet", "--message", "side")
    git(root, "switch", "--quiet", "-")
    edit(root, MEASURE, "deadline: 2026-06-30", "deadline: 2027-06-30")
    git(root, "commit", "--all", "--quiet", "--message", "main")
    for asked, said in (("HEAD...side", ["text-changed"]), ("v1..HEAD", ["deadline-changed"]), ("v1..", ["deadline-changed"])):
        assert diff(root, asked, "--format", "json") == FINDINGS
        assert [change["kind"] for change in json.loads(capsys.readouterr().out)["changes"]] == said, asked
    git(root, "switch", "--quiet", "--orphan", "alone")
    git(root, "commit", "--allow-empty", "--quiet", "--message", "alone")
    assert diff(root, "v1...alone") == WRONG_CALL
    assert "«v1» og «alone» har ingen revisjon til felles" in capsys.readouterr().err


def test_equal_revisions_give_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = f"Ingen endringer fra {DRAFT} til {DRAFT}.\n"
    for style in ("text", "markdown"):
        assert diff(root, "v1", "HEAD", "--format", style) == CLEAN
        assert capsys.readouterr().out == expected
    assert diff(root, "v1", "HEAD", "--format", "json") == CLEAN
    assert json.loads(capsys.readouterr().out) == {"before": "v1", "after": "HEAD", "changes": [], "summary": {}}


def test_only_what_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, "plan/goals/felles-innsats.md", "Tenestene skal arbeide saman.", "Tenestene skal arbeide *saman*.")
    assert diff(root, "v1", "--only", "editorial", "--lang", "nn") == FINDINGS
    assert capsys.readouterr().out == (
        "Endringar frå høyringsutkastet av 23. november 2026 til høyringsutkastet slik det står no\n\n"
        "Mål 1 «Felles innsats»\n  plan/goals/felles-innsats.md:9\n  • Teksten er endra (redaksjonell endring)\n"
        "      Tenestene skal arbeide {+*+}saman{+*+}.\n\n1 endring. I innhaldet: 0. Redaksjonelle: 1. Utelatne her: 3.\n"
    )
    assert diff(root, "v1", "--entry", "goal:felles-innsats", "--only", "substantive") == CLEAN
    assert capsys.readouterr().out == f"Ingen av endringene fra {DRAFT} til {NOW} er blant dem du spurte etter. Utelatt her: 4.\n"
    assert diff(root, "v1", "--entry", "function:koordinator") == FINDINGS
    assert "Funksjonen «Folkehelsekoordinator»: funksjonen har ikke lenger ansvar" in capsys.readouterr().out


def test_json_holds_to_its_schema_and_to_the_contract(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "v1", "--format", "json") == FINDINGS
    told = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(told, SCHEMA)
    assert told["summary"] == dict(Counter(change["kind"] for change in told["changes"]))
    assert told["changes"][1] == {
        "kind": "deadline-changed",
        "entry": "measure:felles-rutine",
        "field": "deadline",
        "before": "2026-06-30",
        "after": "2026-12-31",
        "weight": "substantive",
        "message": "Tiltak 1 «Felles rutine for tenestene»: fristen er flyttet fra 30. juni 2026 til 31. desember 2026, 6 måneder senere",
        "path_before": MEASURE,
        "line_before": 17,
        "path_after": MEASURE,
        "line_after": 17,
    }
    assert SCHEMA["$defs"]["kind"]["enum"] == [kind.value for kind in Kind]


def test_a_file_is_written_whole(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "endringer.md"
    assert diff(root, "v1", "--format", "markdown", "--output", str(out)) == FINDINGS
    told = capsys.readouterr()
    assert told.out == "" and told.err == f"Laget {out}\n"
    assert out.read_text(encoding="utf-8").startswith("### Endringer fra høringsutkastet av 23. november 2026 til høringsutkastet slik det står nå\n")
    assert diff(root, "v1", "--output", str(tmp_path / "no" / "such" / "folder")) == WRONG_CALL
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["endringer.md"]


# --- Markdown ---

HOSTILE = (
    "@kommunen ping@kommune.example #12 !3 ~etikett %1 $2 &4 https://evil.example www.evil.example GH-7 <script>x</script> <!-- x --> "
    "&#64;alle ![](https://evil.example/x.png) [x](javascript:x) | ``` `x` **x** </del> ||x|| \\@x"
)


def test_a_link_beside_the_file_is_not_written_through(root: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "own.txt", tmp_path / "changes.md"
    own.write_text("own")
    (tmp_path / ".changes.md.fresh").symlink_to(own)
    assert diff(root, "v1", "--format", "markdown", "--output", str(out)) == FINDINGS
    assert own.read_text() == "own" and out.read_text(encoding="utf-8").startswith("### ") and not out.is_symlink()


def test_what_is_no_plain_file_is_not_written_over(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, link, pipe = tmp_path / "own.txt", tmp_path / "link", tmp_path / "pipe"
    own.write_text("own")
    link.symlink_to(own)
    os.mkfifo(pipe)
    for output in (str(link), str(pipe), str(tmp_path), ".", "", os.devnull):
        assert diff(root, "v1", "--output", output) == WRONG_CALL
        assert capsys.readouterr().err == f"planverk: «{output}» er noe annet enn en vanlig fil, og blir ikke skrevet over\n"
    assert own.read_text() == "own" and link.is_symlink() and pipe.is_fifo()


def test_markdown_shows_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "v1", "--format", "markdown") == FINDINGS
    assert capsys.readouterr().out == (
        f"### Endringer fra {DRAFT} til {NOW}\n\n"
        "3 endringer. I innholdet: 3. Redaksjonelle: 0.\n\n**Dette følger av endringene**\n\n"
        "- ⚠️ Funksjonen «Folkehelsekoordinator»: funksjonen har ikke lenger ansvar for noe tiltak. Før: tiltak 1 «Felles rutine for tenestene»\n\n"
        "**Tiltak 1 «Felles rutine for tenestene»** <sub>plan/measures/felles-rutine.md:9</sub>\n\n"
        "- Ansvaret er flyttet fra «Folkehelsekoordinator» til «Frivilligsentralen»\n"
        "- Fristen er flyttet fra 30. juni 2026 til 31. desember 2026, 6 måneder senere\n- Teksten er endret\n"
        "  > Tenestene <del>lagar</del> <ins>skal lage</ins> ei felles rutine.\n\n"
    )


def test_what_is_left_open_comes_first_and_only_that_is_a_warning(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "plan/functions/leiar.yaml").write_text("title: Leiar\nkind: role\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a function without a measure")
    edit(root, MEASURE, "national_goals:\n  - folkehelse#fellesskap\n", "national_goals:\n  - folkehelse#oversikt\n")
    edit(root, MEASURE, "responsible: frivilligsentral", "responsible: leiar")
    for style, lines in (("markdown", ["- ⚠️ Tiltak", "- Funksjonen «Leiar»"]), ("text", ["  • Tiltak 1 «Felles", "  • Funksjonen «Leiar»"])):
        told = [line for line in told_after_heading(root, style, capsys) if line.startswith(("- ", "  • "))]
        assert [line[: len(start)] for line, start in zip(told, lines, strict=True)] == lines


def told_after_heading(root: Path, style: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that tell what follows."""
    assert diff(root, "HEAD", "--format", style) == FINDINGS
    return capsys.readouterr().out.partition("Dette følger av endringene")[2].partition("**Tiltak")[0].splitlines()


def test_nothing_in_the_plan_becomes_markup_of_the_comment(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEASURE, "title: Felles rutine for tenestene", f"title: '{HOSTILE}'")
    edit(root, MEASURE, "Tenestene skal lage", f"{HOSTILE.replace('](javascript:x)', '')} Tenestene skal lage")
    assert diff(root, "v1", "--format", "markdown") == FINDINGS
    out = capsys.readouterr().out
    html = MarkdownIt("gfm-like", {"linkify": False}).enable("table").render(out)
    tags = {part.split(">")[0].split()[0] for part in html.split("<")[1:]}
    assert tags <= {f"{slash}{tag}" for slash in ("", "/") for tag in ("h3", "p", "strong", "ul", "li", "blockquote", "del", "ins", "sub")}
    for call in ("@k", "#1", "!3", "~e", "%1", "$2", "&amp;4", "@a", "@x", "://", "www.", "GH-7"):
        assert call not in html, call
    assert all(not line.startswith("/") for line in out.split("\n"))


def test_a_very_long_comment_is_cut_at_a_whole_entry(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / MEASURE).read_text(encoding="utf-8")
    for number in range(60):
        (root / f"plan/measures/nytt-{number}.md").write_text(text.replace("number: 1", f"number: {number + 10}") + "ord " * 400, encoding="utf-8")
    assert diff(root, "v1", "--format", "markdown") == FINDINGS
    out = capsys.readouterr().out
    assert 50_000 < len(out) < 65_000
    assert out.rstrip().split("\n")[-1].startswith("… og endringer i ")


# --- the terminal ---


def test_colours_and_width_are_those_of_the_terminal(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert diff(root, "v1") == FINDINGS
    out = capsys.readouterr().out
    assert "Tenestene \x1b[31m[-lagar-]\x1b[0m \x1b[32m{+skal lage+}\x1b[0m ei felles rutine." in out
    monkeypatch.setenv("NO_COLOR", "1")
    assert diff(root, "v1") == FINDINGS
    assert capsys.readouterr().out == TOLD


def test_nothing_in_the_plan_reaches_the_terminal_as_a_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "plan/measures/x.yaml").write_text("x")
    edit(root, MEASURE, "title: Felles rutine for tenestene", 'title: "a\\u0007 b"')
    assert diff(root, "v1") == FINDINGS
    assert "\x07" not in capsys.readouterr().out


# --- odd and hostile names ---


@pytest.mark.parametrize(
    "name",
    ["--upload-pack=x", "finnes-ikke", "HEAD..v1", "v1^{tree}", "@{u}", "a\nb", "", "../../etc", "HEAD~9", "$(touch x)", "; touch x", "x" * 5000],
)
def test_a_name_that_means_nothing_is_told_so(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(root.rglob("*"))
    assert diff(root, "v1", "--", name) == WRONG_CALL
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.splitlines()) <= 2 and "Traceback" not in told.err
    assert sorted(root.rglob("*")) == before


def test_the_message_tells_what_was_looked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "--", "--upload-pack=x") == WRONG_CALL
    assert capsys.readouterr().err == "planverk: «--upload-pack=x» er verken en revisjon i Git eller en mappe\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("HEAD^{tree}", "«HEAD^{tree}» er ikke en revisjon, men en fil, en mappe eller noe annet i Git. Oppgi en commit, en merkelapp eller en gren"),
    ],
)  # fmt: skip
def test_the_message_tells_what_the_name_is(root: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert diff(root, name) == WRONG_CALL
    assert capsys.readouterr().err == f"planverk: {said}\n"


def test_outside_git_there_are_no_revisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(laid(tmp_path / "plan-repo"), "\x1b[31mHEAD") == WRONG_CALL
    assert (
        capsys.readouterr().err
        == "planverk: mappen er ikke lagret i Git, så den har ingen revisjoner å lese. Er planen i en annen mappe, gå dit eller bruk -C MAPPE\n"
    )


def test_a_shallow_clone_tells_how_to_get_the_rest(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "commit", "--all", "--quiet", "--message", "second")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-tags", root.as_uri(), "shallow")
    assert diff(tmp_path / "shallow", "HEAD~1") == WRONG_CALL
    assert capsys.readouterr().err == (
        "planverk: finner ikke revisjonen «HEAD~1» i Git. Klonen har bare de nyeste revisjonene: kjør «git fetch --unshallow --tags» først\n"
    )


def test_a_bare_repository(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "commit", "--all", "--quiet", "--message", "second")
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "bare.git")
    assert diff(tmp_path / "bare.git", "v1", "main") == FINDINGS
    assert capsys.readouterr().out == between(*(f"{DRAFT} ({git(root, 'rev-parse', name)[:8]})" for name in ("v1", "main")))
    assert diff(tmp_path / "bare.git", "v1") == WRONG_CALL
    assert "fant ingen plan" in capsys.readouterr().err


def test_a_revision_from_before_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / "README.md").write_text("x")
    committed(folder)
    git(folder, "tag", "v0")
    copied("example", folder)
    assert diff(folder, "v0") == WRONG_CALL
    assert capsys.readouterr().err == (
        "planverk: det fantes ingen plan (plan/plan.yaml) i revisjonen «v0», så alt i planen er nytt etter den, og "
        "det er ingenting å sammenligne med. «planverk build» viser planen slik den er nå\n"
    )


def test_a_repository_in_which_nothing_was_saved_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(copied("example", tmp_path), "init", "--quiet")
    for command in (("diff", "HEAD"), ("log",)):
        assert main([*command, "-C", str(tmp_path)]) == WRONG_CALL
        assert capsys.readouterr().err == (
            "planverk: i Git er ingenting lagret ennå, så det finnes ingen revisjoner å lese. Lagre planen først: git add --all, så git commit\n"
        )


def test_a_file_that_cannot_be_read_is_one_change_in_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "checkout", "--quiet", "--", ".")
    edit(root, MEASURE, "title: Felles rutine", "title: Felles: rutine")
    assert diff(root, "v1", "--format", "json") == FINDINGS
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, SCHEMA)
    assert [(change["kind"], change["entry"], change["field"]) for change in told["changes"]] == [("unread-changed", "measure:felles-rutine", "")]
    assert told["summary"] == {"unread-changed": 1}


@pytest.mark.parametrize("arguments", [("--format", "docx"), ("--format", "pdf", "--whole")])
def test_a_redline_of_what_cannot_be_read_is_refused(
    root: Path, tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, MEASURE, "title: Felles rutine", "title: Felles: rutine")
    assert diff(root, "v1", *arguments, "--output", str(tmp_path / "x")) == WRONG_CALL
    assert capsys.readouterr().err.splitlines()[1] == (
        f"planverk: {MEASURE} kan ikke leses i «mappen», så det som står der, ville sett slettet ut. Rett filen først; «planverk check» viser feilen"
    )
    assert not (tmp_path / "x").exists()


def test_a_plan_whose_folder_was_renamed_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied("example", tmp_path / "gammel")
    committed(tmp_path)
    git(tmp_path, "tag", "v1")
    (tmp_path / "gammel").rename(tmp_path / "ny mappe")
    edit(tmp_path / "ny mappe", MEASURE, "deadline: 2026-06-30", "deadline: 2026-07-01")
    assert diff(tmp_path / "ny mappe", "v1") == FINDINGS
    told = capsys.readouterr()
    assert told.err == "I «v1» lå planen i mappen «gammel».\n"
    assert "Fristen er flyttet fra 30. juni 2026 til 1. juli 2026, 1 dag senere" in told.out
    assert diff(tmp_path / "ny mappe", "v1:gammel") == FINDINGS
    assert capsys.readouterr().err == ""
    assert diff(tmp_path / "ny mappe", "v1:feil") == WRONG_CALL
    assert capsys.readouterr().err == "planverk: i revisjonen «v1» er det ingen plan i mappen «feil»\n"


def test_several_plans_in_a_revision_must_be_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        copied("example", tmp_path / name)
    committed(tmp_path)
    git(tmp_path, "tag", "v1")
    (tmp_path / "a").rename(tmp_path / "c")
    assert diff(tmp_path / "c", "v1") == WRONG_CALL
    assert capsys.readouterr().err == "planverk: i revisjonen «v1» er det flere planer: «a», «b». Skriv hvilken, for eksempel «v1:a»\n"


def test_a_plan_with_faults_is_compared_all_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEASURE, "number: 1", "number: en")
    assert diff(root, "v1") == FINDINGS
    told = capsys.readouterr()
    assert told.err == "Merk: Planen har feil i «mappen», så noe av den kan mangle her. «planverk check» viser feilene.\n"
    assert "Filen har feil, så ikke alt i den kan leses" in told.out


def test_an_entry_that_is_in_neither_plan(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "v1", "--entry", "measure:felles-rutinen") == WRONG_CALL
    assert capsys.readouterr().err == "planverk: «measure:felles-rutinen» finnes verken før eller etter. Mente du «measure:felles-rutine»?\n"
    assert diff(root, "v1", "--entry", "felles-rutine") == WRONG_CALL


def test_comparing_changes_nothing_in_the_repository(root: Path) -> None:
    before = {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()}
    diff(root, "v1")
    assert {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(root.rglob("*")) if path.is_file()} == before
