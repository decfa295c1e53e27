"""The canonical form: what layout, comments and quoting do not change, what a change of the content does, and that others can compute it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

import pytest
from hypothesis import strategies as st

from planverk.authoring.layout import laid_out
from planverk.model.canonical import canonical, decided_digests, digest, entry_form, plan_digest, plan_form
from planverk.model.kinds import kind_of_file
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.examples import base_files
from tests.properties import given
from tests.support import PLANS, plan_of

MEASURE = "plan/measures/felles-rutine.md"
CHAPTER = "plan/chapters/innledning.md"


def plan_with(files: Mapping[str, bytes]) -> Plan:
    return read_plan(Tree({**base_files(), **files}))[0]


def form_of(body: str) -> object:
    """The form of the prose of a chapter."""
    form = entry_form(plan_with({CHAPTER: f"---\ntitle: T\n---\n\n{body}\n".encode()}).chapters["innledning"])
    return {name: form[name] for name in ("prose", "footnotes") if name in form}


def changed(path: str, before: str, after: str) -> str:
    data = base_files()[path]
    assert before.encode() in data
    return plan_digest(plan_with({path: data.replace(before.encode(), after.encode(), 1)}))


BASE = plan_digest(plan_with({}))


def test_the_form_of_a_measure() -> None:
    """Version 1 stays as it is: where this fails, hashes in published files and manifests no longer hold."""
    fields = b"number: 1\ntitle:  'Felles  rutine'\ngoal: felles-innsats\nassignment: adopted\nincomplete: false\ndeadline: 2027-12-31\n"
    measure = plan_with({MEASURE: b"---\n" + fields + b"---\n\nVi *lager*\nen rutine.\n"}).measures["felles-rutine"]
    assert canonical(entry_form(measure)).decode() == (
        '{"fields":{"assignment":"adopted","deadline":"2027-12-31","goal":"felles-innsats","number":1,"title":"Felles rutine"},"id":"felles-rutine",'
        '"kind":"measure","prose":[{"children":[{"text":"Vi ","type":"text"},{"children":[{"text":"lager","type":"text"}],"type":"emphasis"},'
        '{"text":" en rutine.","type":"text"}],"type":"paragraph"}]}'
    )


def test_the_hash_of_the_plan_is_that_of_its_form() -> None:
    """What docs/reference/canonical.rst tells others to do."""
    form = json.loads(canonical(plan_form(plan_with({}))))
    written = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert sha256(written).hexdigest() == BASE
    assert [f"{entry['kind']}:{entry['id']}" for entry in form["entries"]] == [
        "chapter:innledning", "chapter:kunnskap", "data:ensomme.csv", "definition:ensomhet", "figure:ensomme", "function:koordinator",
        "goal:felles-innsats", "help:help", "measure:felles-rutine", "plan:folkehelse", "plan-file:plan", "resource:hjelp", "source:undersokelse",
    ]  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_laying_out_changes_nothing(name: str) -> None:
    tree = read_folder(PLANS[name])
    laid = {path: laid_out(path, data) if kind_of_file(path) else data for path, data in tree.files.items()}
    assert plan_digest(read_plan(Tree(laid, extra=tree.extra))[0]) == plan_digest(plan_of(PLANS[name]))


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (MEASURE, "title: ", "# en kommentar\ntitle:   "),
        (MEASURE, "goal: felles-innsats", 'goal: "felles-innsats"'),
        (MEASURE, "---\n", "---   \n"),
        (CHAPTER, "[^1]", "[^note]"),
        ("plan/data/ensomme.csv", ",", " , "),
        ("plan/plan.yaml", "language: nb", "language: nb # bokmål"),
    ],
)
def test_what_readers_do_not_see_changes_nothing(path: str, before: str, after: str) -> None:
    data = base_files()[path].replace(before.encode(), after.encode())
    assert data != base_files()[path] and plan_digest(plan_with({path: data})) == BASE


def test_line_ends_settings_and_the_order_of_fields_change_nothing() -> None:
    files = {path: data.replace(b"\n", b"\r\n") for path, data in base_files().items()}
    measure = base_files()[MEASURE].split(b"\n")
    files[MEASURE] = b"\n".join([measure[0], measure[2], measure[1], *measure[3:]])
    files["planverk.toml"] = b'packs = ["norwegian-municipal"]\n'
    assert plan_digest(plan_with(files)) == BASE


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (MEASURE, "number: 1", "number: 2"),
        (MEASURE, "2027", "2028"),
        (CHAPTER, ".", "!"),
        (CHAPTER, "[^1]: ", "[^1]: Ja. "),
        ("plan/data/ensomme.csv", "2", "3"),
        ("plan/plan.yaml", "to: 2028", "to: 2029"),
        ("plan/help.yaml", "116 123", "116 124"),
        ("plan/references/plans/folkehelse.yaml", "level: national", "level: regional"),
    ],
)
def test_what_readers_see_changes_the_hash(path: str, before: str, after: str) -> None:
    assert changed(path, before, after) != BASE


def test_a_file_more_or_less_changes_the_hash() -> None:
    more = plan_digest(plan_with({"plan/chapters/mer.md": b"---\ntitle: Mer\n---\n\nMer.\n"}))
    assert more != BASE


# --- prose ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("En setning. Og en.", "En setning.\nOg en."),
        ("* a\n* b", "- a\n- b"),
        ("1. a\n2. b", "1) a\n1) b"),
        ("*a* __b__", "_a_ **b**"),
        ("a\\\nb", "a  \nb"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "|a|b|\n|:--|---|\n|1|2|".replace(":--", "---")),
        ("Tittel\n------", "## Tittel"),
        ("å", "a\u030a"),
        ("[a](goal:x)", "[a][1]\n\n[1]: goal:x"),
        ("a[^x] b[^y]\n\n[^x]: X\n\n[^y]: Y", "a[^1] b[^2]\n\n[^2]: Y\n\n[^1]: X"),
        ("a[^x]\n\n[^x]: X", "a[^x]\n\n[^x]: X\n\n[^unused]: Y"),
        ("a \\* b", "a * b"),
    ],
)
def test_typed_otherwise_it_is_the_same(one: str, other: str) -> None:
    assert form_of(one) == form_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\n\nb", "a\nb"), ("- a\n- b", "1. a\n2. b"), ("1. a", "2. a"), ("*a*", "**a**"), ("# a", "## a"), ("a\u00a0b", "a b"), ("a b", "ab"),
        ("[a](goal:x)", "[a](goal:y)"), ("[@x]", "[@y]"), ("> a", "a"), ("|a|\n|-|\n|1|", "|a|\n|-:|\n|1|"), ("![](figure:x)", "![](figure:y)"),
        ("a[^x] b[^y]\n\n[^x]: X\n\n[^y]: Y", "a[^x] b[^y]\n\n[^x]: Y\n\n[^y]: X"),
        ("a[^x]\n\n[^x]: X[^y]\n\n[^y]: Y", "a[^x]\n\n[^x]: X[^y]\n\n[^y]: Z"),
    ],
)  # fmt: skip
def test_another_text_is_another(one: str, other: str) -> None:
    assert form_of(one) != form_of(other)


def test_footnotes_that_call_each_other_end() -> None:
    notes = "\n\n".join(f"[^{number}]: {'x' * number}[^{number + 1}][^{number + 1}][^1]" for number in range(1, 40))
    form = form_of(f"a[^1]\n\n{notes}")
    assert isinstance(form, dict) and len(form["footnotes"]) == 40 and form["footnotes"][-1] == []


@given(st.text(max_size=200))
def test_any_prose_has_a_form(body: str) -> None:
    plan = plan_with({CHAPTER: f"---\ntitle: T\n---\n\n{body}\n".encode("utf-8", "replace")})
    assert digest(json.loads(canonical(plan_form(plan)))) == plan_digest(plan)


# --- what a decision adopts ---


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("plan/help.yaml", "116 123", "116 124"),
        ("plan/functions/koordinator.yaml", "kind: role", "kind: role\nvalid:\n  to: 2027-01-01"),
        ("plan/references/plans/folkehelse.yaml", "level: national", "level: national\nchecked: 2026-01-01"),
    ],
)
def test_what_is_kept_up_to_date_is_not_part_of_the_decision(path: str, before: str, after: str) -> None:
    assert before.encode() in base_files()[path]
    after_it = plan_with({path: base_files()[path].replace(before.encode(), after.encode(), 1)})
    assert plan_digest(after_it) != BASE and decided_digests(after_it) == decided_digests(plan_with({}))


def test_a_decision_adopts_everything_else() -> None:
    assert list(decided_digests(plan_with({}))) == [
        "chapter:innledning", "chapter:kunnskap", "data:ensomme.csv", "definition:ensomhet", "figure:ensomme", "function:koordinator",
        "goal:felles-innsats", "measure:felles-rutine", "plan-file:plan", "plan:folkehelse", "resource:hjelp", "source:undersokelse",
    ]  # fmt: skip


def test_fields_of_the_municipality_are_part_of_what_is_said() -> None:
    amount, parts = '{"title": "Kostnad", "type": "number"}', '{"title": "Bydel", "type": "array", "items": {"type": "string"}}'
    schema = f'{{"properties": {{"kostnad": {amount}, "bydel": {parts}}}}}'
    more = {"planverk.toml": b'[fields]\nmeasure = "skjema/tiltak.json"\n'}

    def fields_of(typed: str) -> object:
        measure = base_files()[MEASURE].replace(b"number: 1\n", b"number: 1\n" + typed.encode())
        tree = Tree({**base_files(), **more, MEASURE: measure}, extra=lambda path: schema.encode() if path == "skjema/tiltak.json" else None)
        form = entry_form(read_plan(tree)[0].measures["felles-rutine"])["fields"]
        return {name: form[name] for name in ("kostnad", "bydel") if name in form}

    assert fields_of("kostnad: 1500.50\nbydel: [Nordre, a\u030a]\n") == {"kostnad": "1500.5", "bydel": ["Nordre", "å"]}
    assert fields_of("kostnad: 1.0e-7\nbydel: []\n") == {"kostnad": "0.0000001"}
    assert fields_of("kostnad: 5000\n") == {"kostnad": 5000}
