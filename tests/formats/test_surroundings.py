"""The sample document gives the same bytes in every format, wherever and in whatever surroundings they are made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from planverk.formats.registry import FORMATS
from tests.sample import sample_document
from tests.support import ROOT

SURROUNDINGS = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "0"}


def digests(keep: Path | None = None) -> dict[str, str]:
    """SHA-256 of each file of each format, by its name."""
    found: dict[str, str] = {}
    for each in FORMATS.values():
        made = each.code.render(sample_document(), keep, [])
        files = {"": made} if isinstance(made, bytes) else made
        found |= {f"{each.name} {path}": sha256(data).hexdigest() for path, data in files.items()}
    return found


def test_the_bytes_are_the_same_whatever_the_process_lives_in(keep: Path, tmp_path: Path) -> None:
    """Another zone, language, mask, hash seed and folder, and a home that holds a user's own templates and looks, with nothing that was kept."""
    own = tmp_path / ".local" / "share" / "pandoc"
    own.mkdir(parents=True)
    (own / "reference.docx").write_bytes(b"not for us")
    (tmp_path / "matplotlibrc").write_text("axes.grid: True\nfont.size: 30\nlines.linewidth: 9\n", encoding="utf-8")
    around = os.environ | SURROUNDINGS | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(own.parent), "TMPDIR": str(tmp_path)}
    around["PYTHONPATH"] = os.pathsep.join((str(ROOT / "tools"), str(ROOT)))
    code = "import json; from tests.formats.test_surroundings import digests; print(json.dumps(digests()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=around, capture_output=True, text=True, umask=0o077)
    assert done.stderr == ""
    assert json.loads(done.stdout) == digests(keep) == digests(keep)
