"""Something stands inside something else, many levels deep.

The deepest file of a plan has four levels. Thousands of brackets inside each other make programs fail, so reading stops long before.

Bad ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: [[[[[[[[[[[[[[[[[[[[[[[[role]]]]]]]]]]]]]]]]]]]]]]]]  # <-

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "her er det mer enn {limit} nivåer inne i hverandre",
    "nn": "her er det meir enn {limit} nivå inne i kvarandre",
    "en": "more than {limit} levels stand inside each other here",
}
