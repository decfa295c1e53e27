"""Checks of the file as a whole: its title, its protection, its numbers and moments, and what was left in it that readers should not meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.word.fault import Fault, Place
from planverk.word.names import DC, TERMS, UNREADABLE, day_of, is_on, local, number_at, r, w
from planverk.word.reading import Reading

_FILE_TITLE = re.compile(
    r".*\.(?:docx?|dot[xm]?|docm|odt|rtf|pdf)|microsoft word\b.*|(?:document|dokument|untitled|uten navn|utan namn) ?\d*", re.IGNORECASE
)
_MODERN = 15
_CORE, _SETTINGS = "docProps/core.xml", "word/settings.xml"


def title(reading: Reading) -> Iterator[Fault]:
    """A title in the properties, which a screen reader says first and a window shows."""
    core = reading.package.core
    found = "" if core is None else " ".join((core.findtext(f"{{{DC}}}title") or "").split())
    if not found:
        yield Fault("title-missing", Place(_CORE))
    elif _FILE_TITLE.fullmatch(found):
        yield Fault("title-is-file-name", Place(_CORE, quote=found), {"title": found})


def protection(reading: Reading) -> Iterator[Fault]:
    """A lock that keeps readers from changing how they see the text, or from commenting."""
    settings = reading.package.one("settings")
    lock = None if settings is None else settings[1].find(w("documentProtection"))
    if settings and lock is not None and lock.get(w("enforcement")) in ("1", "true", "on"):
        yield Fault("document-protected", Place(settings[0]), {"kind": lock.get(w("edit"), "")})


def mode(reading: Reading) -> Iterator[Fault]:
    """Word opens a file of an older mode, or of none, in compatibility mode."""
    settings = reading.package.one("settings")
    found = [] if settings is None else [each for each in settings[1].iter(w("compatSetting")) if each.get(w("name")) == "compatibilityMode"]
    if not found or (number_at(found[0]) or 0) < _MODERN:
        yield Fault("compatibility-mode", Place(settings[0] if settings else _SETTINGS))


def left_in(reading: Reading) -> Iterator[Fault]:
    """Tracked changes and comments: a finished document has none."""
    if reading.package.tracked:
        yield Fault("changes-left", Place(reading.package.main), {"count": str(reading.package.tracked)})
    comments = sum(1 for _, root in reading.package.related("comments") for _ in root.iter(w("comment")))
    if comments:
        yield Fault("comments-left", Place(reading.package.main), {"count": str(comments)})


def blinking(reading: Reading) -> Iterator[Fault]:
    """Text that moves or blinks."""
    for kind, name, root in (*reading.parts, *(("styles", part, found) for part, found in reading.package.related("styles"))):
        for effect in root.iter(w("effect")):
            if effect.get(w("val"), "none") != "none":
                place = Place(name) if kind == "styles" else reading.place(name, effect)
                yield Fault("text-blinking", place)


def outside(reading: Reading) -> Iterator[Fault]:
    """Pictures, templates and the like that Word fetches from elsewhere when the file is opened."""
    settings = reading.package.one("settings")
    for part in (*(name for _, name, _ in reading.parts), *([settings[0]] if settings else [])):
        for each in reading.package.relations(part):
            if each.outside and each.kind != "hyperlink":
                yield Fault("content-outside", Place(part), {"address": each.target[:200]})


def imported(reading: Reading) -> Iterator[Fault]:
    """Whole files of another kind whose content Word puts in when it opens this one: nobody else reads them, and we neither."""
    for _, name, root in reading.parts:
        targets = {each.key: each.target for each in reading.package.relations(name)}
        for chunk in root.iter(w("altChunk")):
            yield Fault("content-not-read", reading.place(name, chunk), {"part": targets.get(chunk.get(r("id"), ""), "?")[:200]})


def page_size(reading: Reading) -> Iterator[Fault]:
    """A section that leaves the page's size to each reader's Word."""
    for section in reading.package.body.iter(w("sectPr")):
        if section.find(w("pgSz")) is None and next(section.iterancestors(w("sectPrChange")), None) is None:
            yield Fault("page-size-missing", Place(reading.package.main))
            return


def unnamed_fields(reading: Reading) -> Iterator[Fault]:
    """Form fields and content controls to fill in that say nothing of what goes into them."""
    inputs = ("text", "comboBox", "dropDownList", "date")
    for _, name, root in reading.parts:
        for properties in root.iter(w("sdtPr")):
            boxes = [child for child in properties if child.tag in map(w, inputs) or str(child.tag).endswith("}checkbox")]
            alias = properties.find(w("alias"))
            if boxes and (alias is None or not alias.get(w("val"), "").strip()):
                yield Fault("form-field-unnamed", reading.place(name, next(properties.iterancestors(), properties)))
        for field in root.iter(w("ffData")):
            texts = [each.get(w("val"), "").strip() for each in field.iter(w("statusText"), w("helpText"))]
            enabled = field.find(w("enabled"))
            if not any(texts) and (enabled is None or is_on(enabled)):
                yield Fault("form-field-unnamed", reading.place(name, field))


# --- numbers and moments: programs read what is neither as they like, or not at all ---

_NUMBERS = tuple(map(w, (
    "sz", "szCs", "outlineLvl", "gridSpan", "ilvl", "numId", "abstractNumId", "startOverride", "tblStyleRowBandSize", "tblStyleColBandSize",
)))  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?(?:mm|cm|in|pt|pc|pi)?", re.ASCII)
_LONGEST, _MOST = 40, 20
_UNKNOWN = re.compile(r"0{1,4}-00?-00?(?:T.*)?")
"""What some programs write for a moment that they leave out."""


def values(reading: Reading) -> Iterator[Fault]:
    """Numbers that are none, and moments that no calendar has: one finding for each value of an element in a part."""
    seen: set[tuple[str, str, str]] = set()
    for part, element, text, place in _unreadable(reading):
        if len(seen) < _MOST and (part, element, text) not in seen:
            seen.add((part, element, text))
            yield Fault("value-unreadable", place, {"element": element, "value": text[:_LONGEST]})


def _unreadable(reading: Reading) -> Iterator[tuple[str, str, str, Place]]:
    for name, root in reading.package.roots.items():
        starts = (start for level in root.iter(w("lvl")) for start in level.iterchildren(w("start")))  # elsewhere it is a side of a border
        for each in (*root.iter(*_NUMBERS), *starts):
            if (text := each.get(w("val"))) is not None and not _NUMBER.fullmatch(text.strip()):
                yield name, local(each), text, reading.place(name, each)
        for each in root.iter(f"{{{TERMS}}}created", f"{{{TERMS}}}modified"):
            if _is_no_moment((each.text or "").strip()):
                yield name, local(each), each.text or "", Place(_CORE)
    for _, name, root in reading.parts:
        for each in root.iter(w("ins"), w("comment")):
            if _is_no_moment(each.get(w("date"), "")):
                yield name, local(each), each.get(w("date"), ""), reading.place(name, each)


def _is_no_moment(text: str) -> bool:
    return day_of(text) == UNREADABLE and not _UNKNOWN.fullmatch(text)
