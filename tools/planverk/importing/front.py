"""What a plan says of itself in running text: who adopted it, when and in which case; its years; whose it is; its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from planverk.importing.drafts import Draft, Drafts, Unsure, Value
from planverk.importing.foreign import Block, Table, Text, words
from planverk.importing.printed import says
from planverk.importing.vocabulary import mentioned, pattern

_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")
_DAY = rf"(?P<day>\d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:\d{{4}}|\d{{2}})|\d{{1,2}}\.\s(?:{'|'.join(_MONTHS)})\s\d{{4}}|\d{{4}}-\d\d-\d\d)"
_CASE = r"(?:[\s,]*\(?(?:i\s+)?(?:sak(?:snr\.?|\snr\.?)?|PS)\s*(?P<case>\d{1,5}/\d{2,4})\)?)"
_ADOPTED = re.compile(
    rf"(?:vedtatt|vedteken|vedtatt\sav|vedtak\s(?:i|av))\s(?:i\s|av\s)?(?P<body>{pattern('body', 'nouns')})[\s,:]*(?:den\s)?{_DAY}{_CASE}?",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:gjeldende|gjeld(?:er|ande)?|virkning|verknad|varer)\s(?:fra|frå)(?:\sog\smed)?\s(?P<from>20\d\d)", re.IGNORECASE)
_SPAN = re.compile(r"(?<!\d)(?P<from>20\d\d)\s?[-–—]\s?(?P<to>20\d\d)(?!\d)")
_REVISED = re.compile(
    r"(?:rullere[srt]*|revidere[srt]*|reviderast|rullerast|revised)[^.]{0,30}?(?:etter|hvert|kvart|hver)\s(?P<years>\d{1,2})\.?\s?år", re.IGNORECASE
)
_NAME = r"(?:[A-ZÆØÅ][\w-]+\s){1,3}(?:[Kk]ommune|[Ff]ylkeskommune|[Hh]erad|[Mm]unicipality|[Cc]ounty)"
_ONE = re.compile(rf"(?<![^\W_])({_NAME})(?![^\W_])")
_OWNER = re.compile(rf"(?<![^\W_])({_NAME}(?:(?:,|\sog|\sand)\s{_NAME})*)(?![^\W_])")
_NYNORSK = frozenset(("ikkje", "eit", "ein", "kommunen", "skal", "frå", "dei", "tiltaka", "måla", "korleis", "vere", "noko", "kva"))
_BOKMAL = frozenset(("ikke", "et", "en", "kommunen", "skal", "fra", "de", "tiltakene", "målene", "hvordan", "være", "noe", "hva"))
_ENGLISH = frozenset(("the", "and", "of", "to", "is", "shall", "with", "for", "measures", "are"))


_LONGEST_STATUS = 120
_DERIVED = {
    "colophon": "colophon",
    "overview": "measures",
    "matrix": "matrix",
    "functions": "functions",
    "references": "references",
    "help-title": "help",
    "titles": "titles",
}


def derived_part(heading: str, blocks: Sequence[Block]) -> str:
    """The part of a plan's outputs that planverk makes itself and that a heading begins, "" for none. It has a table, or is about the edition."""
    part = next((part for key, part in _DERIVED.items() if says(key, heading)), "")
    return part if part in ("colophon", "references", "help") or any(isinstance(block, Table) for block in blocks) else ""


def is_title(text: str) -> bool:
    """True for a line that may be the title of a plan."""
    return len(text) < 150 and not text.endswith(".") and not owner_of(text) and not _SPAN.fullmatch(text)


def owner_of(text: str) -> tuple[int, int] | None:
    """Where a line names nobody but a municipality; None for another line."""
    found = _OWNER.fullmatch(text.strip())
    return found.span(1) if found else None


def years_of(text: Text) -> dict[str, Value] | None:
    """The period that a line of years alone tells."""
    found = _SPAN.fullmatch(text.plain.strip())
    return {name: Value((text.cut(*found.span(name)),)) for name in ("from", "to")} if found else None


def status_of(line: str) -> str:
    """The status that a line about the plan tells, "" where it tells none."""
    return mentioned("status", line) if len(line) <= _LONGEST_STATUS else ""


