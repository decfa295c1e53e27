"""Finds every rule: the modules in the theme folders below this one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong.

    `pack` is "" for rules that always apply; `check` is None for what reading finds; `terms` gives, by language, the texts of facts that a list of
    the rule's own holds.
    """

    name: str
    theme: str
    pack: str
    severity: Severity
    messages: Mapping[str, str]
    manual: str
    check: Callable[[Plan, date], Iterator[Hit]] | None
    terms: Callable[[str], Mapping[str, str]] | None = None


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order."""
    here = Path(__file__).parent
    found = {}
    for path in sorted(here.rglob("*.py")):
        parts = path.relative_to(here).with_suffix("").parts
        if len(parts) > 1 and parts[-1] != "__init__":
            rule = _load(parts)
            assert rule.name not in found, f"two rules are called {rule.name}"
            found[rule.name] = rule
    return dict(sorted(found.items()))


def packs() -> tuple[str, ...]:
    """The names of the packs that planverk.toml may switch on."""
    return tuple(sorted({rule.pack for rule in all_rules().values() if rule.pack}))


def _load(parts: tuple[str, ...]) -> Rule:
    module = importlib.import_module(".".join(("planverk.rules", *parts)))
    pack = parts[1].replace("_", "-") if parts[0] == "packs" else ""
    name, manual, terms = parts[-1].replace("_", "-"), module.__doc__ or "", getattr(module, "terms", None)
    return Rule(name, parts[0], pack, module.SEVERITY, module.MESSAGES, manual, _check_of(module), terms)


def _check_of(module: object) -> Callable[[Plan, date], Iterator[Hit]] | None:
    on_day: Callable[[Plan, date], Iterator[Hit]] | None = getattr(module, "check_on", None)
    check: Callable[[Plan], Iterator[Hit]] | None = getattr(module, "check", None)
    if check is None:
        return on_day
    return lambda plan, day: check(plan)
