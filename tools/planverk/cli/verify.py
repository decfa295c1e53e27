"""`planverk verify`: says what a published file was built from, and whether the plan still gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.app.adoption_signature import Sound
from planverk.app.verify import Published, proper_name, read, signature, whole
from planverk.app.verify import verify as verified
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, tell
from planverk.cli.options import folder_option
from planverk.report.errors import text_of
from planverk.report.text import safe


@click.command(help=say("help-verify"), epilog=say("help-verify-epilog"))
@click.argument("file", metavar="FILE")
@click.option("--rev", metavar="REV", help=say("help-verify-rev"))
@click.option("--no-rebuild", is_flag=True, help=say("help-verify-no-rebuild"))
@click.option("--signers", metavar="FILE", help=say("help-verify-signers"))
@click.option("--keyring", metavar="FILE", help=say("help-verify-keyring"))
@click.option("--reference-docx", "template", metavar="FILE", help=say("help-verify-template"))
@folder_option
def verify(file: str, rev: str | None, no_rebuild: bool, signers: str | None, keyring: str | None, template: str | None, folder: str) -> int:
    """Exit code 1 where a new build gives other bytes and no adoption lists the file, where two adoptions contradict each other, where a signature is
    not good, or a package is not what its manifest says."""
    path = Path(file)
    published = read(path)
    _tell(path, published)
    sound = _shown(whole(published))
    for kind, against in (("ssh", signers), ("gpg", keyring)):
        sound = _shown(signature(path, published, kind, against)) and sound
    if no_rebuild or not sound:
        return CLEAN if sound else FINDINGS
    found = verified(published, folder, rev, template, tell)
    if found.source:
        click.echo(say("verify-rebuilt", source=found.source))
    for note in found.adopted:
        click.echo(text_of(note, language()))
    click.echo(say(found.outcome))
    for difference in found.differences:
        click.echo(f"- {text_of(difference, language())}")
    return CLEAN if found.sound else FINDINGS


def _shown(sound: Sound) -> bool:
    for note in sound.notes:
        click.echo(text_of(note, language()))
    return sound.holds


def _tell(path: Path, published: Published) -> None:
    told = published.provenance
    facts = (
        ("file", f"{path} ({proper_name(published) or say(f'published-{published.kind}')})"),
        ("plan", ", ".join(filter(None, (told.title, told.publisher)))),
        ("status", _word("status", told.status, ("draft", "hearing", "adopted", "superseded"))),
        ("revision", told.revision or say("verify-no-revision")),
        ("basis", _word("basis", told.basis, ("revision", "changes", "adoption", "folder"))),
        ("digest", f"sha256 {told.digest} ({told.form})"),
        ("built", told.built),
        ("tools", ", ".join(filter(None, (f"planverk {told.version}", told.tools)))),
    )
    for name, text in facts:
        click.echo(f"{say(f'verify-{name}')}: {safe(text)}")
        if name == "file":
            click.echo(say("verify-says"))


def _word(group: str, value: str, known: tuple[str, ...]) -> str:
    return say(f"verify-{group}-{value}") if value in known else value
