"""The schemas say what the model does, every field has its words, and schema/ is up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, main
from planverk.exchange.schemas import MODELS, all_schemas, schema_of
from planverk.model.entry import Entry
from planverk.model.kinds import kind_of_file
from planverk.model.labels import field_words
from planverk.model.validate import check_part, validate
from planverk.paths import SETTINGS_FILE
from planverk.reading.tree import read_folder
from planverk.rules.registry import all_rules
from planverk.source.prose import Prose
from planverk.source.text import decode
from planverk.source.toml import read_toml
from planverk.source.yaml import Located, Places, Plain, Route, as_core, read_yaml, split_front_matter
from tests.examples import examples_in
from tests.fast import some
from tests.properties import given
from tests.support import PLANS, ROOT

LANGUAGE = "nb"

RULES_BEYOND = {
    "deceptive-address": "which name is before an @, and which letters look like others",
    "bad-period": "JSON Schema compares no two values: the end of a period may stand before its beginning",
    "bad-orgnr": "JSON Schema does not compute: the check digit of an organisation number (that there are nine digits it says)",
    "bad-pattern": "JSON Schema knows the patterns of ECMA 262, and a municipality's own rules have a smaller language of their own",
}
"""Rules of the model that a schema cannot say; a file with nothing else against it is right by its schema."""

TYPED_BEYOND = {
    "True": "YAML 1.2 core reads other ways to write a truth value as the same; a schema does not see how it was typed",
    "TRUE": "as True",
    "False": "as True",
    "0x10": "YAML 1.2 core reads a number in another base as a whole number; the model wants digits",
    "0o17": "as 0x10",
    "4.0": "JSON Schema takes 4.0 for the whole number 4; the model wants digits",
    "2e1": "as 4.0",
    "0987": "a year with a zero before it is a smaller number to a schema; the model sees four digits",
}
"""Plain scalars that are something else as typed than as read."""


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind, LANGUAGE))


def model_refuses(kind: str, data: Any) -> set[str]:
    """The rules by which the model refuses what was read."""
    located = Located(data, Places(), [])
    model = MODELS[kind]
    if issubclass(model, Entry):
        return {finding.rule for finding in validate(model, "f", "id", located, Prose())[1]}
    return {finding.rule for finding in check_part(model, SETTINGS_FILE, located)[1]}


def disagreement(kind: str, data: Any, known: set[str] | None = None) -> str:
    """How schema and model differ about data, "" where they do not, but for what a schema cannot say; `known` is what the model says."""
    rules, wrong = model_refuses(kind, data) if known is None else known, [error.message for error in validator(kind).iter_errors(as_core(data))]
    if bool(rules) == bool(wrong) or (rules and rules <= set(RULES_BEYOND)):
        return ""
    return f"{kind}: the model says {sorted(rules)}, the schema {wrong[:2]}, of {data!r}"


def read(path: str, data: bytes) -> tuple[str, Located] | None:
    """The kind of a file and what was read of it, None where it is no entry or reading found a fault."""
    text, findings = decode(path, data)
    kind = kind_of_file(path)
    if findings or not (kind or path == SETTINGS_FILE):
        return None
    if kind is None:
        located, name = read_toml(path, text), "settings"
    else:
        located, name = split_front_matter(path, text).front if kind.suffix == ".md" else read_yaml(path, text), kind.kind
    return None if located.broken or located.findings else (name, located)


def files() -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of our plans, of the bad ones, and of the rules' examples."""
    folders = [ROOT, *(path.parent for path in sorted((ROOT / "tests/plans").rglob("plan")) if path.is_dir())]
    for folder in folders:
        yield from read_folder(folder).files.items()
    for rule in all_rules().values():
        for example in examples_in(rule):
            yield from example.files.items()


@cache
def good() -> dict[str, Any]:
    """Data of one right file or more of each kind, together with every field that any of them has."""
    found: dict[str, list[Any]] = {kind: [] for kind in MODELS}
    for folder in (*PLANS.values(), ROOT / "tests/plans/base"):
        for path, data in read_folder(folder).files.items():
            if (one := read(path, data)) and len(found[one[0]]) < 4:
                found[one[0]].append(one[1].data)
    for kind, record in RECORDS.items():
        found[kind].append(deepcopy(record))
    found["settings"].append(deepcopy(SETTINGS))
    found["measure"].append({**found["measure"][0], **deepcopy(MEASURE)})
    found["source"].append({**found["source"][0], "author": [{"family": Plain("Nordmann"), "given": Plain("Kari")}, {"literal": Plain("Etaten")}]})
    found["function"].append({**found["function"][0], "valid": {"from": Plain("2026-01-01"), "to": None}})
    return found


