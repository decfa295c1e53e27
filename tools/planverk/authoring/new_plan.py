"""Makes the repository of a new plan: all that stands there from the first day, and nothing that only its author can know."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from planverk.authoring.edits import Edit
from planverk.authoring.escaping import quoted
from planverk.catalogue import PRESET, load_words, preset_nouns
from planverk.errors import UserError
from planverk.ids import proper_id
from planverk.model.fields import NEWEST_FORMAT
from planverk.paths import HELP_FILE, PLAN_FILE, SETTINGS_FILE

HELPLINES = (
    ("line-emergency", "113"),
    ("line-doctor", "116 117"),
    ("line-mental", "116 123"),
    ("line-church", "22 40 00 40"),
    ("line-young", "116 111"),
)
"""National helplines, by the key of the name; the author must check them, and says so with a date."""

OWN_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "own-place": {"type": "string"},
    "own-priority": {"type": "integer", "minimum": 1},
    "own-effect": {"type": "number"},
    "own-cost": {"type": "integer", "minimum": 0},
}
"""Fields of measures that planverk itself does not have, by the key of the title: what each holds. The unit stands in the catalogue."""

FORGES: Mapping[str, Mapping[str, str]] = {
    "github": {"github.yml": ".github/workflows/plan.yml"},
    "gitlab": {"gitlab.yml": ".gitlab-ci.yml"},
    "none": {},
}
"""Where the plan may be kept: the files that come with each, as below."""

_FILES = {
    "Makefile": "Makefile",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
    "settings.json": ".vscode/settings.json",
    "extensions.json": ".vscode/extensions.json",
}
_SNIPPETS = {"planverk.code-snippets": ".vscode/planverk.code-snippets"}
"""Their words are Norwegian."""
_FOLDER = Path(__file__).parent / "repository"
_WORD = re.compile(r"@([a-z-]+)@")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of the plan; "" for what is not."""

    language: str
    kind: str
    forge: str = "none"
    title: str = ""
    name: str = ""
    orgnr: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a new plan of a kind holds, as plan_kinds.toml tells it."""

    contents: Sequence[str]
    packs: Sequence[str]
    preset: str = ""
    columns: Sequence[str] = ()
    sums: Sequence[str] = ()
    sort: Sequence[str] = ()
    required: Sequence[str] = ()
    help: bool = field(default=False)

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The plan's own fields, by the key of the title."""
        return tuple(column for column in self.columns if column in OWN_FIELDS)


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of plans that can be made, by name, in the order in which they are offered."""
    told = tomllib.loads((Path(__file__).parent / "plan_kinds.toml").read_text(encoding="utf-8"))
    return {name: Kind(**facts) for name, facts in told.items()}


def new_plan(folder: Path | None, told: Told) -> tuple[Edit, ...]:
    """The edits that make a plan, in a folder, which may be new, or in none. UserError where something is in it already; a fresh Git repository is
    nothing."""
    if folder and folder.exists() and (not folder.is_dir() or any(inside.name != ".git" for inside in folder.iterdir())):
        raise UserError("not-empty", folder=folder)
    return tuple(Edit(path, None, text.encode("utf-8")) for path, text in sorted(_files(told)))


def _files(told: Told) -> Iterator[tuple[str, str]]:
    kind = kinds()[told.kind]
    words = load_words("authoring", told.language, preset_nouns(kind.preset or PRESET, told.language))
    yield PLAN_FILE, _plan_file(told, kind, words)
    for key in kind.contents:
        if key.startswith("chapter-"):
            yield f"plan/chapters/{proper_id(words[key])}.md", f"---\ntitle: {words[key]}\n---\n"
    if kind.help:
        lines = "".join(f"  - name: {words[key]}\n    number: {quoted(number)}\n    hours: {words['always']}\n" for key, number in HELPLINES)
        yield HELP_FILE, f"# {words['check-helplines']}\nchecked:\nlines:\n{lines}"
    yield SETTINGS_FILE, _settings(kind, words)
    if kind.own_fields:
        yield words["own-schema"], _schema(kind, words)
    title = " ".join(told.title.split()) or words["untitled"]
    yield "README.md", words["readme"].format_map({"title": title, "helplines": words["readme-helplines"] + "\n" if kind.help else ""})
    snippets = {} if told.language == "en" else _SNIPPETS
    for name, path in {**_FILES, **snippets, **FORGES[told.forge]}.items():
        text = (_FOLDER / name).read_text(encoding="utf-8")
        yield path, _WORD.sub(lambda found: told.language if found[1] == "language" else words[found[1]], text)


def _plan_file(told: Told, kind: Kind, words: Mapping[str, str]) -> str:
    parts = (f"chapter:{proper_id(words[key])}" if key.startswith("chapter-") else key for key in kind.contents)
    return (
        f"format: {NEWEST_FORMAT}\n"
        + _field("title", told.title)
        + "organisation:\n"
        + _field("  name", told.name)
        + _field("  orgnr", told.orgnr)
        + f"language: {told.language}\n"
        + "period:\n  from:\n  to:\n"
        + "status: draft\n"
        + "contact:\n"
        + "contents:\n"
        + "".join(f"  - {part}\n" for part in parts)
    )


def _field(name: str, value: str) -> str:
    return f"{name}: {quoted(value)}\n" if value.strip() else f"{name}:\n"


# --- settings ---


def _settings(kind: Kind, words: Mapping[str, str]) -> str:
    """planverk.toml: the packs, what the plan calls its goals, its own fields, the table of measures, and rules of its own."""
    parts = [f"# {words['about-settings']}\n"]
    if kind.packs:
        parts.append(f"# {words['about-packs']}\npacks = {_listed(kind.packs)}\n")
    if kind.preset:
        parts.append(f"# {words['about-words']}\n[words]\npreset = {json.dumps(kind.preset)}\n")
    if kind.own_fields:
        parts.append(f"# {words['about-fields']}\n[fields]\nmeasure = {json.dumps(words['own-schema'])}\n")
    if kind.columns:
        lists = {"columns": kind.columns, "sums": kind.sums, "sort": kind.sort}
        told = (f"{name} = {_listed([_name(each, words) for each in keys])}\n" for name, keys in lists.items() if keys)
        parts.append(f"# {words['about-table']}\n[table]\n" + "".join(told))
    for name in kind.required:
        facts = {"name": words[f"rule-{name}"], "severity": "warning", "message": words[f"rule-{name}-message"], "kind": "measure", "field": name}
        lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items())
        parts.append(f"# {words['about-rule']}\n[[rule]]\n{lines}required = true\n")
    return "\n".join(parts)


def _schema(kind: Kind, words: Mapping[str, str]) -> str:
    """The JSON Schema of the plan's own fields."""
    fields = {}
    for key in kind.own_fields:
        unit = words.get(f"{key}-unit")
        fields[_name(key, words)] = {"title": words[key], **({"x-unit": unit} if unit else {}), **OWN_FIELDS[key]}
    return json.dumps({"properties": fields}, ensure_ascii=False, indent=2) + "\n"


def _name(key: str, words: Mapping[str, str]) -> str:
    """A field by the name that authors type: planverk's own, or one made of its title."""
    return proper_id(words[key]) if key in OWN_FIELDS else key


def _listed(names: Sequence[str]) -> str:
    return f"[{', '.join(json.dumps(name, ensure_ascii=False) for name in names)}]"
