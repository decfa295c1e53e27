"""What the cover and the page about the edition say of the plan: whose it is, where it stands, who adopted it, how it is revised. They are read as
planverk prints them, each fact under its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from planverk.importing.drafts import Draft, Value, said
from planverk.importing.foreign import Block, Paragraph, Table, Text
from planverk.importing.grids import first_texts
from planverk.importing.printed import read, says, sentences, time_of

STATUSES = ("draft", "hearing", "superseded", "adopted")
_LAST = re.compile(r"(?P<line>.+\.)\s(?P<edition>[^.]+)\.")
"""A line with one more sentence behind it, which names the edition."""
_NUMBERS = {"orgnr": "publisher-orgnr", "municipality_number": "publisher-municipality", "county_number": "publisher-county"}
_ADOPTIONS = {"organisation": "column-organisation", "body": "column-body", "date": "column-date", "case": "column-case"}


def read_status(head: Draft, text: Text) -> bool:
    """Takes a line that says where the plan stands, and what edition this is; False for another line."""
    line = _LAST.fullmatch(text.plain)
    if _stands(head, text):
        return True
    if line and _stands(head, text.cut(*line.span("line"))):
        name = text.cut(*line.span("edition"))
        if head.fields.setdefault("edition", {"name": said(name), "note": None})["name"].texts != (name,):
            head.label(name, "edition.name")
        return True
    return False


def _stands(head: Draft, text: Text) -> bool:
    """Takes a sentence that says where the plan stands."""
    adopted, several = read("line-adopted", text), read("line-adopted-several", text)
    if adopted and ". " not in adopted.said("case") and (day := time_of(adopted.said("date"))):
        told: dict[str, Any] = {name: said(adopted[name]) for name in ("body", "case")}
        head.fields |= {"status": "adopted", "adoption": told | {"date": Value((adopted["date"],), day)}}
    elif several and not adopted:
        head.fields["status"] = "adopted"
    elif status := next((each for each in STATUSES if _is_status(each, text)), ""):
        head.fields["status"] = status
    else:
        return False
    head.label(text, "status")
    return True


def _is_status(status: str, text: Text) -> bool:
    """True for the sentence of a status, or its one word; who adopted a plan is read elsewhere."""
    return says(f"status-{status}", text.plain.rstrip(".")) or (status != "adopted" and read(f"line-{status}", text) is not None)


def read_adoptions(head: Draft, table: Table) -> bool:
    """Takes a table of who adopted the plan, when and in which case; False for another table."""
    rows = first_texts(table)
    if not rows or [next((name for name, key in _ADOPTIONS.items() if cell and says(key, cell.plain)), "") for cell in rows[0]] != list(_ADOPTIONS):
        return False
    if "adoption" not in head.fields:
        told = [{name: text for name, text in zip(_ADOPTIONS, row, strict=False) if text and text.plain not in "–-"} for row in rows[1:]]
        days = [time_of(each["date"].plain) if "date" in each else "" for each in told]
        head.fields["adoption"] = [
            {name: Value((text,), day if name == "date" else "") for name, text in each.items()} for each, day in zip(told, days, strict=True) if day
        ]
    for text in (text for row in rows for text in row if text):
        head.label(text, "adoption")
    return True


def read_colophon(head: Draft, blocks: Sequence[Block]) -> None:
    """Takes what a list of facts about the edition tells: lines whose label is bold, or terms."""
    edition = head.fields.get("edition")
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Table):
            read_adoptions(head, block)
        if not isinstance(block, Paragraph) or read_status(head, block.text) or _told_of_us(head, block.text):
            continue
        if edition and block.text.plain == edition["name"].text and isinstance(following, Paragraph):
            head.label(block.text, "edition.name")
            edition["note"] = said(following.text)
        elif fact := _fact(block, following):
            _take(head, *fact)


def _told_of_us(head: Draft, text: Text) -> bool:
    """Sentences of planverk's own about the edition."""
    told = any(says(key, text.plain.rstrip(".")) or read(key, text) for key in ("checksum-text", "adoptions"))
    if told:
        head.label(text, "edition")
    return told


