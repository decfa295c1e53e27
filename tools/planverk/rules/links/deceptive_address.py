"""An address leads elsewhere than it looks.

What stands before ``@`` in a web address is a user's name, not a place. Letters of other alphabets look like ours, and signs that nobody sees can
stand between them. Such an address is how others are led astray, and in a plan that people in need may read, no link may do so.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les om [psykisk helse på Helsenorge](https://www.helsenorge.no@eksempel.example/helse).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les om [psykisk helse på Helsenorge](https://www.helsenorge.no/psykisk-helse/).

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les om [psykisk helse på Helsenorge](https://www.h&#x435;lsenorge.no/psykisk-helse/).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les om [plan og helse i Bærum](https://www.bærum.kommune.no/helse).
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "adressen «{target}» fører til noe annet enn det ser ut til: {why}",
    "nn": "adressa «{target}» fører til noko anna enn det ser ut til: {why}",
    "en": "the address “{target}” leads elsewhere than it looks: {why}",
}
