"""Renaming: every entry of every plan, after which a check says what it said before; and what is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from planverk.authoring.edits import files_after
from planverk.authoring.rename import rename
from planverk.cli import CLEAN, WRONG_CALL
from planverk.errors import UserError
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.authors import differing, files_of, run, said
from tests.fast import some
from tests.support import PLANS, copied, plan_of

NEW = "helt-ny-id"
MEASURE = """\
---
number: 9  # nummeret
# målet
goal: "x"
title: A
participants: [x, y]   # x er med
responsible: x
assignment: adopted
---

Se [x](measure:x), [seg selv][x] og [målet](<goal:x>). Målet heter x [@x].

[x]: measure:x
[y]: <measure:x> "tittel"
"""


def named(plan: str) -> list[str]:
    return [f"{kind}:{id}" for kind, group in plan_of(PLANS[plan]).kinds.items() for id in group]


@cache
def said_of(plan: str) -> Counter[tuple[str, str, str]]:
    return said(read_folder(PLANS[plan]))


@pytest.mark.parametrize(("plan", "name"), some((plan, name) for plan in PLANS for name in named(plan)))
def test_after_any_renaming_a_check_says_what_it_said(plan: str, name: str) -> None:
    tree = read_folder(PLANS[plan])
    after = replace(tree, files=files_after(tree.files, rename(tree, name, NEW)))
    id = name.partition(":")[2]
    assert Counter({(*where, message.replace(NEW, id)): count for (*where, message), count in said(after).items()}) == said_of(plan)


def test_a_measure_takes_its_records_along_and_everything_else_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    before = files_of(root)
    code, out, err = run(capsys, "rename", "measure:moteplass", "apen-dor", "-C", str(root))
    assert (code, err) == (CLEAN, "")
    assert out == (
        "Flyttet plan/measures/moteplass.md til plan/measures/apen-dor.md\nFlyttet plan/progress/moteplass.yaml til plan/progress/apen-dor.yaml\n"
    )
    after = files_of(root)
    assert differing(before, after) == [
        "plan/measures/apen-dor.md", "plan/measures/moteplass.md", "plan/progress/apen-dor.yaml", "plan/progress/moteplass.yaml",
    ]  # fmt: skip
    assert after["plan/measures/apen-dor.md"] == before["plan/measures/moteplass.md"].replace(b"  - kafe\n", b"  - kafe\n  - moteplass\n")


def test_waivers_follow_and_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    before = files_of(root)
    code, out, err = run(capsys, "rename", "measure:felles-rutine", "rutine", "-C", str(root / "plan"), "--dry-run")
    assert code == CLEAN and err == "Ingenting er endret ennå.\n" and files_of(root) == before
    assert '-path = "plan/measures/felles-rutine.md"\n+path = "plan/measures/rutine.md"\n' in out
    assert run(capsys, "rename", "measure:felles-rutine", "rutine", "-C", str(root))[0] == CLEAN
    assert b'path = "plan/measures/rutine.md"' in files_of(root)["planverk.toml"]
    assert b"[tiltak 1](measure:rutine)" in files_of(root)["plan/chapters/innleiing.md"]


def test_comments_quotes_and_every_form_of_link_keep_their_form() -> None:
    tree = tree_with({"plan/measures/x.md": MEASURE, "plan/goals/x.md": "---\nnumber: 1\ntitle: B\nrelated: [y#x]\n---\n\nB\n"})
    assert renamed(tree, "measure:x", "ny")["plan/measures/ny.md"] == MEASURE.replace("measure:x", "measure:ny").replace(
        "assignment: adopted\n", "assignment: adopted\nformerly:\n  - x\n"
    )
    assert renamed(tree, "function:x", "ny")["plan/measures/x.md"] == MEASURE.replace("[x, y]", "[ny, y]").replace(
        "responsible: x", "responsible: ny"
    )
    assert renamed(tree, "goal:x", "ny")["plan/measures/x.md"] == MEASURE.replace('goal: "x"', 'goal: "ny"').replace("<goal:x>", "<goal:ny>")
    assert renamed(tree, "source:x", "ny")["plan/measures/x.md"] == MEASURE.replace("[@x]", "[@ny]")


def test_references_in_fields_with_faults_are_mended_too() -> None:
    text = MEASURE.replace("[x, y]", "[x, [y]]")
    assert "participants: [ny, [y]]" in renamed(tree_with({"plan/measures/x.md": text}), "function:x", "ny")["plan/measures/x.md"]


OWN = """\
[[rule]]
name = "egen"
severity = "info"
message = "m"
kind = "measure"
field = "{field}"
one_of = ["{id}", "y"]  # "z"
# "x"
"""


def test_own_rules_that_name_the_id_follow() -> None:
    other = OWN.format(field="goal", id="x").replace("egen", "annen")
    settings = renamed(tree_with({"planverk.toml": OWN.format(field="responsible", id="x") + other}), "function:x", "ny")["planverk.toml"]
    assert settings == OWN.format(field="responsible", id="ny") + other


@pytest.mark.parametrize("former", ["", "formerly: [eldst]\n", "formerly:\n  - eldst\n  - eldre  # to\n", "formerly: ['x', eldst]\n"])
def test_an_id_can_be_given_back_to_the_entry_that_had_it(former: str) -> None:
    start = tree_with({"plan/measures/a.md": MEASURE.replace("---\n", f"---\n{former}", 1).replace("'x', ", "")})
    there = replace(start, files=files_after(start.files, rename(start, "measure:a", "feil-id")))
    again = replace(there, files=files_after(there.files, rename(there, "measure:feil-id", "a")))
    measures = read_plan(again)[0].measures
    assert "feil-id" not in measures and set(measures["a"].formerly) == {*read_plan(start)[0].measures["a"].formerly, "feil-id"}
    more = replace(again, files=files_after(again.files, rename(again, "measure:a", "feil-id")))
    assert more.files == there.files or set(read_plan(more)[0].measures["feil-id"].formerly) == {*measures["a"].formerly, "a"} - {"feil-id"}
    assert said(again) == said(start)


@pytest.mark.parametrize(
    ("name", "new", "message"),
    [
        ("measure:moteplas", "ny", "«measure:moteplas» finnes ikke. Mente du «measure:moteplass»?"),
        ("measure:zzz", "ny", "«measure:zzz» finnes ikke"),
        ("moteplass", "ny", "«moteplass» er ikke en type og en id, for eksempel measure:felles-rutine. Typene er "),
        ("progress:moteplass", "ny", "«progress:moteplass» er ikke en type og en id"),
        ("measure:../../x", "ny", "«measure:../../x» finnes ikke"),
        ("measure:moteplass", "../ute", "«../ute» kan ikke være en id. Skriv små bokstaver fra a til z og tall, med bindestrek mellom ordene, for"),
        ("measure:moteplass", "Møte plass", "for eksempel «mote-plass»"),
        ("measure:moteplass", "", "kan ikke være en id"),
        ("measure:moteplass", "x\n", "kan ikke være en id"),
        ("measure:moteplass", "felles-rutine", "«measure:felles-rutine» er opptatt av plan/measures/felles-rutine.md"),
        ("measure:felles-rutine", "kafe", "«measure:kafe» er brukt før, av plan/measures/moteplass.md. En id blir aldri brukt på nytt"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, new: str, message: str) -> None:
    root = copied("example", tmp_path)
    before = files_of(root)
    code, out, err = run(capsys, "rename", name, new, "-C", str(root))
    assert (code, out) == (WRONG_CALL, "") and err.startswith("planverk: ingenting ble endret: ") and message in err
    assert files_of(root) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("plan/goals/a.md", "---\ntitle: : x\n---\n"),
        ("plan/goals/a.md", "title: x uten felter"),
        ("plan/goals/a.md", "---\ntitle: &a x\n---\n"),
        ("plan/functions/x.yaml", "title: a\ntitle: b\n"),
        ("plan/functions/a.yaml", "\udcff"),
        ("planverk.toml", 'packs = ["x'),
    ],
)
def test_a_file_that_may_name_the_entry_and_cannot_be_read_stops_it(path: str, text: str) -> None:
    with pytest.raises(UserError) as refused:
        rename(tree_with({path: text}), "function:x", "ny")
    assert (refused.value.key, refused.value.facts) == ("unreadable", {"path": path})


def test_a_broken_file_that_does_not_name_it_stops_nothing() -> None:
    renamed(tree_with({"plan/goals/a.md": "---\ntitle: : y\n---\n"}), "function:x", "ny")


def test_a_bad_id_can_be_mended() -> None:
    council, measure = "title: Råd\nkind: council\n", MEASURE.replace("responsible: x", "responsible: Råd")
    tree = tree_with({"plan/functions/Råd.yaml": council, "plan/measures/x.md": measure})
    after = renamed(tree, "function:Råd", "rad")
    assert after["plan/functions/rad.yaml"] == "title: Råd\nkind: council\nformerly:\n  - Råd\n"
    assert "responsible: rad\n" in after["plan/measures/x.md"]


def tree_with(files: dict[str, str]) -> Tree:
    """A small plan in which nearly everything is called x, with files laid over it."""
    small = {
        "plan/plan.yaml": "title: P\n",
        "plan/functions/x.yaml": "title: F\nkind: role\n",
        "plan/references/sources/x.yaml": "type: book\ntitle: S\n",
    }
    return Tree({path: text.encode("utf-8", "surrogateescape") for path, text in sorted({**small, **files}.items())})


def renamed(tree: Tree, name: str, new: str) -> dict[str, str]:
    return {path: data.decode() for path, data in files_after(tree.files, rename(tree, name, new)).items()}
