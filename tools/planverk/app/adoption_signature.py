"""Signs the manifest of an adoption, and proves its signature by those who may sign: whom the adoption before it names, else itself.

Whoever can write to the repository can enter an adoption that names himself. So one that names others than the one before counts only where it is
signed by those whom the one before names; and of branches that name different ones without any before them, only whom all name may sign: which of
them was first, whoever merges them can choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from planverk.authoring.edits import Edit
from planverk.errors import Note, Text, UserError
from planverk.exchange.signatures import BROKEN, NOT_GOOD, sign, signer_of
from planverk.model.data_entries import Adopted
from planverk.model.plan import Plan
from planverk.model.planfile import Signer
from planverk.paths import SIGNATURES
from planverk.reading.adoption_record import AdoptionRecord, Entered
from planverk.reading.git import contents_of

MOST_SIGNATURES = 20
"""Signatures of one manifest that are looked at, and signers that are tried."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Whether something holds, and what is to be said of it."""

    holds: bool
    notes: tuple[Text, ...] = ()


def signature_edit(record: AdoptionRecord, plan: Plan, path: str, data: bytes, key: str | None, only_shown: bool = False) -> tuple[Edit, ...]:
    """The file of the signature of a new manifest; none without a key, and none where all is only to be shown.

    UserError where the key is none of those that may sign, or where an adoption before was signed and this one would not be.
    """
    name = PurePosixPath(path).name
    signed = record.unsigned(({each.name for each in record.own if each.blob} - {name}) | {name}).get(name, "")
    if key is None and signed:
        raise UserError("adopt-unsigned", path=str(PurePosixPath(path).with_name(signed)))
    earlier = [(each, manifest) for each, manifest in record.manifests() if each in record.own]
    kept = () if earlier else next((each.signers for each in reversed([*plan.adopted.values()]) if each.signers), ())  # outside Git nothing is proved
    signers, named = _signers(record, earlier, kept or plan.head.signers)
    if key is not None and not signers and named is None:
        raise UserError("sign-nobody-named")
    if key is None or only_shown:
        return ()
    kind, made = sign(data, key)
    try:
        signer_of(data, kind, made, signers)
    except UserError as fault:
        raise UserError("sign-not-named", names=", ".join(each.name for each in signers) or "–") if fault.key in NOT_GOOD else fault from None
    return (Edit(path + SIGNATURES[kind], None, made),)


def signature_of(record: AdoptionRecord, entered: Entered | None) -> Sound:
    """What the signature of a manifest proves. One that is missing says something only where an adoption before was signed."""
    if entered is None:
        return Sound(True)
    if not _made(record, entered):
        signed = record.unsigned(each.name for each in record.own if each.blob).get(entered.name)
        return Sound(not signed, (Note("verify-manifest-unsigned", path=entered.path, other=signed),) if signed else ())
    earlier, own = _before(record, entered)
    try:
        signers, named = _signers(record, earlier, own)
        who = _signed_by(record, entered, signers)
    except UserError as fault:
        if fault.key in NOT_GOOD:
            return Sound(False, (fault,))
        return Sound(fault.key != BROKEN, (Note("verify-manifest-unproved", path=entered.path, problem=fault),))
    key = "verify-manifest-signed" if named else "verify-manifest-signed-first"
    return Sound(True, (Note(key, path=entered.path, who=who, other=named.path if named else ""),))


def _before(record: AdoptionRecord, entered: Entered) -> tuple[list[tuple[Entered, Adopted]], Sequence[Signer]]:
    """The adoptions that lead up to one, else, where none of those names anybody, those on branches beside it; and whom it names itself."""
    before, beside, own, passed = list[tuple[Entered, Adopted]](), list[tuple[Entered, Adopted]](), tuple[Signer, ...](), False
    for each, manifest in record.manifests():
        if (each.name, each.blob) == (entered.name, entered.blob):
            own, passed = manifest.signers, True
        elif each.name != entered.name and not passed and record.follows(entered.commit, each.commit):
            before.append((each, manifest))
        elif each.name != entered.name and manifest.signers and each in record.own and not record.follows(each.commit, entered.commit):
            beside.append((each, manifest))
    return before if any(manifest.signers for _, manifest in before) else beside, own


def _signers(record: AdoptionRecord, earlier: Iterable[tuple[Entered, Adopted]], own: Sequence[Signer]) -> tuple[Sequence[Signer], Adopted | None]:
    """Those who may sign, with the adoption that names them; None where no earlier one names anybody. UserError where a signature that matters cannot
    be checked."""
    first: Entered | None = None
    named: Adopted | None = None
    signers: Sequence[Signer] = own
    any_signed, proofs = False, 0
    for entered, manifest in earlier:
        any_signed = any_signed or bool(_made(record, entered))
        if not manifest.signers or (named and signers == manifest.signers):
            continue
        if first and any_signed:
            proofs += 1
            if proofs > MOST_SIGNATURES or not _is_signed(record, entered, signers):
                if not record.follows(entered.commit, first.commit):
                    signers = tuple(each for each in signers if each.key in {other.key for other in manifest.signers})
                continue
        first, named, signers = first or entered, manifest, manifest.signers
    return signers[:MOST_SIGNATURES], named


def _made(record: AdoptionRecord, entered: Entered) -> list[tuple[str, bytes]]:
    return [*islice(record.signatures(entered.name), MOST_SIGNATURES)]


def _is_signed(record: AdoptionRecord, entered: Entered, signers: Sequence[Signer]) -> bool:
    try:
        return bool(_signed_by(record, entered, signers[:MOST_SIGNATURES]))
    except UserError as fault:
        if fault.key not in NOT_GOOD:
            raise
        return False


def _signed_by(record: AdoptionRecord, entered: Entered, signers: Sequence[Signer]) -> str:
    """Who signed a manifest, by name. UserError where none of the signers did, or it cannot be checked."""
    data, faults = contents_of(record.root, entered.blob), list[UserError]()
    for kind, signature in _made(record, entered):
        try:
            return signer_of(data, kind, signature, signers)
        except UserError as fault:
            faults.append(UserError(fault.key, **{**fault.facts, "path": entered.path + SIGNATURES[kind]}))
    raise next((fault for fault in faults if fault.key not in NOT_GOOD), (*faults, UserError("sign-not-allowed", path=entered.path))[0])
