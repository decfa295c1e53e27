"""The patterns of the schemas are those of ECMA-262 in Unicode mode, and say the same there as in Python; check-jsonschema takes the schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regress
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner
from hypothesis import strategies as st

from planverk.exchange.schemas import MODELS, all_schemas, for_editors, schema_of
from planverk.model.kinds import kind_of_file
from planverk.model.patterns import in_unicode_mode, read_schema_pattern
from planverk.reading.tree import read_folder
from tests.model.test_custom_fields import files, plan_with, props
from tests.properties import given
from tests.support import PLANS

TEXTS = (
    "https://dome.example/hjelp?a=1#b", "http://u:p@dome.example:80/", "https://dome.example/æ", 'https://a"b.example', "https://a\\b.example",
    "plan/x.yaml", "../x", "a/.git/b", "c:\\x", "/x", "a\\..\\b", "2026-11-30", "2025-02-29", "2024-02-29", "2026-11", "999 888 777", "nb-NO", "no.",
    "goal:felles-innsats", "goal:", "measure:a-b", "chapter:x", "goals", "#12ab9F", "a-b", "a--b", "f" * 64, " x ", "x\n",
    "\u00a0x", "😀", "\u200b", "",
)  # fmt: skip


@cache
def patterns() -> tuple[str, ...]:
    """Every pattern of our schemas."""
    return tuple(sorted({pattern for kind in MODELS for pattern in patterns_in(schema_of(kind, "nb"))}))


def patterns_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (value for key, value in schema.items() if key == "pattern" and isinstance(value, str))
        yield from (pattern for value in schema.values() for pattern in patterns_in(value))
    elif isinstance(schema, list):
        yield from (pattern for value in schema for pattern in patterns_in(value))


def holds(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text, by an engine for ECMA-262."""
    return regress.Regex(pattern, "u").find(text) is not None


def test_there_are_patterns() -> None:
    assert len(patterns()) >= 10


def test_a_needless_escape_is_refused() -> None:
    """A check of the check."""
    with pytest.raises(regress.RegressError):
        regress.Regex('[!\\"$-.]', "u")


@given(st.sampled_from(patterns()), st.one_of(st.sampled_from(TEXTS), st.text(max_size=12), st.text("ha:/.\\@[]?# -2061", max_size=12)))
def test_a_pattern_says_the_same_in_both_languages(pattern: str, text: str) -> None:
    assert holds(pattern, text) == bool(re.search(pattern, text)), (pattern, text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_pattern_says_the_same_of_known_texts(text: str) -> None:
    assert {pattern: holds(pattern, text) for pattern in patterns()} == {pattern: bool(re.search(pattern, text)) for pattern in patterns()}


# --- check-jsonschema


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(check_jsonschema, [str(each) for each in arguments])
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas as files."""
    made = tmp_path_factory.mktemp("schema")
    for name, text in all_schemas("nb").items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_check_jsonschema_takes_every_schema(folder: Path) -> None:
    assert run("--check-metaschema", *sorted(folder.iterdir())) == (0, "ok -- validation done\n")


@pytest.mark.parametrize("name", PLANS)
def test_check_jsonschema_takes_every_file_of_a_plan(name: str, folder: Path) -> None:
    paths: dict[str, list[Path]] = {}
    for path in read_folder(PLANS[name]).files:
        kind = kind_of_file(path)
        if kind and path.endswith(".yaml"):
            paths.setdefault(kind.kind, []).append(PLANS[name] / path)
    assert len(paths) >= 5
    for named, found in paths.items():
        assert run("--schemafile", folder / f"{named}.schema.json", *found) == (0, "ok -- validation done\n"), named


def test_check_jsonschema_refuses_what_does_not_fit(folder: Path, tmp_path: Path) -> None:
    """A check of the check: a pattern that fails."""
    (tmp_path / "x.yaml").write_text('checked: 2026-11-30\nlines:\n  - name: N\n    number: "1"\n    url: "ingen adresse"\n', encoding="utf-8")
    code, told = run("--schemafile", folder / "help.schema.json", tmp_path / "x.yaml")
    assert code == 1
    assert "$.lines[0].url: 'ingen adresse' does not match" in told


# --- a municipality's own patterns

OWN = {
    r"^[0-9]{2}\/[0-9]+$": r"^[0-9]{2}\/[0-9]+$",
    r"^22\-[0-9]+$": "^22-[0-9]+$",
    r'"[^\"]*\"': r'"[^"]*"',
    r"[a-z\-]+\_\@": r"[a-z\-]+_@",
    r"[a-zæøå-]+": r"[a-zæøå\-]+",
    r"[\w-.]+": r"[\p{L}\p{N}_\-.]+",
    r"\w\d?": r"[\p{L}\p{N}_]\p{Nd}?",
    r"[^\w]": r"[^\p{L}\p{N}_]",
    r"[]a]": r"[\]a]",
    r"[^]\]a]": r"[^\]\]a]",
    r"[\.-z]": r"[\.\-z]",
    r"[a[(|)/]": r"[a\[\(\|\)\/]",
    r"å\§\!": "å§!",
    r"(a|\-b)?\.\*": r"(a|-b)?\.\*",
    r"^[^0-9\s]{2,4}$": r"^[^0-9\s]{2,4}$",
}


@pytest.mark.parametrize("text", OWN)
def test_an_own_pattern_is_rewritten(text: str) -> None:
    assert in_unicode_mode(text) == OWN[text]


@given(st.sampled_from(list(OWN)), st.text('22/-"a_@.z]å ø§*b![(|)\\', max_size=8))
def test_an_own_pattern_means_what_the_check_reads(pattern: str, text: str) -> None:
    assert holds(in_unicode_mode(pattern), text) == read_schema_pattern(pattern).fits(text), (pattern, text)


def test_patterns_are_rewritten_wherever_they_stand() -> None:
    inner = {"properties": {"pattern": {"pattern": r"\-"}}, "items": [{"anyOf": [{"pattern": r"\""}]}], "const": {"pattern": r"\-"}}
    made = {"properties": {"pattern": {"pattern": "-"}}, "items": [{"anyOf": [{"pattern": '"'}]}], "const": {"pattern": r"\-"}}
    assert for_editors(inner) == made


def test_the_schema_for_editors_has_patterns_of_unicode_mode() -> None:
    schema = {**props(sak={"type": "string", "pattern": r"^[\d\-]+\-\"$"}), "not": {"properties": {"sak": {"pattern": r"\#"}}}}
    made = schema_of("measure", "nb", plan_with(files(schema)).custom_fields["measure"])
    assert made["properties"]["sak"]["pattern"] == r'^[\p{Nd}\-]+-"$'
    assert made["allOf"][-1]["not"] == {"properties": {"sak": {"pattern": "#"}}}
