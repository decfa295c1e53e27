"""What an author may have meant by a link that leads nowhere a plan may lead."""

from __future__ import annotations

import re

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import is_id, nearest
from planverk.source.addresses import MAIL, is_whole
from planverk.source.prose import ENTRY_SCHEMES, LANGUAGE_SCHEME

_NORWEGIAN = {
    "tiltak": "measure", "mål": "goal", "maal": "goal", "begrep": "definition", "omgrep": "definition", "figur": "figure", "tabell": "figure",
    "ressurs": "resource", "funksjon": "function", "kapittel": "chapter", "table": "figure",
}  # fmt: skip
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|\Z)", re.ASCII | re.IGNORECASE)
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
    if _HOST.match(scheme):
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
