"""An archive package of a published plan: outputs, source, the plan as data, and what they are, in a zip that is the same for the same plan.

The package is a bag (RFC 8493), so that tools that know nothing of planverk can check it: a folder with the payload below data/, and manifests with
the SHA-256 of every file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from planverk.exchange.information_package import SCHEMAS, with_descriptions
from planverk.exchange.schemas import all_schemas
from planverk.files import digest_of, zipped
from planverk.ids import proper_id
from planverk.model.canonical import canonical, plan_form
from planverk.model.fields import as_typed
from planverk.model.plan import Plan
from planverk.model.provenance import Provenance

NAME = "bundle.zip"
METADATA = "metadata.json"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data/"
_LINE = re.compile(r"(?P<digest>[0-9a-fA-F]{64}) [ *](?P<path>.+)")
_LONGEST_NAME = 60


def bundle_files(plan: Plan, provenance: Provenance, source: Mapping[str, bytes], outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the package by its path below the top folder. `source` are the files that the plan was read from, `outputs` those that were made
    of it, by path."""
    held = {
        **outputs,
        **{f"source/{path}": data for path, data in source.items()},
        **{f"{SCHEMAS}/{name}": text.encode() for name, text in all_schemas(plan.head.language, plan.custom_fields).items()},
        "plan.json": canonical(plan_form(plan)),
        **({"decisions.json": _json(_decisions(plan))} if plan.adopted else {}),
    }
    payload = {f"{PAYLOAD}{path}": data for path, data in with_descriptions(held, package_name(plan.head.title), provenance).items()}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _information(provenance, payload).encode(),
        METADATA: _json(_metadata(plan, provenance)),
        MANIFEST: _manifest(payload),
    }
    return dict(sorted({**payload, **tags, TAG_MANIFEST: _manifest(tags)}.items()))


def package_name(title: str) -> str:
    """What the package of a plan is called, and its top folder."""
    return proper_id(title)[:_LONGEST_NAME].strip("-")


def bundle_bytes(title: str, files: Mapping[str, bytes]) -> bytes:
    """The zip of a package's files, in a top folder named after the title."""
    return zipped({f"{package_name(title)}/{path}": data for path, data in files.items()}, system=3)


class Fault(NamedTuple):
    """What is wrong with a file of a package: it is "missing", "added", "changed" or "respelt" (`other` is its name in the manifest, the same but for
    the codes of its letters), or a manifest is "unread" from a line (`other`)."""

    path: str
    what: str
    other: str = ""


def manifest_faults(files: Mapping[str, bytes]) -> Iterator[Fault]:
    """The package's files that are not as its manifests have them, are in none, or are missing; the manifests themselves first."""
    for name, ours in ((TAG_MANIFEST, False), (MANIFEST, True)):
        if name in files:
            yield from _faults(name, files, {path for path in files if path.startswith(PAYLOAD) == ours and path != TAG_MANIFEST})
        elif not ours:
            yield Fault(name, "missing")


def _faults(name: str, files: Mapping[str, bytes], mine: set[str]) -> Iterator[Fault]:
    told: dict[str, str] = {}
    for number, line in enumerate(files[name].decode("utf-8", "replace").splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None or _plain(found["path"]) in told:
            yield Fault(name, "unread", str(number))
        else:
            told[_plain(found["path"])] = found["digest"].lower()
    respelt = {normalize("NFC", path): path for path in told.keys() - mine}
    here = {normalize("NFC", path) for path in mine - told.keys()}
    for path in sorted(mine | told.keys()):
        spelling = normalize("NFC", path)
        if path not in mine:
            yield from () if spelling in here else (Fault(path, "missing"),)
        elif path not in told:
            yield Fault(path, "respelt", respelt[spelling]) if spelling in respelt else Fault(path, "added")
        elif told[path] != digest_of(files[path]):
            yield Fault(path, "changed")


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{digest_of(data)}  {_escaped(path)}\n" for path, data in sorted(files.items())).encode()


def _escaped(path: str) -> str:
    """A path as a manifest has it: line ends and percent signs are percent-encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _plain(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _information(provenance: Provenance, payload: Mapping[str, bytes]) -> str:
    facts = (
        ("Source-Organization", provenance.publisher),
        ("External-Description", provenance.title),
        ("External-Identifier", provenance.revision or f"sha256:{provenance.digest}"),
        ("Bagging-Date", provenance.built[:10]),
        ("Bag-Software-Agent", f"planverk {provenance.version}"),
        ("Payload-Oxum", f"{sum(map(len, payload.values()))}.{len(payload)}"),
    )
    return "".join(f"{name}: {text}\n" for name, text in facts if text)


def _json(facts: Any) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _decisions(plan: Plan) -> dict[str, Any]:
    """The adoptions of the plan, the oldest first, as their manifests have them: who decided, when, in which case, on what, with which verdicts."""
    told = {"adoption", "revision", "digest", "proposed", "verdicts", "signers"}
    listed = []
    for manifest in sorted(plan.adopted.values(), key=lambda each: each.id):
        facts = {name: value for name, value in manifest.model_dump(mode="json", include=told, exclude_none=True).items() if value}
        listed.append({"manifest": f"source/{manifest.path}", **facts})
    return {"adoptions": listed}


def _metadata(plan: Plan, provenance: Provenance) -> dict[str, Any]:
    """What the plan is and what it was made from; what is not known is left out."""
    head = plan.head
    adoptions = [each.model_dump(mode="json", exclude_none=True) for each in head.adoption or (head.revises if head.status == "superseded" else ())]
    facts = {
        "title": head.title,
        "language": head.language,
        "organisation": as_typed([each.model_dump(include={"name", "orgnr"}, exclude_none=True) for each in head.organisation] or [None]),
        "period": {"from": head.period.from_, "to": head.period.to} if head.period else None,
        "status": head.status,
        **({"adoptions": adoptions} if len(adoptions) > 1 else adoptions[0] if adoptions else {}),
        "archive_case": head.archive_case,
        "licence": head.licence,
        "provenance": provenance.facts(),
    }
    return {name: value for name, value in facts.items() if value is not None}
