"""A field is not as the municipality's own schema wants it.

planverk.toml names, for a kind of entry, a JSON Schema in the repository that says which fields the municipality adds and what they may hold. What it
says about a field under ``description`` stands below the finding.

Bad ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"

Bad ``skjema/tiltak.json``::

    {
      "properties": {
        "kostnad": { "type": "integer", "minimum": 0, "description": "Samlet kostnad i kroner." }
      }
    }

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    kostnad: -5000  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``planverk.toml``::

    [fields]
    measure = "skjema/tiltak.json"

Good ``skjema/tiltak.json``::

    {
      "properties": {
        "kostnad": { "type": "integer", "minimum": 0 }
      }
    }

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    kostnad: 5000
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{field}» er ikke slik kommunens skjema vil ha det",
    "nn": "«{field}» er ikkje slik skjemaet til kommunen vil ha det",
    "en": "“{field}” is not as the municipality's schema wants it",
}
