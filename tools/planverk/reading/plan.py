"""Turns a tree into a plan and the findings of reading it. Nothing in a tree can make it raise."""

from __future__ import annotations

import gc
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from planverk.diagnostics import Finding, Hint, Location, did_you_mean
from planverk.ids import is_id, nearest, proper_id
from planverk.model.annotations import fields_of
from planverk.model.custom_fields import LARGEST_SCHEMA, CustomFields
from planverk.model.data_entries import Progress, Review
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS, RECORDS, kind_of_file
from planverk.model.plan import Plan, Sheet, files_named
from planverk.model.planfile import Help, PlanFile
from planverk.model.settings import Settings, Theme, kept
from planverk.model.validate import check_part, validate
from planverk.paths import ADOPTED_FOLDER, DATA_FOLDER, PLAN_FILE, SCHEMA_SUFFIXES, SETTINGS_FILE, SIGNATURES
from planverk.reading.file_names import MOST_BY_LINE, copy_hint, meant_place, proper_name, unportable
from planverk.reading.tree import Tree, unreadable
from planverk.source.markdown import read_markdown
from planverk.source.prose import Prose
from planverk.source.table import read_table
from planverk.source.text import decode, empty_file, is_open, is_pointer, pointer, too_large
from planverk.source.toml import read_toml
from planverk.source.yaml import Located, Places, Route, read_json, read_yaml, split_front_matter, unread

_FIELD_OF = {
    "chapter": "chapters", "goal": "goals", "measure": "measures", "definition": "definitions", "function": "functions", "plan": "plans",
    "source": "sources", "resource": "resources", "figure": "figures", "progress": "progress", "statement": "statements", "adopted": "adopted",
    "review": "reviews",
}  # fmt: skip


MOST_KEPT = 8_000_000
"""Characters of the files whose entries are kept."""


class _Kept(dict[tuple[str, str, str, bytes | None], tuple[Entry, list[Finding]]]):
    """Entries that this process has read, with their findings, by path, text, and the schema of the municipality's own fields.

    A command reads the plan before an edit and after it, a comparison two states, the preview one after the other: hardly a file differs.
    """

    size = 0

    def put(self, key: tuple[str, str, str, bytes | None], found: tuple[Entry, list[Finding]]) -> None:
        self.size += len(key[1])
        if self.size > MOST_KEPT:
            self.clear()
            self.size = len(key[1])
        self[key] = found


_kept = _Kept()


def read_plan(tree: Tree) -> tuple[Plan, list[Finding]]:
    """The plan that a tree holds, with all that could be read of it, and every finding of reading."""
    with _no_cyclic_collection():
        reader = _Reader(tree)
        plan = reader.plan()
        return plan, [*(with_known(finding, plan) for finding in reader.findings), *_unnoted(plan, tree.earlier)]


