r"""A line is indented with a tab.

Editors show a tab as two, four or eight spaces, so nobody sees which field a line belongs to. YAML forbids it.

Bad ``plan/functions/koordinator.yaml`` as bytes::

    title: Folkehelsekoordinator\nkind: role\nvalid:\n\tfrom: 2020-01-01  # <-\n

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
    valid:
      from: 2020-01-01
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "linjen er rykket inn med tabulator",
    "nn": "linja er rykt inn med tabulator",
    "en": "the line is indented with a tab",
}
