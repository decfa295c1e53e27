"""Plans that hold everything at its extreme, the same each time: much of everything, everything wide, and as little as there may be.

`files_of` gives a plan's files, so that a test may write them into a folder; `extreme_document` what is composed of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.source.markdown import DEEPEST_BLOCK
from tests.support import REVISION

NOTES = 300
DEEPEST_LIST = DEEPEST_BLOCK

_SUBJECTS = (
    "Kommunen",
    "Skolehelsetjenesten",
    "Legevakten",
    "Fastlegen",
    "Folkehelsekoordinatoren",
    "Den frivillige organisasjonen",
    "Beredskapsrådet",
)
_VERBS = ("lager", "holder", "følger opp", "samordner", "gjennomgår", "vurderer")
_OBJECTS = (
    "rutinene for oppfølging",
    "tilbudet til pårørende og etterlatte",
    "opplæringen i selvmordsforebyggende arbeid",
    "lavterskeltilbudene for barn og unge",
    "samhandlingen med spesialisthelsetjenesten",
)
_TIMES = ("hvert år", "to ganger i året", "sammen med tjenestene", "når et barn eller en ungdom trenger det", "i hele planperioden")


def sentence(seed: int) -> str:
    """One of many sentences."""
    parts = (words[seed * step % len(words)] for words, step in ((_SUBJECTS, 3), (_VERBS, 5), (_OBJECTS, 2), (_TIMES, 3)))
    return " ".join(parts) + "."


def text(seed: int, sentences: int = 4) -> str:
    """Some sentences as one paragraph."""
    return " ".join(sentence(seed + index) for index in range(sentences))


def yaml(fields: Mapping[str, object], indent: str = "") -> str:
    """Block-style YAML of nested fields; every text in quotes."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, Mapping):
            lines.append(f"{indent}{key}:\n{yaml(value, indent + '  ')}")
        elif isinstance(value, (list, tuple)):
            lines.append(f"{indent}{key}:{_items(value, indent + '  ')}")
        else:
            lines.append(f"{indent}{key}: {_scalar(value)}\n")
    return "".join(lines)


def _items(items: list[object] | tuple[object, ...], indent: str) -> str:
    made = "".join(
        f"{indent}- {yaml(item, indent + '  ').lstrip()}" if isinstance(item, Mapping) else f"{indent}- {_scalar(item)}\n" for item in items
    )
    return f"\n{made}" if made else " []\n"


def _scalar(value: object) -> str:
    if isinstance(value, str) and not value[:4].isdigit():
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f'"{value}"' if isinstance(value, str) and "-" not in value else str(value).lower() if isinstance(value, bool) else str(value)


def entry(fields: Mapping[str, object], body: str) -> str:
    """A Markdown file."""
    return f"---\n{yaml(fields)}---\n\n{body}\n"


# --- much of everything ----------------------------------------------------------------------------------------------


