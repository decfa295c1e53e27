"""Links and files as the templates list them."""

from __future__ import annotations

from dataclasses import dataclass

from planverk.document.blocks import Card


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that readers may take away: its address from the site's root, what it is called, its format as a word and as a media type, its size.

    `title` says what it holds, "" where the label does.
    """

    path: str
    label: str
    format: str
    media_type: str
    size: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages share beside the document: the files of the plan and of its numbers, the logo's path and alternative ("" for none)."""

    downloads: tuple[Offered, ...]
    data: tuple[Offered, ...]
    logo: str
    logo_alternative: str


@dataclass(frozen=True, slots=True)
class Item:
    """A link in a list of pages: its address and text, whether it is the page itself or one above it, and the links under it."""

    href: str
    text: str
    current: bool = False
    above: bool = False
    below: tuple[Item, ...] = ()
    number: str = ""


def help_anchor(card: Card) -> str:
    """Where the help card stands on the front page."""
    return card.anchor or "_help"
