"""A link leads to something that a plan cannot link to.

A link is a web address, an e-mail address, a phone number, or the kind and id of something in the plan. Other schemes can run programs or open
files on the reader's machine, and an address without ``https://`` leads nowhere.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les [kommunens sider om folkehelse](www.eksempel.example/folkehelse).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Les [kommunens sider om folkehelse](https://www.eksempel.example/folkehelse).
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "planen kan ikke lenke til «{target}»",
    "nn": "planen kan ikkje lenkje til «{target}»",
    "en": "a plan cannot link to “{target}”",
}
