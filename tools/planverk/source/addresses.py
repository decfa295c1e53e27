"""Tells an address that leads elsewhere than it looks, and a text that names another place than its link leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name, normalize
from urllib.parse import unquote, urlsplit

from planverk.source.text import CONTROL

HIDDEN = re.compile(r"[\u200c-\u200f\u061c\ufe00-\ufe0f]")
"""Beside the characters of CONTROL: those that have a place in a text and none in an address."""

_LATIN = re.compile(r"[a-z0-9\u00df-\u00f6\u00f8-\u024f.-]+\Z")
"""The letters of names in European languages with Latin letters, in lower case."""
_SEPARATORS = re.compile(r"[\u3002\uff0e\uff61]")
_ONLY_DIGITS = re.compile(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*\.?\Z", re.IGNORECASE)
_CALLED = re.compile(r"\+?[0-9][0-9 ()./-]*\Z")
_PHONE = re.compile(r"\+?[0-9](?:[\s\u00a0\u202f()./-]{0,3}[0-9]){2,19}")
_ENDS = "no|com|org|net|eu|int|info|gov|edu|se|dk|fi|is|io|de|uk|fr|nl|ru|cn"
_NAMED_HOST = re.compile(rf"(?<![\w@.-])(?:https?://)?((?:[\w-]+\.)*[\w-]{{2,}}\.(?:{_ENDS}))\b(?![.@-]\w)")
"""A domain in a text, by the ends that are common; «f.eks», «m.m.» and names of files are none."""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MAILBOX = re.compile(r"(?!/)[^\s@,;:<>()\"]+@(?:[\w-]+\.)+[^\W\d_][\w-]+")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+\.?")
_LONGEST_NUMBER = 17  # digits, with 00 and the country's code


def deceit(target: str) -> str:
    """The key of why an address leads elsewhere than it looks, "" where it doesn't. Only addresses of the web, e-mail and telephones can."""
    scheme, _, rest = target.partition(":")
    rest = unquote(rest)
    match scheme.lower():
        case "http" | "https" | "mailto" | "tel" if CONTROL.search(rest) or HIDDEN.search(rest):
            return "why-address-hidden"
        case "http" | "https":
            return "why-address-backslash" if "\\" in rest else _of_page(target)
        case "mailto":
            return next(filter(None, (_of_host(each.rpartition("@")[2]) for each in rest.partition("?")[0].split(","))), "")
        case "tel":
            return "" if _CALLED.match(rest) else "why-address-no-number"
        case _:
            return ""


def is_whole(target: str) -> bool:
    """Whether an address of the web, of e-mail or of a telephone has all that it takes to lead anywhere; True for an address of another kind."""
    scheme, _, rest = target.partition(":")
    match scheme.lower():
        case "http" | "https":
            try:
                parts = urlsplit(target)
                return parts.port != 0 and bool(_HOST.fullmatch(unquote(parts.hostname or "")))
            except ValueError:
                return False
        case "mailto":
            return all(_MAILBOX.fullmatch(each.strip()) for each in unquote(rest.partition("?")[0]).split(","))
        case "tel":
            return bool(_CALLED.match(unquote(rest))) and 3 <= len(re.sub(r"\D", "", unquote(rest))) <= _LONGEST_NUMBER
        case _:
            return True


def _of_page(target: str) -> str:
    try:
        parts = urlsplit(target)
        host = parts.hostname or ""
    except ValueError:
        return "why-address-host"
    if "@" in unquote(parts.netloc):
        return "why-address-user"
    return _of_host(unquote(host))


def _of_host(host: str) -> str:
    """Why a domain is not the one that it looks like."""
    if normalize("NFKC", host) != normalize("NFC", host) or _SEPARATORS.search(host):
        return "why-address-lookalike"
    host = host.lower()
    if _ONLY_DIGITS.match(host) or not re.fullmatch(r"[\w.-]*", host):
        return "why-address-host"
    try:
        labels = [label.encode().decode("idna") if label.startswith("xn--") else label for label in host.split(".")]
    except UnicodeError:
        return "why-address-host"
    if labels != host.split("."):
        return "why-address-coded" if not _LATIN.match(".".join(labels)) else ""
    scripts = {_script(letter) for label in labels for letter in label if letter.isalpha()}
    if scripts > {"LATIN"} or len(scripts) > 1 or (scripts == {"LATIN"} and not _LATIN.match(host)):
        return "why-address-scripts"
    return ""


def _script(letter: str) -> str:
    return name(letter, "UNKNOWN").split()[0]


def other_than(text: str, target: str) -> str:
    """What a link's text names where that is another number, e-mail address or domain than the link leads to; "" where it names none, or the same."""
    scheme, _, rest = target.partition(":")
    named: dict[str, Iterator[str] | list[str]] = {
        "tel": (found[0] for found in _PHONE.finditer(text)),
        "mailto": (found[0] for found in MAIL.finditer(text)),
        "http": (found[1] for found in _NAMED_HOST.finditer(text.casefold())),
    }
    sort = "http" if scheme.lower() == "https" else scheme.lower()
    found = list(named.get(sort, ()))
    same = {"tel": _same_number, "mailto": _same_mail, "http": _same_host}
    return found[0] if found and not any(same[sort](each, rest) for each in found) else ""


def _same_number(shown: str, called: str) -> bool:
    return _digits(shown) == _digits(unquote(called))


def _digits(number: str) -> str:
    """The digits of a number without Norway's code before them."""
    abroad = number.lstrip(" (").startswith(("+", "00"))
    digits = re.sub(r"\D", "", number)
    digits = digits.removeprefix("00") if abroad else digits
    return digits.removeprefix("47") if abroad or len(digits) == 10 else digits


def _same_mail(shown: str, sent: str) -> bool:
    return shown.casefold() in unquote(sent.partition("?")[0]).casefold().split(",")


def _same_host(shown: str, rest: str) -> bool:
    """True for the same domain, and where one is below the other."""
    try:
        host = (urlsplit(f"https:{rest}").hostname or "").removeprefix("www.")
    except ValueError:
        return True  # a finding of its own
    shown = shown.removeprefix("www.")
    return shown == host or host.endswith(f".{shown}") or shown.endswith(f".{host}")
