"""`planverk verify`: says what a published file was built from, and whether the plan still gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.app.reproduce import Rebuilt, rebuild
from planverk.app.signing import is_signed
from planverk.authoring.adopting import output_digest
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import say
from planverk.errors import UserError
from planverk.exchange.bundle import manifest_faults
from planverk.formats.published import Published, read_published
from planverk.formats.registry import FILES, FORMATS
from planverk.model.provenance import Provenance
from planverk.model.records import Adopted
from planverk.report.text import safe

MOST_NAMES = 10
"""Names of files that are listed."""


@click.command(help=say("help-verify"), epilog=say("help-verify-epilog"))
@click.argument("file", metavar="FILE")
@click.option("--rev", metavar="REV", help=say("help-verify-rev"))
@click.option("--no-rebuild", is_flag=True, help=say("help-verify-no-rebuild"))
@click.option("--signers", metavar="FILE", help=say("help-verify-signers"))
@click.option("--keyring", metavar="FILE", help=say("help-verify-keyring"))
@click.option("--reference-docx", "template", metavar="FILE", help=say("help-verify-template"))
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def verify(file: str, rev: str | None, no_rebuild: bool, signers: str | None, keyring: str | None, template: str | None, folder: str) -> int:
    """Exit code 1 where a new build gives other bytes, a signature is not good, or a package is not what its manifest says."""
    path = Path(file)
    published = read(path)
    _tell(path, published)
    sound = all([_is_whole(published), is_signed(path, published, signers, keyring)])
    if no_rebuild or not sound:
        return CLEAN if sound else FINDINGS
    rebuilt = rebuild(published, folder, rev, template)
    click.echo(say("verify-rebuilt", source=rebuilt.source))
    packed = not rebuilt.package or rebuilt.package == published.data
    same = packed and rebuilt.files == published.files
    if rebuilt.adopted:
        click.echo(_adoption(published, rebuilt.adopted, same))
    if same:
        click.echo(say("verify-same"))
        return CLEAN
    click.echo(say("verify-differs"))
    for line in _differences(published, rebuilt):
        click.echo(f"- {line}")
    return FINDINGS


def _is_whole(published: Published) -> bool:
    """False, with the files named, where a package's files are not as its manifests have them."""
    if published.kind != "bundle":
        return True
    faults = list(manifest_faults(published.files))
    for path in faults[:MOST_NAMES]:
        click.echo(say("verify-not-in-manifest", path=path))
    if len(faults) > MOST_NAMES:
        click.echo(say("verify-more-files", count=len(faults) - MOST_NAMES))
    if not faults:
        click.echo(say("verify-package-whole", count=len(published.files)))
    return not faults


def read(path: Path) -> Published:
    """What was published. UserError where the file cannot be read as such."""
    try:
        return read_published(path)
    except UserError as unreadable:
        raise UserError(unreadable.key, file=path) from None
    except OSError as error:
        raise UserError("published-unreadable", file=path, problem=error.strerror or error) from None


def _tell(path: Path, published: Published) -> None:
    told = published.provenance
    facts = (
        ("file", f"{path} ({FORMATS[published.kind].title if published.kind in FILES else say(f'published-{published.kind}')})"),
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


def _adoption(published: Published, manifest: Adopted, same: bool) -> str:
    """That what the file says was adopted, and whether it is the file that was made then. What is only said in a file that is not the same as the new
    build proves nothing: whoever changed the file left it there."""
    data = published.files if published.kind == "site" else published.files.get("", b"")
    listed = output_digest(data) in {made.sha256 for made in manifest.outputs}
    return say("verify-adopted-file" if listed else "verify-adopted-text" if same else "verify-adopted-claim", path=manifest.path)


def _differences(published: Published, rebuilt: Rebuilt) -> list[str]:
    """What tells the file from the new build: the content, what made it, else the bytes alone."""
    told, now = published.provenance, rebuilt.provenance
    lines = []
    if told.digest != now.digest:
        lines.append(say("verify-other-content", told=told.digest[:16], now=now.digest[:16]))
    if told.revision != now.revision:
        lines.append(say("verify-other-revision", told=told.revision[:16], now=now.revision[:16]))
    lines += [say("verify-other-tool", told=before, now=after) for before, after in _tools(told, now)]
    if told.template != now.template:
        lines.append(say("verify-other-template", told=told.template[:16] or "–", now=now.template[:16] or "–"))
    lines += _names(published, rebuilt)
    if rebuilt.package and rebuilt.files == published.files:
        lines.append(say("verify-packed-otherwise"))
    if told == now:
        lines.append(say("verify-same-content"))
    return lines


def _tools(told: Provenance, now: Provenance) -> list[tuple[str, str]]:
    before, after = ((f"planverk {each.version}", *each.tools.split(", ")) for each in (told, now))
    pairs = zip(sorted(set(before) - set(after)), sorted(set(after) - set(before)), strict=False)
    return [(one[:60], other) for one, other in pairs]


def _names(published: Published, rebuilt: Rebuilt) -> list[str]:
    """The files of a site or a package that differ, are missing or are surplus."""
    if published.kind not in ("site", "bundle"):
        return []
    paths = sorted({path for path in {*published.files, *rebuilt.files} if published.files.get(path) != rebuilt.files.get(path)})
    more = [say("verify-more-files", count=len(paths) - MOST_NAMES)] if len(paths) > MOST_NAMES else []
    return [say(_key(path, published, rebuilt), path=path) for path in paths[:MOST_NAMES]] + more


def _key(path: str, published: Published, rebuilt: Rebuilt) -> str:
    return "verify-file-missing" if path not in published.files else "verify-file-surplus" if path not in rebuilt.files else "verify-file-differs"
