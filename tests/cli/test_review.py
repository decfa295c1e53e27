"""Review stamps: what they hold, what makes them suspect, how they follow a renaming, and what two branches make of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from planverk.authoring.edits import files_after
from planverk.authoring.rename import rename
from planverk.authoring.reviewing import review
from planverk.errors import UserError
from planverk.model.canonical import plan_digest
from planverk.model.review_stamps import suspects
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.authors import files_of, run
from tests.examples import DAY, base_files
from tests.folders import laid, put
from tests.support import committed, git

Capture = pytest.CaptureFixture[str]
MEASURE = "plan/measures/felles-rutine.md"
GOAL = "plan/goals/felles-innsats.md"
PLANS = "plan/references/plans/folkehelse.yaml"
STAMP = "plan/reviews/measure-felles-rutine.yaml"


def stamped(*names: str) -> dict[str, bytes]:
    """The base plan with entries stamped as read."""
    tree = Tree(dict(base_files()))
    return files_after(tree.files, review(tree, names, "koordinator", date(2026, 5, 4), ""))


def changed(files: Mapping[str, bytes], path: str, before: str, after: str) -> dict[str, bytes]:
    assert before.encode() in files[path]
    return {**files, path: files[path].replace(before.encode(), after.encode(), 1)}


def found(files: Mapping[str, bytes]) -> list[tuple[str, bool, tuple[str, ...]]]:
    plan = read_plan(Tree(dict(files)))[0]
    return [(each.entry.key, each.itself, each.others) for each in suspects(plan)]


def test_a_stamp_holds_what_was_read() -> None:
    files = stamped("measure:felles-rutine")
    plan, findings = read_plan(Tree(files))
    stamp = plan.reviews["measure-felles-rutine"]
    assert findings == [] and (stamp.by, str(stamp.date), stamp.note, stamp.reviewed) == (
        "koordinator",
        "2026-05-04",
        None,
        ("measure", "felles-rutine"),
    )
    assert [each.entry for each in stamp.leans_on] == ["function:koordinator", "goal:felles-innsats"]
    assert found(files) == [] and check_plan(plan, findings, DAY, "nb") == []


def test_stamps_are_no_part_of_what_is_hashed_and_no_use_of_what_they_name() -> None:
    files = stamped("definition:ensomhet")
    plan = read_plan(Tree(files))[0]
    assert plan_digest(plan) == plan_digest(read_plan(Tree(dict(base_files())))[0])
    assert {reference.entry.kind for reference in plan.referrers.get(("definition", "ensomhet"), ())} <= {"chapter", "goal", "measure"}


@pytest.mark.parametrize(
    ("name", "path", "before", "after", "itself", "others"),
    [
        ("measure:felles-rutine", MEASURE, "2027-06-30", "2028-06-30", True, ()),
        ("measure:felles-rutine", GOAL, "title: ", "title: Nye ", False, ("goal:felles-innsats",)),
        ("goal:felles-innsats", PLANS, "to: ", "to: 2031 # ", False, ("plan:folkehelse",)),
        ("goal:felles-innsats", PLANS, "level:", "successor: folkehelse\nlevel:", False, ("plan:folkehelse",)),
        ("figure:ensomme", "plan/data/ensomme.csv", "24,24", "24,25", False, ("data:ensomme.csv",)),
        ("measure:felles-rutine", MEASURE, "goal: felles-innsats", "goal: nei", True, ("goal:felles-innsats",)),
    ],
)
def test_what_changes_afterwards_makes_a_stamp_suspect(name: str, path: str, before: str, after: str, itself: bool, others: tuple[str, ...]) -> None:
    assert found(changed(stamped(name), path, before, after)) == [(name, itself, others)]


@pytest.mark.parametrize(
    ("name", "path", "before", "after"),
    [
        ("measure:felles-rutine", MEASURE, "title: ", "# merk\ntitle:   "),
        ("goal:felles-innsats", PLANS, "level:", "checked: 2026-10-10\nlevel:"),
        ("measure:felles-rutine", "plan/chapters/innledning.md", "Planen", "Denne planen"),
    ],
)
def test_what_does_not_concern_it_leaves_it(name: str, path: str, before: str, after: str) -> None:
    assert found(changed(stamped(name), path, before, after)) == []


def test_an_entry_with_a_fault_is_not_suspect_as_well() -> None:
    files = changed(stamped("measure:felles-rutine"), MEASURE, "number: 1", "number: en")
    plan, findings = read_plan(Tree(files))
    assert [each.rule for each in check_plan(plan, findings, DAY, "nb")] == ["wrong-type"]


def test_what_a_stamp_leans_on_is_named() -> None:
    files = changed(stamped("measure:felles-rutine"), GOAL, "title: ", "title: Nye ")
    plan, findings = read_plan(Tree(files))
    (diagnostic,) = check_plan(plan, findings, DAY, "nb")
    assert (diagnostic.location.path, diagnostic.severity.value, diagnostic.message, diagnostic.hints) == (
        MEASURE,
        "warning",
        "measure:felles-rutine: noe det bygger på, er endret siden «koordinator» leste det 2026-05-04",
        ("endret: goal:felles-innsats", "les det på nytt, og kjør «planverk review measure:felles-rutine --by koordinator»"),
    )


def test_a_stamp_of_nothing_dangles() -> None:
    files = stamped("resource:hjelp")
    del files["plan/references/resources/hjelp.yaml"]
    plan, findings = read_plan(Tree(files))
    assert [(each.location.path, each.rule) for each in check_plan(plan, findings, DAY, "nb")] == [
        ("plan/reviews/resource-hjelp.yaml", "dangling-reference")
    ]


def test_a_stamp_of_another_form_is_left_alone() -> None:
    files = changed(stamped("measure:felles-rutine"), STAMP, "planverk-canonical-1", "planverk-canonical-2")
    assert found(changed(files, MEASURE, "number: 1", "number: 2")) == []


@pytest.mark.parametrize(
    ("names", "by", "key"),
    [
        (("measure:felles-rutine",), "Kari Nordmann", "no-function"),
        (("measure:felles-rutine",), "koordinatar", "no-function-near"),
        (("measure:felles-rutin",), "koordinator", "no-entry-near"),
        (("progress:felles-rutine",), "koordinator", "not-kind-and-id"),
        (("measure:felles-rutine", "../x"), "koordinator", "not-kind-and-id"),
    ],
)
def test_what_cannot_be_stamped_is_refused(names: tuple[str, ...], by: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        review(Tree(dict(base_files())), names, by, DAY, "")
    assert caught.value.key == key


def test_an_entry_with_a_fault_is_not_stamped() -> None:
    with pytest.raises(UserError) as caught:
        review(Tree(changed(base_files(), MEASURE, "number: 1", "number: en")), ["measure:felles-rutine"], "koordinator", DAY, "")
    assert caught.value.key == "unreadable"


def test_a_stamp_follows_a_renaming_and_asks_for_a_new_reading() -> None:
    tree = Tree(stamped("measure:felles-rutine", "goal:felles-innsats"))
    after = files_after(tree.files, rename(tree, "measure:felles-rutine", "ny-rutine"))
    assert "plan/reviews/measure-ny-rutine.yaml" in after and STAMP not in after
    assert found(after) == [("measure:ny-rutine", True, ())]
    tree = Tree(stamped("measure:felles-rutine"))
    after = files_after(tree.files, rename(tree, "function:koordinator", "ny-koordinator"))
    assert b"by: ny-koordinator\n" in after[STAMP]


def test_notes_are_held_to_the_rules_against_personal_data() -> None:
    files = changed(stamped("measure:felles-rutine"), STAMP, "form:", "note: Lest av Kari Nordmann, kari.nordmann@eksempel.example\nform:")
    plan, findings = read_plan(Tree(files))
    found_now = [(each.location.path, each.location.span.start.line, each.rule) for each in check_plan(plan, findings, DAY, "nb")]
    assert found_now == [(STAMP, 3, "person-instead-of-function"), (STAMP, 3, "personal-address")]


# --- the command ---

READ = "Tiltak 1 «Felles rutine»: lest av «Folkehelsekoordinator» "
NOT_FOUND = "planverk finner ikke igjen teksten slik den ble lest, så ordene som er endret, kan ikke vises."


def test_the_command(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path)
    arguments = ("review", "measure:felles-rutine", "figure:ensomme", "--by", "koordinator", "--date", "2026-05-04", "-C", str(root))
    assert run(capsys, *arguments, "--note", "I årsmøtet: «bra»")[:2] == (0, f"Skrev plan/reviews/figure-ensomme.yaml\nSkrev {STAMP}\n")
    text = (root / STAMP).read_text(encoding="utf-8")
    assert text.startswith('by: koordinator\ndate: 2026-05-04\nnote: "I årsmøtet: «bra»"\nform: planverk-canonical-1\nsha256: ')
    assert run(capsys, *arguments, "--note", "I årsmøtet: «bra»")[:2] == (0, "Det er notert fra før. Ingenting er endret.\n")
    put(root / GOAL, (root / GOAL).read_bytes().replace(b"title: ", b"title: Nye "))
    before = files_of(root)
    assert run(capsys, "review", "--list", "-C", str(root))[:2] == (
        0,
        f"{READ}4. mai 2026, senere endret: mål 1 «Nye Felles innsats»\n  {NOT_FOUND}\n\nMå leses på nytt: 1 av 2 som er lest.\n",
    )
    assert run(capsys, *arguments, "--dry-run")[0] == 0 and files_of(root) == before
    assert run(capsys, *arguments)[0] == 0
    assert run(capsys, "review", "--list", "-C", str(root))[1] == "Må leses på nytt: 0 av 2 som er lest.\n"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which a measure and its goal were read, and both changed since; the measure was read before what was read was saved."""
    root = laid(tmp_path_factory.mktemp("read"))
    committed(root)
    put(root / MEASURE, (root / MEASURE).read_bytes().replace(b"lager en", b"bruker en"))
    for path, data in files_after(
        files := files_of_plan(root), review(Tree(files), ["measure:felles-rutine"], "koordinator", date(2026, 5, 4), "")
    ).items():
        put(root / path, data)
    saved(root, "plan/reviews", "Lest")
    saved(root, ".", "Teksten som var lest")
    put(root / MEASURE, (root / MEASURE).read_bytes().replace(b"bruker en", "bruker én og samme".encode()))
    put(root / GOAL, (root / GOAL).read_bytes().replace(b"title: ", b"title: Nye "))
    saved(root, ".", "Endret")
    return root


