"""The archive package of a plan: its outputs, how it came to be (the hearing, and the redline since the last adoption), its source and schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from planverk.app.adoption_record import record_up_to
from planverk.app.compare_targets import read_version
from planverk.app.opening import Opened
from planverk.app.publishing import hearing_outputs, manifest_of
from planverk.app.redlines import redline_file
from planverk.document.document import Document
from planverk.errors import Note, Tell, UserError, silent
from planverk.exchange.bundle import NAME, bundle_bytes, bundle_files
from planverk.exchange.signatures import sign_gpg, sign_ssh
from planverk.formats.outputs import Output
from planverk.model.plan import Plan
from planverk.paths import SIGNATURES
from planverk.reading.cache import cache_folder
from planverk.reading.plan import inputs

REDLINE = "redline.docx"


def bundle_of(opened: Opened, plan: Plan, document: Document, outputs: Iterable[Output], tell: Tell = silent) -> dict[str, bytes]:
    """The files of the archive package of a plan and its outputs, by path."""
    made = [*outputs, *(hearing_outputs(plan, document, cache_folder("parts"), tell) if plan.statements else ()), *_since_last(opened, plan, tell)]
    held = {path: data for output in made for path, data in output.files().items()}
    return bundle_files(plan, document.provenance, inputs(opened.tree, plan), held)


def packed(
    opened: Opened, plan: Plan, document: Document, outputs: Sequence[Output], ssh: str | None = None, gpg: str | None = None, tell: Tell = silent
) -> list[Output]:
    """The package of the outputs, and the signatures that are asked for. UserError where one cannot be made."""
    data = bundle_bytes(plan.head.title, bundle_of(opened, plan, document, outputs, tell))
    signed = {"ssh": None if ssh is None else sign_ssh(data, Path(ssh)), "gpg": None if gpg is None else sign_gpg(data, gpg)}
    return [Output(NAME, data), *(Output(NAME + SIGNATURES[kind], made) for kind, made in signed.items() if made is not None)]


def _since_last(opened: Opened, plan: Plan, tell: Tell) -> list[Output]:
    """The redline of a plan that is as it was adopted: from the adoption before, of the same organisation, to the commit that it was adopted from.

    That commit is known when the plan is adopted, and the one that enters the adoption is not; so the package is the same when it is made later.
    """
    manifest = manifest_of(plan)
    if manifest is None or not manifest.revision or manifest.adoption is None:
        return []
    record, whose = record_up_to(opened, manifest.revision), manifest.adoption.organisation
    before = [entered for entered, each in record.manifests() if entered in record.own and each.adoption and each.adoption.organisation == whose]
    if not before:
        return []
    try:
        old, new = (read_version(str(opened.root), revision, tell) for revision in (before[-1].commit, manifest.revision))
        return [Output(REDLINE, redline_file(old, new, "docx", tell))]
    except UserError as error:  # an old edition that cannot be read in full shall not keep the new one out of the archive
        tell(Note("bundle-without-redline", problem=error))
        return []
