"""Adoptions whose manifests are signed: by whom the adoption before names, proved by verify, and none unsigned after a signed one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.exchange.signatures import signer_of
from planverk.model.planfile import Signer
from tests.authors import files_of, run
from tests.folders import laid, put
from tests.support import committed, git, saved

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")

Capture = pytest.CaptureFixture[str]
PLAN, FIRST, SECOND = "plan/plan.yaml", "plan/adopted/2026-01-15.json", "plan/adopted/2026-02-15.json"
JANUARY = ("--body", "Kommunestyret", "--date", "2026-01-15", "--case", "4/26")
THIRD, MARCH = "plan/adopted/2026-03-15.json", ("--body", "Kommunestyret", "--date", "2026-03-15", "--case", "6/26")
FEBRUARY = ("--body", "Kommunestyret", "--date", "2026-02-15", "--case", "5/26")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the SSH keys of an archive, and of somebody else."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("archive", "other"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "somebody@somewhere", "-f", str(folder / name)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return folder


def named(root: Path, *signers: tuple[str, Path]) -> None:
    """Writes who may sign into plan.yaml, in place of those who stood there."""
    text = (root / PLAN).read_text(encoding="utf-8").partition("signers:\n")[0]
    lines = [f"  - name: {name}\n    key: {key.with_suffix('.pub').read_text().strip()}\n" for name, key in signers]
    put(root / PLAN, (text + ("signers:\n" + "".join(lines) if lines else "")).encode())


@pytest.fixture
def plan(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base plan in Git, which names the archive as the one who signs."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "planverk")
    for module in ("adopt", "build", "reproduce"):
        monkeypatch.setattr(f"planverk.app.{module}.OFFICIAL", ("txt",))
    root = laid(tmp_path / "repo")
    put(root / ".gitignore", b"/build/\n")
    named(root, ("Kommunearkivet", keys / "archive"))
    committed(root)
    return root


@pytest.fixture
def signed(plan: Path, keys: Path, capsys: Capture) -> Path:
    """The plan, adopted and signed once, and open for revision."""
    code, _, err = run(capsys, "adopt", *JANUARY, "--tag", "--sign", str(keys / "archive"), "-C", str(plan))
    assert code == 0, err
    shutil.copy(plan / "build/plan.txt", plan.parent / "first.txt")
    assert run(capsys, "revise", "-C", str(plan))[0] == 0
    saved(plan)
    return plan


def verified(capsys: Capture, root: Path, file: Path) -> tuple[int, list[str]]:
    """The exit code, and what follows the facts."""
    code, out, err = run(capsys, "verify", str(file), "-C", str(root))
    assert code in (0, 1), err
    return code, out.splitlines()[10:]


def test_the_signature_is_part_of_the_adoption(signed: Path, capsys: Capture) -> None:
    assert {FIRST, f"{FIRST}.sig"} <= set(git(signed, "ls-tree", "-r", "--name-only", "adopted-2026-01-15").splitlines())
    assert verified(capsys, signed, signed.parent / "first.txt") == (
        0,
        [
            f"Filen er en av dem som ble laget da planen ble vedtatt, etter {FIRST}.",
            f"{FIRST} er signert av Kommunearkivet. Det er vedtaket selv som sier hvem som kan signere, for ingen vedtak før gjør det.",
            "Filen er nøyaktig den samme, byte for byte.",
        ],
    )
    assert run(capsys, "check", "-C", str(signed))[0] == 0
    assert "Signerer vedtak" in (signed / "build/plan.txt").read_text() and "Kommunearkivet" in (signed / "build/plan.txt").read_text()
    assert "somebody" not in (signed / FIRST).read_text(), "the comment of a key may name a person"


def test_who_may_sign_stands_in_the_plan_as_it_was_adopted_before(signed: Path, keys: Path, capsys: Capture) -> None:
    named(signed, ("Noen andre", keys / "other"))
    saved(signed)
    before = files_of(signed)
    code, _, err = run(capsys, "adopt", *FEBRUARY, "--tag", "--sign", str(keys / "other"), "-C", str(signed))
    assert code == 2 and "planverk: nøkkelen hører ikke til noen av dem som kan signere: Kommunearkivet. " in err
    assert files_of(signed) == before
    assert run(capsys, "adopt", *FEBRUARY, "--tag", "--sign", str(keys / "archive"), "-C", str(signed))[0] == 0
    code, lines = verified(capsys, signed, signed / "build/plan.txt")
    assert (code, lines[1]) == (0, f"{SECOND} er signert av Kommunearkivet, som {FIRST} sier kan signere.")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", f"{FIRST} er signert, så dette vedtaket må også signeres. Legg til --sign NØKKEL"),
        ("/nei", "fant ikke nøkkelen «/nei»"),
        ("{keys}/archive.pub.txt", "fant ikke nøkkelen «{keys}/archive.pub.txt»"),
        ("{keys}/broken", "ssh-keygen kunne ikke gjøre det: "),
        ("{keys}/other", "nøkkelen hører ikke til noen av dem som kan signere: Kommunearkivet"),
    ],
)
def test_what_cannot_be_signed_changes_nothing(signed: Path, keys: Path, capsys: Capture, key: str, said: str) -> None:
    put(keys / "broken", b"x")
    state = files_of(signed), git(signed, "for-each-ref"), git(signed, "status", "--porcelain", "--ignored")
    code, _, err = run(capsys, "adopt", *FEBRUARY, "--tag", *(("--sign", key.format(keys=keys)) if key else ()), "-C", str(signed))
    assert code == 2 and f"planverk: {said.format(keys=keys)}" in err
    assert (files_of(signed), git(signed, "for-each-ref"), git(signed, "status", "--porcelain", "--ignored")) == state


def test_nobody_signs_where_nobody_is_named(plan: Path, keys: Path, capsys: Capture) -> None:
    named(plan)
    saved(plan)
    code, _, err = run(capsys, "adopt", *JANUARY, "--tag", "--sign", str(keys / "archive"), "-C", str(plan))
    assert code == 2 and "planverk: ingen kan signere ennå. Skriv hvem under signers i plan/plan.yaml" in err
    assert not (plan / FIRST).exists()


def forged(signed: Path, capsys: Capture, sign: Callable[[Path], None], decision: tuple[str, ...] = FEBRUARY, manifest: str = SECOND) -> Path:
    """Another adoption, entered past planverk: made in a repository that knows of no other, and carried over by hand. Its plan as text."""
    other = signed.parent / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(signed, other, ignore=shutil.ignore_patterns(".git", "adopted", "build"))
    committed(other)
    assert run(capsys, "adopt", *decision, "--no-tag", "-C", str(other))[0] == 0
    for path in (PLAN, manifest):
        put(signed / path, (other / path).read_bytes())
    sign(signed / manifest)
    saved(signed)
    return other / "build/plan.txt"


def test_an_unsigned_adoption_after_a_signed_one_is_found(signed: Path, capsys: Capture) -> None:
    file = forged(signed, capsys, lambda path: None)
    code, out, _ = run(capsys, "check", "-C", str(signed))
    assert code == 1 and f"{SECOND}:1:1: error[adoption-unsigned]: " in out
    code, lines = verified(capsys, signed, file)
    assert code == 1
    assert f"{SECOND} er ikke signert, og det er 2026-01-15.json fra et vedtak før. Ikke stol på filen før du vet hvorfor." in lines


@pytest.mark.parametrize("namespace", ["planverk", "file"])
@pytest.mark.parametrize("key", ["other", "archive"])
def test_a_signature_that_does_not_hold_is_told(signed: Path, keys: Path, capsys: Capture, key: str, namespace: str) -> None:
    file = forged(signed, capsys, signing(keys / key, namespace))
    code, lines = verified(capsys, signed, file)
    told = {
        ("archive", "planverk"): f"{SECOND} er signert av Kommunearkivet, som {FIRST} sier kan signere.",
        ("archive", "file"): f"{SECOND}.sig er ikke en gyldig signatur av denne filen.",
    }
    otherwise = f"{SECOND}.sig er laget med en nøkkel som ikke hører til noen av dem som kan signere."
    assert [line for line in lines if line.startswith(SECOND)] == [told.get((key, namespace), otherwise)]
    assert code == (0 if (key, namespace) == ("archive", "planverk") else 1)


def signing(key: Path, namespace: str = "planverk") -> Callable[[Path], None]:
    """What signs a manifest with a key, past planverk."""

    def sign(path: Path) -> None:
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(key), str(path)], check=True, capture_output=True)

    return sign


@pytest.mark.parametrize(("who", "holds"), [("archive", True), ("other", False), ("", False)])
def test_nobody_names_himself_one_of_those_who_may_sign(signed: Path, keys: Path, capsys: Capture, who: str, holds: bool) -> None:
    named(signed, ("Noen andre", keys / "other"))
    forged(signed, capsys, signing(keys / who) if who else lambda path: None)
    assert run(capsys, "revise", "-C", str(signed))[0] == 0
    saved(signed)
    file = forged(signed, capsys, signing(keys / "other"), MARCH, THIRD)
    code, lines = verified(capsys, signed, file)
    told = f"{THIRD} er signert av Noen andre, som {SECOND} sier kan signere."
    otherwise = f"{THIRD}.sig er laget med en nøkkel som ikke hører til noen av dem som kan signere."
    assert (code, [line for line in lines if line.startswith(THIRD)]) == (0 if holds else 1, [told if holds else otherwise])


@pytest.mark.parametrize(("ours", "also"), [(True, False), (False, False), (False, True)])
def test_no_branch_that_is_taken_in_names_others_first(signed: Path, keys: Path, capsys: Capture, ours: bool, also: bool) -> None:
    branch = git(signed, "symbolic-ref", "--short", "HEAD").strip()
    git(signed, "checkout", "-q", "-b", "side", git(signed, "rev-list", "--max-parents=0", "HEAD").strip())
    named(signed, ("Noen andre", keys / "other"), *([("Kommunearkivet", keys / "archive")] if also else []))
    saved(signed)
    slipped = forged(signed, capsys, signing(keys / "other"))
    git(signed, "checkout", "-q", branch if ours else "side")
    git(signed, "merge", "-q", "-X", "ours", "--no-ff", "-m", "x", "side" if ours else branch)
    assert verified(capsys, signed, slipped)[0] == 1
    assert verified(capsys, signed, signed.parent / "first.txt")[0] == (0 if also else 1)
    if not ours:  # the plan is open for revision again
        put(signed / PLAN, f"{git(signed, 'show', f'{branch}:{PLAN}')}\n".encode())
        saved(signed)
    assert run(capsys, "adopt", *MARCH, "--no-tag", "--sign", str(keys / "other"), "-C", str(signed))[0] == 2
    assert run(capsys, "adopt", *MARCH, "--no-tag", "--sign", str(keys / "archive"), "-C", str(signed))[0] == (0 if also else 2)


def test_a_branch_that_is_not_taken_in_names_nobody(signed: Path, keys: Path, capsys: Capture) -> None:
    branch = git(signed, "symbolic-ref", "--short", "HEAD").strip()
    git(signed, "checkout", "-q", "-b", "side")
    named(signed, ("Noen andre", keys / "other"))
    saved(signed)
    forged(signed, capsys, signing(keys / "other"))
    git(signed, "checkout", "-q", branch)
    assert run(capsys, "adopt", *MARCH, "--no-tag", "--sign", str(keys / "other"), "-C", str(signed))[0] == 2
    assert run(capsys, "adopt", *MARCH, "--no-tag", "--sign", str(keys / "archive"), "-C", str(signed))[0] == 0


def test_a_program_that_breaks_down_proves_nothing(signed: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.exchange.signatures.find_program", lambda name: shutil.which("cat"))
    monkeypatch.setattr("planverk.exchange.signatures.SECONDS", 0)
    code, lines = verified(capsys, signed, signed.parent / "first.txt")
    assert code == 1 and f"Signaturen av {FIRST} er ikke kontrollert: " in lines[1]


@pytest.mark.parametrize("text", ["A", "AAAAA", "AA= A", "AA==", "AAAA"])
def test_what_only_looks_like_a_key_is_nobodys(text: str) -> None:
    who = Signer(name="Kommunearkivet", key=f"-----BEGIN PGP PUBLIC KEY BLOCK----- {text} -----END PGP PUBLIC KEY BLOCK-----")
    with pytest.raises(UserError) as caught:
        signer_of(b"x", "gpg", b"x", [who])
    assert caught.value.key in ("sign-not-allowed", "sign-no-gpg")


def test_a_signature_is_never_gone_or_another(signed: Path, keys: Path, capsys: Capture) -> None:
    for data, said in ((b"x", "har fått en annen signatur"), (None, "har mistet signaturen")):
        put(signed / f"{FIRST}.sig", data) if data else (signed / f"{FIRST}.sig").unlink()
        code, out, _ = run(capsys, "check", "-C", str(signed))
        assert code == 1 and f"{FIRST}.sig:1:1: error[adopted-record-changed]: listen over det som ble vedtatt, {said}" in out
        assert out.count("error[") == 1
        assert verified(capsys, signed, signed.parent / "first.txt")[0] == 0, "the one that was entered first holds"


def test_without_the_program_it_is_told_that_nothing_was_proved(signed: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.exchange.signatures.find_program", lambda name: None)
    code, lines = verified(capsys, signed, signed.parent / "first.txt")
    assert (code, lines[1]) == (0, f"Signaturen av {FIRST} er ikke kontrollert: finner ikke programmet ssh-keygen. Installer OpenSSH")
