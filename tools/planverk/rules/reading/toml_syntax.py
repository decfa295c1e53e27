"""planverk.toml cannot be read, because something is mistyped.

The file is TOML: a heading in brackets, and below it lines of a name, an equals sign and a value. Texts stand in quotes, dates do not. Until it can
be read, the plan is checked without its settings.

Bad ``planverk.toml``::

    [severity]
    number-gap = info  # <-

Good ``planverk.toml``::

    [severity]
    number-gap = "info"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "noe er skrevet feil her, så innstillingene kan ikke leses",
    "nn": "noko er skrive feil her, så innstillingane kan ikkje lesast",
    "en": "something is mistyped here, so the settings cannot be read",
}
