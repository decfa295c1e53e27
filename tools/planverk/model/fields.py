"""The types of fields: what an author may type in each, read from text to values.

YAML hands over text as typed (`Plain` without quotes, `str` with); TOML hands over values. A refusal is a PydanticCustomError whose type is a
rule's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, SerializerFunctionWrapHandler, WrapSerializer
from pydantic_core import PydanticCustomError

from planverk.model.when import When, read_when
from planverk.source.addresses import deceit
from planverk.source.prose import LANGUAGE_TAG
from planverk.source.text import CONTROL
from planverk.source.yaml import Plain

LONGEST_TEXT = 10_000
LONGEST_LINE = 120
"""Characters of a text that has room on one line of a page."""

LONGEST_NOUN = 40
NEWEST_FORMAT = 2
"""The format of plans that this planverk writes; it reads the older ones too."""

_INTEGER = re.compile(r"[-+]?[0-9]{1,9}\Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_ISSUED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?\Z")

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_SSH_KEY = re.compile(r"(?P<key>(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2})(?: .*)?")
_GPG_KEY = re.compile(r"-----BEGIN PGP PUBLIC KEY BLOCK-----(?: [A-Za-z0-9+/]+={0,2})+(?: =[A-Za-z0-9+/]{4})? -----END PGP PUBLIC KEY BLOCK-----")


def refused(rule: str, **facts: str) -> PydanticCustomError:
    """The error that a validator raises: the rule's name and the facts of its message."""
    return PydanticCustomError(rule, rule, facts)


def _wrong(expected: str) -> PydanticCustomError:
    return refused("wrong-type", expected=f"type-{expected}")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong("text")
    if found := CONTROL.search(value):  # an escape of TOML made it; YAML's are gone by now
        raise refused("control-character", code=f"U+{ord(found[0]):04X}")
    text = " ".join(value.split())
    if not text:
        raise refused("empty-text")
    if len(text) > LONGEST_TEXT:
        raise refused("text-too-long", size=str(len(text)), limit=str(LONGEST_TEXT))
    return text


def _line(value: Any) -> str:
    text = _text(value)
    if len(text) > LONGEST_LINE:
        raise refused("text-too-long", size=str(len(text)), limit=str(LONGEST_LINE))
    return text


def noun_forms(value: Any) -> tuple[str, ...]:
    """A noun in four forms: indefinite and definite, singular and plural."""
    if not isinstance(value, list) or len(value) != 4 or not all(isinstance(form, str) for form in value):
        raise _wrong("noun")
    forms = tuple(map(_text, value))
    if any(len(form) > LONGEST_NOUN or "{" in form or "}" in form for form in forms):  # braces are places in the texts that nouns are put into
        raise _wrong("noun")
    return forms


