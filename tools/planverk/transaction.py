"""Writes several files, all or none of them, whatever ends the command half-way: an error, a signal, a kill or a power cut.

A journal on the disk tells what is about to be done before the first file is replaced. Earlier files are kept beside their places until the last one
is, so nothing that is undone needs room. What a stopped command leaves is undone by the next one, or finished where Git has the result already; and
what somebody else has saved since is left as it is.

A journal is read from the disk and not trusted: it leads to no place outside its folder, through no link and to nothing of Git, and it takes nothing
away but what is, to the byte, what it says was put there.
"""

from __future__ import annotations

import os
import re
import signal
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planverk.errors import UserError
from planverk.files import FRESH, digest_at, digest_of, is_file, is_folder, parts_of, read_plain, refuse_links, remove, sync_folder, twin, write_new
from planverk.journal import DONE, OPEN, Journal, journal_of, pending, take, take_left

_TOKEN = re.compile(r"[0-9a-f]{8}\Z")
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a command to end."""

Landed = Callable[[Mapping[str, str]], bool]
"""True where what a journal tells of besides files has happened, so that its command is to be finished."""


class Unfinished(OSError):
    """Neither finished nor undone. The journal is still there, for the next command."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What becomes of one place below a folder: its bytes as read (None: nothing was there), and what shall be there: a file, a folder of files, or
    nothing. With `overwrites` whatever is there goes, unread. A file gets the permissions of the one at `like`, else of the one that it replaces."""

    path: str
    before: bytes | None
    after: bytes | Mapping[str, bytes] | None
    like: str = ""
    overwrites: bool = False


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a command that was stopped: finished, or undone. `left` are the files that somebody has changed since, each with the place of
    what was there before the command."""

    finished: bool
    left: tuple[tuple[str, str], ...] = ()


def replace_all(folder: Path, changes: Iterable[FileChange]) -> None:
    """Makes all changes below a folder, or none. UserError where a place is no longer as it was read, is in the way, lies behind a link or outside;
    OSError where something cannot be written. All is then as it was, or, of Unfinished, will be after the next command."""
    with replaced(folder, changes):
        pass


@contextmanager
def replaced(folder: Path, changes: Iterable[FileChange], also: Mapping[str, str] | None = None) -> Iterator[None]:
    """As `replace_all`, but what is done while the changes are made belongs to them: where it fails, they are undone. `also` tells a later command
    what that was. The changes are first asked for when no other command can write any more."""
    base, above = _existing(folder)
    place, top, name = journal_of(base)
    if place.parent.is_symlink():
        raise UserError("behind-link", path=place.parent.name)
    place.parent.mkdir(exist_ok=True)
    journal, over = take(place), True
    try:
        _settled(journal, top, lambda _: False)
        wanted = [_below(above, change) for change in changes]
        work = _planned(base, wanted, also or {})
        over = False
        try:
            journal.write({"base": name, **work.facts()})
            work.make(wanted)
            yield
            _mark_done(journal, landed=bool(also))
        except Unfinished:
            raise
        except BaseException:
            with uninterrupted():
                over = not work.undo()
            raise
        with uninterrupted(), suppress(OSError):  # what is not taken away now is left to the next command
            work.tidy()
            over = True
    finally:
        journal.release(over)


def recover(start: Path, landed: Landed) -> list[Recovered]:
    """Finishes or undoes what stopped commands began in the repository of a folder, or outside Git in the folder. OSError where that fails."""
    found: list[Recovered] = []
    for path, top in pending(start):
        journal, over = take_left(path), False
        if journal is not None:
            try:
                with uninterrupted():
                    found += filter(None, [_settled(journal, top, landed)])
                over = True
            finally:
                journal.release(over)
    return found


