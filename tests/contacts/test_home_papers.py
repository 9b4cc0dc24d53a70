"""Does each home get its own papers, with its own data and nobody else's? And is all told to who asks what is held?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.contacts.about import KEPT_PROTECTED
from app.contacts.commands import set_phone
from app.contacts.disclosure import disclosure
from app.contacts.listed import homes_for
from app.contacts.protection import protect, reveal, reveal_address
from app.contacts.provenance import field_sources, papers_with, sources_of
from app.contacts.queries import ContactFilter, list_contacts
from app.contacts.register.lines import set_told_by, tick_entered
from app.contacts.reports.access import ACCESS_REPORT
from app.contacts.reports.class_lists import OFFICE_LIST
from app.contacts.reports.labels import ADDRESS_LABELS
from app.contacts.reports.letters import LETTERS
from app.contacts.reports.slips import CHECK_DETAILS
from app.contacts.rules import TWO_HOMES
from app.core.about import AboutPart, AboutRow
from app.core.errors import UserError
from app.core.feature import Feature, Hooks
from app.core.i18n import N_, translator
from app.core.report import Report
from app.documents.model import Document, Form, Heading, Labels, Letter
from app.features import FEATURES
from app.handing_out import note_export
from db.history import steps
from db.models import ExternalRole, GroupMember, Person, PersonGroup, Phone, RegisterChange, SchoolYear, StaffRole
from tests.conftest import Clock
from tests.contacts.home_papers import GOLDEN, Homes, as_text, fill
from tests.factories import TODAY, YEAR, opened

TEXT = """Kjære {foresatte}!

Den {dato} skal {navn} ({klasse}) på tur. Husk <i>regntøy</i> & {1} eple.

- matpakke
- sekk"""
ANSWERS: dict[str, dict[str, Any]] = {
    "address-labels": {"first": "3"},
    "letters-home": {"heading": "Tur for {klasse}", "text": TEXT, "name": "Rita Rektor"},
    "check-details": {"by": "2026-09-04"},
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The families of ``home_papers.fill`` in a file, written down by the office on 24 August 2026."""
    path = tmp_path_factory.mktemp("filled") / "school.db"
    with pytest.MonkeyPatch.context() as patch:
        Clock(patch)
        patch.setenv("LOGNAME", "kontoret")
        with opened(path) as store:
            homes = Homes(store)
            fill(homes)
    return path, homes.ids


@pytest.fixture
def homes(
    filled: tuple[Path, dict[str, int]], tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Homes]:
    """The same families in a file of the test's own."""
    monkeypatch.setenv("LOGNAME", "kontoret")
    path, ids = filled
    shutil.copyfile(path, tmp_path / "school.db")
    with opened(tmp_path / "school.db") as store:
        yield Homes(store, dict(ids))


def labels(document: Document) -> list[tuple[str, ...]]:
    return [label for block in document.blocks if isinstance(block, Labels) for label in block.labels]


def letters(document: Document) -> list[Letter]:
    return [block for block in document.blocks if isinstance(block, Letter)]


def slips(document: Document, name: str) -> list[str]:
    """Return the slips of a pupil, each as text."""
    forms = [block for block in document.blocks if isinstance(block, Form) and block.groups[0].fields[0].value == name]
    return [as_text(Document("", "nb", (form,))) for form in forms]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("report", [ADDRESS_LABELS, LETTERS, CHECK_DETAILS], ids=lambda report: report.id)
def test_the_paper_reads_as_the_golden_text(homes: Homes, report: Report, language: str) -> None:
    golden = GOLDEN / f"{report.id}-{language}.txt"
    document = homes.paper(report, language=language, **ANSWERS[report.id])
    assert as_text(document) == golden.read_text(encoding="utf-8")


# -- labels -----------------------------------------------------------------------------------------------------------


def test_siblings_in_a_home_share_a_label_at_the_postal_address(homes: Homes) -> None:
    assert labels(homes.paper(ADDRESS_LABELS))[0] == ("Kari Berg og Per Hansen", "Postboks 12", "0151 Oslo")
    assert sum("Kari Berg" in label[0] for label in labels(homes.paper(ADDRESS_LABELS))) == 1


