"""planverk.toml, or a schema that it names, holds a pattern that cannot be read.

A rule of the municipality's own says with a pattern what a field must look like, or which words the plan does without. The rule is not run until its
pattern can be read. Letters stand for themselves, ``.`` is any sign, ``\\d`` a digit, ``\\w`` a letter, ``\\s`` a space, ``[abc]`` one of these,
``( | )`` one or the other, and ``?``, ``*``, ``+`` and ``{2,4}`` tell how often. Before any other of these signs, a backslash takes away its meaning.
A pattern of more than 200 signs is too large. In a schema it may also begin with ``^`` and end with ``$``.

Bad ``planverk.toml``::

    [[rule]]
    name = "finansiering-i-klartekst"
    severity = "warning"
    message = "skriv finansieringen slik økonomiavdelingen ber om"
    kind = "measure"
    field = "financing"
    matches = "(Innenfor .*"  # <-

Good ``planverk.toml``::

    [[rule]]
    name = "finansiering-i-klartekst"
    severity = "warning"
    message = "skriv finansieringen slik økonomiavdelingen ber om"
    kind = "measure"
    field = "financing"
    matches = "Innenfor .*"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "mønsteret «{pattern}» kan ikke leses fra tegn {place} av",
    "nn": "mønsteret «{pattern}» kan ikkje lesast frå teikn {place} av",
    "en": "the pattern “{pattern}” cannot be read from sign {place} on",
}
