"""Which part of the plan says what it wants."""

from __future__ import annotations

from planverk.document.context import Context
from planverk.document.document import Section


def opening_of(context: Context, sections: tuple[Section, ...]) -> str:
    """The anchor of the chapter that plan.yaml names under `purpose`, else of the first chapter; "" for a plan without chapters."""
    purpose = context.plan.head.purpose
    if purpose and context.stands("chapter", purpose) and purpose in context.plan.chapters:
        return context.anchor("chapter", purpose)
    return next((section.anchor for section in sections if section.role == "chapter"), "")
