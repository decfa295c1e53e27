"""What the two editions that are compared are called, in words that a council knows: no names of tags, branches or commits."""

from __future__ import annotations

from datetime import date

from planverk.app.compare_targets import PlanVersion
from planverk.catalogue import load_words
from planverk.document.typography import NO_BREAK, written_day


def edition_names(old: PlanVersion, new: PlanVersion, language: str) -> tuple[str, str]:
    """The names in the middle of a sentence, in a language: «planen vedtatt 12. desember 2023 (sak 24/23)», «forslaget av 3. juni 2026».

    Two of one adoption are called by their days, and two of one day by their commits.
    """
    names = _name(old, language), _name(new, language)
    if names[0] == names[1] and old.plan.head.status == "adopted":
        names = _when(old, language), _when(new, language)
    if names[0] == names[1] and old.revision and new.revision and old.revision.id != new.revision.id:
        names = f"{names[0]} ({old.revision.id[:8]})", f"{names[1]} ({new.revision.id[:8]})"
    return names


def _name(side: PlanVersion, language: str) -> str:
    """By what the plan is: an adopted one by its adoption, any other by its day."""
    words, head = load_words("report", language), side.plan.head
    adoption = head.last_adoption if head.status == "adopted" else None
    if adoption:
        return words["edition-adopted"].format(day=_written(adoption.date, language), case=adoption.case)
    kind = head.status if head.status in ("hearing", "superseded") else "draft"
    return words[f"edition-{kind}"].format(when=_day(side, language))


def _when(side: PlanVersion, language: str) -> str:
    return load_words("report", language)["edition"].format(when=_day(side, language, "was"))


def _day(side: PlanVersion, language: str, key: str = "of") -> str:
    words = load_words("report", language)
    if side.revision:
        return words[f"edition-{key}"].format(day=_written(side.revision.when.date(), language))
    return words["edition-in"].format(folder=side.name) if side.name else words["edition-now"]


def _written(day: date, language: str) -> str:
    """A day with plain spaces, as all of a sentence has before it is set."""
    return written_day(day, load_words("document", language)).replace(NO_BREAK, " ")
