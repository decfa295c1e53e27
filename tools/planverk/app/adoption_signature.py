"""Signs the manifest of an adoption, and proves its signature by those who may sign: whom the adoption before it names, else itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from planverk.authoring.edits import Edit
from planverk.errors import Note, Text, UserError
from planverk.exchange.signatures import NOT_GOOD, sign, signer_of
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
    earlier = [manifest for _, manifest in record.manifests()] or [*plan.adopted.values()]
    signers, _ = _signers(earlier, plan.head.signers)
    if key is not None and not signers:
        raise UserError("sign-nobody-named")
    if key is None or only_shown:
        return ()
    kind, made = sign(data, key)
    try:
        signer_of(data, kind, made, signers)
    except UserError as fault:
        raise UserError("sign-not-named", names=", ".join(each.name for each in signers)) if fault.key in NOT_GOOD else fault from None
    return (Edit(path + SIGNATURES[kind], None, made),)


def signature_of(record: AdoptionRecord, entered: Entered | None) -> Sound:
    """What the signature of a manifest proves. One that is missing says something only where an adoption before was signed."""
    if entered is None:
        return Sound(True)
    made = [*record.signatures(entered.name)][:MOST_SIGNATURES]
    if not made:
        signed = record.unsigned(each.name for each in record.own if each.blob).get(entered.name)
        return Sound(not signed, (Note("verify-manifest-unsigned", path=entered.path, other=signed),) if signed else ())
    manifests = [*record.manifests()]
    at = next((at for at, (each, _) in enumerate(manifests) if (each.name, each.blob) == (entered.name, entered.blob)), len(manifests))
    earlier = (manifest for each, manifest in manifests[:at] if each.name != entered.name)
    signers, named = _signers(earlier, next((manifest.signers for _, manifest in manifests[at : at + 1]), ()))
    return _proof(entered, contents_of(record.root, entered.blob), made, signers, named)


def _signers(earlier: Iterable[Adopted], own: Sequence[Signer]) -> tuple[Sequence[Signer], Adopted | None]:
    """Those who may sign, with the adoption that names them; None where no earlier one names anybody."""
    named = next((each for each in reversed([*earlier]) if each.signers), None)
    return (named.signers if named else own)[:MOST_SIGNATURES], named


def _proof(entered: Entered, data: bytes, made: Sequence[tuple[str, bytes]], signers: Sequence[Signer], named: Adopted | None) -> Sound:
    faults: list[UserError] = []
    for kind, signature in made:
        try:
            who = signer_of(data, kind, signature, signers)
        except UserError as fault:
            faults.append(UserError(fault.key, **{**fault.facts, "path": entered.path + SIGNATURES[kind]}))
            continue
        key = "verify-manifest-signed" if named else "verify-manifest-signed-first"
        return Sound(True, (Note(key, path=entered.path, who=who, other=named.path if named else ""),))
    unproved = next((Note("verify-manifest-unproved", path=entered.path, problem=fault) for fault in faults if fault.key not in NOT_GOOD), None)
    return Sound(unproved is not None, (unproved or faults[0],))
