"""Many plans at once: each checked in a process with bounds, what is known of all of them as one set, and questions put to it."""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planverk.app.adoption_record import record_up_to, with_record
from planverk.app.check import read_and_check
from planverk.app.opening import Opened
from planverk.app.placing import outputs_folder, unwritten
from planverk.bounded import LARGEST_ANSWER, bounded_each
from planverk.document.records import DataFile
from planverk.errors import UserError
from planverk.files import FRESH, digest_of, is_file, is_folder, keep_file, kept_file, remove
from planverk.formats.registry import FORMATS
from planverk.portfolio.answers import Answers, read_answers
from planverk.portfolio.dataset import SUFFIX, lines_of, need_duckdb, write_set
from planverk.portfolio.folders import Folder, plan_folders
from planverk.portfolio.questions import MOST_ROWS, Answer, put, ready_questions
from planverk.portfolio.rows import failed, rows_of
from planverk.portfolio.site import compose_site
from planverk.portfolio.tables import TABLES
from planverk.reading.cache import cache_folder, digest_of_extras, key_of
from planverk.reading.tree import read_folder
from planverk.transaction import FileChange, replace_all
from planverk.version import __version__

DATA, SITE, WORK, BUILT, MANIFEST = "data", "site", "work", "built", "portfolio.json"
"""Where in its folder a portfolio has the set, the site, what each plan gave, the plans' outputs, and the list of the files of the first two."""

KEPT, MARK = ".kept", ".built"
"""What the files end in that hold what a plan gave, and from what its outputs were built."""

SECONDS_TO_WRITE = 3_600
"""After which a half-written file is none of another run's that is at work."""

FILES = tuple(f"{table}{SUFFIX}" for table in TABLES)
"""The files of the set."""

__all__ = ["MOST_ROWS", "READY", "Portfolio", "Standing", "Wishes", "ask", "make_portfolio"]
READY = tuple(ready_questions())
Progress = Callable[[int, int], None]
"""Is told how many plans are done, and of how many."""


def nothing_told(done: int, total: int) -> None:
    """Shows no progress."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan came out: its key, where it lies as the call named it, how many errors it has (None where it could not be checked), where it is, and
    the files outside plan/ that it depends on."""

    key: str
    folder: str
    errors: int | None
    place: Path
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A portfolio that was made: its folder, how each plan came out, and how many were as they were the last time."""

    folder: Path
    plans: tuple[Standing, ...]
    unchanged: int

    @property
    def failed(self) -> tuple[Standing, ...]:
        """The plans that could not be checked within the bounds."""
        return tuple(each for each in self.plans if each.errors is None)

    @property
    def faulty(self) -> tuple[Standing, ...]:
        """The plans with errors."""
        return tuple(each for each in self.plans if each.errors)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be made and where to: the folder, the day that dates are measured against, the language of messages and of the site, what the site
    is called and who publishes it ("" for the usual), how many plans are checked at once (None for as many as the machine has cores)."""

    output: str
    day: date
    language: str
    title: str = ""
    publisher: str = ""
    at_once: int | None = None


def make_portfolio(places: Sequence[str], wishes: Wishes, progress: Progress = nothing_told) -> Portfolio:
    """Checks the plans at some places and makes the set and the site of all of them in a folder. What a plan gave is kept there, so that
    a run that was stopped goes on where it was, and only plans that changed are checked again.

    UserError where a place holds no plan, where the folder is not one to write to, and where `planverk[portfolio]` is not installed.
    """
    need_duckdb()
    folders = plan_folders(places)
    folder = _folder(folders, wishes.output)
    given = [Given(each, folder / WORK / f"{each.key}{KEPT}") for each in folders]
    unchanged = _look_at_all(given, wishes, progress)
    try:
        with TemporaryDirectory(prefix="planverk-portfolio-") as place:
            write_set((each.lines(wishes.day) for each in given), Path(place))
            _place(folder, wishes, {name: (Path(place) / name).read_bytes() for name in FILES}, read_answers(Path(place)))
        _forget_others(folder / WORK, given)
    except (UserError, OSError) as error:
        raise unwritten(error, folder) from None
    return Portfolio(folder, tuple(each.standing(wishes.day) for each in given), unchanged)


