"""`check --fix`: what is mended, what is left, and that all files change or none."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from planverk.app.fix import Agree, Fixed, fixes
from planverk.authoring.apply_fixes import apply_fixes
from planverk.authoring.edits import difference
from planverk.authoring.normalized import normalized
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.diagnostics import Location, Position, Replacement, Span
from planverk.reading.tree import Tree, read_folder
from planverk.source.text import decode
from tests.expected import FIXTURES
from tests.support import PLANS, copied

DAY = ("--today", "2026-11-23")
CHAPTER = "plan/chapters/metode.md"
MEASURE = "plan/measures/felles-rutine.md"
FRONT = "---\ntitle: Metode\npart_of: status\n---\n\n"


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and its bytes."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example plan with faults in five files."""
    root = copied("example", tmp_path / "repository")
    replaced(root, "plan/help.yaml", "116 117\n    hours: heile døgnet\n", "116117 # ny\n\thours: heile døgnet")
    (root / "plan/functions/koordinator.yaml").write_bytes(b"\xef\xbb\xbftitle: Folkehelsekoordinator \r\nkind: role\r\n")
    body = 'Kommunen har 100000 innbyggjarar, "sammen" i 2025-2028. \nVi ringjer tlf. 22400040  \npå dagtid.'
    (root / CHAPTER).write_text(FRONT + body, encoding="utf-8")
    replaced(root, MEASURE, "goal: felles-innsats", "goal: felles-insats")
    replaced(root, "plan/chapters/innleiing.md", "(measure:felles-rutine)", "(measure:felles-rutin)")
    replaced(root, "plan/chapters/innleiing.md", "[tabell 1]", "[figur 1]")
    return root


