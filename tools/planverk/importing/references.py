"""What a document tells of other plans: «Plan: mål» below a goal, the list of plans with their goals, and parts of them that measures follow."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planverk.importing.drafts import Draft, Drafts, Unsure, Value, said, short_id
from planverk.importing.foreign import Block, List, Paragraph, Text, texts_of
from planverk.importing.printed import read, says, time_of
from planverk.importing.vocabulary import mentioned, pattern

_YEARS = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d)\s?[-–—]\s?(?P<to>(?:19|20)\d\d)(?!\d)")
_NUMBERED = re.compile(r"(\d{1,3})\.?\s+(?=[^\W\d])")
_MEASURE = re.compile(rf"(?P<noun>{pattern('measure', 'nouns')})\s(?P<number>\d+):\s(?P<title>\S.*)", re.IGNORECASE)
_LABELS = ("period-missing", "plan-goals", "plan-goals-all", "plan-measures", "plan-related-goals", "plan-used-in-goals", "plan-related-measures")
"""Sentences about a plan that stand above what they are about, or that tell that something is missing."""
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
    """What a list of plans tells of each below its title: owner, kind and years in one line, where it is, and its goals. The blocks that tell
    something else."""
    rest, plan = list[Block](), None
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == "term":
            plan = plan_of(drafts, block.text)
        elif not (plan and _told(drafts, plan, block)):
            rest.append(block)
    return rest


def _told(drafts: Drafts, plan: Draft, block: Block) -> bool:
    """Takes what a block tells of a plan; False where it tells nothing that a plan has a field for."""
    if isinstance(block, List) and all(len(list(texts_of(item))) == 1 for item in block.items):
        for text in (next(texts_of(item)) for item in block.items):
            _goal_or_measure(plan, text)
        return True
    if not isinstance(block, Paragraph):
        return False
    return _about(plan, block.text) or _fact_of_plan(drafts, plan, block.text)


def _goal_or_measure(plan: Draft, text: Text) -> None:
    found = _MEASURE.fullmatch(text.plain)
    if found is None:
        _goal(plan, text)
        return
    plan.label(text.cut(*found.span("noun")), "measures")
    plan.fields.setdefault("measures", []).append({name: said(text.cut(*found.span(name))) for name in ("number", "title")})


def _about(plan: Draft, text: Text) -> bool:
    """Owner, level and years in a line."""
    found = _ABOUT.fullmatch(text.plain)
    if not found or plan.fields["owner"]:
        return False
    plan.fields["owner"] = said(text.cut(*found.span("owner")))
    plan.fields["level"] = mentioned("level", found["level"]) or plan.fields["level"]
    plan.label(text.cut(*found.span("level")), "level")
    if found["from"]:
        plan.fields["period"] = {name: Value((text.cut(*found.span(name)),)) for name in ("from", "to")}
    return True


def _fact_of_plan(drafts: Drafts, plan: Draft, text: Text) -> bool:
    """Where the plan is, what came after it, when it was checked, and what is known of it."""
    address = next((run.link for run in text.runs if run.link), "")
    if says("plan-web", text.plain) and address:
        plan.fields["url"] = Value((text,), address)
    elif found := read("plan-successor", text):
        title = found["plan"]
        drafts.later.append(lambda: plan.fields.update(successor=plan_of(drafts, title).id))
        plan.label(text, "successor")
    elif (found := read("plan-checked", text)) and (day := time_of(found.said("date"))):
        plan.fields["checked"] = Value((found["date"],), day)
        plan.label(text, "checked")
    elif any(says(key, text.plain.rstrip(".:")) or read(key, text) for key in _LABELS):
        plan.label(text, "goals")
    elif plan.fields["owner"] and "known" not in plan.fields:
        plan.fields |= {"incomplete": "true", "known": said(text)}
    else:
        return False
    return True


def name_parts(drafts: Drafts, draft: Draft, name: str, texts: Sequence[Text]) -> None:
    """Gives a field the goals or measures of other plans that texts name, once all plans are known; others are told."""
    draft.fields.setdefault(name, [])
    for text in texts:
        draft.label(text, name)
    drafts.later.append(lambda: draft.fields[name].extend(part for text in texts if (part := _part(drafts, draft, text))))


def _part(drafts: Drafts, draft: Draft, text: Text) -> str:
    if found := read("follows-text", text):
        plan = plan_of(drafts, found["plan"])
        known = [measure["number"].text for measure in plan.fields.get("measures", ())]
        if found.said("number") not in known:
            plan.fields.setdefault("measures", []).append({name: said(found[name]) for name in ("number", "title")})
        return f"{plan.id}#measure-{found.said('number')}"
    wanted = read("follows-goal-text", text)
    title = wanted["title"].plain if wanted else text.plain
    for plan in drafts.of("plan"):
        for goal in plan.fields["goals"]:
            numbered = f"{goal['number'].text} {goal['title'].text}" if goal.get("number") else goal["title"].text
            if numbered == title and (wanted is None or wanted["plan"].plain == plan.fields["title"].text):
                return f"{plan.id}#{goal['id']}"
    drafts.unsure.append(Unsure(text.plain, "part-unknown"))
    draft.body.append(Paragraph(text))
    return ""


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
