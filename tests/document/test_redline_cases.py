"""What a redline looks like where plans change as plans do: each case tells both editions and the whole of what is marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from planverk.document.accept_reject import accept
from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Column,
    CrossReference,
    Definition,
    DefinitionList,
    Deleted,
    Emphasis,
    Figure,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Move,
    Note,
    NumberedList,
    Paragraph,
    Revised,
    Row,
    Series,
    Strong,
    Table,
    Text,
)
from planverk.document.document import Document, Redline, Section
from planverk.document.records import Moved
from planverk.document.redline import redline
from planverk.document.redline.bracketed import bracketed
from planverk.document.walk import plain
from tests.marking import earlier
from tests.sample import paragraph, sample_document, words

WHEN = datetime(2027, 2, 1, 12, tzinfo=UTC)


def one(*blocks: Block) -> Document:
    """A document of one chapter with these blocks."""
    return of(Section("kapittel", 1, words("Kapittel"), blocks, page="kapittel/"))


def of(*sections: Section) -> Document:
    return replace(sample_document(), help=None, sections=sections, pages=(), moved=())


def marked(before: Blocks, after: Blocks) -> Blocks:
    """The chapter's blocks in the redline."""
    return redline(one(*before), one(*after), "", WHEN).sections[0].blocks


def line(before: Inlines, after: Inlines) -> Inlines:
    (made,) = marked((Paragraph(before),), (Paragraph(after),))
    assert isinstance(made, Paragraph)
    return made.children


def gone(text: str) -> Deleted:
    return Deleted(words(text))


def new(text: str) -> Inserted:
    return Inserted(words(text))


# --- lines ---------------------------------------------------------------------------------------------------------------


def test_words_in_a_sentence() -> None:
    found = line(words("Kommunen skal lage rutiner innen 2026."), words("Kommunen skal lage og prøve ut rutiner innen 2027."))
    assert found == (Text("Kommunen skal lage "), new("og prøve ut "), Text("rutiner innen "), gone("2026"), new("2027"), Text("."))


def test_a_few_words_between_two_changes_are_part_of_one() -> None:
    found = line(
        words("Alle i tjenestene får tilbud om kurs og veiledning hvert år, og planen følges opp."),
        words("Alle i tjenestene får plass på samlinger og arbeidsmøter hvert år, og planen følges opp."),
    )
    assert found == (
        Text("Alle i tjenestene får "),
        gone("tilbud om kurs og veiledning"),
        new("plass på samlinger og arbeidsmøter"),
        Text(" hvert år, og planen følges opp."),
    )


def test_emphasis_that_came_in_is_a_change() -> None:
    before, after = words("Alle skal få hjelp straks."), (Text("Alle "), Strong(words("skal")), Text(" få hjelp straks."))
    assert line(before, after) == (Text("Alle "), gone("skal"), Inserted((Strong(words("skal")),)), Text(" få hjelp straks."))


def test_a_change_within_emphasis_stands_in_it() -> None:
    before: Inlines = (Text("Alle skal "), Emphasis(words("alltid få hjelp")), Text(" straks."))
    after: Inlines = (Text("Alle skal "), Emphasis(words("alltid få god hjelp")), Text(" straks."))
    assert line(before, after) == (Text("Alle skal "), Emphasis((Text("alltid få "), new("god "), Text("hjelp"))), Text(" straks."))


def test_words_of_a_link() -> None:
    before: Inlines = (Text("Se oversikten hos "), Link("https://a.example", words("kommunen")), Text("."))
    after: Inlines = (Text("Se oversikten hos "), Link("https://a.example", words("Døme kommune")), Text("."))
    assert line(before, after) == (Text("Se oversikten hos "), Link("https://a.example", (gone("kommunen"), new("Døme kommune"))), Text("."))


