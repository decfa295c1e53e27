"""Every value that the model lets an author type, one at a time in a small plan with an entry of each kind: what the walk of test_fields goes over.

All is taken from the model. A new field of a new or an old kind is walked over without a line here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from planverk.model.annotations import Leaf, leaves, model_in
from planverk.model.entry import Entry
from planverk.model.fields import Token, Unprinted, Words
from planverk.model.kinds import KINDS
from planverk.model.planfile import Help, PlanFile
from planverk.model.settings import FieldSchemas, SettingsTexts
from planverk.model.when import When
from planverk.reading.plan import read_plan
from planverk.source.yaml import as_core, read_yaml, split_front_matter
from tests.examples import tree_of
from tests.support import ROOT

WALKED: tuple[type[Entry], ...] = (PlanFile, Help, *KINDS, SettingsTexts)
HEARD = {
    "organisation": "Døme eldreråd", "date": "2025-02-01", "number": 3, "journal_post": "25/10-4", "entries": ["measure:moteplass"],
    "summary": "Møteplassen bør vere open.", "assessment": "Kommunen er samd.", "outcome": "accepted", "change": "Møteplassen er med.",
}  # fmt: skip
PATHS = {
    "plan-file": "plan/plan.yaml", "help": "plan/help.yaml", "chapter": "plan/chapters/metode.md", "goal": "plan/goals/felles-innsats.md",
    "measure": "plan/measures/moteplass.md", "definition": "plan/definitions/einsemd.md", "function": "plan/functions/koordinator.yaml",
    "plan": "plan/references/plans/folkehelse.yaml", "source": "plan/references/sources/undersoking.yaml",
    "resource": "plan/references/resources/hjelp.yaml", "figure": "plan/figures/einsame.yaml", "progress": "plan/progress/moteplass.yaml",
    "statement": "plan/hearing/eldrerad.yaml", "settings": "planverk.toml",
}  # fmt: skip
"""The file of each kind in which its fields are filled in."""


def base() -> dict[str, bytes]:
    """The example's files, with a hearing."""
    root = ROOT / "tests/plans/example"
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in Path(root / "plan").rglob("*") if path.is_file()}
    files["plan/plan.yaml"] = files["plan/plan.yaml"].replace(b"  - references\n", b"  - references\n  - hearing\n")
    files |= {
        "plan/data/meir.csv": "År,Døme\n2020,31\n".encode(),
        "plan/goals/trygge.md": files["plan/goals/felles-innsats.md"].replace(b"number: 1", b"number: 2"),
    }
    files |= {"planverk.toml": b"", "tema/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}
    shapes = (("kart", "M1 1h7v7H1z"), ("fly", "M1 1h5v5H1z"))
    files |= {
        f"bilete/{name}.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{path}"/></svg>'.encode() for name, path in shapes
    }
    return files | {PATHS["statement"]: json.dumps(HEARD).encode()}


@dataclass(frozen=True)
class Case:
    """A value of the model, and the kind that has it."""

    kind: type[Entry]
    leaf: Leaf

    def __str__(self) -> str:
        return f"{self.kind.kind}.{'.'.join(self.leaf.route)}"

    def mark(self, sort: type) -> Any:
        """What the model says of the value, of one sort; None where it says nothing of the sort."""
        return next((mark for mark in self.leaf.marks if isinstance(mark, sort)), None)

    def files(self, value: Any) -> dict[str, bytes]:
        """The plan with a value in this place; what must stand beside it is filled in."""
        files = base()
        path = PATHS[self.kind.kind]
        data, body = _read(path, files[path])
        files[path] = _written(path, _beside(_put(data, self.kind, list(self.leaf.route), value), self), body)
        return files

    def values(self) -> tuple[Any, ...]:
        """Two values that differ, None for none at all."""
        kind, token = self.leaf.annotation, self.mark(Token)
        if get_origin(kind) is Literal:
            return get_args(kind)
        if kind is bool:
            return ("true", None)
        if kind is When:
            return ("2021-03-05", "2022-Q1") if self.leaf.route[-1] == "from_" else ("2027-03-05", "2028-Q2")
        if self.leaf.route[-1] == "from_":
            return ("2021-03-05", "2022-04-06") if kind is date else (2021, 2022)
        if kind is date:
            return ("2027-03-05", "2027-04-06")
        if kind is int:
            return (2031, 2042)
        if self.mark(Words):
            return ("Kvernbekken", "Lundeskogen")
        return _TOKENS.get(token.what if token else "", ()) or self._names()

    def _names(self) -> tuple[Any, ...]:
        plan, _ = read_plan(tree_of(base()))
        of_kind = {tuple(route): kind for route, kind in self.kind.refers.items()}.get(self.leaf.route, "")
        if of_kind == "part":
            return ("temaplan#measure-2", "folkehelse#measure-7", "folkehelse#oversyn", "folkehelse#fellesskap")
        names = tuple(plan.kinds[of_kind]) if of_kind else ("gammalt-namn", "eldre-namn")
        return names if len(names) > 1 else (*names, None)


_TOKENS: Mapping[str, tuple[Any, ...]] = {
    "an address": ("https://a.example/en", "https://b.example/to"),
    "a date": ("2011", "2012"),
    "a language": ("en", "nb"),
    "a number or a sign that others gave": ("4411", "4422"),
    "a public key": ("ssh-ed25519 AAAA", "ssh-rsa BBBB"),
    "the number of an organisation": ("310000000", "921234554"),
    "a part of the plan": ("chapter:status", "goals"),
    "an entry with its kind": ("goal:felles-innsats", "chapter:status"),
    "a file": ("einsame.csv", "meir.csv"),
    "a file of the repository": ("bilete/kart.svg", "bilete/fly.svg"),
    "the title of a column, as the file of data has it": ("Døme", "År"),
}


def cases() -> Iterator[Case]:
    """Every value of every kind; of the settings those that hold words."""
    for kind in WALKED:
        found = [Case(kind, leaf) for leaf in leaves(kind)]
        yield from (case for case in found if case.mark(Words) and case.leaf.route[0] == "theme") if kind is SettingsTexts else found


# --- filling in ---


def _read(path: str, data: bytes) -> tuple[dict[str, Any], str]:
    text = data.decode()
    if path.endswith(".md"):
        parts = split_front_matter(path, text)
        return as_core(parts.front.data), text[parts.body :]
    return as_core(read_yaml(path, text).data) or {}, ""


def _written(path: str, data: dict[str, Any], body: str) -> bytes:
    if path.endswith(".toml"):
        return "".join(
            f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items()) for name, table in data.items()
        ).encode()
    text = json.dumps(data, ensure_ascii=False, default=str).replace('"true"', "true")
    return (f"---\n{text}\n---\n{body}" if path.endswith(".md") else text).encode()