def _folder(folders: Sequence[Folder], output: str) -> Path:
    """The portfolio's folder. UserError where it is not one to write to, or holds other things in the places of ours."""
    folder = outputs_folder(folders[0].place.resolve(), output)
    others = [name for name in (DATA, SITE, WORK) if os.path.lexists(folder / name)]
    strange = [*_strange(folder)]
    if strange or (others and not is_file(folder / MANIFEST) and others != [WORK]):
        raise UserError("portfolio-among-others", folder=folder, names=", ".join(strange or others))
    return folder


def _strange(folder: Path) -> Iterator[str]:
    """Those of our places where a link leads elsewhere, or where something lies that no run keeps and that would be taken away."""
    ours: dict[str, Callable[[os.DirEntry[str]], bool]] = {WORK: _is_kept, BUILT: lambda entry: not entry.is_symlink()}
    for name, is_ours in ours.items():
        entries = [*os.scandir(folder / name)] if is_folder(folder / name) else []
        if not all(map(is_ours, entries)) or (folder / name).is_symlink():
            yield name


def _is_kept(entry: os.DirEntry[str]) -> bool:
    """True for a file that a run keeps of a plan, or was about to keep when it was killed."""
    return entry.name.endswith((KEPT, FRESH, MARK)) and entry.is_file(follow_symlinks=False)


def _place(folder: Path, wishes: Wishes, data: dict[str, bytes], answers: Answers) -> None:
    """Puts the set and the site in their places, both or none, with the list of their files."""
    made = {DATA: data, SITE: _site(wishes, data, answers)}
    listed = [
        {"path": f"{place}/{name}", "sha256": digest_of(content), "bytes": len(content)}
        for place, files in made.items()
        for name, content in sorted(files.items())
    ]
    manifest = json.dumps({"planverk": __version__, "day": wishes.day.isoformat(), "files": listed}, indent=2) + "\n"
    changes = [FileChange(place, None, files, overwrites=True) for place, files in made.items()]
    replace_all(folder, [*changes, FileChange(MANIFEST, None, manifest.encode(), overwrites=True)])


def _site(wishes: Wishes, data: dict[str, bytes], answers: Answers) -> Mapping[str, bytes]:
    """The site, from what the set answers, by the emitter of the plans' own sites; it offers the files of the set."""
    files = tuple(DataFile(name, "", content) for name, content in data.items())
    document = compose_site(answers, wishes.language, wishes.title, wishes.publisher, files)
    made = FORMATS["html"].output(document, cache_folder("parts")).data
    assert not isinstance(made, bytes)
    return made


# --- a plan of many ---


@dataclass(frozen=True, slots=True)
class Given:
    """A plan of the portfolio, and the place of what it gave."""

    folder: Folder
    place: Path

    def kept(self) -> dict[str, Any]:
        """What the plan gave the last time; {} where that is not known, or not whole."""
        with suppress(ValueError, zlib.error, RecursionError):
            if data := kept_file(self.place):
                told = json.loads(zlib.decompressobj().decompress(data, LARGEST_ANSWER))
                return told if _is_whole(told) else {}
        return {}

    def question(self, day: date, language: str) -> bytes:
        """What `look` is asked of the plan."""
        kept = self.kept()
        about = {"plan": self.folder.key, "folder": self.folder.shown, "place": str(self.folder.place.resolve())}
        known = {"known": kept.get("digest", ""), "extras": kept.get("extras", {})}
        return json.dumps({**about, "day": day.isoformat(), "language": language, **known}).encode()

    def lines(self, day: date) -> dict[str, str]:
        """The lines of the plan's tables; of one that gave none, that it could not be checked."""
        tables: dict[str, str] = self.kept().get("tables") or lines_of(failed(self.folder.key, self.folder.shown, day))
        return tables

    def standing(self, day: date) -> Standing:
        row = json.loads(self.lines(day)["plans"])
        return Standing(self.folder.key, self.folder.shown, row["errors"], self.folder.place.resolve(), tuple(self.kept().get("extras", ())))


