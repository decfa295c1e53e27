"""A waiver is past its date.

What it waived is a finding again, with its own weight. The waiver itself is a warning: the passing of time alone must not stop a plan from being
built.

Bad ``planverk.toml``::

    [[waiver]]  # <-
    rule = "number-gap"
    path = "plan/measures/felles-rutine.md"
    reason = "Tiltak 1 er til behandling"
    until = 2025-12-31

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 2
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.

Good ``planverk.toml``::

    [[waiver]]
    rule = "number-gap"
    path = "plan/measures/felles-rutine.md"
    reason = "Tiltak 1 er til behandling i kommunestyret"
    until = 2027-12-31
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "unntaket fra «{rule}» gjaldt til {until}",
    "nn": "unntaket frå «{rule}» galdt til {until}",
    "en": "the waiver of “{rule}” held until {until}",
}
