"""All plans as one Document, which the site's own emitter prints: what its pages say is settled here, and they look as those of a plan do."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Literal

from planverk.document.blocks import Block, CrossReference, Definition, DefinitionList, Paragraph, Row, Text
from planverk.document.document import Document, Page, Section
from planverk.document.progress_counts import TALLIED, UNREPORTED
from planverk.document.records import DataFile, Facet, Status, Tally
from planverk.document.typography import typeset, years
from planverk.model.provenance import Provenance
from planverk.portfolio.answers import Answers
from planverk.portfolio.rows import FAILED
from planverk.portfolio.rows import Row as Told
from planverk.portfolio.site_pages import goal_page, goal_reference, owner_page, plan_reference
from planverk.portfolio.wording import Wording
from planverk.version import __version__

MOST_LISTED = 500
"""Rows of a list of measures on one page; the question behind it gives them all."""


def compose_site(answers: Answers, language: str, title: str = "", publisher: str = "", files: tuple[DataFile, ...] = ()) -> Document:
    """The document of a portfolio in a language of messages. `files` are offered for download."""
    wording = Wording(language)
    day = wording.day(answers.day)
    counts = {"plans": len(answers.plans), "owners": len(answers.owners), "measures": len(_measures(answers))}
    line = wording.say("site-line", day=day, **counts)
    known = [plan for plan in answers.plans.values() if plan["period_from"] and plan["period_to"]]
    period = years(min(each["period_from"] for each in known), max(each["period_to"] for each in known)) if known else ""
    title = typeset(title or wording.words["site-title"])
    return Document(
        language=wording.common["tag"],
        title=title,
        publisher=typeset(publisher) or wording.say("site-publisher", owners=counts["owners"]),
        period=period,
        status=Status("adopted", wording.words["site-label"], line),
        version=wording.say("site-version", version=__version__),
        revision="",
        created=datetime.combine(answers.day, time(), UTC),
        day=answers.day,
        contact="",
        colophon=_about(wording, line),
        help=None,
        sections=_sections(wording, answers),
        words=wording.furniture,
        cover=(_figures(wording, answers),),
        provenance=Provenance(title=title, built=answers.day.isoformat(), version=__version__, document="portfolio"),
        pages=(*_pages(wording, answers), Page(_data(wording))),
        tallies=_tallies(wording, answers),
        files=files,
    )


def _figures(wording: Wording, answers: Answers) -> Block:
    """What is late, what is due, and how many national goals are answered, each a way to its page."""
    goals = _goals(answers)
    answered = wording.say("figure-answered", answered=sum(row["answered_in"] > 0 for row in goals), goals=len(goals))
    told = (("late", str(len(answers.rows["late"]))), ("due", str(len(answers.rows["due"]))), ("national-goals", answered))
    terms = {name: (CrossReference(wording.words[f"page-{name}"], (Text(wording.words[f"title-{name}"]),)),) for name, _ in told}
    return DefinitionList(tuple(Definition(terms[name], (Paragraph((Text(text),)),)) for name, text in told), "facts")


def _measures(answers: Answers) -> set[tuple[str, str]]:
    """The measures in force, each once, though several functions may have it."""
    return {(row["plan"], row["id"]) for row in answers.rows["measures"]}


def _tallies(wording: Wording, answers: Answers) -> dict[str, Tally]:
    counts: dict[str, int] = {}
    for row in answers.rows["progress"]:
        counts[row["degree"]] = counts.get(row["degree"], 0) + row["measures"]
    return {"": Tally(wording.counted(counts), sum(counts.values()), wording.degrees(counts))} if counts else {}


def _pages(wording: Wording, answers: Answers) -> tuple[Page, ...]:
    owners = f"{wording.words['page-owners']}/"
    goals = f"{wording.words['page-national-goals']}/"
    found = [Page(owner_page(wording, answers, each), owners, "publisher") for each in answers.owners]
    found += [Page(goal_page(wording, answers, row, place), goals, "national-goal") for place, row in enumerate(_goals(answers), 1)]
    return tuple(found)


def _goals(answers: Answers) -> list[Told]:
    return answers.rows["national-goals-in-numbers"]


def _sections(wording: Wording, answers: Answers) -> tuple[Section, ...]:
    made = [_owners(wording, answers), _national(wording, answers)]
    made += [_due(wording, answers, "late"), _due(wording, answers, "due")]
    made += [_findings(wording, answers), *_failed(wording, answers)]
    return tuple(made)


Role = Literal["publishers", "national-goals", "late", "due", "part"]


def _section(wording: Wording, name: str, blocks: tuple[Block, ...], role: Role = "part") -> Section:
    page = wording.words[f"page-{name}"]
    return Section(page, 1, (Text(wording.words[f"title-{name}"]),), blocks, page=f"{page}/", role=role)


# --- lists over all plans ---


def _owners(wording: Wording, answers: Answers) -> Section:
    columns = (("owner", 0.4, False), ("plans", 0.15, True), ("measures", 0.15, True), ("late", 0.15, True), ("errors", 0.15, True))
    rows = []
    for owner in answers.owners:
        plans = [answers.plans[key] for key in owner.plans]
        numbers = (
            len(plans),
            answers.count("measures", owner),
            answers.count("late", owner),
            sum(plan["errors"] or 0 for plan in plans),
        )
        cells = (wording.cell(owner.name), *(wording.cell(str(number)) for number in numbers))
        rows.append(Row(cells, f"owner-{owner.id}", f"{wording.words['page-owners']}/{owner.id}/"))
    table = wording.table(columns, rows, "register", wording.words["caption-owners"])
    return _section(wording, "owners", (Paragraph((Text(wording.words["intro-owners"]),)), table), "publishers")


def _national(wording: Wording, answers: Answers) -> Section:
    columns = (("goal", 0.5, False), ("number", 0.12, False), ("answered", 0.12, True), ("known", 0.13, True), ("measures", 0.13, True))
    blocks: list[Block] = [Paragraph((Text(wording.words["intro-national-goals"]),))]
    plans: dict[str, list[Row]] = {}
    for place, row in enumerate(_goals(answers), 1):
        numbers = (row["answered_in"], row["known_in"], row["measures"])
        cells = (wording.cell(row["goal"]), wording.cell(row["number"]), *(wording.cell(str(number)) for number in numbers))
        plans.setdefault(row["national_plan"] or "", []).append(Row(cells, *goal_reference(wording, place)))
    for title, rows in plans.items():
        blocks.append(wording.table(columns, rows, "register", title or wording.missing))
    if not plans:
        blocks.append(Paragraph((Text(wording.words["none-national-goals"]),)))
    return _section(wording, "national-goals", tuple(blocks), "national-goals")


def _due(wording: Wording, answers: Answers, question: Literal["late", "due"]) -> Section:
    """The measures that are late, or that are due within the year."""
    found = answers.rows[question]
    intro = wording.say(f"intro-{question}", day=wording.day(answers.day), count=len(found))
    if not found:
        return _section(wording, question, (Paragraph((Text(intro),)),), question)
    rows = [_due_row(wording, answers, row) for row in found[:MOST_LISTED]]
    columns = (("measure", 0.36, False), ("owner", 0.18, False), ("plan", 0.2, False), ("due", 0.13, False), ("degree", 0.13, False))
    table = wording.table(columns, rows, "overview", wording.words[f"caption-{question}"])
    blocks: list[Block] = [Paragraph((Text(intro),))]
    if len(found) > MOST_LISTED:
        blocks.append(Paragraph((Text(wording.say("list-cut", most=MOST_LISTED, question=question)),)))
    return _section(wording, question, (*blocks, table), question)


def _due_row(wording: Wording, answers: Answers, row: Told) -> Row:
    language = answers.plans[row["plan"]]["language"]
    degree, owner = row["degree"] or UNREPORTED, answers.owner_of(row["plan"])
    due = row["due"].isoformat()
    facets = (
        Facet("owner", owner.id, owner.name, owner.id, wording.words["column-publisher"]),
        Facet("progress", degree, wording.degree(degree), str(TALLIED.index(degree))),
    )
    cells = (
        wording.cell(row["measure"], language),
        wording.cell(row["publisher"], language),
        (Paragraph(plan_reference(wording, answers, row["plan"])),),
        wording.cell(wording.day(row["due"])),
        wording.cell(wording.degree(degree)),
    )
    return Row(cells, facets=(*facets, Facet("deadline", "", "", due)))


def _findings(wording: Wording, answers: Answers) -> Section:
    found = answers.rows["findings"]
    if not found:
        return _section(wording, "findings", (Paragraph((Text(wording.words["none-findings"]),)),))
    rows = [
        Row((wording.cell(row["rule"]), wording.cell(wording.words[f"value-severity-{row['severity']}"]), *map(wording.cell, map(str, counts))))
        for row in found
        for counts in [(row["plans"], row["findings"])]
    ]
    columns = (("rule", 0.46, False), ("severity", 0.18, False), ("plans", 0.18, True), ("findings", 0.18, True))
    table = wording.table(columns, rows, "register", wording.words["caption-findings"])
    return _section(wording, "findings", (Paragraph((Text(wording.words["intro-findings"]),)), table))


def _failed(wording: Wording, answers: Answers) -> list[Section]:
    """The plans that could not be checked, where there are any."""
    found = [plan for plan in answers.plans.values() if plan["state"] == FAILED]
    if not found:
        return []
    rows = [Row((wording.cell(plan["plan"]), wording.cell(plan["folder"]))) for plan in found]
    table = wording.table((("key", 0.4, False), ("folder", 0.6, False)), rows, "register", wording.words["title-failed"])
    return [_section(wording, "failed", (Paragraph((Text(wording.words["intro-failed"]),)), table))]


# --- about the site ---


def _about(wording: Wording, line: str) -> Section:
    page = wording.common["page-colophon"]
    facts = tuple(
        Definition((Text(wording.words[f"about-{name}"]),), (Paragraph((Text(wording.words[f"about-{name}-text"]),)),))
        for name in ("figures", "late", "national-goals", "alike")
    )
    blocks = (Paragraph((Text(line),), "lead"), DefinitionList(facts, "grouped"))
    return Section(page, 1, (Text(wording.words["title-about"]),), blocks, page=f"{page}/", role="colophon")


def _data(wording: Wording) -> Section:
    page = wording.common["page-data"]
    return Section(page, 1, (Text(wording.common["data"]),), (Paragraph((Text(wording.words["intro-data"]),)),), page=f"{page}/", role="data")
