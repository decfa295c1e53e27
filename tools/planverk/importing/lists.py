"""Definitions, «Term: meaning», and resources: a title with a publisher, what it is, and its address."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from planverk.importing.drafts import Draft, Drafts, Value, said
from planverk.importing.foreign import Block, Heading, Paragraph, Table, Text, texts_of
from planverk.importing.grids import grid
from planverk.importing.printed import read, says
from planverk.importing.vocabulary import meant, mentioned
from planverk.model.planfile import LANGUAGES

_INLINE = re.compile(r"(?P<term>[^:.!?]{2,60}):\s+(?P<meaning>\S.*)", re.DOTALL)
_LONGEST_TERM = 60
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_TITLE = re.compile(r"(?P<title>[^()]*(?:\([^()]*\)[^():]+)*\S)\s*\((?P<publisher>[^()]+)\)\s*(?::\s*(?P<rest>.*))?\Z", re.DOTALL)


# --- definitions ---


def definitions(drafts: Drafts, heading: Heading, blocks: Sequence[Block]) -> list[Block] | None:
    """Drafts of definitions; the blocks before the first that are none. None where no definition is there."""
    rest, current = list[Block](), None
    marked = any(isinstance(block, Paragraph) and block.role == "term" for block in blocks)
    for block in blocks:
        if current and isinstance(block, Paragraph) and _of_term(current, block.text):
            continue
        made = _definition(drafts, block) if not marked or (isinstance(block, Paragraph) and block.role == "term") else None
        if made is not None:
            current = made
        elif current:
            current.body.append(block)
        else:
            rest.append(block)
    if current:
        current.label(heading.text, f"term.{drafts.language}")
    return rest if current else None


def _of_term(definition: Draft, text: Text) -> bool:
    """Takes the term in another language, and terms that are not to be used; False for other text."""
    if (found := read("definition-other", text)) and (
        language := next((each for each in LANGUAGES if says(f"language-{each}", found.said("language"))), "")
    ):
        definition.fields["term"][language] = said(found["term"])
    elif found := read("discouraged", text):
        definition.fields.setdefault("discouraged", []).append({name: said(found[name]) for name in ("term", "why")})
    else:
        return False
    definition.label(text, "term")
    return True


def _definition(drafts: Drafts, block: Block) -> Draft | None:
    """The definition that a block begins, None for none."""
    if isinstance(block, Table):
        made = None
        for row in grid(block):
            if len(row) == 2 and not row[0].header and (term := next(texts_of(row[0].blocks), None)):
                made = _define(drafts, term, row[1].blocks)
        return made
    if not isinstance(block, Paragraph):
        return None
    text = block.text
    if block.role == "term":
        return _define(drafts, text, ())
    if text.plain.endswith(":") and len(text.plain) <= _LONGEST_TERM:
        return _define(drafts, text.cut(0, len(text.plain) - 1), ())
    if found := _INLINE.fullmatch(text.plain):
        return _define(drafts, text.cut(*found.span("term")), (Paragraph(text.cut(*found.span("meaning"))),))
    return None


def _define(drafts: Drafts, term: Text, meaning: Sequence[Block]) -> Draft:
    draft = drafts.add("definition", term.plain, term={drafts.language: said(term)})
    draft.body += meaning
    return draft


# --- resources ---


def resources(drafts: Drafts, heading: Heading, blocks: Sequence[Block], audience: str = "") -> list[Block] | None:
    """Drafts of resources, each of the paragraphs up to its address; the blocks that belong to none. None where there is no resource, but for a
    heading with nothing below it. `audience` tells in words whom they are for."""
    if not blocks and meant("heading", heading.text.plain) == "resources":
        drafts.head.label(heading.text, "contents")
        return []
    rest, group, audience, found = list[Block](), list[Text](), mentioned("audience", audience), list[Draft]()
    terms = {block.text.number for block in blocks if isinstance(block, Paragraph) and block.role == "term"}
    heads = list[tuple[Text, int]]()
    for block in blocks:
        texts = [block.text] if isinstance(block, Paragraph) else []
        if not texts:
            rest.append(block)
        for text in texts:
            if not group and (name := mentioned("audience", text.plain)) and text.plain.endswith(":") and not _TITLE.fullmatch(text.plain):
                audience = name
                heads.append((text, len(found)))
            elif _ADDRESS.match(text.plain) and group:
                found.append(_resource(drafts, group, text, audience, terms))
                group = []
            else:
                group.append(text)
    rest += map(Paragraph, group)
    for text, number in heads:
        if number < len(found):
            found[number].label(text, "audience")
        else:
            rest.append(Paragraph(text))
    if found:
        found[0].label(heading.text, "title")
    return rest if found else None


def _resource(drafts: Drafts, group: Sequence[Text], address: Text, audience: str, terms: Set[int]) -> Draft:
    """The resource of a group of paragraphs: its title, with the publisher in brackets or on the next line, and what it is."""
    head, *rest = group
    named = None if head.number in terms else _TITLE.fullmatch(head.plain)
    title = head.cut(*named.span("title")) if named else head.cut(0, len(head.plain.rstrip(" :")))
    draft = drafts.add("resource", title.plain, title=said(title), publisher=None, audience=audience or None)
    draft.fields["publisher"] = said(head.cut(*named.span("publisher"))) if named else None
    if head.number in terms and len(rest) > 1:
        draft.fields["publisher"] = said(rest.pop(0))
    if named and named["rest"]:
        rest = [head.cut(*named.span("rest")), *rest]
    plain = address.plain
    draft.fields["url"] = said(address) if "://" in plain else Value((address,), f"https://{plain}", "likely")
    draft.fields["description"] = Value(tuple(rest)) if rest else None
    return draft
