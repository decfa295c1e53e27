"""A schema for a municipality's own fields cannot be used.

Such a schema is a JSON Schema (2020-12) of a closed kind: it knows the keywords that the handbook lists, has at most 300 parts, and its ``$ref``
leads to another place in the same file. So a misspelt keyword is found, nothing is fetched, and no schema can make a check take for ever. Until it is
mended, no entry is held to it.

Bad ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"

Bad ``skjema/tiltak.json``::

    {
      "properties": {
        "bydel": { "typ": "string" },  # <-
        "skole": { "$ref": "https://skjema.example/skole.json" }  # <-
      }
    }

Good ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"

Good ``skjema/tiltak.json``::

    {
      "properties": {
        "bydel": { "type": "string" },
        "skole": { "$ref": "#/$defs/skole" }
      },
      "$defs": {
        "skole": { "enum": ["Nordre", "Søndre"] }
      }
    }
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "skjemaet kan ikke brukes: {why}",
    "nn": "skjemaet kan ikkje brukast: {why}",
    "en": "the schema cannot be used: {why}",
}
