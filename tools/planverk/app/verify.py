"""Says what a published file was made from, whether a new build gives the same bytes, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from planverk.app.adoption_record import record_up_to
from planverk.app.adoption_signature import Sound, signature_of
from planverk.app.opening import Opened
from planverk.app.reproduce import Rebuilt, rebuild
from planverk.errors import Note, Tell, Text, UserError, silent
from planverk.exchange.bundle import PAYLOAD, manifest_faults
from planverk.exchange.signatures import LARGEST_SIGNATURE, NOT_GOOD, verify_gpg, verify_ssh
from planverk.files import digest_of
from planverk.formats.published import Published, read_published
from planverk.formats.registry import FILES, FORMATS
from planverk.model.data_entries import Adopted
from planverk.model.provenance import Provenance
from planverk.paths import SIGNATURES
from planverk.reading.adoption_record import AdoptionRecord, Entered
from planverk.reading.tree import Tree, find_root

__all__ = ["Published"]

MOST_NAMES = 10
"""Names of files that are listed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The new build, None where none could be made; how the two compare, as a key of the catalogue; whether the file can be relied on, which one that
    was adopted can though it cannot be made again, and one whose adoption is told in two ways cannot; and in words what of it was adopted, and what
    tells the two apart."""

    source: Note | None
    outcome: str
    sound: bool
    adopted: tuple[Text, ...]
    differences: tuple[Text, ...]


def read(path: Path) -> Published:
    """What was published. UserError where the file cannot be read as such."""
    try:
        return read_published(path)
    except UserError as unreadable:
        raise UserError(unreadable.key, file=path) from None
    except OSError as error:
        raise UserError("published-unreadable", file=path, problem=error) from None


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
    told = (Note(f"verify-package-{fault.what}", path=fault.path, other=fault.other) for fault in faults[:MOST_NAMES])
    return Sound(False, (*told, *_more(len(faults))))


def signature(path: Path, published: Published, kind: str, against: str | None) -> Sound:
    """Whether the detached signature beside a file ("ssh", "gpg") is good, by the keys in the file `against`; not, where one is asked for that is not
    there. One that nobody asks for is not checked. UserError where it cannot be checked."""
    beside = path.with_name(path.name + SIGNATURES[kind])
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
    """What the record of adoptions and a new build say, from the revision `rev` or else from what the file names, with the Word template of a file
    where it was made with one.

    UserError where what it was made from is not here, and no adoption that is saved here lists the file.
    """
    record = _record(folder)
    listing = next((entered for entered, manifest in record.manifests() if _lists(manifest, published)), None)
    genuine = listing is not None and any(each.name == listing.name for each in record.own)
    try:
        rebuilt = rebuild(published, folder, rev, template, tell)
    except UserError as reason:
        if listing is None or not genuine:
            raise
        return _judged(record, listing, published, None, genuine, (reason,))
    same = _is_same(published, rebuilt)
    differences = () if same else tuple(_differences(published, rebuilt))
    if listing is None:
        claimed = record.first(PurePosixPath(rebuilt.adopted.path).name) if rebuilt.adopted else None
        adopted = (*_adoption(published, rebuilt, same), *(_rivals(record, claimed) if claimed else ()))
        signed = signature_of(record, claimed)
        outcome = "verify-same" if same else _unlike(published, rebuilt)
        return Verified(rebuilt.source, outcome, same and len(adopted) < 2 and signed.holds, (*adopted, *signed.notes), differences)
    return _judged(record, listing, published, rebuilt, genuine, differences)


def _judged(
    record: AdoptionRecord, listing: Entered, published: Published, rebuilt: Rebuilt | None, genuine: bool, differences: tuple[Text, ...]
) -> Verified:
    """What is to be said of a file that an adoption lists, or of a package whose outputs one does: the rest of it is only proved by a new build."""
    same, packed, signed = rebuilt is not None and _is_same(published, rebuilt), published.kind == "bundle", signature_of(record, listing)
    if packed and rebuilt and not _tools(published.provenance, rebuilt.provenance):
        genuine = same
    sound = (same or genuine) and signed.holds and not _disputed(record, listing)
    unlike = _unlike(published, rebuilt) if rebuilt else "verify-not-made"
    outcome = "verify-same" if same else unlike if not sound else "verify-package-rest" if packed else "verify-genuine"
    notes = (*_told(record, listing, packed), *signed.notes)
    return Verified(rebuilt.source if rebuilt else None, outcome, sound, notes, differences)


def _is_same(published: Published, rebuilt: Rebuilt) -> bool:
    return rebuilt.files == published.files and (not rebuilt.package or rebuilt.package == published.data)


def _unlike(published: Published, rebuilt: Rebuilt) -> str:
    """That a file is another one; or where it was made with other tools and says the same of all else, that nobody can tell here."""
    told, now = published.provenance, rebuilt.provenance
    alike = (told.digest, told.revision, told.template) == (now.digest, now.revision, now.template)
    return "verify-undecided" if alike and _tools(told, now) else "verify-differs"


def _record(folder: str) -> AdoptionRecord:
    start = Path(folder).resolve()
    return record_up_to(Opened(find_root(start) or start, Tree({})))


def _lists(manifest: Adopted, published: Published) -> bool:
    """Whether a manifest lists a file, or all the outputs that a package holds."""
    if published.kind == "bundle":
        return bool(manifest.outputs) and all(digest_of(_held(published.files, made.path)) == made.sha256 for made in manifest.outputs)
    data = published.files if published.kind == "site" else published.files.get("", b"")
    return digest_of(data) in {made.sha256 for made in manifest.outputs}


def _held(files: Mapping[str, bytes], path: str) -> bytes | dict[str, bytes]:
    """An output in a package: a file, or a folder of files."""
    place = f"{PAYLOAD}{path}"
    below = {name.removeprefix(f"{place}/"): data for name, data in files.items() if name.startswith(f"{place}/")}
    return below or files.get(place, b"")


def _told(record: AdoptionRecord, listing: Entered, packed: bool) -> tuple[Note, ...]:
    """That a file is one of those that were made when the plan was adopted, or that a package holds them; and what else is told of that adoption."""
    return Note("verify-adopted-package" if packed else "verify-adopted-file", path=listing.path), *_rivals(record, listing)


def _disputed(record: AdoptionRecord, listing: Entered) -> bool:
    """Whether another manifest of the adoption was there first, or neither of two was."""
    first = record.first(listing.name)
    return (first or listing).blob != listing.blob or any(record.rivals(listing.name, listing.blob))


def _rivals(record: AdoptionRecord, listing: Entered) -> Iterator[Note]:
    """The other manifests of the same adoption: one of the two is not what was adopted."""
    for other in {
        each.blob: each for each in (*record.own, *record.others) if each.name == listing.name and each.blob not in ("", listing.blob)
    }.values():
        key = "verify-rival" if _disputed(record, listing) else "verify-rival-later"
        yield Note(key, path=listing.path, commit=listing.commit[:16], other=other.commit[:16])


def _adoption(published: Published, rebuilt: Rebuilt, same: bool) -> tuple[Note, ...]:
    """That what the file says was adopted, and whether it is the file that was made then. What is only said in a file that is not the same as the new
    build proves nothing: whoever changed the file left it there."""
    if rebuilt.adopted is None:
        return ()
    listed = _lists(rebuilt.adopted, published)
    return (Note("verify-adopted-file" if listed else "verify-adopted-text" if same else "verify-adopted-claim", path=rebuilt.adopted.path),)


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
