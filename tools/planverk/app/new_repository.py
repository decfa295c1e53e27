"""Makes a municipality's own repository for a plan: its files, the lock that names planverk, the schemas for editors, and Git where it is there."""

from __future__ import annotations

from pathlib import Path

from planverk.app.edits import nothing_changed
from planverk.app.lock import LOCK_FILE, WHEELS, wheel_for
from planverk.app.schemas import schema_texts
from planverk.authoring.edits import Edit, files_after
from planverk.authoring.new_plan import FORGES, Told, kinds, new_plan
from planverk.catalogue import load_words
from planverk.errors import UserError
from planverk.model.planfile import LANGUAGES
from planverk.paths import SETTINGS_FILE
from planverk.reading.git import run_git
from planverk.reading.tree import Tree
from planverk.version import __version__

__all__ = ["FORGES", "LANGUAGES", "PlanFacts", "init_git", "kinds", "make_repository"]

PlanFacts = Told


def make_repository(folder: Path, facts: PlanFacts, wheel: str | None) -> tuple[Edit, ...]:
    """The edits that make the repository in a folder, which may be new; `wheel` is the file of this planverk, where no index has it. UserError where
    something is in the folder already, it lies in the repository of something else, or there is no wheel to lock the repository to."""
    with nothing_changed():
        check_place(folder)
        return completed(new_plan(folder, facts), facts.language, wheel)


def check_place(folder: Path) -> None:
    """UserError where a new repository would lie in that of something else."""
    if not (folder / ".git").exists() and (around := _repository_around(folder)):
        raise UserError("inside-repository", folder=folder, around=around)


def completed(edits: tuple[Edit, ...], language: str, wheel: str | None = None) -> tuple[Edit, ...]:
    """Edits that make a new plan, with the lock and the schemas beside it. UserError where there is no wheel to lock the repository to."""
    made, locked = files_after({}, edits), wheel_for(__version__, wheel)
    tree = Tree({path: data for path, data in made.items() if path.startswith("plan/") or path == SETTINGS_FILE}, extra=made.get)
    files = {path: text.encode() for path, text in schema_texts(tree, language).items()}
    files[LOCK_FILE] = locked.lock(load_words("authoring", language)["lock-about"])
    if locked.kept:
        files[f"{WHEELS}/{locked.name}"] = locked.data
    return (*edits, *(Edit(path, None, data) for path, data in sorted(files.items())))


def init_git(root: Path) -> bool:
    """Makes a Git repository of a folder that is in none. False where Git is not there, or cannot."""
    if (root / ".git").exists() or _repository_around(root):
        return True
    try:
        run_git(root, "init", "--quiet", "--initial-branch=main")
    except (UserError, OSError):
        return False
    return True


def _repository_around(folder: Path) -> Path | None:
    return next((each for each in folder.absolute().parents if (each / ".git").exists()), None)
