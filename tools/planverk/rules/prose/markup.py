"""Signs that are printed as they are typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from planverk.diagnostics import Hint, Location
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, cells, outside_quotes, texts_of, typed_paragraphs
from planverk.source.prose import Text
from planverk.typefaces import default_fonts, fallback_fonts, lacking

_MOST_MARKS = 10
"""Findings of one kind in one text."""
_IN_TEXT = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (r"\][ \t]+\((?:https?:|mailto:|[a-z]+:[a-z0-9-]+\))|\)\[(?:https?:|mailto:|[a-z]+:[a-z0-9-]+\])|\]\(|(?<=\w)\]\[(?=[^\W\d_])", "link-form"),
        (r"(?<!\d)\*\*(?!\d)|__(?=\w)|(?<=\w)__", "close-stars"),
        (r"(?<![\w*\\])\*(?=[^\W_]|[«“\"(])[^*\n]{0,200}?[^\s*]\*(?=\w)|(?<!\w)_(?=[^\W_]|[«“\"(])[^_\n]{0,200}?[^\s_]_(?=\w)", "space-after-stars"),
        (r"~~[^~\n]*~~|==[^\s=][^=\n]*==|== ==|\+\+[^\s+][^+\n]*\+\+|\{(?:--[^{}\n]*--|>>[^{}\n]*<<)\}", "no-such-mark"),
        (r"(?<![~\w])~[^\s~](?:[^~\n]{0,200}[^\s~])?~(?![~\w])|(?<=\w)([~^])[\w+-]{1,6}\1", "no-such-mark"),
        (r"\^\[[^\]\n]{0,200}\]?|\[\^[^\]\s]{0,80}(?=\s|\Z)|\[\^\]", "footnote-form"),
        (r"\[\[[^\[\]\n]{0,200}\]\]", "wiki-link"),
        (r"\{[#.][\w:.# -]{1,80}\}", "no-attributes"),
        (r"(?:\A|(?<=[\w.,;:!?»)]))\[\d{1,3}\](?![\w(:\[])", "numbered-note"),
        (r"&[A-Za-z][A-Za-z0-9]{1,31};", "no-such-sign"),
    )
)
"""What was meant as a mark and is none, within the characters of a text; and what to do."""
_CITATION = r"\[@[^\]\n]{0,200}\]?|\[[^\[\]@\n]{0,80}(?<![\w.+])@[a-z0-9-]+[^\[\]\n]{0,200}\]"
_SPACED = re.compile(r"\]\((?P<address>[ \t]*(?:https?|mailto|tel|[a-z]+):[^()\n\"]{0,300}?[ \t]*)\)")
"""The address of a link, with spaces in it or around it."""
_IN_LINES = tuple(
    (re.compile(pattern, re.MULTILINE), remedy)
    for pattern, remedy in (
        (r"^[ \t>]*(?P<mark>#{7,})", "heading-depth"),
        (r"^[ \t>]*(?P<mark>#{2,6}[^ \t\n#]|#(?:[^\w \t\n#]|[^\W_a-zæøå]))", "heading-form"),
        (r"\A[ \t>]*(?P<mark>#[a-zæøå])[^\n]{0,80}(?<![.!?:;,])\Z", "heading-form"),
        (r"^[ \t]*(?P<mark>(?:[-*+]|\d{1,2}[.)])[^\W\d_])[^\n]*\n[ \t]*(?:[-*+]|\d{1,2}[.)])[^\W\d_]", "list-form"),
        (r"\A(?:[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?P<mark>\[[ xX]\])(?=\s|\Z)", "no-boxes"),
        (r"^[ \t>]*(?P<mark>:{3,}|!{3}(?=[ \t]+[a-z]))", "no-boxes"),
        (r"\A[ \t>]*(?P<mark>\[![A-Za-z]+\])", "no-boxes"),
        (r"^[ \t>]*(?P<mark>\*\[[^\]\n]{1,80}\]:)", "abbreviation-form"),
    )
)
"""The same at the start of a paragraph's lines. A # before a small letter is a word, as in «#alle», unless the paragraph is as short as a heading."""


