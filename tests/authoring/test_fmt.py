"""The layout of files: fields in order, one sentence a line, comments kept, and nothing said otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from planverk.authoring import layout
from planverk.authoring.layout import laid_out, laid_out_prose
from planverk.authoring.normalized import normalized
from planverk.authoring.sentences import sentences
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL
from planverk.errors import UserError
from planverk.model.kinds import kind_of_file
from planverk.reading.tree import read_folder
from tests.authors import differing, files_of, run, said
from tests.properties import given
from tests.support import PLANS, copied

# --- sentences ---


@pytest.mark.parametrize(
    "lines",
    [
        ["Dette er én setning.", "Dette er én til!", "Er dette den tredje?", "Ja … Kanskje"][:3],
        ["Det gjelder f.eks. Drammen, bl.a. Nav, jf. Kapittel 2, ca. 20 skoler, nr. 4 og pkt. 3 osv.", "Neste."],
        ["Det gjelder m.a. NAV, t.d. NAV, d.v.s. NAV, dvs. NAV, evt. NAV, inkl. NAV, ifm. NAV, mht. NAV og St.meld. Nr. 4."],
        ["Planen ble vedtatt 12. desember 2023, og gjelder fra 1. januar 2024.", "Den 17. Mai er fri."],
        ["A. B. Hansen og Kr. F. Lie møtte St. Olav og dr. Berg."],
        ["Se kap. 3. Der står det.", "Neste."],
        ["Skoler, barnehager m.m.", "Etter det kommer m.fl. som ikke slutter noe."],
        ["Planen gjelder til 2027.", "Den bygger på tall fra 2023.", "20 personer svarte."],
        ["«Det går bra.»", "«Gjør det?» spurte hun.", "Hun (en lærer. Ikke en elev.) gikk."],
        ["Vi vet nok.[^1]", "Vi kan mer [@kilde].", "Vi kan mest. [@kilde]", "**Dette er fet. Skrift.**", "*Kursiv* er bra."],
        ["Se [Kapittel 1. Innledning](chapter:x).", "Se www.fhi.no.", "Slutt."],
        ["Det jeg deltok i.", "Slutt."],
        ["Det skjer kl. 12. Det varer i 2 t. Da slutter det.", "Møt opp!"],
        ["iPhone er bra.", "Fint."],
    ],
)
def test_sentences_end_where_they_do(lines: list[str]) -> None:
    assert sentences(" ".join(lines)) == lines
    assert sentences("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("En setning som\nfortsetter  her.\nSlutt.", ["En setning som fortsetter her.", "Slutt."]),
        ("Fram til 2015.\nFHI fant mer.", ["Fram til 2015.", "FHI fant mer."]),
        ("Kapittel 3.\nFHI fant mer.", ["Kapittel 3.", "FHI fant mer."]),
        ("Den 12.\ndesember.", ["Den 12. desember."]),
        ("Det gjelder f.eks.\nDrammen.", ["Det gjelder f.eks. Drammen."]),
        ("Slutt.\niPhone er bra.", ["Slutt.", "iPhone er bra."]),
        ("Det er bra. - Slik er det. 1. Trinn. # Tittel. > Sitat. + Pluss.", ["Det er bra. - Slik er det. 1. Trinn. # Tittel. > Sitat. + Pluss."]),
        ("", []),
    ],
)
def test_lines_that_authors_broke(typed: str, lines: list[str]) -> None:
    assert sentences(typed) == lines


# --- prose ---

PROSE = """\


Første. Andre
setning.   
Ny linje etter brudd. Og en til.



# En tittel. Med to setninger

- Punkt. Med to setninger.
  Og en tredje.
  1. Under. Igjen.

  Avsnitt to. I punktet.
- Kort

> Sitat. Over to
> linjer. Slutt.

| A. B | C |
| --- | --- |
| En. To. | 3 |

![](figure:x)

Se [x][ref] og [y](measure:y).[^n] Slutt.

[ref]: measure:x
[^n]: Note. Med to.\
"""
LAID = """\
Første.
Andre setning.\\
Ny linje etter brudd.
Og en til.

# En tittel. Med to setninger

- Punkt.
  Med to setninger.
  Og en tredje.
  1. Under.
     Igjen.

  Avsnitt to.
  I punktet.
- Kort

> Sitat.
> Over to linjer.
> Slutt.

| A. B | C |
| --- | --- |
| En. To. | 3 |

![](figure:x)

Se [x][ref] og [y](measure:y).[^n]
Slutt.

[ref]: measure:x
[^n]: Note.
    Med to.
"""


@pytest.mark.parametrize(
    "text", ["> Sitat. Her.\nKommunens egne ord. Slutt.\n", "- En. To.\nGjelder begge. Slutt.\n", "[^1]: En. To.\nNytt avsnitt. Slutt.\n"]
)
def test_a_line_that_may_belong_elsewhere_stays_where_it_stands(text: str) -> None:
    """Behind the marks of what stands above it, nobody would see that it is another's."""
    assert laid_out_prose(text) == text


