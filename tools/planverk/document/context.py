"""What composing needs at hand: the plan, the words, where things stand, and the numbers given so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from planverk.catalogue import load_words
from planverk.document import blocks
from planverk.document.anchors import entry_anchor
from planverk.document.blocks import Blocks, Column, CrossReference, Inlines, Paragraph, Text
from planverk.document.typography import sort_key, typeset, written_day
from planverk.model.plan import Plan
from planverk.model.planfile import in_a_row
from planverk.model.prose_entries import Definition, Goal
from planverk.model.references import Labels, definitions_in_order, printed
from planverk.model.when import When, said
from planverk.source.prose import Citation

_PART_OF_KIND = {
    "function": "functions",
    "definition": "definitions",
    "plan": "references",
    "source": "references",
    "resource": "resources",
}


_HEADINGS = {
    "how": "how",
    "related-plans": "related",
    "overview": "measures",
    "matrix": "matrix",
    "functions": "functions",
    "definitions": "definitions",
    "resources": "resources",
    "references": "references",
    "hearing": "hearing",
}
"""The texts in whose place the plan may have headings of its own, by the names of these in its settings."""

PAGES_OF_THEIR_OWN = ("chapter", "goal", "measure", "definition", "function", "plan")
"""The kinds of entries that have pages of their own in outputs with pages."""


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """What is printed of a measure, in the table of its goal and on its page alike: composed once, so that a note in it has one number. Each fact has
    the name of its field."""

    text: Blocks
    named: tuple[tuple[str, blocks.Definition], ...]

    @property
    def facts(self) -> tuple[blocks.Definition, ...]:
        return tuple(fact for _, fact in self.named)


@dataclass
class Context:
    """A plan being composed. The counters run in reading order, so parts must be composed in the order in which they are printed."""

    plan: Plan
    notes: int = 0
    measures: dict[str, MeasureContent] = field(default_factory=dict)
    """By id, as they are composed."""
    words: dict[str, str] = field(init=False)
    labels: Labels = field(init=False)
    figures: dict[str, str] = field(init=False)
    sources: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.words = dict(load_words("document", self.plan.head.language, self.plan.nouns()))
        self.labels = Labels(self.plan)
        self.figures = self._figure_labels()
        self.sources = self._source_numbers()

    # --- words ---

    def say(self, key: str, **facts: object) -> str:
        """A text of the catalogue with its places filled, typeset, or the plan's own heading in its place."""
        own = getattr(self.plan.settings.words.headings, _HEADINGS.get(key, ""), None)
        return typeset(own or self.words[key].format_map({name: str(value) for name, value in facts.items()}))

    def say_of(self, goal: Goal, key: str, **facts: object) -> str:
        """What `say` says, with the noun of the goal's layer."""
        words = load_words("document", self.plan.head.language, self.plan.nouns(goal=goal))
        return typeset(words[key].format_map(facts))

    def day(self, day: date) -> str:
        """A date as readers write it."""
        return written_day(day, self.words)

    def when(self, when: When, due: bool = False) -> str:
        """A time as readers write it; with `due`, as the time before whose end something is to be done."""
        return typeset(said(when, self.labels.words, due))

    def row(self, names: Sequence[str]) -> str:
        """One, two and three."""
        return in_a_row(names, self.words["and"])

    def line(self, key: str, **facts: object) -> Paragraph:
        """A paragraph of one text of the catalogue."""
        return Paragraph((Text(self.say(key, **facts)),))

    def columns(self, *shares: tuple[str, float]) -> tuple[Column, ...]:
        """The columns of a table, each by the text of its header cell and its share of the width."""
        return tuple(Column((Text(self.say(key)),), share) for key, share in shares)

    # --- where things stand ---

    def anchor(self, kind: str, name: str) -> str:
        """The anchor of an entry; the same from build to build."""
        return entry_anchor(self.words, kind, name)

    def page(self, kind: str, name: str) -> str:
        """The address of an entry's own page."""
        return f"{self.words[f'anchor-{kind}']}/{name}/"

    def stands(self, kind: str, name: str) -> bool:
        """True where the entry is printed, so that it can be referred to."""
        if kind == "figure":
            return name in self.figures
        if kind == "measure" and name in self.plan.measures:
            return self.stands("goal", self.plan.measures[name].home)
        if kind == "goal":
            return name in self.plan.printed_goals
        return (_PART_OF_KIND.get(kind, kind), name if kind == "chapter" else "") in self.plan.printed_parts and name in self.plan.kinds[kind]

    def refer(self, kind: str, name: str, text: str) -> Inlines:
        """A cross-reference to an entry, or the bare text where the entry is not printed."""
        inline = (Text(typeset(text)),)
        return (CrossReference(self.anchor(kind, name), inline),) if self.stands(kind, name) else inline

    def fact(self, key: str, *below: Paragraph, **facts: object) -> blocks.Definition:
        """A short fact under a label of the catalogue."""
        return blocks.Definition((Text(self.say(key, **facts)),), below)

    def next_note(self) -> int:
        """The number of the next note."""
        self.notes += 1
        return self.notes

    # --- numbers ---

    def definitions(self) -> list[Definition]:
        """The definitions in the alphabetical order of their terms."""
        return definitions_in_order(self.plan)

    def _figure_labels(self) -> dict[str, str]:
        """Id → "Figur 1" or "Tabell 1" for each figure that stands somewhere, numbered apart, in reading order."""
        return {name: self.say(f"{found.series}-label", number=found.number) for name, found in self.labels.figures.items()}

    def _source_numbers(self) -> dict[str, int]:
        """Id → number: in the order in which sources are first cited, then the others by title."""
        cited: dict[str, None] = {}
        for entry in printed(self.plan):
            cited.update((node.source, None) for node in entry.prose.walk() if isinstance(node, Citation))
            source = getattr(entry, "source", None)
            if source:
                cited[source] = None
        others = sorted(self.plan.sources.values(), key=lambda source: sort_key(source.title))
        ordered = [name for name in (*cited, *(source.id for source in others if source.id not in cited)) if name in self.plan.sources]
        return {name: number for number, name in enumerate(ordered, start=1)}
