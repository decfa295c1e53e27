"""planverk.toml names a rule that does not exist.

A severity or a waiver for a rule with a misspelt name has no effect, and nobody would notice.

Bad ``planverk.toml``::

    [severity]
    number-gapp = "info"  # <-

Good ``planverk.toml``::

    [severity]
    number-gap = "info"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "regelen «{name}» finnes ikke",
    "nn": "regelen «{name}» finst ikkje",
    "en": "there is no rule “{name}”",
}
