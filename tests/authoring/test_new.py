"""New entries of a plan: what is written, what a check still asks for, and that nothing is waited for without a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import strategies as st

from planverk.authoring.edits import files_after
from planverk.authoring.layout import laid_out
from planverk.authoring.new_entry import FORMS, new_entry
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL
from planverk.ids import is_id
from planverk.model.kinds import kind_of_file
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.authors import differing, files_of, rules_found, run
from tests.properties import given
from tests.support import PLANS, copied

SYNTAX = (
    "yaml-syntax",
    "yaml-alias",
    "yaml-tag",
    "repeated-key",
    "missing-front-matter",
    "unclosed-front-matter",
    "control-character",
    "bad-identifier",
)


# --- entries ---

ENTRIES = {
    "measure": (
        ("--title", "Øve på å spørre: «Går det bra?»", "--goal", "god-hjelp", "--responsible", "nav", "--participants", "skolene"),
        "plan/measures/ove-pa-a-sporre-gar-det-bra.md",
        '---\nnumber: 12\ntitle: "Øve på å spørre: «Går det bra?»"\ngoal: god-hjelp\nresponsible: nav\nparticipants:\n  - skolene\n---\n',
        ["entry-without-text:1", "measure-without-deadline:1", "measure-without-financing:1", "measure-without-reporting:1"],
    ),
    "goal": (
        ("--title", "Ærlig prat", "--related", "temaplan#ansattes-kompetanse", "--related", "nasjonal-handlingsplan#god-hjelp"),
        "plan/goals/aerlig-prat.md",
        "---\nnumber: 6\ntitle: Ærlig prat\nrelated:\n  - temaplan#ansattes-kompetanse\n  - nasjonal-handlingsplan#god-hjelp\n---\n",
        ["entry-without-text:1", "goal-without-measure:1"],
    ),
    "definition": (
        ("--term", "Livskrise", "--forms", "livskrisen", "--forms", "livskriser"),
        "plan/definitions/livskrise.md",
        "---\nterm:\n  nb: Livskrise\nforms:\n  - livskrisen\n  - livskriser\n---\n",
        ["entry-without-text:1"],
    ),
    "function": (
        ("--title", "Nav", "--kind", "unit"),
        "plan/functions/nav-2.yaml",
        "title: Nav\nkind: unit\n",
        [],
    ),
    "chapter": (
        ("--title", "Hva vi vet"),
        "plan/chapters/hva-vi-vet.md",
        "---\ntitle: Hva vi vet\n---\n",
        ["entry-without-text:1"],
    ),
    "resource": (
        ("--title", "Hjelp", "--url", "https://hjelp.example"),
        "plan/references/resources/hjelp.yaml",
        "title: Hjelp\npublisher:\naudience:\nurl: https://hjelp.example\ndescription:\n",
        ["empty-text:2", "empty-text:3", "empty-text:5"],
    ),
    "source": (
        ("--title", "Bok", "--type", "book", "--issued", "2024"),
        "plan/references/sources/bok.yaml",
        'type: book\ntitle: Bok\nissued: "2024"\n',
        ["missing-field:1"],
    ),
    "referenced-plan": (
        ("--title", "Barneplan", "--level", "municipal", "--from", "2024"),
        "plan/references/plans/barneplan.yaml",
        "title: Barneplan\nlevel: municipal\nowner:\nperiod:\n  from: 2024\ngoals:\n",
        ["empty-text:3", "empty-text:6", "missing-field:4"],
    ),
    "figure": (
        ("--title", "Antall", "--kind", "bar", "--series", "Drammen", "--series", "Norge"),
        "plan/figures/antall.yaml",
        "title: Antall\nkind: bar\nseries:\n  - Drammen\n  - Norge\n",
        ["missing-field:1"],
    ),
}


@pytest.mark.parametrize("kind", FORMS)
def test_a_new_entry_stands_in_its_place_and_lacks_what_nobody_told(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags, path, text, lacking = ENTRIES[kind]
    root = copied("drammen", tmp_path)
    before = files_of(root)
    code, out, err = run(capsys, "new", kind, *flags, "-C", str(root))
    after = files_of(root)
    assert (code, err) == (CLEAN, "Skriv resten i filen. «planverk check» sier hva som mangler.\n")
    assert out.startswith(f"Laget {path}\n")
    assert after[path].decode() == text
    assert differing(before, after) == ([path, "plan/plan.yaml"] if kind == "chapter" else [path])
    found = (each.removeprefix(f"{path}:").partition(" ") for each in rules_found(root) if each.startswith(f"{path}:"))
    assert [rule for rule in sorted(f"{rule}:{line}" for line, _, rule in found) if not rule.startswith(QUIET)] == lacking
    assert laid_out(path, after[path]) == after[path]


QUIET = ("unused-definition", "unused-source", "unused-figure", "unused-referenced-plan", "missing-alternative", "proposed-responsible")
"""What is true of most new entries, and tested with those rules."""


def test_a_new_goal_under_another_is_numbered_after_those_under_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    for number, title in enumerate(("Fyrst", "Sist"), start=1):
        assert run(capsys, "new", "goal", "--title", title, "--part-of", "felles-innsats", "-C", str(root))[0] == CLEAN
        text = files_of(root)[f"plan/goals/{title.lower()}.md"].decode()
        assert text.startswith(f"---\nnumber: {number}\ntitle: {title}\npart_of: felles-innsats\n")
    assert run(capsys, "new", "goal", "--title", "Tredje", "--part-of", "finnes-ikke", "-C", str(root))[0] == WRONG_CALL


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_goal_of_a_plan_that_builds_on_no_other_is_related_to_none(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "ny"
    wheel = ("--ci", "none", "--title", "Samfunnsdel", "--name", "Døme kommune")
    assert run(capsys, "new", "plan", "--kind", "tom", "--lang", language, *wheel, str(root))[0] == CLEAN
    assert run(capsys, "new", "goal", "--title", "Gode liv", "-C", str(root))[0] == CLEAN
    assert files_of(root)["plan/goals/gode-liv.md"] == b"---\nnumber: 1\ntitle: Gode liv\nrelated: []\n---\n"
    code, out, _ = run(capsys, "check", "-C", str(root))
    assert code == FINDINGS and "plan/goals" not in out.replace("plan/goals/gode-liv.md:1:1: warning[entry-without-text]", "")


def test_a_chapter_stands_after_its_family_in_the_contents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("drammen", tmp_path)
    contents = (root / "plan/plan.yaml").read_text(encoding="utf-8")
    assert run(capsys, "new", "chapter", "--title", "Ungdom", "--part-of", "status", "-C", str(root))[1] == (
        "Laget plan/chapters/ungdom.md\nSatte kapittelet inn i innholdet i plan/plan.yaml\n"
    )
    assert run(capsys, "new", "chapter", "--title", "Veien videre", "-C", str(root))[0] == CLEAN
    expected = contents.replace("  - chapter:tjenester-i-dag\n", "  - chapter:tjenester-i-dag\n  - chapter:ungdom\n")
    expected = expected.replace("  - chapter:evaluering\n", "  - chapter:evaluering\n  - chapter:veien-videre\n")
    assert (root / "plan/plan.yaml").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("contents", "after"),
    [
        ("", "contents:\n  - chapter:a\n"),
        ("contents:\n", "contents:\n  - chapter:a\n"),
        ("contents: []  # tomt\n", "contents:\n  - chapter:a  # tomt\n"),
        ("contents: [goals, 'chapter:b', references]\n", "contents: [goals, 'chapter:b', chapter:a, references]\n"),
        ("contents:\n- goals # mål\n", "contents:\n- goals # mål\n- chapter:a\n"),
    ],
)
def test_contents_of_any_form_take_a_chapter(contents: str, after: str) -> None:
    tree = Tree({"plan/plan.yaml": f"title: P\n{contents}".encode()})
    made = new_entry(tree, FORMS["chapter"], {"title": ["A"]})
    assert files_after(tree.files, made.edits)["plan/plan.yaml"].decode() == f"title: P\n{after}"


def test_numbers_and_ids_are_never_used_again() -> None:
    measure = "---\nnumber: {}\ntitle: T\ngoal: a\nassignment: adopted\n{}---\n\nT.\n"
    files = {
        "plan/plan.yaml": "title: P\n",
        "plan/goals/a.md": "---\nnumber: 1\ntitle: A\nrelated: []\n---\n\nA.\n",
        "plan/measures/x.md": measure.format(2, "formerly:\n  - ny\n  - ny-2\n"),
        "plan/measures/y.md": measure.format(7, "withdrawn:\n  date: 2026-01-01\n  reason: R\n"),
    }
    made = new_entry(Tree({path: text.encode() for path, text in files.items()}), FORMS["measure"], {"title": ["Ny"], "goal": ["a"]})
    assert made.path == "plan/measures/ny-3.md" and b"number: 8\n" in (made.edits[0].after or b"")


@pytest.mark.parametrize("kind", FORMS)
def test_without_a_terminal_the_flag_that_is_missing_is_named(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    first = FORMS[kind].questions[0].flag
    assert run(capsys, "new", kind, "-C", str(PLANS["drammen"])) == (WRONG_CALL, "", f"planverk: mangler --{first}\n")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--title", "T"), "mangler --goal"),
        (("--title", "T", "--goal", "god-hjlp"), "ingenting ble endret: --goal: «god-hjlp» finnes ikke. Mente du «god-hjelp»?"),
        (("--title", "T", "--goal", "god-hjelp", "--responsible", "Kari"), "ingenting ble endret: --responsible: «Kari» finnes ikke"),
        (("--title", "T", "--goal", "god-hjelp", "--national-goals", "x"), "ingenting ble endret: --national-goals: «x» finnes ikke"),
        (("--title", "…!", "--goal", "god-hjelp"), "ingenting ble endret: det går ikke an å lage en id av «…!». Velg en med --id"),
        (
            ("--title", "T", "--goal", "god-hjelp", "--id", "koordinering"),
            "ingenting ble endret: «measure:koordinering» er opptatt av plan/measures/koordinering.md",
        ),
    ],
)
def test_answers_that_name_nothing_are_refused(flags: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "new", "measure", *flags, "-C", str(PLANS["drammen"]), "--dry-run")
    assert (code, out, err) == (WRONG_CALL, "", f"planverk: {message}\n")


@pytest.mark.parametrize("id", ["../ute", "a/b", "A", "a b", "a\n", ".skjult", "æ"])
def test_a_bad_id_makes_no_file(id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path / "plan")
    before = files_of(tmp_path)
    code, _, err = run(capsys, "new", "function", "--title", "T", "--kind", "role", "--id", id, "-C", str(root))
    assert code == WRONG_CALL and "kan ikke være en id" in err
    assert files_of(tmp_path) == before


def test_a_terminal_is_asked_for_what_no_flag_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied("drammen", tmp_path)
    for module in ("planverk.cli.writing", "planverk.cli.new_entry"):
        monkeypatch.setattr(f"{module}.answers", lambda: True)
    said = ["", "Samtaler", "god-hjelpp", "god-hjelp", "vet ikke", "", "vet ikke", "proposed", "", "nav", "skolene", "", "", "", ""]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in said)))
    code, out, err = run(capsys, "new", "measure", "-C", str(root))
    assert (code, out) == (CLEAN, "Laget plan/measures/samtaler.md\n")
    goal = "Id-en til målet (apenhet-og-kommunikasjon, god-hjelp, god-kompetanse, oppfolging-av-etterlatte, systematikk-og-helhet): "
    responsible = "Id-en til funksjonen som har ansvaret [kan vente]: "
    assert err.startswith(
        f"Tittel: Tittel: {goal}Velg en av disse: god-hjelp.\n{goal}{responsible}Velg en av disse: barnevernstjenesten, drammen-leg"
    )
    assert f"uteteamet.\n{responsible}Om ansvaret er vedtatt eller foreslått (adopted, proposed) [kan vente]: Velg en av disse: adopted, p" in err
    assert (root / "plan/measures/samtaler.md").read_text(encoding="utf-8") == (
        "---\nnumber: 12\ntitle: Samtaler\ngoal: god-hjelp\nassignment: proposed\nparticipants:\n  - nav\n  - skolene\n---\n"
    )


# --- hostile answers ---

REFERENCES = ("goal", "responsible", "participants", "national-goals", "related", "part-of", "source")
"""Flags that must name something that is there."""

_hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "../../etc/passwd",
            "a: b",
            '"',
            "'",
            "# x",
            "- a",
            "---",
            "a\n---\nb: c",
            "{a: b}",
            "[x",
            "&a *a",
            "!tag",
            "|",
            "\u202e",
            "\x00",
            "x" * 300,
            "con",
        ]
    ),
)


@given(st.sampled_from(sorted(FORMS)), _hostile, _hostile, examples=200)
def test_whatever_is_answered_the_file_can_be_read(kind: str, first: str, second: str) -> None:
    form = FORMS[kind]
    answers = {question.flag: [second] for question in form.questions if not question.allowed and question.flag not in REFERENCES}
    answers |= {question.flag: list(question.allowed[:1]) for question in form.questions if question.allowed}
    answers |= {question.flag: ["felles-innsats"] for question in form.questions if question.flag == "goal"}
    answers[form.questions[0].flag] = [f"a{first}"]
    tree = read_folder(PLANS["example"])
    made = new_entry(tree, form, answers)
    assert kind_of_file(made.path) is form.model and is_id(made.name.partition(":")[2])
    data = files_after(tree.files, made.edits)[made.path]
    _, findings = read_plan(Tree({**tree.files, made.path: data}))
    assert not [finding.rule for finding in findings if finding.rule in SYNTAX]
    assert laid_out(made.path, data) == data
