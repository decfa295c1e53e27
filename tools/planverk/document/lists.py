"""The lists at the plan's ends: definitions, resources, referenced plans."""

from __future__ import annotations

from planverk.document.blocks import Block, Blocks, BulletList, Definition, DefinitionList, Foreign, Inlines, Link, Note, Paragraph, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import fact_list, facts_of, known_line, more_facts
from planverk.document.figures import place_figure
from planverk.document.prose import compose_flat
from planverk.document.sources import citation, source_sections
from planverk.document.titles import titles_section
from planverk.document.typography import sort_key, typeset, years
from planverk.model.data_entries import ReferencedPlan, Resource
from planverk.model.planfile import LANGUAGES
from planverk.model.prose_entries import Definition as Term

AUDIENCES = ("residents", "staff", "centres")


def definitions_section(context: Context) -> Section | None:
    """Every term with its meaning, in alphabetical order, and the titles that have another language too; None where there is neither."""
    items = tuple(_definition(context, entry) for entry in context.definitions())
    titles = titles_section(context, 2)
    if not items and not titles:
        return None
    page = context.words["page-definitions"]
    terms = (DefinitionList(items, "glossary"),) if items else ()
    below = (titles,) if titles else ()
    return Section(page, 1, (Text(context.say("definitions")),), terms, below, page=f"{page}/", role="definitions")


def _definition(context: Context, entry: Term) -> Definition:
    language = context.plan.head.language
    blocks: list[Block] = list(compose_flat(context, entry, place_figure))
    source = context.plan.sources.get(entry.source or "")
    if source and blocks and isinstance(blocks[-1], Paragraph):
        note = Note(context.next_note(), "citation", (citation(context, source),))
        blocks[-1] = Paragraph((*blocks[-1].children, note), blocks[-1].role)
    term = entry.term_in(language)
    for other in LANGUAGES:
        text = getattr(entry.term, other, None) if entry.term else None
        if text and other != language and text != term:
            before, _, after = context.say("definition-other", language=context.words[f"language-{other}"], term="\0").partition("\0")
            blocks.append(Paragraph((Text(before), Foreign(other, (Text(typeset(text)),)), *((Text(after),) if after else ())), "small"))
    blocks += [Paragraph(context.line("discouraged", term=item.term, why=item.why).children, "small") for item in entry.discouraged]
    blocks += more_facts(context, entry)
    forms = tuple(dict.fromkeys(filter(None, (term, *entry.forms))))
    anchor, page = context.anchor("definition", entry.id), context.page("definition", entry.id)
    return Definition(_term(entry, term, language), tuple(blocks), anchor, page, forms)


def _term(entry: Term, term: str, language: str) -> Inlines:
    """The term as it is listed, in its own language where the plan's has no word for it."""
    shown = (Text(typeset(term or entry.id)),)
    given = {other: getattr(entry.term, other) for other in LANGUAGES} if entry.term else {}
    own = next((other for other, text in given.items() if text and text == term), language)
    return shown if given.get(language) or own == language else (Foreign(own, shown),)


def resources_section(context: Context) -> Section | None:
    """Help services, pages and centres, by whom they are for; None where there are none."""
    if not context.plan.resources:
        return None
    page = context.words["page-resources"]
    sections = tuple(section for audience in AUDIENCES if (section := _audience(context, page, audience)))
    return Section(page, 1, (Text(context.say("resources")),), (), sections, page=f"{page}/", role="resources")


def _audience(context: Context, page: str, audience: str) -> Section | None:
    found = [resource for resource in context.plan.resources.values() if resource.audience == audience]
    if not found:
        return None
    items = tuple(_resource(context, resource) for resource in sorted(found, key=lambda resource: sort_key(resource.title)))
    title = (Text(context.say(f"audience-{audience}")),)
    return Section(f"{page}-{audience}", 2, title, (DefinitionList(items, "grouped"),), role="part")


def _resource(context: Context, resource: Resource) -> Definition:
    blocks: list[Block] = [Paragraph((Text(typeset(resource.publisher)),), "small"), Paragraph((Text(typeset(resource.description)),))]
    if resource.url:
        blocks.append(Paragraph((Link(resource.url, (Text(resource.url),)),)))
    blocks += more_facts(context, resource)
    return Definition((Text(typeset(resource.title or resource.id)),), tuple(blocks), context.anchor("resource", resource.id))


def references_section(context: Context) -> Section | None:
    """The referenced plans, then the list of sources; None where there is neither."""
    if not (context.plan.plans or context.plan.sources):
        return None
    page = context.words["page-references"]
    sections: tuple[Section, ...] = ()
    plans = sorted(
        context.plan.plans.values(),
        key=lambda plan: (("international", "national", "regional", "municipal", None).index(plan.level), sort_key(plan.title)),
    )
    if plans:
        items = tuple(_plan(context, plan) for plan in plans)
        sections += (Section(f"{page}-planverk", 2, (Text(context.say("referenced-plans")),), (DefinitionList(items, "grouped"),), role="part"),)
    sections += source_sections(context, page)
    return Section(page, 1, (Text(context.say("references")),), (), sections, page=f"{page}/", role="references")


def _plan(context: Context, plan: ReferencedPlan) -> Definition:
    about = [plan.owner, context.say(f"plan-{plan.level}") if plan.level else "", years(plan.period.from_, plan.period.to) if plan.period else ""]
    blocks: list[Block] = [Paragraph((Text(typeset(", ".join(filter(None, about)))),), "small")]
    if plan.known or not plan.period:
        blocks.append(Paragraph((Text(typeset(plan.known) if plan.known else context.say("period-missing")),), "missing"))
    elif plan.incomplete:
        blocks += known_line(context, plan)
    if successor := context.plan.plans.get(plan.successor or ""):
        before, _, after = context.say("plan-successor", plan="\0").partition("\0")
        blocks.append(Paragraph((Text(before), *context.refer("plan", successor.id, successor.title or successor.id), Text(after)), "small"))
    if plan.checked:
        blocks.append(Paragraph(context.line("plan-checked", date=context.day(plan.checked)).children, "small"))
    if plan.url:
        blocks.append(Paragraph((Link(plan.url, (Text(context.say("plan-web")),)),)))
    blocks += fact_list(facts_of(context, plan))
    blocks += _parts(context, plan)
    return Definition((Text(typeset(plan.title or plan.id)),), tuple(blocks), context.anchor("plan", plan.id), context.page("plan", plan.id))


def _parts(context: Context, plan: ReferencedPlan) -> Blocks:
    goals = [typeset(f"{goal.number} {goal.title}" if goal.number is not None else goal.title) for goal in plan.goals]
    measures = [context.say("plan-measure", number=measure.number, title=measure.title) for measure in plan.measures]
    blocks: list[Block] = []
    for key, texts in (("plan-goals-all" if plan.level == "national" else "plan-goals", goals), ("plan-measures", measures)):
        if texts:
            blocks.append(Paragraph((Text(context.say(key) + ":"),)))
            blocks.append(BulletList(tuple((Paragraph((Text(text),)),) for text in texts)))
    return tuple(blocks)