def files_of_plan(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "plan").rglob("*") if path.is_file()}


def saved(root: Path, path: str, subject: str) -> None:
    git(root, "add", "--all", path)
    git(root, "commit", "--quiet", "--message", subject)


def copy_of(root: Path, place: Path) -> Path:
    git(place, "clone", "--quiet", str(root), "copy")
    return place / "copy"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nb",
            f"{READ}4. mai 2026, senere endret: tiltak 1 «Felles rutine», mål 1 «Nye Felles innsats»\n"
            "  Mål 1 «Nye Felles innsats»\n    • Tittelen er endret fra «Felles innsats» til «Nye Felles innsats»\n\n"
            "  Tiltak 1 «Felles rutine»\n    • Teksten er endret\n        Tjenestene bruker [-en-] {+én og samme+} felles rutine.\n\n"
            "Må leses på nytt: 1 av 1 som er lest.\n",
        ),
        (
            "nn",
            "Tiltak 1 «Felles rutine»: lese av «Folkehelsekoordinator» 4. mai 2026, seinare endra: "
            "tiltak 1 «Felles rutine», mål 1 «Nye Felles innsats»\n"
            "  Mål 1 «Nye Felles innsats»\n    • Tittelen er endra frå «Felles innsats» til «Nye Felles innsats»\n\n"
            "  Tiltak 1 «Felles rutine»\n    • Teksten er endra\n        Tjenestene bruker [-en-] {+én og samme+} felles rutine.\n\n"
            "Må lesast på nytt: 1 av 1 som er lesne.\n",
        ),
        (
            "en",
            "Measure 1 “Felles rutine”: read by “Folkehelsekoordinator” on 4 May 2026, changed since: "
            "measure 1 “Felles rutine”, goal 1 “Nye Felles innsats”\n"
            "  Goal 1 “Nye Felles innsats”\n    • The title changed from “Felles innsats” to “Nye Felles innsats”\n\n"
            "  Measure 1 “Felles rutine”\n    • The text changed\n        Tjenestene bruker [-en-] {+én og samme+} felles rutine.\n\n"
            "To be read again: 1 of 1 that have been read.\n",
        ),
    ],
)
def test_the_list_shows_what_changed_since_each_reading(
    read: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, language: str, expected: str
) -> None:
    monkeypatch.setenv("PLANVERK_LANG", language)
    assert run(capsys, "review", "--list", "-C", str(read)) == (0, expected, "")


