"""Signs bytes with a key of SSH or GPG, and checks such signatures, through the tools that are installed. No shell, and no name is an option."""

from __future__ import annotations

import os
import re
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from planverk.errors import UserError
from planverk.model.planfile import Signer
from planverk.programs import find_program

NAMESPACE = "planverk"
"""What the signatures of SSH are for; one made for something else is not taken."""
SECONDS = 300
"""For a passphrase to be typed, or a key on a card to be touched."""
LARGEST_SIGNATURE = 100_000
LARGEST_SIGNERS = 1_000_000
MOST_MOMENTS = 20
PRINCIPAL = "signer"
"""What a file of one allowed signer calls it; its own name may hold what such a file gives a meaning."""
_GPG_FRAME = re.compile(r"-----(?:BEGIN|END) PGP PUBLIC KEY BLOCK-----|=[A-Za-z0-9+/]{4}(?= -)")
NOT_GOOD = frozenset({"sign-not-allowed", "sign-wrong", "sign-not-now", "sign-revoked", "sign-expired"})
"""The keys of errors that say that a signature was read and is not good; any other says that it cannot be checked."""

BROKEN = "sign-failed"
"""The key of the error that says that the program broke down on a signature, or never came to an end: whoever made it may have wanted that."""


def sign_ssh(data: bytes, key: Path) -> bytes:
    """The signature of `ssh-keygen -Y sign` with a private key, or a public one whose private half is in the agent."""
    if not key.is_file():
        raise UserError("sign-no-key", name=str(key))
    return _run("ssh-keygen", ("-Y", "sign", "-n", NAMESPACE, "-f", str(key.resolve())), data).stdout


def sign_gpg(data: bytes, key: str) -> bytes:
    """The armoured signature of `gpg --detach-sign` with the key of a name, an address or a fingerprint; "" is GPG's own default."""
    chosen = (f"--local-user={key}",) if key else ()
    return _run("gpg", ("--detach-sign", "--armor", *chosen, "--output", "-", "--", "-"), data).stdout


def sign(data: bytes, key: str) -> tuple[str, bytes]:
    """ "ssh" or "gpg", and the signature: by SSH where `key` is a file, else by the key of that name in GPG."""
    return ("ssh", sign_ssh(data, Path(key))) if os.sep in key or Path(key).is_file() else ("gpg", sign_gpg(data, key))


def signer_of(data: bytes, kind: str, signature: bytes, signers: Iterable[Signer]) -> str:
    """Who of those that may sign signed, by name. UserError where none of them did, or it cannot be checked."""
    fault = UserError("sign-not-allowed")
    for each in signers:
        if each.key.startswith("-----") == (kind == "ssh"):
            continue
        with TemporaryDirectory(prefix="planverk-signer-") as folder:
            path = Path(folder) / "key"
            try:
                path.write_bytes(_allowed(each.key) if kind == "ssh" else _bytes_of(each.key))
                (verify_ssh if kind == "ssh" else verify_gpg)(data, signature, path)
                return each.name
            except UserError as error:
                if error.key not in (*NOT_GOOD, "sign-no-keys"):
                    raise
                fault = fault if error.key in (fault.key, "sign-no-keys") else UserError(error.key, who=each.name)
    raise fault


def _allowed(key: str) -> bytes:
    return f'{PRINCIPAL} namespaces="{NAMESPACE}" {key}\n'.encode()


def _bytes_of(key: str) -> bytes:
    try:
        return b64decode(_GPG_FRAME.sub("", key))
    except ValueError:  # what looks like a key and is none
        raise UserError("sign-no-keys") from None


