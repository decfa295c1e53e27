"""What can be wrong with a PDF."""

from __future__ import annotations

from planverk.errors import UserError

_OF_THE_PLAN = ("sign-without-shape", "unknown-font", "picture", "logo-type", "chart", "lost-text", "alternative", "too-large")
"""What a change to the plan or its theme would help against."""


def fault(key: str, **facts: object) -> UserError:
    """One thing that is wrong, with the facts that its text names."""
    return UserError(f"pdf-{key}", **{name: str(fact) for name, fact in facts.items()})


def unmade(*faults: UserError) -> UserError:
    """The error that the document cannot be typeset in a way that keeps its promises, because of one or more faults."""
    ours = any(each.key.removeprefix("pdf-") not in _OF_THE_PLAN for each in faults)
    return UserError("gate-ours" if ours else "gate-plan", name="PDF", faults=faults)
