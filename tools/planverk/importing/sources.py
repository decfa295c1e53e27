"""The list of sources, and notes that do no more than name one of them: «Utgiver (år). Tittel. Adresse.», and laws with their short titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planverk.importing.drafts import Cited, Draft, Drafts, Value, said
from planverk.importing.foreign import Block, Paragraph, Text, texts_of
from planverk.importing.printed import read, sentences, time_of

LAWS = ("legislation", "regulation")
_WHO = re.compile(r"(?P<who>[^()]{0,200}?)\s*(?:\((?P<year>\d{4})\))?\.\s*")
_ADDRESS = re.compile(r"https?://\S+?(?=[.,;]?(?:\s|\Z))")
_LAW = re.compile(r"(?:(?P<short>[^:]{2,80}):\s)?(?P<title>.+?)\.\s(?P<number>(?:LOV|FOR)-[\d-]+\d)(?:,\s(?P<publisher>.+?))?\.(?:\s|\Z)", re.DOTALL)
_PUBLISHER = re.compile(r"[^.]{2,80}\.")
_LONGEST_WORK = 100
"""Characters of a work without a year and an address; more are sentences."""
_ISBN = re.compile(r"ISBN\s([\d-]+)")


class Label(NamedTuple):
    """The number that a source has in the list, and its type where it is a law."""

    number: str
    type: str = ""


def label_of(text: Text) -> Label | None:
    """What a term such as «Kilde 3» or «Kilde 4, lov» tells; None for another term."""
    for kind in LAWS:
        for word in sentences(f"law-{kind}"):
            if text.plain.casefold().endswith(f", {word}") and (found := read("source-label", text.cut(0, len(text.plain) - len(word) - 2))):
                return Label(found.said("number"), kind)
    found = read("source-label", text)
    return Label(found.said("number")) if found and found.said("number").isdigit() else None


def read_sources(drafts: Drafts, blocks: Sequence[Block]) -> list[Block]:
    """Drafts of the sources of a list, each below its label; the blocks that tell of none."""
    rest, source = list[Block](), None
    has_italics = any(_italic(block.text) for block in blocks if isinstance(block, Paragraph))
    for block in blocks:
        label = label_of(block.text) if isinstance(block, Paragraph) and block.role == "term" else None
        if label and isinstance(block, Paragraph):
            source = drafts.add("source", "new", type=label.type or "document", title=None, issued=None)
            drafts.sources[label.number] = source
            source.label(block.text, "title")
        elif source is None or not isinstance(block, Paragraph) or not _take(source, block.text, has_italics):
            rest.append(block)
    for number, source in drafts.sources.items():
        source.id = drafts.free_id("source", source.fields["title"].text if source.fields["title"] else f"{number}")
    return rest


def _take(source: Draft, text: Text, has_italics: bool) -> bool:
    """Takes what a paragraph tells of a source; False where that has no field. Where titles are in italics, a line without them names who made it."""
    found = read("source-accessed", text)
    if found and (day := time_of(found.said("date"))):
        source.fields["accessed"] = Value((found["date"],), day)
        source.label(text, "accessed")
    elif has_italics and not source.fields.get("publisher") and _PUBLISHER.fullmatch(text.plain) and not _italic(text):
        source.fields["publisher"] = said(text.cut(0, len(text.plain) - 1))
    elif source.fields["title"] is None and not source.fields.get("publisher") and not _only_known(text):
        source.fields |= dict(_law(source, text) if source.fields["type"] in LAWS else _work(source, text))
    elif "known" not in source.fields and source.fields["issued"] is None:
        told = read("known", text)
        source.fields |= {"incomplete": "true", "known": said(told["known"] if told else text)}
        if told:
            source.label(text, "known")
    elif "note" not in source.fields:
        source.fields["note"] = said(text)
    else:
        return False
    return True


def _only_known(text: Text) -> bool:
    """True for sentences about a source whose title is not known."""
    return len(text.plain) > _LONGEST_WORK and not _italic(text) and not _ADDRESS.search(text.plain) and not re.search(r"\(\d{4}\)", text.plain)


Fields = Iterator[tuple[str, Any]]


def _address(text: Text) -> Fields:
    """The address, and where the text before it ends."""
    for found in _ADDRESS.finditer(text.plain):
        is_doi = "://doi.org/" in found[0]
        piece = text.cut(*found.span())
        yield ("DOI", Value((piece,), found[0].partition("doi.org/")[2])) if is_doi else ("URL", said(piece))
    if isbn := _ISBN.search(text.plain):
        yield "ISBN", said(text.cut(*isbn.span(1)))


def _law(source: Draft, text: Text) -> Fields:
    """Short title and place: title. Number, publisher. Address."""
    found = _LAW.match(text.plain)
    if found is None:
        yield from _work(source, text)
        return
    names = {"short": "title-short", "title": "title", "number": "number", "publisher": "publisher"}
    yield from ((name, said(text.cut(*found.span(group)))) for group, name in names.items() if found[group])
    if year := re.search(r"\d{4}(?:-\d\d-\d\d)?", found["number"]):
        yield "issued", Value((), year[0])
    yield from _address(text)


def _work(source: Draft, text: Text) -> Fields:
    """Who (year). Title. Where it was printed. Address. The title is what stands in italics, else the first sentence after the year."""
    plain = text.plain
    address = _ADDRESS.search(plain)
    until = address.start() if address else len(plain)
    who = _WHO.match(plain)
    title = _italic(text) or _sentence(plain, who.end() if who and who["year"] else 0, until)
    yield "title", said(text.cut(*title))
    if who and who.end() <= title[0]:
        if who["who"]:
            yield "publisher", said(text.cut(*who.span("who")))
        if who["year"]:
            yield "issued", Value((text.cut(*who.span("year")),), who["year"])
    isbn = _ISBN.search(plain)
    if (place := text.cut(title[1], isbn.start() if isbn else until)) and place.plain.strip(" .,"):
        start = len(place.plain) - len(place.plain.lstrip(" .,"))
        yield "container-title", said(place.cut(start, len(place.plain.rstrip(" ."))))
    yield from _address(text)


def _italic(text: Text) -> tuple[int, int] | None:
    at = 0
    for run in text.runs:
        if run.italic and run.text.strip():
            return at, at + len(run.text)
        at += len(run.text)
    return None


def _sentence(plain: str, start: int, until: int) -> tuple[int, int]:
    end = plain.find(". ", start, until)
    return start, end if end > 0 else max(start + 1, len(plain[:until].rstrip(" .")))


# --- notes that name sources ---


def cited_in(drafts: Drafts, notes: Mapping[str, tuple[Block, ...]]) -> dict[str, tuple[Cited, ...]]:
    """Label of a note that does no more than name sources of the list → those sources, each with the place in it."""
    found = dict[str, tuple[Cited, ...]]()
    for label, blocks in notes.items():
        texts = list(texts_of(blocks))
        each = [_cited(drafts, text) for text in texts]
        if texts and all(each):
            found[label] = tuple(cited for cited in each if cited)
    return found


def _cited(drafts: Drafts, text: Text) -> Cited | None:
    """The source that a paragraph of a note names, with what it says apart from the source's own words."""
    for sentence in sentences("source-see"):
        before, _, after = sentence.partition("{source}")
        mark = re.search(rf"{re.escape(before)}(?P<label>\S+\s\d+){re.escape(after)}\s*\Z", " ".join(text.plain.casefold().split()))
        number = mark["label"].split()[-1] if mark else ""
        if mark and (source := drafts.sources.get(number)):
            source.label(text, "title")
            return Cited(number, _locator(source, text.plain[: len(text.plain) - len(mark[0])]))
    return None


def _locator(source: Draft, about: str) -> str:
    """The place in a source that a note names: what stands in it behind the short title of a law, or where a work has no more words."""
    short = source.fields.get("title-short")
    if short and about.casefold().startswith(short.text.casefold()):
        return about[len(short.text) :].partition(":")[0].strip()
    known = [value.text for value in source.fields.values() if isinstance(value, Value)]
    for text in sorted(known, key=len, reverse=True):
        about = about.replace(text, " ")
    return about.strip(" .,()")
