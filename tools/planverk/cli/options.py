"""Options that several commands have, each with its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from planverk.catalogue import LANGUAGES
from planverk.cli.messages import say

F = TypeVar("F", bound=Callable[..., Any])

folder_option = click.option("-C", "folder", metavar="DIR", default=".", is_eager=True, help=say("help-folder"))
lang_option = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))


def place_options(command: F) -> F:
    """-C and --rev, for commands that read a plan."""
    return folder_option(click.option("--rev", metavar="REV", help=say("help-rev"))(command))


def writing_options(command: F) -> F:
    """-C and --dry-run, for commands that change a plan."""
    return folder_option(click.option("--dry-run", is_flag=True, help=say("help-show-only"))(command))