MEASURE: dict[str, Any] = {
    "assignment": Plain("proposed"), "basis": Plain("b"), "period": {"from": Plain("2026-01-01"), "to": Plain("2026-12-31")},
    "reporting": {"to": Plain("t"), "interval_months": Plain("12")}, "withdrawn": {"date": Plain("2026-02-02"), "reason": Plain("r")},
    "indicators": [Plain("i")], "level": Plain("universal"), "goal": [Plain("a"), Plain("b")], "responsible": [Plain("f")],
}  # fmt: skip
HASHED: list[dict[str, Any]] = [{"entry": "goal:a", "sha256": "0" * 64}]
RECORDS: dict[str, dict[str, Any]] = {
    "adopted": {
        "form": "f", "adoption": {"body": "b", "date": Plain("2026-01-15"), "case": "4/26"}, "revision": "r", "digest": "a" * 64, "entries": HASHED,
        "outputs": [{"path": "plan.pdf", "sha256": "f" * 64}], "tools": [{"name": "n", "version": "0.1"}],
    },
    "statement": {
        "organisation": "o", "date": Plain("2026-05-04"), "entries": ["measure:a", "goal:b-1"], "summary": "s", "assessment": "a",
        "outcome": Plain("partly"), "change": "c",
    },
    "review": {"by": "f", "date": Plain("2026-01-15"), "note": "n", "form": "f", "sha256": "9" * 64, "leans_on": HASHED},
}  # fmt: skip
SETTINGS: dict[str, Any] = {
    "packs": ["norwegian-municipal"], "severity": {"number-gap": "off"},
    "table": {"columns": ["number", {"field": "kostnad.2026", "title": "t", "width": 8}], "sums": ["kostnad"], "sort": ["-prioritet"]},
    "waiver": [{"rule": "number-gap", "path": "plan/plan.yaml", "reason": "r", "until": date(2027, 1, 1)}],
    "rule": [{"name": "a-b", "severity": "error", "message": "m", "kind": "goal", "where": {"number": [1, "2"]}, "field": "title", "required": True}],
    "theme": {"ink": "#000000", "font_files": ["fonts/a.ttf"], "logo": "logo.png"},
}  # fmt: skip

YAML_VALUES: tuple[Any, ...] = (
    None, "", " ", "quoted", "113", "true", [], {}, [None], ["x"], {"a": Plain("b")}, [{}], [[Plain("x")]],
    *(Plain(text) for text in (
        "plain", "1.10", "113", "0", "-1", "+7", "007", "99999", "100000", "2024", "1899", "12:30", "no", "true", "false", ".nan", "1e400",
        "2024-02-29", "2023-02-29", "2026-13-01", "0000-01-01", "2026-11", "2026-00", "2026-Q4", "2026-Q5",
        "2026-H2", "2026-H0", "0999-Q1", "ongoing", "yearly", "26-11-23", "987654321", "12345678", "921 234 554",
        "https://example.org", "HTTP://a.b/c?d#e", "https://localhost", "ftp://a.b", "https://a.b/ø", "https://a@b.c:8", "nb", "adopted", "goals",
        "chapter:x", "chapter", "x" * 10_000, "x" * 10_001,
    )), "x " * 7_000, "a\tb \n c", " 2026-11-23\n", "https://a.b \n", "goals\n", "987\u00a0654 321",
)  # fmt: skip
TOML_VALUES: tuple[Any, ...] = (
    "", " ", "text", 0, 7, 1.5, True, [], {}, [""], ["x"], [1], {"a": "off"}, {"a": "x"}, [{}], "2026-11-23", "2026-02-30",
    "#0f4057", "#0F4", "#0f4057\n", "error", "a-b", "a--b", "A", "a" * 101, "a/b.png", "/a", "../a", "a/..", "a\\..\\b", "c:/a", "a/b:c", ".GIT/x",
    "a/.git", ".gitx", "a\nb", "a\x07b", "\u202ea", [["x"]], [True], [1.5],
)  # fmt: skip


