"""Finds every rule: the pages in the theme folders below this one, and the checks beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import import_module
from itertools import takewhile
from os import scandir
from pathlib import Path

from planverk.catalogue import load_words
from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit

Check = Callable[[Plan, date], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong.

    `pack` is "" for rules that always apply; `check` is None for what reading finds; `terms` gives, by language, the texts of facts that a list of
    the rule's own holds. `tells_of_loss` where something that was typed is printed nowhere, as the finding alone says: no plan can do without it.
    `page` is the file of its manual; a rule that a plan made itself has none, but a message and a manual in the plan's own words.
    """

    name: str
    theme: str
    pack: str
    severity: Severity
    check: Check | None
    tells_of_loss: bool = False
    terms: Callable[[str], Mapping[str, str]] | None = None
    page: Path | None = None
    own_message: str = ""
    own_manual: str = ""

    def message(self, language: str) -> str:
        """Its sentence in a language, with {named} facts."""
        return load_words("findings", language)[self.name] if self.page else self.own_message


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order."""
    folder = Path(__file__).parent
    rules = [_load(folder, above, name) for above, name in _pages(folder)]
    assert len({rule.name for rule in rules}) == len(rules), "two rules have one name"
    return {rule.name: rule for rule in sorted(rules, key=lambda rule: rule.name)}


def packs() -> tuple[str, ...]:
    """The names of the packs that planverk.toml may switch on."""
    return tuple(sorted({rule.pack for rule in all_rules().values() if rule.pack}))


def _pages(folder: Path, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages in the folders below this one: the names of the folders, and that of the rule."""
    with scandir(folder) as entries:
        for entry in entries:
            name, _, ending = entry.name.partition(".")
            if ending == "md":
                yield above, name
            elif entry.is_dir():
                yield from _pages(folder / name, (*above, name))


def _load(folder: Path, above: tuple[str, ...], name: str) -> Rule:
    page = folder.joinpath(*above, f"{name}.md")
    head = _head(page)
    module = ".".join(("planverk.rules", *above, head["check"])) if "check" in head else ""
    return Rule(
        name=name,
        theme=above[0],
        pack=above[1].replace("_", "-") if above[0] == "packs" else "",
        severity=Severity(head["severity"]),
        check=partial(_check, module, name.replace("-", "_")) if module else None,
        tells_of_loss=head.get("loss", "no" if module else "yes") == "yes",  # what reading finds it mostly leaves out
        terms=partial(_terms, module) if "terms" in head else None,
        page=page,
    )


def _head(page: Path) -> dict[str, str]:
    """What stands between the two lines of hyphens with which a page begins."""
    with page.open(encoding="utf-8") as file:
        next(file)
        return dict(line.strip().split(": ", 1) for line in takewhile(lambda line: line != "---\n", file))


def _check(module: str, name: str, plan: Plan, day: date) -> Iterator[Hit]:
    """The hits of the function of the rule's name, whose module is imported when it first runs."""
    check = getattr(import_module(module), name)
    hits: Iterator[Hit] = check(plan, day) if check.__code__.co_argcount > 1 else check(plan)
    return hits


def _terms(module: str, language: str) -> Mapping[str, str]:
    terms: Mapping[str, str] = import_module(module).terms(language)
    return terms
