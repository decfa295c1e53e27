"""The plans that a goal builds on: «Plan: mål», a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planverk.importing.drafts import Draft, Drafts, Value, said, short_id
from planverk.importing.foreign import Block, List, Paragraph, Text, texts_of
from planverk.importing.vocabulary import mentioned, pattern

_YEARS = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)(?!\d)")


_NUMBERED = re.compile(r"(\d{1,3})\.?\s+(?=[^\W\d])")
_MEASURE = re.compile(rf"(?P<noun>{pattern('measure', 'nouns')})\s(?P<number>\d+):\s(?P<title>\S.*)", re.IGNORECASE)
_ABOUT = re.compile(r"(?P<owner>[^,]{2,80}),\s(?P<level>[^,\d]{2,40})(?:,\s(?P<from>\d{4})\s?[-–]\s?(?P<to>\d{4}))?")


def relate(drafts: Drafts, goal: Draft, block: List, title: Text | None = None) -> None:
    """Relations of a goal, from a list of «Plan: goal of it», or of goals below the `title` of their plan; what is neither is text of the goal."""
    named = plan_of(drafts, title) if title else None
    for item in block.items:
        texts = list(texts_of(item))
        mark = texts[0].plain.find(":") if texts and not named else -1
        if len(texts) != 1 or (not named and (mark < 0 or not texts[0].plain[mark + 1 :].strip())):
            goal.body.append(List((item,), block.first))
            continue
        plan = named or plan_of(drafts, texts[0].cut(0, mark))
        goal.fields["related"].append(f"{plan.id}#{_goal(plan, texts[0].cut(mark + 1))}")


def describe_plans(drafts: Drafts, blocks: Sequence[Block]) -> list[Block]:
    """What a list of plans tells of each below its title: owner, kind and years in one line, and its goals. The blocks that tell something else."""
    rest, plan = list[Block](), None
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == "term":
            plan = plan_of(drafts, block.text)
        elif not (plan and _told(plan, block)):
            rest.append(block)
    return rest


def _told(plan: Draft, block: Block) -> bool:
    """Takes what a block tells of a plan; False where it tells nothing that a plan has a field for."""
    if isinstance(block, List) and all(len(list(texts_of(item))) == 1 for item in block.items):
        for text in (next(texts_of(item)) for item in block.items):
            if found := _MEASURE.fullmatch(text.plain):
                plan.label(text.cut(*found.span("noun")), "measures")
                measure = {name: said(text.cut(*found.span(name))) for name in ("number", "title")}
                plan.fields.setdefault("measures", []).append(measure)
            else:
                _goal(plan, text)
        return True
    if not isinstance(block, Paragraph):
        return False
    found = _ABOUT.fullmatch(block.text.plain)
    if not found:
        return False
    plan.fields["owner"] = plan.fields["owner"] or said(block.text.cut(*found.span("owner")))
    plan.fields["level"] = mentioned("level", found["level"]) or plan.fields["level"]
    plan.label(block.text.cut(*found.span("level")), "level")
    if found["from"]:
        plan.fields["period"] = {name: Value((block.text.cut(*found.span(name)),)) for name in ("from", "to")}
    return True


def plan_of(drafts: Drafts, title: Text) -> Draft:
    """The referenced plan of a title: the one that has it, whose title the words are again, else a new one."""
    known = next((draft for draft in drafts.of("plan") if draft.fields["title"].text == title.plain), None)
    if known:
        known.label(title, "title")
        return known
    level = mentioned("level", title.plain) or None
    draft = drafts.add("plan", _YEARS.sub("", title.plain), title=said(title), level=level, owner=None, period=None, goals=[])
    if years := _YEARS.search(title.plain):
        draft.fields["period"] = {name: Value((title.cut(*years.span(name)),)) for name in ("from", "to")}
    return draft


def _goal(plan: Draft, title: Text) -> str:
    """The id of a goal of a referenced plan, which is added where the plan has none of the title."""
    goals = plan.fields["goals"]
    numbered = _NUMBERED.match(title.plain)
    numeral, title = (title.cut(0, numbered.end(1)), title.cut(numbered.end())) if numbered else (None, title)
    known = next((each for each in goals if each["title"].text == title.plain), None)
    if known:
        for text in filter(None, (numeral, title)):
            plan.label(text, f"goals.{goals.index(known)}.title")
        return str(known["id"])
    id, taken, number = short_id(title.plain), {each["id"] for each in goals}, 2
    unique = id
    while unique in taken:
        unique, number = f"{id}-{number}", number + 1
    goals.append({"id": unique, **({"number": said(numeral)} if numeral else {}), "title": said(title)})
    return unique
