"""A waiver is past its date.

What it waived is a finding again, with its own weight. The waiver itself is a warning: the passing of time alone must not stop a plan from being built.

Bad ``planverk.toml``::

    [[waiver]]  # <-
    rule = "number-gap"
    path = "plan/measures/felles-rutine.md"
    reason = "Tiltak 2 er til behandling"
    until = 2025-12-31

Good ``planverk.toml``::

    [severity]
    number-gap = "info"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "unntaket fra «{rule}» gjaldt til {until}",
    "nn": "unntaket frå «{rule}» galdt til {until}",
    "en": "the waiver of “{rule}” held until {until}",
}
