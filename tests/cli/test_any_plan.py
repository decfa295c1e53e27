"""Every command on a plan with layers, lists, own fields, a picture, an attached file and two organisations: one repository, step by step."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from planverk.cli import main
from planverk.model.kinds import kind_of_file
from planverk.source.yaml import as_core, read_yaml, split_front_matter
from tests.authors import run
from tests.circulated_files import Circulated
from tests.kinds import EXPECTED, KINDS
from tests.support import committed, edit, saved

Capture = pytest.CaptureFixture[str]
RUS = KINDS / "rusmiddelpolitisk"
STATEMENT = "organisation: Ungdomsrådet\ndate: 2026-05-11\nentries:\n  - measure:lading\n  - goal:sykkel\nsummary: Flere ladeplasser.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan for climate and energy with what another kind has beside it, committed, and its Word file."""
    root = tmp_path_factory.mktemp("any") / "plan"
    shutil.copytree(KINDS / "klima-og-energi", root, ignore=shutil.ignore_patterns(EXPECTED))
    for folder in ("bilder", "vedlegg"):
        shutil.copytree(RUS / folder, root / folder)
    for path in ("plan/figures/radhuset.yaml", "plan/chapters/vedlegg-2.md"):
        shutil.copy(RUS / path, root / path)
    edit(root, "plan/plan.yaml", "  - references\n", "  - references\n  - chapter:vedlegg-2\n  - hearing\n")
    edit(root, "plan/plan.yaml", 'organisation:\n  name: Døme kommune\n  orgnr: "310000000"\n', TWO)
    edit(root, "plan/chapters/utslipp.md", "Veitrafikk", "![](figure:radhuset)\n\nVeitrafikk")
    (root / "plan/hearing").mkdir()
    (root / "plan/hearing/ungdomsradet.yaml").write_text(STATEMENT, encoding="utf-8")
    (root / ".gitignore").write_text("/build/\n/retur.docx\n", encoding="utf-8")
    committed(root)
    assert main(["fmt", "-C", str(root)]) == 0
    saved(root)
    assert main(["build", "docx", "-C", str(root)]) == 0
    return root


TWO = 'organisation:\n  - name: Døme kommune\n    orgnr: "310000000"\n  - name: Nes kommune\n    orgnr: "310000019"\n'


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(built, tmp_path / "plan")