def _is_whole(told: Any) -> bool:
    """True for what `look` gives; a folder may come from somebody else."""
    if not isinstance(told, dict) or not all(isinstance(told.get(name), dict) for name in ("tables", "extras")):
        return False
    tables, extras = told["tables"], told["extras"]
    return tables.keys() == TABLES.keys() and all(isinstance(text, str) for text in (told.get("digest"), *tables.values(), *extras))


def _look_at_all(given: Sequence[Given], wishes: Wishes, progress: Progress) -> int:
    """Sees to it that what is kept of each plan is what it gives now, and nothing of one that could not be checked; how many had not changed."""
    unchanged = 0
    questions = [each.question(wishes.day, wishes.language) for each in given]
    for done, (place, told) in enumerate(bounded_each(look, questions, wishes.at_once), 1):
        if told is None:
            remove(given[place].place)
        elif told:
            keep_file(given[place].place, zlib.compress(told, 1))
        else:
            unchanged += 1
        progress(done, len(given))
    return unchanged


def _forget_others(work: Path, given: Sequence[Given]) -> None:
    """Takes away what plans gave that are no longer in the portfolio, and what runs left that were killed; nothing else that lies there."""
    here, now = {each.place.stem for each in given}, time.time()
    for entry in [*os.scandir(work)] if is_folder(work) else []:
        half = entry.name.endswith(FRESH)
        if _is_kept(entry) and (entry.stat().st_mtime < now - SECONDS_TO_WRITE if half else Path(entry.name).stem not in here):
            remove(Path(entry.path))


def look(question: bytes) -> bytes:
    """In a process with bounds: what a plan gives, b"" where that is what is known already."""
    asked = json.loads(question)
    opened = _opened(Path(asked["place"]))
    digest = key_of(opened.tree, *(asked[name] for name in ("plan", "folder", "day", "language")))
    if digest == asked["known"] and digest_of_extras(opened.tree, tuple(asked["extras"])) == asked["extras"]:
        return b""
    day = date.fromisoformat(asked["day"])
    plan, checked = read_and_check(opened.tree, day, asked["language"])
    tables = lines_of(rows_of(asked["plan"], asked["folder"], day, plan, checked.diagnostics))
    return json.dumps({"digest": digest, "extras": dict(checked.extras), "tables": tables}).encode()


def _opened(root: Path) -> Opened:
    """The plan in a folder and in none above it, and nothing in it is tidied up: it may be somebody else's."""
    opened = Opened(root, read_folder(root))
    in_git = any(os.path.lexists(folder / ".git") for folder in (root, *root.parents))
    return with_record(opened, record_up_to(opened)) if in_git else opened


# --- questions ---


def ask(folder: str, name: str | None, sql: str | None, day: date | None = None, most: int = MOST_ROWS) -> Answer:
    """What the set of a portfolio answers to a ready question, or to one SELECT of SQL. UserError where there is no such set or question."""
    need_duckdb()
    if (name is None) == (sql is None):
        raise UserError("portfolio-one-question", names=", ".join(READY))
    return put(_set_in(folder), sql if sql is not None else ready_questions()[name or ""], day, most)


def _set_in(folder: str) -> Path:
    """The folder of the set: that of a portfolio, or the set's own."""
    inner: Iterator[Path] = (place for place in (Path(folder) / DATA, Path(folder)) if is_file(place / f"plans{SUFFIX}"))
    found = next(inner, None)
    if found is None:
        raise UserError("portfolio-no-set", folder=folder)
    return found
