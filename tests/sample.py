"""A document that holds every block and inline once or more, for the emitters' tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from planverk.catalogue import load_words
from planverk.document.blocks import (
    BulletList,
    Card,
    Chart,
    Column,
    CrossReference,
    Definition,
    DefinitionList,
    Deleted,
    Emphasis,
    Figure,
    Foreign,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Row,
    Series,
    Strong,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.records import Status
from tests.sample_pages import FILES, FIRST_FACETS, HISTORY, MOVED, SECOND_FACETS, TALLY, TERM, entry_pages


def words(text: str) -> Inlines:
    return (Text(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(words(text))


def sample_document() -> Document:
    """Two chapters, a goal with two measures, definitions, an overview, a matrix and sources, in bokmål."""
    data = Table(
        columns=(Column(words("År"), 0.4), Column(words("Døme"), 0.3, "right"), Column(words("Landet"), 0.3, "right")),
        rows=tuple(
            Row((((paragraph(year)),), (paragraph(here),), (paragraph(there),)))
            for year, here, there in (("2020", "21", "1 020"), ("2021", "–", "1 100"), ("2022", "23,5", "1 140"))
        ),
        role="data",
        label="Tabell 1",
        caption=words("Andel som sier at de er ensomme"),
        anchor="figur-ensomme",
    )
    chart = Figure(
        anchor="figur-kurve",
        label="Figur 1",
        caption=words("Utviklingen i Døme, prosent"),
        alternative="Andelen går fra 21 prosent i 2020 til 23,5 prosent i 2022. Tallet for 2021 mangler.",
        chart=Chart("bar", "År", ("2020", "2021", "2022"), (Series("Døme", (21.0, None, 23.5)), Series("Landet", (20.0, 21.0, 22.0))), "prosent"),
        notes=(Paragraph(words("Kilde: Døme kommune."), "small"),),
    )
    missing = Figure(
        anchor="figur-framtid",
        label="Figur 2",
        caption=words("Ventet utvikling"),
        alternative="Planen sier at andelen trolig holder seg.",
        chart=None,
        notes=(Paragraph(words("Tallene står ikke i den vedtatte planen."), "missing"),),
    )
    first_note = Note(1, "footnote", (paragraph("Kommunen spør innbyggerne annethvert år."),))
    second_note = Note(
        2,
        "citation",
        (
            Paragraph(
                (
                    Text("Døme kommune: "),
                    Emphasis(words("Innbyggerundersøkelse")),
                    Text(" (2024), "),
                    Emphasis((Foreign("en-GB", words("The Survey of Loneliness")),)),
                    Text(". "),
                    CrossReference("kilde-undersokelse", words("Se kildelisten")),
                    Text("."),
                )
            ),
        ),
    )
    introduction = Section(
        anchor="kapittel-innledning",
        level=1,
        title=words("Innledning"),
        page="kapittel/innledning/",
        blocks=(
            Paragraph(
                (
                    Text("Planen gjelder fra 2025."),
                    first_note,
                    Text(" Se "),
                    CrossReference("tiltak-felles-rutine", words("tiltak 1")),
                    Text(" og "),
                    CrossReference("figur-ensomme", words("tabell 1")),
                    Text(". "),
                    Strong(words("Viktig:")),
                    Text(" trivsel ("),
                    Foreign("en", (Text("well-"), Emphasis(words("being")))),
                    Text(")"),
                    Deleted(words(" nå")),
                    Inserted(words(" i dag")),
                    Text(" les "),
                    Link("https://dome.example/hjelp", words("oversikten over hjelp")),
                    Text("."),
                )
            ),
            BulletList(
                (
                    (paragraph("Ett punkt om selvmordsforebyggende arbeid i kommunen og hos samarbeidspartnerne"),),
                    (paragraph("Et punkt med underpunkter:"), NumberedList(((paragraph("først"),), (paragraph("så videre"),)), 1)),
                )
            ),
            Quote((paragraph("Ingen skal stå alene."),)),
        ),
    )
    status = Section(
        anchor="kapittel-status",
        level=1,
        title=words("Status"),
        page="kapittel/status/",
        blocks=(Paragraph((Text("Flere sier at de er ensomme."), second_note, Text(" To linjer"), LineBreak(), Text("i en adresse."))), data, chart),
        sections=(
            Section(
                anchor="kapittel-metode",
                level=2,
                title=words("Slik er tallene hentet inn"),
                blocks=(
                    paragraph("Alle over 18 år kunne svare."),
                    missing,
                    Table(
                        (Column(words("Ord"), 0.5), Column(words("Mening"), 0.5)),
                        (Row(((paragraph("ja"),), (paragraph("svaret er ja"),))),),
                        "prose",
                        header_column=None,
                    ),
                ),
                sections=(
                    Section(anchor="kapittel-metode-utvalg", level=3, title=words("Utvalget"), blocks=(paragraph("Utvalget var 1 000 personer."),)),
                ),
            ),
        ),
    )
    definitions = Section(
        anchor="begreper",
        level=1,
        title=words("Begreper"),
        page="begreper/",
        role="definitions",
        blocks=(DefinitionList((TERM,), "glossary"),),
    )
    facts = DefinitionList(
        (
            Definition(
                words("Ansvarlig funksjon (forslag)"), (Paragraph((CrossReference("funksjon-koordinator", words("Folkehelsekoordinator")),)),)
            ),
            Definition(words("Grunnlag for forslaget"), (paragraph("Kapitlet om samordning sier at én funksjon skal ha oversikt."),)),
        ),
        "facts",
    )
    measures = Table(
        columns=(Column(words("Nr."), 0.08), Column(words("Tiltak"), 0.27), Column(words("Beskrivelse"), 0.65)),
        rows=(
            Row(
                (
                    (paragraph("1"),),
                    (paragraph("Felles rutine for tjenestene"),),
                    (paragraph("Tjenestene lager en felles rutine."), paragraph("Rutinen sier hvem som gjør hva."), facts),
                ),
                "tiltak-felles-rutine",
                "tiltak/felles-rutine/",
            ),
            Row(
                ((paragraph("2"),), (paragraph("Åpen møteplass"),), (paragraph("Kommunen holder en møteplass åpen hver uke."),)),
                "tiltak-moteplass",
                "tiltak/moteplass/",
            ),
        ),
        role="measures",
        caption=words("Tiltak under mål 1"),
        header_column=1,
    )
    goal = Section(
        anchor="mal-felles-innsats",
        level=1,
        title=words("Felles innsats"),
        label="Mål 1",
        number="1",
        page="mal/felles-innsats/",
        role="goal",
        blocks=(paragraph("Tjenestene skal arbeide sammen."),),
        sections=(
            Section(anchor="mal-felles-innsats-tiltak", level=2, title=words("Slik gjør vi det"), blocks=(measures,), role="part"),
            Section(
                anchor="mal-felles-innsats-planverk",
                level=2,
                title=words("Relevant planverk"),
                blocks=(
                    DefinitionList(
                        (
                            Definition(
                                (CrossReference("plan-folkehelse", words("Folkehelsemelding")),),
                                (BulletList(((paragraph("Sterkere fellesskap"),), (paragraph("Bedre oversikt"),))),),
                            ),
                        ),
                        "grouped",
                    ),
                ),
                role="part",
            ),
        ),
    )
    overview = Section(
        anchor="alle-tiltak",
        level=1,
        title=words("Alle tiltak"),
        page="tiltak/",
        role="overview",
        blocks=(
            Table(
                (
                    Column(words("Nr."), 0.08),
                    Column(words("Tiltak"), 0.3),
                    Column(words("Mål"), 0.2),
                    Column(words("Nasjonalt mål"), 0.22),
                    Column(words("Ansvarlig funksjon"), 0.2),
                ),
                (
                    Row(
                        (
                            (paragraph("1"),),
                            (Paragraph((CrossReference("tiltak-felles-rutine", words("Felles rutine for tjenestene")),)),),
                            (paragraph("Mål 1"),),
                            (paragraph("Sterkere fellesskap"),),
                            (paragraph("Folkehelsekoordinator (forslag)"),),
                        ),
                        facets=FIRST_FACETS,
                    ),
                    Row(
                        (
                            (paragraph("2"),),
                            (Paragraph((CrossReference("tiltak-moteplass", words("Åpen møteplass")),)),),
                            (paragraph("Mål 1"),),
                            (paragraph("Sterkere fellesskap (fra målet)"),),
                            (paragraph("Frivilligsentralen"),),
                        ),
                        facets=SECOND_FACETS,
                    ),
                ),
                "overview",
                label="Tabell 2",
                caption=words("Alle tiltak i planen"),
                header_column=1,
            ),
        ),
    )
    matrix = Section(
        anchor="nasjonale-mal",
        level=1,
        title=words("Målene og de nasjonale målene"),
        page="nasjonale-mal/",
        role="matrix",
        blocks=(
            Table(
                (Column(words("Nasjonalt mål"), 0.6), Column(words("Mål 1"), 0.4, "center")),
                (Row(((paragraph("1 Sterkere fellesskap"),), (paragraph("Ja"),))), Row(((paragraph("2 Bedre oversikt"),), (paragraph("–"),)))),
                "matrix",
                label="Tabell 3",
                caption=words("Hvilke nasjonale mål hvert mål følger opp"),
            ),
        ),
    )
    functions = Section(
        anchor="ansvarlige-funksjoner",
        level=1,
        title=words("Ansvarlige funksjoner"),
        page="funksjoner/",
        role="functions",
        blocks=(
            Table(
                (Column(words("Funksjon"), 0.5), Column(words("Ansvar for"), 0.5)),
                (
                    Row(((paragraph("Folkehelsekoordinator"),), (paragraph("tiltak 1"),)), "funksjon-koordinator"),
                    Row(((paragraph("Frivilligsentralen"),), (paragraph("tiltak 2"),)), "funksjon-frivilligsentral"),
                ),
                "register",
            ),
        ),
    )
    references = Section(
        anchor="referanser",
        level=1,
        title=words("Planverk og kilder"),
        page="kilder/",
        role="references",
        sections=(
            Section(
                anchor="referanser-planverk",
                level=2,
                title=words("Relevant planverk"),
                role="part",
                blocks=(
                    DefinitionList(
                        (
                            Definition(
                                words("Folkehelsemelding"),
                                (
                                    paragraph("Staten, 2023–2030."),
                                    Paragraph((Link("https://folkehelse.example/melding", words("Folkehelsemelding på nett")),)),
                                ),
                                "plan-folkehelse",
                            ),
                        ),
                        "grouped",
                    ),
                ),
            ),
            Section(
                anchor="referanser-kilder",
                level=2,
                title=words("Kilder"),
                role="part",
                blocks=(
                    DefinitionList(
                        (Definition(words("Innbyggerundersøkelse"), (paragraph("Døme kommune, 2024."),), "kilde-undersokelse"),), "grouped"
                    ),
                ),
            ),
        ),
    )
    help_card = Card(
        role="help",
        title=words("Trenger du hjelp?"),
        anchor="hjelp",
        blocks=(
            paragraph("Er du i krise eller bekymret for noen, finnes det noen å snakke med nå."),
            DefinitionList(
                (
                    Definition((Link("tel:116123", words("116 123")),), (paragraph("Mental Helse Hjelpetelefonen, hele døgnet"),)),
                    Definition((Link("tel:113", words("113")),), (paragraph("Akutt fare for liv, hele døgnet"),)),
                ),
                "facts",
            ),
            Paragraph(words("Numrene er sist kontrollert 15. januar 2025."), "small"),
        ),
    )
    colophon = Section(
        anchor="om-utgaven",
        level=1,
        title=words("Om denne utgaven"),
        page="om/",
        role="colophon",
        blocks=(
            paragraph("Planen er på høring."),
            Card("notice", words("Klarspråkutgave"), (paragraph("Teksten er skrevet om til klarspråk. Den vedtatte ordlyden står i saken."),)),
            DefinitionList(
                (
                    Definition(words("Utgiver"), (paragraph("Døme kommune, organisasjonsnummer 310 000 000"),)),
                    Definition(words("Versjon"), (paragraph("0123abc, 12. desember 2025"),)),
                ),
                "facts",
            ),
        ),
    )
    return Document(
        language="nb-NO",
        title="Handlingsplan mot ensomhet",
        publisher="Døme kommune",
        period="2025–2028",
        status=Status("hearing", "Høring", "Planen er på høring og er ikke vedtatt."),
        version="0123abc",
        revision="0123abc" + 33 * "0",
        created=datetime(2025, 12, 12, 10, 30, tzinfo=UTC),
        day=date(2025, 12, 12),
        contact="postmottak@dome.example",
        colophon=colophon,
        help=help_card,
        sections=(introduction, definitions, status, goal, overview, matrix, functions, references),
        words=load_words("document", "nb"),
        pages=entry_pages(measures.rows, definitions),
        opening="kapittel-innledning",
        tallies={"": TALLY, "mal-felles-innsats": TALLY},
        moved=MOVED,
        files=FILES,
        history=HISTORY,
    )