def _put(data: Any, model: type[BaseModel], route: list[str], value: Any) -> Any:
    """The data with a value at a route; lists get it as their only item, and what a part needs beside it is filled in."""
    name, *below = route
    field = model.model_fields[name]
    key = field.alias or name
    made = deepcopy(data) if isinstance(data, dict) else {}
    inside = model_in(field.annotation)
    if not below:
        made[key] = value
    elif below == ["*"]:
        made[key] = [value]
    elif below[0] == "*" and inside:
        there = made.get(key) or {}
        first = there[0] if isinstance(there, list) else there
        made[key] = [_put(_filled(first, inside, below[1]), inside, below[1:], value)]
    elif inside:
        made[key] = _put(_filled(made.get(key) or {}, inside, below[0]), inside, below, value)
    return {name: each for name, each in made.items() if each is not None}


def _filled(data: dict[str, Any], model: type[BaseModel], but: str) -> dict[str, Any]:
    """A part with something in each field that it must have."""
    needed = {
        field.alias or name: Case(Entry, next(leaf for leaf in leaves(model) if leaf.route[0] == name)) for name, field in _required(model, but)
    }
    names = {"family": "Hansen"} if "family" in model.model_fields and but == "given" else {}
    data = {} if "family" in model.model_fields else data  # a name is either whole or in parts
    return names | {key: (case.values() or ("koordinator",))[0] for key, case in needed.items()} | data