def broken_markup(plan: Plan) -> Iterator[Hit]:
    """Hits at marks that are left over in the characters of a text, and at lines that only look like headings and items."""
    sources = "|".join(map(re.escape, plan.sources))
    cited = re.compile(_CITATION + (rf"|(?<![\w.+/])@\[?(?:{sources})(?![\w-])" if sources else ""))
    for entry in plan.entries:
        for start, text in _runs(entry):
            for pattern, remedy in (*_IN_TEXT, (cited, "citation-form")):
                for found in islice(pattern.finditer(text), 1 if remedy == "close-stars" else _MOST_MARKS):  # a pair of stars is one fault
                    yield _hit(entry, start + found.start(), found[0], remedy)
            yield from (_hit(entry, at, entry.prose.lines.text[at], "close-star") for at in sorted(_single(entry.prose.lines.text, start, text)))
        paragraphs = [*typed_paragraphs(entry)]
        yield from (_hit(entry, at, entry.prose.lines.text[at], "mark-each-paragraph") for at in _across(paragraphs))
        for start, text in paragraphs:
            for pattern, remedy in _IN_LINES:
                if line := pattern.search(text):
                    yield _hit(entry, start + line.start("mark"), line["mark"], remedy)


def _runs(entry: Entry) -> Iterator[tuple[int, str]]:
    """Characters that are side by side as they are typed, and where they begin; an escaped mark is meant, and no part of a run."""
    begins, text = 0, ""
    for node in entry.prose.walk():
        typed = isinstance(node, Text) and len(node.text) == node.end - node.start
        if isinstance(node, Text) and typed and text and node.start == begins + len(text):
            text += node.text
        else:
            if text:
                yield begins, text
            begins, text = (node.start, node.text) if isinstance(node, Text) and typed else (0, "")
    if text:
        yield begins, text


def _single(typed: str, start: int, text: str) -> set[int]:
    """Where a star stands before a word within a line, or is left of two, as in `**slik*`; one at the start of a line may be that of a note."""
    found = {start + star.start() for star in re.finditer(r"(?<=[ («])\*(?=[^\W\d_])", text) if typed[start + star.start() - 1] != "\n"}
    ends = ((start, start - 1, start + 1), (start + len(text) - 1, start + len(text), start + len(text) - 2))
    return found | {at for at, beside, behind in ends if typed[at] in "*_" and typed[beside : beside + 1] == typed[at] != typed[behind : behind + 1]}


_OPENED = re.compile(r"([*_])(?=[^\W_]|[«“\"(])[^*_]*")
_CLOSED = re.compile(r"[^*_]*[^\s*_\\]([*_])")


def _across(paragraphs: list[tuple[int, str]]) -> Iterator[int]:
    """Where a mark stands alone at the start of one paragraph, and at the end of the next: the one alone may be that of a note."""
    for (start, text), (next_start, next_text) in pairwise(paragraphs):
        opened, closed = _OPENED.fullmatch(text.rstrip()), _CLOSED.fullmatch(next_text.rstrip())
        if opened and closed and opened[1] == closed[1]:
            yield from (start, next_start + closed.start(1))


def _hit(entry: Entry, start: int, mark: str, remedy: str) -> Hit:
    spaced = _SPACED.match(entry.prose.lines.text, start) if mark == "](" else None
    better = Hint("address-without-spaces", {"better": f"]({''.join(spaced['address'].split())})"}) if spaced else Hint(remedy, {})
    is_sign = remedy == "close-star" or (remedy == "heading-form" and mark[1:2] != "#")
    meant = (Hint("escape-mark", {"better": f"\\{mark}"}),) if is_sign else ()
    return hit(Location(entry.path, entry.prose.lines.span(start, start + len(mark))), better, *meant, text=mark)


