"""Mends what is safe in one file: what its findings offer, and how it is typed. What the file says stays, but for the words that were offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from planverk.authoring.normalized import Normalized, normalized
from planverk.authoring.source_file import TextEdit, changed, largest_valid_subset
from planverk.diagnostics import Replacement
from planverk.source.text import Lines, decode
from planverk.source.yaml import split_front_matter

SUFFIXES = (".md", ".yaml", ".csv", ".toml")
"""Files that a plan has; others are left alone."""

_BOM = "\ufeff"
_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=\r?\n|\r?\Z)")
_TABS = re.compile(r"^ *\t[\t ]*", re.MULTILINE)
_WIDTHS = (2, 1, 4, 8)
"""Spaces that a tab may have been meant as; the first is what a plan's files have."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The bytes of a file afterwards, and the replacements that were made in it."""

    data: bytes
    made: tuple[Replacement, ...] = ()


def apply_fixes(path: str, data: bytes, fixes: Iterable[Replacement] = ()) -> Mended:
    """A file with the replacements made, as far as they change nothing but words, and then typed cleanly: without byte-order mark, spaces at the
    ends of lines, and tabs before fields where it is plain what they mean, and with a line end at its end. Line ends stay of the kind that
    they are. A file that cannot be read, or is of no kind that a plan has, stays as it is.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Mended(data)
    if not path.endswith(SUFFIXES) or not text.strip(_BOM).strip():
        return Mended(data)
    text = text.removeprefix(_BOM)
    text, made = _with_fixes(path, text, fixes)
    for tidied in _TIDIED:
        text = tidied(path, text)
    return Mended(text.encode("utf-8"), made)


def _read(path: str, text: str) -> Normalized:
    return normalized(path, decode(path, text.encode("utf-8"))[0])


# --- what findings offer ---


def _with_fixes(path: str, text: str, fixes: Iterable[Replacement]) -> tuple[str, tuple[Replacement, ...]]:
    offered = _apart(text, fixes)
    if not offered:
        return text, ()
    before = _read(path, text)
    text_edits = largest_valid_subset(list(offered), lambda some: before.alike(_read(path, changed(text, some))))
    return changed(text, text_edits), tuple(offered[text_edit] for text_edit in text_edits)


def _apart(text: str, fixes: Iterable[Replacement]) -> dict[TextEdit, Replacement]:
    """The spots of the replacements, without those that overlap with one before."""
    lines, found, end = Lines(text), dict[TextEdit, Replacement](), -1
    placed = ((_spot(lines, fix), fix) for fix in fixes)
    for text_edit, fix in sorted((text_edit, fix) for text_edit, fix in placed if text_edit):
        if text_edit.start >= end:
            found[text_edit] = fix
            end = text_edit.end
    return found


def _spot(lines: Lines, fix: Replacement) -> TextEdit | None:
    """Where the old text stands; None unless it stands once at the place of the finding."""
    start, end = map(lines.offset, fix.location.span)
    inside = lines.text[start:end]
    if not fix.old or inside.count(fix.old) != 1:
        return None
    at = start + inside.index(fix.old)
    return TextEdit(at, at + len(fix.old), fix.new)


# --- how a file is typed ---


def _tidy_tabs(path: str, text: str) -> str:
    """Spaces for the tabs before fields, where every width that can be read at all says the same."""
    until = split_front_matter(path, decode(path, text.encode("utf-8"))[0]).body if path.endswith(".md") else len(text)
    at = Lines(text).offset(Lines(text.replace("\r\n", "\n")).position(until))  # reading counts every line end as one character
    head, rest = text[:at], text[at:]
    if not path.endswith((".md", ".yaml")) or not _TABS.search(head):
        return text
    tried = [_TABS.sub(lambda tabs, width=width: tabs[0].replace("\t", " " * width), head) + rest for width in _WIDTHS]  # type: ignore[misc]
    readable = [(one, meaning) for one in tried if (meaning := _read(path, one)).readable]
    if readable and all(meaning.said == readable[0][1].said for _, meaning in readable):
        return readable[0][0]
    return text


def _tidy_ends_of_lines(path: str, text: str) -> str:
    text_edits = [TextEdit(*found.span(), "") for found in _TRAILING.finditer(text)]
    before = _read(path, text) if text_edits else None
    if before is None or not before.readable:
        return text
    return changed(text, largest_valid_subset(text_edits, lambda some: before.same(_read(path, changed(text, some)))))


def _tidy_end(path: str, text: str) -> str:
    ended = text if text.endswith("\n") else text + ("\r\n" if "\r\n" in text else "\n")
    return ended if ended == text or _read(path, text).same(_read(path, ended)) else text


_TIDIED: Sequence[Callable[[str, str], str]] = (_tidy_tabs, _tidy_ends_of_lines, _tidy_end)
