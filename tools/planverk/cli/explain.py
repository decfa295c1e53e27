"""`planverk explain`: what a rule means, why, and how to mend a finding."""

from __future__ import annotations

from collections.abc import Mapping

import click

from planverk.app.opening import open_folder
from planverk.cli.messages import language, say
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules


@click.command(help=say("help-explain"), epilog=say("help-explain-epilog"))
@click.argument("rule", required=False, metavar="[RULE]")
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def explain(rule: str | None, folder: str) -> None:
    """Prints one rule's manual page, or a line a rule; the plan's own rules too, where the folder is in a plan."""
    ours = all_rules()
    if rule is not None and rule in ours:
        click.echo(_page(ours[rule]))
        return
    own = _custom_rules(folder)
    if rule is None:
        for found in [*ours.values(), *own.values()]:
            click.echo(_line(found))
    elif rule in own:
        click.echo(_page(own[rule]))
    else:
        near = nearest(rule, {**ours, **own})
        raise UserError("no-rule-near" if near else "no-rule", rule=rule, near=near[0] if near else "")


def _custom_rules(folder: str) -> Mapping[str, Rule]:
    """The rules of planverk.toml in or above the folder; none where there is no plan."""
    from planverk.reading.plan import read_plan
    from planverk.reading.tree import read_folder
    from planverk.rules.custom_rules import custom_rules

    root = open_folder(folder)[1]
    return custom_rules(read_plan(read_folder(root))[0]) if root else {}


def _line(rule: Rule) -> str:
    return f"{rule.name:34} {rule.severity.value:8} {rule.message(language()).format_map(_Places())}{f' ({_origin(rule)})' if _origin(rule) else ''}"


def _page(rule: Rule) -> str:
    head = f"{rule.name} – {rule.severity.value}" + (f" – {_origin(rule)}" if _origin(rule) else "")
    page = page_of(rule, language()).text
    marks = say("manual-marks") if "# <-" in page else ""
    return "\n\n".join(filter(None, (f"{head}\n{'=' * len(head)}", rule.message(language()).format_map(_Places()), page, marks)))


def _origin(rule: Rule) -> str:
    """The pack that the rule is in, or the file of the plan that makes it; "" for the rules that always apply."""
    return "planverk.toml" if rule.theme == "own" else rule.pack


class _Places(dict[str, str]):
    """Leaves each place of a message as it is, and turns doubled braces into single ones."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
