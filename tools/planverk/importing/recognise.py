"""Recognises a plan in a document: which heading begins what, and what stands under it. Tables of measures, lists of other plans, definitions and
resources have modules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from planverk.importing.drafts import Draft, Drafts, Ours, Shown, Unsure, Value, said
from planverk.importing.figures import is_data, place_figures
from planverk.importing.foreign import Block, Foreign, Heading, List, Paragraph, Table, texts_of
from planverk.importing.front import derived_part, describe, is_title, language_of, owner_of, read_colophon, status_of, years_of
from planverk.importing.hints import NO_HINTS, Hints
from planverk.importing.lists import definitions, resources
from planverk.importing.measures import facts, kinds_of_functions, measures_of, read_columns
from planverk.importing.notes import with_calls
from planverk.importing.references import describe_plans, relate
from planverk.importing.vocabulary import meant, pattern

_GOAL = re.compile(rf"(?P<noun>{pattern('goal', 'nouns')})\s+(?P<number>\d+(?:\.\d+)*)\.?\s*[:.–—-]?\s+(?P<title>\S.*)", re.IGNORECASE)
_MEASURE = re.compile(rf"(?P<noun>{pattern('measure', 'nouns')})\s+(?P<number>\d+(?:\.\d+)*)\.?\s*[:.–—-]?\s+(?P<title>\S.*)", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*\.?)\s+(?P<title>\S.*)")
CONTENTS = ("measures", "matrix", "functions")
_DEEPEST_CHAPTER = 2
"""Headings below this level stand in the text of their chapter."""


def recognise(document: Foreign, hints: Hints = NO_HINTS, named: Mapping[tuple[str, str], str] | None = None) -> Drafts:
    """Drafts of all entries, by what the user said and else by words; what belongs to none of them is in no draft. `named` are ids that entries have
    already, by kind and the id that would be made of their title."""
    called = with_calls(document)
    drafts = Drafts(hints=hints, texts=called.document.texts, notes=document.notes, named=named or {})
    drafts.head.fields = {"title": None, "language": language_of(called.document.texts)}
    recogniser = _Recogniser(drafts)
    sections = _sections([block for block in called.document.blocks if not _is_apart(drafts, block)])
    if len(sections) > 1 and (title := sections[0][0]) is not None and not sections[0][1]:
        drafts.head.fields["title"] = said(title.text)
        sections = sections[1:]
    for heading, blocks in sections:
        recogniser.section(heading, blocks)
    describe(drafts, called.document.texts, document.title)
    texts = called.document.texts
    untold = [(text.number, run.note) for text in texts for run in text.runs if run.note and run.note not in document.notes]
    drafts.calls = tuple(untold)
    for number, label in {label: (number, label) for number, label in reversed(untold)}.values():
        _missing_note(drafts, number, label)
    for part in ("goals", "resources", "references"):
        if drafts.of({"goals": "goal", "resources": "resource", "references": "plan"}[part]):
            drafts.show(part)
    return drafts


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

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self.chapters: list[tuple[int, Draft]] = []
        self.goals: list[tuple[int, Draft]] = []
        self.measure: tuple[int, Draft] | None = None
        self.derived = 0
        self.resources = 0
        self.leaves = False
        """The levels of the headings of a part that planverk makes itself, and of resources, 0 outside of them; and whether the first is left out."""

    def section(self, heading: Heading | None, blocks: Sequence[Block]) -> None:
        """One heading, and what stands under it."""
        if heading is None:
            self.opening(blocks)
            return
        if self.derived and heading.level > self.derived and meant("heading", heading.text.plain) != "plans":
            if self.leaves:
                self.leave(heading, blocks)
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
        if kind == "goal" and not _GOAL.fullmatch(heading.text.plain):
            self.goal(heading, whole, blocks)
        elif kind == "measure" and not _MEASURE.fullmatch(heading.text.plain):
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
        """Goals and measures, whose headings tell noun and number."""
        if found := _GOAL.fullmatch(heading.text.plain):
            self.goal(heading, found, blocks)
        elif found := _MEASURE.fullmatch(heading.text.plain):
            self.measure_heading(heading, found, blocks)
        return bool(found)

    def of_goal(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Headings within a goal that only name what stands there."""
        name = meant("label", heading.text.plain) if self.goals else ""
        if name:
            self.goals[-1][1].label(heading.text, name)
            self.under_goal(self.goals[-1][1], blocks, name)
        return bool(name)

    def own_part(self, heading: Heading, blocks: Sequence[Block]) -> bool:
        """Parts that planverk makes itself, and the list of contents."""
        text = heading.text.plain
        if meant("heading", text) == "plans":
            self.drafts.head.label(heading.text, "contents")
            self.leftover(heading, describe_plans(self.drafts, blocks), "references")
        elif meant("heading", text) == "contents":
            for each in (heading.text, *texts_of(blocks)):
                self.drafts.head.label(each, "contents")
        elif part := derived_part(text, blocks):
            self.derived = heading.level
            if part in CONTENTS:
                self.drafts.show(part)
            if part == "functions":
                kinds_of_functions(self.drafts, blocks)
            elif part == "colophon":
                read_colophon(self.drafts.head, blocks)
        else:
            return False
        return True

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
        return bool(meant("label", heading.text.plain) or _MEASURE.fullmatch(heading.text.plain))

    def opening(self, blocks: Sequence[Block]) -> None:
        """What stands before the first heading: whose the plan is, its title and its years; other text is nobody's."""
        head = self.drafts.head
        titled = any(isinstance(block, Paragraph) and block.role == "title" for block in blocks)
        for block in blocks:
            for text in texts_of([block]):
                plain = text.plain
                if isinstance(block, Paragraph) and (block.role == "title" or (not titled and is_title(plain))) and not head.fields["title"]:
                    head.fields["title"] = said(text)
                elif owner := owner_of(plain):
                    head.fields.setdefault("organisation", {"name": said(text.cut(*owner)), "orgnr": None})
                elif years := years_of(text):
                    head.fields.setdefault("period", years)
                elif status := status_of(plain):
                    head.fields["status"] = Value((text,), status)
                else:
                    self.drafts.unsure.append(Unsure(plain, "before-headings"))

    # --- chapters ---

    def chapter(self, heading: Heading, blocks: Sequence[Block], name: str) -> None:
        counted = _COUNTED.fullmatch(heading.text.plain)
        title = heading.text.cut(*counted.span("title")) if counted else heading.text
        self.chapters = [(level, chapter) for level, chapter in self.chapters if level < heading.level]
        if self.chapters and heading.level > _DEEPEST_CHAPTER:
            self.into(self.chapters[-1][1], [Heading(heading.level, heading.text), *blocks])
            return
        draft = self.drafts.add("chapter", title.plain, title=said(title))
        if counted:
            draft.label(heading.text.cut(*counted.span("number")), "title")
        if self.chapters:
            draft.fields["part_of"] = self.chapters[-1][1].id
        if name == "appendix":
            draft.fields["appendix"] = "true"
        if name == "purpose" and "purpose" not in self.drafts.head.fields:
            self.drafts.head.fields["purpose"] = draft.id
        self.chapters.append((heading.level, draft))
        self.drafts.show(f"chapter:{draft.id}")
        self.into(draft, blocks)

    def leftover(self, heading: Heading, rest: Sequence[Block], part: str) -> None:
        """What stands under a heading of definitions or resources and is none: a chapter before them."""
        if rest:
            self.chapter(heading, rest, "")
        self.drafts.show(part)

    def into(self, draft: Draft, blocks: Sequence[Block | Shown]) -> None:
        """Blocks into the text of an entry, but for tables of measures and of numbers, which have places of their own."""
        for block in place_figures(self.drafts, draft, blocks):
            if isinstance(block, Table) and not is_data(block) and (columns := read_columns(self.drafts, block)):
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
        if above:
            draft.fields["part_of"] = above.id
        self.goals = [*((level, goal) for level, goal in self.goals if level < heading.level), (heading.level, draft)]
        self.measure = None
        self.drafts.show("goals")
        self.under_goal(draft, blocks)

    def under_goal(self, goal: Draft, blocks: Sequence[Block], mode: str = "") -> None:
        """The text of a goal, its tables of measures, and the plans that it builds on."""
        kept, title = list[Block](), None
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

    def measure_heading(self, heading: Heading, found: re.Match[str], blocks: Sequence[Block]) -> None:
        numeral, title = heading.text.cut(*found.span("number")), heading.text.cut(*found.span("title"))
        number = Value((numeral,), str(int(found["number"].split(".")[-1]))) if found["number"] else None
        draft = self.drafts.add("measure", title.plain, number=number, title=said(title))
        draft.label(heading.text.cut(*found.span("noun")), "number")
        draft.fields["goal"] = self.goals[-1][1].id if self.goals else None
        self.measure = (heading.level, draft)
        self.into(draft, list(facts(self.drafts, draft, blocks)))
