"""`planverk verify-docx`: checks any Word file, whoever made it, for those who read it with aids and for Word itself."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import click

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking
from planverk.cli.terminal import shows_colour, width_of
from planverk.errors import UserError


@click.command("verify-docx", help=say("help-verify-docx"), epilog=say("help-verify-docx-epilog"))
@click.argument("file", metavar="FILE")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True, help=say("help-format"))
@click.option("--strict", is_flag=True, help=say("help-strict"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
def verify_docx(file: str, style: str, strict: bool, lang: str | None) -> int:
    """Exit code 1 where there are errors, with --strict also where there are warnings; 2 for what is no Word file."""
    from planverk.report import word
    from planverk.word import Unreadable, check_word

    tongue = lang or language()
    with speaking(tongue):
        found = check_word(read_word_file(Path(file)))
        if isinstance(found, Unreadable):
            raise UserError("no-word-file", path=file, problem=found)
    checked = word.Checked(Path(file).name, found.faults, found.paragraphs)
    if style == "json":
        click.echo(word.format_json(checked, tongue), nl=False)
    else:
        click.echo(word.format_text(checked, tongue, shows_colour(sys.stdout), width_of(sys.stdout)), nl=False)
    return FINDINGS if checked.count("error") or (strict and checked.count("warning")) else CLEAN


def read_word_file(path: Path) -> bytes:
    """The bytes of a file. UserError for one that is missing, is no plain file, is too large or can't be read."""
    from planverk.word import LARGEST_FILE

    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UserError("not-a-file", path=path)
        if found.st_size > LARGEST_FILE:
            raise UserError("file-too-large", path=path, size=LARGEST_FILE // 2**20)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except FileNotFoundError:
        raise UserError("no-file", path=path) from None
    except (OSError, ValueError) as error:
        raise UserError("not-readable", path=path, problem=getattr(error, "strerror", None) or error) from None
