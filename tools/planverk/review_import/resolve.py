"""What becomes of every change of a Word file that came back: what is written in is tried first, by reading and composing the plan as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from planverk.authoring.edits import files_after
from planverk.catalogue import load_words
from planverk.diagnostics import Finding
from planverk.document import blocks as doc
from planverk.document.anchors import TEXT, part_anchor
from planverk.document.context import Context
from planverk.document.document import Document, Section
from planverk.document.front import COLOPHON
from planverk.document.transform import ungrouped
from planverk.document.walk import every_inline, is_blank, pieces
from planverk.formats.docx.ooxml import bookmark
from planverk.model.annotations import shown_fields
from planverk.model.labels import printed_label
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.model.references import Labels
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.review_import.changes import Change, plain
from planverk.review_import.compare_tracked import Comparison
from planverk.review_import.context import Resolution
from planverk.review_import.import_changes import to_edits
from planverk.review_import.source_map import SourceMap
from planverk.word.tracked_document import END, OBJECT, TrackedDocument

_KINDS = ("chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure")
_ROUNDS = 4
"""How often changes are taken back whose result is not as it was meant."""


def resolve(
    tree: Tree, plan: Plan, compose: Callable[[Plan], Document], sent: TrackedDocument, returned: TrackedDocument, comparison: Comparison, same: bool
) -> Resolution:
    """What becomes of the changes, without those after which the plan would not be read, or not be printed, as they mean it.
    `compose` makes the document that the file shows, of this plan or of another."""
    left, known, before = frozenset[int](), _faults(read_plan(tree)[1]), composed_lines(compose(plan))
    source_map = source_map_of(tree.files, plan)
    for _ in range(_ROUNDS):
        resolution = to_edits(source_map.anew(), sent, returned, comparison, same, left)
        if not resolution.edits:
            return resolution
        placed = [number for number, result in enumerate(resolution.results) if not result.why]
        now, findings = read_plan(replace(tree, files=files_after(tree.files, resolution.edits)))
        faulty = {path for path, _ in _faults(findings) - known}
        if faulty:
            wrong = frozenset(number for number in placed if faulty & resolution.results[number].paths) or frozenset(placed)
        else:
            wrong = misprinted(comparison.changes, placed, returned, before, composed_lines(compose(now)))
        if not wrong:
            return resolution
        left |= wrong
    return to_edits(source_map.anew(), sent, returned, comparison, same, frozenset(range(len(comparison.changes))))


def _faults(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.location.path, finding.rule) for finding in findings)


def misprinted(
    changes: Sequence[Change], placed: Iterable[int], returned: TrackedDocument, before: Sequence[ComposedLine], printed: Sequence[ComposedLine]
) -> frozenset[int]:
    """The numbers of those of the placed changes whose words the new edition has not, or has where they should be deleted, or twice."""
    numbers = list(placed)
    there, once = (Counter(line.text for line in lines) for lines in (printed, before))
    more = Counter(text for number in numbers for text in _texts(changes[number].after))
    kinds, were = Counter(printed), Counter(before)

    def is_printed(change: Change) -> bool:
        gone, new = _texts(change.before), _texts(change.after)
        if change.kind == "moved":
            lines = [
                ComposedLine(plain(line.after), line.level, line.item, bool(line.note))
                for line in (returned.lines[number] for number in change.lines)
            ]
            once_each = all(there[text] == once[text] for text in new) if gone == new else all(there[text] > 0 for text in new)
            return once_each and all(kinds[line] >= max(1, were[line]) for line in lines)
        return all(there[text] for text in new) if new else all(there[text] < once[text] + more[text] for text in gone)

    return frozenset(number for number in numbers if not is_printed(changes[number]))


def _texts(texts: str) -> list[str]:
    return [key for text in texts.split(END) if (key := plain(text))]


# --- what a Word file shows of the plan's files ---


def owners(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Which files stand below which bookmark of the plan's Word file; "" is what comes before the first."""
    context = Context(plan)
    found: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for name, entry in plan.kinds[kind].items():
            progress = plan.progress.get(name) if kind == "measure" else None
            anchor, paths = context.anchor(kind, name), (entry.path, *((progress.path,) if progress else ()))
            found |= {bookmark(anchor): paths, bookmark(part_anchor(anchor, TEXT)): paths}
    return {**found, "": (PLAN_FILE,), bookmark(COLOPHON): (PLAN_FILE,), bookmark(context.words["anchor-help"]): (HELP_FILE,)}


def labels(plan: Plan) -> Mapping[str, str]:
    """The labels of a measure's facts, and the fields that they show."""
    names = [field.alias or name for name, field in shown_fields(Measure)]
    return {printed_label("measure", name, plan.head.language): name for name in names}