def mutations(data: Any, values: tuple[Any, ...], tried: set[Route]) -> Iterator[Any]:
    """The data with one thing changed: a field left out, put in another's place, added or given another value: each value where no data before had
    such a route, and each seventh where one had.
    """
    for route in routes(data, ()):
        of_any_item = tuple("*" if isinstance(key, int) else key for key in route)
        for value in values[len(tried) % 7 :: 7] if of_any_item in tried else values:
            yield changed(data, route, value)
        tried.add(of_any_item)
        yield left_out(data, route)
        if isinstance(route[-1], str):
            yield changed(left_out(data, route), (*route[:-1], route[-1] + "x"), values[4])
    for route in [(), *(route for route in routes(data, ()) if isinstance(at(data, route), dict))]:
        yield changed(data, (*route, "unknown"), values[4])


def routes(data: Any, above: Route) -> Iterator[Route]:
    """The routes of all values, of lists those of the first two."""
    pairs: Any = data.items() if isinstance(data, dict) else list(enumerate(data))[:2] if isinstance(data, list) else ()
    for key, value in pairs:
        yield (*above, key)
        yield from routes(value, (*above, key))


def at(data: Any, route: Route) -> Any:
    for key in route:
        data = data[key]
    return data


def changed(data: Any, route: Route, value: Any) -> Any:
    """A copy in which the value stands at the route; None in a list, as YAML has it, too."""
    data = deepcopy(data)
    at(data, route[:-1])[route[-1]] = deepcopy(value)
    return data


def left_out(data: Any, route: Route) -> Any:
    data = deepcopy(data)
    del at(data, route[:-1])[route[-1]]
    return data


# --- schema and model ---


def test_every_file_is_right_by_both_or_wrong_by_both() -> None:
    seen: dict[bool, int] = {True: 0, False: 0}
    for path, data in files():
        if found := read(path, data):
            kind, located = found
            assert disagreement(kind, located.data) == "", path
            seen[bool(model_refuses(kind, located.data))] += 1
    assert seen[False] > 150 and seen[True] >= 15


@pytest.mark.parametrize("kind", MODELS)
def test_a_file_with_one_thing_changed_is_right_by_both_or_wrong_by_both(kind: str) -> None:
    values = TOML_VALUES if kind == "settings" else YAML_VALUES
    right = [data for data in good()[kind] if not model_refuses(kind, data)]
    assert right
    verdicts, tried = set(), set[Route]()
    for data in right:
        for mutated in some(mutations(data, values, tried)):
            rules = model_refuses(kind, mutated)
            assert disagreement(kind, mutated, rules) == ""
            verdicts.add(bool(rules))
    assert verdicts == {True, False}


@pytest.mark.parametrize("kind", [kind for kind in MODELS if kind != "settings"])
def test_an_incomplete_entry_may_leave_fields_out_by_both(kind: str) -> None:
    for incomplete in ("true", "false"):
        for known in (Plain("k"), None, " "):
            for data in good()[kind]:
                for route in [route for route in routes(data, ()) if len(route) == 1]:
                    assert disagreement(kind, {**left_out(data, route), "incomplete": Plain(incomplete), "known": known}) == ""
            assert disagreement(kind, {"incomplete": Plain(incomplete), "known": known}) == ""


_addresses = (
    st.text(alphabet="a.:/@[]?#%\\ é\t", max_size=12).map(lambda text: f"https://{text}").filter(lambda text: "[" not in text and "]" not in text)
)
_paths = st.text(alphabet="./\\:gitGa \n\u00a0\u200b", min_size=1, max_size=8)
_days = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.tuples(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)).map(lambda parts: f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"),
)
_SURROUNDED = re.compile("[\ud800-\udfff\u200c-\u200f\u061c\U000e0000-\U000e0fff]")
"""Beside surrogates: characters of which what stands beside them says whether they are right, and those beyond the reach of a plain pattern."""
_texts = st.text(max_size=8).filter(lambda text: not _SURROUNDED.search(text))


@given(_addresses, _paths, _days, _texts)
def test_forms_of_values_are_right_by_both_or_wrong_by_both(address: str, path: str, day: str, text: str) -> None:
    told = {"incomplete": Plain("true"), "known": "k"}
    assert disagreement("resource", {**told, "url": address}) == ""
    assert disagreement("settings", {"theme": {"logo": path}}) == ""
    assert disagreement("help", {**told, "checked": day}) == ""
    assert disagreement("source", {**told, "issued": day}) == ""
    assert disagreement("chapter", {**told, "title": text}) == ""


# --- what a schema cannot say ---


