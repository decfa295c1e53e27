"""The fields of a file cannot be read, because something is mistyped.

Fields are YAML: a name, a colon, a space and a value. Most slips are a text with a colon in it, a quote that is not closed, or a line that does not
begin where its neighbours do. Put a text in quotes when in doubt. Nothing else is said about the file's fields until they can be read.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats: sammen for flere  # <-
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: "Felles innsats: sammen for flere"
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
    "nb": "noe er skrevet feil her, så feltene i filen kan ikke leses",
    "nn": "noko er skrive feil her, så felta i fila kan ikkje lesast",
    "en": "something is mistyped here, so the fields of the file cannot be read",
}