def long_plan() -> Iterator[tuple[str, str]]:
    """300 notes, tables over many pages, rows taller than a page, lists and headings as deep as they go, dozens of every kind of entry."""
    contents = ["chapter:dypt", "chapter:noter", "chapter:tabeller", "chapter:under", "definitions", "goals", "resources", "references"]
    yield "plan/plan.yaml", yaml(_head("Handlingsplan med mye av alt", "nb", "superseded", contents) | _optional())
    yield "plan/help.yaml", yaml({"checked": "2026-11-23", "lines": [_line(number) for number in range(1, 13)]})
    yield "plan/chapters/dypt.md", entry({"title": "Dypt"}, _deep())
    yield "plan/chapters/noter.md", entry({"title": "Noter"}, _notes())
    yield "plan/chapters/tabeller.md", entry({"title": "Tabeller"}, f"{text(1)}\n\n{_table(100, 5)}\n\n![](figure:lang)\n\n{text(2)}")
    yield "plan/chapters/under.md", entry({"title": "Under", "part_of": "tabeller"}, text(3))
    yield "plan/figures/lang.yaml", yaml(_figure("table", "lang.csv", ["A", "B", "C"], "Tallene i mange rader") | {"note": text(9, 6)})
    yield "plan/data/lang.csv", "År,A,B,C\n" + "".join(f"{1900 + year},{year * 7 % 90},{year * 1201},\n" for year in range(180))
    for number in range(1, 41):
        fields: dict[str, object] = {
            "term": {"nb": f"Begrep {number:02}", "nn": f"Omgrep {number:02}", "en": f"Term {number:02}"},
            "source": f"kilde-{number}",
        }
        discouraged = [{"term": f"ord {index}", "why": sentence(index)} for index in range(3)]
        yield f"plan/definitions/begrep-{number}.md", entry(fields | {"discouraged": discouraged}, text(number, 1 + number % 5))
    yield from _goals(3)
    for number in range(1, 31):
        yield f"plan/measures/tiltak-{number}.md", _measure(number)
        yield f"plan/functions/funksjon-{number}.yaml", yaml({"title": f"Funksjon {number}", "kind": ("unit", "role", "council")[number % 3]})
    records = [{"date": "2026-09-01", "degree": "started", "note": text(4), "reported_by": "funksjon-1"}]
    yield "plan/progress/tiltak-1.yaml", yaml({"records": records})
    for number in range(1, 61):
        author = [{"family": f"Forfatter {index}", "given": "A. B."} for index in range(number % 9)] or [{"literal": "Døme kommune"}]
        fields = {"type": "report", "title": sentence(number), "author": author, "issued": "2024", "URL": f"https://dome.example/kilde/{number}"}
        yield (
            f"plan/references/sources/kilde-{number}.yaml",
            yaml(fields | {"language": ("en", "sv", "nb")[number % 3], "accessed": "2026-01-15", "note": sentence(number + 3)}),
        )
        yield (
            f"plan/references/resources/ressurs-{number}.yaml",
            yaml(
                {
                    "title": f"Ressurs {number}",
                    "publisher": "Døme kommune",
                    "audience": ("residents", "staff", "centres")[number % 3],
                    "url": f"https://dome.example/ressurs/{number}",
                    "description": text(number, 1 + number % 3),
                }
            ),
        )


def _deep() -> str:
    """A list as deep as it may be, in both kinds; headings down to the sixth level; quotes and lists in each other."""
    bullets = "\n".join("  " * level + f"- {sentence(level)}" for level in range(DEEPEST_LIST))
    numbers = "\n".join("   " * level + f"7. {sentence(level)}" for level in range(DEEPEST_LIST))
    many = "\n".join(f"{number}. {sentence(number)}" for number in range(95, 125))
    headings = "\n\n".join(f"{'#' * level} Overskrift på nivå {level}\n\n{text(level)}" for level in (2, 3, 4, 5, 6))
    quotes = f"> {text(1)}\n>\n> > {text(2)}\n> >\n> > - {sentence(1)}\n> >   > {sentence(2)}"
    marks = "**Sterkt *og svakt [og lenket](https://dome.example/*stjerne*)* i ett**, og\\\nen ny linje."
    parts = (text(1), bullets, "Så de med tall:", numbers, "Og en lang en:", many, quotes, marks, headings)
    return "\n\n".join(parts)


def _notes() -> str:
    """NOTES calls: every third a citation, some footnotes of several paragraphs with a citation of their own, many on one line."""
    calls, notes = [], []
    for number in range(1, NOTES + 1):
        if number % 3 == 0:
            calls.append(f"{sentence(number)[:-1]} [@kilde-{number % 60 + 1}].")
            continue
        calls.append(f"{sentence(number)}[^n{number}]")
        more = f"\n\n    {text(number + 5, 2)}\n\n    - {sentence(number + 7)}" if number % 50 == 1 else ""
        notes.append(f"[^n{number}]: {text(number, 1 + number % 2)}{' [@kilde-7]' if number % 40 == 2 else ''}{more}")
    paragraphs = (" ".join(calls[at : at + 6]) for at in range(0, NOTES, 6))
    return "\n\n".join((*paragraphs, *notes))


def _table(rows: int, columns: int) -> str:
    head = "| " + " | ".join(f"Kolonne {number}" for number in range(1, columns + 1)) + " |"
    lines = (
        f"| {number} | {sentence(number)} | {sentence(number + 1)} | " + " | ".join(str(number * step) for step in range(columns - 3)) + " |"
        for number in range(1, rows + 1)
    )
    return "\n".join((head, "|" + " --- |" * columns, *lines))


