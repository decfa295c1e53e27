"""A history of the Drammen plan, built as Git objects: how a plan of this sort lives from one adoption to the next.

`python -m tests.history` writes the kept outputs anew; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from planverk.catalogue import LANGUAGES
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.formats.docx import render as render_docx
from planverk.model.plan import Plan
from planverk.reading.git import find_revision, read_revision
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.report.changes_text import report
from planverk.report.difference import Difference
from tests.fast import needs
from tests.shared import folder_once, once
from tests.support import ROOT, git

KEPT = Path(__file__).parent / "plans" / "history"
WHEN = datetime(2027, 2, 1, 12, tzinfo=UTC)
MEASURES, GOALS, CHAPTERS = "plan/measures", "plan/goals", "plan/chapters"

Texts = dict[str, str]


def start() -> Texts:
    """The plan as it is in this repository, as text."""
    return {path: data.decode() for path, data in read_folder(ROOT).files.items()}


def put(texts: Texts, path: str, old: str, new: str) -> None:
    """Replaces what stands once in a file."""
    assert texts[path].count(old) == 1, f"{path} has “{old}” {texts[path].count(old)} times"
    texts[path] = texts[path].replace(old, new)


def revision_begun(texts: Texts) -> None:
    put(texts, "plan/plan.yaml", "status: adopted\nadoption:\n", "status: draft\nrevises:\n")
    put(texts, "plan/plan.yaml", "  from: 2024\n  to: 2027\n", "  from: 2027\n  to: 2030\n")


def typing(texts: Texts) -> None:
    put(texts, f"{CHAPTERS}/evaluering.md", "god måte er et arbeid", "god måte, er et arbeid")
    put(
        texts,
        f"{CHAPTERS}/medvirkning.md",
        "- tjenester i kommunen\n- frivillige organisasjoner\n",
        "- frivillige organisasjoner\n- tjenester i kommunen\n",
    )
    put(texts, f"{MEASURES}/koordinering.md", "organisasjonen får i oppgave å ", "organisasjonen får i oppgave\nå ")


def wording(texts: Texts) -> None:
    path = f"{MEASURES}/kompetanse-for-fastleger.md"
    put(texts, path, "Vi tilbyr fastlegene tiltak som gir mer kompetanse", "Hvert år tilbyr kommunen fastlegene kurs som gir mer kompetanse")
    put(texts, f"{MEASURES}/fremme-apenhet.md", "title: Gjennomføre tiltak som fremmer åpenhet", "title: Fremme åpenhet")


def responsibility(texts: Texts) -> None:
    path = f"{MEASURES}/lett-tilgjengelig-informasjon.md"
    basis = next(line for line in texts[path].split("\n") if line.startswith("basis: "))
    put(texts, path, f"responsible: koordinerende-funksjon\nassignment: proposed\n{basis}\n", "responsible: nav\nassignment: adopted\n")
    put(texts, f"{MEASURES}/psykisk-helse-i-skolen.md", "  - sosialfaglige-ansatte\n", "  - skolehelsetjenesten\n")


def deadlines(texts: Texts) -> None:
    for name, day in (("etablere-rutiner", "2027-06-30"), ("koordinering", "2027-12-31")):
        put(texts, f"{MEASURES}/{name}.md", "financing:", f"deadline: {day}\nfinancing:")


def postponed(texts: Texts) -> None:
    put(texts, f"{MEASURES}/etablere-rutiner.md", "deadline: 2027-06-30", "deadline: 2028-08-31")
    put(texts, f"{MEASURES}/koordinering.md", "deadline: 2027-12-31", "deadline: 2027-10-01")
    put(texts, f"{MEASURES}/koordinering.md", "financing: Innenfor gjeldende økonomiske rammer", "financing: 600 000 kroner i året fra 2027")


def new_measure(texts: Texts) -> None:
    texts["plan/functions/folkehelsekoordinator.yaml"] = "title: Folkehelsekoordinator\nkind: role\n"
    texts[f"{MEASURES}/trygge-steder.md"] = (
        "---\nnumber: 12\ntitle: Tryggere utforming av kommunale bygg og anlegg\ngoal: systematikk-og-helhet\nnational_goals:\n"
        "  - nasjonal-handlingsplan#begrenset-tilgang\nresponsible: folkehelsekoordinator\nassignment: adopted\nlevel: universal\n"
        "deadline: 2029-12-31\nfinancing: Innenfor gjeldende økonomiske rammer\n---\n\n"
        "Vi vurderer tilgangen til midler når kommunen planlegger bygg og anlegg.\n\nArbeidet skjer sammen med [NAV](function:nav).\n"
    )


def renamed(texts: Texts) -> None:
    text = texts.pop(f"{MEASURES}/trygge-steder.md")
    texts[f"{MEASURES}/tryggere-utforming.md"] = text.replace("---\n\n", "formerly:\n  - trygge-steder\n---\n\n", 1)


def moved(texts: Texts) -> None:
    put(texts, f"{MEASURES}/samarbeid-med-organisasjoner.md", "goal: systematikk-og-helhet", "goal: oppfolging-av-etterlatte")
    for name, old, new in (("samarbeid-med-organisasjoner", 3, 12), ("tryggere-utforming", 12, 3)):
        put(texts, f"{MEASURES}/{name}.md", f"number: {old}\n", f"number: {new}\n")


def withdrawn(texts: Texts) -> None:
    put(
        texts, f"{MEASURES}/tryggere-utforming.md", "formerly:",
        "withdrawn:\n  date: 2028-03-14\n  reason: Arbeidet er tatt inn i kommuneplanens arealdel.\nformerly:",
    )  # fmt: skip


def numbers(texts: Texts) -> None:
    path = "plan/data/registrerte-selvmord.csv"
    put(texts, path, "2022,8,610\n", "2022,8,610\n2023,9,693\n")
    put(texts, path, "2015,7,596", "2015,7,590")
    put(texts, "plan/figures/registrerte-selvmord.yaml", "fra 2012 til 2022", "fra 2012 til 2023")


def chapters(texts: Texts) -> None:
    texts[f"{CHAPTERS}/okonomi.md"] = (
        "---\ntitle: Økonomi\n---\n\nTiltakene er finansiert slik:[^1]\n\n| År | Kroner |\n| --- | --: |\n| 2027 | 600 000 |\n| 2028 | 600 000 |\n\n"
        "[^1]: Tallene er hentet fra handlings- og økonomiplanen.\n"
    )
    put(texts, "plan/plan.yaml", "  - chapter:evaluering\n  - resources\n", "  - chapter:okonomi\n  - chapter:evaluering\n  - resources\n")
    put(texts, "plan/plan.yaml", "  - chapter:formal\n  - chapter:medvirkning\n", "  - chapter:medvirkning\n  - chapter:formal\n")


def helplines(texts: Texts) -> None:
    put(texts, "plan/help.yaml", "checked: 2026-11-23", "checked: 2028-05-02")
    put(texts, "plan/help.yaml", "number: 22 40 00 40\n    hours: hele døgnet", "number: 22 40 00 40\n    hours: hele døgnet, også på chat")


def progress(texts: Texts) -> None:
    texts["plan/progress/etablere-rutiner.yaml"] = (
        "records:\n  - date: 2028-06-01\n    degree: started\n    note: Rutinene er prøvd ut i to tjenester.\n"
        "    reported_by: koordinerende-funksjon\n"
    )


def more_progress(texts: Texts) -> None:
    texts["plan/progress/etablere-rutiner.yaml"] += (
        "  - date: 2028-09-01\n    degree: done\n    note: Rutinene gjelder i alle tjenestene.\n    reported_by: koordinerende-funksjon\n"
    )


def national_goal_dropped(texts: Texts) -> None:
    put(texts, f"{GOALS}/apenhet-og-kommunikasjon.md", "  - nasjonal-handlingsplan#trygg-kommunikasjon\n", "")


def careless(texts: Texts) -> None:
    del texts["plan/functions/nav.yaml"]


def adopted(texts: Texts) -> None:
    texts["plan/functions/nav.yaml"] = "title: NAV\nkind: unit\n"
    put(texts, "plan/plan.yaml", "status: draft\n", "status: adopted\nadoption:\n  body: kommunestyret\n  date: 2028-12-12\n  case: 31/28\n")


def revised_again(texts: Texts) -> None:
    put(texts, "plan/plan.yaml", "revises:\n  body: kommunestyret\n  date: 2023-12-12\n  case: 24/23\n", "")
    put(texts, "plan/plan.yaml", "status: adopted\nadoption:\n", "status: draft\nrevises:\n")


def removed(texts: Texts) -> None:
    for name in ("oppfolging-etter-selvmord", "samarbeid-med-organisasjoner"):
        del texts[f"{MEASURES}/{name}.md"]
    put(texts, f"{GOALS}/god-hjelp.md", "#god-hjelp\n", "#god-hjelp\n  - nasjonal-handlingsplan#trygg-kommunikasjon\n")


def hearing(texts: Texts) -> None:
    put(texts, "plan/plan.yaml", "status: draft\n", "status: hearing\n")
    texts["plan/hearing/eldreradet.yaml"] = (
        "organisation: Eldrerådet\ndate: 2029-02-01\nentries:\n  - measure:fremme-apenhet\n"
        "summary: Åpenhet gjelder også eldre som bor alene.\nassessment: Tiltaket gjelder alle innbyggere.\noutcome: noted\n"
    )


def moved_and_changed(texts: Texts) -> None:
    """A paragraph goes to another chapter, with one small word put in."""
    path, start = f"{CHAPTERS}/menn-og-selvmord.md", "Menn har mindre kontakt"
    at = texts[path].index(start)
    paragraph, rest = texts[path][at:].split("\n\n", 1) if "\n\n" in texts[path][at:] else (texts[path][at:].rstrip("\n"), "")
    texts[path] = (texts[path][:at] + rest).rstrip("\n") + "\n"
    texts[f"{CHAPTERS}/risiko-og-beskyttelse.md"] += f"\n{paragraph.replace('kan være trange', 'kan ikke være trange')}\n"


def split_off(texts: Texts) -> None:
    """One measure becomes two."""
    path = f"{MEASURES}/kompetanse-for-ansatte.md"
    body = "Virksomhetene bør ta inn tiltak for mer kompetanse om selvmordsproblematikk i kompetanseplanene sine."
    put(texts, path, f"\n{body}\n", "")
    head = texts[path].partition("\n---\n")[0].replace("number: 4", "number: 13")
    head = head.replace("title: Kompetansehevende tiltak for ansatte", "title: Kompetanse i virksomhetenes planer")
    texts[f"{MEASURES}/kompetanse-i-planene.md"] = f"{head}\n---\n\n{body.replace('bør ta', 'skal ta')}\n"


def put_together(texts: Texts) -> None:
    """Two measures become one."""
    body = texts.pop(f"{MEASURES}/kompetanse-for-frivillige.md").partition("\n---\n")[2]
    texts[f"{MEASURES}/kompetanse-for-ansatte.md"] += body


def file_renamed(texts: Texts) -> None:
    """As `git mv` does it: nothing notes the old name."""
    texts[f"{MEASURES}/samordning.md"] = texts.pop(f"{MEASURES}/koordinering.md")


def merged(texts: Texts) -> None:
    """Two branches changed the same point, and what Git wrote into the file was saved with it."""
    ours, theirs = "- frivillige lag og foreninger\n", "- frivillige organisasjoner og trossamfunn\n"
    marked = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> klarsprak\n"
    put(texts, f"{CHAPTERS}/medvirkning.md", "- frivillige organisasjoner\n", marked)


def conflict_settled(texts: Texts) -> None:
    path = f"{CHAPTERS}/medvirkning.md"
    before, _, rest = texts[path].partition("<<<<<<< HEAD\n")
    ours, _, after = rest.partition("=======\n")
    texts[path] = before + ours + after.partition(">>>>>>> klarsprak\n")[2]


def adopted_a_third_time(texts: Texts) -> None:
    put(texts, "plan/plan.yaml", "status: hearing\n", "status: adopted\nadoption:\n  body: kommunestyret\n  date: 2029-06-12\n  case: 15/29\n")


def adoption_amended(texts: Texts) -> None:
    """The decision was taken anew, a week later and in another case."""
    put(texts, "plan/plan.yaml", "  date: 2029-06-12\n  case: 15/29\n", "  date: 2029-06-19\n  case: 18/29\n")


def adoption_forged(texts: Texts) -> None:
    """A promise is weakened in an adopted plan, and the decision says nothing of it."""
    put(texts, f"{MEASURES}/kompetanse-i-planene.md", "skal ta inn", "kan ta inn")


MERGES = (merged,)
"""Steps whose commit has a second parent: the side that the other words came from."""

STEPS: tuple[Callable[[Texts], None], ...] = (
    revision_begun, typing, wording, responsibility, deadlines, postponed, new_measure, renamed, moved, withdrawn, numbers, chapters, helplines,
    progress, more_progress, national_goal_dropped, careless, adopted, revised_again, removed, hearing,
    moved_and_changed, split_off, put_together, file_renamed, merged, conflict_settled, adopted_a_third_time, adoption_amended, adoption_forged,
)  # fmt: skip
"""What happens in each revision after the first."""


def build(folder: Path) -> list[str]:
    """Makes a repository of the whole history in a folder; its commits in order. Each is tagged `steg-NUMBER`, from 0."""
    git(folder, "init", "--quiet")
    texts, commits = start(), []
    for number, step in enumerate((None, *STEPS)):
        if step:
            step(texts)
        _lay(folder, texts)
        git(folder, "add", "--all")
        if step in MERGES:
            (folder / ".git/MERGE_HEAD").write_text(git(folder, "commit-tree", "HEAD^{tree}", "-p", "HEAD~1", "-m", "side") + "\n", encoding="ascii")
        when = f"2027-01-{number + 1:02}T12:00:00+00:00"
        git(folder, "commit", "--quiet", "--message", step.__name__ if step else "start", when=when)
        git(folder, "tag", f"steg-{number}")
        commits.append(git(folder, "rev-parse", "HEAD"))
    return commits


def repository() -> Path:
    """The repository of the whole history, made once a run; nobody may change it. A fast run does without its 30 commits."""
    needs("history")
    return folder_once("history", build)


def composed(plan: Plan) -> Document:
    """A plan's document, made on a day after the history."""
    return compose(plan, None, WHEN)


