"""A waiver waives nothing.

Either the fault has been mended and the waiver was forgotten, or its rule or path is not quite the one that was meant. It does no harm until the
fault comes back unseen, so it is a warning. Nothing is said while the file itself has faults, since rules may keep silent about it then.

Bad ``planverk.toml``::

    [[waiver]]  # <-
    rule = "number-gap"
    path = "plan/measures/felles-rutine.md"
    reason = "Tiltak 1 er til behandling"
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

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "unntaket fra «{rule}» dekker ingen funn i {path}",
    "nn": "unntaket frå «{rule}» dekkjer ingen funn i {path}",
    "en": "the waiver of “{rule}” covers no finding in {path}",
}