def test_the_address_of_a_link() -> None:
    before: Inlines = (Text("Se oversikten hos "), Link("https://a.example", words("kommunen")), Text("."))
    after: Inlines = (Text("Se oversikten hos "), Link("https://b.example", words("kommunen")), Text("."))
    changed = (Deleted((Link("https://a.example", words("kommunen")),)), Inserted((Link("https://b.example", words("kommunen")),)))
    assert line(before, after) == (Text("Se oversikten hos "), *changed, Text("."))


def test_a_link_is_never_torn() -> None:
    """Its beginning stays, its end goes, and words outside it that went out stood right after: no mark may part the link in two."""
    before: Inlines = (Text("Kommunen viser til "), Link("https://a.example", words("den nye veilederen")), Text(" fra staten i dette arbeidet."))
    after: Inlines = (Text("Kommunen viser til "), Link("https://a.example", words("den veilederen som gjelder")), Text(" i dette arbeidet."))
    links = [inline for inline in line(before, after) if isinstance(inline, Link)]
    assert len(links) == 1


def test_an_emphasis_is_never_torn() -> None:
    """Both of its words were there before, with a word between them that went out: it is one, so none of it counts as kept."""
    before: Inlines = (Emphasis(words("Alle")), Text(" barn "), Emphasis(words("skal")), Text(" få hjelp."))
    after: Inlines = (Emphasis(words("Alle skal")), Text(" få hjelp."))
    removed, merged = Deleted((Emphasis(words("Alle")), Text(" barn "))), Emphasis((gone("skal"), new("Alle skal")))
    assert line(before, after) == (removed, merged, Text(" få hjelp."))


def test_a_line_break() -> None:
    before: Inlines = (Text("Torget 1"), LineBreak(), Text("3000 Døme"))
    after: Inlines = (Text("Torget 2"), LineBreak(), Text("3000 Døme"))
    assert line(before, after) == (Text("Torget "), gone("1"), new("2"), LineBreak(), Text("3000 Døme"))


# --- notes ---------------------------------------------------------------------------------------------------------------


def note(number: int, text: str) -> Note:
    return Note(number, "footnote", (paragraph(text),))


def test_a_note_in_the_middle_renumbers_the_others_without_a_mark() -> None:
    first, last = note(1, "Om det første."), note(2, "Om det siste.")
    before = (Paragraph((Text("Først"), first, Text(" og sist"), last)),)
    after = (Paragraph((Text("Først"), first, Text(", i midten"), note(2, "Nytt."), Text(" og sist"), replace(last, number=3))),)
    came = Inserted((Text(", i midten"), note(2, "Nytt.")))
    assert marked(before, after) == (Paragraph((Text("Først"), first, came, Text(" og sist"), replace(last, number=3))),)


def test_the_words_of_a_note() -> None:
    before = (Paragraph((Text("Tallene øker"), note(1, "Tallene er fra 2024."))),)
    after = (Paragraph((Text("Tallene øker"), note(1, "Tallene er fra 2025."))),)
    changed = Note(1, "footnote", (Paragraph((Text("Tallene er fra "), gone("2024"), new("2025"), Text("."))),))
    assert marked(before, after) == (Paragraph((Text("Tallene øker"), changed)),)


def test_a_note_that_went_out_keeps_its_text() -> None:
    before = (Paragraph((Text("Tallene øker for alle grupper"), note(1, "Kilde."), Text(" hvert år."))),)
    after = (paragraph("Tallene øker for alle grupper hvert år."),)
    assert marked(before, after) == (Paragraph((Text("Tallene øker for alle grupper"), Deleted((note(1, "Kilde."),)), Text(" hvert år."))),)


# --- paragraphs and lists ------------------------------------------------------------------------------------------------


def test_a_paragraph_with_little_in_common_goes_out_and_comes_in_whole() -> None:
    before, after = paragraph("Planen bygger på statistikk fra helsetjenesten."), paragraph("Ungdomsrådet har vært med i arbeidet.")
    assert marked((before,), (after,)) == (Revised("deleted", (before,)), Revised("inserted", (after,)))


