"""What nothing in the plan refers to."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Function, ReferencedPlan
from planverk.model.plan import Plan
from planverk.model.prose_entries import Definition
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import passages
from planverk.rules.resolved import uses_are_known
from planverk.rules.word_index import Texts
from planverk.source.prose import FigurePlace


def unused_definition(plan: Plan) -> Iterator[Hit]:
    """Hits at definitions that no link names and whose term and forms no other entry's text holds."""
    texts: Texts | None = None
    for definition in plan.definitions.values() if uses_are_known(plan) else ():
        if definition.term and definition.sound("term", "forms") and ("definition", definition.id) not in plan.referrers:
            texts = texts or Texts((entry.key, " \n".join(passage.text for passage in passages(entry))) for entry in plan.entries)
            if not _is_used(definition, texts):
                yield hit(definition.at_top(), Hint("add-forms", {}), term=definition.term_in(plan.head.language))


def _is_used(definition: Definition, texts: Texts) -> bool:
    """True where another text holds any form at the beginning of a word, and little after it."""
    pattern = definition.used
    found = (each for phrase in definition.phrases for each in texts.with_phrase(phrase))
    return any(key != definition.key and pattern.search(text) for key, text in found)


def unused_figure(plan: Plan) -> Iterator[Hit]:
    """Hits at figures that no prose has a place for."""
    placed = {node.figure for entry in plan.entries for node in entry.prose.walk() if isinstance(node, FigurePlace)}
    for figure in plan.figures.values() if uses_are_known(plan) else ():
        if figure.id not in placed:
            yield hit(figure.at_top(), Hint("place-figure", {"name": figure.id}), title=figure.title or figure.id)


def unused_function(plan: Plan) -> Iterator[Hit]:
    """Hits at functions in force that no field and no link names, and no text in words."""
    if not uses_are_known(plan):
        return
    unnamed = [function for function in plan.functions.values() if not (function.valid and function.valid.to) and not _is_named(plan, function)]
    texts = _texts(plan) if unnamed else ""
    for function in unnamed:
        if function.title and function.title.casefold() not in texts:
            yield hit(function.at_top(), title=function.title)


def _is_named(plan: Plan, entry: Function | ReferencedPlan) -> bool:
    """True where another entry refers to it."""
    return any(found.entry is not entry for found in plan.referrers.get((entry.kind, entry.id), ()))


def _texts(plan: Plan) -> str:
    """What the plan says in words, the body that adopted it with it, without capitals; not what the register says of itself."""
    texts = [passage.text for entry in plan.entries if not isinstance(entry, Function) for passage in passages(entry)]
    return "\n".join((*(adoption.body for adoption in plan.head.adoption), *texts)).casefold()


def unused_referenced_plan(plan: Plan) -> Iterator[Hit]:
    """Hits at referenced plans of which nothing names the plan, a goal or a measure."""
    for referenced in plan.plans.values() if uses_are_known(plan) else ():
        if not _is_named(plan, referenced):
            yield hit(referenced.at_top(), title=referenced.title or referenced.id)


def unused_source(plan: Plan) -> Iterator[Hit]:
    """Hits at sources that no citation and no field names."""
    for source in plan.sources.values() if uses_are_known(plan) else ():
        if ("source", source.id) not in plan.referrers:
            yield hit(source.at_top(), Hint("cite-source", {"name": source.id}), title=source.title or source.id)
