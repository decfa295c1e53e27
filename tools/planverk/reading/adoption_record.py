"""What a repository's history holds of a plan's adoptions. The record only grows: a manifest that was entered once stays as it was, to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from planverk.diagnostics import Finding, Hint, Location
from planverk.errors import UserError
from planverk.paths import ADOPTED_FOLDER, SIGNATURES
from planverk.reading.git import Revision, blob_of, contents_of, find_revision, matches, plans_in, prefix_in_repository, run_git
from planverk.reading.git_log import changed_files
from planverk.reading.tree import Tree

if TYPE_CHECKING:
    from planverk.model.data_entries import Adopted

_ORDER = ("--topo-order", "--reverse", "--full-history")
_MANIFEST = ".json"
_ENDS = (_MANIFEST, *(_MANIFEST + suffix for suffix in SIGNATURES.values()))


class Entered(NamedTuple):
    """What a commit did to a manifest: `blob` is the object that it put there, "" where it took the file away."""

    commit: str
    path: str
    blob: str

    @property
    def name(self) -> str:
        """The file's name, which is the day of the adoption."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class AdoptionRecord:
    """What happened to the manifests of a plan up to a revision (`own`), and in other branches and tags alone (`others`), the oldest first."""

    root: Path
    own: tuple[Entered, ...] = ()
    others: tuple[Entered, ...] = ()

    def first(self, name: str) -> Entered | None:
        """What was entered first under a name up to the revision; nothing that came later under it counts."""
        return next((each for each in self.own if each.name == name and each.blob), None)

    def rivals(self, name: str, held: str) -> Iterator[Entered]:
        """What other branches and tags hold under a name in place of the object `held`, but for what replaced that one."""
        first = self.first(name)
        for each in self.others:
            if each.name == name and each.blob not in ("", held) and not (first and first.blob == held and self.follows(each.commit, first.commit)):
                yield each

    def follows(self, later: str, earlier: str) -> bool:
        """True where a commit is another one or has it among those before it."""
        try:
            run_git(self.root, "merge-base", "--is-ancestor", earlier, later)
        except UserError as error:
            if error.key != "git-failed":
                raise
            return False
        return True

    def manifests(self) -> Iterator[tuple[Entered, Adopted]]:
        """Every manifest that was ever entered and can be read, the oldest first, each once."""
        from planverk.reading.plan import read_plan  # not before it is needed: a check that is remembered reads no plan

        seen: set[tuple[str, str]] = set()
        for each in (*self.own, *self.others):
            if each.blob and each.name.endswith(_MANIFEST) and (each.name, each.blob) not in seen:
                seen.add((each.name, each.blob))
                path = f"{ADOPTED_FOLDER}/{each.name}"
                read = read_plan(Tree({path: contents_of(self.root, each.blob)}))[0].adopted.get(PurePosixPath(path).stem)
                if read and not read.faulty:
                    yield each, read

    def signatures(self, name: str) -> Iterator[tuple[str, bytes]]:
        """What was entered as signatures of a manifest: "ssh" or "gpg", and the bytes; those in branches and tags alone come last."""
        for each in (*self.own, *self.others):
            yield from ((kind, contents_of(self.root, each.blob)) for kind, suffix in SIGNATURES.items() if each.blob and each.name == name + suffix)

    def unsigned(self, here: Iterable[str]) -> dict[str, str]:
        """The manifests among the files `here` (their names) that have no signature though they were entered after one that has, with the name of
        that one. What is not saved yet is entered last."""
        names, found, signed, before = {*here}, dict[str, str](), "", list[str]()
        for name in dict.fromkeys((*(each.name for each in self.own if each.blob), *sorted(names))):
            if name.endswith(_MANIFEST) and name in names:
                if any(name + suffix in names for suffix in SIGNATURES.values()):
                    found |= {each: name for each in before if self._stands_beside(each, name)}
                    signed, before = name, []
                elif signed:
                    found[name] = signed
                else:
                    before.append(name)
        return found

    def _stands_beside(self, name: str, later: str) -> bool:
        """True where a manifest comes before another one only because Git tells of one branch before the other; who merges them chooses which."""
        one, other = self.first(name), self.first(later)
        return bool(one and other and one.commit != other.commit and not self.follows(other.commit, one.commit))


def adoption_record(root: Path, revision: Revision | None = None) -> AdoptionRecord:
    """The record of the plan in a folder up to a revision, or up to the newest; an empty one outside Git."""
    try:
        start = revision or find_revision(root, "HEAD")
        own = tuple(_entered(root, start.id))
        return AdoptionRecord(root, *(tuple(_of_plan(root, start, found)) for found in (own, tuple(_entered(root, "--all", f"^{start.id}")))))
    except UserError as error:
        if error.key in ("not-in-git", "nothing-committed", "no-revision", "no-git"):
            return AdoptionRecord(root)
        raise


def _entered(root: Path, *revisions: str) -> Iterator[Entered]:
    places = (f":(top,glob)**/{ADOPTED_FOLDER}/*{end}" for end in _ENDS)
    for commit, changed in changed_files(root, *_ORDER, *revisions, "--", *places):
        yield from (Entered(commit, each.path, each.after) for each in changed)


def _of_plan(root: Path, start: Revision, found: tuple[Entered, ...]) -> Iterator[Entered]:
    """Those of the plan in a folder: where it is now, or in a folder where no plan is any more, of a repository that holds no other."""
    folders = {prefix_in_repository(root)}
    above = [each.path.removesuffix(f"{ADOPTED_FOLDER}/{each.name}") for each in found]
    if not folders.issuperset(above) and len(plans_in(root, start)) == 1:
        folders.update(above)
    yield from (each for each, folder in zip(found, above, strict=True) if folder in folders)


def record_findings(record: AdoptionRecord, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is gone or different here of a record that only grows, each with the commit that did it."""
    here = (PurePosixPath(path).name for path in files if path.startswith(f"{ADOPTED_FOLDER}/"))
    for name, signed in record.unsigned((*here, *(each.name for each in record.own if each.blob))).items():
        path = f"{ADOPTED_FOLDER}/{name}"
        yield Finding("adoption-unsigned", Location(path), {"name": signed}, (Hint("sign-adoption", {"path": path}),))
    names = {each.name: each for each in (*record.own, *record.others)}
    for name in sorted(names):
        path, first = f"{ADOPTED_FOLDER}/{name}", record.first(name)
        if path not in files:
            if first:
                yield _finding(path, "record-gone", first, next((each for each in reversed(record.own) if each.name == name and not each.blob), None))
            continue
        held = blob_of(files[path], names[name].commit)
        if first and not matches(files[path], first.blob):
            yield _finding(path, "record-replaced", first, next((each for each in record.own if each.name == name and each.blob == held), None))
        elif rival := next(record.rivals(name, first.blob if first else held), None):
            yield Finding(
                "adopted-record-changed",
                Location(path),
                {"why": _why("record-elsewhere", path)},
                (Hint("find-true-record", {"commit": rival.commit}),),
            )


def _finding(path: str, why: str, first: Entered, done: Entered | None) -> Finding:
    did = Hint("record-changed-by", {"commit": done.commit}) if done else Hint("record-change-unsaved", {})
    restore = Hint("restore-record", {"commit": first.commit, "path": first.path})
    return Finding("adopted-record-changed", Location(path), {"why": _why(why, path)}, (did, restore))


def _why(why: str, path: str) -> str:
    """What is to be said of a manifest, or of its signature."""
    return why if path.endswith(_MANIFEST) else f"{why}-signature"