def test_what_was_read_is_found_from_before_a_renaming_and_in_another_folder(read: Path, tmp_path: Path, capsys: Capture) -> None:
    root = copy_of(read, tmp_path)
    assert run(capsys, "rename", "measure:felles-rutine", "ny-rutine", "-C", str(root))[0] == 0
    saved(root, ".", "Nytt navn")
    (root / "planer").mkdir()
    git(root, "mv", "plan", "planer/plan")
    saved(root, ".", "Flyttet")
    out = run(capsys, "review", "--list", "-C", str(root / "planer"))[1]
    assert "        Tjenestene bruker [-en-] {+én og samme+} felles rutine.\n" in out and NOT_FOUND not in out


def test_a_clone_without_what_was_read_says_so(read: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{read}", "shallow")
    changed = "tiltak 1 «Felles rutine», mål 1 «Nye Felles innsats»"
    said = f"{READ}4. mai 2026, senere endret: {changed}\n  {NOT_FOUND}\n\nMå leses på nytt: 1 av 1 som er lest.\n"
    assert run(capsys, "review", "--list", "-C", str(tmp_path / "shallow")) == (0, said, "")


def test_what_is_not_saved_is_told_and_nothing_that_was_not_leaned_on(read: Path, tmp_path: Path, capsys: Capture) -> None:
    root = copy_of(read, tmp_path)
    for path in (MEASURE, GOAL):
        put(root / path, git(root, "show", f"HEAD~1:{path}").encode())
    put(root / "plan/chapters/innledning.md", (root / "plan/chapters/innledning.md").read_bytes().replace(b"Planen", b"Denne planen"))
    assert run(capsys, "review", "--list", "-C", str(root))[1] == "Må leses på nytt: 0 av 1 som er lest.\n"
    put(root / MEASURE, (root / MEASURE).read_bytes().replace(b"deadline: 2027", b"deadline: 2028"))
    out = run(capsys, "review", "--list", "-C", str(root))[1]
    assert "    • Fristen er flyttet fra 30. juni 2027 til 30. juni 2028, 1 år senere\n" in out and "Denne" not in out and "Mål" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "oppgi hva som er lest, for eksempel measure:moteplass, eller bruk --list"),
        (("measure:felles-rutine",), "mangler --by"),
        (("measure:felles-rutine", "--by", "x", "--date", "nå"), "«nå» er ikke en dato. Skriv den slik: 2026-11-23"),
        (("measure:felles-rutine", "--by", "koordinator", "--date", "2999-01-01"), "2999-01-01 er ikke kommet ennå. Noter det når det er lest"),
    ],
)
def test_calls_that_are_wrong(tmp_path: Path, capsys: Capture, arguments: tuple[str, ...], said: str) -> None:
    root = laid(tmp_path)
    code, _, err = run(capsys, "review", *arguments, "-C", str(root))
    assert (code, err) == (2, f"planverk: {said}\n") and not (root / "plan/reviews").exists()


def test_branches_that_read_different_entries_merge(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path)
    committed(root)
    for branch, name in (("one", "measure:felles-rutine"), ("two", "goal:felles-innsats")):
        git(root, "checkout", "--quiet", "-b", branch, "main")
        assert run(capsys, "review", name, "--by", "koordinator", "-C", str(root))[0] == 0
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", branch)
    git(root, "merge", "--quiet", "--no-edit", "one")
    assert run(capsys, "review", "--list", "-C", str(root))[1] == "Må leses på nytt: 0 av 2 som er lest.\n"