@cache
def editions() -> list[Document]:
    """The document of each revision."""
    return [composed(plan_at(repository(), number)) for number in range(len(STEPS) + 1)]


def word(number: int) -> bytes:
    """The Word file of a revision, made once a run."""
    return once(f"history-{number}.docx", lambda: render_docx(editions()[number]))


def _lay(folder: Path, texts: Texts) -> None:
    for path in folder.glob("plan/**/*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


@cache
def plan_at(folder: Path, number: int) -> Plan:
    """The plan of a step, read out of Git."""
    return read_plan(read_revision(folder, find_revision(folder, f"steg-{number}")))[0]


def outputs(folder: Path) -> Iterator[tuple[Path, str]]:
    """For each step: where its output is kept, and what it is now in each language under a heading."""
    for number, step in enumerate(STEPS, 1):
        before, after = plan_at(folder, number - 1), plan_at(folder, number)
        changes = compare(before, after)
        parts = [
            f"=== {language} ===\n\n{report(Difference(changes, Sentences(before, after, language), f'steg-{number - 1}', f'steg-{number}'))}"
            for language in LANGUAGES
        ]
        yield KEPT / f"{number:02}-{step.__name__.replace('_', '-')}" / "expected.txt", "\n".join(parts)


def write() -> None:
    """Writes every kept output anew."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for path, text in outputs(Path(folder)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
