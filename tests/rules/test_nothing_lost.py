"""Whatever rules are off: where a plan may be built, no text of any entry is missing from what is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planverk.diagnostics import Severity
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.said import letters, said_by
from planverk.formats.registry import FORMATS
from planverk.model.plan import Plan
from planverk.reading.plan import inputs, read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from planverk.rules.registry import all_rules
from planverk.source.prose import Text
from tests.examples import tree_of
from tests.kinds import FOLDERS, KINDS
from tests.revisions import START, Edits, edit
from tests.support import REVISION, TODAY

MAY_BE_OFF = sorted(name for name, rule in all_rules().items() if not rule.tells_of_loss)


def files_of(folder: Path) -> dict[str, bytes]:
    """All that a plan is made of, pictures and schemas of its own too."""
    tree = read_folder(folder)
    return dict(inputs(tree, read_plan(tree)[0]))


_STARTS = (START, *map(files_of, FOLDERS))


def document_where_built(files: dict[str, bytes]) -> tuple[Plan, Document] | None:
    """The plan and its document; None where an error keeps it from being built."""
    plan, findings = read_plan(tree_of(files))
    if any(each.severity is Severity.ERROR for each in check_plan(plan, findings, TODAY, "nb")):
        return None
    return plan, compose(plan, REVISION, REVISION.when)


def texts_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every run of signs that an author wrote as prose, with the file that it stands in; figures that nothing places have none."""
    for entry in plan.entries:
        yield from ((entry.path, letters(node.text)) for node in entry.prose.walk() if isinstance(node, Text))


def switched(off: list[str]) -> bytes:
    return "".join(["[severity]\n", *(f'{name} = "off"\n' for name in off)]).encode()


@st.composite
def plans(draw: Any) -> dict[str, bytes]:
    """A plan of some kind after some edits, with some of the rules off that may be."""
    edits = Edits(draw, dict(draw(st.sampled_from(_STARTS))))
    edit(edits)
    off = draw(st.one_of(st.just(MAY_BE_OFF), st.lists(st.sampled_from(MAY_BE_OFF), unique=True)))
    own = edits.files.get("planverk.toml", b"")
    settings_file = own if b"[severity]" in own or b"x = [" in own else own + b"\n" + switched(off)
    return {**edits.files, "planverk.toml": settings_file}


@settings(max_examples=40, deadline=None)
@given(plans())
def test_no_text_is_missing_whatever_rules_are_off(files: dict[str, bytes]) -> None:
    if (built := document_where_built(files)) is None:
        return
    plan, document = built
    said = said_by(document)
    whole = letters("".join((said.text, *said.notes)))
    assert [(path, text) for path, text in texts_of(plan) if text not in whole] == []


def test_every_output_holds_all_texts_with_every_rule_off_that_may_be() -> None:
    files = files_of(KINDS / "rusmiddelpolitisk")
    files["planverk.toml"] = files["planverk.toml"] + b"\n" + switched(MAY_BE_OFF)
    files["plan/measures/foreldremote.md"] = files["plan/measures/foreldremote.md"].replace(b"responsible: skole\n", b"")
    built = document_where_built(files)
    assert built is not None
    for output in FORMATS.values():
        output.code.gate(output.code.render(built[1], None, ()), built[1])
