"""Reads the texts of blocks: emphasis, links, citations, notes, and what a plan may not hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markdown_it.helpers import parseLinkDestination
from markdown_it.token import Token

from planverk.diagnostics import Finding, Hint, Location, Replacement
from planverk.source.addresses import deceit, is_whole, suggest_target
from planverk.source.origin import Origin, texts
from planverk.source.positioned_parser import MOST_OPEN
from planverk.source.prose import (
    ENTRY_SCHEMES,
    LANGUAGE_SCHEME,
    LANGUAGE_TAG,
    SAFE_SCHEMES,
    Citation,
    Emphasis,
    FootnoteCall,
    Foreign,
    HardBreak,
    Inline,
    Link,
    Strong,
    Text,
    plain,
)
from planverk.source.text import CONTROL, DIRECTION, Lines, control_character

DEEPEST_INLINE = 12

RAW = {
    "html_block": "raw-html", "html_inline": "raw-html", "fence": "raw-code", "code_block": "raw-code", "code_inline": "raw-code", "hr": "raw-rule",
}  # fmt: skip
_TAG = re.compile(r"<[^<>]*>")
_TYPESETTER = re.compile(
    r"#(?:let|set|show|import|include|context)\b\s*\S|#[a-z][\w.-]*[(\[{]|\\(?:begin|end|input|include|write|usepackage|def)\b"
    r"|\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}"
)


def untagged(content: str) -> str:
    """Raw content with spaces in place of its tags: they are a finding, and nothing in them is another."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), content)


class InlineReader:
    """Reads one text after another of a file; a pair of tags is one fault, also over several texts."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.tags = 0

    def read(self, content: str, tokens: list[Token], origin: Origin) -> tuple[Inline, ...]:
        """The inlines of a block's text, located where `origin` says."""
        for found in _TYPESETTER.finditer(content):
            self.reporter.raw("raw-typesetter", found[0], origin(found.start()))
        if tokens and (crowded := tokens[0].meta.get("crowded")) is not None:  # brackets that are begun within each other and not ended
            self.reporter.report("too-deep", origin(crowded), origin(crowded), {"limit": str(MOST_OPEN)}, Hint("close-brackets", {}))
        stack: list[tuple[Token | None, list[Inline]]] = [(None, [])]
        depth = 0
        for child in tokens:
            if child.nesting == 1:
                depth += 1
                if depth <= DEEPEST_INLINE:
                    stack.append((child, []))
                elif depth == DEEPEST_INLINE + 1:
                    at = origin(child.meta["at"])
                    self.reporter.report("too-deep", at, at, {"limit": str(DEEPEST_INLINE)}, Hint("flatten", {}))
            elif child.nesting == -1:
                if depth <= DEEPEST_INLINE:
                    opened, inner = stack.pop()
                    stack[-1][1].append(self.closed(opened, child, tuple(inner), content, origin))
                depth -= 1
            else:
                opened = stack[-1][0]
                stack[-1][1].extend(self.leaf(child, content, origin, int(opened is not None and opened.info == "auto")))
        return tuple(stack[0][1])

    def closed(self, opened: Token | None, closing: Token, children: tuple[Inline, ...], content: str, origin: Origin) -> Inline:
        assert opened is not None
        if opened.type == "em_open":
            return Emphasis(children)
        if opened.type == "strong_open":
            return Strong(children)
        link = self.link(opened, closing.meta.get("at", 0), children, content, origin)
        scheme, _, tag = link.target.partition(":")
        if scheme == LANGUAGE_SCHEME and LANGUAGE_TAG.fullmatch(tag):
            self.reporter.spans.append((link.start, link.end))
            return Foreign(tag, children)
        self.check_target(link)
        return link

    def link(self, opened: Token, end: int, children: tuple[Inline, ...], content: str, origin: Origin) -> Link:
        """A link whose text ends at `end`: its target stands in brackets after that, or is the text itself (`<https://…>`), or elsewhere."""
        target, at = str(opened.attrs.get("href", "")), opened.meta.get("at", 0)
        if opened.info == "auto":
            return Link(target, children, origin(at + 1), origin(at + 1) + len(plain(children)))
        if "label" in opened.meta:
            if content.startswith("][", end):
                self.reporter.spans.append((origin(end), origin.end(content.find("]", end + 1) + 1 or end + 2)))
            return Link(target, children, origin(at), origin.end(end))
        begin, until = _destination(content, end + 2)
        return Link(target, children, origin(begin), origin.end(until) if until > begin else origin(begin))

    def check_target(self, link: Link) -> None:
        scheme, colon, rest = link.target.partition(":")
        known = colon and (scheme.lower() in SAFE_SCHEMES or scheme in ENTRY_SCHEMES)
        why = deceit(link.target) if known else ""
        if not (known and (why or is_whole(link.target))) and not self.reporter.is_full("unsafe-link"):
            hints = suggest_target(self.reporter.path, scheme, colon, rest)
            self.reporter.report("unsafe-link", link.start, link.end, {"target": link.target[:80]}, *hints)
        elif why and not CONTROL.search(link.target):
            facts = {"target": link.target[:80], "why": why}
            self.reporter.report("deceptive-address", link.start, link.end, facts, Hint("plain-address", {}))
        elif scheme.lower() in SAFE_SCHEMES and not plain(link.children).strip():
            self.reporter.report("link-without-text", link.start, link.end, {"target": link.target[:80]}, Hint("name-the-link", {}))
        self.reporter.characters(link.target, link.start, link.end)

    def leaf(self, token: Token, content: str, origin: Origin, shift: int) -> Iterator[Inline]:
        offset = token.meta.get("at", 0) + shift
        at = origin(offset)
        match token.type:
            case "text":
                self.reporter.characters(token.content, at, at + len(token.content))
                yield from texts(token.content, offset, origin)
            case "text_special":
                end = origin.end(offset + len(token.markup))
                self.reporter.characters(token.content, at, end)
                yield Text(token.content, at, end)
            case "softbreak":
                yield Text(" ", at, at + 1)
            case "hardbreak":
                yield HardBreak()
            case "citation":
                yield from citations(token.content, at)
            case "footnote_call":
                yield FootnoteCall(token.content, at, at + len(token.content) + 3)
            case "image":
                self.image(token, at)
            case _ if token.type in RAW:
                closes = token.content.startswith("</")
                if not closes or not self.tags:  # a pair of tags is one fault
                    self.reporter.raw(RAW[token.type], token.content, at)
                self.tags = max(0, self.tags + (-1 if closes else 1))
                self.reporter.spans.append((at, origin.end(_code_end(token, content, offset))))
                yield Text(untagged(token.content), at, origin.end(offset + len(token.content)))
            case _:
                raise AssertionError(f"a Markdown inline that no parser rule of ours gives: {token.type}")

    def image(self, token: Token, at: int) -> None:
        """Finds fault with a picture that is none of the plan's, or stands inside a text; it ends behind its bracket, or with its line."""
        text = self.reporter.lines.text
        line_end = (text + "\n").index("\n", at)
        end = text.find(")", at, line_end) + 1 or line_end
        hint = "raw-figure-inline" if str(token.attrs.get("src", "")).startswith("figure:") else "raw-image"
        self.reporter.report("raw-markup", at, end, {"text": text[at:end][:60]}, Hint(hint, {}))
        self.reporter.spans.append((at, end))