def _goals(count: int) -> Iterator[tuple[str, str]]:
    """Goals, and a national plan of as many goals and more measures."""
    for number in range(1, count + 1):
        fields = {"number": number, "title": f"Mål nummer {number}", "related": [f"nasjonal#mal-{number}", "kommunal#mal-1"]}
        yield f"plan/goals/mal-{number}.md", entry(fields, text(number, 6))
    goals = [{"id": f"mal-{number}", "number": number, "title": sentence(number)[:-1]} for number in range(1, count + 2)]
    measures = [{"number": number, "title": sentence(number + 2)[:-1]} for number in range(1, 31)]
    about = {"title": "Nasjonal handlingsplan", "level": "national", "owner": "Staten", "period": {"from": 2025, "to": 2030}}
    yield "plan/references/plans/nasjonal.yaml", yaml(about | {"goals": goals, "measures": measures, "url": "https://dome.example/nasjonal"})
    yield (
        "plan/references/plans/kommunal.yaml",
        yaml(
            {
                "title": "Kommuneplan",
                "level": "municipal",
                "owner": "Døme kommune",
                "incomplete": True,
                "known": "Bare navnet er oppgitt.",
                "goals": [{"id": "mal-1", "title": sentence(8)[:-1]}],
            }
        ),
    )


def _measure(number: int) -> str:
    """Every thirtieth is taller than a page; each has all that a measure may have."""
    fields: dict[str, object] = {
        "number": number,
        "title": sentence(number)[:-1],
        "goal": f"mal-{number % 3 + 1}",
        "national_goals": [f"nasjonal#mal-{index}" for index in range(1, 1 + number % 5)],
        "follows": [f"nasjonal#measure-{index}" for index in range(number, number + number % 3)],
        "responsible": f"funksjon-{number}",
        "assignment": "proposed" if number % 2 else "adopted",
        "participants": [f"funksjon-{index}" for index in range(1, 1 + number % 7)],
        "level": ("universal", "selective", "indicated")[number % 3],
        "target_groups": [sentence(index)[:-1] for index in range(number % 6)],
        "financing": sentence(number + 1),
        "reporting": {"to": "Hovedutvalg for helse", "interval_months": 6 + number % 7},
        "indicators": [sentence(index)[:-1] for index in range(number % 4)],
        "effects": [sentence(index + 2)[:-1] for index in range(number % 3)],
    }
    fields |= {"basis": text(number, 2)} if number % 2 else {}
    fields |= {"deadline": "2027-06-30"} if number % 3 else {"period": {"from": "2025-01-01", "to": "2027-12-31"}}
    fields |= {"withdrawn": {"date": "2026-02-01", "reason": sentence(number)}} if number == 29 else {}
    if number == 30:
        return entry(fields, "\n\n".join(f"{text(index, 9)}\n\n- {sentence(index)}\n- {sentence(index + 1)}" for index in range(12)))
    return entry(fields, f"{text(number, 3)}\n\n- {sentence(number + 1)}\n- {sentence(number + 2)}")


# --- everything wide -------------------------------------------------------------------------------------------------

LONG_WORD = "Selvmordsforebyggingskompetanseutviklingsprosjekt"
NO_BREAK = "w" * 250
ADDRESS = "https://dome.example/" + "en-lang-adresse/" * 30


