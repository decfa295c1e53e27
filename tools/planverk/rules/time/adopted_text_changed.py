"""The plan says that it is adopted, but its text is not the one that was adopted.

``planverk adopt`` keeps a manifest in ``plan/adopted`` with a hash of each entry. As long as the status is ``adopted``, readers must be able to trust
that the text is the one that was decided. Undo the change, or begin a revision with ``planverk revise``. A measure may be withdrawn, and helplines,
progress and what must be kept up to date may change at any time (contact, until when a function exists, what replaces it, when a referenced plan was
last checked).

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: adopted
    adoption:
      body: Kommunestyret
      date: 2024-12-10
      case: 80/24
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
      - goals
      - resources
      - references

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2028-06-30
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.

Bad ``plan/adopted/2024-12-10.json``::

    {
      "form": "planverk-canonical-1",
      "adoption": {"body": "Kommunestyret", "date": "2024-12-10", "case": "80/24"},
      "digest": "9cc52ed93f535b12891b58df4327467c975d48f315dc5b99f962c704d968eda5",
      "entries": [
        {"entry": "chapter:innledning", "sha256": "9801339d3f335e3933fa21ce4087bd7a2debba51f7263ffad327e2ac7233ac9f"},
        {"entry": "chapter:kunnskap", "sha256": "5b389255e80d6a03a6b032ba526ac0c9e59e43fe01e7171a25ce82d761f8b1da"},
        {"entry": "data:ensomme.csv", "sha256": "1ca834b83f59a229c7b027c89428f839121e9c3b41b50520b4f264a8c5dba1ff"},
        {"entry": "definition:ensomhet", "sha256": "93490fc4016516fbcc57211b86f230b51ad5639df04a26016df02c242a528f3f"},
        {"entry": "figure:ensomme", "sha256": "a41380af35eaa9136beba503a87f2310db692525bb818d19d4f5661c34ca5764"},
        {"entry": "function:koordinator", "sha256": "28970b1aed7c636e8350b47a1446bdffd5bc6d2efbf76d35363a9dc809b4cd6d"},
        {"entry": "goal:felles-innsats", "sha256": "267d5ff1ef8eef26413dfb6fcf826b394a5080c0431c6f5c2ade80cf84e1b006"},
        {"entry": "measure:felles-rutine", "sha256": "67ba59f35d5e5f7430829e6933c1e057a422bbea5e11b68e0972454693fb40d5"},
        {"entry": "plan-file:plan", "sha256": "575fcb00186d4e2931b857ae0186b08328cf244ca48e41bb185fa5aba1fcd64b"},
        {"entry": "plan:folkehelse", "sha256": "623db95e092c72b225d48d1b9be931cd26a62c5e92e94a181c1096d29fe68461"},
        {"entry": "resource:hjelp", "sha256": "4cc7ba623819c0fd6da8d22e67439afce56cf64c9ffd38d398b9a624deb0d888"},
        {"entry": "source:undersokelse", "sha256": "ae9e723d3334f2acf5fed12bc88523c824a49a86eed22dc9f609a262536de613"}
      ]
    }

Good ``plan/measures/felles-rutine.md``, the rest as above::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.canonical import VERSION, decided_digests
from planverk.model.plan import Plan
from planverk.model.records import Adopted
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "{name}: {why} siden planen ble vedtatt {date}",
    "nn": "{name}: {why} sidan planen blei vedteken {date}",
    "en": "{name}: {why} since the plan was adopted on {date}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at every entry and data file that is not as the manifest of the plan's adoption has it; for one that is gone, in the manifest."""
    adoption = plan.head.adoption
    manifest = plan.adopted.get(adoption.date.isoformat()) if adoption and plan.head.status == "adopted" else None
    if manifest is None or manifest.faulty or manifest.form != VERSION:
        return
    then, now = {each.entry: each.sha256 for each in manifest.entries}, decided_digests(plan)
    places = _places(plan)
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name) and places.get(name, manifest.at_top()) is not None:
            why = "newly-come" if name not in then else "taken-away" if name not in now else "text-differs"
            place = places.get(name) or _in_manifest(manifest, name)
            yield hit(place, Hint("revise-or-undo", {}), name=name, why=why, date=manifest.id)


def _places(plan: Plan) -> dict[str, Location | None]:
    """Where each entry and data file stands, None for one that has a finding already."""
    sheets = {f"data:{name}": Location(sheet.path) if sheet.data else None for name, sheet in plan.sheets.items()}
    return {entry.key: None if entry.faulty else entry.at_top() for entry in plan.entries} | sheets


def _in_manifest(manifest: Adopted, name: str) -> Location:
    number = next(number for number, each in enumerate(manifest.entries) if each.entry == name)
    return manifest.at("entries", number)
