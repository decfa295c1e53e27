"""Adopting and revising a plan: what is written, and what is refused."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planverk.authoring.adopting import Decision, adopt, manifest_path, revise
from planverk.authoring.edits import files_after
from planverk.cli import main
from planverk.document.compose import compose
from planverk.document.walk import plain
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.formats.outputs import Output
from planverk.model.canonical import decided_digests, plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.adopted import DECISION, MANIFEST, MEASURE, PLAN, adopted_files, found
from tests.authors import differing, files_of, rules_found, run
from tests.examples import base_files
from tests.faults import fault_at, refuse
from tests.folders import laid, put
from tests.support import PLANS, REVISION, ROOT, committed, git, owned_by_another, plan_of

Capture = pytest.CaptureFixture[str]
FLAGS = ("--body", "Kommunestyret", "--date", "2026-01-15", "--case", "4/26")


def refusal(tree: Tree, decision: Decision | None = None) -> str:
    with pytest.raises(UserError) as caught:
        adopt(tree, decision) if decision else revise(tree)
    return caught.value.key


# --- plan.yaml and the manifest ---


def test_adopting_changes_the_status_and_adds_the_decision() -> None:
    before = base_files()[PLAN].replace(b"status: hearing", b"status: hearing  # av oss\n# om saken")
    tree = Tree({**base_files(), PLAN: before})
    (edit,) = adopt(tree, DECISION)
    lines = b"status: adopted  # av oss\nadoption:\n  body: Kommunestyret\n  date: 2026-01-15\n  case: 4/26\n# om saken"
    assert edit.after == before.replace(b"status: hearing  # av oss\n# om saken", lines)


def test_line_ends_quotes_and_marks_are_kept() -> None:
    before = base_files()[PLAN].replace(b"status: hearing", b"status: 'hearing'").replace(b"\n", b"\r\n")
    (edit,) = adopt(Tree({**base_files(), PLAN: before}), Decision('Råd: "helse"', DECISION.day, "#4"))
    assert edit.after is not None and b"status: 'adopted'\r\nadoption:\r\n" in edit.after
    (adoption,) = read_plan(Tree({**base_files(), PLAN: edit.after}))[0].head.adoption
    assert (adoption.body, adoption.case) == ('Råd: "helse"', "#4") and b"\n" not in edit.after.replace(b"\r\n", b"")


def test_the_manifest_tells_what_was_adopted() -> None:
    files = adopted_files()
    told, plan = json.loads(files[MANIFEST]), read_plan(Tree(files))[0]
    assert list(told) == ["form", "adoption", "revision", "digest", "entries", "outputs", "tools"]
    assert told["adoption"] == {"body": "Kommunestyret", "date": "2026-01-15", "case": "4/26"} and told["revision"] == REVISION.id
    assert told["digest"] == plan_digest(plan) and {each["entry"]: each["sha256"] for each in told["entries"]} == decided_digests(plan)
    assert [each["path"] for each in told["outputs"]] == ["html", "plan.pdf"] and told["tools"] == [{"name": "planverk", "version": "0"}]
    read = plan.adopted["2026-01-15"]
    assert read.digest == told["digest"] and len(read.entries) == len(told["entries"]) and (read.adoption,) == plan.head.adoption


def test_the_manifest_is_no_part_of_what_is_hashed() -> None:
    files = adopted_files()
    without = {path: data for path, data in files.items() if path != MANIFEST}
    assert plan_digest(read_plan(Tree(files))[0]) == plan_digest(read_plan(Tree(without))[0])


def test_the_hash_of_a_folder_is_that_of_its_list(tmp_path: Path) -> None:
    for name, data in (("b/c.txt", b"2"), ("a.txt", b"1")):
        put(tmp_path / name, data)
    listed = subprocess.run(["sha256sum", "a.txt", "b/c.txt"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert digest_of({"b/c.txt": b"2", "a.txt": b"1"}) == digest_of(listed)


def test_a_plan_that_tells_its_adoption_already_gets_the_manifest_only() -> None:
    files = {path: data for path, data in adopted_files().items() if path != MANIFEST}
    assert adopt(Tree(files), DECISION) == ()


@pytest.mark.parametrize(
    ("before", "after", "decision", "key"),
    [
        ("status: hearing\n", "", DECISION, "unreadable"),
        ("status: hearing\n", "status: [hearing]\n", DECISION, "unreadable"),
        ("title:", "title: :", DECISION, "unreadable"),
        ("status: hearing\n", "status: hearing\nadoption:\n  body: x\n", DECISION, "adopted-otherwise"),
        ("", "", Decision("  ", DECISION.day, "1"), "decision-untold"),
        ("", "", Decision("x", DECISION.day, "\x00"), "decision-untold"),
    ],
)
def test_what_cannot_be_entered_is_refused(before: str, after: str, decision: Decision, key: str) -> None:
    data = base_files()[PLAN]
    assert before.encode() in data
    assert refusal(Tree({**base_files(), PLAN: data.replace(before.encode(), after.encode(), 1)}), decision) == key


def test_each_of_several_organisations_adopts_the_plan_by_itself() -> None:
    folder = ROOT / "tests/plans/kinds/interkommunal"
    files = dict(read_folder(folder).files)
    before = files[PLAN].decode()
    one = before[before.index("adoption:") : before.index("contact:")]
    files[PLAN] = before.replace(one, "").replace("status: adopted", "status: hearing").encode()
    decisions = [Decision(each.body, each.date, each.case, each.organisation or "") for each in read_plan(read_folder(folder))[0].head.adoption]
    assert refusal(Tree(files), replace(decisions[0], organisation="")) == "adopt-whose"
    assert refusal(Tree(files), replace(decisions[0], organisation="Ås kommune")) == "adopt-whose"
    for number, decision in enumerate(decisions):
        files = files_after(files, adopt(Tree(files), decision))
        head = read_plan(Tree(files))[0].head
        assert (head.status, len(head.adoption)) == (("hearing", number + 1) if number < 2 else ("adopted", 3)) and found(files) == []
        assert refusal(Tree(files), replace(decision, case="99/26")) == "adopted-otherwise"
    assert files[PLAN].decode() == before
    assert [manifest_path(each) for each in decisions][1] == "plan/adopted/2026-03-05-nes-kommune.json"
    (edit,) = revise(Tree(files))
    assert edit.after is not None and b"revises:\n  - organisation:" in edit.after


def test_an_adoption_is_entered_once() -> None:
    files = adopted_files()
    assert refusal(Tree(files), DECISION) == "adopted-already"
    assert refusal(Tree(files), Decision("Kommunestyret", date(2026, 2, 1), "5/26")) == "adopted-otherwise"


# --- revising ---


def test_revising_makes_a_draft_that_remembers() -> None:
    files = adopted_files()
    (edit,) = revise(Tree(files))
    assert edit.after == files[PLAN].replace(b"status: adopted", b"status: draft").replace(b"adoption:", b"revises:")
    after = files_after(files, [edit])
    assert found(after) == []
    assert refusal(Tree(after)) == "not-adopted"


def test_a_revision_is_adopted_and_revised_again() -> None:
    files = adopted_files()
    files = files_after(files, revise(Tree(files)))
    second = Decision("Kommunestyret", date(2026, 9, 1), "44/26")
    files = files_after(files, adopt(Tree(files), second))
    head = read_plan(Tree(files))[0].head
    assert [each.case for each in (*head.adoption, *head.revises)] == ["44/26", "4/26"] and found(files) == []
    head = read_plan(Tree(files_after(files, revise(Tree(files)))))[0].head
    assert head.adoption == () and [each.case for each in head.revises] == ["44/26"]


def test_the_colophon_tells_what_is_revised() -> None:
    files = adopted_files()
    plan = read_plan(Tree(files_after(files, revise(Tree(files)))))[0]
    facts = compose(plan, REVISION, REVISION.when).colophon.blocks[-1]
    shown = {plain(fact.term): plain(fact.blocks[0].children) for fact in facts.items}  # type: ignore[union-attr]
    assert shown["Forrige vedtak"] == "Kommunestyret 15.\u00a0januar 2026 i sak\u00a04/26"


def test_a_plan_that_is_not_adopted_is_not_revised() -> None:
    assert refusal(Tree(dict(base_files()))) == "not-adopted"


# --- the command ---


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = laid(tmp_path / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    return root


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "planverk")


def test_adopting_from_end_to_end(repository: Path, capsys: Capture) -> None:
    base = git(repository, "rev-parse", "HEAD")
    code, out, _ = run(capsys, "adopt", *FLAGS, "--tag", "-C", str(repository))
    short = git(repository, "rev-parse", "--short=8", "HEAD")
    assert (code, out) == (
        0,
        f"Skrev {PLAN}\nSkrev {MANIFEST}\nLaget {repository}/build/plan.pdf\nLaget {repository}/build/plan.docx\nLaget {repository}/build/html\n"
        f"Lagret i Git som {short}, med merkelappen adopted-2026-01-15. Ingenting er sendt noe sted.\n",
    )
    assert git(repository, "status", "--short") == "" and git(repository, "rev-parse", "HEAD~1") == base
    assert git(repository, "rev-parse", "adopted-2026-01-15^{commit}") == git(repository, "rev-parse", "HEAD")
    assert git(repository, "log", "-1", "--format=%B") == "Vedtak: Handlingsplan mot ensomhet\n\nVedtatt av Kommunestyret 2026-01-15 i sak 4/26."
    told = json.loads((repository / MANIFEST).read_bytes())
    pdf, site = (repository / "build/plan.pdf").read_bytes(), files_of(repository / "build/html")
    assert {each["path"]: each["sha256"] for each in told["outputs"]} == {
        "html": digest_of(site), "plan.docx": digest_of((repository / "build/plan.docx").read_bytes()), "plan.pdf": digest_of(pdf),
    }  # fmt: skip
    assert told["revision"] == base and b"vedtatt utgave" not in pdf
    # later, when the plan has gone on, the file is still what was made then
    put(repository / MEASURE, (repository / MEASURE).read_bytes().replace(b"number: 1", b"number: 2"))
    git(repository, "commit", "--quiet", "--all", "--message", "later")
    code, out, _ = run(capsys, "verify", str(repository / "build/plan.pdf"), "-C", str(repository))
    assert code == 0 and out.splitlines()[9:] == [
        f"Laget på nytt fra revisjonen {git(repository, 'rev-parse', 'adopted-2026-01-15^{commit}')}.",
        f"Filen er en av dem som ble laget da planen ble vedtatt, etter {MANIFEST}.",
        "Filen er nøyaktig den samme, byte for byte.",
    ]
    # what was changed in the file afterwards is not adopted, whatever the file says of itself
    forged = repository / "build/forged.docx"
    forged.write_bytes((repository / "build/plan.docx").read_bytes() + b"x")
    code, out, _ = run(capsys, "verify", str(forged), "-C", str(repository))
    assert code == 1 and out.splitlines()[10:12] == [
        f"Filen oppgir at den gjengir det som ble vedtatt ({MANIFEST}). Det er ikke bekreftet, for den er ikke den samme som en ny utgave.",
        "Filen er ikke den samme:",
    ]


def stopped(capsys: Capture, root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and what is said; nothing may have changed."""
    before = files_of(root)
    code, _, err = run(capsys, "adopt", *arguments, "-C", str(root))
    assert differing(before, files_of(root)) == []
    return code, err.splitlines()[-1]


