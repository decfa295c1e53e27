"""Addresses that are no links, and links whose text says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import Link, Text, plain, walk_inlines

_BEGINNING = re.compile(r"\bhttps?://|(?<!//)\bwww\.", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^\s<>\[\]«»\"|`\\])*")
"""The rest of an address; the parser takes it for several texts where it has underscores."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_AFTER = ".,;:!?*_~'’…"
"""Signs that end a sentence or a stretch in italics, and not an address."""
_BROKEN_LINK = re.compile(r"(?:\][ \t]*\(|\)\[)\Z")
"""What precedes the address of a link that is none; broken-markup reports it."""


def address_without_link(plan: Plan) -> Iterator[Hit]:
    """Hits at web addresses in prose outside links."""
    for entry in plan.entries:
        nodes = list(entry.prose.walk())
        linked = {below.start for node in nodes if isinstance(node, Link) for below in walk_inlines(node.children) if isinstance(below, Text)}
        lines = entry.prose.lines
        for node in nodes:
            if not isinstance(node, Text) or node.start in linked:
                continue
            for found in _BEGINNING.finditer(lines.text, node.start, node.end):
                typed = _trimmed(found[0] + _GOES_ON.match(lines.text, found.end())[0])  # type: ignore[index]
                if not typed or _BROKEN_LINK.search(lines.text, max(0, found.start() - 20), found.start()):
                    continue
                address = _ESCAPED.sub(r"\1", typed)
                target = typed if typed.lower().startswith("http") else f"https://{typed}"
                place = Location(entry.path, lines.span(found.start(), found.start() + len(typed)))
                yield hit(place, Hint("name-the-address", {"address": target}), address=address)


def _trimmed(text: str) -> str:
    """An address without what follows it: the sentence's own signs, and a parenthesis that began before it. "" where nothing is left."""
    while text and (text[-1] in _AFTER or (text[-1] == ")" and text.count(")") > text.count("("))):
        text = text[:-1]
    return text if re.search(r"(?:/|\.)\w", text) else ""


_PHRASES = """
her | herfra | her finner du mer | les her | se her | les mer | les mer her | les meir | les meir her | sjå her | les videre | les vidare | mer |
meir | mer informasjon | meir informasjon | klikk her | trykk her | denne | dette | denne siden | denne sida | denne lenken | denne lenka | denne
lenkja | lenke | lenkje | lenken | lenka | lenkja | link | nettside | nettsiden | nettsida | here | click here | read more | more | this page | this
link
"""
_VAGUE = frozenset(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))
_BARE = re.compile(r"(?:https?://|www\.)\S+\Z|\S+\.[a-z]{2,}/\S+\Z", re.IGNORECASE)


def unclear_link_text(plan: Plan) -> Iterator[Hit]:
    """Hits at links in prose whose text is one of those that say nothing, or an address that is more than a domain."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Link):
                text = plain(node.children).strip()
                if text.casefold().rstrip(" .!:→»") in _VAGUE or _BARE.match(text) or (text and not re.search(r"\w", text)):
                    texts = [below for below in walk_inlines(node.children) if isinstance(below, Text)]
                    span = entry.prose.lines.span(texts[0].start, texts[-1].end)
                    yield hit(Location(entry.path, span), Hint("name-the-page", {}), text=text)
