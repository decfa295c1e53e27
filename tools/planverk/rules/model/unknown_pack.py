"""planverk.toml switches on a pack of rules that does not exist.

The rules that were meant are not run.

Bad ``planverk.toml``::

    packs = ["norwegian-municipality"]  # <-

Good ``planverk.toml``::

    packs = []
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "regelpakken «{name}» finnes ikke",
    "nn": "regelpakka «{name}» finst ikkje",
    "en": "there is no pack of rules “{name}”",
}