def test_paragraphs_that_came_in_stand_in_one_mark() -> None:
    first, last = paragraph("Først."), paragraph("Sist.")
    assert marked((first,), (first, last, last)) == (first, Revised("inserted", (last, last)))


def item(text: str) -> Blocks:
    return (paragraph(text),)


def test_items_of_a_list() -> None:
    before = BulletList((item("barn og unge"), item("eldre"), item("Unge i arbeid")))
    after = BulletList((item("barn og unge"), item("pårørende"), item("Voksne i arbeid"), item("studenter")))
    assert marked((before,), (after,)) == (
        BulletList(
            (
                item("barn og unge"),
                (Revised("deleted", item("eldre")),),
                (Revised("inserted", item("pårørende")),),
                (Paragraph((gone("Unge"), new("Voksne"), Text(" i arbeid"))),),
                (Revised("inserted", item("studenter")),),
            )
        ),
    )


def test_a_list_under_an_item() -> None:
    before = BulletList(((paragraph("tjenester"), NumberedList((item("helse"),))),))
    after = BulletList(((paragraph("tjenester"), NumberedList((item("helse"), item("skole")))),))
    below = NumberedList((item("helse"), (Revised("inserted", item("skole")),)))
    assert marked((before,), (after,)) == (BulletList(((paragraph("tjenester"), below),)),)


# --- tables, terms, figures ----------------------------------------------------------------------------------------------


def row(name: str, *cells: str, anchor: str = "", mark: str = "") -> Row:
    return replace(Row(tuple(item(cell) for cell in (name, *cells)), anchor), mark=mark)  # type: ignore[arg-type]


def table(*rows: Row, titles: tuple[str, ...] = ("År", "Døme"), label: str = "") -> Table:
    caption = words("Tall") if label else ()
    return Table(tuple(Column(words(title), 1 / len(titles)) for title in titles), rows, "data", label, caption)


def cell(before: str, after: str) -> Blocks:
    return (Paragraph((gone(before), new(after))),)


def test_a_number_in_a_table() -> None:
    before, after = table(row("2020", "21"), row("2021", "22")), table(row("2020", "21"), row("2021", "23"), row("2022", "24"))
    assert marked((before,), (after,)) == (table(row("2020", "21"), Row((item("2021"), cell("22", "23"))), row("2022", "24", mark="inserted")),)


def test_a_column_more_takes_the_table_out_and_in_whole() -> None:
    before, after = table(row("2020", "21")), table(row("2020", "21", "40"), titles=("År", "Døme", "Landet"))
    assert marked((before,), (after,)) == (Revised("deleted", (before,)), Revised("inserted", (after,)))


def test_a_label_that_changed_stands_in_the_caption() -> None:
    before, after = table(row("2020", "21"), label="Tabell 1"), table(row("2020", "21"), label="Tabell 2")
    caption = (Text("Tabell "), gone("1"), new("2"), Text(". Tall"))
    assert marked((before,), (after,)) == (replace(after, label="", caption=caption),)


def move(origin: str, row: Row, number: int = 1) -> Move:
    return Move(number, origin, row.cells)


def test_a_measure_that_moved_goes_out_there_and_comes_in_here() -> None:
    first, second, third = (row(str(number), f"Tiltak {number}", anchor=f"tiltak-{number}") for number in (1, 2, 3))
    there = move("et annet sted i «Kapittel»", first)
    assert marked((table(first, second, third),), (table(second, third, first),)) == (
        table(replace(first, anchor="", mark="deleted", move=there), second, third, replace(first, mark="inserted", move=there)),
    )


