"""Packages that OpenSSH and GnuPG sign, and what verify makes of their signatures."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.exchange.signatures import NOT_GOOD, sign, sign_gpg, sign_ssh, signer_of, verify_gpg, verify_ssh
from planverk.model.planfile import PlanFile

pytestmark = pytest.mark.conformance
DATA = b"the bytes of a package"


def program(*arguments: str, **surroundings: str) -> bytes:
    return subprocess.run(arguments, env={**os.environ, **surroundings}, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout


@pytest.fixture
def ssh(tmp_path: Path) -> Path:
    """A folder with two keys, `mine` and `other`, and a file of allowed signers that names the first."""
    for name in ("mine", "other"):
        program("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(tmp_path / name))
    (tmp_path / "allowed").write_text(f'arkiv@kommune.example namespaces="planverk" {(tmp_path / "mine.pub").read_text()}', encoding="utf-8")
    return tmp_path


@pytest.fixture
def gpg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the public key of `Arkivet`, alone, in keys.asc; the secret keys of `Arkivet` and `Andre` are GPG's own."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    for name in ("Arkivet", "Andre"):
        program("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-gen-key", f"{name} <{name}@kommune.example>", "ed25519", "sign", "never")
    (tmp_path / "keys.asc").write_bytes(program("gpg", "--armor", "--export", "Arkivet"))
    yield tmp_path
    program("gpgconf", "--kill", "all")


def wrong(fault: UserError) -> tuple[str, bool]:
    return fault.key, fault.key in NOT_GOOD


def test_ssh(ssh: Path) -> None:
    signature = sign_ssh(DATA, ssh / "mine")
    assert signature == sign_ssh(DATA, ssh / "mine") and signature.startswith(b"-----BEGIN SSH SIGNATURE-----")
    assert verify_ssh(DATA, signature, ssh / "allowed") == "arkiv@kommune.example"
    for data, made, reason in (
        (DATA + b"x", signature, "sign-wrong"),
        (DATA, sign_ssh(DATA, ssh / "other"), "sign-not-allowed"),
        (DATA, b"-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n", "sign-not-allowed"),
        (DATA, b"", "sign-not-allowed"),
    ):
        with pytest.raises(UserError) as caught:
            verify_ssh(data, made, ssh / "allowed")
        assert wrong(caught.value) == (reason, True)


def test_a_signature_that_was_made_for_something_else_is_not_taken(ssh: Path) -> None:
    elsewhere = subprocess.run(["ssh-keygen", "-Y", "sign", "-n", "git", "-f", str(ssh / "mine")], input=DATA, capture_output=True, check=True).stdout
    with pytest.raises(UserError) as caught:
        verify_ssh(DATA, elsewhere, ssh / "allowed")
    assert caught.value.key in NOT_GOOD


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ('valid-before="20200101"', "sign-not-now"), ('valid-after="29990101Z"', "sign-not-now"),
        ('valid-after="20190101",valid-before="202001012359Z"', "sign-not-now"), ('valid-after="20200101"', ""),
    ],
)  # fmt: skip
def test_a_key_counts_for_a_time(ssh: Path, option: str, reason: str) -> None:
    (ssh / "allowed").write_text(f"arkiv@kommune.example {option} {(ssh / 'mine.pub').read_text()}", encoding="utf-8")
    signature = sign_ssh(DATA, ssh / "mine")
    if not reason:
        assert verify_ssh(DATA, signature, ssh / "allowed") == "arkiv@kommune.example"
        return
    for data, found in ((DATA, reason), (DATA + b"x", "sign-wrong")):
        with pytest.raises(UserError) as caught:
            verify_ssh(data, signature, ssh / "allowed")
        assert wrong(caught.value) == (found, True)


def test_a_key_that_is_none(ssh: Path) -> None:
    (ssh / "-f").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        sign_ssh(DATA, ssh / "-f")
    assert wrong(caught.value) == ("sign-failed", False)


def test_gpg(gpg: Path) -> None:
    signature = sign_gpg(DATA, "Arkivet")
    assert verify_gpg(DATA, signature, gpg / "keys.asc") == "Arkivet <Arkivet@kommune.example>"
    for data, made, reason in (
        (DATA + b"x", signature, "sign-wrong"),
        (DATA, sign_gpg(DATA, "Andre"), "sign-not-allowed"),
        (DATA, b"x", "sign-wrong"),
        (DATA, b"", "sign-wrong"),
    ):
        with pytest.raises(UserError) as caught:
            verify_gpg(data, made, gpg / "keys.asc")
        assert wrong(caught.value) == (reason, True)


@pytest.mark.parametrize("name", ["Ingen", "--output=/tmp/x", "-s", "--yes"])
def test_a_name_is_no_option(gpg: Path, name: str) -> None:
    with pytest.raises(UserError) as caught:
        sign_gpg(DATA, name)
    assert wrong(caught.value) == ("sign-failed", False) and caught.value.facts["program"] == "gpg"


def test_the_name_of_a_signer_comes_from_the_plan(gpg: Path, ssh: Path) -> None:
    head = PlanFile.model_validate(
        {
            "signers": [
                {"name": "Noen andre", "key": (ssh / "other.pub").read_text()},
                {"name": "Kommunearkivet", "key": (gpg / "keys.asc").read_text()},
                {"name": "Fylkesarkivet", "key": (ssh / "mine.pub").read_text()},
            ]
        }
    )
    for key, kind, name in (("Arkivet", "gpg", "Kommunearkivet"), (str(ssh / "mine"), "ssh", "Fylkesarkivet")):
        made = sign(DATA, key)
        assert made[0] == kind and signer_of(DATA, *made, head.signers) == name
        for data, signers, fault in ((DATA + b"x", head.signers, "sign-wrong"), (DATA, head.signers[:1], "sign-not-allowed")):
            with pytest.raises(UserError) as caught:
                signer_of(data, *made, signers)
            assert wrong(caught.value) == (fault, True)


def test_a_keyring_that_is_none(gpg: Path) -> None:
    (gpg / "none").write_bytes(b"x")
    with pytest.raises(UserError) as caught:
        verify_gpg(DATA, sign_gpg(DATA, "Arkivet"), gpg / "none")
    assert wrong(caught.value) == ("sign-no-keys", False)


def test_a_gpg_key_that_has_expired_or_was_revoked(gpg: Path) -> None:
    then = ("--batch", "--quiet", "--faked-system-time", "20200101T000000")
    program("gpg", *then, "--passphrase", "", "--quick-gen-key", "Gammel", "ed25519", "sign", "2020-06-01")
    signed = subprocess.run(["gpg", *then, "--local-user", "Gammel", "--detach-sign", "--armor"], input=DATA, capture_output=True, check=True).stdout
    (gpg / "old.asc").write_bytes(program("gpg", "--export", "Gammel"))
    mine, home = sign_gpg(DATA, "Arkivet"), gpg / "home"
    key = program("gpg", "--list-keys", "--with-colons", "Arkivet").decode().split("fpr:")[1].split(":")[8]
    revocation = (home / "openpgp-revocs.d" / f"{key}.rev").read_text().replace(":-----BEGIN", "-----BEGIN")
    subprocess.run(["gpg", "--batch", "--quiet", "--import"], input=revocation.encode(), capture_output=True, check=True)
    (gpg / "revoked.asc").write_bytes(program("gpg", "--export", "Arkivet"))
    for signature, keys, reason in ((signed, "old.asc", "sign-expired"), (mine, "revoked.asc", "sign-revoked")):
        for data, found in ((DATA, reason), (DATA + b"x", "sign-wrong")):
            with pytest.raises(UserError) as caught:
                verify_gpg(data, signature, gpg / keys)
            assert wrong(caught.value) == (found, True)