STEPS = {
    "fmt": (("fmt", "--check"), 0, "ryddige"),
    "schema": (("schema",), 0, "schema/measure.schema.json"),
    "review": (("review", "measure:lading", "--by", "eiendom"), 0, "plan/reviews/measure-lading.yaml"),
    "rename a measure": (("rename", "measure:lading", "ladepunkter"), 0, "plan/measures/ladepunkter.md"),
    "rename a goal": (("rename", "goal:sykkel", "sykling"), 0, "plan/measures/sykkel.md"),
    "rename a figure": (("rename", "figure:radhuset", "bygget"), 0, "plan/chapters/utslipp.md"),
    "rename a function": (("rename", "function:vei", "vei-og-park"), 0, "plan/measures/lading.md"),
    "renumber": (("renumber",), 0, "Numrene er riktige"),
    "withdraw": (("withdraw", "measure:enok", "--date", "2026-11-23", "--reason", "Dekket av et annet tiltak"), 0, "plan/measures/enok.md"),
    "hearing": (("build", "hearing"), 0, "build/"),
    "adopt": (
        ("adopt", *["--body", "kommunestyret", "--date", "2026-11-25", "--case", "7/26", "--dry-run", "--organisation"], "Nes kommune"),
        0,
        "plan/plan.yaml",
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_command_works_and_leaves_no_error(root: Path, capsys: Capture, step: str) -> None:
    arguments, code, said = STEPS[step]
    done, out, err = run(capsys, *arguments, "-C", str(root))
    assert (done, said in out + err) == (code, True), out + err
    done, out, _ = run(capsys, "check", "-C", str(root), "--format", "json")
    assert done == 0 and json.loads(out)["summary"]["errors"] == 0


def editor_says(root: Path, path: str) -> list[str]:
    """The routes of what an editor underlines in a file, by the schemas in the plan's own repository."""
    text = (root / path).read_text(encoding="utf-8")
    kind = kind_of_file(path)
    assert kind is not None
    located = split_front_matter(path, text).front if path.endswith(".md") else read_yaml(path, text)
    schema = json.loads((root / f"schema/{kind.kind}.schema.json").read_text(encoding="utf-8"))
    return ["/".join(map(str, error.absolute_path)) for error in Draft202012Validator(schema).iter_errors(as_core(located.data))]


MISTYPED = [
    ("plan/measures/lading.md", '"2027": 1500', '"2027": mye', "kostnad/2027"),
    ("plan/measures/lading.md", "prioritet: A", "prioritet: D", "prioritet"),
    ("plan/measures/lading.md", "  to: 2027\n", "  to: 2027-Q5\n", "period/to"),
    ("plan/measures/lading.md", "  - transport\n", "  - {id: transport}\n", "goal"),
    ("plan/goals/sykkel.md", "part_of: transport", "part_of: [transport]", "part_of"),
    ("plan/figures/radhuset.yaml", "file: bilder/radhuset.png\n", "", ""),
    ("plan/plan.yaml", "  - name: Nes kommune\n", "  - navn: Nes kommune\n", "organisation"),
    ("plan/chapters/vedlegg-2.md", "appendix: true", "appendix: ja", "appendix"),
]


def test_an_editor_knows_layers_lists_own_fields_and_pictures(root: Path, capsys: Capture) -> None:
    assert main(["schema", "-C", str(root)]) == 0
    files = [path.relative_to(root).as_posix() for path in sorted((root / "plan").rglob("*")) if path.suffix in (".md", ".yaml")]
    assert len(files) > 20 and {path: said for path in files if (said := editor_says(root, path))} == {}
    fields = json.loads((root / "schema/measure.schema.json").read_text(encoding="utf-8"))["properties"]
    assert [(fields[name]["title"], fields[name].get("x-unit")) for name in ("goal", "kostnad", "co2")] == [
        ("Hovedmål", None), ("Kostnad", "1 000 kr"), ("Effekt", "tonn CO₂ per år"),
    ]  # fmt: skip
    assert {each.get("x-refers-to", "") for each in fields["goal"]["anyOf"]} | {fields["goal"].get("x-refers-to", "")} >= {"goal"}
    for path, old, new, route in MISTYPED:
        text = (root / path).read_text(encoding="utf-8")
        edit(root, path, old, new)
        assert set(editor_says(root, path)) == {route}, (path, new)
        (root / path).write_text(text, encoding="utf-8")


def test_what_changed_is_told_in_words(root: Path, capsys: Capture) -> None:
    edit(root, "plan/measures/lading.md", '"2027": 1500', '"2027": 900')
    edit(root, "plan/measures/lading.md", "  - transport\n", "")
    edit(root, "plan/goals/sykkel.md", "part_of: transport", "part_of: energi")
    edit(root, "planverk.toml", '"prioritet", "-co2"', '"-co2"')
    for path in ("bilder/radhuset.png", "vedlegg/skjema.pdf", "plan/data/kostnader.csv"):
        data = (root / path).read_bytes()
        (root / path).write_bytes(data.replace(b"500", b"700") if path.endswith(".csv") else data + b"\n")
    code, out, _ = run(capsys, "diff", "HEAD", "-C", str(root))
    assert code == 1
    for said in (
        "Kostnad 2027: fra 1500 til 900 (1 000 kr)",
        "tatt bort: hovedmål 1 «Transport: 60 prosent lavere utslipp»",
        "flyttet fra hovedmål 1 «Transport: 60 prosent lavere utslipp» til hovedmål 2",
        "Nytt innhold i «radhuset.png»",
        "Nytt innhold i «skjema.pdf»",
        "Tallene er endret",
        "«Kolonner og sum»",
    ):
        assert said in out, out
    assert main(["diff", "HEAD", "-C", str(root), "--format", "docx", "--output", str(root / "endringer.docx")]) == 1
    with ZipFile(root / "endringer.docx") as opened:
        redline = opened.read("word/document.xml").decode()
    assert "<w:del " in redline and "900" in redline
    _, out, _ = run(capsys, "log", "-C", str(root))
    assert "planen kom til" in out


def test_a_file_that_came_or_went_is_told_once(root: Path, capsys: Capture) -> None:
    shutil.move(root / "vedlegg/skjema.pdf", root / "vedlegg/soknad.pdf")
    edit(root, "plan/chapters/vedlegg-2.md", "vedlegg/skjema.pdf", "vedlegg/soknad.pdf")
    _, out, _ = run(capsys, "diff", "HEAD", "-C", str(root))
    assert out.count("•") == 1 and "vedlegg/soknad.pdf" in out
    _, out, _ = run(capsys, "diff", "HEAD", "-C", str(root), "--format", "json")
    assert [change["kind"] for change in json.loads(out)["changes"]] == ["field-changed", "files-changed"]


def test_a_word_file_that_came_back_becomes_edits(root: Path, capsys: Capture) -> None:
    desk = Circulated((root / "build/plan.docx").read_bytes())
    desk.replace("Kommunen skal bygge ladeinfrastruktur.", "Kommunen skal bygge ladere ved skolene.")
    desk.replace("egne kjøretøy", "egne biler")
    (root / "retur.docx").write_bytes(desk.data())
    code, out, err = run(capsys, "import-review", str(root / "retur.docx"), "-C", str(root))
    assert code in (0, 1), err
    patch = (root / "retur.review.patch").read_text(encoding="utf-8")
    assert "+Kommunen skal bygge ladere ved skolene." in patch and "egne biler" in patch, out + err


def test_a_bundle_holds_the_picture_and_the_file(root: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "build", "--bundle", "-C", str(root))
    assert code == 0, out + err
    with ZipFile(root / "build/bundle.zip") as opened:
        names = {name.partition("/data/")[2] for name in opened.namelist()}
    assert {"source/bilder/radhuset.png", "source/vedlegg/skjema.pdf", "source/skjema/tiltak.json", "plan.pdf", "html/data/skjema.pdf"} <= names