def test_paragraphs_have_a_sentence_a_line_wherever_they_stand() -> None:
    assert laid_out_prose(PROSE) == LAID
    assert laid_out_prose(LAID) == LAID


# --- fields ---

PLAN = b"""\
# Om hele filen

# Om innholdet
contents: [goals, "chapter:a"]   # etter innholdet
period: {from: 2024, to: 2027}

title: P # om tittelen
organisation:
    # under navnet
    orgnr: '310000000' # om nummeret
    name: >
      Lang
      tekst
  # sist om kommunen
adoption: {body: b, # om adopsjonen
  date: 2024-01-01, case: c}
ukjent:
- a:  1
  b:
    - 2
  # under lista
-
  c: "to
   linjer"
# aller sist
"""
PLAN_LAID = """\
# Om hele filen

title: P  # om tittelen
organisation:
  name: >
    Lang
    tekst
  # under navnet
  orgnr: '310000000'  # om nummeret
  # sist om kommunen
period:
  from: 2024
  to: 2027
adoption: {body: b, # om adopsjonen
  date: 2024-01-01, case: c}
# Om innholdet
contents:  # etter innholdet
  - goals
  - "chapter:a"
ukjent:
  - a: 1
    b:
      - 2
    # under lista
  - c: "to
      linjer"
# aller sist
"""


def test_fields_stand_in_order_in_block_style_with_their_comments() -> None:
    assert laid_out("plan/plan.yaml", PLAN).decode() == PLAN_LAID
    assert laid_out("plan/plan.yaml", PLAN_LAID.encode()).decode() == PLAN_LAID