def _required(model: type[BaseModel], but: str) -> list[tuple[str, Any]]:
    return [(name, field) for name, field in model.model_fields.items() if field.is_required() and name != but]


def _beside(data: dict[str, Any], case: Case) -> dict[str, Any]:
    """The data with what goes together with a field, and without what may not stand beside it, as the contract says."""
    top, made = case.leaf.route[0], dict(data)
    together = {
        "known": {"incomplete": "true"},
        "file": {"kind": "picture"},
        "assignment": {"basis": "Rådet har drøfta det."},
        "basis": {"assignment": "proposed"},
        "theme": {"theme": made.get("theme", {}) | {"logo": "tema/logo.svg"}},
        "successor": {"status": "superseded"} if case.kind is PlanFile else {},
        "adoption": {"status": "adopted"} if case.kind is PlanFile else {},
    }
    against = {
        "period": ("deadline",),
        "deadline": ("period",),
        "data_missing": ("data", "x", "series", "unit"),
        "file": ("data", "x", "series", "unit"),
        "DOI": ("URL",),
        "literal": ("family",),
    }
    for name in against.get(case.leaf.route[-1] if top in ("author", "DOI") else top, ()):
        made.pop(name, None)
    if made.get("kind") == "picture":
        made = {name: value for name, value in made.items() if name not in ("data", "x", "series", "unit")} | {
            "file": made.get("file", "bilete/kart.svg")
        }
    if top == "period":
        made["period"] = {"from": made["period"]["from"], "to": made["period"]["to"]}
    return made | together.get(top, {})


# --- all at once ---

OWN_FIELD = "kommentar"
OWN_KINDS = tuple(field.alias or name for name, field in FieldSchemas.model_fields.items())
SCHEMA = {"properties": {OWN_FIELD: {"title": "Kommentar", "type": "string"}}}


def with_own_fields(texts: Mapping[str, str]) -> dict[str, bytes]:
    """The base plan with a field of the municipality's own in an entry of each kind, and a text in it."""
    files = base() | {"skjema/felt.json": json.dumps(SCHEMA).encode()}
    files["planverk.toml"] = b"[fields]\n" + "".join(f'{kind} = "skjema/felt.json"\n' for kind in texts).encode()
    for kind, text in texts.items():
        data, body = _read(PATHS[kind], files[PATHS[kind]])
        files[PATHS[kind]] = _written(PATHS[kind], data | {OWN_FIELD: text}, body)
    return files


def filled() -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The base plan with a word of its own in every value that can be filled in beside the others, in each kind's own fields too; and the words."""
    words = {kind: f"Eige{kind.replace('-', '')}" for kind in OWN_KINDS}
    files, marks = with_own_fields(words), list(words.values())
    wanted = (case for case in cases() if case.mark(Words) and not case.mark(Unprinted) and case.kind is not SettingsTexts)
    for number, case in enumerate(wanted):
        path, word = PATHS[case.kind.kind], f"Merke{number}x"
        data, body = _read(path, files[path])
        tried = files | {path: _written(path, _beside(_put(data, case.kind, list(case.leaf.route), word), case), body)}
        if set(data) <= set(_read(path, tried[path])[0]) and read_plan(tree_of(tried))[1] == [] and _shown(case):
            files = tried
            marks.append(word)
    return files, tuple(mark for mark in marks if any(mark.encode() in data for data in files.values()))


def _shown(case: Case) -> bool:
    return case.leaf.route[0] != "title_in" or case.leaf.route[1] != "nn"