def _unnoted(plan: Plan, earlier: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """The ids that entries had, and neither note nor share with another that has it or had it."""
    for group in plan.kinds.values():
        known = {name for entry in group.values() for name in (entry.id, *entry.formerly)}
        for entry in group.values():
            for name in earlier.get(entry.path, ()):
                if name not in known and not entry.wholly_unread:
                    yield Finding("former-id-not-noted", entry.at_top(), {"name": name}, (Hint("note-former-id", {"name": name}),))


@contextmanager
def _no_cyclic_collection() -> Iterator[None]:
    """Loading makes many objects and no garbage; the cyclic collector would walk them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_signature(path: str, files: Container[str]) -> bool:
    """Whether a file is the signature of a manifest that stands beside it; only `verify` reads it."""
    pure = PurePosixPath(path)
    return str(pure.parent) == ADOPTED_FOLDER and pure.suffix in SIGNATURES.values() and str(pure.with_suffix("")) in files


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings = list(tree.findings)
        self.unread = {finding.location.path for finding in tree.findings}
        self.collisions = dict(_collisions(tree.files))
        self.texts: dict[str, str] = {}
        self.copies = 0
        self.groups: dict[str, dict[str, Entry]] = {kind.kind: {} for kind in (*KINDS, *RECORDS)}
        self.sheets: dict[str, Sheet] = {}
        self.head: PlanFile | None = None
        self.help: Help | None = None
        self.settings, self.settings_at = Settings(), Located({}, Places(), [])
        self.custom_fields: dict[str, CustomFields] = {}
        self.schema_files: dict[str, bytes] = {}

    def plan(self) -> Plan:
        self.findings += filter(None, map(unportable, sorted(self.tree.files)))
        if SETTINGS_FILE in self.tree.files:  # it says which fields entries have
            self.file(SETTINGS_FILE)
        for path in sorted(self.tree.files.keys() - {SETTINGS_FILE}):
            self.file(path)
        head = self.head or self.missing_head()
        groups: dict[str, Any] = {_FIELD_OF[kind]: group for kind, group in self.groups.items()}
        groups |= {"theme_files": self.theme_files(self.settings.theme), "custom_fields": self.custom_fields, "schema_files": self.schema_files}
        plan = Plan(head, self.help, self.settings, self.settings_at, **groups, sheets=self.sheets, texts=self.texts)
        return replace(plan, files=self.files(plan))

    def file(self, path: str) -> None:
        """Reads one file into what it belongs to."""
        kind = kind_of_file(path)
        if path in self.collisions:
            self.findings.append(Finding("path-collision", Location(path), {"other": self.collisions[path]}, (Hint("rename-one", {}),)))
            self.stand_in(path)
        elif path == SETTINGS_FILE:
            self.read_settings(self.text(path))
        elif path not in self.unread and (copy := copy_hint(path, self.tree.files, self.copies < MOST_BY_LINE)):
            self.copies += 1
            self.findings.append(Finding("unexpected-file", Location(path), {}, (copy,)))
        elif PurePosixPath(path).parent == PurePosixPath(DATA_FOLDER) and path.endswith(".csv"):
            self.sheet(path, self.text(path))
        elif kind is None and _is_signature(path, self.tree.files):
            return
        elif kind is None:
            if path not in self.unread:
                self.findings.append(Finding("unexpected-file", Location(path), {}, meant_place(path, self.tree.files)))
            self.stand_in(path)
        else:
            self.name_of(kind, path)
            self.keep(self.kept_entry(kind, path, self.text(path)))

    def name_of(self, kind: type[Entry], path: str) -> None:
        """Says of an entry's file that its name is no id."""
        name = PurePosixPath(path).stem
        if kind not in (PlanFile, Help) and not (_is_stamp(name) if kind is Review else is_id(name)):
            meant = proper_name(path, kind.suffix, self.tree.files, self.copies < MOST_BY_LINE)
            self.copies += meant.key != "id-of-file"
            self.findings.append(Finding("bad-identifier", Location(path), {"name": name}, (meant,)))

    def keep(self, entry: Entry) -> None:
        if isinstance(entry, PlanFile):
            self.head = entry
        elif isinstance(entry, Help):
            self.help = entry
        else:
            self.groups[entry.kind][entry.id] = entry

    def sheet(self, path: str, text: str) -> None:
        data, findings = read_table(path, text) if path not in self.unread else (None, [])
        self.findings += findings
        self.sheets[PurePosixPath(path).name] = Sheet(path, data)

    def text(self, path: str) -> str:
        text, findings = decode(path, self.tree.files[path])
        self.findings += findings
        self.texts[path] = text
        if findings and (not text or is_open(findings) or path.endswith(".csv")):  # what a sign breaks in a table is neither title nor number
            self.unread.add(path)
        return text

    def stand_in(self, path: str) -> None:
        """An entry for a file that is no entry as it stands and was meant as one, so that what refers to it gets no finding too."""
        pure = PurePosixPath(path)
        kind = next((kind for kind in (*KINDS, *RECORDS) if kind.folder == str(pure.parent)), None)
        if kind and pure.stem not in self.groups[kind.kind]:
            self.groups[kind.kind][pure.stem] = validate(kind, path, pure.stem, unread(), Prose())[0]

    def missing_head(self) -> PlanFile:
        if not any(PLAN_FILE in (finding.location.path, *(hint.facts.get("name") for hint in finding.hints)) for finding in self.findings):
            self.findings.append(unreadable(PLAN_FILE, "why-not-there"))
        return validate(PlanFile, PLAN_FILE, "plan", unread(), Prose())[0]

    def kept_entry(self, kind: type[Entry], path: str, text: str) -> Entry:
        """An entry as it was read before, where its file was; its findings too. An empty one is not kept: another finding may say why it is."""
        if path in self.unread or not text.strip():
            return self.entry(kind, path, text)
        schema = custom.path if (custom := self.custom_fields.get(kind.kind)) else ""
        key, before = (path, text, schema, self.schema_files.get(schema)), len(self.findings)
        if (found := _kept.get(key)) is None:
            _kept.put(key, found := (self.entry(kind, path, text), self.findings[before:]))
        else:
            self.findings += found[1]
        return found[0]

    def entry(self, kind: type[Entry], path: str, text: str) -> Entry:
        """An entry, also where its file could not be read at all: others may refer to it."""
        name = PurePosixPath(path).stem
        prose = Prose()
        if path in self.unread:
            located = unread()
        elif not text.strip():
            told = any(finding.location.path == path for finding in self.findings)
            located = unread() if told else unread(empty_file(path))
        elif kind.suffix == ".md":
            parts = split_front_matter(path, text)
            located = parts.front
            prose, findings = read_markdown(path, text, parts.body)
            if parts.body:  # without front matter, what was meant as fields is read as prose
                self.findings += findings
        else:
            located = read_yaml(path, text)
        self.findings += located.findings
        entry, findings = validate(kind, path, name, located, prose, self.custom_fields.get(kind.kind))
        self.findings += findings
        return entry

    def read_settings(self, text: str) -> None:
        located = read_toml(SETTINGS_FILE, text) if SETTINGS_FILE not in self.unread else unread()
        self.findings += located.findings
        if located.broken:
            self.settings_at = located
        else:
            values, findings = check_part(Settings, SETTINGS_FILE, located)
            self.findings += findings
            self.settings, self.settings_at = Settings.model_validate(values | kept(located.data, values)), located
            for kind, path in self.settings.fields.by_kind.items():
                self.custom_fields[kind] = self.schema(kind, path)

    def schema(self, kind: str, path: str) -> CustomFields:
        """What the schema at a path says of a kind's fields; a schema that several kinds share is found fault with once."""
        data = self.tree.extra(path) if path else None
        if not path:  # a finding already
            return CustomFields(path)
        place = self.named(path, ("fields", kind))
        if data is None or not path.endswith(SCHEMA_SUFFIXES):
            self.findings.append(Finding("missing-schema", place, {"name": path}, (Hint("schema-file-form", {}),)))
            return CustomFields(path)
        if len(data) > LARGEST_SCHEMA:
            self.found_in_schema([too_large(path, len(data), LARGEST_SCHEMA)])
            return CustomFields(path)
        self.schema_files[path] = data
        text, findings = decode(path, data)
        self.texts[path] = text
        kinds: tuple[type[Entry], ...] = (*KINDS, PlanFile, Help)
        model = next(each for each in kinds if each.kind == kind)
        if is_open(findings) or (findings and not text):
            self.found_in_schema(findings)
            return CustomFields(path)
        located = read_json(path, text) if path.endswith(".json") else read_yaml(path, text)
        located.findings[:0] = findings
        if not findings and located.data is None and not located.broken:
            located.findings.append(empty_file(path))
        from planverk.model.custom_schema import read_custom_fields  # it takes time to import, and few plans have such a schema

        custom, findings = read_custom_fields(path, located, fields_of(model))
        self.found_in_schema(findings)
        return custom

    def found_in_schema(self, findings: list[Finding]) -> None:
        self.findings += [finding for finding in findings if finding not in self.findings]

    def named(self, path: str, route: Route) -> Location:
        """Where the settings name a file, whose name is looked at in passing."""
        place = Location(SETTINGS_FILE, self.settings_at.places.values.get(route) or Location("").span)
        if path not in self.tree.files:
            self.findings += filter(None, (unportable(path, place),))
        return place

    def files(self, plan: Plan) -> dict[str, bytes]:
        """The files that entries name; one that cannot be read is a finding where it is first named."""
        found: dict[str, bytes] = {}
        for entry in plan.entries:
            for route, path in files_named(entry):
                data = found.get(path) or self.tree.extra(path)
                if data is None:
                    self.findings.append(Finding("missing-file", entry.at(*route), {"name": path}, (Hint("theme-file-form", {}),)))
                elif is_pointer(data):
                    self.findings.append(pointer(path))
                else:
                    found[path] = data
        return found

    def theme_files(self, theme: Theme) -> dict[str, bytes]:
        wanted = [(("theme", "font_files"), path) for path in theme.font_files]
        if theme.logo:
            wanted.append((("theme", "logo"), theme.logo))
        if theme.reference_docx:
            wanted.append((("theme", "reference_docx"), theme.reference_docx))
        found = {}
        for route, path in wanted:
            data, place = self.tree.extra(path), self.named(path, route)
            if data is None:
                self.findings.append(Finding("missing-theme-file", place, {"name": path}, (Hint("theme-file-form", {}),)))
            elif is_pointer(data):
                self.findings.append(pointer(path))
            else:
                found[path] = data
        return found


def _collisions(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths that some file systems cannot tell from another, each with that other; the one in capitals or decomposed letters is the odd one."""
    seen: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: (path != _folded(path), path)):
        other = seen.setdefault(_folded(path), path)
        if other != path:
            yield path, other


def _folded(path: str) -> str:
    return normalize("NFC", normalize("NFC", path).casefold())


def _is_stamp(name: str) -> bool:
    """True for KIND-ID."""
    kind, _, id = name.partition("-")
    return kind in {each.kind for each in KINDS if each is not Progress} and is_id(id)


_ID = re.compile(r"(?:[^/:]*[/:])*(?P<id>[^/:]+?)(?:\.(?:md|yaml))?")
_NEAR = 0.75
"""Likeness of a word and the part of the contents that it may be a slip of; «functions» is no slip of «definitions»."""
_OF_GOALS = frozenset({"goal", "measure", "measures", "tiltak", "tiltaka", "tiltakene", "mål", "måla", "målene", "maal", "mal"})
"""What an author may call the part with goals and measures."""


def with_known(finding: Finding, plan: Plan) -> Finding:
    """The finding, its guess at an entry or at a part of the contents being of those that are there."""
    if finding.rule == "not-allowed" and "chapter:ID" in finding.facts.get("allowed", ""):
        near = _content(finding.facts["value"], finding.facts["allowed"].split(", "), plan)
        if near and re.search(rf"(?m)^[ ]*-[ ]+{re.escape(near[0])}[ ]*$", plan.texts.get(PLAN_FILE, "")):
            return replace(finding, hints=(Hint("listed-already", {"name": near[0]}),))
        return replace(finding, hints=did_you_mean(near) or (Hint("allowed-values", {"allowed": finding.facts["allowed"]}),))
    if finding.rule == "unsafe-link" and finding.hints and finding.hints[0].key == "did-you-mean":
        kind, _, id = finding.hints[0].facts["name"].partition(":")
        if kind in plan.kinds and id not in plan.kinds[kind]:
            near = tuple(f"{kind}:{name}" for name in nearest(id, plan.kinds[kind]))
            return replace(finding, hints=did_you_mean(near) or (Hint("link-kinds", {}),))
    return finding


def _content(value: str, allowed: list[str], plan: Plan) -> tuple[str, ...]:
    """The item of the contents that a text means: a chapter, by its id or file, or one of the parts."""
    found = _ID.fullmatch(value.strip())
    word = found["id"].lower() if found else ""
    parts = [part for part in allowed if part != "chapter:ID"]
    id = word if is_id(word) else proper_id(word)
    if id in plan.chapters:
        return (f"chapter:{id}",)
    if word in _OF_GOALS:
        return ("goals",)
    near = nearest(word, (*parts, *plan.chapters), least=_NEAR)
    return tuple(name if name in parts else f"chapter:{name}" for name in near)


# --- what a result depends on -----------------------------------------------------------------------------------------

# The files that a result depends on, in one place: for the cache of checks, for builds and archives, for Git, and for the preview that watches.


def named_files(plan: Plan) -> tuple[str, ...]:
    """The paths outside plan/ that the settings and the entries name, whether there is such a file or not: fonts, logo, Word template, schemas,
    pictures, attached files."""
    theme = plan.settings.theme
    of_settings = (*theme.font_files, theme.logo, theme.reference_docx, *plan.settings.fields.by_kind.values())
    return tuple(dict.fromkeys(filter(None, (*of_settings, *(path for entry in plan.entries for _, path in files_named(entry))))))


def inputs(tree: Tree, plan: Plan) -> dict[str, bytes]:
    """Every file that an output is made from: the plan's own, and those that its settings and entries name."""
    return {**tree.files, **plan.theme_files, **plan.schema_files, **plan.files}
