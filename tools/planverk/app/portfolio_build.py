"""Builds the plans of a portfolio, each in a process with bounds, into a folder of its own beside the set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planverk.app.build import Wishes, build
from planverk.app.opening import Opened
from planverk.app.portfolio import BUILT, MARK, WORK, Portfolio, Progress, Standing, nothing_told
from planverk.bounded import bounded_each
from planverk.errors import UserError
from planverk.files import digest_of, keep_file, kept_file
from planverk.formats.outputs import MANIFEST
from planverk.reading.cache import digest_of_extras, key_of
from planverk.reading.git import find_revision
from planverk.reading.tree import read_folder
from planverk.report.errors import text_of

SECONDS_FOR_BUILD = 300
"""Seconds of work of the processor that the outputs of a plan have."""


@dataclass(frozen=True, slots=True)
class BuiltPlan:
    """What became of the outputs of a plan: their folder, whether they were there already, and why there are none ("" where there are)."""

    plan: Standing
    folder: Path
    unchanged: bool = False
    problem: str = ""


def build_portfolio(
    made: Portfolio, target: str, language: str, at_once: int | None = None, progress: Progress = nothing_told
) -> tuple[BuiltPlan, ...]:
    """Builds each plan of a portfolio that has no error, as `planverk build` does. Those that have not changed since they were built here are left
    as they are, so that a run that was stopped goes on where it was."""
    plans = [plan for plan in made.plans if plan.errors == 0]
    questions = [_question(made.folder, plan, target, language) for plan in plans]
    found: dict[int, BuiltPlan] = {}
    for place, told in bounded_each(build_plan, questions, at_once, SECONDS_FOR_BUILD):
        found[place] = _outcome(
            made.folder, plans[place], json.loads(told) if told else {"problem": text_of(UserError("portfolio-overrun"), language)}
        )
        progress(len(found), len(plans))
    return tuple(found[place] for place in sorted(found))


def _question(folder: Path, plan: Standing, target: str, language: str) -> bytes:
    known = (kept_file(_mark_of(folder, plan)) or b"").decode("ascii", "replace")
    about = {"place": str(plan.place), "output": str((folder / BUILT / plan.key).absolute()), "target": target, "language": language}
    return json.dumps({**about, "extras": list(plan.extras), "known": known}).encode()


def _mark_of(folder: Path, plan: Standing) -> Path:
    """The file that says what the outputs of a plan were built from."""
    return folder / WORK / f"{plan.key}{MARK}"


def _outcome(folder: Path, plan: Standing, told: dict[str, str]) -> BuiltPlan:
    place = folder / BUILT / plan.key
    if "mark" in told:
        keep_file(_mark_of(folder, plan), told["mark"].encode())
    return BuiltPlan(plan, place, "unchanged" in told, told.get("problem", ""))


def build_plan(question: bytes) -> bytes:
    """In a process with bounds: builds a plan into a folder, where it is not there already as it should be."""
    asked = json.loads(question)
    root, output = Path(asked["place"]), Path(asked["output"])
    opened = Opened(root, read_folder(root))
    mark = _mark(opened, asked["target"], asked["extras"])
    if mark == asked["known"] and (output / MANIFEST).is_file():
        return json.dumps({"unchanged": mark}).encode()
    try:
        made = build(opened, Wishes(asked["target"], str(output), replaces=True), asked["language"])
    except UserError as error:
        return json.dumps({"problem": text_of(error, asked["language"])}).encode()
    if made.outcome.stops:
        return json.dumps({"problem": text_of(UserError("portfolio-errors-now"), asked["language"])}).encode()
    return json.dumps({"mark": mark}).encode()


def _mark(opened: Opened, target: str, extras: Sequence[str]) -> str:
    """What tells one state of what outputs are made of from another: the files, the commit, the code, the target."""
    try:
        commit = find_revision(opened.root, "HEAD").id
    except UserError:  # outside Git, or no commit yet
        commit = ""
    return digest_of(f"{key_of(opened.tree, target, commit)} {sorted(digest_of_extras(opened.tree, tuple(extras)).items())}".encode())