def test_labels_can_stand_by_name(homes: Homes) -> None:
    names = [label[0] for label in labels(homes.paper(ADDRESS_LABELS, order="name"))]
    assert names == [
        "Kari Berg og Per Hansen",
        "Eva Dahl og Jon Moe",
        "Foresatte til Áilu Hætta",
        "Anne og Nils Lie",
        "Thi Nguyễn",
        "Văn Nguyễn",
        "Tor O'Connor",
        "Mona Aasen",
    ]


def test_the_labels_used_before_are_left_free(homes: Homes) -> None:
    block = homes.paper(ADDRESS_LABELS, "2B", first="23").blocks[0]
    assert isinstance(block, Labels)
    assert block.used == 23
    with pytest.raises(UserError):
        homes.paper(ADDRESS_LABELS, "2B", first="24")


def test_a_home_without_address_has_no_label_and_is_counted_beside_the_paper(homes: Homes) -> None:
    homes.add_pupil("Eli Ny", "2B")
    homes.add_guardian("Mor Ny", "Eli Ny")
    assert "Mor Ny" not in as_text(homes.paper(ADDRESS_LABELS))
    assert homes.remark(ADDRESS_LABELS) == (
        "2 hjem har ikke fått etikett fordi adressene mangler eller er beskyttet. "
        "Det gjelder Eli Ny (2B) og Synne Skjult (5A). "
        "1 etikett er til en foresatt med kontaktforbud. Ta den ut hvis den ikke skal brukes."
    )
    assert homes.remark(ADDRESS_LABELS, "2B", "nn") == (
        "1 heim har ikkje fått etikett fordi adressa manglar eller er verna. Det gjeld Eli Ny (2B)."
    )


def test_five_pupils_whose_home_has_no_address_are_named_and_the_rest_are_counted(homes: Homes) -> None:
    for name in ("Ada", "Bo", "Cia", "Dag", "Eli", "Finn", "Geir"):
        homes.add_pupil(f"{name} Ny", "2B")
    for report in (ADDRESS_LABELS, LETTERS):
        said = homes.remark(report, "2B", text="Hei")
        assert said.endswith("Det gjelder Ada Ny (2B), Bo Ny (2B), Cia Ny (2B), Dag Ny (2B), Eli Ny (2B) og 2 til.")
    paper = as_text(homes.paper(ADDRESS_LABELS, "2B"))
    assert "Ny" not in paper.replace("Nyveien", "")
    assert "2 til" not in paper


def test_only_who_is_named_counts_as_being_on_the_labels(homes: Homes) -> None:
    assert homes.names(homes.paper(ADDRESS_LABELS, "2B")) == {
        "Kari Berg",
        "Per Hansen",
        "Anne Lie",
        "Nils Lie",
        "Eva Dahl",
        "Jon Moe",
    }
    assert homes.names(homes.paper(ADDRESS_LABELS, people=("Áilu Hætta",))) == {"Áilu Hætta"}


def test_a_guardian_who_was_chosen_gets_a_label_of_their_own(homes: Homes) -> None:
    assert labels(homes.paper(ADDRESS_LABELS, people=("Eva Dahl",))) == [("Eva Dahl", "Sjøgata 7", "0158 Oslo")]


def test_two_families_at_one_address_have_a_label_each(homes: Homes) -> None:
    homes.add_pupil("Una Vik", "2B", home="Nyveien 6, 0157 Oslo")
    homes.add_guardian("Siv Vik", "Una Vik", home="Nyveien 6, 0157 Oslo")
    there = [label[0] for label in labels(homes.paper(ADDRESS_LABELS)) if "Nyveien 6" in label]
    assert there == ["Anne og Nils Lie", "Siv Vik"]


def test_half_siblings_in_a_home_share_a_label(homes: Homes) -> None:
    homes.add_pupil("Emma Berg", "2B", home="Storgata 1, 0150 Oslo")
    homes.share("Emma Berg", "Kari Berg")
    assert sum("Kari Berg" in label[0] for label in labels(homes.paper(ADDRESS_LABELS))) == 1


