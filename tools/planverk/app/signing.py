"""Checks the detached signatures beside a file, and says who signed."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.cli.messages import language, say
from planverk.errors import UserError
from planverk.exchange.signatures import LARGEST_SIGNATURE, NOT_GOOD, SUFFIXES, verify_gpg, verify_ssh
from planverk.formats.published import Published
from planverk.report.errors import text_of


def is_signed(path: Path, published: Published, signers: str | None, keyring: str | None) -> bool:
    """False where a signature that can be checked is not good, or one that is asked for is not there. UserError where it cannot be checked."""
    results = [_checked(path, published.data, kind, against) for kind, against in (("ssh", signers), ("gpg", keyring))]
    return all(results)


def _checked(path: Path, data: bytes, kind: str, against: str | None) -> bool:
    beside = path.with_name(path.name + SUFFIXES[kind])
    if not data or not beside.is_file():  # a folder has no bytes to sign
        if against is not None:
            click.echo(say("sign-none", path=beside))
        return against is None
    if against is None:
        click.echo(say(f"sign-unchecked-{kind}", path=beside))
        return True
    with beside.open("rb") as file:
        signature = file.read(LARGEST_SIGNATURE + 1)
    try:
        who = (verify_ssh if kind == "ssh" else verify_gpg)(data, signature, Path(against))
    except UserError as fault:
        if fault.key not in NOT_GOOD:
            raise
        click.echo(text_of(UserError(fault.key, path=beside, **fault.facts), language()))
        return False
    click.echo(say("sign-good", path=beside, who=who))
    return True
