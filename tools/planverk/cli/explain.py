"""`planverk explain`: what a rule means, why, and how to mend a finding."""

from __future__ import annotations

import inspect

import click

from planverk.cli.stop import Stop, language, say
from planverk.identifiers import nearest
from planverk.rules.registry import Rule, all_rules


@click.command(help=say("help-explain"), epilog=say("help-explain-epilog"))
@click.argument("rule", required=False, metavar="[RULE]")
def explain(rule: str | None) -> None:
    """Prints one rule's manual page, or a line a rule."""
    rules = all_rules()
    if rule is None:
        for found in rules.values():
            click.echo(_line(found))
        return
    if rule not in rules:
        near = nearest(rule, rules)
        raise Stop("no-rule-near" if near else "no-rule", rule=rule, near=near[0] if near else "")
    click.echo(_page(rules[rule]))


def _line(rule: Rule) -> str:
    pack = f" ({rule.pack})" if rule.pack else ""
    return f"{rule.name:34} {rule.severity.value:8} {rule.messages[language()]}{pack}"


def _page(rule: Rule) -> str:
    head = f"{rule.name} – {rule.severity.value}" + (f" – {rule.pack}" if rule.pack else "")
    return f"{head}\n{'=' * len(head)}\n\n{rule.messages[language()]}\n\n{inspect.cleandoc(rule.manual)}\n"
