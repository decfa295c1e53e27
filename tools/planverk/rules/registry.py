"""Finds every rule: the pages in the theme folders below this one, and the checks beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import import_module
from os import scandir
from pathlib import Path

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit

LONGEST_HEAD = 200
"""Bytes of a page that hold its head."""

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

    def message(self, words: Mapping[str, str]) -> str:
        """Its sentence among the words of rules in a language, with {named} facts."""
        return words[self.name] if self.page else self.own_message


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name, in alphabetical order."""
    rules = [_load(above, Path(page)) for above, page in _pages(str(Path(__file__).parent))]
    assert len({rule.name for rule in rules}) == len(rules), "two rules have one name"
    return {rule.name: rule for rule in sorted(rules, key=lambda rule: rule.name)}


def packs() -> tuple[str, ...]:
    """The names of the packs that planverk.toml may switch on."""
    return tuple(sorted({rule.pack for rule in all_rules().values() if rule.pack}))


def _pages(folder: str, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The pages in the folders below this one: the names of the folders, and the path."""
    with scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".md"):
                yield above, entry.path
            elif entry.is_dir():
                yield from _pages(entry.path, (*above, entry.name))


def _load(above: tuple[str, ...], page: Path) -> Rule:
    name, head = page.stem, _head(page)
    module = ".".join(("planverk.rules", *above, head["check"])).rstrip(".") if "check" in head else ""
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
    """What is between the two lines of hyphens with which a page begins."""
    with page.open("rb", buffering=0) as file:  # a page is long, and each is opened whenever a plan is checked
        _, head, _ = file.read(LONGEST_HEAD).decode(errors="ignore").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.splitlines())


def _check(module: str, name: str, plan: Plan, day: date) -> Iterator[Hit]:
    """The hits of the function of the rule's name, whose module is imported when it first runs."""
    check = getattr(import_module(module), name)
    hits: Iterator[Hit] = check(plan, day) if check.__code__.co_argcount > 1 else check(plan)
    return hits


def _terms(module: str, language: str) -> Mapping[str, str]:
    terms: Mapping[str, str] = import_module(module).terms(language)
    return terms