@pytest.mark.parametrize(
    ("rule", "kind", "data"),
    [
        ("bad-period", "plan-file", {"period": {"from": Plain("2027"), "to": Plain("2024")}}),
        ("bad-orgnr", "plan-file", {"organisation": {"name": Plain("N"), "orgnr": Plain("921234555")}}),
        ("bad-pattern", "settings", {"rule": [{"name": "a", "severity": "info", "message": "m", "matches": "("}]}),
    ],
)
def test_what_a_schema_cannot_say_is_still_so(rule: str, kind: str, data: dict[str, Any]) -> None:
    data = {**good()[kind][0], **data}
    assert model_refuses(kind, data) == {rule} and rule in RULES_BEYOND
    assert validator(kind).is_valid(as_core(data))


@pytest.mark.parametrize("typed", TYPED_BEYOND)
def test_a_schema_does_not_see_how_a_value_was_typed(typed: str) -> None:
    fields = (("measure", "number"), ("measure", "incomplete"), ("source", "issued"))
    differing = [field for kind, field in fields if disagreement(kind, {**good()[kind][0], field: Plain(typed)})]
    assert differing


def test_a_date_of_toml_is_text_to_a_schema() -> None:
    """Schema tools hand TOML's dates on as text, so a date where the model wants text goes unseen; where it wants a date, both agree."""
    data = {"waiver": [{"rule": date(2026, 1, 1), "path": "p"}]}
    assert model_refuses("settings", data) == {"wrong-type"} and validator("settings").is_valid(as_core(data))
    for until in (date(2026, 1, 1), datetime(2026, 1, 1, 2)):
        assert disagreement("settings", {"waiver": [{"rule": "r", "path": "p", "until": until}]}) == ""


def test_an_organisation_number_has_nine_digits() -> None:
    for typed in (Plain("92123455"), "9212345540", "92123455a"):
        data = {**good()["plan-file"][0], "organisation": {"name": "N", "orgnr": typed}}
        assert not validator("plan-file").is_valid(as_core(data))


def test_an_address_by_number_is_refused_by_both() -> None:
    """A plan points readers to names."""
    data = {**good()["plan-file"][0], "accessibility_statement": "https://[::ffff:1.2.3.4]/"}
    assert model_refuses("plan-file", data) == {"deceptive-address"} and not validator("plan-file").is_valid(data)


# --- the files and their words ---


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_is_one_by_drafts_7_and_2020_12(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind, LANGUAGE))
    Draft7Validator.check_schema(schema_of(kind, LANGUAGE))


def described(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for field in schema.get("properties", {}).values():
        yield field
        yield from described(field)
        yield from described(field.get("items", {}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MODELS)
def test_every_field_has_a_title_and_a_description(kind: str, language: str) -> None:
    schema = schema_of(kind, language)
    for field in (schema, *described(schema)):
        assert field["title"] and not field["title"].endswith(".")
        assert field["description"].endswith((".", "?"))
    for form in schema["$defs"].values():
        assert "pattern" not in form or form["patternErrorMessage"]


def test_the_words_are_those_of_the_fields() -> None:
    for key, words in field_words().items():
        assert set(LANGUAGES) <= words.keys() <= {*LANGUAGES, "printed", "asked", "also"}, key
        assert all(set(LANGUAGES) == words[more].keys() for more in ("printed", "asked") if more in words), key
        group, *route = key.split(".")
        whole = schema = schema_of("measure" if group == "entry" else group, LANGUAGE)
        for name in route:
            schema = next(each for each in objects_in(schema, whole) if name in each["properties"])["properties"][name]


def objects_in(schema: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The objects that a value may be, or a list of it hold."""
    if "properties" in schema:
        yield schema
    named = whole["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else None
    for each in (*schema.get("anyOf", ()), *filter(None, (schema.get("items"), named))):
        yield from objects_in(each, whole)


def test_programs_are_told_what_a_field_names() -> None:
    measure, progress = schema_of("measure", "nb")["properties"], schema_of("progress", "nb")["properties"]
    named = {name: found for name, field in measure.items() if (found := field.get("items", field).get("x-refers-to"))}
    assert named == {"goal": "goal", "national_goals": "part", "follows": "part", "responsible": "function", "participants": "function"}
    assert progress["records"]["items"]["properties"]["reported_by"]["x-refers-to"] == "function"


def test_the_committed_schemas_are_up_to_date() -> None:
    assert {path.name for path in (ROOT / "schema").iterdir()} == set(all_schemas(LANGUAGE))
    assert main(["schema", "--check", "-C", str(ROOT)]) == CLEAN, "run `planverk schema`"
