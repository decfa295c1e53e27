"""The base plan as adopted, with the manifest of what was adopted; and what a check says of such a plan."""

from __future__ import annotations

from datetime import date

from planverk.authoring.adopting import Decision, adopt, manifest, manifest_path
from planverk.authoring.edits import Edit, files_after
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.examples import DAY, base_files
from tests.support import REVISION

PLAN = "plan/plan.yaml"
MEASURE = "plan/measures/felles-rutine.md"
MANIFEST = "plan/adopted/2026-01-15.json"
DECISION = Decision("Kommunestyret", date(2026, 1, 15), "4/26")


def adopted_files(decision: Decision = DECISION) -> dict[str, bytes]:
    """The base plan as adopted, with its manifest."""
    tree = Tree(dict(base_files()))
    files = files_after(tree.files, adopt(tree, decision))
    data = manifest(read_plan(Tree(files))[0], decision, REVISION.id, {"plan.pdf": b"x", "html": {"b": b"2", "a": b"1"}}, {"planverk": "0"})
    return files_after(files, [Edit(manifest_path(decision), None, data)])


def found(files: dict[str, bytes], language: str = "en") -> list[str]:
    """PATH:LINE RULE: MESSAGE of every finding."""
    plan, findings = read_plan(Tree(files))
    return [f"{each.location.path}:{each.location.span.start.line} {each.rule}: {each.message}" for each in check_plan(plan, findings, DAY, language)]
