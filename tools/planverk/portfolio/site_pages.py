"""The page of a municipality with its plans, and that of a national goal with the plans that answer it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planverk.document.blocks import Block, BulletList, CrossReference, Definition, DefinitionList, Inlines, Link, Paragraph, Row, Text
from planverk.document.document import Section
from planverk.document.progress_counts import UNREPORTED
from planverk.document.typography import orgnr, years
from planverk.portfolio.answers import Answers, Owner, goal_key
from planverk.portfolio.rows import FAILED
from planverk.portfolio.rows import Row as Told
from planverk.portfolio.wording import Wording

_ADDRESS = ("https://", "http://")


def plan_reference(wording: Wording, answers: Answers, key: str) -> Inlines:
    """A plan's title, as a link to the place where the site tells of it."""
    plan = answers.plans[key]
    return (CrossReference(f"plan-{key}", wording.text(plan["title"] or plan["folder"], plan["language"])),)


def goal_reference(wording: Wording, place: int) -> tuple[str, str]:
    """The anchor of a national goal, by its place among all, and the address of its page."""
    return f"{wording.words['page-goal']}-{place}", f"{wording.words['page-national-goals']}/{place}/"


def owner_page(wording: Wording, answers: Answers, owner: Owner) -> Section:
    """What a municipality plans: each of its plans as a part. A plan of several stands whole with the first of them, and the others lead there."""
    own = [key for key in owner.plans if answers.owner_of(key) == owner]
    blocks: list[Block] = [*_about(wording, answers, owner)]
    if others := [key for key in owner.plans if key not in own]:
        blocks.append(Paragraph((Text(wording.words["plans-of-others"]),)))
        blocks.append(BulletList(tuple((Paragraph(plan_reference(wording, answers, key)),) for key in others)))
    parts = tuple(_plan(wording, answers, key) for key in own)
    page = f"{wording.words['page-owners']}/{owner.id}/"
    return Section(f"owner-{owner.id}", 1, (Text(owner.name),), tuple(blocks), parts, page=page, role="entry")


def _about(wording: Wording, answers: Answers, owner: Owner) -> Iterator[Block]:
    counts = {question: answers.count(question, owner) for question in ("measures", "late")}
    yield Paragraph((Text(wording.say("owner-line", plans=len(owner.plans), **counts)),), "lead")


def _plan(wording: Wording, answers: Answers, key: str) -> Section:
    """One plan: its facts, how far it has come, its measures, the national goals that they answer, and the plans like it."""
    plan = answers.plans[key]
    title = wording.text(plan["title"] or plan["folder"], plan["language"])
    if plan["state"] == FAILED:
        return Section(f"plan-{key}", 2, title, (Paragraph((Text(wording.words["plan-failed"]),), "missing"),), role="part")
    blocks = (*_facts(wording, answers, plan), *_measures(wording, answers, plan), *_goals(wording, answers, key), *_alike(wording, answers, key))
    return Section(f"plan-{key}", 2, title, blocks, role="part")


def _facts(wording: Wording, answers: Answers, plan: Told) -> Iterator[Block]:
    found: list[tuple[str, Inlines]] = []
    if plan["status"]:
        found.append(("status", (Text(wording.common[f"status-{plan['status']}"]),)))
    if plan["period_from"] and plan["period_to"]:
        found.append(("period", (Text(years(plan["period_from"], plan["period_to"])),)))
    if plan["adopted"]:
        found.append(("adopted", (Text(wording.day(plan["adopted"])),)))
    bodies = [f"{each['name']} ({orgnr(each['orgnr'])})" if each["orgnr"] else str(each["name"]) for each in plan["organisations"] or ()]
    if bodies:
        found.append(("organisations", (Text(", ".join(bodies)),)))
    if plan["address"] and plan["address"].startswith(_ADDRESS):
        found.append(("address", (Link(plan["address"], (Text(plan["address"]),)),)))
    found.append(("findings", (Text(wording.say("plan-findings", **{name: plan[name] for name in ("errors", "warnings", "infos")})),)))
    yield DefinitionList(tuple(Definition((Text(wording.words[f"fact-{name}"]),), (Paragraph(text),)) for name, text in found), "facts")
    counts = {row["degree"]: row["measures"] for row in answers.of("progress", plan["plan"])}
    if counts:
        yield Paragraph((Text(wording.counted(counts)),))


