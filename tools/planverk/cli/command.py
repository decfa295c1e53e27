"""The top command; a subcommand's module is imported only when it is called."""

from __future__ import annotations

import importlib
from keyword import iskeyword
from pathlib import Path

import click

from planverk.app.opening import tidy_up
from planverk.cli.click_messages import Group, localized
from planverk.cli.messages import help_text, say, tell
from planverk.version import __version__

COMMANDS = (
    "check",
    "build",
    "diff",
    "serve",
    "verify",
    "verify-docx",
    "import",
    "import-review",
    "adopt",
    "revise",
    "review",
    "log",
    "explain",
    "new",
    "fmt",
    "rename",
    "renumber",
    "withdraw",
    "migrate",
    "portfolio",
    "update",
    "schema",
)
"""In the order in which --help lists them; each is a module of this package that holds a click command of its own name, as `module_of` has it.
The text of its help is that of the key help-NAME."""


def module_of(name: str) -> str:
    """The module of a command, which is called as the command is, and so is its function."""
    return name.replace("-", "_") + ("_" if iskeyword(name) else "")


class _Lazy(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = module_of(name)
        return localized(getattr(importlib.import_module(f"planverk.cli.{module}"), module))

    def help_of(self, name: str) -> str:
        """From the catalogue: the command itself would have to be imported."""
        return help_text(f"help-{name}")


@click.command(
    cls=_Lazy, help=say("help"), epilog=say("help-epilog"), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, "-V", "--version", message="planverk %(version)s", help=say("help-version"))
def planverk() -> None:
    """Before any command: what an earlier one left half done where we are is finished or undone."""
    tidy_up(Path(), tell)


localized(planverk)
