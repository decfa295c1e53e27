"""The rules that a plan is held to, planverk's and those of the plan's own settings, and what each means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planverk.app.opening import nouns_near, open_folder
from planverk.catalogue import Nouns, load_words
from planverk.errors import Tell, UserError, silent
from planverk.ids import nearest
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule: its severity, where it comes from ("" for the rules that always apply), what it says, and its manual page."""

    name: str
    severity: str
    origin: str
    message: str
    page: str = ""


def list_rules(folder: str, language: str, tell: Tell = silent) -> list[Explained]:
    """Every rule, those of the plan in or above the folder too, without their pages."""
    nouns = nouns_near(folder, language)
    return [_explained(rule, language, nouns) for rule in (*all_rules().values(), *_custom_rules(folder, tell).values())]


def explain(name: str, folder: str, language: str, tell: Tell = silent) -> Explained:
    """A rule with its page; one of the plan's own too, where the folder is in a plan. UserError where there is none of that name."""
    rules: Mapping[str, Rule] = all_rules()
    if name not in rules:
        rules = {**rules, **_custom_rules(folder, tell)}
    if name not in rules:
        near = nearest(name, rules)
        raise UserError("no-rule-near" if near else "no-rule", rule=name, near=near[0] if near else "")
    return _explained(rules[name], language, nouns_near(folder, language), page_of(rules[name], language).text)


def _custom_rules(folder: str, tell: Tell) -> Mapping[str, Rule]:
    """The rules of planverk.toml in or above the folder; none where there is no plan."""
    from planverk.reading.plan import read_plan
    from planverk.reading.tree import read_folder
    from planverk.rules.custom_rules import custom_rules

    root = open_folder(folder, tell)[1]
    return custom_rules(read_plan(read_folder(root))[0]) if root else {}


def _explained(rule: Rule, language: str, nouns: Nouns, page: str = "") -> Explained:
    origin = "planverk.toml" if rule.theme == "own" else rule.pack
    return Explained(rule.name, rule.severity.value, origin, rule.message(load_words("rules", language, nouns)).format_map(_Places()), page)


class _Places(dict[str, str]):
    """Leaves each place of a message as it is, and turns doubled braces into single ones."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