def source_map_of(files: Mapping[str, bytes], plan: Plan) -> SourceMap:
    """The files of a plan, with what a Word file of it shows where."""
    data = {figure.path: f"{DATA_FOLDER}/{figure.data}" for figure in plan.figures.values()}
    fixed = (text for text in load_words("document", plan.head.language).values() if "{" not in text)
    words = frozenset(plain(text) for text in (*fixed, *labels(plan)))
    return SourceMap(files, owners(plan), labels(plan), data, words, Labels(plan).printed)


def entry_names(plan: Plan) -> dict[str, str]:
    """KIND:ID of the entry that each file holds."""
    everything = (plan.head, *((plan.help,) if plan.help else ()), *(entry for kind in plan.kinds.values() for entry in kind.values()))
    return {entry.path: entry.key for entry in (*everything, *plan.progress.values())}


# --- the paragraphs of a Document, as those of its Word file are read ---


class ComposedLine(NamedTuple):
    """What a paragraph says, and what it is: a heading of a level from 1, an item of a list, or neither; and whether it stands in a note."""

    text: str
    level: int = 0
    item: bool = False
    note: bool = False


def composed_lines(document: Document) -> list[ComposedLine]:
    """The paragraphs of cover, colophon, help and sections, then those of the notes."""
    document = ungrouped(document)
    cover = (document.publisher, document.title, document.period, document.cover_line, document.status.line)
    lines = [
        *((ComposedLine(OBJECT),) if document.look.logo else ()),
        *(line for text in cover for line in _line((doc.Text(text),))),
        *_blocks(document.cover),
        *_section(document.colophon),
        *(_block(document.help) if document.help else ()),
        *(line for section in document.sections for line in _section(section)),
    ]
    return sorted(lines, key=lambda line: line.note)


def _section(section: Section) -> Iterator[ComposedLine]:
    yield from _line(section.heading, section.level)
    yield from _blocks(section.blocks)
    for below in section.sections:
        yield from _section(below)


def _blocks(blocks: doc.Blocks, narrow: bool = False) -> Iterator[ComposedLine]:
    for block in blocks:
        yield from _block(block, narrow)


def _block(block: doc.Block, narrow: bool = False, item: bool = False) -> Iterator[ComposedLine]:
    """The lines of a block; in `narrow` places a term and its meaning have no tab between them."""
    match block:
        case doc.Paragraph(children=children):
            yield from _line(children, item=item)
        case doc.BulletList(items=items) | doc.NumberedList(items=items):
            for blocks in items:
                yield from (line for number, below in enumerate(blocks) for line in _block(below, True, not number))
        case doc.DefinitionList(items=definitions, role="facts"):
            yield from (line for each in definitions for line in _fact(each, narrow))
        case doc.Quote(blocks=blocks):
            yield from _blocks(blocks, True)
        case doc.Table(columns=columns, rows=rows):
            yield from (line for title in (block.heading, *(column.title for column in columns)) for line in _line(title))
            yield from (line for row in rows for cell in row.cells for line in _blocks(cell, True))
        case doc.Figure(table=table, notes=notes) if block.chart:
            yield from _line(block.heading)
            yield ComposedLine(OBJECT)
            yield from _blocks((*((table,) if table else ()), *notes), narrow)
        case _:
            for piece in pieces(block):
                yield from _line(piece) if isinstance(piece, tuple) else _block(piece, narrow)


def _under(title: doc.Inlines, blocks: doc.Blocks, narrow: bool) -> Iterator[ComposedLine]:
    yield from _line(title)
    yield from _blocks(blocks, narrow)


def _fact(fact: doc.Definition, narrow: bool) -> Iterator[ComposedLine]:
    """A term with the first paragraph of its meaning on one line."""
    first = fact.blocks[0] if fact.blocks else None
    if isinstance(first, doc.Paragraph) and not is_blank(first.children):
        yield from _under((*fact.term, doc.Text(": " if narrow else "\t"), *first.children), fact.blocks[1:], narrow)
    else:
        yield from _under(fact.term, fact.blocks, narrow)


def _line(inlines: doc.Inlines, level: int = 0, item: bool = False) -> Iterator[ComposedLine]:
    if is_blank(inlines):
        return
    text, notes = "", list[doc.Note]()
    for inline in every_inline(inlines):
        if isinstance(inline, doc.Note):
            notes.append(inline)
        text += (
            inline.text
            if isinstance(inline, doc.Text)
            else "\n"
            if isinstance(inline, doc.LineBreak)
            else OBJECT
            if isinstance(inline, doc.Note)
            else ""
        )
    yield ComposedLine(plain(text), level, item)
    yield from (line._replace(note=True) for note in notes for line in _blocks(note.blocks, True))
