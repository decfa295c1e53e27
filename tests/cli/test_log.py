"""The history of a plan and of its entries in the plan's own words, out of Git."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.reading.history import steps_of
from tests.authors import files_of, run
from tests.folders import laid, put
from tests.history import STEPS, repository
from tests.support import committed, copied, git

Capture = pytest.CaptureFixture[str]
MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture(scope="module")
def drammen() -> Path:
    """The history of the Drammen plan."""
    return repository()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base plan in a repository of its own, with one later change."""
    root = laid(tmp_path / "plan-repo")
    committed(root)
    change(root, "2027-06-30", "2028-06-30", "En frist", when="2026-12-01T09:30:00+00:00")
    return root


def change(root: Path, old: str, new: str, subject: str, path: str = MEASURE, when: str = "2026-12-02T09:30:00+00:00") -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", subject, when=when)


def told(capsys: Capture, root: Path, *arguments: str) -> str:
    """What is printed, with `#` for ids of commits."""
    code, out, err = run(capsys, "log", *arguments, "-C", str(root))
    assert (code, err) == (0, "")
    for commit in git(root, "log", "--all", "--format=%H").split():
        out = out.replace(commit[:8], "#")
    return out


DEADLINE = "fristen er flyttet fra 30. juni 2027 til 30. juni 2028, 1 år senere"


def test_the_history_of_a_plan(root: Path, capsys: Capture) -> None:
    assert told(capsys, root) == (
        f"2026-12-01  #  En frist\n  • Tiltak 1 «Felles rutine»: {DEADLINE}\n\n2026-11-23  #  The plan\n  • planen kom til, med 12 filer\n"
    )


@pytest.mark.parametrize(
    ("language", "came", "deadline"),
    [
        ("nn", "kom til", "fristen er flytta frå 30. juni 2027 til 30. juni 2028, 1 år seinare"),
        ("en", "was added", "the deadline moved from 30 June 2027 to 30 June 2028, 1 year later"),
    ],
)
def test_the_history_of_an_entry_in_other_languages(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, language: str, came: str, deadline: str
) -> None:
    monkeypatch.setenv("PLANVERK_LANG", language)
    assert told(capsys, root, "measure:felles-rutine") == f"2026-12-01  #  En frist\n  • {deadline}\n\n2026-11-23  #  The plan\n  • {came}\n"


@pytest.mark.parametrize(
    ("language", "name", "number", "text"),
    [
        ("nb", "Tiltak 2 «Felles rutine»", "Nummeret er endret fra 1 til 2", "Teksten er endret"),
        ("nn", "Tiltak 2 «Felles rutine»", "Nummeret er endra frå 1 til 2", "Teksten er endra"),
        ("en", "Measure 2 “Felles rutine”", "The number changed from 1 to 2", "The text changed"),
    ],
)
def test_the_words_of_each_change(root: Path, capsys: Capture, language: str, name: str, number: str, text: str) -> None:
    put(root / MEASURE, (root / MEASURE).read_bytes().replace(b"number: 1", b"number: 2"))
    change(root, "lager en", "bruker en *og samme*", "Ordene")
    out = told(capsys, root, "--words", "--lang", language)
    words = (
        f"2026-12-02  #  Ordene\n  {name}\n    • {number}\n    • {text}\n        Tjenestene [-lager-] {{+bruker+}} en {{+og samme+}} felles rutine.\n"
    )
    assert out.startswith(words) and "felles-rutine" not in out
    alone = told(capsys, root, "measure:felles-rutine", "--words", "--lang", language)
    assert alone.startswith(words) and [line[:10] for line in alone.splitlines() if line[:1] == "2"] == ["2026-12-02", "2026-12-01", "2026-11-23"]