def _integer(value: Any) -> int:
    if isinstance(value, Plain) and _INTEGER.match(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _wrong("number")


def _positive(value: Any) -> int:
    number = _integer(value)
    if not 1 <= number <= 99_999:
        raise _wrong("positive")
    return number


def _plan_format(value: Any) -> int:
    number = _positive(value)
    if number > NEWEST_FORMAT:
        raise refused("newer-format", value=str(number), newest=str(NEWEST_FORMAT))
    return number


def _year(value: Any) -> int:
    if isinstance(value, str) and not _INTEGER.match(value):
        raise refused("bad-date", value=_text(value), expected="type-year")
    year = _integer(value)
    if not 1900 <= year <= 2200:
        raise refused("bad-date", value=str(value), expected="type-year")
    return year


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    raise _wrong("boolean")


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = _text(value)
    found = _DAY.match(text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise refused("bad-date", value=text, expected="type-day")


def _when(value: Any) -> When:
    if isinstance(value, When):
        return value
    text = _text(value)
    if when := read_when(text):
        return when
    raise refused("bad-date", value=text, expected="type-when")


def _issued(value: Any) -> str:
    text = _text(value)
    if not _ISSUED.match(text):
        raise refused("bad-date", value=text, expected="type-issued")
    if len(text) == 10:
        _day(text)
    return text


def _address(value: Any) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname) and "." in (parts.hostname or "") and " " not in text
    except ValueError:
        good = False
    if not good or not text.isascii():
        raise refused("bad-url", value=text)
    if why := deceit(text):
        raise refused("deceptive-address", target=text, why=why)
    return text


def _orgnr(value: Any) -> str:
    """Nine digits, the last a modulus-11 check digit with weights 3 2 7 6 5 4 3 2 (Enhetsregisteret's rule for organisation numbers)."""
    text = _text(value)
    digits = text.replace(" ", "")
    if re.fullmatch(r"[0-9]{9}", digits):
        check = -sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
        if check == int(digits[8]):
            return digits
    raise refused("bad-orgnr", value=text)


def _language_tag(value: Any) -> str:
    text = _text(value)
    if not LANGUAGE_TAG.fullmatch(text):
        raise _wrong("language")
    return text


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not _SHA256.match(value):
        raise _wrong("sha256")
    return str(value)


def _public_key(value: Any) -> str:
    """A public key: of SSH as a line of an id_*.pub, without its comment, which may name a person; of GPG as `gpg --armor --export` writes it."""
    text = _text(value)
    if found := _SSH_KEY.fullmatch(text):
        return found["key"]
    if not _GPG_KEY.fullmatch(text):
        raise _wrong("public-key")
    return text


def inside_path(value: Any) -> str:
    """A path inside the repository, with forward slashes."""
    if not isinstance(value, str) or not value or not value.isprintable():
        raise refused("wrong-type", expected="type-path")
    parts = value.replace("\\", "/").split("/")
    if parts[0] == "" or ".." in parts or ":" in parts[0] or ".git" in (part.lower() for part in parts):
        raise refused("outside-link", target=value)
    return "/".join(part for part in parts if part not in ("", "."))


class Mark:
    """What a model says of a field beside its type. All else that is to be known of the field follows from its marks, its type and its words in
    locale/fields.toml: where it is printed, what `planverk new` asks, the schemas, what rules and references read, what import-review writes."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Words(Mark):
    """Marks a field that holds words for readers. Rules on wording and typography read those of the plan's own (`own`); those on privacy and on
    what was left undone read the names and titles of others as well. `who` marks what tells who answers for something, and
    `language` is that of the field where it is not the plan's.
    """

    own: bool = True
    who: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Token(Mark):
    """Marks a field that holds no words: `what` it holds in their place."""

    what: str


@dataclass(frozen=True, slots=True)
class Names(Mark):
    """Marks a field that names an entry of a kind; "part" is `PLAN#GOAL`, a part of a referenced plan."""

    kind: str


@dataclass(frozen=True, slots=True)
class Shown(Mark):
    """Marks a field that outputs print as a fact below the entry's text, and whose changes import-review writes; facts are ordered by `place`."""

    place: int


@dataclass(frozen=True, slots=True)
class Asked(Mark):
    """Marks a field that `planverk new` asks for, in the order of `place`; `flag` is its option where that is not the field's name."""

    place: int
    required: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep(Mark):
    """Marks a field that tells of the world outside the plan, and is kept up to date also when what the plan says has been adopted."""


@dataclass(frozen=True, slots=True)
class Unprinted(Mark):
    """Marks a field that no output prints, and says why."""

    why: str


@dataclass(frozen=True, slots=True)
class OneOrMany(Mark):
    """Marks a field of `Several`."""


def _listed(value: Any) -> Any:
    if value in ((), []):
        raise refused("empty-text")
    return value if isinstance(value, list | tuple) else (value,)


def as_typed(values: Any) -> Any:
    """One value of a field that takes one or a list as it is, several as they are: a list of one says what the value alone does."""
    return values[0] if len(values) == 1 else values


def _dumped(values: Any, inside: SerializerFunctionWrapHandler) -> Any:
    return as_typed(inside(values))


T = TypeVar("T")
Several = Annotated[tuple[T, ...], BeforeValidator(_listed), WrapSerializer(_dumped), OneOrMany()]
"""A field that takes one value or a list; the first is the home, or the lead. An author's one value is a list of one, also in routes."""

Text = Annotated[str, BeforeValidator(_text)]
InsidePath = Annotated[str, BeforeValidator(inside_path)]
FilePath = Annotated[InsidePath, Token("a file of the repository")]
OwnText = Annotated[Text, Words()]
WhoText = Annotated[Text, Words(who=True)]
EnglishText = Annotated[Text, Words(language="en")]
CitedText = Annotated[Text, Words(own=False)]
IdText = Annotated[Text, Token("the id of an entry")]
ChapterId = Annotated[IdText, Names("chapter")]
GoalId = Annotated[IdText, Names("goal")]
FunctionId = Annotated[IdText, Names("function")]
PlanId = Annotated[IdText, Names("plan")]
SourceId = Annotated[IdText, Names("source")]
PartId = Annotated[IdText, Names("part")]
NumberText = Annotated[Text, Token("a number or a sign that others gave")]
Line = Annotated[str, BeforeValidator(_line), Words()]
Integer = Annotated[int, BeforeValidator(_integer)]
Positive = Annotated[int, BeforeValidator(_positive)]
PlanFormat = Annotated[int, BeforeValidator(_plan_format)]
Year = Annotated[int, BeforeValidator(_year)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Day = Annotated[date, BeforeValidator(_day)]
Time = Annotated[When, PlainValidator(_when), PlainSerializer(str)]
Issued = Annotated[str, BeforeValidator(_issued), Token("a date")]
ADDRESS = Token("an address")
Address = Annotated[str, BeforeValidator(_address), ADDRESS]
LanguageTag = Annotated[str, BeforeValidator(_language_tag), Token("a language")]
Hash = Annotated[str, BeforeValidator(_hash), Token("a hash")]
PublicKey = Annotated[str, BeforeValidator(_public_key), Token("a public key")]
OrganisationNumber = Annotated[str, BeforeValidator(_orgnr), Token("the number of an organisation")]


def assumed(value: Any) -> Any:
    """A field that holds the value also where the author left it out."""
    return Field(default=value, json_schema_extra={"assumed": True})


def needed(default: Any = None, **more: Any) -> Any:
    """A field that the contract requires. Its default stands in where the author left it out, which `validate` reports."""
    return Field(default=default, json_schema_extra={"needed": True}, **more)
