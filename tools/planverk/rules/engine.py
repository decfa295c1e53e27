"""Runs the rules over a plan and makes diagnostics of all findings: stamped, weighed, waived, worded, sorted."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from planverk.catalogue import PRESET, Nouns, load_words, preset_nouns
from planverk.diagnostics import Diagnostic, Finding, Hint, Location, Severity, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.paths import SETTINGS_FILE
from planverk.rules.custom_rules import custom_rules, declaration_faults
from planverk.rules.hits import in_settings
from planverk.rules.measure_table import table_faults
from planverk.rules.registry import Rule, all_rules, packs
from planverk.source.text import CONTROL
from planverk.source.yaml import Route

TERM_FACTS = ("expected", "kind", "obstacle", "why")
"""Facts whose value is a key of the catalogue or of the rule's own terms: what was expected, which kind of entry, what prevented it, and why."""

LONGEST_FACT = 160
"""Characters of a value that a message quotes; an author may have typed a million."""

LONGEST_HINT = 600

MOST_HITS = 20_000
"""Findings of one rule in one run; a file of the same word a hundred thousand times has no more to report."""

SETTINGS_RULES = ("waiver-without-reason", "waiver-expired", "unused-waiver")
"""What is wrong with the waivers themselves cannot be waived, or a waiver could hide its own fault."""


def check_plan(plan: Plan, findings: Iterable[Finding], day: date, language: str) -> list[Diagnostic]:
    """Every finding about a plan, in order of place, in the language. `findings` are those of reading; `day` is today."""
    rules, findings = rules_of(plan), list(findings)
    found = [*findings, *declaration_faults(plan), *table_faults(plan), *_unknown_names(plan, rules)]
    for rule in rules.values():
        if rule.check and _applies(rule, plan):
            found += (Finding(rule.name, *hit) for hit in islice(rule.check(plan, day), MOST_HITS))
    if newer := [finding for finding in findings if finding.rule == "newer-format"]:  # whatever else is found may be right in that format
        found = newer
    kept = list(_waived(plan, found, day, rules, {finding.location.path for finding in findings}))
    usual = {each.path: preset_nouns(PRESET, language) for each in plan.plans.values()}  # other plans have goals and measures too
    own = usual | {goal.path: plan.nouns(language, goal) for goal in plan.goals.values()}
    nouns = ((finding, own.get(finding.location.path) or plan.nouns(language)) for finding in kept)
    diagnostics = (_worded(finding, rules[finding.rule], plan.settings.severity, language, each) for finding, each in nouns)
    return sorted(dict.fromkeys(filter(None, diagnostics)), key=lambda diagnostic: diagnostic.order)


def rules_of(plan: Plan) -> dict[str, Rule]:
    """Our rules and the municipality's own, by name."""
    return {**all_rules(), **custom_rules(plan)}


def rules_in_force(plan: Plan) -> dict[str, str]:
    """The rules that a plan is held to: name → severity. Not those of packs that are not switched on, nor those that are switched off."""
    rules = [rule for rule in rules_of(plan).values() if _applies(rule, plan)]
    named = {rule.name: plan.settings.severity.get(rule.name, rule.severity.value) for rule in rules}
    loud = {rule.name: rule.severity.value for rule in rules if rule.tells_of_loss and named[rule.name] == "off"}
    return {name: severity for name, severity in (named | loud).items() if severity != "off"}


def _applies(rule: Rule, plan: Plan) -> bool:
    return not rule.pack or rule.pack in plan.settings.packs


def _worded(finding: Finding, rule: Rule, severities: Mapping[str, str], language: str, nouns: Nouns) -> Diagnostic | None:
    own = (finding.severity or rule.severity).value
    severity = severities.get(rule.name, own)
    if severity == "off" and rule.tells_of_loss:
        severity = own
    if severity == "off":
        return None
    words = load_words("rules", language, nouns)
    terms = rule.terms(language) if rule.terms else words
    facts = {name: terms[value] if name in TERM_FACTS else _short(value) for name, value in finding.facts.items()}
    hints = tuple(words[hint.key].format_map({name: _short(value, LONGEST_HINT) for name, value in hint.facts.items()}) for hint in finding.hints)
    return Diagnostic(rule.name, Severity(severity), finding.location, rule.message(words).format_map(facts), hints, finding.fix)