def test_words_are_told_entry_by_entry_and_only_of_what_was_asked_for(drammen: Path, capsys: Capture) -> None:
    plain, words = (told(capsys, drammen, *wish) for wish in ((), ("--words",)))
    assert [line for line in plain.splitlines() if line[:1] == "2"] == [line for line in words.splitlines() if line[:1] == "2"]
    step = words.partition("  numbers\n")[2].partition("\n\n2027")[0]
    assert "\n        Tabellen viser registrerte selvmord per år fra 2012 til [-2022-]{+2023+}. " in step and "\n\n  Tallene i «" in step
    sheet = told(capsys, drammen, "data:registrerte-selvmord.csv", "--words").partition("  numbers\n")[2]
    assert sheet.startswith("  Tallene i «") and "Tabellen viser" not in sheet


def test_an_entry_is_followed_through_a_renaming(drammen: Path, capsys: Capture) -> None:
    by_new_name = told(capsys, drammen, "measure:tryggere-utforming")
    assert [line.split("  ")[-1] for line in by_new_name.splitlines() if line.startswith("2027")] == [
        "adopted", "careless", "withdrawn", "moved", "renamed", "new_measure",
    ]  # fmt: skip
    assert by_new_name.endswith("new_measure\n  • tiltaket er nytt\n")
    assert "  • id-en er endret fra «trygge-steder» til «tryggere-utforming»\n" in by_new_name


def test_an_entry_is_found_by_a_name_that_it_had(drammen: Path, capsys: Capture) -> None:
    assert told(capsys, drammen, "measure:trygge-steder") == told(capsys, drammen, "measure:tryggere-utforming")


