"""The plans that a goal builds on: «Plan: mål», a line each."""

from __future__ import annotations

import re

from planverk.importing.drafts import Draft, Drafts, Value, said, short_id
from planverk.importing.foreign import List, Text, texts_of
from planverk.importing.vocabulary import mentioned

_YEARS = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)(?!\d)")


def relate(drafts: Drafts, goal: Draft, block: List) -> None:
    """Relations of a goal, from a list of «Plan: goal of it»; an item without a colon is text of the goal."""
    for item in block.items:
        texts = list(texts_of(item))
        mark = texts[0].plain.find(":") if texts else -1
        if mark < 0 or len(texts) > 1 or not texts[0].plain[mark + 1 :].strip():
            goal.body.append(List((item,), block.first))
            continue
        plan = _plan(drafts, texts[0].cut(0, mark))
        goal.fields["related"].append(f"{plan.id}#{_goal(goal, plan, texts[0].cut(mark + 1))}")


def _plan(drafts: Drafts, title: Text) -> Draft:
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


def _goal(goal: Draft, plan: Draft, title: Text) -> str:
    """The id of a goal of a referenced plan, which is added where the plan has none of the title."""
    goals = plan.fields["goals"]
    known = next((each for each in goals if each["title"].text == title.plain), None)
    if known:
        plan.label(title, f"goals.{goals.index(known)}.title")
        return str(known["id"])
    id, taken, number = short_id(title.plain), {each["id"] for each in goals}, 2
    unique = id
    while unique in taken:
        unique, number = f"{id}-{number}", number + 1
    goals.append({"id": unique, "title": said(title)})
    return unique