def test_who_may_not_meet_one_of_the_siblings_is_never_in_their_household(homes: Homes) -> None:
    homes.link("Ida Berg", "Per Hansen", contact_ban="in_force")
    names = [label[0] for label in labels(homes.paper(ADDRESS_LABELS))]
    assert "Kari Berg og Per Hansen" in names  # Ola's
    assert "Kari Berg" in names
    assert "Per Hansen" in names
    by_pupil = {letter.paragraphs[0]: letter.recipient[0] for letter in letters(homes.paper(LETTERS, text="{navn}"))}
    assert by_pupil["Ola Berg"] == "Kari Berg og Per Hansen"


def test_who_may_not_meet_the_pupil_is_not_written_to_at_the_pupils_address(homes: Homes) -> None:
    homes.add_pupil("Mia Moen", home="Lia 9, 0159 Oslo")
    homes.add_guardian("Lise Moen", "Mia Moen")
    homes.add_guardian("Ulf Moen", "Mia Moen")
    assert labels(homes.paper(ADDRESS_LABELS, people=("Mia Moen",))) == [("Lise og Ulf Moen", "Lia 9", "0159 Oslo")]
    homes.link("Mia Moen", "Ulf Moen", contact_ban="in_force")
    assert labels(homes.paper(ADDRESS_LABELS, people=("Mia Moen",))) == [("Lise Moen", "Lia 9", "0159 Oslo")]


def test_who_is_told_on_request_only_is_not_written_to(homes: Homes) -> None:
    homes.link("<b>Ola Aasen", "Tor O'Connor", information_on_request=True)
    text = as_text(homes.paper(ADDRESS_LABELS))
    assert "Mona Aasen" in text
    assert "O'Connor" not in text


def test_the_list_of_people_counts_a_home_kept_apart_as_a_second_one(homes: Homes) -> None:
    with_two = homes.store.read(list_contacts, ContactFilter(YEAR, marks=TWO_HOMES))
    assert [row.name for row in with_two] == ["Lie, Bo", "Nguyễn, Linh", "Aasen, <b>Ola"]


# -- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{navn}, {klasse}, {dato}, {foresatte}",
        "{namn}, {Klasse}, {DATO}, {føresette}",
        "{name}, { class }, {date}, {guardians}",
    ],
)
def test_fields_are_filled_in_by_their_names_in_every_language(homes: Homes, text: str) -> None:
    found = letters(homes.paper(LETTERS, "2B", text=text))
    assert found[0].paragraphs == ("Ola Berg, 2B, 24. august 2026, Kari Berg og Per Hansen",)


def test_siblings_are_named_in_one_letter(homes: Homes) -> None:
    found = letters(homes.paper(LETTERS, heading="{klasse}", text="{navn}", people=("Ida Berg", "Ola Berg")))
    assert [(letter.heading, letter.paragraphs) for letter in found] == [("2B og 5A", ("Ola og Ida Berg",))]


@pytest.mark.parametrize("option", ["heading", "text"])
def test_an_unknown_field_is_named_in_one_sentence(homes: Homes, option: str) -> None:
    answers: dict[str, Any] = {option: "Hei {fornavn}!"}
    with pytest.raises(UserError) as refused:
        homes.paper(LETTERS, **answers)
    assert refused.value.field == option
    assert translator("nb")(refused.value.message, **refused.value.values) == (
        "Det finnes ikke noe felt som heter {fornavn}. Disse kan brukes: {navn} {klasse} {dato} {foresatte}."
    )


def test_other_brackets_stay_as_they_are(homes: Homes) -> None:
    text = "{ } {1} {a b} } { {{navn}} {navn"
    found = letters(homes.paper(LETTERS, people=("Áilu Hætta",), text=text))
    assert found[0].paragraphs == ("{ } {1} {a b} } { {Áilu Hætta} {navn",)


def test_a_name_that_looks_like_a_field_is_a_name(homes: Homes) -> None:
    homes.add_pupil("{klasse} %s", "2B")
    found = letters(homes.paper(LETTERS, people=("{klasse} %s",), text="{navn}"))
    assert found[0].paragraphs == ("{klasse} %s",)