def wide_plan() -> Iterator[tuple[str, str]]:
    """In English: words that no line holds, titles of many lines, tables of many columns, twelve goals, charts of one year and of forty."""
    title = f"Action plan for {LONG_WORD.lower()} and the prevention of suicide in the municipality, its schools, its services and its neighbourhoods"
    contents = ["chapter:words", "chapter:charts", "chapter:columns", "definitions", "goals", "resources", "references"]
    yield "plan/plan.yaml", yaml(_head(title, "en", "adopted", contents) | _optional() | {"contact": ADDRESS})
    yield "plan/help.yaml", yaml({"checked": "2026-11-23", "lines": [_line(1) | {"number": "0047 22 40 00 40 or 116 123", "name": NO_BREAK}]})
    yield "plan/chapters/words.md", entry({"title": f"{LONG_WORD} and other words"}, _words())
    yield "plan/chapters/charts.md", entry({"title": "Charts"}, "\n\n".join(f"{text(1)}\n\n![](figure:{name})" for name in CHARTS))
    for name, (kind, years, series) in CHARTS.items():
        yield f"plan/figures/{name}.yaml", yaml(_figure(kind, f"{name}.csv", [_series(index) for index in range(series)], f"The chart {name}"))
        yield f"plan/data/{name}.csv", _numbers(years, series)
    yield "plan/chapters/columns.md", entry({"title": "Columns"}, f"{_cells(6, 12)}\n\n{_cells(8, 4)}\n\n{_words_in_cells()}")
    yield "plan/definitions/word.md", entry({"term": {"en": NO_BREAK[:120], "nb": LONG_WORD}}, f"{NO_BREAK} and {ADDRESS}")
    yield from _goals(12)
    for number in range(1, 13):
        fields = {"number": number * 7_000, "title": f"{LONG_WORD} {number}", "goal": f"mal-{number}", "responsible": "unit", "assignment": "adopted"}
        yield f"plan/measures/measure-{number}.md", entry(fields, f"{NO_BREAK} {text(number, 2)}")
    yield "plan/functions/unit.yaml", yaml({"title": f"The unit for {LONG_WORD.lower()}{LONG_WORD.lower()}", "kind": "unit"})
    fields = {"type": "webpage", "title": NO_BREAK, "publisher": LONG_WORD, "issued": "2024-02", "URL": ADDRESS}
    yield "plan/references/sources/long.yaml", yaml(fields)
    about = {"title": NO_BREAK, "publisher": NO_BREAK, "audience": "staff", "url": ADDRESS, "description": NO_BREAK}
    yield "plan/references/resources/long.yaml", yaml(about)


CHARTS = {"one-bar": ("bar", 1, 1), "one-line": ("line", 1, 4), "forty-bars": ("bar", 40, 3), "forty-lines": ("line", 40, 4)}


def _words() -> str:
    return "\n\n".join(
        (
            f"{LONG_WORD} {NO_BREAK} [{NO_BREAK}]({ADDRESS}) [@long].[^1]",
            f"<{ADDRESS}>",
            f"- {NO_BREAK}\n  1. {NO_BREAK}",
            f"> {NO_BREAK}",
            f"**{NO_BREAK}** *{NO_BREAK}* [{NO_BREAK}](lang:nb)",
            f"## {NO_BREAK}",
            text(1),
            f"[^1]: {NO_BREAK} {ADDRESS}",
        )
    )


def _series(index: int) -> str:
    return f"Series {index} {LONG_WORD}" if index else "The municipality"


def _numbers(years: int, series: int) -> str:
    rows = (
        [str(1984 + year), *("" if (year + index) % 9 == 8 else str((year * 37 + index * 11) % 101 - 20 * (index == 2)) for index in range(series))]
        for year in range(years)
    )
    return "\n".join(",".join(row) for row in (["Year", *map(_series, range(series))], *rows)) + "\n"


def _cells(columns: int, rows: int) -> str:
    head = "| " + " | ".join(f"Column {number}" for number in range(1, columns + 1)) + " |"
    line = "| " + " | ".join(f"{(number + 1) * 1_234_567}" for number in range(columns)) + " |"
    return "\n".join((head, "|" + " ---: |" * columns, *[line] * rows))


def _words_in_cells() -> str:
    return f"| {LONG_WORD} | {NO_BREAK[:60]} | [{ADDRESS}]({ADDRESS}) |\n| --- | :-: | --: |\n| {NO_BREAK} | **{NO_BREAK}** | {LONG_WORD * 3} |"


# --- as little as there may be ---------------------------------------------------------------------------------------


