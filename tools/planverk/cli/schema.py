"""`planverk schema`: writes the schemas that editors read, or says whether they are up to date."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.app.opening import open_root
from planverk.catalogue import DEFAULT, LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import say
from planverk.reading.tree import read_folder

FOLDER = "schema"


@click.command(help=say("help-schema"), epilog=say("help-schema-epilog"))
@click.option("--check", "only_check", is_flag=True, help=say("help-schema-check"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT, show_default=True, help=say("help-schema-lang"))
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def schema(only_check: bool, lang: str, folder: str) -> int:
    """Exit code 1 where --check finds a file that is missing or differs."""
    from planverk.exchange.folder import stale
    from planverk.exchange.schemas import all_schemas
    from planverk.reading.plan import read_plan

    root = open_root(folder)
    plan, _ = read_plan(read_folder(root))
    place, texts = root / FOLDER, all_schemas(lang, plan.custom_fields)
    if only_check:
        old = stale(place, texts)
        for name in old:
            click.echo(say("schema-stale", path=f"{FOLDER}/{name}"))
        click.echo(say("schemas-stale" if old else "schemas-fresh"))
        return FINDINGS if old else CLEAN
    changed = _written(root, texts, set(plan.settings.fields.by_kind.values()))
    for name in changed:
        click.echo(say("made", path=f"{FOLDER}/{name}"))
    if not changed:
        click.echo(say("schemas-fresh"))
    return CLEAN


def _written(root: Path, texts: dict[str, str], theirs: set[str]) -> list[str]:
    """The names of the files that were changed; `theirs` are the paths of the municipality's own schemas."""
    from planverk.errors import UserError
    from planverk.exchange.folder import write_all
    from planverk.exchange.schemas import is_made_here

    try:
        return write_all(root, FOLDER, texts, lambda name, text: f"{FOLDER}/{name}" not in theirs and is_made_here(name, text))
    except UserError as conflict:
        raise conflict if conflict.key == "schema-not-ours" else UserError("schema-behind-link", path=conflict.facts["path"]) from None
    except OSError as error:
        raise UserError("not-writable", folder=FOLDER, problem=error.strerror or error) from None
