"""`planverk schema`: writes the schemas that editors read, or says whether they are up to date."""

from __future__ import annotations

import click

from planverk.app.opening import open_root
from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import say, tell
from planverk.cli.options import folder_option


@click.command(help=say("help-schema"), epilog=say("help-schema-epilog"))
@click.option("--check", "only_check", is_flag=True, help=say("help-schema-check"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-schema-lang"))
@folder_option
def schema(only_check: bool, lang: str | None, folder: str) -> int:
    """Exit code 1 where --check finds a file that is missing or differs."""
    from planverk.app.schemas import stale_schemas, write_schemas

    root = open_root(folder, tell)
    if only_check:
        old = stale_schemas(root, lang)
        for path in old:
            click.echo(say("schema-stale", path=path))
        click.echo(say("schemas-stale" if old else "schemas-fresh"))
        return FINDINGS if old else CLEAN
    changed = write_schemas(root, lang)
    for path in changed:
        click.echo(say("made", path=path))
    if not changed:
        click.echo(say("schemas-fresh"))
    return CLEAN
