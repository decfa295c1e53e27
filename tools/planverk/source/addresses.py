"""Tells an address that leads elsewhere than it looks, and a text that names another place than its link leads to."""

from __future__ import annotations

import re
from unicodedata import name, normalize
from urllib.parse import unquote, urlsplit

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import is_id, nearest
from planverk.source.prose import ENTRY_SCHEMES, LANGUAGE_SCHEME
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
    scripts = {name(letter, "UNKNOWN").split()[0] for letter in host if letter.isalpha()}
    if scripts > {"LATIN"} or len(scripts) > 1 or (scripts == {"LATIN"} and not _LATIN.match(host)):
        return "why-address-scripts"
    return ""


def other_than(text: str, target: str) -> str:
    """What a link's text names where that is another number, e-mail address or domain than the link leads to; "" where it names none, or the same."""
    scheme, _, rest = target.partition(":")
    match scheme.lower():
        case "tel":
            named = _PHONE.findall(text)
            same = _digits(unquote(rest)) in map(_digits, named)
        case "mailto":
            named = MAIL.findall(text)
            sent = unquote(rest.partition("?")[0]).casefold().split(",")
            same = any(shown.casefold() in sent for shown in named)
        case "http" | "https":
            named = _NAMED_HOST.findall(text.casefold())
            same = any(_same_host(shown, rest) for shown in named)
        case _:
            return ""
    return "" if same or not named else str(named[0])


def _digits(number: str) -> str:
    """The digits of a number without Norway's code before them."""
    abroad = number.lstrip(" (").startswith(("+", "00"))
    digits = re.sub(r"\D", "", number)
    digits = digits.removeprefix("00") if abroad else digits
    return digits.removeprefix("47") if abroad or len(digits) == 10 else digits


def _same_host(shown: str, rest: str) -> bool:
    """True for the same domain, and where one is below the other."""
    try:
        host = (urlsplit(f"https:{rest}").hostname or "").removeprefix("www.")
    except ValueError:
        return True  # a finding of its own
    shown = shown.removeprefix("www.")
    return shown == host or host.endswith(f".{shown}") or shown.endswith(f".{host}")


# --- what was meant ---------------------------------------------------------------------------------------------------

# What an author may have meant by a link that leads nowhere a plan may lead.


_NORWEGIAN = {
    "tiltak": "measure", "mål": "goal", "maal": "goal", "begrep": "definition", "omgrep": "definition", "figur": "figure", "tabell": "figure",
    "ressurs": "resource", "funksjon": "function", "kapittel": "chapter", "table": "figure",
}  # fmt: skip
_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|\Z)", re.ASCII | re.IGNORECASE)
_WEB = re.compile(r"([a-z]+)(?:[:;.]?//|:|;)[/\\\s]*(?:https?[:;]?/+)*", re.IGNORECASE)
"""What stands before the site of a web address, typed once too often or with a sign too few."""
_NUMBER = re.compile(r"(?:(?:tel|tlf|telefon|mobil|ring|phone)[:;][/\s]*)?(\+?[0-9][0-9 ().-]*)", re.IGNORECASE)

_FORMS = {"http": "url-form", "https": "url-form", "mailto": "mail-form", "tel": "tel-form"}
_FOLDERS = {
    "chapters": "chapter", "goals": "goal", "measures": "measure", "definitions": "definition", "functions": "function", "plans": "plan",
    "resources": "resource", "figures": "figure",
}  # fmt: skip
_ENTRY_FILE = re.compile(r"(?:.*/)?([^/]+)\.(?:md|yaml)(?:#.*)?\Z", re.DOTALL)
_DOCUMENT = re.compile(r"\.(?:docx?|xlsx?|pptx?|odt|ods|odp|pdf|rtf|txt|csv|png|jpe?g|gif|svg|zip)\Z", re.IGNORECASE)


def suggest_target(path: str, scheme: str, colon: str, rest: str) -> tuple[Hint, ...]:
    """The target that was probably meant in the file `path`, of one taken apart at its first colon; where none is near, the hint that lists what
    may stand.
    """
    if entry := _entry_of_file(path, scheme + colon + rest):
        return did_you_mean((entry,))
    if _DOCUMENT.search(scheme + colon + rest):
        return (Hint("publish-document", {}),)
    if scheme == LANGUAGE_SCHEME:
        return (Hint("language-tag", {}),)
    if meant := suggest_address(scheme + colon + rest):
        return did_you_mean((meant,))
    if scheme.lower() in _FORMS:
        return (Hint(_FORMS[scheme.lower()], {}),)
    if _SITE.match(scheme):
        return did_you_mean((f"https://{scheme}{colon}{rest}",))
    kind = _NORWEGIAN.get(scheme.lower()) or next(iter(nearest(scheme.lower(), ENTRY_SCHEMES)), None)
    return did_you_mean((f"{kind}:{rest}",)) if colon and kind and is_id(rest) else (Hint("link-kinds", {}),)


def suggest_address(target: str) -> str:
    """The whole address of the web, of e-mail or of a telephone that a broken one was meant to be; "" where none is near."""
    if found := _WEB.match(target):
        word, rest = found[1].lower(), target[found.end() :].strip()
        scheme = word if word in ("http", "https") else next(iter(nearest(word, ("https", "http"), least=0.75)), "")
        if scheme and is_whole(whole := f"{scheme}://{rest}"):
            return whole
    if (found := _NUMBER.fullmatch(target.strip())) and is_whole(number := f"tel:{re.sub('[^+0-9]', '', found[1])}"):
        return number
    mails = MAIL.findall(target.partition("?")[0])
    return f"mailto:{mails[0]}" if len(mails) == 1 and "," not in target else ""


def _entry_of_file(path: str, target: str) -> str | None:
    """The target that leads to the entry whose file a link names, from the folder of `path` on."""
    found = _ENTRY_FILE.match(target)
    if not found or not is_id(found[1]):
        return None
    folder = target[: found.start(1)].rstrip("/").rpartition("/")[2]
    here = path.rpartition("/")[0].rpartition("/")[2]
    kind = _FOLDERS.get(here if folder in ("", ".") else folder)
    return f"{kind}:{found[1]}" if kind else None
