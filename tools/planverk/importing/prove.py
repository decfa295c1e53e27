"""Proves from the result that nothing was lost: the repository is read back as any plan is, and its words are compared with those of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel

from planverk.document.blocks import Block, DefinitionList, Inlines, Paragraph, Text
from planverk.document.compose import compose
from planverk.document.document import Section
from planverk.document.walk import parts, plain
from planverk.formats.txt import render
from planverk.importing.drafts import Claim, Drafts
from planverk.importing.figures import as_number
from planverk.importing.foreign import WORD, Foreign, words
from planverk.importing.vocabulary import meant
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.text_diff import opcodes, words_of

Problem = Literal["lost", "added", "unprinted", "unbuilt", "unread"]
"""A word of the source that the plan has not where it should; one that the plan has there and the source has not; one that the plan has and no output
would print; one that the PDF that planverk builds of it has not; one that reading the file lost."""

_PAGE = re.compile(r"[\s.…_]*\d*\s*\Z")
"""What stands after a heading in a list of contents."""
_COUNTED = re.compile(r"\A[\d.]+\s+")
"""The number of a chapter, which is not in its title."""
_MOST_WORDS = 8
"""Words of a text that only names a field."""


class Difference(NamedTuple):
    """Words that are in one and not in the other, and where in the plan."""

    problem: Problem
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph of the source: where its words went, the words that went nowhere, and whether the user listed those as left out."""

    text: str
    number: int
    page: int | None
    where: tuple[str, ...]
    certainty: str
    missing: str = ""
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """How many words the source has, how many of them the plan has, every paragraph, and every difference."""

    total: int
    placed: int
    paragraphs: tuple[Placed, ...]
    differences: tuple[Difference, ...]
    replaced: tuple[str, ...] = ()
    """Names of fields and columns for which the plan's outputs have other words."""

    @property
    def missing(self) -> tuple[Placed, ...]:
        """Paragraphs with words that went nowhere and that the user did not leave out."""
        return tuple(each for each in self.paragraphs if each.missing and not each.is_left)

    @property
    def holds(self) -> bool:
        """True where every word is in the plan or was left out by the user."""
        return not self.differences and not self.missing


def prove(document: Foreign, drafts: Drafts, files: Mapping[str, bytes], when: datetime, built: str = "") -> Proof:
    """The proof of what was written: `files` are the bytes of the repository, `built` what the PDF of it says, "" where none was built."""
    plan, _ = read_plan(Tree(dict(files)))
    claims = list(drafts.claims())
    composed = compose(plan, None, when)
    printed = Counter(_letters(render(composed).decode("utf-8")))
    lines = Counter(
        " ".join(_letters(plain(line))) for line in _lines((composed.colophon, *composed.sections, *((composed.help,) if composed.help else ())))
    )
    lines.update(" ".join(_letters(text)) for text in (composed.publisher, composed.title, composed.period, composed.status.line))
    claims = [claim for claim in claims if not claim.label or _only_names(claim, lines, printed)]
    differences = [*_unread(document), *_compared(plan, claims)]
    paragraphs = tuple(_paragraphs(document, drafts, claims, lines))
    differences += _unprinted(claims, printed, "unprinted")
    differences += _unprinted(claims, Counter(_letters(built)), "unbuilt") if built else ()
    total = sum(len(words(each.text)) for each in paragraphs)
    missing = sum(len(words(each.missing)) for each in paragraphs)
    lost = sum(len(words(each.text)) for each in differences if each.problem == "lost")
    replaced = dict.fromkeys(claim.text.plain for claim in claims if claim.label and set(_letters(claim.text.plain)) - printed.keys())
    return Proof(total, max(total - missing - lost, 0), paragraphs, tuple(differences), tuple(replaced))


# --- the source and its tree ---


def _unread(document: Foreign) -> Iterator[Difference]:
    """Words of the file that its tree has not, or more or less often; mends apart."""
    raw = " ".join(document.raw.split())
    for mend in document.mends:
        raw = raw.replace(mend.before, mend.after, 1)
    before, after = Counter(words(raw)), Counter(word for text in document.texts for word in words(text.plain))
    lacking = [*(before - after).elements(), *(after - before).elements()] if raw else []
    if lacking:
        yield Difference("unread", "", " ".join(lacking))


def _lines(part: Iterable[Inlines | Block | Section]) -> Iterator[Inlines]:
    """Every line that the outputs print: headings, paragraphs, cells."""
    for each in part:
        if isinstance(each, tuple):
            yield each
        elif isinstance(each, DefinitionList):
            yield from ((*item.term, Text(" "), *first.children) for item in each.items for first in item.blocks[:1] if isinstance(first, Paragraph))
            yield from _lines(parts(each))
        else:
            yield from _lines(parts(each))


def _only_names(claim: Claim, lines: Mapping[str, int], printed: Mapping[str, int]) -> bool:
    """True for a label that the outputs print, or that is too short to say anything; a line of the list of contents has to be there."""
    text = _PAGE.sub("", claim.text.plain)
    if claim.where == "plan.yaml/contents":
        forms = (claim.text.plain, text, _COUNTED.sub("", text))
        return any(" ".join(_letters(form)) in lines for form in forms) or bool(meant("heading", text))
    said = _letters(text)
    return len(said) <= _MOST_WORDS or all(word in printed for word in said)