def verify_ssh(data: bytes, signature: bytes, allowed: Path) -> str:
    """Who signed, as the file of allowed signers names them (ssh-keygen(1), ALLOWED SIGNERS)."""
    if not allowed.is_file():
        raise UserError("sign-no-signers", file=str(allowed))
    with TemporaryDirectory(prefix="planverk-signature-") as folder:
        path = Path(folder) / "signature"
        path.write_bytes(signature)
        told = ("-f", str(allowed.resolve()), "-s", str(path))
        moment, who = next(((moment, who) for moment in ("", *_moments(allowed)) if (who := _signer(told, moment))), ("", ""))
        if not who:
            raise UserError("sign-not-allowed")
        checked = _run("ssh-keygen", ("-Y", "verify", "-n", NAMESPACE, "-I", who, *_at(moment), *told), data, good=(0, 1, 255))
    if checked.returncode:
        raise UserError("sign-wrong")
    if moment:
        raise UserError("sign-not-now", who=who)
    return who


def _signer(told: Sequence[str], moment: str) -> str:
    """Whose key the signature was made with, of those that count at a moment ("" is now); "" for none."""
    found = _run("ssh-keygen", ("-Y", "find-principals", *_at(moment), *told), b"", good=(0, 1, 255))
    names = found.stdout.decode("utf-8", "replace").splitlines()
    return "" if found.returncode or not names else names[0]


def _at(moment: str) -> tuple[str, ...]:
    return ("-O", f"verify-time={moment}") if moment else ()


def _moments(allowed: Path) -> tuple[str, ...]:
    """Moments at which the keys of a file of allowed signers counted or will count: the first of all, and where one begins to."""
    text = allowed.read_bytes()[:LARGEST_SIGNERS].decode("utf-8", "replace")
    if not re.search(r"\bvalid-(?:after|before)=", text, re.IGNORECASE):
        return ()
    return ("19700102", *dict.fromkeys(re.findall(r'\bvalid-after="?(\d{8,14}Z?)', text, re.IGNORECASE)))[:MOST_MOMENTS]


def verify_gpg(data: bytes, signature: bytes, keyring: Path) -> str:
    """Who signed: the user id of the key, which must be among the public keys of a file. Keys and settings of the user's own do not count."""
    if not keyring.is_file():
        raise UserError("sign-no-keyring", file=str(keyring))
    with TemporaryDirectory(prefix="planverk-gpg-") as home:
        path = Path(home) / "signature"
        path.write_bytes(signature)
        own = {"GNUPGHOME": home}
        imported = _run(
            "gpg", ("--batch", "--no-autostart", "--status-fd", "1", "--import", "--", str(keyring.resolve())), b"", more=own, good=(0, 2)
        )
        if b"[GNUPG:] IMPORT_OK " not in imported.stdout:
            raise UserError("sign-no-keys", file=str(keyring))
        checked = _run("gpg", ("--batch", "--no-autostart", "--status-fd", "1", "--verify", "--", str(path), "-"), data, more=own, good=(0, 1, 2))
    told = checked.stdout.decode("utf-8", "replace")
    found = re.search(r"^\[GNUPG:\] (?P<how>GOODSIG|EXPKEYSIG|EXPSIG|REVKEYSIG) \S+ (?P<who>.+)$", told, re.MULTILINE)
    if found is None or "[GNUPG:] VALIDSIG " not in told:
        raise UserError("sign-not-allowed" if "[GNUPG:] NO_PUBKEY " in told else "sign-wrong")
    if found["how"] != "GOODSIG":
        raise UserError("sign-revoked" if found["how"] == "REVKEYSIG" else "sign-expired", who=found["who"])
    if checked.returncode:
        raise UserError("sign-wrong")
    return found["who"]


def _run(
    program: str, arguments: Sequence[str], feed: bytes, more: Mapping[str, str] | None = None, good: tuple[int, ...] = (0,)
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", **(more or {})}
    found = find_program(program)
    if found is None:
        raise UserError(f"sign-no-{program}")
    try:
        done = subprocess.run([found, *arguments], input=feed, capture_output=True, env=environment, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise UserError(BROKEN, program=program, problem=str(error)) from None
    if done.returncode not in good:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UserError(BROKEN, program=program, problem=said[-1] if said else str(done.returncode))
    return done
