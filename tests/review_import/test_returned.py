"""What was changed in a Word file is written into the plan's own files where it belongs, reads there as it was meant, and is told where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree

from planverk.authoring.edits import shown
from planverk.reading.plan import read_plan
from planverk.word.names import w
from planverk.word.tracked_document import END
from tests.circulated_files import OTHER, Circulated, element
from tests.returning import Sent, Taken, printed, sent, taken, texts
from tests.support import PLANS

TEXT = "Selvmord er et stort problem for samfunnet"


def drammen() -> Sent:
    return sent(PLANS["drammen"])


def back(edit: Callable[[Circulated], object], same: bool = True) -> Taken:
    """What becomes of the Drammen plan's file after an edit."""
    desk = Circulated(drammen().data)
    edit(desk)
    found = taken(drammen(), desk.data(), same)
    tracked = len(re.findall(rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange)\b", etree.tostring(desk.root)))
    assert sum(change.marks for change in found.comparison.changes) + len(found.returned.others) == found.returned.marks == tracked
    return found


def patch(found: Taken) -> str:
    """The lines that differ, without the heads of hunks."""
    lines = (line for line in shown(found.resolution.edits).split("\n") if line.startswith(("+", "-")))
    return "\n".join(line for line in lines if not line.startswith(("+++", "---")))


def told(found: Taken) -> list[tuple[str, str, str, int, str]]:
    """Kind, verdict, file, line and field of every change."""
    pairs = zip(found.comparison.changes, found.resolution.results, strict=True)
    return [(change.kind, result.why, result.path.removeprefix("plan/"), result.line, result.field) for change, result in pairs]


# --- words ---


def test_words_change_where_they_stand() -> None:
    def edit(desk: Circulated) -> None:
        desk.replace("felles rutiner for å forebygge", "gode rutiner for å forebygge")
        desk.author = OTHER
        desk.replace("følge dem opp", "hjelpe dem videre")

    found = back(edit)
    assert told(found) == [("text", "", "measures/etablere-rutiner.md", 11, "")]
    assert [stamp.author for stamp in found.comparison.changes[0].stamps] == ["Rådgiver, helse", OTHER]
    assert patch(found) == (
        "-Vi lager felles rutiner for å forebygge selvmord, oppdage personer i selvmordsrisiko og følge dem opp.\n"
        "+Vi lager gode rutiner for å forebygge selvmord, oppdage personer i selvmordsrisiko og hjelpe dem videre."
    )


def test_links_and_bold_type_beside_a_change_stay() -> None:
    def edit(desk: Circulated) -> None:
        desk.replace("la regjeringen fram", "presenterte regjeringen")
        desk.replace("Familieteamene", "Familieteam")
        desk.replace("Frisklivsentralen støtter", "Frisklivssentralen i Drammen støtter")

    assert patch(back(edit)) == (
        "-I [Handlingsplan for forebygging av selvmord (2020–2025) – Ingen å miste](plan:nasjonal-handlingsplan) la regjeringen fram en nullvisjon"
        " for selvmord i Norge.\n"
        "+I [Handlingsplan for forebygging av selvmord (2020–2025) – Ingen å miste](plan:nasjonal-handlingsplan) presenterte regjeringen"
        " en nullvisjon for selvmord i Norge.\n"
        "-- **Familieteamene** gir behandling og veiledning til barn, unge og familier.\n"
        "+- **Familieteam** gir behandling og veiledning til barn, unge og familier.\n"
        "-- **Frisklivsentralen** støtter og hjelper innbyggere som vil endre levevaner innen kosthold og fysisk aktivitet.\n"
        "+- **Frisklivssentralen i Drammen** støtter og hjelper innbyggere som vil endre levevaner innen kosthold og fysisk aktivitet."
    )


def test_bold_type_and_a_link_that_go_as_a_whole_take_their_signs_along() -> None:
    link = "I Handlingsplan for forebygging av selvmord (2020–2025) – Ingen å miste la regjeringen"
    assert patch(back(lambda desk: desk.replace(link, "Regjeringen la"))).split("\n")[1] == "+Regjeringen la fram en nullvisjon for selvmord i Norge."
    gone = back(lambda desk: desk.replace("Familieteamene gir", "gir"))
    assert patch(gone).split("\n")[1] == "+- gir behandling og veiledning til barn, unge og familier."
    over = back(lambda desk: desk.replace("Familieteamene gir behandling", "Vi gir hjelp"))
    assert patch(over).split("\n")[1] == "+- **Vi gir hjelp** og veiledning til barn, unge og familier."


def test_a_sentence_that_goes_leaves_no_empty_line() -> None:
    found = back(lambda desk: desk.replace("Innspillene til planen viser at kommunen", ""))
    assert (
        "\n\n"
        not in found.files["plan/goals/systematikk-og-helhet.md"].decode().split("---")[2].strip().split("Frivillige")[1].split("##")[0].strip()
    )


def test_fields_are_edited_as_fields() -> None:
    def edit(desk: Circulated) -> None:
        desk.replace("Etablere rutiner i og mellom tjenestene", "Rutiner: # 'felles' og \"egne\" - [ja]")
        desk.replace("Mål 1: Systematikk og helhet", "Mål 1: Orden og helhet", 0)
        desk.replace("Innenfor gjeldende økonomiske rammer", "no", 0)
        desk.replace("Etterlatte og berørte", "Etterlatne og berørte", 0)

    found = back(edit)
    plan, findings = read_plan(replace(drammen().tree, files=dict(found.files)))
    assert findings == []
    assert plan.measures["etablere-rutiner"].title == "Rutiner: # 'felles' og \"egne\" - [ja]"
    assert plan.measures["etablere-rutiner"].financing == "no"
    assert plan.goals["systematikk-og-helhet"].title.startswith("Orden og helhet")
    assert patch(found).count("\n+") == len(found.resolution.edits) + 1 == 4


# --- paragraphs ---


def test_paragraphs_and_items_come_go_and_move() -> None:
    def edit(desk: Circulated) -> None:
        desk.new_paragraph(desk.paragraph(TEXT), "Et nytt avsnitt. Med to setninger.")
        desk.delete_paragraph(desk.paragraph("god folkehelse"))
        desk.new_paragraph(desk.new_paragraph(desk.paragraph("gode velferdsordninger"), "trygge møteplasser"), "gode naboer")
        desk.delete_paragraph(desk.paragraph("Vi skal gjennomføre tiltakene innenfor"))
        desk.move_paragraph(desk.paragraph("oppfølgingen av etterlatte og berørte"), desk.paragraph("kunnskapen blant de ansatte"))
        desk.new_paragraph(desk.paragraph("Vi lager også felles rutiner"), "Nytt i en celle.")

    found = back(edit)
    assert [why for why in found.whys.elements() if why] == []
    assert printed(drammen(), found.files) == texts(found.returned)
    assert patch(found) == (
        "+- kunnskapen blant de ansatte i kommunen, og arbeidet med å utvikle samarbeidet mellom faggrupper og sektorer videre\n"
        "-- kunnskapen blant de ansatte i kommunen, og arbeidet med å utvikle samarbeidet mellom faggrupper og sektorer videre\n"
        "+\n"
        "+Et nytt avsnitt.\n"
        "+Med to setninger.\n"
        "-- god folkehelse\n"
        "+- trygge møteplasser\n"
        "+- gode naboer\n"
        "-Vi skal gjennomføre tiltakene innenfor de økonomiske rammene som gjelder.\n"
        "-\n"
        "+Nytt i en celle.\n"
        "+"
    )


def test_paragraphs_are_split_and_joined() -> None:
    def edit(desk: Circulated) -> None:
        paragraph = desk.paragraph("Frivillige organisasjoner møter mange mennesker.")
        desk.split(paragraph, len("Frivillige organisasjoner møter mange mennesker. "))
        desk.merge(desk.paragraph("god folkehelse"))
        desk.split(desk.paragraph("gode velferdsordninger"), 5)

    found = back(edit)
    assert set(found.whys) == {""}
    assert printed(drammen(), found.files) == texts(found.returned)
    assert "- god folkehelseen trygg og god oppvekst\n- gode\n- velferdsordninger\n" in found.files["plan/chapters/innledning.md"].decode()
    assert "\nFrivillige organisasjoner møter mange mennesker.\n\nDe kan ha" in found.files["plan/goals/systematikk-og-helhet.md"].decode()


# --- what stays text ---

HOSTILE = (
    "[x](javascript:alert(1))", "<script>alert(1)</script>", "--- ", "::: note", "- punkt", "1. januar", "# overskrift", "> sitat", "| a | b |",
    "*uthevet* og __sterkt__", "`kode`", "```", "~~~ kode", "&lt;&amp;&#x202e;", "\\", "![](figure:registrerte-selvmord)", "[@kilde] og [^1]",
    "[^1]: note", "https://example.org <https://x.example>", "[a]: https://x.example", "tittel\t med \u00a0 rom", "snake_case og _fin_", "===",
    "<!-- borte -->", "© é 日本",
)  # fmt: skip


def test_what_is_typed_stays_text() -> None:
    def edit(desk: Circulated) -> None:
        for text in HOSTILE:
            desk.new_paragraph(desk.paragraph(TEXT), text)
        for place, text in zip((0, 40), HOSTILE[:2], strict=True):
            desk.insert(desk.paragraph("Kommunestyret behandlet Handlings"), place, text)

    found = back(edit)
    assert set(found.whys) == {""}
    plan, findings = read_plan(replace(drammen().tree, files=dict(found.files)))
    assert findings == [] and plan.chapters["innledning"].prose.footnotes == {}
    assert printed(drammen(), found.files) == texts(found.returned)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_at_the_start_of_a_line_stays_text(text: str) -> None:
    def edit(desk: Circulated) -> None:
        paragraph = desk.paragraph(TEXT)
        desk.insert(paragraph, desk.text(paragraph).index("I Handlingsplan"), text)
        desk.insert(desk.paragraph("god folkehelse"), 0, text)

    found = back(edit)
    assert set(found.whys) == {""}
    findings = read_plan(replace(drammen().tree, files=dict(found.files)))[1]
    assert findings == []


def test_what_a_plan_cannot_hold_is_told() -> None:
    found = back(lambda desk: desk.insert(desk.paragraph(TEXT), 0, "#let x = 1 ") is None)
    assert told(found) == [("text", "faulty", "chapters/innledning.md", 5, "")] and found.resolution.edits == ()


# --- what is not guessed ---


def new_row(desk: Circulated) -> None:
    row = next(desk.paragraph("Etablere rutiner i og mellom tjenestene").iterancestors(w("tr")))
    fresh = etree.fromstring(etree.tostring(row))
    row.addnext(fresh)
    for text, new in (("Etablere rutiner i og mellom tjenestene", "Et nytt tiltak"), ("Vi lager felles rutiner for å forebygge", "Vi tar vare på")):
        desk.type_over(text, new, 1)
    desk.row("Et nytt tiltak", "ins")


def heading(desk: Circulated) -> None:
    paragraph = desk.paragraph("Innledning")
    fresh = desk.new_paragraph(desk.paragraph(TEXT), "Bakgrunn")
    properties, style = fresh.find(w("pPr")), paragraph.find(w("pPr"))
    assert properties is not None and style is not None
    properties[:] = list(etree.fromstring(etree.tostring(style)))


def note(desk: Circulated) -> None:
    holder = desk.insert(desk.paragraph(TEXT), 8, "")
    holder[0].append(element("footnoteReference", id="1"))


NOT_GUESSED: dict[str, tuple[Callable[[Circulated], object], tuple[str, str, str, int, str]]] = {
    "a function": (
        lambda desk: desk.replace("Funksjonene som koordinerer arbeidet", "NAV"),
        ("text", "composed", "measures/etablere-rutiner.md", 5, "responsible"),
    ),
    "a national goal": (
        lambda desk: desk.replace("Nasjonale mål (fra mål 1): 1 Systematikk", "Nasjonale mål (fra mål 1): 1 Orden"),
        ("text", "composed", "measures/etablere-rutiner.md", 0, "national_goals"),
    ),
    "a label": (lambda desk: desk.replace("Slik gjør vi det", "Tiltak"), ("text", "fixed-text", "", 0, "")),
    "a number": (lambda desk: desk.replace("520", "521"), ("text", "composed", "data/registrerte-selvmord.csv", 2, "")),
    "a deleted row": (lambda desk: desk.row("Etablere rutiner", "del"), ("row-deleted", "row-deleted", "measures/etablere-rutiner.md", 0, "")),
    "a heading": (heading, ("inserted", "heading", "chapters/innledning.md", 5, "")),
    "a note": (note, ("text", "object", "chapters/innledning.md", 5, "")),
    "a title that goes": (
        lambda desk: desk.replace("Etablere rutiner i og mellom tjenestene", ""),
        ("deleted", "field-emptied", "measures/etablere-rutiner.md", 3, "title"),
    ),
    "a paragraph beside facts": (
        lambda desk: desk.new_paragraph(desk.paragraph("Kilde: kilde 3."), "Nytt."),
        ("inserted", "composed", "figures/selvmord-per-innbyggere.yaml", 0, ""),
    ),
    "a new fact": (
        lambda desk: desk.new_paragraph(desk.paragraph("Vi lærer systematisk av erfaringene"), "Frist: 1. juni 2027"),
        ("inserted", "composed", "measures/etablere-rutiner.md", 0, "deadline"),
    ),
    "a note by its text": (
        lambda desk: desk.new_paragraph(desk.paragraph("22 40 00 40"), "Ny linje."),
        ("inserted", "composed", "help.yaml", 0, ""),
    ),
    "a link to a page": (lambda desk: desk.replace("Alle tiltak", "Tiltakene", 0), ("text", "fixed-text", "", 0, "")),
}


@pytest.mark.parametrize("name", NOT_GUESSED)
def test_what_planverk_composes_is_not_guessed(name: str) -> None:
    edit, expected = NOT_GUESSED[name]
    found = back(edit)
    assert told(found) == [expected] and found.resolution.edits == ()


def test_an_inserted_row_is_one_change() -> None:
    found = back(new_row)
    assert [(kind, why) for kind, why, *_ in told(found)] == [("row-inserted", "row-inserted")]
    assert found.comparison.changes[0].after.split(END)[:2] == ["1", "Et nytt tiltak"]


def test_the_list_of_contents_is_planverks_own() -> None:
    def edit(desk: Circulated) -> None:
        entry = next(each for each in desk.paragraphs() if desk.text(each) == "Innledning")
        desk.insert(entry, 0, "Ny ")

    assert told(back(edit)) == [("contents", "contents", "", 0, "")]


def unframed(desk: Circulated, styled: bool, pages: bool) -> None:
    """The list of contents as a program leaves it that knows no such lists."""
    control = next(desk.root.iter(w("sdt")))
    holder = control.find(w("sdtContent"))
    assert holder is not None
    for number, paragraph in enumerate(list(holder)):
        control.addprevious(paragraph)
        if pages and paragraph.tag == w("p"):
            run = element("r")
            run.extend([element("tab"), element("t", str(number))])
            paragraph.append(run)
        for style in [] if styled else list(paragraph.iter(w("pStyle"))):
            style.set(w("val"), "Normal")
    parent = control.getparent()
    assert parent is not None
    parent.remove(control)


@pytest.mark.parametrize("styled", [True, False])
@pytest.mark.parametrize("pages", [True, False])
def test_a_list_of_contents_that_lost_its_frame_is_told_as_one_thing(styled: bool, pages: bool) -> None:
    found = back(lambda desk: unframed(desk, styled, pages))
    assert told(found) == ([] if styled else [("contents", "no-words", "", 0, "")]) and found.resolution.edits == ()


def test_a_list_of_contents_that_lost_its_styles_and_a_title_is_told_as_one_thing() -> None:
    def edit(desk: Circulated) -> None:
        unframed(desk, False, True)
        heading = next(each for each in desk.paragraphs() if desk.text(each).startswith("Innledning"))
        for text in heading.iter(w("t")):
            text.text = (text.text or "").replace("Innledning", "Innleiing")

    assert told(back(edit)) == [("contents", "contents", "", 0, "")]


def test_many_changes_in_the_list_of_contents_are_one() -> None:
    def edit(desk: Circulated) -> None:
        entries = [each for each in desk.paragraphs() if next(each.iterancestors(w("sdt")), None) is not None and desk.text(each)]
        for each in entries[:5]:
            desk.insert(each, 0, "Ny ")

    found = back(edit)
    assert told(found) == [("contents", "contents", "", 0, "")] and found.comparison.changes[0].marks == 5


def test_looks_are_counted_and_change_nothing() -> None:
    def edit(desk: Circulated) -> None:
        run = next(desk.paragraph(TEXT).iter(w("r")))
        looks = element("rPr")
        looks.append(desk.stamped("rPrChange"))
        run.insert(0, looks)

    found = back(edit)
    assert told(found) == [] and [other.name for other in found.returned.others] == ["rPrChange"]


def test_new_links_are_told() -> None:
    def edit(desk: Circulated) -> None:
        desk.replace("god folkehelse", "bedre folkehelse")
        desk.link("bedre", "https://example.org/helse")

    (change,) = back(edit).comparison.changes
    assert (change.links, change.after) == (("https://example.org/helse",), "bedre folkehelse")
    alone = back(lambda desk: desk.link("god folkehelse", "https://example.org/"))
    assert told(alone) == [("text", "link", "chapters/innledning.md", 23, "")] and alone.resolution.edits == ()


# --- without tracking ---


def test_what_was_changed_without_tracking_is_found() -> None:
    def edit(desk: Circulated) -> None:
        desk.type_over("felles rutiner for å forebygge", "gode rutiner for å forebygge")
        gone = desk.paragraph("god folkehelse")
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)
        fresh = etree.fromstring(etree.tostring(desk.paragraph("gode velferdsordninger")))
        desk.paragraph("gode velferdsordninger").addnext(fresh)
        desk.type_over("gode velferdsordninger", "gode naboer", 1)

    found = back(edit)
    assert [(change.tracked, change.untracked) for change in found.comparison.changes] == [(False, True)] * 3
    assert set(found.whys) == {""} and printed(drammen(), found.files) == texts(found.returned)


def test_with_and_without_tracking_in_one_paragraph() -> None:
    def edit(desk: Circulated) -> None:
        desk.type_over("Vi lager felles rutiner", "Vi vil lage felles rutiner")
        desk.replace("følge dem opp", "hjelpe dem")

    found = back(edit)
    (change,) = found.comparison.changes
    assert (change.tracked, change.untracked) == (True, True)
    assert patch(found).split("\n")[1] == ("+Vi vil lage felles rutiner for å forebygge selvmord, oppdage personer i selvmordsrisiko og hjelpe dem.")


def test_where_the_plan_is_another_only_what_is_sure_is_taken() -> None:
    def edit(desk: Circulated) -> None:
        desk.type_over("Vi lager felles rutiner", "Vi vil lage felles rutiner")
        desk.replace("følge dem opp", "hjelpe dem")
        desk.replace("god folkehelse", "bedre folkehelse")

    found = back(edit, same=False)
    assert [why for _, why, *_ in told(found)] == ["", "other-text"]
    assert patch(found) == "-- god folkehelse\n+- bedre folkehelse"


def test_a_file_as_it_was_sent_has_no_changes() -> None:
    found = back(lambda desk: None)
    assert found.comparison.changes == () and found.resolution.edits == ()
