"""Sources as readers get them: in a note, below a figure, in the list."""

from __future__ import annotations

from planverk.document.blocks import Block, Blocks, CrossReference, Definition, DefinitionList, Emphasis, Foreign, Inlines, Link, Paragraph, Text
from planverk.document.context import Context
from planverk.document.document import Section
from planverk.document.facts import fact_list, facts_of, known_line
from planverk.document.typography import NO_BREAK, typeset
from planverk.model.data_entries import Source

LAWS = ("legislation", "regulation")
"""Types of sources that are listed apart, with a form of citation of their own: short title and place, title, number."""


def source_label(context: Context, source: Source) -> str:
    """The label of a source in the list, such as "Kilde 3"."""
    return context.say("source-label", number=context.sources[source.id])


def citation(context: Context, source: Source, locator: str = "") -> Paragraph:
    """What a note says of a source: the work as far as it is known, the place in it, and where in the list it stands."""
    about = _work(source, locator)
    label = source_label(context, source)
    if not source.title:
        about += (Text(("" if not about else " ") + context.say("title-missing") + "."),)
    if not context.stands("source", source.id):
        return Paragraph(about)
    before, _, after = context.words["source-see"].partition("{source}")
    link = CrossReference(context.anchor("source", source.id), (Text(label[:1].lower() + label[1:]),))
    return Paragraph((*about, Text(" " + before), link, Text(after)))


def source_line(context: Context, source: Source) -> Inlines:
    """A source named in a line: its title, or its number where the title is not known."""
    title = _title(source) if source.title else (Text(typeset(source_label(context, source).lower())),)
    return (CrossReference(context.anchor("source", source.id), title),) if context.stands("source", source.id) else title


def source_sections(context: Context, page: str) -> tuple[Section, ...]:
    """The list of sources and that of laws and regulations, each in the order of their numbers."""
    lists = (("sources", "liste", _list(context, laws=False)), ("laws", "lover", _list(context, laws=True)))
    return tuple(Section(f"{page}-{name}", 2, (Text(context.say(key)),), (found,), role="part") for key, name, found in lists if found.items)


def _list(context: Context, laws: bool) -> DefinitionList:
    found = sorted((each for each in context.plan.sources.values() if (each.type in LAWS) == laws), key=lambda each: context.sources[each.id])
    items = (Definition(_term(context, each), _entry(context, each), context.anchor("source", each.id)) for each in found)
    return DefinitionList(tuple(items), "grouped")


def _term(context: Context, source: Source) -> Inlines:
    kind = f", {context.words[f'law-{source.type}']}" if source.type in LAWS else ""
    return (Text(source_label(context, source) + kind),)


def _entry(context: Context, source: Source) -> Blocks:
    about = _work(source)
    blocks: list[Block] = [Paragraph(about)] if about else []
    if source.accessed:
        blocks.append(Paragraph((Text(context.say("source-accessed", date=context.day(source.accessed))),), "small"))
    if source.note:
        blocks.append(Paragraph((Text(typeset(source.note)),)))
    blocks += (Paragraph((Text(typeset(source.known)),), "small"),) if source.known else known_line(context, source)
    blocks += fact_list(facts_of(context, source))
    return tuple(blocks)


def _title(source: Source) -> Inlines:
    """A source's title, in its language where that is declared."""
    title = (Text(typeset(source.title)),)
    return (Foreign(source.language, title),) if source.language else title


def _work(source: Source, locator: str = "") -> Inlines:
    """Author or publisher (year). Title. Where it was printed. Address. Parts that are not known are left out. A law has a form of its own."""
    who = "; ".join(name.text for name in source.author) or source.publisher or ""
    when = f" ({source.issued[:4]})" if source.issued else ""
    is_law, short = source.type in LAWS, source.title_short or ""
    pieces: list[Inlines] = []
    if is_law:
        if name := " ".join(filter(None, (short[:1].upper() + short[1:], locator if short or not source.title else ""))):
            pieces.append((Text(typeset(f"{name}{':' if source.title else '.'}")),))
    elif who or when:
        pieces.append((Text(typeset(f"{who}{when}".strip()) + "."),))
    if source.title:
        within = f" {locator}" if locator and is_law and not short else ""
        pieces.append((Emphasis(_title(source)), Text(typeset(f"{within}." if within or not source.title.endswith(("?", "!")) else ""))))
    publisher = who if is_law else source.publisher if source.author else None
    told_by_number = source.number if source.number or not is_law else source.issued
    called = None if is_law else source.title_short
    place = (
        called,
        source.container_title,
        source.volume,
        source.issue,
        source.page,
        told_by_number,
        source.edition,
        source.publisher_place,
        publisher,
    )
    if any(place):
        pieces.append((Text(typeset(", ".join(filter(None, place))) + "."),))
    if locator and not is_law:
        pieces.append((Text(typeset(locator if locator.endswith(".") else f"{locator}.")),))
    if source.ISBN:
        pieces.append((Text(f"ISBN{NO_BREAK}{source.ISBN}."),))
    for address in filter(None, (source.URL, source.DOI and f"https://doi.org/{source.DOI}")):
        pieces.append((Link(address, (Text(address),)), Text(".")))
    spaced: list[Inlines] = [piece if number == 0 else (Text(" "), *piece) for number, piece in enumerate(pieces)]
    return tuple(inline for piece in spaced for inline in piece)
