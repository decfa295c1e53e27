"""A logo or font that planverk.toml names is not there.

The outputs would come without it. A path counts from the folder of planverk.toml.

Bad ``planverk.toml``::

    [theme]
    logo = "tema/logo.svg"  # <-
    logo_alternative = "Eksempel kommune"

Good ``planverk.toml``::

    [theme]
    primary = "#0f4057"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen «{name}» kan ikke leses, eller finnes ikke",
    "nn": "fila «{name}» kan ikkje lesast, eller finst ikkje",
    "en": "the file “{name}” cannot be read, or is not there",
}
