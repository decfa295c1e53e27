"""What `planverk build --bundle` adds to a build: the archive package, and its signatures beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from planverk.app.publishing import bundle_of
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.exchange.bundle import NAME, bundle_bytes
from planverk.exchange.signatures import SUFFIXES, sign_gpg, sign_ssh
from planverk.formats.outputs import Output
from planverk.model.plan import Plan
from planverk.reading.tree import Tree


def check_wishes(target: str, bundle: bool, ssh: str | None, gpg: str | None) -> None:
    """UserError where flags do not go together: a package holds all outputs, and a signature is of a package."""
    if bundle and target != "all":
        raise UserError("bundle-of-all")
    if not bundle and (ssh is not None or gpg is not None):
        raise UserError("sign-without-bundle")


def packed(plan: Plan, document: Document, tree: Tree, outputs: Sequence[Output], ssh: str | None, gpg: str | None) -> list[Output]:
    """The package of the outputs, and the signatures that are asked for. UserError where one cannot be made."""
    data = bundle_bytes(plan.head.title, bundle_of(plan, document, tree, outputs))
    makers: list[tuple[str, Callable[[], bytes]]] = []
    if ssh is not None:
        makers.append(("ssh", lambda: sign_ssh(data, Path(ssh))))
    if gpg is not None:
        makers.append(("gpg", lambda: sign_gpg(data, gpg)))
    return [Output(NAME, data), *(Output(NAME + SUFFIXES[kind], make()) for kind, make in makers)]


def stale_signatures(outputs: Sequence[Output]) -> list[str]:
    """The names of signatures of an earlier package, which are not of the new one among the outputs."""
    made = {output.path for output in outputs}
    return [NAME + suffix for suffix in SUFFIXES.values() if NAME in made and NAME + suffix not in made]
