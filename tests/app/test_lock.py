"""What a lock file and the name of a wheel may say of a version; both come with a plan's repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.app.lock import locked_version, read_wheel
from planverk.errors import UserError


def test_a_lock_names_the_version() -> None:
    assert locked_version(b"# about\nplanverk==0.2.0 \\\n    --hash=sha256:00\n") == "0.2.0"


@pytest.mark.parametrize("lock", ["", "planverk", "planverk==", "planverk==siste", "planverk==1..2", "planverk==1.x", "planverk>=1.0", "annet==1.0"])
def test_a_lock_without_a_version_that_can_be_compared_is_none(lock: str) -> None:
    with pytest.raises(UserError, match="no-lock"):
        locked_version(lock.encode())


@pytest.mark.parametrize("version", ["1x1x", "1..2", "1!", "1.0.", "0.1.0+"])
def test_a_wheel_of_no_version_is_none(tmp_path: Path, version: str) -> None:
    path = tmp_path / f"planverk-{version}-py3-none-any.whl"
    path.write_bytes(b"PK")
    with pytest.raises(UserError, match="no-wheel"):
        read_wheel(path)
