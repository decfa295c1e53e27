"""An archive package of a published plan: outputs, source, the plan as data, and what they are, in a zip that is the same for the same plan.

The package is a bag (RFC 8493), so that tools that know nothing of planverk can check it: a folder with the payload below data/, and manifests with
the SHA-256 of every file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from planverk.files import zipped
from planverk.ids import proper_id
from planverk.model.canonical import canonical, plan_form
from planverk.model.fields import as_typed
from planverk.model.plan import Plan
from planverk.model.provenance import Provenance

NAME = "bundle.zip"
METADATA = "metadata.json"
PAYLOAD, SOURCE = "data/", "data/source/"
_LONGEST_NAME = 60


def bundle_files(plan: Plan, provenance: Provenance, source: Mapping[str, bytes], outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the package by its path below the top folder. `source` are the files that the plan was read from, `outputs` those that were made
    of it, by path."""
    payload = {
        **{f"{PAYLOAD}{path}": data for path, data in outputs.items()},
        **{f"{SOURCE}{path}": data for path, data in source.items()},
        f"{PAYLOAD}plan.json": canonical(plan_form(plan)),
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _information(provenance, payload).encode(),
        METADATA: (json.dumps(_metadata(plan, provenance), ensure_ascii=False, indent=2) + "\n").encode(),
        "manifest-sha256.txt": _manifest(payload),
    }
    return dict(sorted({**payload, **tags, "tagmanifest-sha256.txt": _manifest(tags)}.items()))


def bundle_bytes(title: str, files: Mapping[str, bytes]) -> bytes:
    """The zip of a package's files, in a top folder named after the title."""
    top = proper_id(title)[:_LONGEST_NAME].strip("-")
    return zipped({f"{top}/{path}": data for path, data in files.items()}, system=3)


def manifest_faults(files: Mapping[str, bytes]) -> Iterator[str]:
    """The paths of a package's files that are not as its manifests have them, are in none, or are missing."""
    for name, ours in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        told = dict(_listed(files.get(name, b"")))
        mine = {path for path in files if path.startswith(PAYLOAD) == ours and path != "tagmanifest-sha256.txt"}
        yield from (path for path in sorted(mine | told.keys()) if path not in files or told.get(path) != sha256(files[path]).hexdigest())


def _listed(manifest: bytes) -> Iterator[tuple[str, str]]:
    for line in manifest.decode("utf-8", "replace").splitlines():
        digest, _, path = line.partition("  ")
        yield _plain(path), digest


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(data).hexdigest()}  {_escaped(path)}\n" for path, data in sorted(files.items())).encode()


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
