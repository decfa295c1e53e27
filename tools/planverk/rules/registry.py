"""Finds every rule: the modules in the theme folders below this one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from os import scandir
from pathlib import Path

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong.

    `pack` is "" for rules that always apply; `check` is None for what reading finds; `terms` gives, by language, the texts of facts that a list of
    the rule's own holds. `tells_of_loss` where something that was typed is printed nowhere, as the finding alone says: no plan can do without it.
    """

    name: str
    theme: str
    pack: str
    severity: Severity
    messages: Mapping[str, str]
    manual: str
    check: Callable[[Plan, date], Iterator[Hit]] | None
    terms: Callable[[str], Mapping[str, str]] | None = None
    tells_of_loss: bool = False


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order."""
    found = {}
    for parts in _modules(Path(__file__).parent):
        rule = _load(parts)
        assert rule.name not in found, f"two rules are called {rule.name}"
        found[rule.name] = rule
    return dict(sorted(found.items()))


def _modules(folder: Path, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The modules in the folders below this one, as the parts of their names."""
    with scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name, _, ending = entry.name.partition(".")
            if above and ending == "py" and name != "__init__":
                yield (*above, name)
            elif entry.is_dir() and name != "__pycache__":
                yield from _modules(folder / name, (*above, name))


def packs() -> tuple[str, ...]:
    """The names of the packs that planverk.toml may switch on."""
    return tuple(sorted({rule.pack for rule in all_rules().values() if rule.pack}))


def _load(parts: tuple[str, ...]) -> Rule:
    module = importlib.import_module(".".join(("planverk.rules", *parts)))
    pack = parts[1].replace("_", "-") if parts[0] == "packs" else ""
    name, manual, terms = parts[-1].replace("_", "-"), module.__doc__ or "", getattr(module, "terms", None)
    check = _check_of(module)
    loss = getattr(module, "LOSS", check is None)  # what reading finds it mostly leaves out
    return Rule(name, parts[0], pack, module.SEVERITY, module.MESSAGES, manual, check, terms, loss)


def _check_of(module: object) -> Callable[[Plan, date], Iterator[Hit]] | None:
    on_day: Callable[[Plan, date], Iterator[Hit]] | None = getattr(module, "check_on", None)
    check: Callable[[Plan], Iterator[Hit]] | None = getattr(module, "check", None)
    if check is None:
        return on_day
    return lambda plan, day: check(plan)