def test_a_plan_with_errors_is_not_adopted(repository: Path, capsys: Capture) -> None:
    put(repository / MEASURE, (repository / MEASURE).read_bytes().replace(b"goal: felles", b"goal: fells"))
    git(repository, "commit", "--quiet", "--all", "--message", "a slip")
    assert stopped(capsys, repository, *FLAGS) == (1, "Ingenting ble endret, fordi planen har feil. Rett dem før vedtaket blir ført inn.")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--body", "x", "--date", "i går", "--case", "1"), "«i går» er ikke en dato. Skriv den slik: 2026-11-23"),
        (("--body", "x", "--date", "2999-01-01", "--case", "1"), "2999-01-01 er ikke kommet ennå. Før inn vedtaket når det er gjort"),
        (("--date", "2026-01-15", "--case", "1"), "mangler --body"),
        (("--body", "", "--date", "2026-01-15", "--case", "1"), "ingenting ble endret: skriv hvem som vedtok planen, og i hvilken sak"),
    ],
)
def test_calls_that_are_wrong(repository: Path, capsys: Capture, flags: tuple[str, ...], said: str) -> None:
    assert stopped(capsys, repository, *flags) == (2, f"planverk: {said}")


def test_changes_must_be_saved_first(repository: Path, capsys: Capture) -> None:
    put(repository / MEASURE, (repository / MEASURE).read_bytes() + b"\nMer.\n")
    assert stopped(capsys, repository, *FLAGS) == (
        2, "planverk: planen har endringer som ikke er lagret i Git. Lagre dem først, slik at det er klart hva som ble vedtatt",
    )  # fmt: skip


