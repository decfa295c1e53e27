"""planverk.toml names more wordings than a check can look for.

Every wording is looked for in every text of the plan, so the time grows with both. Gather inflections of a word in one pattern, such as
``utsatt(e|t)?``, and keep to the words that the municipality really has an opinion on. The rules whose wordings come beyond the limit are not run.

Bad ``planverk.toml``::

    [[rule]]
    name = "kommunens-ord"
    severity = "warning"
    message = "skriv det enklere"
    wording = [  # <-
      "herværende",  # x 200
      "vedrørende",
    ]

Good ``planverk.toml``::

    [[rule]]
    name = "kommunens-ord"
    severity = "warning"
    message = "skriv det enklere"
    wording = ["herværende", "vedrørende"]
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "reglene i planverk.toml har {size} ordvalg til sammen; grensen er {limit}",
    "nn": "reglane i planverk.toml har {size} ordval til saman; grensa er {limit}",
    "en": "the rules of planverk.toml have {size} wordings in all; the limit is {limit}",
}