def _code_end(token: Token, content: str, begin: int) -> int:
    """Where code or a tag that begins at an offset ends."""
    marks = len(token.markup)
    return content.find(token.markup, begin + marks) + marks if marks else begin + len(token.content)


def _destination(content: str, begin: int) -> tuple[int, int]:
    """Where the target of a link is located, as it is typed, without pointed brackets; `begin` is behind its round bracket."""
    while begin < len(content) and content[begin] in " \t\n":
        begin += 1
    found: Any = parseLinkDestination(content, begin, len(content))
    if not found.ok:
        return begin, begin
    pointed = content.startswith("<", begin)
    return begin + pointed, found.pos - pointed


# --- findings of one file ---------------------------------------------------------------------------------------------

# Collects the findings of the reader of one file's prose, and which characters of the file they are about.


MOST_FINDINGS = 100
"""Of each rule, in one file."""


@dataclass
class Reporter:
    """Findings in a file, and `spans`: places that no node of the prose has and that are not lost without a word."""

    path: str
    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def is_full(self, rule: str) -> bool:
        """True where no more of a rule is reported. Each is counted by itself: a hundred of one kind, perhaps waived, hide none of another."""
        return self.counts[rule] >= MOST_FINDINGS

    def add(self, finding: Finding) -> None:
        """One more finding, where there is room for it."""
        if not self.is_full(finding.rule):
            self.counts[finding.rule] += 1
            self.findings.append(finding)

    def report(self, rule: str, start: int, end: int, facts: dict[str, str], *hints: Hint, new: str | None = None) -> None:
        """A finding at a place; `new` is the text there when it is mended."""
        if not self.is_full(rule):
            place = Location(self.path, self.lines.span(start, end))
            fix = None if new is None else Replacement(place, self.lines.text[start:end], new)
            self.add(Finding(rule, place, facts, hints, fix))

    def raw(self, kind: str, content: str, start: int) -> None:
        """Reports code, HTML or the like at a place."""
        first = content.strip().split("\n", 1)[0][:60]
        self.report("raw-markup", start, start + len(first), {"text": first}, Hint(kind, {}))

    def characters(self, text: str, start: int, end: int) -> None:
        """Control characters that an entity such as `&#x202e;` made; those in the file's text are deleted before this."""
        if found := CONTROL.search(text) or DIRECTION.fullmatch(text):
            self.add(control_character(Location(self.path, self.lines.span(start, end)), found[0]))


def citations(content: str, at: int) -> Iterator[Citation]:
    """The sources that are cited within one pair of brackets, which begins at an offset."""
    begins = at + 2
    for number, piece in enumerate(content.split(";")):
        source, mark, locator = piece.strip(" ").removeprefix("@").partition(",")
        told, ends = " ".join(locator.split()) if mark else None, begins + len(piece)
        if number:
            yield Citation(source, ends - len(piece.lstrip(" ")), ends, told, True)
        else:
            yield Citation(source, at, at + len(content) + 3, told)
        begins = ends + 1