def bare_plan() -> Iterator[tuple[str, str]]:
    """A draft without adoption, edition, help, measures, notes or sources; every part that may be empty is, and what is missing says so."""
    head = _head("Utkast", "nb", "draft", ["chapter:tekst", "chapter:tom", "definitions", "goals", "resources", "references"])
    yield "plan/plan.yaml", yaml(head)
    tolerated = ("goal-without-measure", "goal-without-national-goal", "measure-without-responsible")
    yield "planverk.toml", "[severity]\n" + "".join(f'{rule} = "warning"\n' for rule in tolerated)
    yield "plan/chapters/tekst.md", entry({"title": "Tekst"}, f"{sentence(1)}\n\n![](figure:mangler)\n\n| A | |\n| --- | --- |\n| | 1 |")
    yield "plan/chapters/tom.md", "---\ntitle: Tom\n---\n"
    yield "plan/figures/mangler.yaml", yaml({"title": "Tall som mangler", "kind": "line", "data_missing": sentence(2), "alternative": sentence(3)})
    yield "plan/goals/ett.md", entry({"number": 1, "title": "Ett mål uten tiltak", "related": []}, sentence(4))
    yield (
        "plan/goals/to.md",
        entry({"incomplete": True, "known": "Målet har ikke nummer.", "title": "Et mål uten nummer", "related": []}, sentence(5)),
    )
    fields = {"number": 1, "title": "Et tiltak uten ansvarlig", "goal": "to", "assignment": "adopted"}
    yield "plan/measures/tiltak.md", entry(fields, sentence(6))
    about = {
        "title": "En plan uten mål og periode",
        "level": "regional",
        "owner": "Fylket",
        "incomplete": True,
        "known": "Perioden mangler.",
        "goals": [],
    }
    yield "plan/references/plans/tom.yaml", yaml(about)
    yield "plan/references/sources/ukjent.yaml", yaml({"type": "document", "incomplete": True, "known": "Bare omtalt i teksten."})


# --- what they share -------------------------------------------------------------------------------------------------


def _head(title: str, language: str, status: str, contents: list[str]) -> dict[str, object]:
    return {
        "title": title,
        "organisation": {"name": "Døme kommune", "orgnr": "310000000"},
        "language": language,
        "period": {"from": 2025, "to": 2028},
        "status": status,
        "contact": "postmottak@dome.example",
        "contents": contents,
    }


def _optional() -> dict[str, object]:
    """Every field of plan.yaml that may be left out."""
    return {
        "successor": {"title": "Handlingsplan med mindre av alt", "url": "https://dome.example/ny-plan"},
        "adoption": {"body": "kommunestyret", "date": "2024-12-12", "case": "24/101"},
        "archive_case": "24/101",
        "edition": {"name": "Utgave i klarspråk", "note": text(2)},
        "review": {"interval_years": 4, "how": sentence(5)},
        "accessibility_statement": "https://dome.example/tilgjengelighet",
        "licence": "Teksten er et offentlig dokument.",
    }


def _line(number: int) -> dict[str, object]:
    return {"name": f"Hjelpetelefonen {number}", "number": f"116 {110 + number}", "hours": "hele døgnet", "url": "https://dome.example/hjelp"}


def _figure(kind: str, data: str, series: list[str], title: str) -> dict[str, object]:
    x = "Year" if kind != "table" else "År"
    return {"title": title, "kind": kind, "data": data, "x": x, "series": series, "unit": "antall", "alternative": text(6)}


EXTREMES: Mapping[str, Callable[[], Iterator[tuple[str, str]]]] = {"long": long_plan, "wide": wide_plan, "bare": bare_plan}


def files_of(name: str) -> dict[str, bytes]:
    """The files of a plan of EXTREMES: path → bytes."""
    return {path: content.encode() for path, content in EXTREMES[name]()}


def write_extreme(name: str, folder: Path) -> Path:
    """Writes a plan of EXTREMES into a folder; the folder."""
    for path, data in files_of(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def extreme_plan(name: str) -> Plan:
    """A plan of EXTREMES, which must be read without a finding."""
    plan, findings = read_plan(Tree(files_of(name)))
    assert findings == []
    return plan


@cache
def extreme_document(name: str) -> Document:
    """The document of a plan of EXTREMES, at one and the same revision."""
    return compose(extreme_plan(name), REVISION, REVISION.when)
