"""Recognises a plan in a document: which heading begins what, and what stands under it. Tables of measures, lists of other plans, definitions and
resources have modules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from planverk.importing.drafts import Draft, Drafts, Ours, Shown, Unsure, Value, said
from planverk.importing.edition import read_adoptions, read_colophon, read_status
from planverk.importing.figures import is_data, place_figures
from planverk.importing.foreign import Block, Foreign, Heading, List, Paragraph, Table, Text, texts_of
from planverk.importing.front import derived_part, describe, is_title, language_of, owner_of, status_of, years_of
from planverk.importing.functions import names_of, read_functions
from planverk.importing.helplines import take_help
from planverk.importing.hints import NO_HINTS, Hints
from planverk.importing.layers import GOAL, LAYER, settle_contents, settle_words
from planverk.importing.lists import definitions, resources
from planverk.importing.measure_fields import facts
from planverk.importing.measures import MEASURE, measures_of, read_columns, read_item, split_items
from planverk.importing.notes import with_calls
from planverk.importing.printed import read, says
from planverk.importing.references import describe_plans, relate
from planverk.importing.sources import cited_in, label_of, read_sources
from planverk.importing.titles import read_titles
from planverk.importing.vocabulary import meant
from planverk.model.plan import TABLES

_COUNTED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*\.?)\s+(?P<title>\S.*)")
_DEEPEST_CHAPTER = 2
"""Headings below this level stand in the text of their chapter."""


def recognise(document: Foreign, hints: Hints = NO_HINTS, named: Mapping[tuple[str, str], str] | None = None) -> Drafts:
    """Drafts of all entries, by what the user said and else by words; what belongs to none of them is in no draft. `named` are ids that entries have
    already, by kind and the id that would be made of their title."""
    called = with_calls(document)
    drafts = Drafts(hints=hints, texts=called.document.texts, notes=document.notes, named=named or {})
    drafts.head.fields = {"title": None, "language": language_of(called.document.texts)}
    recogniser = _Recogniser(drafts, document.title)
    sections = _sections([block for block in called.document.blocks if not _is_apart(drafts, block)])
    drafts.functions = names_of((heading.text.plain, blocks) for heading, blocks in sections if heading)
    if len(sections) > 1 and (title := sections[0][0]) is not None and not sections[0][1]:
        drafts.head.fields["title"] = said(title.text)
        sections = sections[1:]
    for heading, blocks in sections:
        recogniser.section(heading, blocks)
    describe(drafts, called.document.texts, document.title)
    for settle in drafts.later:
        settle()
    drafts.cited = cited_in(drafts, document.notes)
    settle_contents(drafts)
    settle_words(drafts)
    _call_missing(drafts, document, called.document.texts)
    for part, kind in (("resources", "resource"), ("references", "plan"), ("references", "source")):
        if drafts.of(kind):
            drafts.show(part)
    return drafts


def _call_missing(drafts: Drafts, document: Foreign, texts: Sequence[Text]) -> None:
    """Sources for the calls of notes whose texts did not come with the file, in the order of their numbers."""
    untold = [(text.number, run.note) for text in texts for run in text.runs if run.note and run.note not in document.notes]
    drafts.calls = tuple(untold)
    first = {label: number for number, label in reversed(untold)}
    for label in sorted(first, key=lambda label: (len(label), label)):
        _missing_note(drafts, first[label], label)


def _missing_note(drafts: Drafts, number: int, label: str) -> None:
    """A source for the call of a note whose text did not come with the file."""
    drafts.add("source", f"note-{label}", type="document", title=Ours("note-title", label), known=Ours("note-missing", label), issued=None)
    drafts.unsure.append(Unsure(label, "note-without-text"))


def _is_apart(drafts: Drafts, block: Block) -> bool:
    """True for a line of the list of contents, which planverk makes itself, and for a paragraph that the user left out."""
    if isinstance(block, Heading | Paragraph) and drafts.hints.leaves(block.text.plain):
        drafts.left.add(block.text.number)
        return True
    if isinstance(block, Paragraph) and block.role == "contents":
        drafts.head.label(block.text, "contents")
        return True
    return False


def _sections(blocks: Iterable[Block]) -> list[tuple[Heading | None, list[Block]]]:
    """Each heading with what stands under it; the first has none."""
    sections: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return sections if sections[0][1] else sections[1:]


class _Recogniser:
    """Goes through the sections, and knows which chapter, goal and measure it stands in."""

    def __init__(self, drafts: Drafts, title: str) -> None:
        self.drafts = drafts
        self.title = title
        """The title that the file's properties tell."""
        self.chapters: list[tuple[int, Draft]] = []
        self.goals: list[tuple[int, Draft]] = []
        self.measure: tuple[int, Draft] | None = None
        self.derived = 0
        self.part = ""
        self.resources = 0
        self.leaves = False
        """The levels of the headings of a part that planverk makes itself, and of resources, 0 outside of them; and whether the first is left out."""

    def section(self, heading: Heading | None, blocks: Sequence[Block]) -> None:
        """One heading, and what stands under it."""
        if heading is None:
            self.opening(blocks)
            return
        if (
            self.derived
            and heading.level > self.derived
            and meant("heading", heading.text.plain) not in ("plans", "sources")
            and not says("laws", heading.text.plain)
        ):
            if self.leaves:
                self.leave(heading, blocks)
            else:
                self.within_own(self.part, [Paragraph(heading.text), *blocks])
            return
        self.derived, self.leaves = 0, False
        self.chapters = [(level, chapter) for level, chapter in self.chapters if level < heading.level]
        self.resources = self.resources if heading.level > self.resources else 0
        self.goals = [(level, goal) for level, goal in self.goals if level < heading.level or self.is_part(heading)]
        if self.measure and heading.level <= self.measure[0]:
            self.measure = None
        ways = (self.hinted, self.numbered, self.of_goal, self.own_part, self.within, self.listed)
        if not any(way(heading, blocks) for way in ways):
            self.chapter(heading, blocks, meant("heading", heading.text.plain))

    def hinted(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """What the user said of the heading."""
        kind = self.drafts.hints.heading(heading.text.plain)
        whole = re.fullmatch(r"(?P<noun>)(?P<number>)(?P<title>.*)", heading.text.plain, re.DOTALL)
        assert whole is not None
        if kind == "goal" and not GOAL.fullmatch(heading.text.plain):
            self.goal(heading, whole, blocks)
        elif kind == "measure" and not MEASURE.fullmatch(heading.text.plain):
            self.measure_heading(heading, whole, blocks)
        elif kind == "chapter":
            self.goals, self.measure = [], None
            self.chapter(heading, blocks, "")
        elif kind in ("definitions", "resources"):
            read = definitions if kind == "definitions" else resources
            self.leftover(heading, read(self.drafts, heading, blocks) or [], kind)
        elif kind == "leave":
            self.derived, self.leaves = heading.level, True
            self.leave(heading, blocks)
        else:
            return False
        return True

    def leave(self, heading: Heading, blocks: Sequence[Block]) -> None:
        """Notes what stands under a heading as left out."""
        self.drafts.left |= {text.number for text in (heading.text, *texts_of(blocks))}

    def numbered(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Goals and measures, whose headings tell noun and number. A strategy of the third layer is a goal."""
        if found := GOAL.fullmatch(heading.text.plain) or LAYER.fullmatch(heading.text.plain):
            self.goal(heading, found, blocks)
        elif found := MEASURE.fullmatch(heading.text.plain):
            self.measure_heading(heading, found, blocks)
        return bool(found)

    def of_goal(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Headings within a goal that only name what stands there."""
        name = self.label_of(heading, blocks) if self.goals else ""
        if name:
            self.goals[-1][1].label(heading.text, name)
            self.under_goal(self.goals[-1][1], blocks, name)
        return bool(name)

    def label_of(self, heading: Heading, blocks: Sequence[Block]) -> str:
        """What stands under a heading within a goal: "measures", or "related" where it has nothing but plans with their goals; "" for neither."""
        text = heading.text.plain
        if name := "measures" if says("how", text) else "related" if says("related-plans", text) else meant("label", text):
            return name
        if not blocks or any(not isinstance(block, List) and not (isinstance(block, Paragraph) and block.role == "term") for block in blocks):
            return ""
        self.drafts.settings["related"] = text
        return "related"

    def own_part(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Parts that planverk makes itself, and the list of contents."""
        text = heading.text.plain
        if meant("heading", text) == "plans":
            self.drafts.head.label(heading.text, "contents")
            self.leftover(heading, describe_plans(self.drafts, blocks), "references")
        elif any(isinstance(block, Paragraph) and block.role == "term" and label_of(block.text) for block in blocks):
            self.drafts.head.label(heading.text, "contents")
            self.leftover(heading, read_sources(self.drafts, blocks), "references")
        elif meant("heading", text) == "contents":
            for each in (heading.text, *texts_of(blocks)):
                self.drafts.head.label(each, "contents")
        elif part := derived_part(text, blocks):
            self.derived, self.part = heading.level, part
            if part in TABLES:
                self.drafts.show(part)
            self.within_own(part, blocks)
        else:
            return False
        return True

    def within_own(self, part: str, blocks: Sequence[Block]) -> None:
        """What stands in a part that planverk makes itself; its lines have to be printed again, and what only it tells is taken."""
        for each in texts_of(blocks if part in (*TABLES, "titles") else ()):
            self.drafts.head.label(each, "edition" if says("overview-intro-short", each.plain) else "contents")
        if part == "functions":
            read_functions(self.drafts, blocks)
        elif part == "colophon":
            read_colophon(self.drafts.head, take_help(self.drafts, blocks))
        elif part == "titles":
            read_titles(self.drafts, blocks)

    def listed(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Definitions, and resources with the headings below theirs, which say whom they are for."""
        text = heading.text.plain
        name = meant("heading", text)
        if name == "definitions" and (rest := definitions(self.drafts, heading, blocks)) is not None:
            self.leftover(heading, rest, "definitions")
            return True
        below = bool(self.resources) and heading.level > self.resources
        if (name == "resources" or below) and (rest := resources(self.drafts, heading, blocks, text if below else "")) is not None:
            self.leftover(heading, rest, "resources")
            self.resources = self.resources if below else heading.level
            return True
        return False

    def within(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """A heading within the text of a measure or a goal."""
        if not (self.measure or self.goals):
            return False
        self.into(self.measure[1] if self.measure else self.goals[-1][1], [replace(heading, level=2), *blocks])
        return True

    def is_part(self, heading: Heading) -> bool:
        """True for a heading such as «Slik gjør vi det», or of a measure, which goes on with the goal whatever its level."""
        text = heading.text.plain
        return bool(says("how", text) or says("related-plans", text) or meant("label", text) or MEASURE.fullmatch(text)) and not LAYER.fullmatch(text)

    def opening(self, blocks: Sequence[Block]) -> None:
        """What stands before the first heading: whose the plan is, its title and its years; other text is nobody's."""
        titled = any(isinstance(block, Paragraph) and block.role == "title" for block in blocks)
        known = "" if titled else next((text.plain for text in texts_of(blocks) if self.title and text.plain == self.title), "")
        for block in blocks:
            if isinstance(block, Table) and read_adoptions(self.drafts.head, block):
                continue
            for text in texts_of([block]):
                is_named = text.plain == known if known else not titled and is_title(text.plain)
                self.on_cover(text, (isinstance(block, Paragraph) and block.role == "title") or is_named)

    def on_cover(self, text: Text, is_title: bool) -> None:
        """A line before the first heading."""
        head, plain = self.drafts.head, text.plain
        if is_title and not head.fields["title"]:
            head.fields["title"] = said(text)
        elif owner := owner_of(plain):
            head.label(text, "organisation")
            head.fields.setdefault("organisation", {"name": said(text.cut(*owner)), "orgnr": None})
        elif years := years_of(text):
            head.fields.setdefault("period", years)
        elif read_status(head, text):
            pass
        elif status := status_of(plain):
            head.fields["status"] = Value((text,), status)
        else:
            self.drafts.unsure.append(Unsure(plain, "before-headings"))

    # --- chapters ---

    def chapter(self, heading: Heading, blocks: Sequence[Block], name: str) -> None:
        appendix = read("appendix-label", heading.text.cut(0, heading.text.plain.find(":"))) if ":" in heading.text.plain else None
        counted = _COUNTED.fullmatch(heading.text.plain)
        start = heading.text.plain.index(":") + 1 if appendix else counted.start("title") if counted else 0
        title = heading.text.cut(start)
        self.chapters = [(level, chapter) for level, chapter in self.chapters if level < heading.level]
        if self.chapters and heading.level > _DEEPEST_CHAPTER:
            self.into(self.chapters[-1][1], [Heading(heading.level, heading.text), *blocks])
            return
        draft = self.drafts.add("chapter", title.plain, title=said(title))
        if start:
            draft.label(heading.text.cut(0, start), "title")
        if appendix:
            draft.fields["appendix"] = "true"
        if self.chapters:
            draft.fields["part_of"] = self.chapters[-1][1].id
        if name == "appendix":
            draft.fields["appendix"] = "true"
        if name == "purpose" and "purpose" not in self.drafts.head.fields:
            self.drafts.head.fields["purpose"] = draft.id
        self.chapters.append((heading.level, draft))
        self.drafts.show(f"chapter:{draft.id}")
        self.into(draft, blocks)

    @property
    def in_appendix(self) -> bool:
        """True in an appendix, whose tables tell of measures that the plan has elsewhere."""
        return not self.goals and bool(self.drafts.of("measure")) and any("appendix" in chapter.fields for _, chapter in self.chapters)

    def leftover(self, heading: Heading, rest: Sequence[Block], part: str) -> None:
        """What stands under a heading of definitions or resources and is none: a chapter before them."""
        if rest:
            self.chapter(heading, rest, "")
        self.drafts.show(part)

    def into(self, draft: Draft, blocks: Sequence[Block | Shown]) -> None:
        """Blocks into the text of an entry, but for tables of measures and of numbers, which have places of their own."""
        for block in place_figures(self.drafts, draft, blocks):
            columns = read_columns(self.drafts, block) if isinstance(block, Table) and not is_data(block) and not self.in_appendix else None
            if isinstance(block, Table) and columns:
                if draft.body and isinstance(caption := draft.body[-1], Paragraph) and caption.role == "caption":
                    draft.body.pop()
                    draft.label(caption.text, "measures" if draft.kind == "goal" else "title")
                measures_of(self.drafts, block, columns, self.goals[-1][1] if self.goals else None)
            else:
                draft.body.append(block)

    # --- goals and measures ---

    def goal(self, heading: Heading, found: re.Match[str], blocks: Sequence[Block]) -> None:
        number = (found["number"] or "0").split(".")
        above = next((goal for _, goal in reversed(self.goals) if len(number) > 1), None)
        numeral = heading.text.cut(found.start("number"), found.end("number"))
        title = heading.text.cut(*found.span("title"))
        told = Value((numeral,), str(int(number[-1]))) if found["number"] else None
        draft = self.drafts.add("goal", title.plain, number=told, title=said(title), related=[])
        draft.label(heading.text.cut(*found.span("noun")), "number")
        draft.noun = found["noun"].casefold()
        if above:
            draft.fields["part_of"] = above.id
        self.goals = [*((level, goal) for level, goal in self.goals if level < heading.level), (heading.level, draft)]
        self.measure = None
        if above is None:
            self.drafts.show(f"goal:{draft.id}")
        self.under_goal(draft, blocks)

    def under_goal(self, goal: Draft, blocks: Sequence[Block], mode: str = "") -> None:
        """The text of a goal, its tables of measures, and the plans that it builds on."""
        kept, title = list[Block](), None
        blocks, items = split_items(blocks)
        for block, following in zip_longest(blocks, blocks[1:]):
            name = meant("label", block.text.plain) if isinstance(block, Paragraph) else ""
            if name and isinstance(block, Paragraph):
                mode = name
                goal.label(block.text, name)
            elif mode == "related" and isinstance(block, List):
                relate(self.drafts, goal, block, title)
                title = None
            elif mode == "related" and isinstance(block, Paragraph) and isinstance(following, List):
                title = block.text
            else:
                kept.append(block)
        self.into(goal, kept)
        for item in items:
            read_item(self.drafts, goal, item)

    def measure_heading(self, heading: Heading, found: re.Match[str], blocks: Sequence[Block]) -> None:
        numeral, title = heading.text.cut(*found.span("number")), heading.text.cut(*found.span("title"))
        number = Value((numeral,), str(int(found["number"].split(".")[-1]))) if found["number"] else None
        draft = self.drafts.add("measure", title.plain, number=number, title=said(title))
        draft.label(heading.text.cut(*found.span("noun")), "number")
        draft.fields["goal"] = self.goals[-1][1].id if self.goals else None
        self.measure = (heading.level, draft)
        self.into(draft, list(facts(self.drafts, draft, blocks)))