_BULLET = re.compile(
    r"(?:^|(?<=\s))[•▪◦‣⁃●○■□◆❖➢➤►\uf0b7\uf0a7\uf0d8\uf0fc](?=\s)|^[ \t>]*(?:·(?=\s)|[o§Øüv](?=(?:\t|[ \u00a0]{2,})\S))", re.MULTILINE
)
"""A bullet; or a letter that a word processor draws as one in a font of signs, with the gap behind it that came along."""
_DASHES = re.compile(
    r"^[ \t]*([‐‑–—−→o]|[a-zæøå]\)|\([a-zæøå0-9]{1,2}\))[ \t].*\n[ \t]*(?:[‐‑–—−→o]|[a-zæøå]\)|\([a-zæøå0-9]{1,2}\))[ \t]", re.MULTILINE
)
"""One line with a dash is speech; two in a row are a list."""


def pasted_list(plan: Plan) -> Iterator[Hit]:
    """Hits at the first typed bullet of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            bullet, dashes = _BULLET.search(text), _DASHES.search(text)
            spans = [span for span in (bullet and bullet.span(), dashes and dashes.span(1)) if span]
            if spans:
                begins, ends = min(spans)
                place = Location(entry.path, entry.prose.lines.span(start + begins, start + ends))
                yield hit(place, Hint("list-form", {}), Hint("empty-line-above", {}), mark=text[begins:ends])


PLACEHOLDER = re.compile(
    r"\?{3,}|\b(?:TODO|TBD|TBA|FIXME|XXX+|xxx+)\b|\blorem ipsum\b|\[(?:fyll|sett|set|skriv|legg|navn|namn|tekst|dato)\b[^\[\]]{0,80}\]"
)


def placeholder_text(plan: Plan) -> Iterator[Hit]:
    """Hits at the signs and words by which writers mark what is not written yet, outside quotations."""
    for entry in texts_of(plan):
        for passage in all_passages(entry):
            for found in PLACEHOLDER.finditer(passage.text):
                if outside_quotes(passage, found.start()):
                    yield hit(passage.at(*found.span()), Hint("write-or-leave-out", {}), text=found[0])


ORDINARY = "\\0-\u017f\u2010-\u2026"
"""Signs that DejaVu Sans has for certain, as a test says: most plans have no others, and then no font is read."""
_RARE = re.compile(rf"[^{ORDINARY}]|\\[uUx]|&[#\w]")
"""A sign that a font may lack, or the beginning of one that is written by its code."""
_Text = tuple[str, Callable[[int, int], Location]]
_MOST_SIGNS = 20


def sign_without_shape(plan: Plan) -> Iterator[Hit]:
    """Hits at the first place in each text of every sign that no face of the type has, at most 20 a file."""
    texts = [*_written(plan)]
    if not texts:
        return
    missing = _lacking(plan, {sign for text, _ in texts for sign in text})
    reported: dict[str, int] = {}
    for text, at in texts:
        for sign in sorted(missing & set(text)):
            place = at(text.index(sign), text.index(sign) + 1)
            reported[place.path] = reported.get(place.path, 0) + 1
            if reported[place.path] <= _MOST_SIGNS:
                yield hit(place, Hint("write-otherwise", {}), sign=sign, code=f"U+{ord(sign):04X}")


def _lacking(plan: Plan, signs: set[str]) -> frozenset[str]:
    """The signs that neither all faces of the theme have nor all of those that replace it."""
    own = tuple(plan.theme_files[path] for path in plan.settings.theme.font_files if path in plan.theme_files)
    faces = own or tuple(path.read_bytes() for path in default_fonts())
    first = frozenset[str]().union(*(lacking(face, signs) for face in faces))
    return frozenset[str]().union(*(lacking(path.read_bytes(), first) for path in fallback_fonts()) if first else ())


def _written(plan: Plan) -> Iterator[_Text]:
    """The texts of the plan with a sign that is not an ordinary one, each with the way to the place of its characters."""
    for entry in texts_of(plan):
        if entry.path not in plan.texts or _RARE.search(plan.texts[entry.path]):
            yield from ((passage.text, passage.at) for passage in all_passages(entry) if _RARE.search(passage.text))
    for cell in cells(plan, lambda text, _: _RARE.search(text) is not None):
        yield cell.text, _fixed(cell.location)


def _fixed(place: Location) -> Callable[[int, int], Location]:
    return lambda start, end: place
