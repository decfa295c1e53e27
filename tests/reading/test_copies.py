"""Floor 3: files in a plan's folder that are not what they seem: copies, leftovers, pointers, and names that a file cannot have."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from planverk.diagnostics import Finding, Hint, Severity
from planverk.reading.file_names import LARGEST_BY_LINE, MOST_BY_LINE, copy_hint
from planverk.reading.tree import Tree
from planverk.rules.registry import all_rules
from tests.examples import base_files, tree_of
from tests.remedies import MEASURE, findings_of, left_after, said

RULES = all_rules()

COPIES = (
    "felles-rutine - Kopi", "felles-rutine – kopi", "felles-rutine - Kopi (2)", "felles-rutine - Copy", "felles-rutine (1)", "felles-rutine-KARI-PC",
    "felles-rutine-DESKTOP-AB12CD", "felles-rutine (KN conflicted copy 2026-11-30)", "felles-rutine (konfliktkopi fra KARI-PC 2026-11-30)",
    "felles-rutine (Kari sin motstridende kopi)", "Kopi av felles-rutine", "Copy of felles-rutine", "felles-rutine kopi", "felles-rutine copy 2",
    "felles-rutine 2", "felles-rutine (copy)", "felles-rutine [Conflict]", "felles-rutine.sync-conflict-20261130-101500-ABCDEFG",
    "felles-rutine_BACKUP_123", "felles-rutine_LOCAL_4711", "felles-rutine.md",
)  # fmt: skip


def copied_to(path: str, data: bytes) -> tuple[Tree, list[Finding]]:
    tree = tree_of({**base_files(), path: data})
    return tree, [finding for finding in findings_of(tree) if RULES[finding.rule].severity is Severity.ERROR]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_named_with_its_original_and_what_is_alike(name: str) -> None:
    path, data = f"plan/measures/{name}.{'txt' if name.endswith('.md') else 'md'}", base_files()[MEASURE]
    changed = data.replace(b"number: 1\n", b"number: 2\n").replace(b"  interval_months: 12\n", b"  interval_months: 6\n")
    for other, key, lines in (
        (data, "copy-same", None),
        (changed, "copy-differs-here", "2, 11"),
        (data.replace(b"number: 1\n", b""), "copy-lacks", "2"),
    ):
        tree, found = copied_to(path, other)
        assert [(finding.rule, finding.location.path) for finding in found] == [("unexpected-file", path)]
        (hint,) = found[0].hints
        assert (hint.key, hint.facts.get("name"), hint.facts.get("lines")) == (key, MEASURE, lines)
        assert left_after(tree, found[0], hint) == []


def test_very_large_and_very_many_copies_are_not_held_against_each_other_line_by_line() -> None:
    files = {MEASURE: b"x\n" * LARGEST_BY_LINE, "plan/measures/felles-rutine (1).md": b"y\n" * LARGEST_BY_LINE}
    assert copy_hint("plan/measures/felles-rutine (1).md", files) == Hint("copy-differs", {"name": MEASURE})
    copies = {f"plan/measures/felles-rutine ({at}).md": b"x" for at in range(1, MOST_BY_LINE + 11)}
    keys = [hint.key for finding in findings_of(tree_of({**base_files(), **copies})) for hint in finding.hints if hint.key.startswith("copy-")]
    assert (keys.count("copy-differs-here"), keys.count("copy-differs")) == (MOST_BY_LINE, 10)


@pytest.mark.parametrize("name", ["felles-rutine-2", "felles-rutine-kopi", "felles-rutinene", "kopi-av-felles-rutine"])
def test_another_id_is_another_measure(name: str) -> None:
    data = base_files()[MEASURE].replace(b"number: 1\n", b"number: 7\n")
    assert copied_to(f"plan/measures/{name}.md", data)[1] == []


def test_a_data_file_that_a_figure_shows_is_no_copy() -> None:
    name = next(path for path in base_files() if path.startswith("plan/data/"))
    copy = name.replace(".csv", " (1).csv")
    assert [finding.rule for finding in copied_to(copy, base_files()[name])[1]] == ["unexpected-file"]
    path = next(path for path, text in base_files().items() if path.startswith("plan/figures/") and name.rpartition("/")[2].encode() in text)
    files = {**base_files(), copy: base_files()[name]}
    files[path] = files[path].replace(name.rpartition("/")[2].encode(), copy.rpartition("/")[2].encode())
    assert not any(finding.location.path == copy for finding in findings_of(tree_of(files)))


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("plan/measures/ny.md.txt", "plan/measures/ny.md"),
        ("plan/measures/ny.txt", "plan/measures/ny.md"),
        ("plan/measures/ny.MD.TXT", "plan/measures/ny.md"),
        ("plan/measures/ny.markdown", "plan/measures/ny.md"),
        ("plan/measures/Ny plass.md.txt", "plan/measures/ny-plass.md"),
        ("plan/tiltak/Åpen møteplass.md", "plan/measures/apen-moteplass.md"),
        ("plan/functions/lege.yaml.txt", "plan/functions/lege.yaml"),
        ("plan/functions/lege.yml", "plan/functions/lege.yaml"),
    ],
)
def test_a_file_that_is_called_otherwise_is_told_a_name_that_it_can_have(path: str, meant: str) -> None:
    data = base_files()["plan/functions/koordinator.yaml" if "functions" in meant else MEASURE]
    tree, found = copied_to(path, data.replace(b"number: 1\n", b"number: 7\n"))
    (hint,) = next(finding.hints for finding in found if finding.location.path == path)
    assert (hint.key, hint.facts["name"]) == ("unexpected-place", meant)
    assert left_after(tree, found[0], hint) == []


@pytest.mark.parametrize("name", ["Ny plass", "ny-plass.md", "ny-plass.MD.txt", "NY-plass.yaml", "ny_plass.markdown"])
def test_a_name_that_is_no_id_is_told_one_without_a_second_ending(name: str) -> None:
    path, data = f"plan/measures/{name}.md", base_files()[MEASURE].replace(b"number: 1\n", b"number: 7\n")
    tree, (finding,) = copied_to(path, data)
    assert (finding.rule, finding.hints) == ("bad-identifier", (Hint("id-of-file", {"name": "ny-plass.md"}),))
    assert left_after(tree, finding, finding.hints[0]) == []


@pytest.mark.parametrize("name", ["Felles rutine", "felles-rutine.md", "felles_rutine", "Felles-rutine.md.txt", "felles-rutine.yaml"])
def test_a_name_that_is_no_id_and_near_one_that_is_there_is_told_what_is_alike(name: str) -> None:
    _, found = copied_to(f"plan/measures/{name}.md", base_files()[MEASURE])
    assert [hint for finding in found if finding.rule == "bad-identifier" for hint in finding.hints] == [Hint("copy-same", {"name": MEASURE})]


@pytest.mark.parametrize(("ending", "key"), [("orig", "merge-left-original"), ("rej", "merge-left-rejected")])
def test_what_a_merge_left_is_named(ending: str, key: str) -> None:
    (finding,) = copied_to(f"{MEASURE}.{ending}", b"x\n")[1]
    assert (finding.rule, finding.hints) == ("unexpected-file", (Hint(key, {"name": MEASURE}),))


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
THEME = b'[theme]\nlogo = "tema/logo.svg"\nfont_files = ["tema/a.ttf"]\nreference_docx = "tema/m.docx"\n[fields]\nmeasure = "skjema/t.json"\n'


@pytest.mark.parametrize(
    "path",
    [
        MEASURE,
        "plan/plan.yaml",
        "planverk.toml",
        "plan/data/*.csv",
        "plan/figures/*.yaml",
        "tema/logo.svg",
        "tema/a.ttf",
        "tema/m.docx",
        "skjema/t.json",
    ],
)
def test_a_pointer_of_git_lfs_is_named_and_nothing_else(path: str) -> None:
    path = next((each for each in base_files() if fnmatch(each, path)), path)
    settings = {"planverk.toml": THEME.replace(*_only(path))} if "/" in path and not path.startswith("plan/") else {}
    found = [
        finding for finding in findings_of(tree_of({**base_files(), **settings, path: POINTER})) if RULES[finding.rule].severity is Severity.ERROR
    ]
    assert [(finding.rule, finding.location.path, finding.facts) for finding in found] == [("unreadable-file", path, {"obstacle": "why-lfs"})]
    assert said(found[0]) == ["kjør «git lfs install» og så «git lfs pull» i mappen, så hentes innholdet"]


def _only(path: str) -> tuple[bytes, bytes]:
    """What to take out of THEME, so that only a path is named."""
    kept = {line for line in THEME.splitlines(keepends=True) if path.encode() in line or line.startswith(b"[")}
    return THEME, b"".join(line for line in THEME.splitlines(keepends=True) if line in kept)