def test_an_entry_that_is_gone_is_found_by_a_name_that_it_had(drammen: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", str(drammen), "later")
    root = tmp_path / "later"
    (root / "plan/measures/tryggere-utforming.md").unlink()
    git(root, "commit", "--all", "--quiet", "--message", "Tatt ut", when="2027-12-01T09:30:00+00:00")
    by_old_name = told(capsys, root, "measure:trygge-steder")
    assert by_old_name.startswith("2027-12-01  #  Tatt ut\n  • tiltaket er tatt ut av planen\n")
    assert by_old_name == told(capsys, root, "measure:tryggere-utforming")


def test_what_one_change_tells_is_not_told_again(drammen: Path, capsys: Capture) -> None:
    assert told(capsys, drammen, "plan-file:plan").count("Forrige vedtak") == 2
    everything = told(capsys, drammen)
    assert "tidligere id-er" not in everything and "«Reviderer»" not in everything


def test_every_step_of_a_long_history_is_told(drammen: Path, capsys: Capture) -> None:
    headings = [line.split("  ")[-1] for line in told(capsys, drammen).splitlines() if line.startswith("2027")]
    assert headings == [*(step.__name__ for step in reversed(STEPS)), "start"]


def test_progress_and_numbers_have_a_history_too(drammen: Path, capsys: Capture) -> None:
    assert told(capsys, drammen, "progress:etablere-rutiner").count("2027-") == 2
    sheet = told(capsys, drammen, "data:registrerte-selvmord.csv")
    assert "  numbers\n  • tallene er endret:" in sheet and sheet.endswith("  start\n  • kom til\n")


def test_so_many_steps_as_are_asked_for(drammen: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "log", "--most", "2", "-C", str(drammen))
    assert (code, out.count("\n2027-") + 1, err) == (0, 2, "Det finnes eldre endringer. Øk --most for å se dem.\n")
    everything = run(capsys, "log", "--most", str(len(STEPS) + 1), "-C", str(drammen))
    assert everything[1].startswith(out) and everything[2] == ""
    assert run(capsys, "log", "--rev", "steg-1", "-C", str(drammen))[1].count("2027-01-") == 2


def test_authors_are_shown_where_they_are_asked_for(root: Path, capsys: Capture) -> None:
    assert "planverk" not in told(capsys, root)
    assert told(capsys, root, "--authors").startswith("2026-12-01  #  planverk  En frist\n")


def test_a_change_that_says_nothing_and_one_outside_the_plan(root: Path, capsys: Capture) -> None:
    change(root, "title: Felles", "title:   Felles", "Layout")
    put(root / "README.md", b"x")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Outside")
    assert told(capsys, root).startswith("2026-12-02  #  Layout\n  • planen sier det samme som før\n\n2026-12-01")
    assert told(capsys, root, "measure:felles-rutine").startswith("2026-12-01")


def test_a_merge_is_one_step(root: Path, capsys: Capture) -> None:
    git(root, "checkout", "--quiet", "-b", "forslag")
    change(root, "number: 1", "number: 2", "To")
    change(root, "number: 2", "number: 3", "Tre")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message", "Forslaget er tatt inn", "forslag", when="2026-12-03T09:30:00+00:00")
    out = told(capsys, root)
    assert out.startswith("2026-12-03  #  Forslaget er tatt inn\n  • Tiltak 3 «Felles rutine»: nummeret er endret fra 1 til 3\n\n2026-12-01")


def test_a_plan_is_followed_to_the_folder_that_it_came_from(root: Path, capsys: Capture) -> None:
    (root / "planer" / "ensomhet").mkdir(parents=True)
    git(root, "mv", "plan", "planer/ensomhet/plan")
    git(root, "commit", "--quiet", "--message", "Flyttet", when="2026-12-04T09:30:00+00:00")
    out = told(capsys, root / "planer" / "ensomhet", "measure:felles-rutine")
    assert out == f"2026-12-01  #  En frist\n  • {DEADLINE}\n\n2026-11-23  #  The plan\n  • kom til\n"
    assert [step.folder for step in steps_of(root / "planer" / "ensomhet", "HEAD", 9).steps] == ["planer/ensomhet", "", ""]


def test_a_plan_that_came_later_began_then(tmp_path: Path, capsys: Capture) -> None:
    put(tmp_path / "README.md", b"x")
    committed(tmp_path)
    laid(tmp_path)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Planen")
    assert told(capsys, tmp_path) == "2026-11-23  #  Planen\n  • planen kom til, med 12 filer\n"


def test_a_shallow_clone_says_so(root: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{root}", "shallow")
    code, out, err = run(capsys, "log", "-C", str(tmp_path / "shallow"))
    assert (code, out) == (
        0,
        f"2026-12-01  {git(root, 'rev-parse', '--short=8', 'HEAD')}  En frist\n  • eldste revisjon som er her. Hva den endret, kan ikke vises\n",
    )
    code, out, _ = run(capsys, "log", "measure:felles-rutine", "-C", str(tmp_path / "shallow"))
    assert (code, out.splitlines()[1:]) == (0, ["  • fantes i den eldste revisjonen som er her"])
    assert err == "Klonen har bare de nyeste revisjonene. «git fetch --unshallow» henter resten.\n"
    code, _, err = run(capsys, "log", "--rev", "v1", "-C", str(tmp_path / "shallow"))
    assert code == 2 and "git fetch --unshallow" in err


def test_a_revision_is_no_part_of_the_plan(root: Path, capsys: Capture) -> None:
    assert run(capsys, "log", "v1", "-C", str(root)) == (
        2, "", "planverk: oppgi en del av planen slik: TYPE:ID, for eksempel measure:moteplass. Er «v1» en revisjon, skriver du --rev v1\n",
    )  # fmt: skip


def test_a_bare_repository(root: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "bare.git")
    assert told(capsys, tmp_path / "bare.git") == told(capsys, root)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rev", "--upload-pack=x"), "finner ikke revisjonen «--upload-pack=x» i Git"),
        (("--rev", ""), "finner ikke revisjonen «» i Git"),
        (("felles-rutine",), ""),
        (("-C", "/nei"), "mappen «/nei» finnes ikke"),
    ],
)
def test_wrong_calls(root: Path, capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(capsys, "log", "-C", str(root), *arguments)
    assert (code, out) == (2, "") and said in err and err.startswith("planverk: ")


def test_a_plan_that_is_not_saved_yet_has_no_history(tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README.md").write_text("x")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    copied("example", tmp_path)
    for arguments in ((), ("measure:felles-rutine",), ("--authors",), ("--most", "1")):
        assert run(capsys, "log", "-C", str(tmp_path), *arguments) == (
            0, "Historien har ingen endringer av planen. Er planen ny, er den ikke lagret i Git ennå.\n", "",
        )  # fmt: skip


def test_a_detached_head_has_the_history_up_to_it(root: Path, capsys: Capture) -> None:
    before = run(capsys, "log", "-C", str(root))
    git(root, "checkout", "--quiet", "--detach")
    assert run(capsys, "log", "-C", str(root)) == before


def test_an_entry_is_followed_through_a_file_with_another_name(root: Path, capsys: Capture) -> None:
    git(root, "mv", MEASURE, "plan/measures/ny.md")
    git(root, "commit", "--quiet", "--message", "mv")
    told = run(capsys, "log", "measure:ny", "-C", str(root))[1]
    assert "• id-en er endret fra «felles-rutine» til «ny»\n" in told and told.endswith("• kom til\n")


def test_a_step_after_which_a_file_cannot_be_read_tells_that_and_no_more(root: Path, capsys: Capture) -> None:
    change(root, "title: Felles rutine", "title: Felles: rutine", "Et kolon")
    change(root, "title: Felles: rutine", "title: Felles rutine", "Rettet")
    lines = [line for line in told(capsys, root).splitlines() if "rutine" in line]
    assert lines == [
        "  • Tiltak 1 «Felles rutine»: filen kunne ikke leses før, så planverk kan ikke si hva som er endret i planen. Nå kan den leses",
        "  • Tiltak 1 «Felles rutine»: filen kan ikke leses nå, så planverk kan ikke si hva som er endret i planen",
        f"  • Tiltak 1 «Felles rutine»: {DEADLINE}",
    ]


def test_outside_git_there_is_no_history(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "log", "-C", str(laid(tmp_path)))
    assert (code, out) == (2, "") and "Git" in err


def test_an_entry_that_never_was(root: Path, capsys: Capture) -> None:
    for name, said in (("measure:x", ""), ("measure:felles-rutina", " Mente du «measure:felles-rutine»?")):
        assert run(capsys, "log", name, "-C", str(root)) == (2, "", f"planverk: historien har ingen «{name}»{'.' * bool(said)}{said}\n")


def test_subjects_and_names_cannot_steer_the_terminal(root: Path, capsys: Capture) -> None:
    put(root / MEASURE, (root / MEASURE).read_bytes().replace(b"number: 1", b"number: 2"))
    git(root, "-c", "user.name=a\x1b[31mb", "commit", "--quiet", "--all", "--message", "x\x1b]0;y\x07\u202ez" * 200)
    out = told(capsys, root, "--authors")
    assert not {"\x1b", "\x07", "\u202e"} & set(out) and max(map(len, out.splitlines())) < 400


def test_history_writes_nothing(root: Path, capsys: Capture) -> None:
    before = files_of(root)
    told(capsys, root)
    assert files_of(root) == before


def test_plans_through_a_hostile_revision(root: Path, capsys: Capture) -> None:
    put(root / MEASURE, b"---\n" + b"[" * 100_000)
    put(root / "plan/goals/x.md", b"\xff\xfe")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Ødelagt", when="2026-12-05T09:30:00+00:00")
    assert "Ødelagt\n" in told(capsys, root)


def test_steps_that_no_name_leads_to(root: Path) -> None:
    for name, key in (("--all", "no-revision"), ("HEAD:plan", "not-a-commit"), ("main..main", "revision-is-range")):
        with pytest.raises(UserError) as caught:
            steps_of(root, name, 5)
        assert caught.value.key == key
