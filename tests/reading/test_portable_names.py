"""Names that Windows cannot have: each is a finding that names it and the remedy, and no command makes one."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize
from zipfile import ZipFile

import pytest
from hypothesis import strategies as st

from planverk.app.check import check_tree
from planverk.authoring.new_entry import FORMS, new_entry
from planverk.authoring.rename import rename
from planverk.document.context import Context
from planverk.document.redirects import moved_entries
from planverk.errors import UserError
from planverk.exchange.bundle import bundle_bytes
from planverk.ids import is_device, is_id, proper_id
from planverk.reading.file_names import LONGEST_PATH, unportable
from planverk.reading.plan import read_plan
from tests.examples import base_files, check_files, tree_of
from tests.properties import given
from tests.support import TODAY

GOAL = base_files()["plan/goals/felles-innsats.md"]
FUNCTION = base_files()["plan/functions/koordinator.yaml"]
TABLE = b"a\n1\n"
LONG = f"plan/data/{'mappe/' * 30}{'x' * 40}.csv"

NAMES = {
    "plan/data/aux.csv": ("aux.csv", "why-device", "rename-portable", "aux-1.csv"),
    "plan/data/AUX.csv": ("AUX.csv", "why-device", "rename-portable", "aux-1.csv"),
    "plan/data/nul": ("nul", "why-device", "rename-portable", "nul-1"),
    "plan/data/com1.tall.csv": ("com1.tall.csv", "why-device", "rename-portable", "com1-tall.csv"),
    "plan/data/LPT².csv": ("LPT².csv", "why-device", "rename-portable", "lpt2-1.csv"),
    "plan/data/prn .csv": ("prn .csv", "why-device", "rename-portable", "prn-1.csv"),
    "plan/functions/con.yaml": ("con.yaml", "why-device", "rename-entry", "function:con"),
    "plan/con/tall.csv": ("con", "why-device", "rename-portable", "con-1"),
    "plan/data/tal: 2024?.csv": ("tal: 2024?.csv", "why-sign", "rename-portable", "tal-2024.csv"),
    "plan/data/a<b>.csv": ("a<b>.csv", "why-sign", "rename-portable", "a-b.csv"),
    'plan/data/"a".csv': ('"a".csv', "why-sign", "rename-portable", "a.csv"),
    "plan/data/a|b.csv": ("a|b.csv", "why-sign", "rename-portable", "a-b.csv"),
    "plan/data/a*.csv": ("a*.csv", "why-sign", "rename-portable", "a.csv"),
    "plan/data/a\\b.csv": ("a\\b.csv", "why-sign", "rename-portable", "a-b.csv"),
    "plan/data/tall.csv.": ("tall.csv.", "why-name-end", "rename-portable", "tall.csv"),
    "plan/data/tall.csv ": ("tall.csv ", "why-name-end", "rename-portable", "tall.csv"),
    "plan/mappe./tall.csv": ("mappe.", "why-name-end", "rename-portable", "mappe"),
    LONG: (LONG, "why-long-path", "shorten-name", ""),
}


@pytest.mark.parametrize("path", NAMES)
def test_a_name_is_found(path: str) -> None:
    data = FUNCTION if path.endswith(".yaml") else TABLE
    findings = [finding for finding in read_plan(tree_of({**base_files(), path: data}))[1] if finding.rule == "unportable-name"]
    name, why, remedy, new = NAMES[path]
    assert [(finding.location.path, finding.facts) for finding in findings] == [(path, {"name": name, "obstacle": why})]
    assert [(hint.key, hint.facts.get("name", "")) for finding in findings for hint in finding.hints] == [(remedy, new)]


@pytest.mark.parametrize(
    "name", ["console.csv", "com10.csv", "com.csv", "auxiliar.csv", "nulpunkt.csv", ".a.csv", "a.b.csv", "§ 3 (æøå) & 4 %.csv", "a'b;c,d=+@~.csv"]
)
def test_other_names_are_none(name: str) -> None:
    assert unportable(f"plan/data/{name}") is None


def test_a_path_may_be_so_long() -> None:
    path = "plan/data/" + "x" * (LONGEST_PATH - len("plan/data/.csv")) + ".csv"
    assert unportable(path) is None
    assert unportable(path.replace("x", "xx", 1)) is not None


def test_two_names_that_look_alike_are_still_found() -> None:
    names = {normalize("NFD", "plan/data/å.csv"): TABLE, "plan/data/å.csv": TABLE, "plan/data/Å.csv": TABLE}
    found = [finding for finding in read_plan(tree_of({**base_files(), **names}))[1] if finding.rule == "path-collision"]
    assert len(found) == 2


def test_names_that_the_settings_tell_are_found() -> None:
    settings = b'[theme]\nlogo = "tema/nul.svg"\nlogo_alternative = "A"\nfont_files = ["tema/a?.ttf"]\n\n[fields]\nmeasure = "skjema/prn.json"\n'
    found = [finding for finding in check_files({"planverk.toml": settings}) if finding.rule == "unportable-name"]
    assert [(finding.location.path, finding.location.span[0].line, finding.message.partition("«")[2].partition("»")[0]) for finding in found] == [
        ("planverk.toml", 2, "nul.svg"),
        ("planverk.toml", 4, "a?.ttf"),
        ("planverk.toml", 7, "prn.json"),
    ]


# --- what planverk itself makes


@given(st.one_of(st.sampled_from(("con", "Con", "NUL", "com1", "Lpt9", "aux.", "prn 1", "å")), st.text(max_size=20)))
def test_a_proposed_id_can_be_a_files_name(text: str) -> None:
    assert is_id(proper_id(text)) and not is_device(proper_id(text))


def test_a_new_entry_gets_another_id() -> None:
    tree = tree_of(base_files())
    form = FORMS["function"]
    assert new_entry(tree, form, {"title": ["Con"], "kind": ["unit"]}).path == "plan/functions/con-1.yaml"
    with pytest.raises(UserError) as told:
        new_entry(tree, form, {"title": ["Kontroll"], "kind": ["unit"]}, "con")
    assert (told.value.key, told.value.facts["near"]) == ("device-name", "con-1")


def test_an_entry_gets_no_such_id_and_can_be_freed_of_it() -> None:
    with pytest.raises(UserError) as told:
        rename(tree_of(base_files()), "goal:felles-innsats", "aux")
    assert told.value.key == "device-name"
    files = {path.replace("koordinator", "con"): data.replace(b": koordinator", b": con") for path, data in base_files().items()}
    assert [each.rule for each in check_tree(tree_of(files), TODAY, "nb").diagnostics if each.rule == "unportable-name"] == ["unportable-name"]
    paths = {edit.path for edit in rename(tree_of(files), "function:con", "con-1")}
    assert {"plan/functions/con-1.yaml", "plan/measures/felles-rutine.md"} <= paths


def test_a_site_has_no_page_at_such_an_id_that_an_entry_had() -> None:
    files = dict(base_files())
    files["plan/goals/felles-innsats.md"] = GOAL.replace(b"---\n", b"---\nformerly: [aux, innsats]\n", 1)
    plan, _ = read_plan(tree_of(files))
    assert [(moved.earlier, moved.page) for moved in moved_entries(Context(plan))] == [("mal-aux", ""), ("mal-innsats", "mal/innsats/")]


def test_an_archive_package_has_a_folder_that_can_be_made() -> None:
    with ZipFile(BytesIO(bundle_bytes("Con", {"bagit.txt": b""}))) as made:
        assert made.namelist() == ["con-1/bagit.txt"]
