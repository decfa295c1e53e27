"""A schema that planverk.toml names for a municipality's own fields is not there.

Without it nobody knows which fields an entry may have beside planverk's own. The path counts from the folder of planverk.toml and never leads out
of it. The file ends in ``.json`` or ``.yaml``; a link in the file system is not followed.

Bad ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"  # <-

Good ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"

Good ``skjema/tiltak.json``::

    {
      "properties": {
        "bydel": { "type": "string", "title": "Bydel" }
      }
    }
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "skjemaet «{name}» kan ikke leses, eller finnes ikke",
    "nn": "skjemaet «{name}» kan ikkje lesast, eller finst ikkje",
    "en": "the schema “{name}” cannot be read, or is not there",
}
