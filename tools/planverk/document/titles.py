"""The titles that the plan has in other languages, as a table beside its terms."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.blocks import Column, Foreign, Inlines, Paragraph, Row, Table, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.typography import typeset
from planverk.model.planfile import LANGUAGES, PlanFile, Titles
from planverk.model.prose_entries import Chapter, Goal, Measure
from planverk.model.references import printed

_OWN = 0.4
"""The share of the column with the plan's own titles."""

_Titled = PlanFile | Chapter | Goal | Measure


def titles_section(context: Context, level: int) -> Section | None:
    """A table of the titles that have another language too, in reading order; None where none has. It stands below the terms, or on its own."""
    own = context.plan.head.language
    titled = [(entry, entry.title_in) for entry in _in_order(context) if entry.title_in and any(_others(entry.title_in, own))]
    if not titled:
        return None
    languages = [language for language in LANGUAGES if any(language in _others(titles, own) for _, titles in titled)]
    share = (1 - _OWN) / len(languages)
    columns = (_column(context, own, _OWN), *(_column(context, language, share) for language in languages))
    rows = tuple(Row((_cell(_title(context, entry)), *(_cell(_foreign(context, titles, each)) for each in languages))) for entry, titles in titled)
    table = Table(columns, rows, "register")  # the heading right above says what it is
    anchor = context.words["anchor-titles"]
    return Section(anchor, level, (Text(context.say("titles")),), (table,), page=f"{anchor}/" if level == 1 else "", role="part")


def _in_order(context: Context) -> Iterator[_Titled]:
    """The entries with titles, as they are printed."""
    plan = context.plan
    yield plan.head
    yield from (entry for entry in printed(plan) if isinstance(entry, Chapter | Goal | Measure))


def _others(titles: Titles, own: str) -> dict[str, str]:
    """Language → title, without the plan's own language."""
    given = {language: getattr(titles, language) for language in LANGUAGES if language != own}
    return {language: title for language, title in given.items() if title}


def _column(context: Context, language: str, share: float) -> Column:
    name = context.words[f"language-{language}"]
    return Column((Text(name[0].upper() + name[1:]),), share)


def _title(context: Context, entry: _Titled) -> Inlines:
    return (Text(typeset(entry.title)),) if isinstance(entry, PlanFile) else context.refer(entry.kind, entry.id, entry.title)


def _foreign(context: Context, titles: Titles, language: str) -> Inlines:
    title = getattr(titles, language)
    return (Foreign(language, (Text(typeset(title)),)),) if title else (Text(context.say("none")),)


def _cell(inlines: Inlines) -> tuple[Paragraph, ...]:
    return (Paragraph(inlines),)
