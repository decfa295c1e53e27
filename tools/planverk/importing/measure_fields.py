"""Fields of measures, from cells of a table, lines with a label, or terms with their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from planverk.document.progress_counts import DEGREES
from planverk.importing.drafts import Draft, Drafts, Shown, Unsure, Value, said
from planverk.importing.foreign import Block, Cell, List, Paragraph, Text, texts_of
from planverk.importing.front import iso_day
from planverk.importing.printed import field_of, read, says, time_of
from planverk.importing.references import name_parts
from planverk.importing.vocabulary import meant
from planverk.rules.persons import find_person

_TEXTS = frozenset(("financing", "basis"))
_LISTS = frozenset(("indicators", "target_groups", "effects"))
_PARTS = frozenset(("national_goals", "follows"))
_LEVELS = ("universal", "selective", "indicated")
_FACT = re.compile(r"(?P<label>[^:.!?]{3,60}):\s*(?P<value>\S.*)", re.DOTALL)
_PROPOSAL = re.compile(r"\((?:forslag|proposal|proposed)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;\n•]|(?<!\bv)/|\s(?:og|and|samt)\s(?=[A-ZÆØÅ]))\s*")
_BEFORE_PERSON = re.compile(r"[\s(,:–-]*(?:\bv(?:ed)?[/.]?)?[\s(,:–-]*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\D{0,10}[\s.])?(\d{1,5})(?:\.(\d{1,4}))?\.?\)?\Z")
_QUARTER = re.compile(r"(?:Q([1-4])|([1-4])\.\s?kvartal)\s(\d{4})\Z", re.IGNORECASE)
_TO = re.compile(r"\s[-–—]\s|(?<=\d{4})[-–—](?=\d{4}\Z)|(?<=[^-]\d{4})\s?[-–—]\s?(?=20)")
_LONGEST_LABEL = 6
"""Words of a label, fewer than that."""
_NOTHING = re.compile(r"[\s–—-]*\Z")


def column_of(drafts: Drafts, text: str) -> str:
    """The field that the name of a column or a line means: what the user said, else what planverk prints, else by words; "" for none."""
    return drafts.hints.column(text) or ("responsible" if says("responsible-proposed", text) else field_of("measure", text) or meant("column", text))


def take_field(drafts: Drafts, draft: Draft, name: str, cell: Cell) -> bool:
    """Gives a measure what a cell says of a field; False where it says something that the field can't hold."""
    texts = [text for text in texts_of(cell.blocks) if text]
    if name in ("responsible", "participants"):
        draft.fields[name] = list(dict.fromkeys(function(drafts, piece).id for text in texts for piece in _functions(drafts, draft, text, name)))
        return True
    if name in _TEXTS or name in _LISTS:
        draft.fields[name] = Value(tuple(texts)) if name in _TEXTS else list(map(said, texts))
        return True
    if name in _PARTS:
        name_parts(drafts, draft, name, texts)
        return True
    found = dict(_told(drafts, draft, name, texts))
    draft.fields |= found
    return bool(found)


def _told(drafts: Drafts, draft: Draft, name: str, texts: list[Text]) -> Iterator[tuple[str, Any]]:
    """Fields whose values have a form of their own."""
    text = texts[0]
    if name == "number" and (number := _NUMBER.match(text.plain)):
        yield "number", Value((text,), number[2] or number[1])
    elif name in ("deadline", "period") and len(texts) == 1 and (when := read_time(text.plain)):
        yield from _time(text, when).items()
    elif name == "goal" and (goal := _goal_named(drafts, text.plain)):
        yield "goal", goal.id
        draft.label(text, "goal")
    elif name == "level" and (level := next((each for each in _LEVELS if says(f"level-{each}", text.plain)), "")):
        yield "level", Value((text,), level)
    elif name == "reporting" and (found := read("reporting-yearly", text) or read("reporting-text", text)):
        months = found["months"] if "months" in found.match.groupdict() else None
        yield "reporting", {"to": said(found["to"]), "interval_months": said(months) if months else Value((), "12")}
        draft.label(text, "reporting")


