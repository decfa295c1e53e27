"""`planverk explain`: what a rule means, why, and how to mend a finding."""

from __future__ import annotations

import click

from planverk.app.explain import Explained, list_rules
from planverk.app.explain import explain as explained
from planverk.cli.messages import language, say, tell
from planverk.cli.options import folder_option


@click.command(help=say("help-explain"), epilog=say("help-explain-epilog"))
@click.argument("rule", required=False, metavar="[RULE]")
@folder_option
def explain(rule: str | None, folder: str) -> None:
    """Prints one rule's manual page, or a line a rule; the plan's own rules too, where the folder is in a plan."""
    if rule is not None:
        click.echo(_page(explained(rule, folder, language(), tell)))
        return
    for each in list_rules(folder, language(), tell):
        click.echo(f"{each.name:34} {each.severity:8} {each.message}{f' ({each.origin})' if each.origin else ''}")


def _page(rule: Explained) -> str:
    head = f"{rule.name} – {rule.severity}" + (f" – {rule.origin}" if rule.origin else "")
    marks = say("manual-marks") if "# <-" in rule.page else ""
    return "\n\n".join(filter(None, (f"{head}\n{'=' * len(head)}", rule.message, rule.page, marks)))