def test_a_paragraph_that_moved_is_told_as_such_with_the_words_that_changed_on_the_way() -> None:
    stays = Paragraph(words("Her står det noe annet, som blir der det er."))
    before, after = (Paragraph(words(f"Noe av grunnen kan {word}være trange kjønnsroller og forventninger til andre.")) for word in ("", "ikke "))
    merged = Paragraph((Text("Noe av grunnen kan "), new("ikke "), Text("være trange kjønnsroller og forventninger til andre.")))
    there = Move(1, "et annet sted i «Kapittel»", ((merged,),))
    found = redline(one(before, stays), one(stays, after), "", WHEN)
    assert found.sections[0].blocks == (Revised("deleted", (before,), there), stays, Revised("inserted", (after,), there))
    assert (accept(found), earlier(found)) == (one(stays, after), one(before, stays))
    (shown,) = [block for block in bracketed(found).sections[0].blocks if block != stays]
    said = "[flyttet, var et annet sted i «Kapittel»] Noe av grunnen kan [+\u00a0ikke\u00a0+] være trange kjønnsroller og forventninger til andre."
    assert isinstance(shown, Paragraph) and plain(shown.children) == said


def test_a_measure_in_another_goal() -> None:
    moved = row("1", "Rutiner", anchor="tiltak-rutiner")
    stays = row("2", "Kurs", anchor="tiltak-kurs")
    goals = [Section(f"mal-{name}", 1, words(name), page=f"mal/{name}/", role="goal") for name in "ab"]

    def plan(*tables: Table) -> Document:
        return of(*(replace(goal, blocks=(below,)) for goal, below in zip(goals, tables, strict=True)))

    found = redline(
        plan(table(moved, stays), table(stays_too := row("3", "Bok", anchor="tiltak-bok"))), plan(table(stays), table(stays_too, moved)), "", WHEN
    )
    assert [section.blocks for section in found.sections] == [
        (table(replace(moved, anchor="", mark="deleted"), stays),),
        (table(stays_too, replace(moved, mark="inserted")),),
    ]


def test_a_measure_with_another_id() -> None:
    """A reference to it is no change; what changed in it is."""
    refer = Paragraph((CrossReference("tiltak-gammel", words("tiltak 1")),))
    before = one(refer, table(row("1", "Rutiner for alle", anchor="tiltak-gammel")))
    after = replace(
        one(replace(refer, children=(CrossReference("tiltak-ny", words("tiltak 1")),)), table(row("1", "Rutiner for unge", anchor="tiltak-ny"))),
        moved=(Moved("tiltak-gammel", "", "tiltak-ny"),),
    )
    title = (Paragraph((Text("Rutiner for "), gone("alle"), new("unge"))),)
    assert redline(before, after, "", WHEN).sections[0].blocks == (
        Paragraph((CrossReference("tiltak-ny", words("tiltak 1")),)),
        table(Row((item("1"), title), "tiltak-ny")),
    )


def test_terms() -> None:
    def glossary(*items: Definition) -> DefinitionList:
        return DefinitionList(items, "glossary")

    before, after = Definition(words("krise"), item("Når noe er vondt."), "begrep-krise"), Definition(words("sorg"), item("Et savn."), "begrep-sorg")
    changed = replace(before, blocks=item("Når noe er svært vondt."))
    assert marked((glossary(before),), (glossary(changed, after),)) == (
        glossary(replace(before, blocks=(Paragraph((Text("Når noe er "), new("svært "), Text("vondt."))),)), replace(after, mark="inserted")),
    )


def figure(alternative: str = "Tallet øker.", value: float = 1.0, source: str = "Kilde: staten.") -> Figure:
    chart = Chart("bar", "År", ("2020",), (Series("Døme", (value,)),), "prosent")
    return Figure("figur-tall", "Figur 1", words("Tall"), alternative, chart, None, (Paragraph(words(source), "small"),))


def test_the_source_of_a_figure() -> None:
    source = Paragraph((Text("Kilde: "), gone("staten"), new("kommunen"), Text(".")), "small")
    assert marked((figure(),), (figure(source="Kilde: kommunen."),)) == (replace(figure(), notes=(source,)),)