def test_front_matter_is_laid_out_and_line_ends_stay() -> None:
    typed = b"---\r\ntitle: A\r\nnumber: 1   \r\n---\r\n\r\n\r\nEn. To.\r\n\r\n"
    assert laid_out("plan/goals/a.md", typed) == b"---\r\nnumber: 1\r\ntitle: A\r\n---\r\n\r\nEn.\r\nTo.\r\n"
    assert laid_out("plan/goals/a.md", b"---\ntitle: A\n---") == b"---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: : a\n", "unreadable"),
        ("title: a\ntitle: b\n", "unreadable"),
        ("title: *a\n", "unreadable"),
        ("", "unreadable"),
        ("- a\n", "unreadable"),
        ("title: a\x00b\n", "unreadable"),
        ("\ufefftitle: a\n", "unreadable"),
        ("%YAML 1.2\n---\ntitle: a\n", "left-alone"),
        ("note: |2\n    a\n", "left-alone"),
        ('? "ti\n  tle"\n: a\n', "left-alone"),
    ],
)
def test_what_cannot_be_laid_out_is_left(text: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        laid_out("plan/functions/a.yaml", text.encode())
    assert refused.value.key == key


def test_a_layout_that_would_say_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"---\ntitle: A\n---\n\nEn *to*. Tre.\n"
    for wrong in ("En*to*. Tre.\n", "En *to*.\n", "En *to*.\n\nTre.\n", "En to. Tre.\n", "# En *to*. Tre.\n"):
        monkeypatch.setattr(layout, "laid_out_prose", lambda body, wrong=wrong: wrong)
        with pytest.raises(UserError) as refused:
            laid_out("plan/goals/a.md", data)
        assert refused.value.key == "other-meaning"
    monkeypatch.setattr(layout, "laid_out_prose", lambda body: "En *to*.\nTre.\n")
    assert laid_out("plan/goals/a.md", data) == b"---\ntitle: A\n---\n\nEn *to*.\nTre.\n"


# --- properties ---


def _pieces(text: str) -> list[str]:
    return text.split(" ")


_TAME = _pieces("En to. tre! Fire? fem: f.eks. 12. desember 2023. A. «Ja.» (nei. Nei) [x](measure:y) **fet. Skrift** [@k] [^n] 1990. NAV. osv.")
_WILD = _pieces(r"- # > 1. | \ `k` * _ [ ] --- == <b> ** ( ) \* &amp;")
_words = st.sampled_from(_TAME + _WILD)
_line = st.lists(_words, max_size=8).map(" ".join)
_lead = st.sampled_from(["", "", "", "- ", "  ", "> ", "1. ", "# ", "    ", "\t", "  - ", "[^n]: ", "[r]: "])
_body = st.lists(st.tuples(_lead, _line, st.sampled_from(["\n", "\n", "\n\n", "  \n", "\\\n", "\n\n\n"])).map("".join), max_size=10).map("".join)
_tame = st.lists(
    st.tuples(
        st.sampled_from(["", "- ", "> ", "  ", "1. "]),
        st.lists(st.sampled_from(_TAME), min_size=1, max_size=8).map(" ".join),
        st.sampled_from(["\n", "\n\n"]),
    ).map("".join),
    max_size=10,
).map("".join)
_scalar = st.sampled_from(
    ["a", "'b c'", '"d\\n"', "|\n      e\n\n      f", ">-\n      g", "", "~", "[h, {i: j}]", "{}", "[]", "k\n      l", "[m, # n\n      o]", "2024"]
)
_comment = st.sampled_from(["", "", "# k\n", "  # inn\n", "\n", "\n# l\n\n"])
_key = st.sampled_from(["title", "kind", "valid", "successor", "contact", "formerly", "incomplete", "known", "ukjent"])
_field = st.tuples(_comment, _key, st.sampled_from([" ", "  "]), _scalar, st.sampled_from(["", " # x"])).map(
    lambda f: f"{f[0]}{f[1]}:{f[2]}{f[3]}{'' if f[3][:1] in '|>' else f[4]}\n"
)
_nested = st.tuples(_comment, _key, st.lists(_field, min_size=1, max_size=3)).map(
    lambda f: f"{f[0]}{f[1]}:\n" + "".join(f"  {line}\n" if line else "\n" for field in f[2] for line in field.rstrip("\n").split("\n"))
)
_fields = st.lists(st.one_of(_field, _nested), min_size=1, max_size=5).map("".join)


def holds(path: str, text: str) -> bool:
    """True where the text could be laid out; then reading finds in it what it found, and it stays so when laid out again."""
    try:
        once = laid_out(path, text.encode())
    except UserError:
        return False
    assert laid_out(path, once) == once
    after = once.decode()
    assert after.endswith("\n") and not any(line != line.rstrip(" \t") for line in after.split("\n"))
    assert normalized(path, after).findings == normalized(path, text).findings
    return True


@given(_body, examples=400)
def test_laying_out_prose_twice_is_laying_it_out_once(body: str) -> None:
    holds("plan/chapters/x.md", f"---\ntitle: X\n---\n\n{body}")


@given(_tame, examples=200)
def test_prose_of_the_common_kind_is_never_refused(body: str) -> None:
    assert holds("plan/chapters/x.md", f"---\ntitle: X\n---\n\n{body}")


@given(_fields, examples=400)
def test_laying_out_fields_twice_is_laying_them_out_once(fields: str) -> None:
    if holds("plan/functions/x.yaml", fields):  # else a field stands twice, or a comment where none may
        after = laid_out("plan/functions/x.yaml", fields.encode()).decode()
        assert after.count("#") == fields.count("#")


@given(_fields, _body, examples=100)
def test_laying_out_whole_files(fields: str, body: str) -> None:
    holds("plan/chapters/x.md", f"---\n{fields}---\n{body}")


@pytest.mark.parametrize("plan", PLANS)
def test_every_file_of_the_plans_can_be_laid_out_and_a_check_says_the_same(plan: str) -> None:
    tree = read_folder(PLANS[plan])
    laid = {path: laid_out(path, data) if kind_of_file(path) else data for path, data in tree.files.items()}
    assert said(type(tree)(laid, extra=tree.extra)) == said(tree)


# --- the command ---


def test_fmt_changes_what_it_names_and_check_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    (root / "plan/functions/feil.yaml").write_text("title: : x\n")
    before = files_of(root)
    told = ["plan/chapters/innleiing.md", "plan/definitions/einsemd.md"]
    complaint = "«plan/functions/feil.yaml» kan ikke leses sikkert. Kjør «planverk check», og rett feilene i filen først\n"
    code, out, err = run(capsys, "fmt", "--check", "-C", str(root))
    assert (code, out, err) == (FINDINGS, "".join(f"{path} ville blitt endret\n" for path in told), complaint)
    assert files_of(root) == before
    code, out, err = run(capsys, "fmt", "-C", str(root))
    assert (code, out, err) == (FINDINGS, "".join(f"Ryddet {path}\n" for path in told), complaint)
    after = files_of(root)
    assert differing(before, after) == told
    assert after[told[0]].startswith("---\ntitle: Innleiing\n---\n\nPlanen gjeld frå 2025.\nHan byggjer på ".encode())
    (root / "plan/functions/feil.yaml").unlink()
    assert run(capsys, "fmt", "--check", "-C", str(root)) == (CLEAN, "Filene er ryddige. Ingenting er endret.\n", "")


def test_fmt_takes_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied("example", tmp_path)
    monkeypatch.chdir(root / "plan")
    assert run(capsys, "fmt", "--check", "measures", "goals/felles-innsats.md", "../planverk.toml") == (
        CLEAN,
        "Filene er ryddige. Ingenting er endret.\n",
        "",
    )
    assert run(capsys, "fmt", "--check", "chapters") == (FINDINGS, "plan/chapters/innleiing.md ville blitt endret\n", "")
    assert run(capsys, "fmt", "--check", "..")[1].count("\n") == 2
    assert run(capsys, "fmt", "borte.md") == (WRONG_CALL, "", "planverk: «borte.md» finnes ikke\n")
    assert run(capsys, "fmt", "../../..") == (WRONG_CALL, "", "planverk: «../../..» ligger ikke i mappen med planen\n")
    code, out, err = run(capsys, "fmt", "--dry-run", "definitions")
    assert (code, err) == (CLEAN, "Ingenting er endret ennå.\n")
    assert "\n term:\n+  nb: Ensomhet\n   nn: Einsemd\n-  nb: Ensomhet\n" in out
