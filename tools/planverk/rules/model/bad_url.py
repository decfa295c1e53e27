"""A web address is not a whole one.

It begins with ``https://`` or ``http://`` and has no spaces. An address that lacks its beginning cannot be clicked in a PDF.

Bad ``plan/references/resources/hjelp.yaml``::

    title: Hjelp når du er ensom
    publisher: Eksempel kommune
    audience: residents
    url: eksempel.example/hjelp  # <-
    description: Oversikt over tilbud.

Good ``plan/references/resources/hjelp.yaml``::

    title: Hjelp når du er ensom
    publisher: Eksempel kommune
    audience: residents
    url: https://eksempel.example/hjelp
    description: Oversikt over tilbud.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{value}» er ikke en hel nettadresse",
    "nn": "«{value}» er ikkje ei heil nettadresse",
    "en": "“{value}” is not a whole web address",
}
