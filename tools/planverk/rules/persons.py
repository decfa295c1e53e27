"""Distinguishes the name, the address or the number of a person from that of an office.

A name is a common given name (given_names.txt), perhaps more of them, and a family name, each with a capital: «Kari Nordmann», «Jan Erik Dahl». Units
are written with one capital («Drammen legevakt», «Rask psykisk helsehjelp»), or their later words are no family names: abbreviations («Kirkens SOS»)
and words of institutions. An address is a person's where a given name, or one letter before a dot, opens it: `kari.nordmann@…`, `k.nordmann@…`;
and every one at a provider of private mail is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_CAPITAL = re.compile(rf"(?<![\w-]){_WORD}(?:[ \u00a0](?:[^\W\d_]\.|{_WORD}))*")
_INSTITUTION = (
    r"(?:sent(?:er|eret|ret|rum)|hjem(?:met)?|heim(?:en)?|hus(?:et)?|skole[nr]?|skule[nr]?|barnehage[nr]?|barnehagar|sykehus(?:et)?|sjukehus(?:et)?|klinikk(?:en)?"
    r"|stiftelsen?|stiftinga?|legat(?:et)?|fond(?:et)?|institutt(?:et)?|universitet(?:et)?|kommune[nr]?|kirke[nr]?|kyrkje|menighet|kyrkjelyd|gate[n]?|vei(?:en)?|veg(?:en)?"
    r"|plass(?:en)?|minne|forening(?:en)?|foreining(?:a)?|forbund(?:et)?|råd(?:et)?|utvalg(?:et)?|utval(?:et)?|teamet?|tjenesten?|tenesta?|legevakt(?:en)?|gård(?:en)?"
    r"|gard(?:en)?|prosjektet?|akademi(?:et)?|ensemble(?:t)?|teater|teatret|teateret|muse(?:um|et)|helse|omsorg|fagskole[n]?|bibliotek(?:et)?|vekst|as)$"
)
_TITLES = frozenset({"kong", "dronning", "kronprins", "kronprinsesse", "prins", "prinsesse", "sankt", "st"})
_ADDRESS = re.compile(r"(?<![\w.+-])(?P<local>[\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_PRIVATE_MAIL = frozenset(
    {"gmail.com", "hotmail.com", "hotmail.no", "outlook.com", "live.no", "live.com", "icloud.com", "me.com", "yahoo.com", "yahoo.no", "online.no",
     "proton.me", "protonmail.com", "msn.com", "getmail.no", "broadpark.no"}
)  # fmt: skip
_MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)47[ \u00a0]?)?(?:[49]\d{7}|[49]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}|[49]\d(?:[ \u00a0]\d{2}){3})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})[ \u00a0-]?(\d{5})(?!\d)")
_INITIAL = re.compile(r"(?!e\.post)[^\W\d_]\.[^\W\d_]{2,}")


@cache
def given_names() -> frozenset[str]:
    """The list, as written, with a capital; its head says how they were chosen."""
    lines = Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


@cache
def _institution() -> re.Pattern[str]:
    """How words of institutions end; compiled at the first word after a given name, which many plans have not."""
    return re.compile(_INSTITUTION, re.IGNORECASE)


@cache
def _opening_names() -> frozenset[str]:
    """Given names as they open addresses: lower case, also with æ ø å written in ASCII."""
    ascii_only = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
    lower = {name.lower() for name in given_names()}
    return frozenset(lower | {name.translate(ascii_only) for name in lower} | {name.replace("å", "aa") for name in lower})


def find_person(text: str) -> tuple[int, int] | None:
    """Where the first name of a person is in the text, None where there is none."""
    for run in _CAPITAL.finditer(text):
        words = [(word[0], run.start() + word.start()) for word in re.finditer(r"[^ \u00a0]+", run[0])]
        for index, (word, start) in enumerate(words):
            if word.split("-")[0] in given_names() and not (index and words[index - 1][0].rstrip(".").lower() in _TITLES):
                end = _name_end(words[index + 1 :])
                if end:
                    return start, end
    return None


def _name_end(words: list[tuple[str, int]]) -> int | None:
    """Where the name ends whose given name is before the words: at the last of them that looks like a part of a name."""
    last = None
    for word, start in words:
        if not word[0].isupper() or (word.isupper() and len(word) > 2) or _institution().search(word):
            break
        last = (word, start)
    follows = words[words.index(last) + 1 :] if last else []
    if last is None or last[0].endswith(".") or (follows and _institution().search(follows[0][0])):
        return None
    return last[1] + len(last[0])


def find_personal_address(text: str) -> tuple[int, int] | None:
    """Where the first e-mail address of a person is in the text, None where there is none."""
    if "@" not in text:
        return None
    for found in _ADDRESS.finditer(text):
        local = found["local"].lower()
        first = re.split(r"[._+-]", local, maxsplit=1)[0]
        private = found[0].lower().partition("@")[2] in _PRIVATE_MAIL
        if private or (first in _opening_names() and first != local) or _INITIAL.fullmatch(local):
            return found.start(), found.end()
    return None


def find_mobile_number(text: str) -> tuple[int, int] | None:
    """Where the first Norwegian mobile number is in the text: eight digits from 4 or 9, in a group or in those of telephone numbers."""
    found = _MOBILE.search(text)
    return found.span() if found else None


def find_identity_number(text: str) -> tuple[int, int] | None:
    """Where the first Norwegian national identity number is in the text, recognised by its two check digits; None where there is none."""
    return next((found.span() for found in _IDENTITY.finditer(text) if _is_identity_number(found[1] + found[2])), None)


def _is_identity_number(digits: str) -> bool:
    """By the weights of Skatteetaten's manual of the national population register, which hold for D-numbers as well."""
    weights = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    day = int(digits[:2]) % 40
    in_calendar = 1 <= day <= 31 and 1 <= int(digits[2:4]) % 40 <= 12
    return in_calendar and all(sum(weight * int(digit) for weight, digit in zip(row, digits, strict=True)) % 11 == 0 for row in weights)
