"""Random pairs of plans: two histories that begin with the same plan, each a run of edits such as authors make, some of them careless."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from tests.support import PLANS

Files = dict[str, bytes]
Draw = Callable[[st.SearchStrategy[Any]], Any]

START: Files = dict(read_folder(PLANS["example"]).files)

_WORDS = "Kommunen skal lage en felles rutine for å følge opp unge og eldre , . – «råd» 2027 1,5 *viktig* nå"
WORDS = st.sampled_from([*_WORDS.split(), "[målet](goal:felles-innsats)", "[@undersoking]"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
PARAGRAPHS = st.lists(
    st.one_of(SENTENCES, SENTENCES.map("- {0}\n- andre punkt".format), SENTENCES.map("## {}".format), st.just("| A | B |\n| --- | --: |\n| x | 2 |")),
    max_size=4,
).map("\n\n".join)
IDS = st.sampled_from(["moteplass", "felles-rutine", "ny", "nyere", "felles-innsats", "koordinator", "frivilligsentral", "tur"])
VALUES = st.one_of(
    SENTENCES.map("'{}'".format), IDS, st.sampled_from(["2026-06-30", "2027-01-31", "3", "adopted", "proposed", "true", "[]"]),
    st.lists(IDS, min_size=1, max_size=3).map(lambda ids: "[" + ", ".join(ids) + "]"),
)  # fmt: skip
FIELDS = st.sampled_from(
    ["number", "title", "goal", "responsible", "participants", "deadline", "financing", "related", "national_goals", "formerly", "assignment", "x"]
)


@dataclass
class Edits:
    """Edits files as an author would, as hypothesis chooses."""

    draw: Draw
    files: Files = field(default_factory=lambda: dict(START))

    def path(self, pattern: str = r"plan/.*\.(?:md|yaml)") -> str | None:
        paths = sorted(path for path in self.files if re.fullmatch(pattern, path))
        return self.draw(st.sampled_from(paths)) if paths else None

    def set_field(self) -> None:
        """Writes a line `FIELD: VALUE` at the top of the fields, in place of the one of that name where there is one."""
        path = self.path()
        if path is not None:
            name = self.draw(FIELDS)
            text = re.sub(rf"(?m)^{name}:.*\n(?:[ -].*\n)*", "", self.files[path].decode())
            line = f"{name}: {self.draw(VALUES)}\n"
            self.files[path] = (text.replace("---\n", f"---\n{line}", 1) if path.endswith(".md") else line + text).encode()

    def drop_line(self) -> None:
        path = self.path()
        if path is not None:
            lines = self.files[path].decode().split("\n")
            del lines[self.draw(st.integers(0, len(lines) - 1))]
            self.files[path] = "\n".join(lines).encode()

    def write_body(self) -> None:
        path = self.path(r"plan/.*\.md")
        if path is not None:
            head = re.match(r"---\n.*?\n---\n", self.files[path].decode(), re.DOTALL)
            self.files[path] = ((head[0] if head else "") + "\n" + self.draw(PARAGRAPHS) + "\n").encode()

    def remove(self) -> None:
        path = self.path()
        if path is not None:
            del self.files[path]

    def copy(self) -> None:
        """A new file that is like another of its kind."""
        path = self.path(r"plan/.*/.*\.(?:md|yaml)")
        if path is not None:
            self.files[self.renamed(path, self.draw(IDS))] = self.files[path]

    def rename(self) -> None:
        """Gives a file another id, which it notes; perhaps mends what refers to it."""
        path = self.path(r"plan/.*/.*\.(?:md|yaml)")
        if path is None:
            return
        old, new = path.rpartition("/")[2].partition(".")[0], self.draw(IDS)
        if self.renamed(path, new) in self.files:
            return
        text = re.sub(r"(?m)^formerly:.*\n", "", self.files.pop(path).decode())
        line = f"formerly: [{old}]\n"
        self.files[self.renamed(path, new)] = (text.replace("---\n", f"---\n{line}", 1) if path.endswith(".md") else line + text).encode()
        if self.draw(st.booleans()):
            for other, data in self.files.items():
                self.files[other] = re.sub(rf"(?<=[ :@]){old}(?=[\n)\]#])".encode(), new.encode(), data)

    def numbers(self) -> None:
        rows = self.draw(st.lists(st.tuples(st.sampled_from(["2020", "2022", "2024", "2025"]), st.integers(0, 99).map(str)), max_size=4))
        head = self.draw(st.sampled_from(["År,Døme", "År,Landet", "Døme,År"]))
        self.files["plan/data/einsame.csv"] = "\n".join([head, *map(",".join, rows), ""]).encode()

    def settings(self) -> None:
        self.files["planverk.toml"] = self.draw(
            st.sampled_from([b"", b'packs = ["norwegian-municipal"]\n', b"x = [", b"[severity]\nnumber-gap = 'off'\n"])
        )

    @staticmethod
    def renamed(path: str, id: str) -> str:
        folder, _, name = path.rpartition("/")
        return f"{folder}/{id}.{name.partition('.')[2]}"


EDITS = (
    Edits.set_field, Edits.set_field, Edits.drop_line, Edits.write_body, Edits.write_body, Edits.remove, Edits.copy, Edits.rename, Edits.rename,
    Edits.numbers, Edits.settings,
)  # fmt: skip


@dataclass
class Pair:
    """Two plans; shown as the files in which they differ from the one that both began with."""

    old: Files
    new: Files

    def __iter__(self) -> Iterator[Plan]:
        yield read_plan(Tree(dict(self.old)))[0]
        yield read_plan(Tree(dict(self.new)))[0]

    def __repr__(self) -> str:
        return f"Pair({_otherwise(self.old)}, {_otherwise(self.new)})"


def _otherwise(files: Files) -> dict[str, bytes | None]:
    return {path: files.get(path) for path in sorted({**START, **files}) if files.get(path) != START.get(path)}


@st.composite
def pairs(draw: Draw) -> Pair:
    """Two plans with a common past: some edits that both have, then some of each one's own."""
    common = Edits(draw)
    edit(common)
    before, after = Edits(draw, dict(common.files)), Edits(draw, dict(common.files))
    edit(before)
    edit(after)
    return Pair(before.files, after.files)


def edit(edits: Edits) -> None:
    for act in edits.draw(st.lists(st.sampled_from(EDITS), max_size=4)):
        act(edits)
