"""Calls Typst on a Document's data with our template: PDF/A-2a and PDF/UA-1, or an error that says what and where."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from planverk.document.records import Look
from planverk.document.said import codes
from planverk.errors import UserError
from planverk.formats.fonts import look_data, write_fallback, write_fonts
from planverk.formats.pdf.emit import Emitted, Node
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.process import Failed, called
from planverk.typefaces import FALLBACK, lacking

MOST_PARTS = 100_000
"""Paragraphs, cells, runs of text and whatever else the template lays out. Nothing stops Typst before it has set the last page or filled the memory.
The worst that was found, tables of long cells, takes some 100 kB and a millisecond a part, so that the most parts take 10 GB and two minutes. A plan
of 1,000 measures has 67,000 parts, the longest known plan 2,000."""

MOST_CHARACTERS = 10_000_000

MOST_HERE = 10_000
"""Parts that are set in our own process; loading the typesetter in another takes half a second, little beside what a larger document takes."""


class _BreakdownError(UserError):
    """The typesetter met a fault of its own."""


def typeset(emitted: Emitted, look: Look, created: datetime) -> bytes:
    """The PDF as Typst writes it. UserError where it fails or warns, or where there is too much of it. Typst sees a temporary folder, nothing else.

    Typst 0.15 breaks down on some rows that are kept whole beside a very tall header, so that a second attempt lets all rows break.
    """
    if _check_size(emitted.data) > MOST_HERE:
        with called(_attempt, emitted, look, created) as pdf, suppress(Failed):  # or its memory is kept for the next time, beside what that takes
            return pdf()
    try:
        return _attempt(emitted, look, created)
    except _BreakdownError:
        return _attempt(replace(emitted, data=emitted.data | {"whole": False}), look, created)


def _check_size(data: Node) -> int:
    """How many parts there are. UserError for data of more parts or characters than one PDF may hold."""
    parts, characters, pending = 0, 0, [*data.values()]
    while pending and parts <= MOST_PARTS and characters <= MOST_CHARACTERS:
        match pending.pop():
            case dict() as node:
                parts += 1
                pending += node.values()
            case list() | tuple() as nodes:
                pending += nodes
            case str() as text:
                characters += len(text)
            case _:
                pass
    if parts > MOST_PARTS or characters > MOST_CHARACTERS:
        raise unmade(fault("too-large", parts=MOST_PARTS, characters=MOST_CHARACTERS // 1_000_000))
    return parts


def _attempt(emitted: Emitted, look: Look, created: datetime) -> bytes:
    with TemporaryDirectory(prefix="planverk-pdf-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        _lay_out(root, emitted, look)
        try:
            pdf, warnings = _compiled(root, created)
        except typst.TypstError as failure:
            said = _said(failure)
            raise (_breakdown if "please report this as a bug" in said else unmade)(_fault(said, emitted)) from failure
    if warnings:
        raise unmade(*(_fault(_said(warning), emitted) for warning in warnings))
    return pdf


def _compiled(root: Path, created: datetime) -> tuple[bytes, list[typst.TypstWarning]]:
    try:
        return typst.compile_with_warnings(
            root / "main.typ", root=root, font_paths=[root / "fonts"], ignore_system_fonts=True, pdf_standards=["a-2a", "ua-1"], timestamp=created
        )
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # what the typesetter raises for a bug of its own; no name to import
            raise
        raise _breakdown(fault("typesetter", said=panic)) from panic


def _breakdown(found: UserError) -> UserError:
    error = unmade(found)
    return _BreakdownError(error.key, **error.facts)


def _lay_out(root: Path, emitted: Emitted, look: Look) -> None:
    for source in files(__package__).joinpath("template").iterdir():
        if source.name.endswith(".typ"):
            (root / source.name).write_bytes(source.read_bytes())
    for file, data in emitted.files.items():
        (root / file).write_bytes(data)
    text = json.dumps(emitted.data, ensure_ascii=False)
    (root / "document.json").write_text(text, encoding="utf-8")
    (root / "closer.json").write_text(json.dumps(emitted.closer, ensure_ascii=False), encoding="utf-8")
    # The signs that some face of the look has no shape for, as they are written in a class of a regular expression. Typst would make some of them of
    # two shapes, each of which then comes back as the whole sign.
    found = frozenset[str]().union(*(lacking(data, set(text)) for data in look_data(look)))
    missing = "".join(f"\\x{{{ord(sign):x}}}" for sign in sorted(found))
    (root / "type.json").write_text(json.dumps({"fallback": FALLBACK, "lacking": missing}), encoding="utf-8")
    (root / "fonts").mkdir()
    write_fonts(look, root / "fonts")
    write_fallback(root / "fonts")


def _said(trouble: typst.TypstError | typst.TypstWarning) -> str:
    """What the typesetter says, with its hints but without the place in our template and the temporary folder."""
    return "; ".join((trouble.message, *trouble.hints))


def _below(node: Node) -> list[Node]:
    sections = node["sections"]
    return [section for section in sections if isinstance(section, dict)] if isinstance(sections, list) else []


def _fault(said: str, emitted: Emitted) -> UserError:
    """What the typesetter says as a fault: those that come of a plan or its theme by themselves, and the rest in its own words."""
    if found := re.search(r'the text `"(.+?)"` could not be displayed', said):
        text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1])
        shown = text if text.isprintable() else "\N{REPLACEMENT CHARACTER}"
        return fault("sign-without-shape", text=shown, codes=codes(text), heading=_heading(text, emitted))
    if found := re.search(r"label `<(.+?)>` does not exist", said):
        return fault("reference-to-nowhere", anchor=found[1], heading=_heading(found[1], emitted))
    if found := re.search(r"unknown font family: (.+)", said):
        return fault("unknown-font", family=found[1])
    if re.search(r"picture-\d+\.(?:svg|png)|decode|image", said):
        return fault("picture", said=said)
    return fault("typesetter", said=said)


def _heading(text: str, emitted: Emitted) -> str:
    """The innermost heading above a text, the document's name where there is none."""
    colophon = emitted.data["colophon"]
    sections = [*([colophon] if isinstance(colophon, dict) else []), *_below(emitted.data)]
    sought = json.dumps(text)[1:-1]
    heading = str(emitted.data["title"])
    while found := next((section for section in sections if sought in json.dumps(section)), None):
        heading, sections = str(found["plain"]), _below(found)
    return heading
