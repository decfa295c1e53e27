"""The plan does not say where help is.

Somebody who reads about suicide may need help at once. The help box stands on top of the web site and near the front of the PDF and the Word file; it
is made from plan/help.yaml, with a name, a number and the hours of each helpline.

Bad ``plan/help.yaml``::

    checked: 2026-10-01
    lines: []  # <-

Good ``plan/help.yaml``::

    checked: 2026-10-01
    lines:
      - name: Mental Helse Hjelpetelefonen
        number: 116 123
        hours: hele døgnet
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "planen sier ikke hvor den som trenger hjelp, kan ringe",
    "nn": "planen seier ikkje kvar den som treng hjelp, kan ringje",
    "en": "the plan does not say whom to call for help",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at `lines` where there are none, and at the top of plan.yaml where there is no help.yaml."""
    if plan.help is None:
        yield hit(plan.head.at_top(), Hint("add-help-file", {}))
    elif plan.help.sound("lines") and not plan.help.lines:
        yield hit(plan.help.at_key("lines"), Hint("add-help-line", {}))