def _mark_done(journal: Journal, landed: bool) -> None:
    """Notes that there is nothing to undo any more. What has landed elsewhere is known to be done without it. Unfinished where nobody can tell what
    the journal says now: to undo a part would be wrong then."""
    try:
        journal.mark(DONE)
    except OSError as error:
        if landed:
            return
        try:
            journal.mark(OPEN)
        except OSError:
            raise Unfinished(error.errno, error.strerror) from error
        raise


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Lets no signal that asks to end come between, here or in a program that is started: it would cut off what is nearly done."""
    try:
        before = [(number, signal.signal(number, signal.SIG_IGN)) for number in SIGNALS]
    except ValueError:  # not the main thread, which alone gets signals
        before = []
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler or signal.SIG_DFL)


def _existing(folder: Path) -> tuple[Path, str]:
    """The nearest folder upwards that there is, and what leads down from it."""
    folder, above = folder.resolve(), ""
    while not folder.is_dir():
        folder, above = folder.parent, f"{folder.name}/{above}"
    return folder, above


def _below(above: str, change: FileChange) -> FileChange:
    return FileChange(above + change.path, change.before, change.after, above + change.like if change.like else "", change.overwrites)


def _settled(journal: Journal, top: Path, landed: Landed) -> Recovered | None:
    """What became of the command whose journal it is; None where it had not begun."""
    done, told = journal.read()
    work = _read(top, told)
    if work is None:
        return None
    if done or (work.also and landed(work.also)):
        work.tidy()
        return Recovered(True)
    return Recovered(False, work.undo())


# --- the steps ---


@dataclass(frozen=True, slots=True)
class _Step:
    """A place, whether anything was there, and the digest of what shall be there, "" for nothing."""

    path: str
    there: bool
    digest: str


@dataclass(frozen=True, slots=True)
class _Work:
    base: Path
    token: str
    steps: Sequence[_Step]
    folders: Sequence[str]
    also: Mapping[str, str]

    def facts(self) -> dict[str, Any]:
        steps = [[step.path, step.there, step.digest] for step in self.steps]
        return {"token": self.token, "steps": steps, "folders": self.folders, "also": self.also}

    def places(self, path: str) -> tuple[Path, Path, Path, Path]:
        """A place, and those beside it: of what shall be there, of what was there, and of a copy that is not whole yet."""
        place = self.base / path
        fresh, aside, copy = (place.with_name(f".{place.name}.{self.token}{suffix}") for suffix in (FRESH, ".earlier", ".copy"))
        return place, fresh, aside, copy

    # --- forwards ---

    def make(self, changes: Sequence[FileChange]) -> None:
        for folder in self.folders:
            (self.base / folder).mkdir()
        for change in changes:
            self.prepare(change)
        for change, step in zip(changes, self.steps, strict=True):
            self.move(change, step)
        for change, step in zip(changes, self.steps, strict=True):  # a program that had the file open may have saved into it meanwhile
            self.compare(change, step)
        for parent in {self.places(step.path)[0].parent for step in self.steps}:
            sync_folder(parent)

    def prepare(self, change: FileChange) -> None:
        """What shall be there, whole beside its place."""
        place, fresh, _, _ = self.places(change.path)
        if isinstance(change.after, bytes):
            like = self.base / change.like if change.like else place
            write_new(fresh, change.after, stat.S_IMODE(os.lstat(like).st_mode) if is_file(like) else None)
        elif change.after is not None:
            for name, data in change.after.items():
                inside = fresh.joinpath(*parts_of(name))
                inside.parent.mkdir(parents=True, exist_ok=True)
                write_new(inside, data, durable=False)

    def move(self, change: FileChange, step: _Step) -> None:
        """Sets aside what is there, and puts in what shall be. A file that keeps its place is replaced in one step."""
        place, fresh, aside, copy = self.places(step.path)
        if step.there:
            if isinstance(change.after, bytes) and is_file(place):
                twin(place, aside, copy)
            else:
                place.replace(aside)
            self.compare(change, step)
        elif os.path.lexists(place):
            raise UserError("in-the-way", path=step.path)
        if change.after is not None:
            fresh.replace(place)

    def compare(self, change: FileChange, step: _Step) -> None:
        """UserError where what was set aside is not what was read."""
        if step.there and not change.overwrites and read_plain(self.places(step.path)[2]) != change.before:
            raise UserError("file-changed", path=step.path)

    def tidy(self) -> None:
        """Takes away what lies beside the places."""
        for step in self.steps:
            for beside in self.places(step.path)[1:]:
                remove(beside)

    # --- backwards ---

    def undo(self) -> tuple[tuple[str, str], ...]:
        """Gives every place what was there, but for those that somebody else has changed: these, each with the place of what was there."""
        try:
            left = tuple(filter(None, [self.undone(step) for step in reversed(self.steps)]))
        except OSError as error:
            raise Unfinished(error.errno, error.strerror or str(error)) from error
        for folder in reversed(self.folders):
            with suppress(OSError):  # somebody may have put something into it
                (self.base / folder).rmdir()
        return left

    def undone(self, step: _Step) -> tuple[str, str] | None:
        place, fresh, aside, copy = self.places(step.path)
        now, left = digest_at(place), None
        ours = bool(step.digest) and now == step.digest
        if not os.path.lexists(aside):
            if ours and not step.there:
                remove(fresh)
                place.replace(fresh)
        elif not os.path.lexists(place) or (ours and digest_at(aside) != now):
            if is_folder(place) or is_folder(aside):
                remove(fresh)
                if os.path.lexists(place):
                    place.replace(fresh)
            aside.replace(place)
        elif now and now == digest_at(aside):
            remove(aside)
        else:
            left = step.path, aside.relative_to(self.base).as_posix()
        remove(fresh)
        remove(copy)
        return left


def _planned(base: Path, changes: Sequence[FileChange], also: Mapping[str, str]) -> _Work:
    """What is to be done. UserError where a place is not one to write to, or not as it was read."""
    for change in changes:
        _check(base, change)
    steps = [_Step(each.path, os.path.lexists(base / each.path), "" if each.after is None else digest_of(each.after)) for each in changes]
    above = {parent.as_posix() for change in changes if change.after is not None for parent in Path(change.path).parents}
    return _Work(base, os.urandom(4).hex(), steps, sorted(folder for folder in above if not (base / folder).is_dir()), also)


def _check(base: Path, change: FileChange) -> None:
    way, place = parts_of(change.path), base / change.path
    refuse_links(base, way[:-1] if change.overwrites else way)
    if change.overwrites:
        return
    if change.before is not None and read_plain(place) != change.before:
        raise UserError("file-changed", path=change.path)
    if change.before is None and os.path.lexists(place):
        raise UserError("in-the-way", path=change.path)


def _read(top: Path, told: Any) -> _Work | None:
    """What a journal tells; None where it does not tell all, or leads where it may not."""
    try:
        name, token, folders, also = told["base"], told["token"], told["folders"], told["also"]
        steps = [_Step(path, bool(there), str(digest)) for path, there, digest in told["steps"]]
        if not _TOKEN.match(token) or not all(isinstance(text, str) for pair in also.items() for text in pair):
            return None
        base = top / name
        refuse_links(top, parts_of(name) if name else ())
        for way in (*(parts_of(step.path)[:-1] for step in steps), *map(parts_of, folders)):
            refuse_links(base, way)
    except (UserError, KeyError, TypeError, ValueError, AttributeError):
        return None
    return _Work(base, token, steps, folders, also)