def _withdrawal(draft: Draft, block: Block | Shown) -> bool:
    """Takes a paragraph that says that the measure was withdrawn; False for another."""
    found = read("withdrawn", block.text) if isinstance(block, Paragraph) else None
    day = time_of(found.said("date")) if found else ""
    if found and day:
        draft.fields["withdrawn"] = {"date": Value((found["date"],), day), "reason": said(found["reason"])}
        draft.label(found.text, "withdrawn")
    return bool(found and day)


def facts(drafts: Drafts, draft: Draft, blocks: Iterable[Block | Shown]) -> Iterator[Block | Shown]:
    """The blocks of a measure's text, without lines such as «Frist: 2027», or «Indikatorer» with a list below, which become fields."""
    given = list(blocks)
    while given:
        block = given.pop(0)
        if _withdrawal(draft, block):
            continue
        fact = _fact(block, given[0] if given else None)
        if fact is None:
            yield block
        elif says("progress", fact.label.plain) and (count := _progress(drafts, draft, fact.label, [*fact.value.blocks, *given[fact.used :]])):
            del given[: fact.used + count - 1]
        elif _take_fact(drafts, draft, column_of(drafts, fact.label.plain), fact.label, fact.value):
            del given[: fact.used]
        else:
            yield block


def _take_fact(drafts: Drafts, draft: Draft, name: str, label: Text, value: Cell) -> bool:
    """Gives a measure a field that stands under a label; False where the label or the value means none."""
    if read("national-goals-inherited", label):
        for text in (label, *texts_of(value.blocks)):
            draft.label(text, "goal")
        return True
    if name in ("", "number", "title", "body", "goal") or name in draft.fields or not take_field(drafts, draft, name, value):
        return False
    draft.label(label, name if name in draft.fields else "period")
    if _PROPOSAL.search(label.plain):
        draft.fields["assignment"] = "proposed"
    return True


class _Fact(NamedTuple):
    """A label, its value, and how many of the blocks that follow the value is made of."""

    label: Text
    value: Cell
    used: int = 0


def _fact(block: Block | Shown, following: Block | Shown | None) -> _Fact | None:
    """A line with a colon or a bold beginning, a line with a list below, or a term with its meaning; None for other text."""
    if not isinstance(block, Paragraph):
        return None
    first = block.text.runs[0]
    if first.bold and block.role != "term" and len(first.text) < len(block.text.plain) and len(first.text.split()) < _LONGEST_LABEL:
        rest = block.text.cut(len(first.text))
        return _Fact(block.text.cut(0, len(first.text)), Cell((Paragraph(rest.cut(1) if rest.plain.startswith(":") else rest),)))
    if found := _FACT.fullmatch(block.text.plain):
        return _Fact(block.text.cut(*found.span("label")), Cell((Paragraph(block.text.cut(*found.span("value"))),)))
    is_value = isinstance(following, List) or (block.role == "term" and isinstance(following, Paragraph) and not following.role)
    return _Fact(block.text, Cell((following,)), 1) if is_value and isinstance(following, List | Paragraph) else None


# --- progress ---


def _progress(drafts: Drafts, draft: Draft, label: Text, blocks: list[Block | Shown]) -> int:
    """Records of how far a measure had come, each with who said so in the next paragraph; how many blocks they took."""
    records, at = list[dict[str, Any]](), 0
    told = Draft("progress", draft.id)
    while at + 1 < len(blocks) and isinstance(said_so := blocks[at], Paragraph) and isinstance(by := blocks[at + 1], Paragraph):
        found, who = read("progress-text", said_so.text), _reporter(by.text)
        day = time_of(found.said("date")) if found else ""
        degree = next((each for each in DEGREES if found and says(f"degree-{each}", found.said("degree"))), "")
        if not (found and who and day and degree):
            break
        record = {"date": Value((found["date"],), day), "degree": Value((found["degree"],), degree), "note": said(found["note"])}
        name, evidence = who
        records.append({**record, **({"evidence": said(evidence)} if evidence else {}), "reported_by": function(drafts, name).id})
        told.label(by.text, "records")
        at += 2
    if records:
        told.fields["records"] = records
        told.label(label, "records")
        drafts.entries.append(told)
    return at


