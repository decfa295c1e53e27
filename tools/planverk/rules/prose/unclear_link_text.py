"""unclear-link-text: see unclear-link-text.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import Link, Text, plain, walk_inlines

_PHRASES = """
her | herfra | her finner du mer | les her | se her | les mer | les mer her | les meir | les meir her | sjå her | les videre | les vidare | mer |
meir | mer informasjon | meir informasjon | klikk her | trykk her | denne | dette | denne siden | denne sida | denne lenken | denne lenka | denne
lenkja | lenke | lenkje | lenken | lenka | lenkja | link | nettside | nettsiden | nettsida | here | click here | read more | more | this page | this
link
"""
_VAGUE = frozenset(" ".join(phrase.split()) for phrase in _PHRASES.split("|"))
_BARE = re.compile(r"(?:https?://|www\.)\S+\Z|\S+\.[a-z]{2,}/\S+\Z", re.IGNORECASE)


def unclear_link_text(plan: Plan) -> Iterator[Hit]:
    """Hits at links in prose whose text is one of those that tell nothing, or an address that is more than a domain."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Link):
                text = plain(node.children).strip()
                if text.casefold().rstrip(" .!:→»") in _VAGUE or _BARE.match(text):
                    yield hit(_text_location(entry, node), Hint("name-the-page", {}), text=text)


def _text_location(entry: Entry, link: Link) -> Location:
    texts = [node for node in walk_inlines(link.children) if isinstance(node, Text)]
    return Location(entry.path, entry.prose.lines.span(texts[0].start, texts[-1].end)) if texts else entry.within(link)
