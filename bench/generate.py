"""Writes a valid plan of any size, the same every time."""

from __future__ import annotations

from pathlib import Path

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


def write_plan(folder: Path, measures: int) -> None:
    """A plan with the given number of measures, a goal for every 20 of them, and a function for every 50."""
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
        _write(folder / f"plan/measures/tiltak-{number}.md", _measure(number, goals, functions))


def _measure(number: int, goals: int, functions: int) -> str:
    front = (
        f"number: {number}\ntitle: Tiltak nummer {number}\ngoal: mal-{number % goals + 1}\nresponsible: funksjon-{number % functions + 1}\n"
        f"assignment: proposed\nbasis: Tiltaket hører til funksjonens arbeid.\nfinancing: Innenfor rammen\ndeadline: 2027-06-30\n"
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
