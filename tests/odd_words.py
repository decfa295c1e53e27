"""A plan that calls its goals and measures by words that no other plan has, and the usual words, which nothing may then say of its own."""

from __future__ import annotations

import re

HEAD = """title: Plan for Døme
organisation: {name: Døme kommune, orgnr: 310000000}
language: %s
period: {from: 2026, to: 2030}
status: draft
contact: post@dome.example
contents: [%s]
"""
ADOPTED = "responsible: nokon\nassignment: adopted\n"
ODD = """[words]
goal = [["flurk", "flurken", "flurker", "flurkene"], ["blipp", "blippet", "blipp", "blippene"]]
measure = ["snurr", "snurra", "snurrer", "snurrene"]
"""
ODD_EN = """[words]
goal = [["orbit", "the orbit", "orbits", "the orbits"], ["moonlet", "the moonlet", "moonlets", "the moonlets"]]
measure = ["thrust", "the thrust", "thrusts", "the thrusts"]
"""
OWN_WORDS = {"nb": ODD, "nn": ODD, "en": ODD_EN}
"""The settings of a plan in each language."""


def files(language: str = "nb", contents: str = "goals", settings: str = ODD) -> dict[str, bytes]:
    """Two goals at the top, of which one has two below it, one of these another; and three measures."""
    texts = {
        "plan/plan.yaml": HEAD % (language, contents),
        "planverk.toml": settings,
        "plan/goals/alt.md": "---\nnumber: 1\ntitle: Alt\nrelated: []\n---\n\nHer.\n",
        "plan/goals/to.md": "---\nnumber: 2\ntitle: To\nrelated: []\n---\n\nHer.\n",
        "plan/goals/fyrst.md": "---\nnumber: 1\ntitle: Fyrst\npart_of: alt\nrelated: []\n---\n\nHer.\n",
        "plan/goals/sist.md": "---\nnumber: 2\ntitle: Sist\npart_of: alt\nrelated: []\n---\n\nHer.\n",
        "plan/goals/djup.md": "---\nnumber: 1\ntitle: Djup\npart_of: sist\nrelated: []\n---\n\nHer.\n",
        "plan/functions/nokon.yaml": "title: Nokon\nkind: unit\n",
        "plan/functions/ingen.yaml": "title: Ingen\nkind: unit\n",
    }
    texts |= {
        f"plan/measures/m{number}.md": f"---\nnumber: {number}\ntitle: Nummer {number}\ngoal: {goal}\n{ADOPTED}---\n\nTekst.\n"
        for number, goal in enumerate(("fyrst", "djup", "to"), start=1)
    }
    return {path: text.encode() for path, text in texts.items()}


FORBIDDEN = {
    "nb": re.compile(r"(?<!nasjonalt )(?<!nasjonale )(?<!\w)(?:del|hoved|hovud)?(?:mål(?:et|ene|a)?(?!\w)|tiltak)", re.IGNORECASE),
    "nn": re.compile(r"(?<!nasjonalt )(?<!nasjonale )(?<!\w)(?:del|hoved|hovud)?(?:mål(?:et|ene|a)?(?!\w)|tiltak)", re.IGNORECASE),
    "en": re.compile(r"(?<![{“/])(?<!national )\b(?:goals?|measures?)\b(?!: | who reads)", re.IGNORECASE),
}
"""The usual words; the goals of national plans are called national goals, whatever a plan calls its own."""
