"""A text has more lines and marks than anyone can read, or than can be read in reasonable time.

Each line counts, and each mark of a list or a quotation before it. A chapter of a hundred pages has about 5 000. Perhaps each letter or word ended
up on a line of its own when the text was pasted.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    - a  # <-
    - a  # x 20000

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "teksten har {size} linjer og merker; grensen er {limit}",
    "nn": "teksten har {size} linjer og merke; grensa er {limit}",
    "en": "the text has {size} lines and marks; the limit is {limit}",
}
