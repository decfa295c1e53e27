"""Plan-as-code: a public plan as Markdown and YAML in Git, checked and published.

As a library, `planverk.open_plan(folder)` gives a plan that can be checked, built and compared with earlier editions; docs/reference/library.md
tells more. Nothing is loaded before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from planverk.version import __version__ as __version__

if TYPE_CHECKING:
    from planverk.app.library import Plan, open_plan
    from planverk.errors import Note, UserError
    from planverk.report.errors import text_of

__all__ = ["Note", "Plan", "UserError", "__version__", "open_plan", "text_of"]

_FACE = {
    "Note": "planverk.errors",
    "Plan": "planverk.app.library",
    "UserError": "planverk.errors",
    "open_plan": "planverk.app.library",
    "text_of": "planverk.report.errors",
}


if not TYPE_CHECKING:  # who checks types is to be told of a name that is none

    def __getattr__(name: str) -> Any:
        if name not in _FACE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_FACE[name]), name)