def test_a_figure_whose_numbers_changed_goes_out_and_comes_in_whole() -> None:
    before, after = figure(), figure("Tallet øker mye.", 2.0)
    assert marked((before,), (after,)) == (Revised("deleted", (replace(before, anchor="utgatt-figur-tall"),)), Revised("inserted", (after,)))


# --- sections ------------------------------------------------------------------------------------------------------------


def chapter(name: str, *blocks: Block, level: int = 1, sections: tuple[Section, ...] = ()) -> Section:
    return Section(f"kapittel-{name.lower()}", level, words(name), blocks, sections, page=f"kapittel/{name.lower()}/" if level == 1 else "")


def between(before: Document, after: Document) -> tuple[Section, ...]:
    return redline(before, after, "", WHEN).sections


def went(section: Section) -> Section:
    return replace(section, anchor=f"utgatt-{section.anchor}", page=f"utgatt/utgatt-{section.anchor}/" if section.level == 1 else "", mark="deleted")


def test_a_chapter_that_moved() -> None:
    a, b, c = (chapter(name, paragraph(f"Om {name}.")) for name in ("En", "To", "Tre"))
    assert between(of(a, b, c), of(c, a, b)) == (replace(c, mark="inserted"), a, b, went(c))


def test_a_section_whose_level_changed() -> None:
    deep = chapter("Metode", paragraph("Slik gjorde vi det."), level=2)
    flat = replace(deep, level=1, page="kapittel/metode/")
    assert between(of(chapter("Status", sections=(deep,))), of(chapter("Status"), flat)) == (
        chapter("Status", sections=(went(deep),)),
        replace(flat, mark="inserted"),
    )


def test_a_label_of_a_heading() -> None:
    goal = Section("mal-trygg", 1, words("Trygg kommune"), label="Mål 2", number="2", page="mal/trygg/", role="goal")
    (found,) = between(of(goal), of(replace(goal, label="Mål 3", number="3")))
    assert found == replace(goal, label="", number="3", title=(Text("Mål "), gone("2"), new("3"), Text(": Trygg kommune")))


def test_parts_are_known_by_their_headings() -> None:
    """An anchor of a part only counts the parts."""

    def part(number: int, name: str) -> Section:
        return Section(f"kapittel-en-{number}", 2, words(name), (paragraph(f"Om {name.lower()}."),), role="part")

    before, after = (
        chapter("En", sections=(part(1, "Mål"), part(2, "Midler"))),
        chapter("En", sections=(part(1, "Ny del"), part(2, "Mål"), part(3, "Midler"))),
    )
    (found,) = between(of(before), of(after))
    assert found.sections == (replace(part(1, "Ny del"), mark="inserted"), part(2, "Mål"), part(3, "Midler"))


# --- the whole -----------------------------------------------------------------------------------------------------------


def test_the_lines_of_the_cover() -> None:
    before = sample_document()
    after = replace(before, title="Handlingsplan mot ensomhet blant unge", version="", footer="døme.no")
    assert redline(before, after, "Døme kommune", WHEN).redline == Redline(
        "Døme kommune",
        WHEN,
        {"title": (Text("Handlingsplan mot ensomhet"), new(" blant unge")), "version": (gone("0123abc"),), "footer": (new("døme.no"),)},
    )


def test_helplines_that_came() -> None:
    document = sample_document()
    found = redline(replace(document, help=None), document, "", WHEN)
    assert document.help is not None
    assert found.help is None
    assert found.colophon.blocks == (*document.colophon.blocks, Revised("inserted", (document.help,)))


def test_what_went_out_refers_to_nothing_that_is_gone() -> None:
    gone_too, stays = CrossReference("kapittel-to", words("kapittel to")), CrossReference("kapittel", words("dette"))
    link = Link("https://a.example", words("staten"))
    before = (Paragraph((Text("Les mer i "), gone_too, Text(", i "), stays, Text(" og hos "), link)),)
    after = (Paragraph((Text("Les mer i kapittel to, i "), stays, Text(" og hos "), link)),)
    assert marked(before, ()) == (Revised("deleted", after),)
