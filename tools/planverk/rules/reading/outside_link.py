"""A path leads out of the plan, or through a link in the file system.

A plan is what stands in its repository. A link may lead to another file on the machine of the one who builds, and its content would be published.

Bad ``planverk.toml``::

    [theme]
    logo = "../logo.svg"  # <-

Good ``planverk.toml``::

    [theme]
    primary = "#0f4057"
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "planverk leser ikke «{target}»: stien eller lenken fører ut av planen",
    "nn": "planverk les ikkje «{target}»: stien eller lenkja fører ut av planen",
    "en": "planverk does not read “{target}”: the path or link leads out of the plan",
}
