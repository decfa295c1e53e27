"""Addresses that lie, links whose text says another thing, and signs that nobody sees."""

from __future__ import annotations

import pytest

from planverk.source.addresses import deceit, other_than
from planverk.source.text import CONTROL
from tests.examples import base_files, check_files

CHAPTER = "plan/chapters/innledning.md"

LYING = {
    "https://helsenorge.no@evil.example/": "user",
    "https://helsenorge.no:443@evil.example/": "user",
    "https://helsenorge.no%40evil.example/": "user",
    "https://h\u0435lsenorge.no/": "scripts",
    "https://helsenorge.n\u03bf/": "scripts",
    "https://\u0261oogle.com/": "scripts",
    "https://\u13a0\u13a1.no/": "scripts",
    "https://xn--hlsenorge-27h.no/": "coded",
    "https://xn--80ak6aa92e.com/": "coded",
    "https://\uff48elsenorge.no/": "lookalike",
    "https://helsenorge\u3002no/": "lookalike",
    "https://helsenorge.no\u2044x.evil.example/": "host",
    "https://helse\u00adnorge.no/": "hidden",
    "https://helse\u200bnorge.no/": "hidden",
    "https://helsenorge.no/\U000e0041": "hidden",
    "https://helsenorge.no/%e2%80%ae": "hidden",
    "https://helsenorge\u200d.no/": "hidden",
    "https://helsenorge.no\\@evil.example/": "backslash",
    "https:\\\\evil.example": "backslash",
    "https://0x7f.1/": "host",
    "https://2130706433/": "host",
    "https://[::1]/": "host",
    "mailto:post@dr\u0430mmen.kommune.no": "scripts",
    "mailto:post@drammen.kommune.no,x@\u0435vil.no": "scripts",
    "tel:116123;ext=5": "no-number",
    "tel:1\u200b16123": "hidden",
    "tel:hjelp": "no-number",
}


@pytest.mark.parametrize(("target", "why"), LYING.items())
def test_an_address_that_leads_elsewhere_than_it_looks_is_told(target: str, why: str) -> None:
    assert deceit(target) == f"why-address-{why}"


@pytest.mark.parametrize(
    "target",
    [
        "https://www.bærum.kommune.no/helse?a=b@c#d@e",
        "https://xn--brum-zoa.kommune.no/",
        "https://кто.рф/",
        "https://example.com/@bruker/%C3%A6",
        "http://kommune.no:8080/\u00e5pen",
        "HTTPS://WWW.HELSENORGE.NO",
        "mailto:post@drammen.kommune.no?subject=Hei%20p%C3%A5",
        "tel:+47 22 40 00 40",
        "tel:116%20123",
        "measure:et-tiltak",
    ],
)
def test_an_honest_address_is_taken(target: str) -> None:
    assert deceit(target) == ""


OTHERS = [
    ("116 123", "tel:82012345", "116 123"),
    ("Mental Helse 116\u00a0123 hele døgnet", "tel:116117", "116\u00a0123"),
    ("+47 22 40 00 40", "tel:22400041", "+47 22 40 00 40"),
    ("(+47) 22400040", "tel:116123", "+47) 22400040"),
    ("helsenorge.no", "https://other.no", "helsenorge.no"),
    ("www.helsenorge.no/psykisk-helse", "https://helsenorge.no.evil.example/", "www.helsenorge.no"),
    ("HELSENORGE.NO", "http://evil.example", "helsenorge.no"),
    ("https://helsenorge.no", "https://helse-norge.no", "helsenorge.no"),
    ("vg.no", "https://nav.no/", "vg.no"),
    ("post@drammen.kommune.no", "mailto:post@evil.example", "post@drammen.kommune.no"),
    ("116 123", "tel:116123", ""),
    ("116 123 eller 116 117", "tel:116117", ""),
    ("Ring 22 40 00 40 (kl. 09–15)", "tel:+4722400040", ""),
    ("0047 22 40 00 40", "tel:22400040", ""),
    ("22 40 00 40", "tel:4722400040", ""),
    ("Mental Helse", "tel:116123", ""),
    ("vakten, 24 timer", "tel:116123", ""),
    ("helsenorge.no", "https://www.helsenorge.no/psykisk-helse/", ""),
    ("tjenester.helsenorge.no", "https://helsenorge.no", ""),
    ("veilederen (f.eks. kap. 2), m.m.", "https://a.no", ""),
    ("plan.pdf", "https://a.no/plan.pdf", ""),
    ("Meld. St. 15 (2022–2023)", "https://regjeringen.no", ""),
    ("Post@Drammen.kommune.no", "mailto:post@drammen.kommune.no?subject=a", ""),
    ("skriv til a@b.no", "https://x.no", ""),
    ("116 123", "https://mentalhelse.no", ""),
]


