"""`planverk import-review`: turns a Word file that circulated and came back into proposed edits, with a report of every change and comment."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

import click

from planverk.app.opening import open_root
from planverk.app.outputs import is_replaced, unwritten
from planverk.app.returned_file import Settled, in_repository, settle
from planverk.authoring.commits import Prepared, check_identity, has_branch, is_branch_name, land, prepare_branch
from planverk.authoring.edits import shown
from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking
from planverk.cli.terminal import shows_colour, width_of
from planverk.compare.naming import Naming
from planverk.errors import UserError
from planverk.reading.git import prefix_in_repository
from planverk.review_import import report_json, report_markdown, report_text
from planverk.review_import.report import Review
from planverk.review_import.resolve import entry_names
from planverk.transaction import FileChange, replaced

FORMATS = ("text", "markdown", "json")
PATCH, REPORT = ".review.patch", ".review.md"
"""What the names of the two files end in that are written."""


@click.command("import-review", help=say("help-import-review"), epilog=say("help-import-review-epilog"))
@click.argument("file", metavar="FILE.docx")
@click.option("--rev", metavar="REV", help=say("help-import-review-rev"))
@click.option("--branch", metavar="NAME", help=say("help-import-review-branch"))
@click.option("--output", metavar="DIR", help=say("help-import-review-output"))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help=say("help-import-review-format"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def import_review(file: str, rev: str | None, branch: str | None, output: str | None, style: str, lang: str | None, folder: str) -> int:
    """Exit code 1 where something needs a person: a change that was not written in, or an open comment."""
    tongue, path, root = lang or language(), Path(file), open_root(folder)
    with speaking(tongue):
        if branch is not None:
            _check_branch(root, branch)
        place = _place(path, output)
        settled = settle(path, folder, rev)
        review = _review(path, settled, tongue)
        written = _write(place, path.stem, settled, review, branch, tongue)
    if style == "json":
        click.echo(report_json.report(review, written), nl=False)
    elif style == "markdown":
        click.echo(report_markdown.report(review), nl=False)
    else:
        click.echo(report_text.report(review, width_of(sys.stdout), shows_colour(sys.stdout)), nl=False)
    _tell(written, tongue)
    return FINDINGS if review.needs_a_person else CLEAN


def _review(path: Path, settled: Settled, tongue: str) -> Review:
    source, outcome = settled.source, settled.outcome
    naming, keys = Naming(source.plan, tongue), entry_names(source.plan)
    return Review(
        path.name, source.name, settled.same, settled.came, settled.changes, outcome.verdicts, outcome.comments, settled.formatted, naming, keys
    )


def _check_branch(root: Path, branch: str) -> None:
    """UserError, before anything is read, where the branch could not be made."""
    there = has_branch(root, branch)
    if not is_branch_name(root, branch):
        raise UserError("bad-branch", name=branch)
    if there:
        raise UserError("branch-exists", name=branch)
    check_identity(root)


def _place(path: Path, output: str | None) -> Path:
    """The folder of what is written; it is made where there is none. UserError, before anything is read, where something else has its name."""
    place = Path(output) if output is not None else path.parent
    if place.exists() and not place.is_dir():
        raise UserError("in-the-way-of-folder", path=place)
    return place


# --- what is written ---


def _write(place: Path, name: str, settled: Settled, review: Review, branch: str | None, tongue: str) -> dict[str, str | None]:
    """Writes the report, and the proposals as a branch or a patch, all or none: what was written, by what it is."""
    root, edits = settled.source.opened.root, settled.outcome.edits
    texts = {name + REPORT: report_markdown.report(review)}
    if edits and branch is None:
        texts[name + PATCH] = shown(in_repository(edits, prefix_in_repository(root)))
    try:
        there = [str(place / file) for file in texts if is_replaced(place / file)]
        commit = _commit(settled, review, branch, tongue) if edits and branch is not None else None
        changes = [FileChange(file, None, text.encode("utf-8", "surrogateescape"), overwrites=True) for file, text in texts.items()]
        with replaced(place, changes, commit.record() if commit else None):
            if commit:
                land(root, commit, "planverk import-review")
    except (UserError, OSError) as error:
        if isinstance(error, UserError) and error.key == "git-failed":
            raise UserError("git-not-saved", **error.facts) from None
        raise unwritten(error, place) from None
    for path in there:
        click.echo(say("replaced", tongue=tongue, path=path), err=True)
    patch = str(place / (name + PATCH)) if name + PATCH in texts else None
    return {"report": str(place / (name + REPORT)), "patch": patch, "branch": branch if commit else None, "commit": commit.commit if commit else None}


def _commit(settled: Settled, review: Review, branch: str, tongue: str) -> Prepared:
    base = settled.source.commit
    if base is None:
        raise UserError("branch-without-revision")
    told = "\n".join(review.opening)  # no names: what is in Git stays there
    message = f"{say('returned-commit', tongue=tongue, file=review.file)}\n\n{told}\n"
    return prepare_branch(settled.source.opened.root, branch, base.id, settled.outcome.edits, message)


def _tell(written: dict[str, str | None], tongue: str) -> None:
    """Says, apart from the report itself, what was written and how to go on."""
    if written["branch"]:
        click.echo(say("returned-branch", tongue=tongue, branch=written["branch"], commit=str(written["commit"])[:8]), err=True)
    elif written["patch"]:
        click.echo(say("returned-patch", tongue=tongue, path=written["patch"], quoted=quote(written["patch"])), err=True)
    else:
        click.echo(say("returned-no-edits", tongue=tongue), err=True)
    click.echo(say("returned-report", tongue=tongue, path=written["report"]), err=True)
