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


def write_plan(folder: Path, measures: int, own_fields: bool = False) -> None:
    """A plan with the given number of measures, a goal for every 20 of them, and a function for every 50; with `own_fields`, one whose measures have
    the twelve fields of OWN, which its table shows and sums up."""
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
        _write(folder / f"plan/measures/tiltak-{number}.md", _measure(number, goals, functions, own))
    if own_fields:
        _write(folder / "skjema/tiltak.json", json.dumps({"properties": OWN}, ensure_ascii=False, indent=2))
        _write(folder / "planverk.toml", _TABLE)


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