@pytest.mark.parametrize(("answer", "tags"), [("ja", "adopted-2026-01-15"), ("", "")])
def test_whoever_sits_at_the_terminal_is_asked(repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, answer: str, tags: str) -> None:
    for module in ("adopt", "writing"):
        monkeypatch.setattr(f"planverk.cli.{module}.answers", lambda: True)
    monkeypatch.setattr("planverk.app.adopt.render_outputs", lambda *arguments: [])
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"Kommunestyret\n2026-01-15\n4/26\n{answer}\n"))
    code, _, err = run(capsys, "adopt", "-C", str(repository))
    assert (code, git(repository, "tag")) == (0, tags)
    assert err.startswith(
        "Hvem vedtok planen? Når ble den vedtatt? (for eksempel 2026-12-15): I hvilken sak? (for eksempel 24/26): "
        "Skal vedtaket lagres i Git med merkelappen adopted-2026-01-15? [j/N] "
    )


def test_a_tag_that_is_there_is_left_alone(repository: Path, capsys: Capture) -> None:
    git(repository, "tag", "adopted-2026-01-15")
    assert stopped(capsys, repository, *FLAGS, "--tag") == (
        2,
        "planverk: merkelappen adopted-2026-01-15 finnes fra før. Bruk --no-tag, lagre endringene i Git selv, og gi dem en annen merkelapp",
    )


