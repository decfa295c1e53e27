"""Random histories of a plan in Git: branches and merges, tags, adoptions that are amended, forged or taken away, and folders that move.

`python -m tests.histories 5000 [SEED]` asks `diff`, `log`, `check` and `verify` of so many, and prints what ended otherwise than in an answer, and
the slowest. What broke becomes a test of its reader.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from planverk.authoring.adopting import Decision, manifest
from planverk.errors import UserError
from planverk.model.canonical import plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.damaged import ended
from tests.revisions import START, Draw, Edits, Files, edit
from tests.support import git

SLOW = 30.0
"""Seconds after which an answer has taken too long."""
MOST_STEPS = 7
DAYS = ("2026-01-15", "2026-02-15", "2027-02-15")
FOLDERS = ("", "s/", "kommune/plan/")
NAMES = ("main", "gren", "annen")


@dataclass
class Saved:
    """A commit: its mark in the stream, its parents, the files, and the folder of the plan."""

    mark: int
    parents: tuple[int, ...]
    files: Files
    folder: str


@dataclass
class History:
    """Commits as a person and a program make them: some whole, some careless, some that hide another."""

    draw: Draw
    commits: list[Saved] = field(default_factory=list)
    branches: dict[str, Saved] = field(default_factory=dict)
    tags: dict[str, Saved] = field(default_factory=dict)

    def begin(self) -> None:
        self.branches["main"] = self._saved((), dict(START), "")
        for _ in range(self.draw(st.integers(1, MOST_STEPS))):
            self.draw(st.sampled_from(STEPS))(self)

    def _saved(self, parents: tuple[Saved, ...], files: Files, folder: str) -> Saved:
        made = Saved(len(self.commits) + 1, tuple(each.mark for each in parents), files, folder)
        self.commits.append(made)
        return made

    def _branch(self) -> str:
        return str(self.draw(st.sampled_from(sorted(self.branches))))

    def _onto(self, name: str, files: Files, folder: str | None = None, *more: Saved) -> None:
        last = self.branches[name]
        self.branches[name] = self._saved((last, *more), files, last.folder if folder is None else folder)

    def edited(self) -> None:
        """A branch goes on with some edits."""
        name = self._branch()
        edits = Edits(self.draw, dict(self.branches[name].files))
        edit(edits)
        self._onto(name, edits.files)

    def parted(self) -> None:
        self.branches[self.draw(st.sampled_from(NAMES))] = self.branches[self._branch()]

    def merged(self) -> None:
        """Each file of one side or of the other, or with both and the marks of a conflict."""
        name, other = self._branch(), self.branches[self._branch()]
        mine, files = self.branches[name].files, {}
        for path in sorted({*mine, *other.files}):
            one, two = mine.get(path), other.files.get(path)
            how = "one" if one == two else self.draw(st.sampled_from(["one", "two", "marks"]))
            both = b"<<<<<<< HEAD\n" + (one or b"") + b"=======\n" + (two or b"") + b">>>>>>> gren\n"
            chosen = one if how == "one" else two if how == "two" else both
            if chosen is not None:
                files[path] = chosen
        self._onto(name, files, None, other)

    def adopted(self) -> None:
        """A manifest of what the plan is, or of nothing that it ever was, on a day that may have one."""
        name, day = self._branch(), self.draw(st.sampled_from(DAYS))
        files = dict(self.branches[name].files)
        plan = read_plan(Tree(dict(files)))[0]
        data = manifest(plan, Decision("Rådet", date.fromisoformat(day), "1/26"), "a" * 40, {"plan.txt": FORGED}, {"planverk": "0"})
        files[f"plan/adopted/{day}.json"] = self.draw(st.sampled_from([data, data.replace(b"1/26", b"2/26"), data[:-40], b"{}", b""]))
        self._onto(name, files)
        if self.draw(st.booleans()):
            self.tags[f"adopted-{day}"] = self.branches[name]

    def taken_away(self) -> None:
        name = self._branch()
        self._onto(name, {path: data for path, data in self.branches[name].files.items() if not path.startswith("plan/adopted/")})

    def amended(self) -> None:
        """A branch goes back behind its last commit, and does it again."""
        name = self._branch()
        parents = [each for each in self.commits if each.mark in self.branches[name].parents]
        if parents:
            self.branches[name] = parents[0]
            self.adopted()

    def moved(self) -> None:
        name = self._branch()
        self._onto(name, self.branches[name].files, self.draw(st.sampled_from(FOLDERS)))

    def stream(self) -> bytes:
        """What `git fast-import` makes it of."""
        parts = []
        for made in self.commits:
            when = 1_700_000_000 + made.mark * 86_400
            head = f"commit refs/made/{made.mark}\nmark :{made.mark}\ncommitter a <a@example.org> {when} +0100\ndata 1\nx\n"
            linked = [f"{'from' if at == 0 else 'merge'} :{mark}\n" for at, mark in enumerate(dict.fromkeys(made.parents))]
            parts.append((head + "".join(linked) + "deleteall\n").encode())
            for path, data in made.files.items():
                parts.append(f"M 100644 inline {made.folder}{path}\ndata {len(data)}\n".encode() + data + b"\n")
        names = [
            *((f"refs/heads/{name}", made) for name, made in self.branches.items()),
            *((f"refs/tags/{name}", made) for name, made in self.tags.items()),
        ]
        parts += [f"reset {name}\nfrom :{made.mark}\n\n".encode() for name, made in names]
        return b"".join(parts)


STEPS = (
    History.edited, History.edited, History.edited, History.parted, History.merged, History.merged, History.adopted, History.adopted,
    History.taken_away, History.amended, History.moved,
)  # fmt: skip
FORGED = b"Noe annet\n"


@st.composite
def histories(draw: Draw) -> History:
    """A history, told again by its commits when it is shown."""
    made = History(draw)
    made.begin()
    return made


def lay(made: History, root: Path) -> None:
    """Makes the history a bare repository."""
    git(root.parent, "init", "--quiet", "--bare", "--template=", str(root))
    subprocess.run(["git", "-C", str(root), "fast-import", "--quiet", "--force"], input=made.stream(), check=True, capture_output=True)


def published(made: History, root: Path) -> Iterator[tuple[str, bytes]]:
    """Files to verify: one that an adoption may list, and one that says that it was made of the newest revision."""
    last = made.branches["main"]
    facts = {
        "title": "x", "digest": plan_digest(read_plan(Tree(dict(last.files)))[0]), "revision": git(root, "rev-parse", "refs/heads/main"),
        "basis": "adoption" if made.tags else "revision", "version": "0", "built": "2026-01-15T00:00:00+00:00",
    }  # fmt: skip
    yield "listed.txt", FORGED + _told({**facts, "digest": "b" * 64})
    yield "newest.txt", b"Planen\n" + _told(facts)


def _told(facts: Mapping[str, str]) -> bytes:
    return b"\n" + "".join(f"planverk:{name}: {text}\n" for name, text in facts.items()).encode()


def faults(made: History, folder: Path) -> Iterator[tuple[str, float]]:
    """For each command that is asked of a history: what was wrong with how it ended, "" for nothing, and the seconds that it took."""
    lay(made, root := folder / "r.git")
    names = [*made.branches, *made.tags]
    calls = [f"diff {one} {other}" for one, other in zip(names, [*names[1:], "refs/made/1"], strict=True)]
    calls += [f"diff refs/made/1 main --format {style}" for style in ("json", "markdown")] + ["diff main...refs/made/1"]
    calls += ["log", "log --words", "log measure:moteplass", *(f"check --rev {name}" for name in names)]
    for name, data in published(made, root):
        (folder / name).write_bytes(data)
        calls.append(f"verify {folder / name}")
    for call in calls:
        began = time.process_time()
        code, said = ended([*call.split(), "-C", str(root)])
        took = time.process_time() - began
        wrong = code not in (0, 1, 2) or "Traceback" in said or took > SLOW
        yield (f"{call}: {code}, {took:.1f} s\n{said[-3000:]}\n{_shown(made)}" if wrong else ""), took


def _shown(made: History) -> str:
    return "\n".join(
        f"{each.mark} {each.parents} {each.folder} "
        + str({path: data for path, data in each.files.items() if START.get(path) != data} | dict.fromkeys(START.keys() - each.files.keys()))
        for each in made.commits
    )


def main(count: int, seed: int) -> int:
    """Prints the faults and the slowest; 1 for any fault."""
    found, slowest, done, began = 0, 0.0, 0, time.monotonic()

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count, phases=[hypothesis.Phase.generate], database=None, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    @hypothesis.given(histories())
    def ask(made: History) -> None:
        nonlocal found, slowest, done
        done += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                for fault, took in faults(made, Path(folder)):
                    slowest = max(slowest, took)
                    if fault:
                        found += 1
                        print(fault, flush=True)
            except UserError as error:
                print(f"the history itself: {error}", flush=True)
                found += 1
        if done % 50 == 0:
            print(
                f"seed {seed}: {done} histories in {time.monotonic() - began:.0f} s, {found} faults; the slowest answer took {slowest:.1f} s",
                flush=True,
            )

    ask()
    print(f"seed {seed}: {done} histories, {found} faults; the slowest answer took {slowest:.1f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