def _fact(block: Paragraph, following: Block | None) -> tuple[Text, Text] | None:
    """The label of a fact and what it says."""
    bold = len(block.text.runs[0].text) if block.text.runs[0].bold else 0
    if block.role == "term" and isinstance(following, Paragraph):
        return block.text, following.text
    return (block.text.cut(0, bold), block.text.cut(bold)) if bold else None


def _take(head: Draft, label: Text, value: Text) -> None:
    key = next((key for key in _FACTS if says(key, label.plain)), "")
    if key:
        field, take = _FACTS[key]
        head.label(label, field)
        head.fields |= dict(take(head, value))


Facts = Iterator[tuple[str, Any]]


def _publisher(head: Draft, value: Text) -> Facts:
    """Names with their numbers, one after the other."""
    made, at, plain = list[dict[str, Any]](), 0, value.plain
    for found in re.finditer(_number_pattern(), plain, re.IGNORECASE):
        if name := plain[at : found.start()].strip(" ,"):
            start = plain.index(name, at)
            made.append({"name": said(value.cut(start, start + len(name)))})
        piece = value.cut(*found.span())
        for field, key in _NUMBERS.items():
            if made and (told := read(key, piece)):
                made[-1][field] = Value((told["number"],), "".join(told.said("number").split()))
        head.label(piece, "organisation")
        at = found.end()
    if made:
        yield "organisation", made if len(made) > 1 else made[0]


def _number_pattern() -> str:
    """What may stand behind the name of an organisation."""
    words = [re.escape(each).replace(r"\ ", r"\s+") for key in ("publisher-orgnr-unknown", *_NUMBERS.values()) for each in sentences(key)]
    return "|".join(word.replace(r"\{number\}", r"\d[\d\s]*\d") for word in words)


def _review(head: Draft, value: Text) -> Facts:
    if found := read("revising-text", value):
        head.label(value, "review")
        yield "review", {**head.fields.get("review", {}), "interval_years": said(found["years"])}


def _how(head: Draft, value: Text) -> Facts:
    yield "review", {"interval_years": None, **head.fields.get("review", {}), "how": said(value)}


def _link(name: str) -> Callable[[Draft, Text], Facts]:
    def link(head: Draft, value: Text) -> Facts:
        address = next((run.link for run in value.runs if run.link), "")
        yield from ((name, Value((value,), address)),) if address else ()

    return link


def _successor(head: Draft, value: Text) -> Facts:
    address = next((run.link for run in value.runs if run.link), None)
    yield "successor", {"title": said(value), **({"url": address} if address else {})}


def _nothing(head: Draft, value: Text) -> Facts:
    head.label(value, "edition")
    yield from ()


def _period(head: Draft, value: Text) -> Facts:
    head.label(value, "period")
    yield from ()


def _plain(name: str) -> Callable[[Draft, Text], Facts]:
    def plain(head: Draft, value: Text) -> Facts:
        yield from ((name, said(value)),) if name not in head.fields else ()

    return plain


_FACTS: dict[str, tuple[str, Callable[[Draft, Text], Facts]]] = {
    "publisher": ("organisation", _publisher),
    "period": ("period", _period),
    "successor": ("successor", _successor),
    "archive-case": ("archive_case", _plain("archive_case")),
    "revising": ("review", _review),
    "evaluating": ("review", _how),
    "contact": ("contact", _plain("contact")),
    "accessibility": ("accessibility_statement", _link("accessibility_statement")),
    "licence": ("licence", _plain("licence")),
    "version-title": ("edition", _nothing),
    "checksum": ("edition", _nothing),
}
"""The field that each fact becomes, and what reads it, by the key of its label."""
