"""The manifest beside the outputs: every file with its SHA-256, the revision, and the versions of what made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from planverk.document.document import Document
from planverk.document.provenance import tool_versions
from planverk.formats.outputs import Output, records_of
from planverk.version import __version__


def make_manifest(document: Document, outputs: Sequence[Output], earlier: bytes) -> bytes:
    """The manifest as JSON.

    Files of outputs that were not built now are kept from the earlier manifest, with the revision that they were built from.
    """
    built = {output.path for output in outputs}
    files = [record for record in records_of(earlier) if record["path"].split("/")[0] not in built]
    for output in outputs:
        files += [_record(path, data, document.revision) for path, data in output.files().items()]
    manifest = {
        "title": document.title,
        "publisher": document.publisher,
        "status": document.status.key,
        "revision": document.revision,
        "version": document.version,
        "digest": document.provenance.digest,
        "built": document.created.isoformat(),
        "tools": {"planverk": __version__} | tool_versions(),
        "files": sorted(files, key=lambda record: str(record["path"])),
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _record(path: str, data: bytes, revision: str) -> dict[str, Any]:
    return {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "revision": revision}
