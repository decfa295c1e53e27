"""Puts click's own words, in help and about wrong calls, into the language of messages."""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterable, Sequence
from functools import cached_property

import click
from click.formatting import wrap_text

from planverk.app.opening import nouns_near
from planverk.catalogue import Nouns, with_nouns
from planverk.cli.messages import language, say
from planverk.ids import nearest

_HEADS = {"Options": "head-options", "Commands": "head-commands", "Positional arguments": "head-arguments"}


class _Formatter(click.HelpFormatter):
    """Writes a help page with the catalogue's words where click would put its own, and those of the plan in or above `folder` where a text has places
    for them."""

    folder = "."

    def filled(self, text: str) -> str:
        """The text with what the plan calls its goals and measures."""
        return with_nouns(text, language(), self._nouns) if "{" in text else text

    @cached_property
    def _nouns(self) -> Nouns:
        return nouns_near(self.folder, language())

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        wrapped = wrap_text(self.filled(text), self.width, initial_indent=indent, subsequent_indent=indent, preserve_paragraphs=True)
        self.write(f"{wrapped}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{say('head-usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(_HEADS[heading]) if heading in _HEADS else heading)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        default = f"[{say('usual-value')}: "
        super().write_dl([(name, self.filled(text).replace("[default: ", default)) for name, text in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter

    def make_formatter(self) -> click.HelpFormatter:
        formatter = super().make_formatter()
        assert isinstance(formatter, _Formatter)
        formatter.folder = self.params.get("folder") or "."
        return formatter


class Group(click.Group):
    """A group whose commands are listed with as much of their help as has room, in the plan's own words."""

    def help_of(self, name: str) -> str:
        """The help of a command by its name."""
        return self.commands[name].help or ""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(formatter, _Formatter)
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(name, click.Command(name, help=formatter.filled(self.help_of(name))).get_short_help_str(room)) for name in names])


def localized(command: click.Command) -> click.Command:
    """The command, and those below it, with help in the language of messages."""
    command.context_class = _Context
    command.options_metavar = say("metavar-options")
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("metavar-command")
        for below in command.commands.values():
            localized(below)
    if help_option := command.get_help_option(click.Context(command, help_option_names=["-h", "--help"])):
        help_option.help = say("help-help")
    return command


# --- wrong calls ---


def localize_error(error: click.ClickException) -> str:
    """What is wrong with a call, as a sentence; what click has no type of its own for comes in its words."""
    match error:
        case click.NoSuchOption():
            return say("no-such-option", name=error.option_name) + _meant(error.possibilities)
        case click.NoSuchCommand(ctx=click.Context(command=click.Group() as group) as context):
            return say("no-such-command", name=error.command_name) + _meant(nearest(error.command_name, group.list_commands(context)))
        case click.MissingParameter(param=click.Argument(type=click.Choice()) as param):
            return say("missing-word") + _choices(param)
        case click.MissingParameter(param=click.Parameter() as param):
            return say("missing-value", name=_named(param)) + _choices(param)
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as param):
            value = _value(error)
            wrong = say("not-a-choice", name=_named(param), value=value) if isinstance(param, click.Option) else say("not-a-word", value=value)
            return wrong + _meant(nearest(value, map(str, choices))) + _choices(param)
        case click.BadParameter(param=click.Parameter(type=click.IntRange(min=least, max=most)) as param):
            return say("not-in-range", name=_named(param), least=least, most=most)
        case click.BadOptionUsage():
            return say("option-misused", name=error.option_name)
        case click.UsageError(message=message) if message.startswith("Got unexpected extra"):
            return say("surplus-words", words=message.partition("(")[2].removesuffix(")"))
        case _:
            return error.format_message()


def _value(error: click.ClickException) -> str:
    """What was typed where only some words may stand; click tells it in its message alone, as Python writes it: `'x' is not one of …`."""
    typed = error.message.partition(" is not one of ")[0]
    try:
        return str(literal_eval(typed))
    except (SyntaxError, ValueError):
        return typed


def _meant(possibilities: Sequence[str] | None) -> str:
    return " " + say("meant", names=", ".join(possibilities)) if possibilities else ""


def _named(param: click.Parameter) -> str:
    """An option as it is typed, an argument as the usage line calls it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.human_readable_name.strip("[]")


def _choices(param: click.Parameter) -> str:
    return " " + say("choices", names=", ".join(map(str, param.type.choices))) if isinstance(param.type, click.Choice) else ""
