"""The whole text output about examples and fixtures, as tests/plans/ keeps it; run as a module, it writes the kept copies anew.

`python -m tests.expected` is for the one who changed a message on purpose; read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.catalogue import LANGUAGES
from planverk.reading.adoption_record import AdoptionRecord, Entered, record_findings
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder, too_many
from planverk.report.text import format_text
from planverk.rules.engine import check_plan
from planverk.rules.registry import all_rules
from tests.examples import DAY, Example, base_files, examples_in, tree_of, with_pack
from tests.folders import laid

PLANS = Path(__file__).parent / "plans"
BY_RULE = PLANS / "rules"
FIXTURES = PLANS / "invalid"


def output(files: Mapping[str, bytes], pack: str = "") -> str:
    """All findings about the base plan with the files laid over it, as text, in each language under a heading."""
    return of_tree(tree_of(with_pack({**base_files(), **files}, pack)))


def of_tree(tree: Tree) -> str:
    """The same about the plan that a tree holds."""
    plan, findings = read_plan(tree)
    parts = []
    for language in LANGUAGES:
        parts.append(f"=== {language} ===\n\n{format_text(check_plan(plan, findings, DAY, language), plan.texts, language)}")
    return "\n".join(parts)


def of_rules() -> Iterator[tuple[Path, Callable[[], str]]]:
    """For each rule: where the output about its bad examples is kept, and what gives it as it is now."""
    for rule in all_rules().values():
        if bad := tuple(example for example in examples_in(rule) if not example.good):
            yield BY_RULE / f"{rule.name}.txt", partial(_of_examples, bad, rule.pack)
    yield BY_RULE / "unreadable-file.txt", _of_an_unreadable_file
    yield BY_RULE / "too-many-files.txt", lambda: of_tree(Tree(dict(base_files()), [too_many()]))
    yield BY_RULE / "adopted-record-changed.txt", _of_a_changed_record
    yield BY_RULE / "former-id-not-noted.txt", lambda: of_tree(Tree(dict(base_files()), earlier={"plan/chapters/innledning.md": ("forord",)}))
    yield BY_RULE / "adoption-unsigned.txt", _of_an_unsigned_adoption


def _of_examples(examples: tuple[Example, ...], pack: str) -> str:
    return "\n".join(output(example.files, pack) for example in examples)


def _of_an_unreadable_file() -> str:
    with TemporaryDirectory() as folder:
        os.mkfifo(laid(Path(folder)) / "plan/functions/lege.yaml")
        return of_tree(read_folder(Path(folder)))


def _of_a_changed_record() -> str:
    entered, other = (Entered(commit * 40, "plan/adopted/2024-05-15.json", commit * 40) for commit in "ab")
    records = (AdoptionRecord(Path(), (entered,)), AdoptionRecord(Path(), (entered, other._replace(blob=""))))
    return of_tree(Tree(dict(base_files()), [each for record in records for each in record_findings(record, {})]))


def _of_an_unsigned_adoption() -> str:
    here = {f"plan/adopted/{name}": b"" for name in ("2020-05-15.json", "2020-05-15.json.sig", "2024-05-15.json")}
    return of_tree(Tree(dict(base_files()), list(record_findings(AdoptionRecord(Path()), here))))


def of_fixtures() -> Iterator[tuple[Path, Callable[[], str]]]:
    """For each folder of tests/plans/invalid: where its output is kept, and what gives it as it is now."""
    for folder in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        yield folder / "expected.txt", partial(_of_folder, folder)


def _of_folder(folder: Path) -> str:
    beside = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("skjema/*")}
    return output({**read_folder(folder).files, **beside})


def write() -> None:
    """Writes every kept copy anew, and removes those of rules that are gone."""
    BY_RULE.mkdir(exist_ok=True)
    kept = {path: made() for path, made in (*of_rules(), *of_fixtures())}
    for path in set(BY_RULE.glob("*.txt")) - set(kept):
        path.unlink()
    for path, text in kept.items():
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
