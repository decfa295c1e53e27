"""What fields and their values are called in Norwegian, for an author who writes those words in place of the English ones."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "nummer": ("number",), "nr": ("number",), "tittel": ("title",), "navn": ("title", "name"), "namn": ("title", "name"), "overskrift": ("title",),
    "mål": ("goal",), "maal": ("goal",), "ansvar": ("responsible",), "ansvarlig": ("responsible",), "ansvarleg": ("responsible",),
    "deltakere": ("participants",), "deltakarar": ("participants",), "frist": ("deadline",), "periode": ("period",), "finansiering": ("financing",),
    "kostnad": ("financing",), "rapportering": ("reporting",), "indikatorer": ("indicators",), "indikatorar": ("indicators",),
    "effekt": ("effects",), "effekter": ("effects",), "målgruppe": ("target_groups",), "målgrupper": ("target_groups",), "nivå": ("level",),
    "grunnlag": ("basis",), "begrunnelse": ("basis", "reason", "why"), "grunn": ("reason", "why", "basis"), "nasjonale_mål": ("national_goals",),
    "begrep": ("term",), "omgrep": ("term",), "former": ("forms",), "kilde": ("source",), "kjelde": ("source",), "utgiver": ("publisher",),
    "utgivar": ("publisher",), "forfatter": ("author",), "forfattar": ("author",), "dato": ("date", "issued"), "eier": ("owner",),
    "eigar": ("owner",), "kontakt": ("contact",), "innhold": ("contents",), "innhald": ("contents",), "organisasjon": ("organisation",),
    "språk": ("language",), "vedtak": ("adoption",), "sak": ("case",), "fra": ("from",), "frå": ("from",), "til": ("to",), "data": ("data",),
    "enhet": ("unit",), "eining": ("unit",), "serier": ("series",), "beskrivelse": ("description",), "skildring": ("description",),
    "adresse": ("url",), "lenke": ("url",), "telefon": ("number",), "åpningstid": ("hours",), "opningstid": ("hours",), "sjekket": ("checked",),
    "slag": ("kind",), "type": ("kind", "type"), "vedtatt": ("adopted",), "vedteke": ("adopted",), "foreslått": ("proposed",),
    "forslag": ("proposed",), "utkast": ("draft",), "høring": ("hearing",), "høyring": ("hearing",), "erstattet": ("superseded",),
    "avløst": ("superseded",), "universell": ("universal",), "universelt": ("universal",), "selektiv": ("selective",), "selektivt": ("selective",),
    "indikert": ("indicated",), "rolle": ("role",), "råd": ("council",), "nasjonal": ("national",), "regionalt": ("regional",),
    "kommunal": ("municipal",), "innbyggere": ("residents",), "innbyggjarar": ("residents",), "ansatte": ("staff",), "tilsette": ("staff",),
    "sentre": ("centres",), "senter": ("centres",), "tabell": ("table",), "linje": ("line",), "søyle": ("bar",), "stolpe": ("bar",),
    "bokmål": ("nb",), "nynorsk": ("nn",), "engelsk": ("en",), "planlagt": ("planned",), "påbegynt": ("started",), "i gang": ("started",),
    "ferdig": ("done",), "fullført": ("done",), "stoppet": ("stopped",), "stansa": ("stopped",), "ja": ("true",), "nei": ("false",),
    "bok": ("book",), "rapport": ("report",), "nettside": ("webpage",),
}  # fmt: skip


def in_english(word: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The one of the allowed words that a Norwegian word stands for; none where it stands for none of them."""
    known = set(allowed)
    return tuple(english for english in _WORDS.get(word.casefold().strip(), ()) if english in known)[:1]