def test_nobody_is_asked_about_a_tag_that_is_there(repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "tag", "adopted-2026-01-15")
    monkeypatch.setattr("planverk.cli.adopt.answers", lambda: True)
    monkeypatch.setattr("planverk.app.adopt.render_outputs", lambda *arguments: [])
    code, _, err = run(capsys, "adopt", *FLAGS, "-C", str(repository))
    assert (code, err) == (0, "Lagre endringene i Git nå. Merkelappen adopted-2026-01-15 finnes fra før, så gi dem en annen.\n")
    assert git(repository, "log", "--format=%s") == "The plan"


def test_a_repository_that_git_does_not_read_is_not_outside_git(
    repository: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    owned_by_another(tmp_path / "bin", monkeypatch)
    why = (
        f"mappen «{repository}» eies av en annen bruker på maskinen, og da leser ikke Git den. "
        f"Stoler du på den, kjør «git config --global --add safe.directory {repository}»"
    )
    assert stopped(capsys, repository, *FLAGS) == (2, f"planverk: {why}")
    code, _, err = run(capsys, "build", "docx", "-C", str(repository))
    assert (code, err.splitlines()[0]) == (0, f"Merk: Utgaven får ikke noe versjonsnummer. Grunn: {why}")


def test_outside_git_there_is_no_tag(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    assert stopped(capsys, root, *FLAGS, "--tag") == (2, "planverk: planen er ikke lagret i Git, så vedtaket kan ikke få en merkelapp. Ta bort --tag")


def test_outside_git_the_manifest_names_no_revision(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    code, _, err = run(capsys, "adopt", *FLAGS, "-C", str(root))
    assert code == 0 and "Git" not in err and "revision" not in json.loads((root / MANIFEST).read_bytes())
    assert run(capsys, "verify", str(root / "build/plan.docx"), "-C", str(root))[0] == 0


def test_a_dry_run_shows_the_edits(repository: Path, capsys: Capture) -> None:
    before = files_of(repository / "plan")
    code, out, err = run(capsys, "adopt", *FLAGS, "--tag", "--dry-run", "-C", str(repository))
    assert code == 0 and err.endswith("Ingenting er endret ennå.\n") and files_of(repository / "plan") == before
    assert "-status: hearing\n+status: adopted\n" in out and f"+++ b/{MANIFEST}\n" in out
    assert git(repository, "tag") == "" and not (repository / "build/plan.pdf").exists()


def test_a_file_that_cannot_be_written_leaves_all_as_it_was(repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.adopt.render_outputs", lambda *arguments: [Output("plan.pdf", b"%PDF")])
    before = files_of(repository / "plan")
    with fault_at(3, refuse(28), only="replace"):
        code, out, err = run(capsys, "adopt", *FLAGS, "-C", str(repository))
    assert (code, out) == (
        2,
        "",
    ) and err == "planverk: ingenting ble endret, fordi en fil ikke kunne skrives: det er ikke plass igjen der det skulle skrives\n"
    assert files_of(repository / "plan") == before and not (repository / "plan/adopted").exists() and not (repository / "build").exists()
    assert git(repository, "status", "--short") == "" and not list((repository / ".git/planverk").iterdir())


def test_revise_says_where_the_adoption_stands(repository: Path, capsys: Capture) -> None:
    for path, data in adopted_files().items():
        put(repository / path, data)
    assert run(capsys, "revise", "-C", str(repository))[:2] == (0, f"Planen er et utkast igjen. Det forrige vedtaket står under «revises» i {PLAN}\n")
    assert rules_found(repository) == []
    assert run(capsys, "revise", "-C", str(repository))[::2] == (
        2, "planverk: ingenting ble endret: planen er ikke vedtatt, så det er ingen vedtatt plan å revidere\n",
    )  # fmt: skip


def test_drammens_plan_can_be_frozen_as_it_was_adopted() -> None:
    head = plan_of(PLANS["drammen"]).head
    (adoption,) = head.adoption
    told = Decision(adoption.body, adoption.date, adoption.case)
    assert adopt(read_folder(PLANS["drammen"]), told) == ()


def test_the_help_shows_examples(capsys: Capture) -> None:
    for command in ("adopt", "revise", "review", "verify"):
        assert main([command, "--help"]) == 0
        assert f"planverk {command}" in capsys.readouterr().out
