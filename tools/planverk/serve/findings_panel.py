"""Puts the findings into a page of the site, as a panel at its foot, and the script that loads the page again when it has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from planverk.app.watch import Edition
from planverk.catalogue import load_words
from planverk.diagnostics import Diagnostic, Severity
from planverk.formats.html.pages import Place
from planverk.formats.registry import FILES, FORMATS
from planverk.report.text import counted, in_common

OURS = "_preview/"
"""Where the preview's own files are; no page of a site has an address that begins so."""

EVENTS, SCRIPT, STYLE = f"{OURS}events", f"{OURS}preview.js", f"{OURS}preview.css"
OUTPUTS = {f"{OURS}{FORMATS[name].path}": name for name in FILES}

POLICY = "default-src 'none';"
WIDER = f"{POLICY} connect-src 'self';"
"""What the pages' Content-Security-Policy says in the preview: the script may ask where the page came from whether it has changed."""

_RELATIVE = re.compile(r'\b(href|src|action)="(?![#/]|[a-z]+:)([^"]*)')

_SEEN = (".css", ".js", ".svg", ".png", ".woff2", ".ico")
_NOT_SEEN = ("assets/search-index.js",)
"""A search index changes with every word of the plan, and no page shows it before somebody searches."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the panel shows it: in words, where it leads, and the anchor on this page that it is marked at (None for none)."""

    severity: str
    label: str
    message: str
    hints: tuple[str, ...]
    rule: str
    where: str
    href: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class _Offer:
    """A file of the plan that the panel offers: its address, its format, and what is said while it is made."""

    path: str
    title: str
    making: str


@dataclass(frozen=True, slots=True)
class FramedPage:
    """A page as the preview serves it, and a hash that changes when something to be seen on it does."""

    body: bytes
    mark: str


def with_findings(edition: Edition, path: str, language: str) -> FramedPage:
    """The page at a path with the findings; where the edition has no such page, one that says why, if a fault in the plan is why."""
    key = f"{path}\0{language}"
    made = edition.made.get(key)
    if not isinstance(made, FramedPage):
        made = _with_findings(edition, path, language)
        if path in edition.files:  # of addresses without a page there is no end
            edition.made[key] = made
    return made


def _with_findings(edition: Edition, path: str, language: str) -> FramedPage:
    page = edition.files.get(path) or edition.files.get("404.html")
    text = page.decode() if page else _templates().get_template("bare.html").render(language=language, words=words_of(language))
    if path not in edition.files:
        text = _stopped(edition, path, text, language)
        text = _RELATIVE.sub(r'\1="/\2', text)  # the page that says so is made for the root, and stands here at any address
    text = text.replace(POLICY, WIDER, 1)
    panel = _panel(edition, path if page else "", text, language)
    before, mark, after = text.rpartition("</body>")
    text = before + panel + mark + after
    _, _, body = text.partition("<body")  # what the head says of the plan as a whole is not seen
    seen = sha256(body.encode() + _assets(edition)).hexdigest()[:16]
    head = (
        f'<link rel="stylesheet" href="/{STYLE}">\n'
        f'<script src="/{SCRIPT}" data-page="{escape(path)}" data-seen="{seen}" data-events="/{EVENTS}" defer></script>\n</head>'
    )
    return FramedPage(text.replace("</head>", head, 1).encode(), seen)


def _stopped(edition: Edition, path: str, text: str, language: str) -> str:
    """The page that says that there is none at the path, in other words where the entry is there and has a fault; the script shows the fault."""
    words = words_of(language)
    if edition.document is None or not any(each.severity is Severity.ERROR and _explains(each, path, edition) for each in edition.diagnostics):
        return text
    for key, better in (("not-found", "cannot-be-shown"), ("not-found-text", "cannot-be-shown-text")):
        text = text.replace(str(escape(edition.document.words[key])), words[better])
    return text


def words_of(language: str) -> Mapping[str, str]:
    """The preview's words."""
    return load_words("serve", language)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("planverk.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _assets(edition: Edition) -> bytes:
    """A hash of all files beside the pages that are seen on one."""
    made = edition.made.get("")
    if not isinstance(made, bytes):
        digest = sha256()
        for name, data in sorted(edition.files.items()):
            if name.endswith(_SEEN) and name not in _NOT_SEEN:
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
        made = edition.made[""] = digest.digest()
    return made


def _panel(edition: Edition, path: str, page: str, language: str) -> str:
    words = words_of(language)
    shown = list(_shown(edition, path, page, words))
    here = [finding for finding in shown if finding.anchor is not None]
    elsewhere = [finding for finding in shown if finding.anchor is None]
    first = next((finding for finding in (*here, *elsewhere) if finding.severity == "error"), None)
    return (
        _templates()
        .get_template("panel.html")
        .render(
            language=language,
            words=words,
            counts=counts(edition, language) or words["no-findings"],
            here=here,
            elsewhere=[finding for finding in elsewhere if finding.severity != Severity.INFO.value],
            notes=list(_by_rule(finding for finding in elsewhere if finding.severity == Severity.INFO.value)),
            first=first,
            edition=edition,
            outputs=list(_offers(words)),
        )
    )


def _offers(words: Mapping[str, str]) -> Iterator[_Offer]:
    for path, name in OUTPUTS.items():
        title = FORMATS[name].title
        yield _Offer(path, title, words.get(f"making-{name}") or words["making"].format(name=title))


def _by_rule(notes: Iterable[Shown]) -> Iterator[tuple[str, list[Shown]]]:
    """Notes that are not about the page, by rule: what those of one rule say alike, and all of them."""
    for _, found in groupby(sorted(notes, key=lambda note: note.rule), key=lambda note: note.rule):
        group = list(found)
        yield in_common([note.message for note in group]), group


def counts(edition: Edition, language: str) -> str:
    """How many findings of each severity there are, in words: "1 feil, 3 advarsler"; "" for none."""
    return counted([diagnostic.severity for diagnostic in edition.diagnostics], language, none=False)


def _shown(edition: Edition, path: str, page: str, words: Mapping[str, str]) -> Iterator[Shown]:
    address = path.removesuffix("index.html")
    for diagnostic, place in zip(edition.diagnostics, edition.places, strict=True):
        line, column = diagnostic.location.span.start
        yield Shown(
            severity=diagnostic.severity.value,
            label=words[f"label-{diagnostic.severity.value}"],
            message=diagnostic.message,
            hints=diagnostic.hints,
            rule=diagnostic.rule,
            where=f"{diagnostic.location.path}:{line}:{column}",
            href=f"/{place.address}" + (f"#{place.anchor}" if place.anchor else "") if place else "",
            anchor="" if place is None and _explains(diagnostic, path, edition) else _anchor(place, address, page),
        )


def _explains(diagnostic: Diagnostic, path: str, edition: Edition) -> bool:
    """Whether a finding is about the entry whose page is missing at the path; the last folder of such an address is the entry's id."""
    return path not in edition.files and PurePosixPath(diagnostic.location.path).stem == PurePosixPath(path).parent.name


def _anchor(place: Place | None, address: str, page: str) -> str | None:
    """The anchor on this page that a finding is marked at: "" for the page as a whole, None where it belongs elsewhere."""
    if place is None:
        return None
    if place.anchor and f' id="{place.anchor}"' in page:
        return place.anchor
    return "" if place.address == address else None
