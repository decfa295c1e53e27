"""A municipality's own fields: what its schema may say, what it does to entries, where the fields show, and that a hostile one does no harm."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from planverk.app.check import check_tree
from planverk.cli import CLEAN, FINDINGS, main
from planverk.diagnostics import Diagnostic
from planverk.document.blocks import DefinitionList
from planverk.document.compose import compose
from planverk.document.walk import every_block, lines, on_page, plain
from planverk.exchange.schemas import schema_of
from planverk.model.custom_fields import LARGEST_SCHEMA
from planverk.model.custom_schema import MOST_PARTS
from planverk.model.custom_values import MOST_VALUES
from planverk.model.patterns import PatternError, read_schema_pattern
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.source.yaml import as_core, read_yaml
from tests.examples import base_files, check_files, tree_of
from tests.folders import laid, put
from tests.places import bounded_effort
from tests.properties import given
from tests.support import REVISION, TODAY

MEASURE = "plan/measures/felles-rutine.md"
SCHEMA = "skjema/tiltak.json"
SETTINGS = f'[fields]\nmeasure = "{SCHEMA}"\n'


def files(schema: Any, fields: str = "", path: str = SCHEMA) -> dict[str, bytes]:
    """The base plan with a schema for measures and more fields in its measure."""
    text = schema if isinstance(schema, str) else json.dumps(schema)
    measure = base_files()[MEASURE].replace(b"reporting:", fields.encode() + b"reporting:", 1)
    return {"planverk.toml": SETTINGS.replace(SCHEMA, path).encode(), path: text.encode(), MEASURE: measure}


def checked(schema: Any, fields: str = "", path: str = SCHEMA) -> list[Diagnostic]:
    return check_files(files(schema, fields, path))


def rules(found: list[Diagnostic]) -> list[str]:
    return [each.rule for each in found]


def props(**fields: Any) -> dict[str, Any]:
    return {"properties": fields}


def plan_with(more: Mapping[str, bytes]) -> Plan:
    return read_plan(tree_of({**base_files(), **more}))[0]


# --- what a schema says of entries ---


def test_a_field_that_the_schema_allows_is_kept_as_plain_data() -> None:
    more = files(props(kostnad={"type": "integer"}, bydel={"type": "array"}), "kostnad: 5000\nbydel:\n  - Nordre\n  - 2\n")
    assert check_files(more) == []
    assert plan_with(more).measures["felles-rutine"].custom == {"kostnad": 5000, "bydel": ["Nordre", 2]}


def test_a_schema_in_yaml_says_the_same() -> None:
    text = "# Kostnad for utvalget\nproperties:\n  kostnad:\n    type: integer\n    minimum: 0\n"
    found = checked(text, "kostnad: -1\n", "skjema/tiltak.yaml")
    assert [(each.rule, each.hints) for each in found] == [("value-against-schema", ("skriv 0 eller mer",))]


def test_without_a_schema_the_field_is_unknown() -> None:
    assert rules(check_files({MEASURE: files({}, "kostnad: 1\n")[MEASURE]})) == ["unknown-field"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["missing-field"]),
        ("kostnad: 1\n", []),
        ("incomplete: true\nknown: Planen sier ikke hva det koster.\n", ["incomplete-entry"]),
        ("withdrawn:\n  date: 2026-01-01\n  reason: Erstattet.\n", ["goal-without-measure"]),
    ],
)
def test_a_required_field_is_wanted_where_the_original_tells_it(more: str, expected: list[str]) -> None:
    assert [rule for rule in rules(checked({**props(kostnad={}), "required": ["kostnad"]}, more)) if not rule.startswith("unused")] == expected


def test_fields_of_planverk_can_be_asked_for_and_narrowed() -> None:
    schema = {**props(title={"maxLength": 5}, kostnad={}), "required": ["indicators"]}
    assert rules(checked(schema)) == ["missing-field", "value-against-schema"]


def test_a_condition_may_name_fields_of_planverk() -> None:
    schema = {**props(sak={}), "if": {"properties": {"assignment": {"const": "adopted"}}}, "then": {"required": ["sak"]}}
    assert rules(checked(schema)) == ["missing-field"]


def test_a_field_with_a_fault_of_planverks_own_is_left_alone() -> None:
    schema = props(deadline={"pattern": "^2030"}, kostnad={})
    changed = {MEASURE: base_files()[MEASURE].replace(b"deadline: 2027-06-30", b"deadline: i juni")}
    assert rules(check_files({**files(schema), **changed})) == ["bad-date"]


def test_the_settings_may_name_schemas_for_every_kind() -> None:
    kinds = ["chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure", "progress", "plan-file", "help"]
    settings = "[fields]\n" + "".join(f'{kind} = "skjema/alle.json"\n' for kind in kinds)
    schema = json.dumps(props(merknad={"type": "string", "title": "Merknad"})).encode()
    noted = {path: data.replace(b"---\n", b"---\nmerknad: x\n", 1) for path, data in base_files().items() if path.endswith(".md")}
    noted |= {path: b"merknad: x\n" + data for path, data in base_files().items() if path.endswith(".yaml")}
    assert check_files({**noted, "planverk.toml": settings.encode(), "skjema/alle.json": schema}) == []


def test_own_rules_may_name_own_fields() -> None:
    rule = '\n[[rule]]\nname = "egen"\nseverity = "info"\nmessage = "m"\nkind = "measure"\nfield = "kostnad.sum"\none_of = [5]\n'
    rule += 'where = { bydel = "Nordre" }\n'
    more = files(props(kostnad={}, bydel={}), "bydel: Nordre\nkostnad:\n  sum: 6\n")
    more["planverk.toml"] += rule.encode()
    assert [(each.rule, each.location.span.start) for each in check_files(more)] == [("egen", (11, 8))]
    more["planverk.toml"] = more["planverk.toml"].replace(b"kostnad.sum", b"kosnad.sum")
    assert rules(check_files(more)) == ["unknown-field"]


# --- what is wrong with a schema ---


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{", [("bad-schema", (1, 2), "se etter et komma")]),
        ('{"properties": {"a": {}},}', [("bad-schema", (1, 26), "se etter et komma")]),
        ("", [("bad-schema", (1, 1), "se etter et komma")]),
        ("[]", [("bad-schema", (1, 1), "skriv feltene under")]),
        ("{}", [("bad-schema", (1, 1), "skriv feltene under")]),
        ('{"properties": {}}', [("bad-schema", (1, 2), "skriv feltene under")]),
        ('{"properties": {"a": 7}}', [("bad-schema", (1, 22), "skriv feltene under")]),
        ('{"properties": {"a": {"type": "strin"}}}', [("not-allowed", (1, 31), "mente du «string»?")]),
        ('{"properties": {"a": {"minLength": "1"}}}', [("wrong-type", (1, 36), "mente du «1»?")]),
        ('{"properties": {"a": {"minLength": -1}}}', [("bad-schema", (1, 36), "skriv 0 eller mer")]),
        ('{"properties": {"a": {"required": "b"}}}', [("wrong-type", (1, 35), "skriv hvert punkt")]),
        ('{"properties": {"a": {"x-intern": 1}}}', [("bad-schema", (1, 23), "håndboka lister opp")]),
        ('{"properties": {"a": {}, "a": {}}}', [("repeated-key", (1, 26), "ta bort den ene")]),
        ('{"properties": {"a": {"pattern": "(a"}}}', [("bad-pattern", (1, 34), "et mønster kan begynne")]),
        ('{"properties": {"a": {"pattern": "^a|b$"}}}', [("bad-pattern", (1, 34), "et mønster kan begynne")]),
        ('{"properties": {"a": {"$ref": "annen.json#/x"}}}', [("bad-schema", (1, 31), "skriv «#/$defs/navn»")]),
        ('{"properties": {"a": {"$ref": "file:///etc/passwd"}}}', [("bad-schema", (1, 31), "skriv «#/$defs/navn»")]),
        ('{"properties": {"a": {"$ref": "#/$defs/b"}}}', [("bad-schema", (1, 31), "skriv «#/$defs/navn»")]),
        ('{"properties": {"a": {"$ref": "#"}}}', [("bad-schema", (1, 31), "skriv ut")]),
        ('{"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"items": {"$ref": "#/$defs/b"}}}}', [("bad-schema", (1, 80), "skriv ut")]),
    ],
)
def test_a_fault_of_a_schema_is_found_in_it_and_holds_nothing_against_entries(schema: str, expected: list[tuple[str, Any, str]]) -> None:
    found = checked(schema, "a: 1\n")
    assert [(each.rule, each.location.path, each.location.span.start) for each in found] == [(rule, SCHEMA, place) for rule, place, _ in expected]
    assert all(hint in " ".join(each.hints) for each, (*_, hint) in zip(found, expected, strict=True))


@pytest.mark.parametrize("path", ["skjema/annet.json", "skjema/tiltak.txt", "plan/plan.yaml/x.json"])
def test_a_schema_that_is_not_there_is_one_finding(path: str) -> None:
    more = {**files(props(a={}), "a: 1\n"), "planverk.toml": SETTINGS.replace(SCHEMA, path).encode()}
    assert [(each.rule, each.location.path, each.location.span.start) for each in check_files(more)] == [("missing-schema", "planverk.toml", (2, 11))]


@pytest.mark.parametrize("path", ["../utenfor.json", "/etc/passwd", "skjema/../../x.json", ".git/config"])
def test_no_path_leads_out_of_the_repository(path: str) -> None:
    more = {**files(props(a={}), "a: 1\n"), "planverk.toml": SETTINGS.replace(SCHEMA, path).encode()}
    assert rules(check_files(more)) == ["outside-link"]


def test_a_link_to_a_schema_is_not_followed(tmp_path: Path) -> None:
    root = laid(tmp_path / "plan")
    (tmp_path / "hemmelig.json").write_text(json.dumps(props(a={})))
    (root / "planverk.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "skjema").mkdir()
    (root / SCHEMA).symlink_to(tmp_path / "hemmelig.json")
    assert [finding.rule for finding in read_plan(read_folder(root))[1]] == ["missing-schema"]


def test_a_misspelt_kind_and_one_schema_for_two_kinds() -> None:
    more = files("{")
    assert rules(check_files({**more, "planverk.toml": b'[fields]\nmesure = "skjema/tiltak.json"\n'})) == ["unknown-field"]
    both = SETTINGS + f'goal = "{SCHEMA}"\n'
    assert rules(check_files({**more, "planverk.toml": both.encode()})) == ["bad-schema"]


def test_a_misspelt_field_of_planverk_is_found_although_the_schema_cannot_be_read() -> None:
    assert rules(checked("{", "kostnad: 1\nfinansing: a\n")) == ["unknown-field", "bad-schema"]


# --- hostile schemas ---


def _doubling(levels: int) -> dict[str, Any]:
    """Each level names the next one twice: spelt out it would be 2^levels parts."""
    names = {f"l{n}": {"allOf": [{"$ref": f"#/$defs/l{n + 1}"}] * 2} for n in range(levels)}
    return {**props(a={"$ref": "#/$defs/l0"}), "$defs": {**names, f"l{levels}": {}}}


@pytest.mark.parametrize(
    ("schema", "fields", "expected"),
    [
        (_doubling(60), "a: 1\n", ["bad-schema"]),
        (props(a={"pattern": "^(a+)+$"}), f"a: {'a' * 5_000}b\n", ["value-against-schema"]),
        (props(a={"pattern": "(.*)*x"}), f"a: {'y' * 9_000}\n", ["value-against-schema"]),
        (props(a={"uniqueItems": True}), "a:\n" + "".join(f"  - [{n}]\n" for n in range(MOST_VALUES)), ["value-against-schema"]),
        (props(a={"multipleOf": 1e-300}), "a: 1e308\n", None),
        (props(a={"multipleOf": 7}), f"a: {'9' * 9_000}\n", None),
        (props(a={"type": "number"}), "a: .inf\n", ["wrong-type"]),
        (props(a={"type": "string"}), f"a: {'x' * 20_000}\n", ["text-too-long"]),
        (props(**{f"f{n}": {} for n in range(MOST_PARTS + 5)}), "", ["bad-schema"]),
        ({**props(a={}), "$comment": "x" * LARGEST_SCHEMA}, "", ["file-too-large"]),
        ({**props(a={}), "required": [*(f"f{n}" for n in range(7_000)), {}]}, "", ["bad-schema"]),
        ({**props(a={}), "dependentRequired": {"a": [[n] for n in range(7_000)]}}, "", ["bad-schema"]),
        (props(a={"type": [{"a": n} for n in range(7_000)]}), "", ["bad-schema"]),
        (props(a={"enum": [{"a": n} for n in range(7_000)]}), "a: 1\n", ["not-allowed"]),
        (props(a={"items": {"required": ["x"]}}), "a: [" + "{}, " * 7_000 + "{}]\n", ["value-against-schema"]),
        ("[" * 5_000, "", ["too-deep"]),
        ('{"properties": ' + '{"a": {"items": ' * 40 + "{}" + "}}" * 40 + "}", "", ["too-deep"]),
        ('{"properties": {"a": {"minimum": ' + "9" * 6_000 + "}}}", "a: 1\n", None),
        ('{"properties": {"a": {"const": NaN}}}', "a: 1\n", ["not-allowed"]),
        ("\ufeff{}", "", ["byte-order-mark"]),
    ],
)
def test_a_hostile_schema_ends_in_findings_and_soon(schema: Any, fields: str, expected: list[str] | None) -> None:
    with bounded_effort():
        found = checked(schema, fields)
    if expected is not None:
        assert sorted(rules(found)) == sorted(expected)


_KEYS = (
    "type", "properties", "items", "enum", "const", "required", "pattern", "format", "minimum", "allOf", "anyOf", "if", "then", "else", "not",
    "$ref", "$defs", "x", "a",
)  # fmt: skip
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 300) | st.floats(allow_nan=False) | st.sampled_from(["string", "#/$defs/x", "^a$", "date", "a"]),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(_KEYS),
            below,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["a", "title", "deadline"]), _json, min_size=1),
    st.sampled_from(["a: 1\n", "a:\n  - x\n  - a: 1\n", "a:\n"]),
    examples=120,
)
def test_any_schema_is_used_or_reported(properties: dict[str, Any], fields: str) -> None:
    found = checked({"properties": properties, "$defs": {"x": properties.get("a")}}, fields)
    if any(each.location.path == SCHEMA for each in found):
        assert {each.rule for each in found if each.location.path == MEASURE} <= {"unknown-field", "empty-text"}


# --- patterns ---


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        ("^a+$", ["a", "aaa"], ["", "ab", "ba"]),
        ("^a", ["a", "ab"], ["ba", ""]),
        ("a$", ["a", "ba"], ["ab"]),
        ("a", ["a", "bab"], ["b", ""]),
        ("a|b", ["xa", "bx"], ["x"]),
        ("^(a|b)$", ["a", "b"], ["ab", "c"]),
        (r"^\d{2}/\d+$", ["24/23"], ["24/", "224/3", "24/23 "]),
        (r"^a\$", ["a$b"], ["ab"]),
        ("", ["", "x"], []),
        ("[|]", ["a|b"], ["ab"]),
        (r"^[\]|]$", ["]", "|"], ["a"]),
    ],
)
def test_patterns_are_looked_for_anywhere_unless_tied(pattern: str, right: list[str], wrong: list[str]) -> None:
    read = read_schema_pattern(pattern)
    assert [text for text in right if not read.fits(text)] + [text for text in wrong if read.fits(text)] == []


@pytest.mark.parametrize(("pattern", "at"), [("^a|b$", 2), ("^$", 1), ("a^b", 1), ("^(a", 1), ("(?=a)", 1), (r"\ba", 1), ("^a**", 3)])
def test_other_patterns_are_refused_at_their_place(pattern: str, at: int) -> None:
    with pytest.raises(PatternError) as refused:
        read_schema_pattern(pattern)
    assert refused.value.at == at


# --- outputs, editors, author's tools, what is remembered ---

TITLED = {
    **props(
        kostnad={"type": "integer", "title": "Kostnad i kroner"},
        bydel={"$ref": "#/$defs/bydel", "title": "Bydel"},
        start={"type": "string", "format": "date", "title": "Oppstart"},
        ny={"type": "boolean", "title": "Nytt tiltak"},
        skoler={"type": "array", "items": {"type": "string"}, "title": "Skoler"},
        kontakt={"type": "object", "title": "Kontakt", "properties": {"enhet": {"title": "Enhet"}, "kode": {}}},
        internt={"type": "string"},
    ),
    "$defs": {"bydel": {"type": "string"}},
}
FIELDS = (
    "internt: x\nkontakt:\n  kode: 7\n  enhet: Helse\nskoler:\n  - Åsen\n  - Haug\nny: false\nstart: 2026-02-01\nbydel: Nordre\nkostnad: 1250000\n"
)


def shown(more: Mapping[str, bytes]) -> dict[str, str]:
    """Label → text of every short fact in the document of the base plan."""
    document = compose(plan_with(more), REVISION, REVISION.when)
    sections = [each for goal in document.sections for part in on_page(goal) for each in on_page(part)]
    blocks = [block for section in sections for block in every_block(section.blocks)]
    facts = [item for block in blocks if isinstance(block, DefinitionList) and block.role == "facts" for item in block.items]
    return {plain(item.term): " / ".join(plain(line) for block in every_block(item.blocks) for line in lines(block)) for item in facts}


def test_fields_with_a_title_are_facts_of_the_measure() -> None:
    facts = shown(files(TITLED, FIELDS))
    assert {label: facts[label] for label in facts if label not in shown({})} == {
        "Kostnad i kroner": "1\u00a0250\u00a0000",
        "Bydel": "Nordre",
        "Oppstart": "1.\u00a0februar 2026",
        "Nytt tiltak": "nei",
        "Skoler": "Åsen / Haug",
        "Kontakt": "Enhet: Helse",
    }


def test_the_schema_for_editors_agrees_with_the_check() -> None:
    own = plan_with(files({**TITLED, "required": ["kostnad"]})).custom_fields["measure"]
    schema = schema_of("measure", "nb", own)
    validator = Draft202012Validator(schema)
    assert list(schema["properties"])[-7:] == ["kostnad", "bydel", "start", "ny", "skoler", "kontakt", "internt"]
    for fields in (FIELDS, "kostnad: x\n", "", "ukjent: 1\nkostnad: 1\n", "kostnad: 1\nskoler: [1]\n"):
        text = files(TITLED, fields)[MEASURE].decode().split("---\n")[1]
        found = check_files(files({**TITLED, "required": ["kostnad"]}, fields))
        assert validator.is_valid(as_core(read_yaml("f", text).data)) == (not found), fields


@pytest.mark.parametrize(
    ("schema", "fields", "right"), [("{", "a: 1\nb: 2\n", True), (props(a={"typ": 1}), "a: 1\n", True), (props(a={"typ": 1}), "b: 1\n", False)]
)
def test_editors_say_nothing_of_fields_whose_schema_has_a_fault(schema: Any, fields: str, right: bool) -> None:
    own = plan_with(files(schema)).custom_fields["measure"]
    text = files(schema, fields)[MEASURE].decode().split("---\n")[1]
    assert Draft202012Validator(schema_of("measure", "nb", own)).is_valid(as_core(read_yaml("f", text).data)) == right


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = laid(tmp_path / "repository")
    for path, data in files(TITLED, FIELDS).items():
        put(root / path, data)
    return root


def test_the_command_writes_own_fields_into_the_schemas(repository: Path) -> None:
    assert main(["schema", "-C", str(repository)]) == CLEAN
    made = json.loads((repository / "schema/measure.schema.json").read_text(encoding="utf-8"))
    assert made["properties"]["kostnad"] == {"type": "integer", "title": "Kostnad i kroner"}
    assert main(["schema", "--check", "-C", str(repository)]) == CLEAN
    put(repository / SCHEMA, json.dumps(props(kostnad={})).encode())
    assert main(["schema", "--check", "-C", str(repository)]) == FINDINGS


def test_no_author_s_command_loses_a_field(repository: Path) -> None:
    before = plan_with(files(TITLED, FIELDS)).measures["felles-rutine"].custom
    for command in (
        ["fmt"],
        ["rename", "measure:felles-rutine", "felles-plan"],
        ["renumber"],
        ["withdraw", "measure:felles-plan", "--date", "2026-11-01", "--reason", "r"],
    ):
        assert main([*command, "-C", str(repository)]) == CLEAN, command
    assert read_plan(read_folder(repository))[0].measures["felles-plan"].custom == before


def test_a_changed_schema_is_checked_anew(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANVERK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert check_tree(read_folder(repository), TODAY, "nb").diagnostics == check_tree(read_folder(repository), TODAY, "nb").diagnostics
    put(repository / SCHEMA, json.dumps({**TITLED, "required": ["mangler"]}).encode())
    assert "missing-field" in {each.rule for each in check_tree(read_folder(repository), TODAY, "nb").diagnostics}


def test_a_finding_in_the_schema_shows_its_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(repository / SCHEMA, b'{\n  "properties": { "kostnad": { "typ": 1 } }\n}\n')
    assert main(["check", "-C", str(repository), "--today", "2026-11-23"]) == FINDINGS
    assert (
        '2 |   "properties": { "kostnad": { "typ": 1 } }\n  |                                ^^^^^\n  = mente du «type»?\n' in capsys.readouterr().out
    )
