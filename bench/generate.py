"""Writes a valid plan of any size, the same every time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

YEARS = (2026, 2027, 2028, 2029)
OWN: Mapping[str, Any] = {
    "kode": {"type": "string", "title": "Kode"},
    "sted": {"type": "string", "title": "Sted"},
    "prioritet": {"enum": ["høy", "middels", "lav"], "title": "Prioritet"},
    "fase": {"enum": ["planlagt", "pågår", "ferdig"], "title": "Fase"},
    "vedtatt": {"type": "boolean", "title": "Vedtatt"},
    "effekt": {"type": "number", "title": "Effekt", "x-unit": "tonn"},
    "lengde": {"type": "integer", "title": "Lengde", "x-unit": "m"},
    "kostnad": {"title": "Kostnad", "x-unit": "1 000 kr", "properties": {str(year): {"type": "integer", "title": str(year)} for year in YEARS}},
    "vei": {"enum": ["kommunal", "fylkeskommunal"], "title": "Vei"},
}
"""Nine fields of a municipality's own, of which one holds four: twelve columns."""

_TABLE = """[fields]
measure = "skjema/tiltak.json"

[table]
columns = ["number", "title", "kode", "sted", "vei", "prioritet", "fase", "vedtatt", "effekt", "lengde", "kostnad"]
sums = ["effekt", "kostnad"]
sort = ["prioritet", "number"]
"""

_WORDS = (
    "kommunen",
    "tilbudet",
    "innbyggere",
    "tjenestene",
    "samarbeid",
    "forebygging",
    "kunnskap",
    "oppfølging",
    "rutiner",
    "frivillige",
    "skole",
    "helse",
    "nærmiljø",
    "hjelp",
    "trygghet",
)


def write_plan(folder: Path, measures: int, own_fields: bool = False, register: bool = False) -> None:
    """A plan with the given number of measures, a goal for every 20 of them, and a function for every 50; with `own_fields`, one whose measures have
    the twelve fields of OWN, which its table shows and sums up; with `register`, one of entries of more kinds: a definition for every five measures,
    whose term the fifth uses and which advises against a word, a source for every ten, which is cited, and progress of every fourth."""
    goals, functions = max(1, measures // 20), max(1, measures // 50)
    _write(folder / "plan/plan.yaml", _HEAD)
    _write(folder / "plan/help.yaml", "checked: 2026-11-23\nlines:\n  - name: Legevakt\n    number: 116 117\n    hours: hele døgnet\n")
    _write(folder / "plan/chapters/innledning.md", f"---\ntitle: Innledning\n---\n\n{_prose(0)}\n")
    for number in range(1, functions + 1):
        _write(folder / f"plan/functions/funksjon-{number}.yaml", f"title: Funksjon {number}\nkind: unit\n")
    national = "".join(f"  - id: mal-{number}\n    number: {number}\n    title: Nasjonalt mål {number}\n" for number in range(1, goals + 1))
    _write(folder / "plan/references/plans/nasjonal.yaml", _NATIONAL + national)
    for number in range(1, goals + 1):
        front = f"number: {number}\ntitle: Mål nummer {number}\nrelated:\n  - nasjonal#mal-{number}\n"
        _write(folder / f"plan/goals/mal-{number}.md", f"---\n{front}---\n\n{_prose(number)}\n")
    for number in range(1, measures + 1):
        own = "".join(f"{line}\n" for line in _own(number)) if own_fields else ""
        used = f"\nOmgrep{_letters(number // 5)} er sentralt [@kilde-{number % (measures // 10 + 1)}].\n" if register and not number % 5 else ""
        _write(folder / f"plan/measures/tiltak-{number}.md", _measure(number, goals, functions, own) + used)
    if register:
        _write_register(folder, measures)
    if own_fields:
        _write(folder / "skjema/tiltak.json", json.dumps({"properties": OWN}, ensure_ascii=False, indent=2))
        _write(folder / "planverk.toml", _TABLE)


def _write_register(folder: Path, measures: int) -> None:
    """Definitions, sources and progress, as `write_plan` says."""
    head = folder / "plan/plan.yaml"
    _write(head, head.read_text(encoding="utf-8").replace("  - references", "  - definitions\n  - references"))
    for number in range(1, measures // 5 + 1):
        word = _letters(number)
        front = f"term:\n  nb: Omgrep{word}\nforms:\n  - omgrep{word}ene\ndiscouraged:\n  - term: slagord{word}\n    why: Ordet sier lite.\n"
        _write(folder / f"plan/definitions/omgrep-{number}.md", f"---\n{front}---\n\n{_prose(number)}\n")
    for number in range(measures // 10 + 1):
        front = f"title: Kilde {_letters(number)}\ntype: report\npublisher: Staten\nissued: 2024\n"
        _write(folder / f"plan/references/sources/kilde-{number}.yaml", front)
    for number in range(4, measures + 1, 4):
        record = "records:\n  - date: 2026-09-01\n    degree: started\n    note: Arbeidet er i gang i hele kommunen.\n    reported_by: funksjon-1\n"
        _write(folder / f"plan/progress/tiltak-{number}.yaml", record)


def _letters(number: int) -> str:
    """A number in letters, since words hold no digits."""
    return "".join("bdfglmnrst"[int(digit)] for digit in f"{number:04}")


def _own(number: int) -> Iterator[str]:
    """The fields of a municipality's own of a measure, a line each."""
    yield f"kode: {'KFT'[number % 3]}{number}"
    yield f"sted: {('Elveveien', 'Skolegata ved skolen', 'Fylkesvei 120 mellom Dal og Nes')[number % 3]}"
    yield f"prioritet: {('høy', 'middels', 'lav')[number % 3]}"
    yield f"fase: {('planlagt', 'pågår', 'ferdig')[number % 3]}"
    yield f"vedtatt: {'true' if number % 2 else 'false'}"
    yield f"effekt: {number * 0.5}"
    yield f"lengde: {number * 10}"
    yield "kostnad:"
    yield from (f'  "{year}": {(number * (year - 2020)) % 900}' for year in YEARS)
    yield f"vei: {('kommunal', 'fylkeskommunal')[number % 2]}"


def _measure(number: int, goals: int, functions: int, own: str = "") -> str:
    front = (
        f"number: {number}\ntitle: Tiltak nummer {number}\ngoal: mal-{number % goals + 1}\nresponsible: funksjon-{number % functions + 1}\n"
        f"assignment: proposed\nbasis: Tiltaket hører til funksjonens arbeid.\nfinancing: Innenfor rammen\ndeadline: 2027-06-30\n{own}"
    )
    other = number % goals + 1
    return f"---\n{front}---\n\n{_prose(number)}\n\n- {_prose(number + 1)}\n- Se [målet](goal:mal-{other}).\n"


def _prose(seed: int) -> str:
    """Five sentences of eight words."""
    sentences = (" ".join(_WORDS[(seed * 7 + line * 3 + word * 5) % len(_WORDS)] for word in range(8)) for line in range(5))
    return "\n".join(sentence.capitalize() + "." for sentence in sentences)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_HEAD = """title: Plan til måling
organisation:
  name: Døme kommune
  orgnr: "310000000"
language: nb
period:
  from: 2026
  to: 2029
status: draft
contact: postmottak@dome.example
contents:
  - chapter:innledning
  - goals
  - references
"""
_NATIONAL = "title: Nasjonal plan\nlevel: national\nowner: Staten\nperiod:\n  from: 2024\n  to: 2032\ngoals:\n"
