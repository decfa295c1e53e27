"""What editors, dev containers and pre-commit are told: the schemas are there, the snippets fit the model, the commands exist."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from planverk.cli.command import COMMANDS
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS, RECORDS, kind_of_file
from planverk.model.validate import validate
from planverk.reading.tree import read_folder
from planverk.source.prose import Prose
from planverk.source.yaml import read_yaml, split_front_matter
from tests.support import ROOT

KIND_OF = {
    "kapittel": "chapter", "mål": "goal", "tiltak": "measure", "begrep": "definition", "funksjon": "function", "plan": "plan", "kilde": "source",
    "kilde-ufullstendig": "source", "ressurs": "resource", "figur": "figure", "framdrift": "progress", "høringsinnspill": "statement",
}  # fmt: skip
TO_FILL_IN = {"empty-text", "wrong-type"}
"""What the model says of a value that is not written yet: wrong-type where a list's item or an inner field is empty."""


OF_NEW = "tools/planverk/authoring/repository"


def told(name: str) -> Any:
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


SNIPPETS = {snippet["prefix"]: snippet for snippet in told(".vscode/planverk.code-snippets").values()}


def expanded(prefix: str, filled: bool) -> str:
    """A snippet's text as an editor inserts it, its first choices taken; `filled` writes something at every stop but the last."""
    text = "\n".join(SNIPPETS[prefix]["body"])
    text = text.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-11-23").replace("$0", "")
    text = re.sub(r"\$\{[0-9]+\|([^,|]+)[^|]*\|\}", r"\1", text)
    return re.sub(r"^(.*?)\$[0-9]+", lambda found: found[1] + (written(found[1]) if filled else ""), text, flags=re.MULTILINE)


def written(before: str) -> str:
    """What an author could write after the name of a field."""
    name = before.strip().lstrip("- ").rstrip(": ")
    values = {"number": "1", "interval_months": "6", "from": "2024", "to": "2027", "issued": "2024", "deadline": "2027-01-01"}
    return "https://example.org" if name.lower() == "url" else values.get(name, "noe")


def rules_of(prefix: str, text: str) -> dict[str, set[str]]:
    """Rule → fields, of what the model finds in a snippet."""
    kind: type[Entry] = next(kind for kind in KINDS if kind.kind == KIND_OF[prefix])
    located = split_front_matter("f", text).front if kind.suffix == ".md" else read_yaml("f", text)
    assert not located.broken and located.findings == []
    found: dict[str, set[str]] = {}
    for finding in validate(kind, "f", "id", located, Prose())[1]:
        found.setdefault(finding.rule, set()).add(finding.facts.get("field", ""))
    return found


def test_there_is_a_snippet_for_every_kind_of_entry() -> None:
    assert set(SNIPPETS) == set(KIND_OF) and set(KIND_OF.values()) == {kind.kind for kind in KINDS}
    scopes = {kind.kind: "markdown" if kind.suffix == ".md" else "yaml" for kind in KINDS}
    assert all(snippet["scope"] == scopes[KIND_OF[prefix]] for prefix, snippet in SNIPPETS.items())


@pytest.mark.parametrize("prefix", KIND_OF)
def test_a_snippet_lacks_only_what_its_author_must_fill_in(prefix: str) -> None:
    follows = {"missing-field"} if "known: " in expanded(prefix, filled=False) else set()  # fields are needed until `known` is told
    assert set(rules_of(prefix, expanded(prefix, filled=False))) <= TO_FILL_IN | follows
    assert rules_of(prefix, expanded(prefix, filled=True)) == {}


def test_what_is_not_filled_in_is_found() -> None:
    assert rules_of("funksjon", expanded("funksjon", filled=False)) == {"empty-text": {"title"}}
    assert {"goal", "basis", "responsible"} <= rules_of("tiltak", expanded("tiltak", filled=False))["empty-text"]


def test_every_yaml_file_of_a_plan_has_its_schema_in_the_editor() -> None:
    patterns = told(".vscode/settings.json")["yaml.schemas"]
    assert all((ROOT / schema).is_file() for schema in patterns)
    example = read_folder(ROOT / "tests/plans/example").files
    for path in (path for path in example if path.endswith(".yaml")):
        schemas = [schema for schema, pattern in patterns.items() if PurePosixPath(path).match(pattern)]
        kind = kind_of_file(path)
        assert kind and schemas == [f"./schema/{kind.kind}.schema.json"]
    assert len(patterns) == 2 + sum(kind.suffix == ".yaml" for kind in (*KINDS, *RECORDS))


def test_editors_write_files_as_the_check_wants_them() -> None:
    settings = told(".vscode/settings.json")
    wanted = {"files.encoding": "utf8", "files.insertFinalNewline": True, "editor.insertSpaces": True, "yaml.yamlVersion": "1.2"}
    assert wanted.items() <= settings.items()


def test_the_editor_helps_alike_here_and_in_a_plans_own_repository() -> None:
    for name in ("planverk.code-snippets", "extensions.json"):
        assert told(f".vscode/{name}") == told(f"{OF_NEW}/{name}")
    assert told(".vscode/settings.json") == {**told(f"{OF_NEW}/settings.json"), "[python]": {"editor.tabSize": 4}}


def test_the_dev_container_has_the_extensions_that_the_editor_recommends() -> None:
    container = told(".devcontainer/devcontainer.json")
    assert container["customizations"]["vscode"]["extensions"] == told(".vscode/extensions.json")["recommendations"]
    target = container["postCreateCommand"].removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_hooks_for_others_call_commands_that_exist() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        program, command, *_ = hook["entry"].split()
        assert program == "planverk" and command in COMMANDS and hook["language"] == "python"
        assert re.search(hook["files"], "plan/goals/a.md") and not re.search(hook["files"], "docs/index.rst")
