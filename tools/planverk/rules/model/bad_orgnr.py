"""An organisation number is not one.

It has nine digits, and the last one is computed from the other eight (modulus 11, weights 3 2 7 6 5 4 3 2), so a slip in one digit shows. The
number is what other registers know the municipality by, and it stands in the published files.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000001"  # <-
    language: nb
    period:
      from: 2025
      to: 2028
    status: hearing
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
      - goals
      - resources
      - references

Good ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: hearing
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
      - goals
      - resources
      - references
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{value}» er ikke et organisasjonsnummer",
    "nn": "«{value}» er ikkje eit organisasjonsnummer",
    "en": "“{value}” is not an organisation number",
}
