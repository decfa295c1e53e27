"""A paragraph, list or table is longer than anyone can read.

It has 20 000 characters or more without an empty line; a page holds about 3 000. Perhaps the line breaks were lost when the text was pasted.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025.  # <-
    Planen gjelder fra 2025.  # x 900

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "teksten som begynner her, har {size} tegn uten en tom linje; grensen er {limit}",
    "nn": "teksten som byrjar her, har {size} teikn utan ei tom linje; grensa er {limit}",
    "en": "the text that begins here has {size} characters without an empty line; the limit is {limit}",
}
