"""Settles the whole document: order, numbers, labels, texts of cross-references, and every word that is not in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from planverk.document.anchors import heading_anchors
from planverk.document.blocks import Text
from planverk.document.changes_table import News, news_section
from planverk.document.context import Context
from planverk.document.document import Document, Section
from planverk.document.facts import more_facts
from planverk.document.figures import place_figure
from planverk.document.files import attached, data_files
from planverk.document.front import adoptions_tables, colophon, help_card, period_of, signature, status_of, version_of
from planverk.document.functions import functions_section
from planverk.document.goals import goal_section
from planverk.document.hearing import hearing_section
from planverk.document.lists import definitions_section, references_section, resources_section
from planverk.document.matrix import matrix_section
from planverk.document.measure_table import overview_section
from planverk.document.pages import compose_pages
from planverk.document.progress_counts import tallies
from planverk.document.prose import compose_prose
from planverk.document.provenance import provenance_of
from planverk.document.records import Change
from planverk.document.redirects import moved_entries
from planverk.document.theme import compose_look
from planverk.document.titles import titles_section
from planverk.document.typography import typeset
from planverk.model.plan import Plan, above
from planverk.model.prose_entries import Chapter
from planverk.reading.git import Revision


def compose(plan: Plan, revision: Revision | None, built: datetime, history: tuple[Change, ...] = (), news: News | None = None) -> Document:
    """The document of a plan. `revision` is None outside Git; `built` is the time that the outputs carry, the revision's own where there is one.

    `history` are the revisions that changed the plan, the newest first, as far as they are known. `news`, where it is given, is what changed since
    an earlier edition, and stands first.
    """
    context = Context(plan)
    status = status_of(context)
    provenance = provenance_of(plan, revision, built, news.since if news else "")
    imprint = colophon(context, status, revision, provenance.digest)
    sections = tuple(_sections(context, news))
    files = data_files(context, sections)
    return Document(
        language=context.words["tag"],
        title=typeset(plan.head.title),
        publisher=typeset(plan.head.publisher),
        period=period_of(context),
        status=status,
        version=version_of(context, revision),
        revision=revision.id if revision else "",
        created=built,
        day=built.date(),
        contact=plan.head.contact,
        colophon=imprint,
        help=help_card(context),
        sections=(*((news_section(context, news),) if news else ()), *sections),
        words=context.words,
        look=compose_look(plan),
        cover_line=typeset(plan.settings.theme.cover_line or ""),
        cover=adoptions_tables(context),
        footer=typeset(plan.settings.theme.footer or ""),
        provenance=provenance,
        pages=compose_pages(context, sections, files),
        opening=_opening(context, sections),
        tallies=tallies(context),
        moved=moved_entries(context),
        files=files,
        history=history,
        address=plan.settings.site.address.rstrip("/") + "/" if plan.settings.site.address else "",
        accessibility=plan.head.accessibility_statement or "",
    )


def _sections(context: Context, news: News | None) -> Iterator[Section]:
    for kind, name in context.plan.parts:
        if kind == "chapter":
            chapter = context.plan.chapters.get(name)
            if chapter and not above(context.plan.chapters, name):
                yield _chapter(context, chapter, 1)
        elif kind == "goal":
            yield goal_section(context, context.plan.goals[name])
        elif section := hearing_section(context, news) if kind == "hearing" else _PARTS[kind](context):
            yield section
    if "definitions" not in context.plan.head.contents:
        yield from filter(None, (titles_section(context, 1),))


_PARTS: Mapping[str, Callable[[Context], Section | None]] = {
    "definitions": definitions_section,
    "measures": overview_section,
    "matrix": matrix_section,
    "functions": functions_section,
    "resources": resources_section,
    "references": references_section,
}
"""What makes each special part of the contents; None where the plan has nothing to print in it."""


def _chapter(context: Context, chapter: Chapter, level: int) -> Section:
    """A chapter with the chapters that stand under it, in the order of `contents`."""
    anchor = context.anchor("chapter", chapter.id)
    blocks, sections = compose_prose(context, chapter, heading_anchors(context.words, chapter), level, place_figure)
    below = (context.plan.chapters.get(content.removeprefix("chapter:")) for content in context.plan.head.contents if content.startswith("chapter:"))
    parts = tuple(
        _chapter(context, part, min(level + 1, 6)) for part in below if part and above(context.plan.chapters, part.id)[-1:] == (chapter.id,)
    )
    page = context.page("chapter", chapter.id) if level == 1 else ""
    letter = context.labels.appendices.get(chapter.id)
    label = context.say("appendix-label", letter=letter) if letter else ""
    blocks += (*signature(chapter), *attached(context, chapter), *more_facts(context, chapter))
    return Section(anchor, level, (Text(typeset(chapter.title)),), blocks, sections + parts, label=label, page=page)


def _opening(context: Context, sections: tuple[Section, ...]) -> str:
    """The anchor of the chapter that plan.yaml names under `purpose`, else of the first chapter; "" for a plan without chapters."""
    purpose = context.plan.head.purpose
    if purpose and context.stands("chapter", purpose) and purpose in context.plan.chapters:
        return context.anchor("chapter", purpose)
    return next((section.anchor for section in sections if section.role == "chapter"), "")