def replaced(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_bytes().decode("utf-8")
    assert before in text
    (root / path).write_bytes(text.replace(before, after).encode("utf-8"))


DIFF = """\
diff --git a/plan/chapters/metode.md b/plan/chapters/metode.md
--- a/plan/chapters/metode.md
+++ b/plan/chapters/metode.md
@@ -3,6 +3,6 @@
 part_of: status
 ---
 
-Kommunen har 100000 innbyggjarar, "sammen" i 2025-2028. 
-Vi ringjer tlf. 22400040  
-på dagtid.
\\ No newline at end of file
+Kommunen har 100 000 innbyggjarar, «sammen» i 2025–2028.
+Vi ringjer tlf. 22 40 00 40  
+på dagtid.
diff --git a/plan/functions/koordinator.yaml b/plan/functions/koordinator.yaml
--- a/plan/functions/koordinator.yaml
+++ b/plan/functions/koordinator.yaml
@@ -1,2 +1,2 @@
-\ufefftitle: Folkehelsekoordinator \r
+title: Folkehelsekoordinator\r
 kind: role\r
diff --git a/plan/help.yaml b/plan/help.yaml
--- a/plan/help.yaml
+++ b/plan/help.yaml
@@ -4,5 +4,5 @@
     number: 116 123
     hours: heile døgnet
   - name: Legevakt
-    number: 116117 # ny
-	hours: heile døgnet
\\ No newline at end of file
+    number: 116 117 # ny
+    hours: heile døgnet
"""
WOULD = (
    "3 filer ville blitt endret. Ingenting er endret ennå.\n"
    "Forslag du må ta stilling til selv: 2. Kjør «planverk check --fix» i en terminal, så spør den om ett og ett.\n"
)


def test_a_dry_run_shows_the_difference_and_changes_nothing(root: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    before = state(root)
    assert main(["check", "-C", str(root), "--fix", "--dry-run", *DAY]) == FINDINGS
    printed = capsysbinary.readouterr()
    assert (printed.out.decode(), printed.err.decode()) == (DIFF, WOULD)
    assert state(root) == before


def test_the_difference_applies_with_git_and_is_what_fix_does(root: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["check", "-C", str(root), "--fix", "--dry-run", *DAY])
    patch, by_git = capsysbinary.readouterr().out, tmp_path / "by-git"
    for path, data in read_folder(root).files.items():
        (by_git / path).parent.mkdir(parents=True, exist_ok=True)
        (by_git / path).write_bytes(data)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch, cwd=by_git, check=True)
    main(["check", "-C", str(root), "--fix", *DAY])
    assert read_folder(root).files == read_folder(by_git).files


def test_fix_mends_says_so_and_checks_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untouched = (root / MEASURE).stat().st_mtime_ns
    assert main(["check", "-C", str(root), "--fix", *DAY]) == FINDINGS
    printed = capsys.readouterr()
    assert printed.err == (
        "Rettet plan/chapters/metode.md (linjer: 3)\n"
        "Rettet plan/functions/koordinator.yaml (linjer: 1)\n"
        "Rettet plan/help.yaml (linjer: 2)\n"
        "Rettet 3 filer.\n"
        "Forslag du må ta stilling til selv: 2. Kjør «planverk check --fix» i en terminal, så spør den om ett og ett.\n"
    )
    found = [line.split(": ")[1] for line in printed.out.splitlines() if line.startswith("plan")]
    assert found.count("error[dangling-reference]") == 2
    assert not [rule for rule in found if any(name in rule for name in ("format", "quotation", "byte-order", "tab-"))]
    assert (root / MEASURE).stat().st_mtime_ns == untouched
    after = state(root)
    main(["check", "-C", str(root), "--fix", *DAY])
    assert capsys.readouterr().err.startswith("Fant ikke noe som er trygt å rette. Ingenting er endret.\n")
    assert state(root) == after


@pytest.mark.parametrize(("answers", "code"), [(("j", " Yes "), CLEAN), (("", "ja"), FINDINGS)])
def test_near_names_are_asked_about_one_by_one(
    answers: tuple[str, str], code: int, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(question: str, **options: object) -> str:
        asked.append(question)
        assert (options["default"], options["err"]) == ("", True)
        return answers[len(asked) - 1]

    monkeypatch.setattr("planverk.cli.fixing.answers", lambda: True)
    monkeypatch.setattr("click.prompt", prompt)
    assert main(["check", "-C", str(root), "--fix", "--format", "json", *DAY]) == code
    assert asked == ["Skal «felles-rutin» rettes til «felles-rutine»? [j/N]", "Skal «felles-insats» rettes til «felles-innsats»? [j/N]"]
    shown = capsys.readouterr().err
    assert "4 | goal: felles-insats\n  |       ^^^^^^^^^^^^^\n  = mente du «felles-innsats»?\n" in shown
    assert "Forslag" not in shown
    assert main(["check", "-C", str(root), *DAY]) == code
    assert "(measure:felles-rutine)" in (root / "plan/chapters/innleiing.md").read_text(encoding="utf-8") or not answers[0]
    assert "goal: felles-innsats\n" in (root / MEASURE).read_text(encoding="utf-8")


def test_check_without_fix_writes_nothing(root: Path) -> None:
    before = state(root)
    assert main(["check", "-C", str(root), *DAY]) == FINDINGS
    assert state(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--dry-run"], "--dry-run hører sammen med --fix"), (["--fix", "--rev", "HEAD"], "ikke en revisjon i Git")],
)
def test_wrong_calls(arguments: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(root), *arguments]) == WRONG_CALL
    assert said in capsys.readouterr().err


def test_a_waived_finding_is_not_mended(root: Path) -> None:
    waiver = f'\n[[waiver]]\nrule = "number-format"\npath = "{CHAPTER}"\nreason = "x"\nuntil = 2027-12-31\n'
    settings = root / "planverk.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + waiver, encoding="utf-8")
    main(["check", "-C", str(root), "--fix", *DAY])
    assert "100000 innbyggjarar, «sammen»" in (root / CHAPTER).read_text(encoding="utf-8")


# --- all or none ---


def test_a_failure_restores_every_file(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: data for path, (_, data) in state(root).items()}
    move, moved = Path.replace, list[str]()

    def failing(self: Path, target: Path) -> Path:
        moved.append(target.name)
        if target.name == "help.yaml" and moved.count("help.yaml") == 1:
            raise PermissionError(13, "Permission denied")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    assert main(["check", "-C", str(root), "--fix", *DAY]) == WRONG_CALL
    assert "ingenting ble endret, fordi en fil ikke kunne skrives: du har ikke lov til å lese eller skrive her" in capsys.readouterr().err
    assert moved[:3] == ["metode.md", "koordinator.yaml", "help.yaml"]
    assert {path: data for path, (_, data) in state(root).items()} == before


def test_a_file_that_somebody_else_changed_is_left(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(tree: Tree, day: date, language: str, agree: Agree | None) -> Fixed:
        found = fixes(tree, day, language, agree)
        replaced(root, "plan/help.yaml", "Legevakt", "Legevakta")
        return found

    monkeypatch.setattr("planverk.cli.fixing.fixes", meanwhile)
    chapter = (root / CHAPTER).read_bytes()
    assert main(["check", "-C", str(root), "--fix", *DAY]) == WRONG_CALL
    assert "ingenting ble endret: " in capsys.readouterr().err
    assert (root / CHAPTER).read_bytes() == chapter
    assert b"Legevakta\n    number: 116117" in (root / "plan/help.yaml").read_bytes()


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (root / "plan/chapters").rename(outside)
    (root / "plan/chapters").symlink_to(outside)
    before = state(outside)
    assert main(["check", "-C", str(root), "--fix", *DAY]) == FINDINGS
    assert state(outside) == before
    assert b"number: 116 117" in (root / "plan/help.yaml").read_bytes()


def test_permissions_stay(root: Path) -> None:
    (root / CHAPTER).chmod(0o640)
    main(["check", "-C", str(root), "--fix", *DAY])
    assert (root / CHAPTER).stat().st_mode & 0o777 == 0o640


# --- one file ---


def fixed(path: str, text: str, old: str, new: str, start: int | None = None) -> str:
    """The text after one replacement, offered at the old words, or at all of the line that they stand on."""
    at = text.index(old) if start is None else start
    line, column = text[:at].count("\n") + 1, at - text.rfind("\n", 0, at)
    place = Location(path, Span(Position(line, column), Position(line, column + len(old) + 2 * (start is not None))))
    return apply_fixes(path, text.encode("utf-8"), [Replacement(place, old, new)]).data.decode("utf-8")


@pytest.mark.parametrize(
    ("path", "text", "old", "new", "kept"),
    [
        (CHAPTER, FRONT + "Møtet er 12 desember.\n", "12 desember", "12. desember", False),
        (CHAPTER, FRONT + "12 desember er møtet.\n", "12 desember", "12. desember", False),
        (CHAPTER, FRONT + "12 punkter har planen.\n", "12 punkter", "12. punkter", True),  # it would become a list
        (CHAPTER, FRONT + "Ordet *2025-2028*.\n", "2025-2028", "2025–2028", False),
        ("plan/a.yaml", "forms: [11.3 prosent, b]\n", "11.3", "11,3", True),  # it would become two items
        ("plan/a.yaml", "title: 11.3 prosent\n", "11.3", "11,3", False),
        ("plan/a.yaml", "title: 12 desember\n", "12 desember", "12: desember", True),  # it would become a field
        (CHAPTER, FRONT + "a b a\n", "c", "d", True),  # it is not there
    ],
)
def test_a_fix_that_would_change_more_than_words_is_not_made(path: str, text: str, old: str, new: str, kept: bool) -> None:
    assert fixed(path, text, old, new, None if old in text else 0) == (text if kept else text.replace(old, new))


def test_a_fix_finds_the_value_within_its_quotes() -> None:
    assert fixed("plan/a.yaml", 'number: "116117"\n', "116117", "116 117", start=8) == 'number: "116 117"\n'


def test_one_bad_fix_does_not_keep_the_good_ones_away() -> None:
    text = FRONT + "12 punkter har møtet.\n\nDet varer i 2025-2028, og 2026-2027.\n"
    fixes = []
    for old, new in (("12 punkter", "12. punkter"), ("2025-2028", "2025–2028"), ("2026-2027", "2026–2027")):
        at = text.index(old)
        place = Position(text[:at].count("\n") + 1, at - text.rfind("\n", 0, at))
        fixes.append(Replacement(Location(CHAPTER, Span(place, Position(place.line, place.column + len(old)))), old, new))
    mended = apply_fixes(CHAPTER, text.encode("utf-8"), fixes)
    assert mended.data.decode("utf-8") == FRONT + "12 punkter har møtet.\n\nDet varer i 2025–2028, og 2026–2027.\n"
    assert mended.made == tuple(fixes[1:])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b  \nc: d", "a: b\nc: d\n"),
        ("a: b  \r\nc: d", "a: b\r\nc: d\r\n"),
        ("\ufeffa: b\n", "a: b\n"),
        ("a: |\n  x  \n  y\nb: c  \n", "a: |\n  x  \n  y\nb: c\n"),  # the first two spaces are part of the value
        ("a:\n\tb: c\n\td: e\n", "a:\n  b: c\n  d: e\n"),
        ("a:\n\t- b\n\t- c\n", "a:\n  - b\n  - c\n"),
        ("a: |\n b\n \tc\n", "a: |\n b\n \tc\n"),  # the tab is part of the value, as wide as who reads it thinks
        ("a: [b\n", "a: [b\n"),
        ("a: 'b' 'c'  \n", "a: 'b' 'c'  \n"),  # broken: what the spaces mean cannot be known
        ("", ""),
        (" \n", " \n"),
    ],
)
def test_how_a_yaml_file_is_typed(before: str, after: str) -> None:
    assert apply_fixes("plan/a.yaml", before.encode("utf-8")).data.decode("utf-8") == after
    assert apply_fixes("plan/a.yaml", after.encode("utf-8")).data.decode("utf-8") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ei linje  \nog ei til  \n\nSlutt ", "Ei linje  \nog ei til\n\nSlutt\n"),  # two spaces break a line
        ("Ei linje \nog ei til\t\n", "Ei linje\nog ei til\n"),
        ("- a  \n- b\n", "- a\n- b\n"),
    ],
)
def test_how_prose_is_typed(before: str, after: str) -> None:
    assert apply_fixes(CHAPTER, (FRONT + before).encode("utf-8")).data.decode("utf-8") == FRONT + after


def test_what_is_no_text_or_no_file_of_a_plan_stays() -> None:
    for path, data in ((CHAPTER, b"\xff\xfe a "), ("plan/notes.txt", b"a  \nb"), ("plan/picture.png", b"\x89PNG  \n")):
        assert apply_fixes(path, data).data == data


def test_mending_changes_nothing_that_any_plan_here_says() -> None:
    folders = [*PLANS.values(), *(folder for folder in FIXTURES.iterdir() if folder.is_dir())]
    for folder in folders:
        for path, data in read_folder(folder).files.items():
            mended = apply_fixes(path, data).data
            assert apply_fixes(path, mended).data == mended, (folder, path)
            if mended != data:
                before, after = (normalized(path, decode(path, each)[0]) for each in (data, mended))
                assert before.same(after) or "tab-indentation" in before.findings, (folder, path)


def test_a_difference_is_empty_where_there_is_none() -> None:
    assert difference("a", "x\n", "x\n") == ""
    assert difference("a", "x", "x\n") == "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n"