def _short(value: str, most: int = LONGEST_FACT) -> str:
    """A value as a message may quote it: one line, printable, not longer than `most`."""
    line = CONTROL.sub("\ufffd", " ".join(value[: 4 * most].split()))
    return line if len(line) <= most and len(value) <= 4 * most else line[: most - 1] + "…"


def _waived(plan: Plan, findings: list[Finding], day: date, rules: Container[str], doubtful: Container[str]) -> Iterator[Finding]:
    """The findings that no waiver covers, and those about the waivers; about `doubtful` files rules may keep silent, so no waiver there is unused."""
    used: set[int] = set()
    waivers: dict[tuple[str, str], list[int]] = {}
    for number, waiver in enumerate(plan.settings.waiver):
        waivers.setdefault((waiver.rule, waiver.path), []).append(number)
    for finding in findings:
        covering = [] if finding.rule in SETTINGS_RULES else waivers.get((finding.rule, finding.location.path), [])
        used.update(covering)
        if not any(plan.settings.waiver[number].reason and _in_force(plan.settings.waiver[number].until, day) for number in covering):
            yield finding
    for number, waiver in enumerate(plan.settings.waiver):
        facts = {"rule": waiver.rule, "path": waiver.path}
        if not waiver.reason or not waiver.until:
            yield _about_waiver(plan, number, "waiver-without-reason", facts | {"field": "reason" if not waiver.reason else "until"})
        elif not _in_force(waiver.until, day):
            yield _about_waiver(plan, number, "waiver-expired", facts | {"until": waiver.until.isoformat()})
        elif number not in used and waiver.rule in rules and waiver.path not in doubtful:
            yield _about_waiver(plan, number, "unused-waiver", facts)


def _in_force(until: date | None, day: date) -> bool:
    return until is not None and day <= until


def _about_waiver(plan: Plan, number: int, rule: str, facts: Mapping[str, str]) -> Finding:
    return Finding(rule, _key_in_settings(plan, "waiver", number), facts, (Hint(f"mend-{rule}", {}),))


def _key_in_settings(plan: Plan, *route: str | int) -> Location:
    """The key of a value in planverk.toml, or the value where it has none."""
    key = plan.settings_at.places.keys.get(route)
    return Location(SETTINGS_FILE, key) if key else in_settings(plan, *route)


def _unknown_names(plan: Plan, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Rules and packs that planverk.toml names and nobody has, and rules that it cannot switch off."""
    named: list[tuple[Route, str]] = [(("severity", name), name) for name in plan.settings.severity]
    named += [(("waiver", number, "rule"), waiver.rule) for number, waiver in enumerate(plan.settings.waiver)]
    known = {*rules, *(own.name for own in plan.settings.rule)}
    for route, name in named:
        if name and name not in known:
            yield Finding("unknown-rule", _key_in_settings(plan, *route), {"name": name}, _near(name, known) or (Hint("see-rules", {}),))
    for name, severity in plan.settings.severity.items():
        if severity == "off" and name in rules and rules[name].tells_of_loss:
            yield Finding("rule-stays-on", _key_in_settings(plan, "severity", name), {"name": name}, (Hint("weigh-or-waive", {}),))
    for name in plan.settings.packs:
        if name not in packs():
            hints = _near(name, packs()) or (Hint("allowed-values", {"allowed": ", ".join(packs())}),)
            yield Finding("unknown-pack", _key_in_settings(plan, "packs"), {"name": name}, hints)


def _near(name: str, known: Iterable[str]) -> tuple[Hint, ...]:
    return did_you_mean(nearest(name, known))
