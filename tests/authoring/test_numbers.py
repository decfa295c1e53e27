"""Renumbering and withdrawing: the order, the numbers that stay, and what prose says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.authoring.renumber import renumber
from planverk.cli import CLEAN, WRONG_CALL
from planverk.errors import UserError
from planverk.reading.tree import Tree
from tests.authors import differing, files_of, rules_found, run
from tests.support import PLANS, copied

GONE = "withdrawn:\n  date: 2026-01-01\n  reason: R\n"


def goal(number: object) -> str:
    return f"---\nnumber: {number}\ntitle: T\nrelated: []\n---\n\nTekst.\n"


def measure(number: object, under: str, more: str = "", body: str = "Tekst.") -> str:
    line = f"number: {number}  # nummer\n" if number else ""
    return f"---\n{line}title: T\ngoal: {under}\nassignment: adopted\n{more}---\n\n{body}\n"


def tree_of(files: dict[str, str]) -> Tree:
    return Tree({f"plan/{path}": text.encode() for path, text in sorted({"plan.yaml": "title: P\n", **files}.items())})


def numbers(tree: Tree, *kinds: str) -> dict[str, tuple[int | None, int]]:
    return {each.entry.key: (each.before, each.after) for each in renumber(tree, kinds or ("goals", "measures")).changed}


def test_goals_keep_their_order_and_measures_follow_their_goals() -> None:
    files = {
        "goals/b.md": goal(2),
        "goals/a.md": goal(7),
        "measures/w.md": measure(1, "a"),
        "measures/x.md": measure(9, "b"),
        "measures/y.md": measure(4, "b"),
        "measures/z.md": measure(2, "finnes-ikke"),
    }
    tree = tree_of(files)
    goals = {"goal:b": (2, 1), "goal:a": (7, 2)}
    measures = {"measure:y": (4, 1), "measure:x": (9, 2), "measure:w": (1, 3), "measure:z": (2, 4)}
    assert numbers(tree) == goals | measures
    assert numbers(tree, "goals") == goals
    assert numbers(tree, "measures") == measures


def test_goals_are_numbered_under_each_and_the_text_of_links_follows() -> None:
    below = goal(1).replace("related", "part_of: a\nrelated")
    files = {
        "goals/a.md": goal(3),
        "goals/b.md": goal(1),
        "goals/c.md": below.replace("number: 1", "number: 4"),
        "goals/d.md": below.replace("number: 1", "number: 2"),
        "measures/x.md": measure(
            1, "c", body="Se [delmål 3.4](goal:c), [satsing 3.2](goal:d) og [mål 3](goal:a). Delmål 3.4 er sist, mål 3.40 ikke."
        ),
    }
    tree = tree_of(files)
    words = b'[words]\ngoal = [["satsing", "satsinga", "satsinger", "satsingene"]]\n'
    tree = Tree({**tree.files, "planverk.toml": words})
    assert numbers(tree) == {"goal:a": (3, 2), "goal:d": (2, 1), "goal:c": (4, 2)}
    done = renumber(tree, ("goals", "measures"))
    said = next(edit.after for edit in done.edits if edit.path == "plan/measures/x.md")
    assert "Se [delmål 2.2](goal:c), [satsing 2.1](goal:d) og [mål 2](goal:a). Delmål 3.4 er sist".encode() in (said or b"")
    assert [found for _, found in done.unsure] == ["Delmål 3.4"]


def test_a_withdrawn_measure_keeps_its_number_and_nobody_gets_it() -> None:
    files = {"goals/a.md": goal(1), "measures/u.md": measure(3, "a"), "measures/v.md": measure(4, "a"), "measures/w.md": measure(2, "a", GONE)}
    assert numbers(tree_of(files)) == {"measure:u": (3, 1), "measure:v": (4, 3)}


@pytest.mark.parametrize("typed", ["", "tre", '"3"', "~", "-1"])
def test_a_number_that_is_missing_or_wrong_is_set(typed: str) -> None:
    text = measure(None, "a") if not typed else measure(typed, "a")
    [edit] = renumber(tree_of({"goals/a.md": goal(1), "measures/x.md": text}), ("measures",)).edits
    after = (edit.after or b"").decode()
    assert after == (measure(1, "a").replace("  # nummer", "") if not typed else measure(1, "a"))


def test_an_empty_number_is_set() -> None:
    [edit] = renumber(tree_of({"goals/a.md": goal("")}), ("goals",)).edits
    assert edit.after is not None and b"\nnumber: 1" in edit.after and b"number:  1" not in edit.after


def test_a_file_that_cannot_be_read_stops_it() -> None:
    for broken in ("---\nnumber: : 1\n---\n", "---\nnumber: [1]\n---\n"):
        with pytest.raises(UserError) as refused:
            renumber(tree_of({"goals/a.md": broken}), ("goals",))
        assert refused.value.facts == {"path": "plan/goals/a.md"}


def test_the_text_of_links_follows_and_other_mentions_are_told() -> None:
    body = "Se [tiltak 4](measure:x), [**tiltak 4**](measure:x), [det fjerde](measure:x) og [tiltak 3](measure:x).\nSe tiltak 4, mål 4 og Tiltak 44."
    found = renumber(tree_of({"goals/a.md": goal(1), "measures/x.md": measure(4, "a", body=body)}), ("measures",))
    [edit] = found.edits
    assert (edit.after or b"").decode() == measure(1, "a", body=body.replace("[tiltak 4](measure:x)", "[tiltak 1](measure:x)"))
    assert [(place.span.start.line, text) for place, text in found.unsure] == [(8, "tiltak 4"), (9, "tiltak 4")]


@pytest.mark.parametrize(
    "said",
    ["tiltak 4", "Tiltak 4", "tiltaket 4", "tiltak nr. 4", "tiltak nummer 4", "tiltak **4**", "tiltak\\n4", "tiltak 1 og 4", "tiltakene 3–5",
     "tiltak 2, 4 og 7", "tiltakene 1 til 9", "tiltak fire", "Tiltak fire", "tiltak nummer fire", "tiltakene tre og fire",
     "tiltak to til seks", "tiltak 2 og fire", "measures 1 and 4", "measure no. 4"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["body", "basis", "hearing", "figure", "data", "cell"])
def test_an_old_number_is_found_wherever_and_however_people_write_it(said: str, place: str) -> None:
    flat = said.replace("\\n", " ")
    files = {"goals/a.md": goal(1), "measures/x.md": measure(4, "a")}
    files |= {
        "body": {"chapters/k.md": f"---\ntitle: K\n---\n\nSe {said.replace(chr(92) + 'n', chr(10))} her.\n"},
        "basis": {"measures/x.md": measure(4, "a", f"basis: Etter {flat}.\n")},
        "hearing": {"hearing/nav.yaml": f"organisation: NAV\nchange: Se {flat}\n"},
        "figure": {"figures/f.yaml": f"title: Til {flat}\n"},
        "data": {"data/t.csv": f"År,Om\n2024,{flat.replace(',', ' og')}\n"},
        "cell": {"chapters/k.md": f"---\ntitle: K\n---\n\n| A |\n| --- |\n| x \\| se {flat} |\n"},
    }[place]
    found = renumber(tree_of(files), ("measures",)).unsure
    wanted = flat.replace(",", " og") if place == "data" else flat
    assert [text for _, text in found] == [wanted.rstrip("*")]


@pytest.mark.parametrize(
    "said",
    [
        "tiltak 44",
        "tiltak 5",
        "mål 4",
        "tiltak 40–44",
        "tiltak i 4 år",
        "vedtiltak 4",
        "tiltakene 5 og 6",
        "tiltak fem",
        "mål fire",
        "fire tiltak",
        "tiltak fire ganger i året",
        "tiltak firehundre",
        "tiltak fem og seks",
    ],
)
def test_other_numbers_are_left_alone(said: str) -> None:
    found = renumber(tree_of({"goals/a.md": goal(1), "measures/x.md": measure(4, "a", body=f"Se {said}.")}), ("measures",))
    assert found.unsure == ()


CONFLICT = "<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> gren\n"


@pytest.mark.parametrize(
    "command",
    [
        ("renumber",),
        ("rename", "measure:moteplass", "ny"),
        ("withdraw", "measure:moteplass", "--date", "2026-01-01", "--reason", "x"),
        ("review", "measure:moteplass", "--by", "koordinator"),
        ("adopt", "--body", "K", "--date", "2026-01-01", "--case", "1/26", "--no-tag"),
    ],
)
def test_no_command_works_on_a_file_of_which_two_versions_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> None:
    root = copied("example", tmp_path)
    measure_file = root / "plan/measures/moteplass.md"
    measure_file.write_text(f"{measure_file.read_text(encoding='utf-8')}\n{CONFLICT}", encoding="utf-8")
    before = files_of(root)
    code, out, err = run(capsys, *command, "-C", str(root))
    assert code != CLEAN and out == "" and "plan/measures/moteplass.md" in err
    assert files_of(root) == before


def test_numbers_that_are_right_change_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("drammen", tmp_path)
    before = files_of(root)
    assert run(capsys, "renumber", "-C", str(root)) == (CLEAN, "Numrene er riktige. Ingenting er endret.\n", "")
    assert files_of(root) == before


def test_renumbering_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("drammen", tmp_path)
    (root / "plan/measures/kompetanse-for-ansatte.md").unlink()
    code, out, err = run(capsys, "renumber", "measures", "-C", str(root))
    assert code == CLEAN
    assert (
        out.splitlines()[:2] == ["measure:kompetanse-for-fastleger: 5 → 4", "measure:kompetanse-for-frivillige: 6 → 5"] and len(out.splitlines()) == 7
    )
    assert err == "Merk: Planen er vedtatt. Da viser vedtak og rapporter til de gamle numrene.\n"
    assert not any("number-gap" in found or "repeated-number" in found for found in rules_found(root))


def test_a_withdrawn_measure_keeps_text_and_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    before = files_of(root)
    reason = "Dekket av «tiltak 1»: se\n#1"
    call = ("withdraw", "measure:moteplass", "--date", "2026-11-23", "--reason", reason, "-C", str(root))
    assert run(capsys, *call) == (CLEAN, "Trakk measure:moteplass. Teksten og nummeret står i plan/measures/moteplass.md\n", "")
    after = files_of(root)
    path = "plan/measures/moteplass.md"
    assert differing(before, after) == [path]
    lines = 'withdrawn:\n  date: 2026-11-23\n  reason: "Dekket av «tiltak 1»: se #1"\n'
    assert after[path] == before[path].replace(b"formerly:\n", lines.encode() + b"formerly:\n")
    assert not any(path in found for found in rules_found(root))
    code, out, err = run(capsys, *call)
    assert (code, out, err) == (WRONG_CALL, "", "planverk: ingenting ble endret: «measure:moteplass» er trukket fra før\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("measure:moteplass",), "mangler --date"),
        (("measure:moteplass", "--date", "2026-11-23"), "mangler --reason"),
        (("measure:moteplass", "--date", "23.11.2026", "--reason", "x"), "«23.11.2026» er ikke en dato. Skriv den slik: 2026-11-23"),
        (("measure:moteplass", "--date", "2026-11-23", "--reason", " \n"), "ingenting ble endret: skriv hvorfor tiltaket blir trukket"),
        (
            ("goal:felles-innsats", "--date", "2026-11-23", "--reason", "x"),
            "ingenting ble endret: «goal:felles-innsats» er ikke et tiltak. Bare tiltak kan trekkes",
        ),
        (("measure:borte", "--date", "2026-11-23", "--reason", "x"), "ingenting ble endret: «measure:borte» finnes ikke"),
    ],
)
def test_what_cannot_be_withdrawn(arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "withdraw", *arguments, "-C", str(PLANS["example"]))
    assert (code, out, err) == (WRONG_CALL, "", f"planverk: {message}\n")
