r"""A text holds an invisible character that controls something.

Such characters come along when text is pasted from a PDF or a chat. A printer, a screen reader or Word may stop at them, and some of them turn the
direction of writing, so that a reader sees another text than the file holds. It makes no difference whether the character itself stands in the file
or an escape such as ``&#x202e;`` makes it.

Bad ``plan/goals/felles-innsats.md`` as bytes::

    ---\nnumber: 1\ntitle: Felles\x07 innsats  # <-\nrelated:\n  - folkehelse#fellesskap\n  - folkehelse#oversyn\n---\n\nVi samarbeider.\n

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "her står et usynlig tegn, {code}, som ikke hører hjemme i en tekst",
    "nn": "her står eit usynleg teikn, {code}, som ikkje høyrer heime i ein tekst",
    "en": "an invisible character, {code}, stands here, which has no place in a text",
}
