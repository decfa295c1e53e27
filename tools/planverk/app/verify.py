"""Says what a published file was made from, whether a new build gives the same bytes, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planverk.app.reproduce import Rebuilt, rebuild
from planverk.errors import Note, Tell, Text, UserError, silent
from planverk.exchange.bundle import manifest_faults
from planverk.exchange.signatures import LARGEST_SIGNATURE, NOT_GOOD, SUFFIXES, verify_gpg, verify_ssh
from planverk.files import digest_of
from planverk.formats.published import Published, read_published
from planverk.formats.registry import FILES, FORMATS
from planverk.model.provenance import Provenance

__all__ = ["Published"]

MOST_NAMES = 10
"""Names of files that are listed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The new build, whether it is the same to the byte, and in words what of it was adopted and what tells the two apart."""

    source: Note
    same: bool
    adopted: Note | None
    differences: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """Whether something holds, and what is to be said of it."""

    holds: bool
    notes: tuple[Text, ...] = ()


def read(path: Path) -> Published:
    """What was published. UserError where the file cannot be read as such."""
    try:
        return read_published(path)
    except UserError as unreadable:
        raise UserError(unreadable.key, file=path) from None
    except OSError as error:
        raise UserError("published-unreadable", file=path, problem=error.strerror or error) from None


def proper_name(published: Published) -> str:
    """What readers call the format of a file, "" for a site, a page of one and a package."""
    return FORMATS[published.kind].title if published.kind in FILES else ""


def whole(published: Published) -> Sound:
    """Whether a package's files are as its manifests have them; anything else is."""
    if published.kind != "bundle":
        return Sound(True)
    faults = list(manifest_faults(published.files))
    if not faults:
        return Sound(True, (Note("verify-package-whole", count=len(published.files)),))
    return Sound(False, (*(Note("verify-not-in-manifest", path=path) for path in faults[:MOST_NAMES]), *_more(len(faults))))


def signature(path: Path, published: Published, kind: str, against: str | None) -> Sound:
    """Whether the detached signature beside a file ("ssh", "gpg") is good, by the keys in the file `against`; not, where one is asked for that is not
    there. One that nobody asks for is not checked. UserError where it cannot be checked."""
    beside = path.with_name(path.name + SUFFIXES[kind])
    if not published.data or not beside.is_file():  # a folder has no bytes to sign
        return Sound(True) if against is None else Sound(False, (Note("sign-none", path=beside),))
    if against is None:
        return Sound(True, (Note(f"sign-unchecked-{kind}", path=beside),))
    with beside.open("rb") as file:
        made = file.read(LARGEST_SIGNATURE + 1)
    try:
        who = (verify_ssh if kind == "ssh" else verify_gpg)(published.data, made, Path(against))
    except UserError as fault:
        if fault.key not in NOT_GOOD:
            raise
        return Sound(False, (UserError(fault.key, path=beside, **fault.facts),))
    return Sound(True, (Note("sign-good", path=beside, who=who),))


def verify(published: Published, folder: str, rev: str | None = None, template: str | None = None, tell: Tell = silent) -> Verified:
    """What a new build says, from the revision `rev` or else from what the file names, with the Word template of a file where it was made with one.

    UserError where what it was made from is not here.
    """
    rebuilt = rebuild(published, folder, rev, template, tell)
    same = rebuilt.files == published.files and (not rebuilt.package or rebuilt.package == published.data)
    return Verified(rebuilt.source, same, _adoption(published, rebuilt, same), () if same else tuple(_differences(published, rebuilt)))


def _adoption(published: Published, rebuilt: Rebuilt, same: bool) -> Note | None:
    """That what the file says was adopted, and whether it is the file that was made then. What is only said in a file that is not the same as the new
    build proves nothing: whoever changed the file left it there."""
    if rebuilt.adopted is None:
        return None
    data = published.files if published.kind == "site" else published.files.get("", b"")
    listed = digest_of(data) in {made.sha256 for made in rebuilt.adopted.outputs}
    return Note("verify-adopted-file" if listed else "verify-adopted-text" if same else "verify-adopted-claim", path=rebuilt.adopted.path)


def _differences(published: Published, rebuilt: Rebuilt) -> Iterator[Note]:
    """What tells the file from the new build: the content, what made it, else the bytes alone."""
    told, now = published.provenance, rebuilt.provenance
    if told.digest != now.digest:
        yield Note("verify-other-content", told=told.digest[:16], now=now.digest[:16])
    if told.revision != now.revision:
        yield Note("verify-other-revision", told=told.revision[:16], now=now.revision[:16])
    yield from (Note("verify-other-tool", told=before, now=after) for before, after in _tools(told, now))
    if told.template != now.template:
        yield Note("verify-other-template", told=told.template[:16] or "–", now=now.template[:16] or "–")
    yield from _names(published, rebuilt)
    if rebuilt.package and rebuilt.files == published.files:
        yield Note("verify-packed-otherwise")
    if told == now:
        yield Note("verify-same-content")


def _tools(told: Provenance, now: Provenance) -> list[tuple[str, str]]:
    before, after = ((f"planverk {each.version}", *each.tools.split(", ")) for each in (told, now))
    pairs = zip(sorted(set(before) - set(after)), sorted(set(after) - set(before)), strict=False)
    return [(one[:60], other) for one, other in pairs]


def _names(published: Published, rebuilt: Rebuilt) -> Iterator[Note]:
    """The files of a site or a package that differ, are missing or are surplus."""
    if published.kind not in ("site", "bundle"):
        return
    paths = sorted({path for path in {*published.files, *rebuilt.files} if published.files.get(path) != rebuilt.files.get(path)})
    for path in paths[:MOST_NAMES]:
        how = "missing" if path not in published.files else "surplus" if path not in rebuilt.files else "differs"
        yield Note(f"verify-file-{how}", path=path)
    yield from _more(len(paths))


def _more(count: int) -> tuple[Note, ...]:
    return (Note("verify-more-files", count=count - MOST_NAMES),) if count > MOST_NAMES else ()
