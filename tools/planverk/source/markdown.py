"""Reads an author's Markdown into prose, and reports what a plan may not hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter

from markdown_it.token import Token

from planverk.diagnostics import Finding, Hint, Location
from planverk.source.addresses import deceit
from planverk.source.bounds import out_of_bounds
from planverk.source.meant import meant_target
from planverk.source.placed import MOST_OPEN, parser
from planverk.source.prose import (
    ENTRY_SCHEMES,
    LANGUAGE_SCHEME,
    LANGUAGE_TAG,
    Block,
    Citation,
    Emphasis,
    FigurePlace,
    Footnote,
    FootnoteCall,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
    plain,
)
from planverk.source.text import CONTROL, DIRECTION, Lines, control_character

DEEPEST_INLINE = 12
DEEPEST_BLOCK = 9
"""Lists and quotations inside each other; Word has as many levels of lists."""

SAFE_SCHEMES = ("https", "http", "mailto", "tel")
MOST_FINDINGS = 100

_TAG = re.compile(r"<[^<>]*>")
_RAW = {
    "html_block": "raw-html", "html_inline": "raw-html", "fence": "raw-code", "code_block": "raw-code", "code_inline": "raw-code", "hr": "raw-rule",
}  # fmt: skip
_TYPESETTER = re.compile(
    r"#(?:let|set|show|import|include|context)\b\s*\S|#[a-z][\w.-]*[(\[{]|\\(?:begin|end|input|include|write|usepackage|def)\b"
    r"|\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}"
)


def read_markdown(path: str, text: str, start: int) -> tuple[Prose, list[Finding]]:
    """The prose that begins at offset `start` of a file's text, and what is wrong in it. Never raises."""
    lines = Lines(text)
    body = text[start:]
    if fault := out_of_bounds(path, lines, body, start):
        return Prose(lines=lines), [fault]
    reader = _Reader(path, lines, start, body)
    blocks = reader.blocks(iter(parser().parse(body)), "")
    return Prose(blocks, reader.footnotes, lines), reader.findings