def _paragraphs(document: Foreign, drafts: Drafts, claims: Sequence[Claim], lines: Counter[str]) -> Iterator[Placed]:
    """Every paragraph with its claims, and the words that none of them covers. A paragraph that went nowhere, and that the outputs print as a line of
    its own, is one that planverk makes itself."""
    by_number: dict[int, list[Claim]] = {}
    for claim in claims:
        by_number.setdefault(claim.text.number, []).append(claim)
    calls: dict[int, list[str]] = {}
    for number, label in drafts.calls:
        calls.setdefault(number, []).append(label)
    stripped = {text.number: text for text in drafts.texts}
    free = lines - Counter(" ".join(_letters(claim.text.plain)) for claim in claims if not claim.label)
    for text in document.texts:
        own = by_number.get(text.number, [])
        whole = stripped[text.number].plain
        covered = {at for claim in own for at in range(claim.text.start, claim.text.end)}
        missing = [found[0] for found in WORD.finditer(whole) if not all(at in covered or not whole[at].isalnum() for at in range(*found.span()))]
        where = [claim.where for claim in own] + [f"source:note-{label}/title" for label in calls.get(text.number, ())]
        line = " ".join(_letters(text.plain))
        if missing and not where and free[line] > 0:
            free[line] -= 1
            missing, where, own = [], ["plan.yaml/contents"], [Claim(text, "plan.yaml/contents", label=True)]
        certainty = "likely" if any(claim.certainty == "likely" for claim in own) else "sure"
        is_left = bool(missing) and (text.number in drafts.left or drafts.hints.leaves(text.plain))
        yield Placed(text.plain, text.number, text.page, tuple(dict.fromkeys(where)), certainty if own else "", " ".join(missing), is_left)


# --- the plan as it is read back ---


def _compared(plan: Plan, claims: Sequence[Claim]) -> Iterator[Difference]:
    """What each place of the plan says, against the words that went there."""
    expected: dict[str, list[str]] = {}
    for claim in claims:
        if not claim.label:
            said = expected.setdefault(claim.where, [])
            if not (claim.written and said):
                said.append(claim.written or (as_number(claim.text.plain) if claim.where.endswith("/data") else claim.text.plain))
    for where, texts in expected.items():
        before, after = (_tokens(where, text) for text in (" ".join(texts), said_at(plan, where)))
        for same, b0, b1, a0, a1 in opcodes(before, after):
            for problem, piece in (("lost", before[b0:b1]), ("added", after[a0:a1])):
                if not same and piece:
                    yield Difference("lost" if problem == "lost" else "added", where, " ".join(piece))


def _tokens(where: str, text: str) -> list[str]:
    """Words and signs in order; numbers of a file of data in any, since its rows may have been columns."""
    tokens = [token.strip() for token in words_of(" ".join(text.split()))]
    return sorted(tokens) if where.endswith("/data") else tokens


def said_at(plan: Plan, where: str) -> str:
    """What the plan says at KIND:ID/FIELD, in words; "" where it says nothing."""
    key, _, route = where.partition("/")
    kind, _, id = key.partition(":")
    groups = {**plan.kinds, "progress": plan.progress, "help": {"help": plan.help} if plan.help else {}}
    entry = plan.head if key == "plan.yaml" else groups[kind].get(id)
    if entry is None:
        return ""
    if route == "body":
        return " ".join(run.text for run in entry.prose.runs)
    if route == "data" and (sheet := plan.sheets.get(str(getattr(entry, "data", "")))) and sheet.data:
        return " ".join(cell for row in (sheet.data.header, *sheet.data.rows) for cell in row)
    return _value(entry, route.split("."))


def _value(entry: Entry, route: Sequence[str]) -> str:
    value: object = entry
    for name in route:
        if isinstance(value, tuple):
            at = int(name) if name.isdigit() else 0
            value = value[at] if at < len(value) else None
            if name.isdigit():
                continue
        fields = type(value).model_fields if isinstance(value, BaseModel) else {}
        value = getattr(value, next((own for own, field in fields.items() if field.alias == name), name), None)
    if isinstance(value, tuple):
        value = value[0] if value else None
    return "" if value is None else str(value)


def _letters(text: str) -> list[str]:
    """Runs of letters and digits, whatever signs typography puts between them."""
    return [part for word in words(text) for part in "".join(char if char.isalnum() else " " for char in word.casefold()).split()]


def _unprinted(claims: Sequence[Claim], printed: Mapping[str, int], problem: Problem) -> Iterator[Difference]:
    """Words that the plan has and its outputs do not print."""
    wanted: dict[str, Counter[str]] = {}
    for claim in claims:
        if not claim.label and not claim.written:
            wanted.setdefault(claim.where, Counter()).update(_letters(claim.text.plain))
    for where, counts in wanted.items():
        if lacking := [word for word in counts if word not in printed]:
            yield Difference(problem, where, " ".join(lacking))