@pytest.mark.parametrize(("text", "target", "named"), OTHERS)
def test_a_text_names_what_its_link_leads_to(text: str, target: str, named: str) -> None:
    assert other_than(text, target) == named


HIDDEN = [
    "\xad",
    "\u200b",
    "\u2060",
    "\u2063",
    "͏",
    "\u180e",
    "ᅟ",
    "ㅤ",
    "ﾠ",
    "\U000e0041",
    "\U000e007f",
    "\u202e",
    "\u2066",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u200c",
    "\u200d",
]


@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize("typed", ["%s", "&#x%x;"])
def test_a_sign_that_nobody_sees_is_found_in_a_word(sign: str, typed: str) -> None:
    chapter = base_files()[CHAPTER] + f"\nHer står selv{typed % (sign if typed == '%s' else ord(sign))}mord.\n".encode()
    (found,) = [item for item in check_files({CHAPTER: chapter}) if item.rule == "control-character"]
    assert found.message == f"her står et usynlig tegn, U+{ord(sign):04X}, som ikke hører hjemme i en tekst"
    assert found.location.path == CHAPTER


@pytest.mark.parametrize("text", ["می\u200cروم", "क्\u200dष", "👩\u200d⚕️", "❤️\u200d🔥", "שלום\u200f", "\u200fمرحبا (112)\u200f"])
def test_a_sign_that_a_script_needs_is_no_fault(text: str) -> None:
    assert CONTROL.search(text) is None


RESOURCE = """title: Les på helsenorge.no
publisher: Eksempel kommune
audience: residents
url: https://www.helsenorge.no@eksempel.example/
description: Oversikt over tilbud.
"""
HELP = """checked: 2026-11-02
lines:
  - name: Kirkens SOS 22 40 00 40
    number: 22 40 00 41
    hours: hele døgnet
  - name: Mental Helse (116 123)
    number: 116 123
    hours: hele døgnet
    url: https://mentalhelse.no
"""


def test_the_rules_read_prose_fields_and_settings() -> None:
    files = {
        CHAPTER: base_files()[CHAPTER] + "\nRing [116 123](tel:82012345) eller se [Helse](https://h\u0435lse.no).\n".encode(),
        "plan/references/resources/hjelp.yaml": RESOURCE.encode(),
        "plan/help.yaml": HELP.encode(),
        "planverk.toml": b'[site]\naddress = "https://helse@eksempel.example/"\n',
    }
    found = [item for item in check_files(files) if item.rule in ("deceptive-address", "link-leads-elsewhere")]
    assert [(item.rule, item.location.path, item.message) for item in found] == [
        (
            "link-leads-elsewhere", CHAPTER,
            "teksten sier «116 123», men lenken fører til «tel:82012345»",
        ),
        (
            "deceptive-address", CHAPTER,
            "adressen «https://h\u0435lse.no» fører til noe annet enn det ser ut til: den blander bokstaver fra flere alfabeter, som ser like ut",
        ),
        (
            "link-leads-elsewhere", "plan/help.yaml",
            "teksten sier «22 40 00 40», men lenken fører til «tel:22 40 00 41»",
        ),
        (
            "deceptive-address", "plan/references/resources/hjelp.yaml",
            "adressen «https://www.helsenorge.no@eksempel.example/» fører til noe annet enn det ser ut til: det som står foran @, er et "
            "brukernavn, og nettstedet er det som står etter",
        ),
        (
            "deceptive-address", "planverk.toml",
            "adressen «https://helse@eksempel.example/» fører til noe annet enn det ser ut til: det som står foran @, er et brukernavn, "
            "og nettstedet er det som står etter",
        ),
    ]  # fmt: skip


def test_an_entrys_title_is_the_text_of_its_link() -> None:
    files = {"plan/references/resources/hjelp.yaml": RESOURCE.replace("@eksempel.example", ".eksempel.example").encode()}
    assert [item.message for item in check_files(files) if item.rule == "link-leads-elsewhere"] == [
        "teksten sier «helsenorge.no», men lenken fører til «https://www.helsenorge.no.eksempel.example/»"
    ]
