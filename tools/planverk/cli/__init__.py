"""The command `planverk`: one module a subcommand, and the exit codes in one place.

0 clean; 1 findings of severity error (or warnings with --strict); 2 the call was wrong, or something it needs is missing or
unreadable; 3 a bug of ours.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence

CLEAN, FINDINGS, WRONG_CALL, BUG = 0, 1, 2, 3
SIGNALLED = 128
"""With the number of a signal the exit code of a command that it ended, as shells have it."""
INTERRUPTED = SIGNALLED + signal.SIGINT


class Ended(KeyboardInterrupt):
    """The system, or somebody at another terminal, asks the command to end. All that is said of an interrupt holds for it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command line and returns its exit code; `sys.argv` where none is given."""
    import click

    from planverk.cli.click_messages import localize_error
    from planverk.cli.command import planverk
    from planverk.cli.messages import language, say
    from planverk.cli.streams import fill, machine_fault, silence, tell
    from planverk.errors import UserError

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # or it looks through everything that is installed for code to run at each model
    if not fill():
        tell(f"planverk: {say('no-output')}")
        return WRONG_CALL
    try:
        code = planverk.main(None if arguments is None else list(arguments), prog_name="planverk", standalone_mode=False)
        sys.stdout.flush()  # or what cannot be written shows only when Python has ended
    except UserError as stop:
        from planverk.report.errors import text_of

        tell(f"planverk: {text_of(stop, language())}")
        return WRONG_CALL
    except click.ClickException as error:
        tell(f"planverk: {localize_error(error)}")
        if isinstance(error, click.UsageError) and error.ctx is not None:
            tell(say("see-help", command=error.ctx.command_path))
        return WRONG_CALL
    except (click.Abort, KeyboardInterrupt) as stopped:
        tell(say("interrupted"))
        asked = stopped if isinstance(stopped, Ended) else stopped.__cause__
        return SIGNALLED + asked.number if isinstance(asked, Ended) else INTERRUPTED
    except BrokenPipeError:
        silence()
        return CLEAN
    except (OSError, MemoryError) as error:
        tell(f"planverk: {machine_fault(error)}")
        silence()
        return WRONG_CALL
    except Exception as error:
        if str(error).startswith("Symlink loop from "):  # what pathlib makes of ELOOP before Python 3.13
            tell(f"planverk: {machine_fault(OSError(errno.ELOOP, os.strerror(errno.ELOOP)))}")
            return WRONG_CALL
        import traceback

        tell(traceback.format_exc() + say("bug"))
        return BUG
    return code if isinstance(code, int) else CLEAN


def _end(number: int, frame: object) -> None:
    raise Ended(number)


def run() -> None:
    """The entry point: ends the process with the exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, _end)
    code = main()
    gc.freeze()  # or Python looks twice through everything for garbage before it ends, which takes a tenth of a check
    sys.exit(code)