def test_a_letter_names_nobody_of_the_other_home(homes: Homes) -> None:
    found = letters(homes.paper(LETTERS, text="{foresatte}", people=("<b>Ola Aasen",)))
    mother, father = (as_text(Document("", "nb", (letter,))) for letter in found)
    assert "Mona Aasen" in mother
    assert "Elveveien" in mother
    assert "O'Connor" not in mother
    assert "Bakken" not in mother
    assert "O'Connor" in father
    assert "Mona" not in father
    assert "Elveveien" not in father


def test_a_protected_home_has_a_letter_without_address_that_does_not_say_why(homes: Homes) -> None:
    found = letters(homes.paper(LETTERS, text="Hei", people=("Synne Skjult",)))
    assert [letter.recipient for letter in found] == [("Gro Skjult",)]
    text = as_text(homes.paper(LETTERS, text="Hei"))
    assert "Kvistveien" not in text
    assert translator("nb")("Contact through the office") not in text
    assert homes.remark(LETTERS, text="Hei") == (
        "1 brev er uten adresse fordi den mangler eller er beskyttet. Lever det selv. "
        "Det gjelder Synne Skjult (5A). "
        "1 brev er til en foresatt med kontaktforbud. Ta det ut hvis det ikke skal sendes."
    )


def test_a_ban_that_the_office_has_decided_on_is_not_remarked(homes: Homes) -> None:
    assert "kontaktforbud" in homes.remark(LETTERS, "5A", text="Hei")
    homes.link("Linh Nguyễn", "Văn Nguyễn", contact_ban="lists_allowed")
    assert "kontaktforbud" not in homes.remark(LETTERS, "5A", text="Hei") + homes.remark(ADDRESS_LABELS, "5A")
    assert homes.remark(LETTERS, "2B", text="Hei") == ""


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_letter_without_a_text_is_refused_at_the_text(homes: Homes, text: str) -> None:
    with pytest.raises(UserError) as refused:
        homes.paper(LETTERS, heading="Tur", text=text)
    assert refused.value.field == "text"
    assert translator("nn")(refused.value.message) == "Skriv teksten i brevet."


# -- slips ------------------------------------------------------------------------------------------------------------


def test_a_slip_shows_the_data_of_its_own_home_alone(homes: Homes) -> None:
    homes.person("Tor O'Connor", language="engelsk")
    homes.lives("<b>Ola Aasen", "Postboks 99, 0151 Oslo", "postal")
    with homes.store.change("Added a phone") as session:
        session.add(Phone(person_id=homes.ids["<b>Ola Aasen"], number="+4795000000"))
    mother, father = slips(homes.paper(CHECK_DETAILS), "<b>Ola Aasen")
    for own in ("Mona Aasen", "910 00 001", "Elveveien 2", "950 00 000", "03.02.2016", "Postboks 99"):
        assert own in mother
    for others in ("O'Connor", "910 00 002", "tor@example.no", "Bakken 3", "engelsk"):
        assert others not in mother
        assert others in father
    for others in ("Mona", "910 00 001", "Elveveien", "950 00 000", "Uten telefon", "Postboks 99"):
        assert others not in father


def test_a_contact_ban_keeps_how_anybody_is_reached_off_both_slips(homes: Homes) -> None:
    mother, father = slips(homes.paper(CHECK_DETAILS), "Linh Nguyễn")
    for text in (mother, father):
        for value in ("Parkveien", "0154", "920 00 001", "920 00 002", "24.12.2016"):
            assert value not in text
    assert "Thi Nguyễn" in mother
    assert "Văn" not in mother
    assert "Văn Nguyễn" in father
    assert "Thi" not in father


def test_a_decision_of_the_office_brings_the_banned_homes_data_back_each_to_its_own_slip(homes: Homes) -> None:
    homes.link("Linh Nguyễn", "Văn Nguyễn", contact_ban="lists_allowed")
    mother, father = slips(homes.paper(CHECK_DETAILS), "Linh Nguyễn")
    assert "920 00 001" in mother
    assert "Parkveien 4" in mother
    assert "920 00 002" not in mother
    assert "920 00 002" in father
    assert "920 00 001" not in father


