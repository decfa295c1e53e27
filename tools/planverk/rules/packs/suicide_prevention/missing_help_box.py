"""missing-help-box: see missing-help-box.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def missing_help_box(plan: Plan) -> Iterator[Hit]:
    """A hit at `lines` where there are none, and at the top of plan.yaml where there is no help.yaml."""
    if plan.help is None:
        yield hit(plan.head.at_top(), Hint("add-help-file", {}))
    elif plan.help.sound("lines") and not plan.help.lines:
        yield hit(plan.help.at_key("lines"), Hint("add-help-line", {}))
