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
    """One thing that can be wrong. `pack` is "" for rules that always apply; `check` yields nothing for what reading finds."""

    name: str
    theme: str
    pack: str
    severity: Severity
    messages: Mapping[str, str]
    manual: str
    check: Callable[[Plan, date], Iterator[Hit]] | None


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
    return Rule(parts[-1].replace("_", "-"), parts[0], pack, module.SEVERITY, module.MESSAGES, module.__doc__ or "", _check_of(module))


def _check_of(module: object) -> Callable[[Plan, date], Iterator[Hit]] | None:
    on_day: Callable[[Plan, date], Iterator[Hit]] | None = getattr(module, "check_on", None)
    check: Callable[[Plan], Iterator[Hit]] | None = getattr(module, "check", None)
    if check is None:
        return on_day
    return lambda plan, day: check(plan)