def test_the_slip_of_a_sibling_does_not_show_the_address_of_a_home_with_a_contact_ban(homes: Homes) -> None:
    homes.add_pupil("An Nguyễn", "2B", home="Parkveien 4, 0154 Oslo")
    homes.add_guardian("Hai Nguyễn", "An Nguyễn", phone="92000003", home="Parkveien 4, 0154 Oslo")
    homes.share("An Nguyễn", "Thi Nguyễn")
    (slip,) = slips(homes.paper(CHECK_DETAILS), "An Nguyễn")
    assert "Parkveien" not in slip
    assert "920 00 001" not in slip


def test_a_home_where_one_may_not_be_reached_has_no_postal_address_either(homes: Homes) -> None:
    homes.add_pupil("An Nguyễn", "2B", home="Parkveien 4, 0154 Oslo")
    homes.add_guardian("Hai Nguyễn", "An Nguyễn", home="Parkveien 4, 0154 Oslo")
    homes.lives("Hai Nguyễn", "Postboks 7, 0151 Oslo", "postal")
    homes.share("An Nguyễn", "Thi Nguyễn")
    pupil = homes.ids["An Nguyễn"]

    def postal(audience: str) -> list[tuple[str, str, str]]:
        def found(session: Session) -> list[tuple[str, str, str]]:
            allowed = disclosure(session, audience, TODAY)
            return [home.postal_address for home in homes_for(session, [pupil], allowed, TODAY)[pupil]]

        return homes.store.read(found)

    assert postal("office") == [("Postboks 7", "0151", "Oslo")]
    assert postal("home") == [("", "", "")]


def test_other_slips_are_the_same_with_and_without_a_protected_family(homes: Homes) -> None:
    before = as_text(homes.paper(CHECK_DETAILS))
    assert "Skjult" not in before
    homes.add_pupil("Ny Gjemt", "2B", home="Gjemveien 1, 0150 Oslo")
    homes.add_guardian("Mor Gjemt", "Ny Gjemt", phone="94000000")
    protect(homes.store, homes.ids["Mor Gjemt"], "strictly_confidential")
    after = homes.paper(CHECK_DETAILS)
    assert as_text(after) == before
    assert homes.names(after) & {"Synne Skjult", "Gro Skjult", "Ny Gjemt", "Mor Gjemt"} == set()
    assert homes.remark(CHECK_DETAILS) == (
        "2 hjem har ikke fått skjema fordi adressene er beskyttet. Spør familiene selv. "
        "2 skjemaer er uten telefon, e-post og adresse på grunn av kontaktforbud. Ta dem ut hvis de ikke skal sendes."
    )


def test_who_is_no_pupil_has_no_slip(homes: Homes) -> None:
    assert not [block for block in homes.paper(CHECK_DETAILS, people=("Eva Dahl",)).blocks if isinstance(block, Form)]


# -- what is held of one person ---------------------------------------------------------------------------------------


def know_all_about_kari(homes: Homes) -> None:
    """Give one person something in every table there is."""
    store, kari = homes.store, homes.ids["Kari Berg"]
    homes.person(
        "Kari Berg",
        language="norsk",
        note="Ringes helst etter kl. 15",
        unlisted_email=True,
        birth_date=date(1985, 7, 1),
    )
    with store.change("Changed much about {name}", name="Kari Berg") as session:
        year = session.query(SchoolYear).one().id
        group = PersonGroup(school_year_id=year, name="17. mai")
        session.add(group)
        session.flush()
        session.add(GroupMember(group_id=group.id, person_id=kari))
        session.add(
            StaffRole(person_id=kari, function="vikar", valid_from=date(2026, 8, 1), valid_to=date(2026, 12, 31))
        )
        session.add(ExternalRole(person_id=kari, kind="politician", organisation="Oslo kommune"))
        session.add(
            RegisterChange(
                person_id=kari,
                field="phone",
                made_on=date(2026, 8, 20),
                told_by="Kari Berg",
                entered_on=date(2026, 8, 21),
            )
        )
    document = homes.paper(OFFICE_LIST, "5A")
    note_export(store, OFFICE_LIST, homes.request(OFFICE_LIST, "5A"), document)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_access_report_reads_as_the_golden_text(homes: Homes, language: str) -> None:
    know_all_about_kari(homes)
    golden = GOLDEN / f"access-report-{language}.txt"
    document = homes.paper(ACCESS_REPORT, language=language, people=("Kari Berg",))
    assert as_text(document) == golden.read_text(encoding="utf-8")
    assert homes.names(document) == {"Kari Berg", "Ida Berg", "Ola Berg"}


