"""A waiver does not say why it stands, or how long.

A finding that is waived is a fault that someone has decided to live with. Those who come after must be able to see why, and until when, so that it is
looked at again. A waiver without both has no effect: it is an error, like those that keep a plan from being built.

Bad ``planverk.toml``::

    [[waiver]]  # <-
    rule = "number-gap"
    path = "plan/measures/felles-rutine.md"
    until = 2027-12-31

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

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "unntaket fra «{rule}» mangler «{field}», og gjelder derfor ikke",
    "nn": "unntaket frå «{rule}» manglar «{field}», og gjeld difor ikkje",
    "en": "the waiver of “{rule}” lacks “{field}”, and therefore does not hold",
}