def _untagged(content: str) -> str:
    """Raw content with spaces in place of its tags: they are a finding, and nothing in them is another."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), content)


@dataclass(slots=True)
class _Origin:
    """Turns offsets in a block's own text into offsets in the file; a block's lines lose their indentation and marks."""

    runs: list[tuple[int, int, int]]  # (offset of a line in the block's text, of its first visible character, offset of that in the file)

    def __call__(self, offset: int) -> int:
        _, visible, place = self.runs[max(0, bisect_right(self.runs, offset, key=itemgetter(0)) - 1)]
        return place + max(0, offset - visible)


@dataclass
class _Reader:
    path: str
    lines: Lines
    start: int
    body: str
    findings: list[Finding] = field(default_factory=list)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    starts: list[int] = field(init=False)
    cursor: int = 0
    tags: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.body))]

    # --- places ---

    def line_start(self, token: Token) -> int:
        """The offset in the file of a block's first visible character."""
        at = self.starts[min(token.map[0], len(self.starts) - 1)] if token.map else 0
        while at < len(self.body) and self.body[at] == " ":
            at += 1
        return self.start + at

    def report(self, rule: str, start: int, end: int, facts: dict[str, str], *hints: Hint) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(rule, Location(self.path, self.lines.span(start, end)), facts, hints))

    def raw(self, token_type: str, content: str, start: int) -> None:
        first = content.strip().split("\n", 1)[0][:60]
        self.report("raw-markup", start, start + len(first), {"text": first}, Hint(_RAW.get(token_type, token_type), {}))

    def origin(self, token: Token, cell: bool) -> _Origin:
        """Where the text of an inline token stands: at the end of its lines, or, for a cell of a table, after the last one."""
        runs, offset = [], 0
        first = token.map[0] if token.map else 0
        for number, line in enumerate(token.content.split("\n")):
            visible = line.strip()
            low = self.starts[min(first + number, len(self.starts) - 1)]
            low = max(low, self.cursor) if number == 0 else low
            place = (self.body.find if cell else self.body.rfind)(visible, low, self.line_end(low))
            place = low if place < 0 else place
            self.cursor = place + len(visible)
            runs.append((offset, offset + len(line) - len(line.lstrip()), self.start + place))
            offset += len(line) + 1
        return _Origin(runs)

    def line_end(self, offset: int) -> int:
        end = self.body.find("\n", offset)
        return len(self.body) if end < 0 else end

    # --- blocks ---

    def blocks(self, tokens: Iterator[Token], until: str) -> tuple[Block, ...]:
        """The blocks up to the token of type `until`; what nests too deep has a finding."""
        found: list[Block] = []
        for token in tokens:
            if token.type == until:
                break
            block = self.block(token, tokens)
            if block is not None:
                found.append(block)
        return tuple(found)

    def block(self, token: Token, tokens: Iterator[Token]) -> Block | None:
        start = self.line_start(token)
        match token.type:
            case "paragraph_open":
                inline = next(tokens)
                next(tokens)
                return self.paragraph(inline, start)
            case "heading_open":
                inline = next(tokens)
                next(tokens)
                return Heading(int(token.tag[1]), self.inlines(inline), start)
            case "bullet_list_open" | "ordered_list_open":
                first = None if token.type.startswith("bullet") else int(token.attrs.get("start", 1))
                with self.deeper(start):
                    return List(self.items(tokens, token.type.replace("open", "close")), first, start)
            case "blockquote_open":
                with self.deeper(start):
                    return Quote(self.blocks(tokens, "blockquote_close"), start)
            case "table_open":
                return self.table(tokens, start)
            case "footnote_reference_open":
                self.footnote(token, tokens, start)
            case _ if token.type in _RAW:
                typed = self.body[start - self.start : self.line_end(start - self.start)]
                self.raw(token.type, typed if token.type in ("fence", "hr") else token.content, start)
                return Paragraph((Text(_untagged(token.content), start, start + len(token.content)),), start) if token.content else None
            case _:
                raise AssertionError(f"a Markdown block that no parser rule of ours gives: {token.type}")
        return None

    @contextmanager
    def deeper(self, start: int) -> Iterator[None]:
        """One level further into lists and quotations; the first that is too deep is found fault with."""
        self.depth += 1
        if self.depth == DEEPEST_BLOCK + 1:
            self.report("too-deep", start, start, {"limit": str(DEEPEST_BLOCK)}, Hint("flatten", {}))
        yield
        self.depth -= 1

    def paragraph(self, inline: Token, start: int) -> Block | None:
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
            place = self.figure(children[0], self.origin(inline, False))
            return place
        return Paragraph(self.inlines(inline), start)

    def figure(self, image: Token, origin: _Origin) -> FigurePlace | None:
        target = str(image.attrs.get("src", ""))
        at = origin(image.meta["at"])
        end = self.image_end(at)
        if not target.startswith("figure:"):
            self.report("raw-markup", at, end, {"text": self.lines.text[at:end][:60]}, Hint("raw-image", {}))
            return None
        place = self.lines.text.find("figure:", at)
        return FigurePlace(target.removeprefix("figure:"), place, place + len(target))

    def image_end(self, at: int) -> int:
        line_end = self.start + self.line_end(at - self.start)
        return self.lines.text.find(")", at, line_end) + 1 or line_end

    def items(self, tokens: Iterator[Token], until: str) -> tuple[tuple[Block, ...], ...]:
        items = []
        for token in tokens:
            if token.type == until:
                break
            items.append(self.blocks(tokens, "list_item_close"))
        return tuple(items)

    def table(self, tokens: Iterator[Token], start: int) -> Table:
        rows: list[list[tuple[Inline, ...]]] = []
        aligned: list[str] = []
        for token in tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    rows.append([])
                case "th_open":
                    aligned.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
                case "inline":
                    rows[-1].append(self.inlines(token, cell=True))
                case _:
                    pass
        header, *below = (tuple(row) for row in rows)
        return Table(header, tuple(below), tuple(aligned), start)

    def footnote(self, token: Token, tokens: Iterator[Token], start: int) -> None:
        label = token.meta["label"]
        blocks = self.blocks(tokens, "footnote_reference_close")
        end = start + len(label) + 3
        if label in self.footnotes:
            first = self.lines.position(self.footnotes[label].start).line
            self.report("repeated-identifier", start, end, {"kind": "footnote", "name": f"[^{label}]", "place": f"{self.path}:{first}"})
        else:
            self.footnotes[label] = Footnote(blocks, start, end)

    # --- inlines ---

    def inlines(self, token: Token, cell: bool = False) -> tuple[Inline, ...]:
        origin = self.origin(token, cell)
        self.typesetter_code(token.content, origin)
        self.crowded(token, origin)
        stack: list[tuple[Token | None, list[Inline]]] = [(None, [])]
        depth = 0
        for child in token.children or []:
            if child.nesting == 1:
                depth += 1
                if depth <= DEEPEST_INLINE:
                    stack.append((child, []))
                elif depth == DEEPEST_INLINE + 1:
                    at = origin(child.meta["at"])
                    self.report("too-deep", at, at, {"limit": str(DEEPEST_INLINE)}, Hint("flatten", {}))
            elif child.nesting == -1:
                if depth <= DEEPEST_INLINE:
                    opened, inner = stack.pop()
                    stack[-1][1].append(self.closed(opened, child, tuple(inner), token.content, origin))
                depth -= 1
            else:
                opened = stack[-1][0]
                stack[-1][1].extend(self.leaf(child, origin, int(opened is not None and opened.info == "auto")))
        return tuple(stack[0][1])

    def crowded(self, token: Token, origin: _Origin) -> None:
        """Finds fault with brackets that are begun within each other and not ended."""
        for child in (token.children or [])[:1]:
            if (at := child.meta.get("crowded")) is not None:
                self.report("too-deep", origin(at), origin(at), {"limit": str(MOST_OPEN)}, Hint("close-brackets", {}))

    def typesetter_code(self, content: str, origin: _Origin) -> None:
        for found in _TYPESETTER.finditer(content):
            self.raw("raw-typesetter", found[0], origin(found.start()))

    def closed(self, opened: Token | None, closing: Token, children: tuple[Inline, ...], content: str, origin: _Origin) -> Inline:
        assert opened is not None
        if opened.type == "em_open":
            return Emphasis(children)
        if opened.type == "strong_open":
            return Strong(children)
        link = self.link(opened, closing.meta.get("at", 0), children, content, origin)
        scheme, _, tag = link.target.partition(":")
        if scheme == LANGUAGE_SCHEME and LANGUAGE_TAG.fullmatch(tag):
            return Foreign(tag, children)
        self.check_target(link)
        return link

    def link(self, opened: Token, end: int, children: tuple[Inline, ...], content: str, origin: _Origin) -> Link:
        """A link whose text ends at `end`: its target stands in brackets after that, or is the text itself (`<https://…>`), or elsewhere."""
        target, at = str(opened.attrs.get("href", "")), opened.meta.get("at", 0)
        if opened.info == "auto":
            return Link(target, children, origin(at + 1), origin(at + 1) + len(plain(children)))
        if content.startswith("](", end):
            place = origin(max(content.find(target, end + 2), end + 2))
            return Link(target, children, place, place + len(target))
        return Link(target, children, origin(at), origin(at) + end - at)

    def check_target(self, link: Link) -> None:
        scheme, colon, rest = link.target.partition(":")
        known = colon and (scheme.lower() in SAFE_SCHEMES or scheme in ENTRY_SCHEMES)
        if not known and len(self.findings) < MOST_FINDINGS:
            self.report("unsafe-link", link.start, link.end, {"target": link.target[:80]}, *meant_target(self.path, scheme, colon, rest))
        elif (why := deceit(link.target)) and not CONTROL.search(link.target) and len(self.findings) < MOST_FINDINGS:
            self.report("deceptive-address", link.start, link.end, {"target": link.target[:80], "why": why}, Hint("plain-address", {}))
        self.check_characters(link.target, link.start, link.end)

    def check_characters(self, text: str, start: int, end: int) -> None:
        """Control characters that an entity such as `&#x202e;` made; those in the file's text are gone before this."""
        if len(self.findings) < MOST_FINDINGS and (found := CONTROL.search(text) or DIRECTION.fullmatch(text)):
            self.findings.append(control_character(Location(self.path, self.lines.span(start, end)), found[0]))

    def leaf(self, token: Token, origin: _Origin, shift: int) -> Iterator[Inline]:
        at = origin(token.meta.get("at", 0) + shift)
        match token.type:
            case "text" | "text_special":
                end = at + len(token.markup if token.type == "text_special" else token.content)
                self.check_characters(token.content, at, end)
                if token.content:
                    yield Text(token.content, at, end)
            case "softbreak":
                yield Text(" ", at, at + 1)
            case "hardbreak":
                yield HardBreak()
            case "citation":
                yield Citation(token.content, at, at + len(token.content) + 3)
            case "footnote_call":
                yield FootnoteCall(token.content, at, at + len(token.content) + 3)
            case "image":
                end = self.image_end(at)
                hint = "raw-figure-inline" if str(token.attrs.get("src", "")).startswith("figure:") else "raw-image"
                self.report("raw-markup", at, end, {"text": self.lines.text[at:end][:60]}, Hint(hint, {}))
            case _ if token.type in _RAW:
                closes = token.content.startswith("</")
                if not closes or not self.tags:  # a pair of tags is one fault
                    self.raw(token.type, token.content, at)
                self.tags = max(0, self.tags + (-1 if closes else 1))
                yield Text(_untagged(token.content), at, at + len(token.content))
            case _:
                raise AssertionError(f"a Markdown inline that no parser rule of ours gives: {token.type}")
