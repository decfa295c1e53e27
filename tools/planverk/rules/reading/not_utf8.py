r"""A file is saved with another encoding than UTF-8.

Encodings differ in the bytes for æ, ø and å. Old versions of Notepad and Excel save in Latin-1 (Windows-1252), and to guess would one day print
«bÃ¸r» in an adopted plan. Nothing in the file is read until it is saved as UTF-8.

Bad ``plan/goals/felles-innsats.md`` as bytes::

    ---\nnumber: 1\ntitle: V\xe5r innsats  # <-\nrelated:\n  - folkehelse#fellesskap\n  - folkehelse#oversyn\n---\n\nTjenestene skal arbeide sammen.\n

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Vår innsats
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
    "nb": "filen er ikke lagret som UTF-8, så æ, ø og å kan ikke leses sikkert",
    "nn": "fila er ikkje lagra som UTF-8, så æ, ø og å kan ikkje lesast sikkert",
    "en": "the file is not saved as UTF-8, so letters such as æ, ø and å cannot be read for certain",
}
