"""planverk.toml switches off a rule that no plan can do without.

Some findings say that something an author typed is printed nowhere: a field that could not be read, a chapter that is not among the contents, a note
that nothing calls. Without the finding a part of the plan would be gone from every output, and nobody would know. Such a rule can be given another
weight, and one finding of it can be tolerated with a waiver that tells why and until when.

Bad ``planverk.toml``::

    [severity]
    unused-figure = "off"  # <-

Good ``planverk.toml``::

    [severity]
    unused-figure = "info"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "regelen «{name}» kan ikke slås av, for den sier fra når noe av det som er skrevet, ikke blir trykt",
    "nn": "regelen «{name}» kan ikkje slåast av, for han seier frå når noko av det som er skrive, ikkje blir trykt",
    "en": "the rule “{name}” cannot be switched off, since it tells when something that was written is not printed",
}
