"""`planverk portfolio query`: a question to the data set of many plans."""

from __future__ import annotations

import click

from planverk.app.opening import parse_day
from planverk.app.portfolio import MOST_ROWS, READY, ask
from planverk.catalogue import load_words
from planverk.cli.messages import language, say
from planverk.cli.options import lang_option
from planverk.report.answers import as_csv, as_json, as_table

FORMATS = ("table", "csv", "json")
USUAL_ROWS = 1_000


@click.command(help=say("help-query"), epilog=say("help-query-epilog"))
@click.argument("question", type=click.Choice(READY), required=False, metavar="[QUESTION]")
@click.option("--sql", metavar="SELECT", help=say("help-query-sql"))
@click.option("--data", "folder", metavar="DIR", default="portfolio", show_default=True, help=say("help-query-data"))
@click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True, help=say("help-query-format"))
@click.option(
    "--most", type=click.IntRange(1, MOST_ROWS), metavar="NUMBER", default=USUAL_ROWS, show_default=True, help=say("help-query-most", most=MOST_ROWS)
)
@click.option("--today", metavar="DATE", help=say("help-query-today"))
@lang_option
def query(question: str | None, sql: str | None, folder: str, style: str, most: int, today: str | None, lang: str | None) -> None:
    """Lists the ready questions where none is asked."""
    tongue = lang or language()
    if question is None and sql is None:
        _list(tongue)
        return
    found = ask(folder, question, sql, parse_day(today) if today else None, most)
    if style == "json":
        click.echo(as_json(found.columns, found.rows, found.cut), nl=False)
    else:
        click.echo(as_csv(found.columns, found.rows) if style == "csv" else as_table(found.columns, found.rows, tongue), nl=False)
    if found.cut and style != "json":
        click.echo(say("query-cut"), err=True)


def _list(tongue: str) -> None:
    words, width = load_words("portfolio", tongue), max(map(len, READY))
    click.echo(say("query-ready", tongue=tongue))
    for name in READY:
        click.echo(f"  {name:<{width}}  {words[f'question-{name}']}")