def test_neither_title_nor_bookmarks_nor_file_name_tell_whom_it_is_about(homes: Homes) -> None:
    know_all_about_kari(homes)
    document = homes.paper(ACCESS_REPORT, people=("Kari Berg",))
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    name = ACCESS_REPORT.file_name(homes.request(ACCESS_REPORT, people=("Kari Berg",)), translator("nb"))
    assert not [text for text in (document.title, name, *headings) if "Kari" in text or "Berg" in text]


@pytest.mark.parametrize("people", [(), ("Kari Berg", "Ida Berg")])
def test_it_is_about_exactly_one_person(homes: Homes, people: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        homes.paper(ACCESS_REPORT, people=people)


def test_what_is_protected_is_not_printed_and_who_looked_is(homes: Homes) -> None:
    protect(homes.store, homes.ids["Gro Skjult"], "client")
    reveal(homes.store, homes.ids["Gro Skjult"], "Ringe om sykdom")
    reveal(homes.store, homes.ids["Synne Skjult"], "Sende brev i posten")
    text = as_text(homes.paper(ACCESS_REPORT, people=("Gro Skjult",)))
    assert "930 00 001" not in text
    assert "93000001" not in text
    assert "Kvistveien" not in text
    assert f"\nTelefon, e-post og adresse | {translator('nb')(KEPT_PROTECTED)}" in text
    assert (
        "24.08.2026 kl. 09.30 | Så på beskyttede kontaktopplysninger for Gro Skjult: Ringe om sykdom | kontoret" in text
    )
    assert "Sende brev i posten" not in text


def test_the_address_a_protected_person_may_share_is_handed_over_by_the_principal_too(homes: Homes) -> None:
    reveal_address(homes.store, homes.ids["Gro Skjult"], "Sende brev i posten")
    text = as_text(homes.paper(ACCESS_REPORT, people=("Gro Skjult",)))
    assert "Kvistveien" not in text
    assert "930 00 001" in text  # her own, and she is not graded
    assert f"\nAdresse | {translator('nb')(KEPT_PROTECTED)}" in text
    assert "Sende brev i posten" in text


def more_about(_session: object, person_id: int) -> tuple[AboutPart, ...]:
    """What a later feature holds."""
    return (AboutPart(N_("Groups"), (AboutRow(N_("Group"), (f"number {person_id}",)),)),)


def test_what_later_features_hold_is_told_too(homes: Homes) -> None:
    place = f"{__name__}:more_about"
    homes.store._hooks = Hooks((*FEATURES, Feature("later", hooks={"about_person": place})))
    text = as_text(homes.paper(ACCESS_REPORT, people=("Eva Dahl",)))
    assert f"number {homes.ids['Eva Dahl']}" in text
    assert "Sjøgata 7" in text


# -- where it came from -----------------------------------------------------------------------------------------------


def test_a_value_comes_from_the_newest_step_that_gave_it(homes: Homes, clock: Clock) -> None:
    store, kari = homes.store, homes.ids["Kari Berg"]
    clock.set(clock.time + timedelta(days=1))
    with store.change("Imported {file}", file="elevliste.xlsx") as session:
        phone = session.query(Phone).filter_by(person_id=kari).one()
        phone.number = "+4790011111"
        session.get_one(Person, kari).language = "samisk"
    source = store.read(sources_of, kari)[("phone", phone_id(homes, "Kari Berg"))]
    assert (source.label, dict(source.arguments)) == ("Imported {file}", {"file": "elevliste.xlsx"})
    assert (source.made_at, source.made_by) == (datetime(2026, 8, 25, 9, 30), "kontoret")
    fields = store.read(field_sources, kari)
    assert fields["language"].label == "Imported {file}"
    assert fields["given_name"].label == "Added a guardian"


def test_what_was_undone_gave_no_value(homes: Homes) -> None:
    store, kari = homes.store, homes.ids["Kari Berg"]
    key = ("phone", phone_id(homes, "Kari Berg"))
    with store.change("Changed phone for {name}", name="Kari Berg") as session:
        session.query(Phone).filter_by(person_id=kari).one().number = "+4790011111"
    assert store.read(sources_of, kari)[key].label == "Changed phone for {name}"
    store.undo()
    assert store.read(sources_of, kari)[key].label == "Added a guardian"
    store.redo()
    assert store.read(sources_of, kari)[key].label == "Changed phone for {name}"


def test_who_told_us_of_a_value_stays_known_when_it_is_entered(homes: Homes, clock: Clock) -> None:
    store, kari = homes.store, homes.ids["Kari Berg"]

    def teller() -> str:
        return store.read(sources_of, kari)[("phone", phone_id(homes, "Kari Berg"))].told_by

    def change(number: str, told_by: str = "") -> None:
        clock.set(clock.time + timedelta(days=1))
        with store.change("Changed phone for {name}", name="Kari Berg") as session:
            set_phone(session, kari, phone_id(homes, "Kari Berg"), number)
            session.flush()
            row = session.scalars(select(RegisterChange).order_by(RegisterChange.id.desc()).limit(1)).one()
            assert (row.person_id, row.field) == (kari, "phone")
            if told_by:
                set_told_by(session, row.id, told_by)

    change("90011111", told_by="mor, på telefon")
    assert teller() == "mor, på telefon"
    with store.change("Entered") as session:
        tick_entered(session, [row.id for row in session.scalars(select(RegisterChange))])
    assert teller() == "mor, på telefon"
    assert store.read(field_sources, kari)["given_name"].told_by == ""
    change("90022222")
    assert teller() == ""


def test_the_papers_of_some_people_are_found_from_a_day_on(homes: Homes, clock: Clock) -> None:
    store = homes.store
    for subject in ("5A", "2B", "5A"):
        clock.set(clock.time + timedelta(days=1))
        note_export(store, OFFICE_LIST, homes.request(OFFICE_LIST, subject), homes.paper(OFFICE_LIST, subject))
    reveal(store, homes.ids["Synne Skjult"], "Ringe om sykdom")
    eva, ida = homes.ids["Eva Dahl"], homes.ids["Ida Berg"]

    def days(*people: int, since: datetime | None = None) -> list[tuple[int, object]]:
        return [(row.made_at.day, row.arguments["subject"]) for row in store.read(papers_with, people, since)]

    assert days(eva) == [(26, "2B")]
    assert days(ida) == [(27, "5A"), (25, "5A")]
    assert days(eva, ida) == [(27, "5A"), (26, "2B"), (25, "5A")]
    assert days(eva, ida, since=datetime(2026, 8, 26)) == [(27, "5A"), (26, "2B")]
    assert days(homes.ids["Synne Skjult"], since=datetime(2026, 8, 27)) == [(27, "5A")]  # a look is no paper


def phone_id(homes: Homes, name: str) -> int:
    return homes.store.read(lambda session: session.query(Phone).filter_by(person_id=homes.ids[name]).one().id)


def test_a_paper_about_one_person_is_noted_as_handed_out_about_one(homes: Homes) -> None:
    request = homes.request(ACCESS_REPORT, people=("Kari Berg",))
    document = homes.paper(ACCESS_REPORT, people=("Kari Berg",))
    assert len(document.people) > 1  # others are named on it
    note_export(homes.store, ACCESS_REPORT, request, document)
    step = homes.store.read(lambda session: steps(session, limit=1))[0]
    assert translator("nb").say(step.label, step.arguments).endswith(": én person")
    assert translator("nn").say(step.label, step.arguments).endswith(": ein person")