def _reporter(text: Text) -> tuple[Text, Text | None] | None:
    """Who reported, and on what ground."""
    mark = next((found for found in re.finditer(r"\.\s(?=[^.]*?:\s)", text.plain)), None)
    first = text.cut(0, mark.start() + 1) if mark else text
    evidence = text.cut(text.plain.index(":", mark.end()) + 1) if mark else None
    found = read("progress-by", first)
    return (found["function"], evidence) if found else None


# --- times ---


def _time(text: Text, when: str) -> dict[str, object]:
    first, _, last = when.partition("/")
    if not last:
        return {"deadline": Value((text,), when)}
    mark = _TO.search(text.plain)
    before, after = (text.cut(0, mark.start()), text.cut(mark.end())) if mark else (text, text)
    return {"period": {"from": Value((before,), first), "to": Value((after,), last)}}


def read_time(text: str) -> str:
    """A time in the form of the contract, FROM/TO for years from and to; "" for what has none."""
    plain = " ".join(text.split()).rstrip(".")
    if (known := time_of(plain)) or (known := meant("time", plain)):
        return known
    if mark := _TO.search(plain):
        first, last = read_time(plain[: mark.start()]), read_time(plain[mark.end() :])
        return f"{first}/{last}" if first and last else ""
    if found := _QUARTER.match(plain):
        return f"{found[3]}-Q{found[1] or found[2]}"
    found = re.match(r"(?:innen\s(?:utgangen\sav\s)?|i\sløpet\sav\s|innan\s)?(.*)", plain, re.IGNORECASE)
    rest = found[1] if found else plain
    return rest if re.fullmatch(r"20\d\d", rest) else time_of(rest) or iso_day(rest)


# --- functions ---


def _pieces(drafts: Drafts, text: Text) -> Iterator[Text]:
    """The names in a list of names. One that the plan's own list of functions has is whole, whatever signs are in it."""
    at, plain = 0, text.plain
    while at < len(plain):
        known = max((name for name in drafts.functions if plain.casefold().startswith(name.casefold(), at)), key=len, default="")
        found = _BETWEEN.search(plain, at + len(known))
        if known and not (found and found.start() == at + len(known)) and not _NOTHING.match(plain, at + len(known)):
            known, found = "", _BETWEEN.search(plain, at)
        piece = text.cut(at, found.start() if found else None)
        at = found.end() if found and found.end() > at else len(plain)
        if piece and not _NOTHING.fullmatch(piece.plain):
            yield piece


def _functions(drafts: Drafts, draft: Draft, text: Text, name: str) -> Iterator[Text]:
    """The functions that a cell names. A person's name is found and not carried over."""
    mark = _PROPOSAL.search(text.plain)
    if mark and not text.plain[mark.end() :].strip():
        draft.fields["assignment"] = "proposed"
        draft.label(text.cut(mark.start()), "assignment")
        text = text.cut(0, mark.start())
    for piece in _pieces(drafts, text):
        draft.label(piece, name)
        person = find_person(piece.plain)
        if person:
            drafts.unsure.append(Unsure(piece.plain[slice(*person)], "person"))
            piece = piece.cut(0, len(_BEFORE_PERSON.sub("", piece.plain[: person[0]])))
        if piece:
            yield piece


def function(drafts: Drafts, name: Text) -> Draft:
    """The function of a name: the one that has it, or under which the user joined it, else a new one."""
    called = drafts.hints.function(name.plain)
    known = next((draft for draft in drafts.of("function") if draft.fields["title"].text.casefold() == called.casefold()), None)
    title = said(name) if called == name.plain else Value((name,), called)
    return known or drafts.add("function", called, title=title, **{"kind": "unit"})


def _goal_named(drafts: Drafts, text: str) -> Draft | None:
    number = re.search(r"\d+", text)
    for goal in drafts.of("goal"):
        if goal.fields["title"].text in text or (number and goal.fields["number"] and goal.fields["number"].text == number[0]):
            return goal
    return None