def describe(drafts: Drafts, texts: Sequence[Text], title: str) -> None:
    """Fills the plan file with what the texts tell, from first to last."""
    head = drafts.head
    head.fields = {"status": "draft", **head.fields}
    if title and "title" not in head.fields:
        head.fields["title"] = title
    _adoption(head, texts)
    _period(drafts, texts)
    owners = Counter(" ".join(found[1].split()) for text in texts for found in _ONE.finditer(text.plain))
    if owners and "organisation" not in head.fields:
        name = owners.most_common(1)[0][0]
        where = next(text.cut(*_span(text, name)) for text in texts if name in text.plain)
        head.fields["organisation"] = {"name": Value((where,), certainty="likely"), "orgnr": None}
        drafts.unsure.append(Unsure(name, "owner"))


def _span(text: Text, words: str) -> tuple[int, int]:
    start = text.plain.index(words)
    return start, start + len(words)


def language_of(texts: Sequence[Text]) -> str:
    """The language of which most small words are there."""
    counts = Counter(word.lower() for text in texts for word in words(text.plain))
    score = {"nb": _BOKMAL, "nn": _NYNORSK, "en": _ENGLISH}
    return max(score, key=lambda language: sum(counts[word] for word in score[language]))


def iso_day(text: str) -> str:
    """A day as ISO 8601: 12.12.23, 12. desember 2023; years of two digits are of this century. "" where it is none."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    found = re.fullmatch(rf"(\d{{1,2}})\.\s?(?:(\d{{1,2}})\.?\s?|({'|'.join(_MONTHS)})\s)(\d{{4}}|\d{{2}})", text.strip(), re.IGNORECASE)
    if not found:
        return ""
    month = int(found[2]) if found[2] else _MONTHS.index(found[3].lower()) + 1
    year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
    return f"{year}-{month:02}-{int(found[1]):02}" if 1 <= month <= 12 and 1 <= int(found[1]) <= 31 else ""


def _adoption(head: Draft, texts: Sequence[Text]) -> None:
    """The decision that adopted the plan: the first that names a body and a day, one with a case before others."""
    found = [(text, match) for text in texts for match in _ADOPTED.finditer(text.plain)]
    for text, match in sorted(found, key=lambda each: each[1]["case"] is None):
        if "adoption" not in head.fields and (day := iso_day(match["day"])):
            adoption: dict[str, Any] = {"body": Value((text.cut(*match.span("body")),)), "date": Value((text.cut(*match.span("day")),), day)}
            adoption["case"] = Value((text.cut(*match.span("case")),)) if match["case"] else None
            head.fields |= {"adoption": adoption, "status": head.fields["status"] if isinstance(head.fields["status"], Value) else "adopted"}


def _period(drafts: Drafts, texts: Sequence[Text]) -> None:
    """The years of the plan: both ends where its title tells them, else the first, and how long it lasts until it is revised."""
    head = drafts.head
    title = head.fields.get("title")
    if isinstance(title, Value) and (span := _SPAN.search(title.texts[0].plain)):
        head.fields["period"] = {name: Value((title.texts[0].cut(*span.span(name)),)) for name in ("from", "to")}
    since = next(((text, match) for text in texts if (match := _SINCE.search(text.plain))), None)
    revised = next(((text, match) for text in texts if (match := _REVISED.search(text.plain))), None)
    if revised:
        years = revised[0].cut(*revised[1].span("years"))
        told = head.fields.get("review", {"how": Value((revised[0],))})
        head.fields["review"] = {**told, "interval_years": Value((years,))}
    elif head.fields.get("review", {}).get("interval_years") is None:
        head.fields.pop("review", None)  # it must say how often
    if since and "period" not in head.fields:
        first = since[0].cut(*since[1].span("from"))
        head.fields["period"] = {"from": Value((first,)), "to": None}
        if revised:
            last = str(int(since[1]["from"]) + int(revised[1]["years"]) - 1)
            head.fields["period"]["to"] = Value((revised[0].cut(*revised[1].span("years")),), last, "likely")
            drafts.unsure.append(Unsure(last, "period-end"))
