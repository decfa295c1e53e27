"""Renders a Document into the outputs that are asked for, every one whole before any is placed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import click

from planverk.cli.messages import say
from planverk.document.document import Document
from planverk.document.hearing import compose_hearing
from planverk.document.records import Change
from planverk.errors import UserError
from planverk.exchange.bundle import bundle_files
from planverk.formats.outputs import Output
from planverk.formats.registry import in_order
from planverk.model.plan import Plan
from planverk.reading.git import Revision
from planverk.reading.history import history_of
from planverk.reading.tree import Tree

HEARING = "hearing"
"""The document of the hearing, as PDF and Word."""


def with_template(document: Document, path: str) -> Document:
    """The document with the Word template of a file, which it names by its hash. UserError where the file cannot be read."""
    from planverk.cli.verify_docx import read_word_file

    data = read_word_file(Path(path))
    look, provenance = replace(document.look, word_template=data), replace(document.provenance, template=sha256(data).hexdigest())
    return replace(document, look=look, provenance=provenance)


def changes_until(root: Path, revision: Revision | None) -> tuple[Change, ...]:
    """What changed the plan up to a revision, as far as Git tells."""
    return tuple(Change(*commit) for commit in history_of(root, revision))


def source_files(tree: Tree, plan: Plan) -> dict[str, bytes]:
    """The files that outputs are made from: the plan's own, and those that its settings name."""
    return {**tree.files, **plan.theme_files, **plan.schema_files}


def bundle_of(plan: Plan, document: Document, tree: Tree, outputs: Iterable[Output]) -> dict[str, bytes]:
    """The files of the archive package of a plan and its outputs."""
    return bundle_files(
        plan, document.provenance, source_files(tree, plan), {path: data for output in outputs for path, data in output.files().items()}
    )


def hearing_outputs(plan: Plan, document: Document, keep: Path | None) -> list[Output]:
    """The document of the hearing, from that of the plan. UserError where the plan holds no statement."""
    if not plan.statements:
        raise UserError("no-statements")
    made = render_outputs(compose_hearing(document, plan), ("pdf", "docx"), keep)
    return [replace(output, path=output.path.replace("plan", HEARING)) for output in made]


def render_outputs(document: Document, names: Iterable[str], keep: Path | None) -> list[Output]:
    """The outputs in formats by name, the site last since it offers the others. A gate that fails is a UserError, and so is an unusable theme."""
    if document.look.unusable:
        raise UserError("theme-unusable", files=", ".join(document.look.unusable))
    outputs: list[Output] = []
    for each in in_order(names):
        began = time.monotonic()
        outputs.append(each.output(document, keep, outputs))
        click.echo(say("rendered", name=each.name.upper(), seconds=f"{time.monotonic() - began:.1f}"), err=True)
    return outputs