def _measures(wording: Wording, answers: Answers, plan: Told) -> Iterator[Block]:
    late = {row["id"] for row in answers.of("late", plan["plan"])}
    rows = []
    for _, found in groupby(answers.of("measures", plan["plan"]), key=lambda row: str(row["id"])):
        told = [*found]
        first = told[0]
        names = [row["function"] for row in told if row["role"] == "responsible" and row["function"]]
        due = wording.day(first["due"]) if first["due"] else None
        if due and first["id"] in late:
            due = wording.say("due-late", due=due)
        cells = (
            wording.cell("–" if first["number"] is None else str(first["number"])),
            wording.cell(first["measure"], plan["language"]),
            wording.cell(", ".join(names), plan["language"]) if names else wording.cell(None),
            wording.cell(due),
            wording.cell(wording.degree(first["degree"] or UNREPORTED)),
        )
        rows.append(Row(cells))
    if rows:
        columns = (("number", 0.08, False), ("measure", 0.38, False), ("responsible", 0.24, False), ("due", 0.15, False), ("degree", 0.15, False))
        yield wording.table(columns, rows, "measures", wording.words["caption-measures"], header=1)


def _goals(wording: Wording, answers: Answers, key: str) -> Iterator[Block]:
    """The national goals that the plan answers, each with how many measures do, and those that it knows and answers with none."""
    items = []
    for row in answers.of("national-goals", key):
        anchor, _ = goal_reference(wording, answers.goal_places[goal_key(row)])
        label = CrossReference(anchor, (Text(goal_title(wording, row)),))
        items.append((Paragraph((label, Text(f": {wording.measures(row['measures'])}"))),))
    if items:
        yield Paragraph((Text(wording.words["plan-goals"]),), "small")
        yield BulletList(tuple(items))


def _alike(wording: Wording, answers: Answers, key: str) -> Iterator[Block]:
    items = []
    for row in answers.of("alike", key):
        about = wording.say("alike-line", publisher=row["other_publisher"] or "", likeness=f"{row['likeness'] * 100:.0f}", shared=row["shared"])
        items.append((Paragraph((*plan_reference(wording, answers, row["other"]), Text(f" {about}"))),))
    if items:
        yield Paragraph((Text(wording.words["plan-alike"]),), "small")
        yield BulletList(tuple(items))


# --- a national goal ---


def goal_title(wording: Wording, row: Told) -> str:
    """«1. Tittelen»; the title alone where there is no number."""
    return ". ".join(filter(None, (row["number"], row["goal"] or wording.missing)))


def goal_page(wording: Wording, answers: Answers, row: Told, place: int) -> Section:
    """Where a national goal is answered, and the plans that know it and have no measure for it."""
    told = answers.by_goal[goal_key(row)]
    anchor, page = goal_reference(wording, place)
    line = wording.say(
        "goal-line", plan=row["national_plan"] or wording.missing, **{name: row[name] for name in ("known_in", "answered_in", "measures")}
    )
    rows = []
    for each in sorted(told, key=lambda each: each["measures"] == 0):
        plan = answers.plans[each["plan"]]
        cells = (
            (Paragraph(plan_reference(wording, answers, each["plan"])),),
            wording.cell(plan["publisher"] or plan["folder"], plan["language"]),
            wording.cell(str(each["measures"])),
        )
        rows.append(Row(cells))
    columns = (("plan", 0.45, False), ("owner", 0.35, False), ("measures", 0.2, True))
    table = wording.table(columns, rows, "register", wording.words["caption-goal"])
    return Section(anchor, 1, (Text(goal_title(wording, row)),), (Paragraph((Text(line),), "lead"), table), page=page, role="entry")
