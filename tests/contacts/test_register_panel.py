"""Does the office see what the school's register must be told, and can it tick, copy and pass it on?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from sqlalchemy import select

from app.contacts.commands import (
    add_pupil,
    leave_school,
    move_people_to_class,
    set_address,
    set_email,
    set_field,
    set_link,
    set_phone,
    unlink_guardian,
)
from app.contacts.protection import protect
from app.contacts.queries import emails_of, phones_of
from app.contacts.register.lines import confirm, tick_entered
from app.contacts.register.panel import RegisterPanel
from app.contacts.register.words import for_teachers, register_facts, said_value, teachers_text
from app.core.i18n import translator
from db.history import steps
from db.models import GuardianLink, RegisterChange
from db.store import Store
from tests.factories import START, TODAY, class_called, guardian, person, pupil, teacher
from tests.office import Office


def did(store: Store, call: object, *args: object) -> None:
    with store.change("Changed") as session:
        call(session, *args)  # type: ignore[operator]


@pytest.fixture
def family(office: Office) -> dict[str, int]:
    """Nora in 5A and Ola in 7B, their mother Kari, and the teacher of 5A; nothing waits yet."""
    store = office.store
    nora, ola = pupil(store, "Nora Berg", "5A"), pupil(store, "Ola Berg", "7B")
    ids = {
        "nora": nora,
        "ola": ola,
        "kari": guardian(store, "Kari Berg", nora, ola, phone="90012345", email="kari@example.no"),
        "per": guardian(store, "Per Moe", nora, phone="22123456"),
        "liv": teacher(store, "Liv Aas", "5A"),
    }
    waiting = store.read(lambda session: list(session.scalars(select(RegisterChange.id))))
    with store.change("Confirmed") as session:
        people = set(session.scalars(select(RegisterChange.person_id)))
        fields = {"started", "guardians", "phone", "email"}
        assert confirm(session, dict.fromkeys(people, fields)) == len(waiting)
    return ids


def new_number(store: Store, person: int, text: str) -> None:
    phone = store.read(phones_of, [person])[person][0]
    did(store, set_phone, person, phone.id, text)


def opened(office: Office) -> RegisterPanel:
    office.contacts.context.show_panel(RegisterPanel(office.context))
    panel = office.window.panel
    assert isinstance(panel, RegisterPanel)
    return panel


def rows(panel: RegisterPanel) -> list[tuple[str, str, str, str]]:
    return [(row.classes, row.who, row.what, row.now) for row in panel.pane.table.rows.rows]


def values(store: Store, audience: str = "office") -> dict[tuple[str, str], str]:
    tr = translator("nb")
    facts = store.read(register_facts, TODAY, audience)
    return {(fact.line.name, fact.line.field): said_value(fact, tr) for fact in facts}


def lines(store: Store) -> str:
    tr = translator("nb")
    return teachers_text(for_teachers(store.read(register_facts, TODAY, "staff"), tr), tr)


# -- what stands there ------------------------------------------------------------------------------------------------


def test_every_fact_is_said_as_it_stands_here_now(office: Office, family: dict[str, int]) -> None:
    store = office.store
    new_number(store, family["kari"], "900 99 999")
    did(store, set_phone, family["kari"], None, "22 33 44 55")
    did(store, set_email, family["kari"], store.read(emails_of, [family["kari"]])[family["kari"]][0].id, "")
    for field, text in (("street", "Strandgata 11"), ("postal_code", "4307"), ("city", "Sandnes")):
        did(store, set_address, family["kari"], field, text)
    did(store, set_address, family["per"], "street", "Postboks 3", "postal")
    for field, text in (("family_name", "Berg-Moe"), ("birth_date", "24.12.2015"), ("gender", "female")):
        did(store, set_field, family["nora"], field, text)
    did(store, set_field, family["per"], "language", "polsk")
    link = store.read(
        lambda session: session.scalar(
            select(GuardianLink.id).where(
                GuardianLink.pupil_id == family["nora"], GuardianLink.guardian_id == family["kari"]
            )
        )
    )
    did(store, set_link, link, "relation", "mother")
    did(store, set_link, link, "parental_responsibility", "yes")
    did(store, move_people_to_class, [family["nora"]], class_called(store, "5B"), date(2026, 8, 24))
    did(store, leave_school, family["ola"], date(2026, 8, 28))
    assert values(store) == {
        ("Kari Berg", "phone"): "900 99 999; 22 33 44 55",
        ("Kari Berg", "email"): "fjernet",
        ("Kari Berg", "address"): "Strandgata 11, 4307 Sandnes",
        ("Per Moe", "postal_address"): "Postboks 3",
        ("Per Moe", "language"): "polsk",
        ("Nora Berg-Moe", "family_name"): "Berg-Moe",
        ("Nora Berg-Moe", "birth_date"): "24.12.2015",
        ("Nora Berg-Moe", "gender"): "Jente/kvinne",
        ("Nora Berg-Moe", "relation"): "Kari Berg: mor; Per Moe: ikke oppgitt",
        ("Nora Berg-Moe", "parental_responsibility"): "Kari Berg: ja; Per Moe: ukjent",
        ("Nora Berg-Moe", "class"): "5B fra 24.08.2026",
        ("Ola Berg", "left"): "Siste dag i 7B: 28.08.2026",
    }


def test_a_new_pupil_is_said_with_class_and_a_guardian_taken_off_is_gone(
    office: Office, family: dict[str, int]
) -> None:
    store = office.store
    pupil(store, "Ny Elev", "5A")
    link = store.read(
        lambda session: session.scalar(select(GuardianLink.id).where(GuardianLink.guardian_id == family["per"]))
    )
    did(store, unlink_guardian, link)
    assert values(store) == {
        ("Ny Elev", "started"): "5A fra 17.08.2026",
        ("Nora Berg", "guardians"): "Kari Berg",
    }


def test_a_row_says_class_pupils_role_and_who_changed_it(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    panel = opened(office)
    (row,) = panel.pane.table.rows.rows
    assert (row.classes, row.pupils, row.who, row.what, row.now) == (
        "5A, 7B",
        "Nora Berg, Ola Berg",
        "Kari Berg (foresatt)",
        "Mobil",
        "900 99 999",
    )
    assert (row.made_on, row.made_by) == (TODAY, office.store.read(steps)[0].made_by)


def test_a_protected_value_never_stands_there(office: Office, family: dict[str, int]) -> None:
    store = office.store
    new_number(store, family["kari"], "900 99 999")
    for field, text in (("street", "Hemmeligveien 1"), ("city", "Sandnes")):
        did(store, set_address, family["nora"], field, text)
    protect(store, family["kari"], "confidential")
    panel = opened(office)
    panel.pane.table.selectAll()
    panel.copy_table()
    said = QApplication.clipboard().text() + " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "900 99" not in said
    assert "Hemmeligveien" not in said  # of the daughter, whose address is her mother's
    assert [row.now for row in panel.pane.table.rows.rows] == ["Beskyttet: trykk Vis på personen"] * 2


def test_classes_stand_in_their_order_and_a_pupil_before_the_guardians(office: Office, family: dict[str, int]) -> None:
    store = office.store
    pupil(store, "Åse Ti", "10A")
    pupil(store, "Bo To", "2A")
    new_number(store, family["kari"], "900 99 999")
    did(store, set_field, family["nora"], "gender", "female")
    new_number(store, family["per"], "900 88 888")
    shown = [(row.classes, row.name) for row in opened(office).pane.table.rows.rows]
    assert shown == [
        ("2A", "Bo To"),
        ("5A", "Nora Berg"),
        ("5A, 7B", "Kari Berg"),
        ("5A", "Per Moe"),
        ("10A", "Åse Ti"),
    ]


def test_the_list_is_printed_as_a_paper_to_tick_with_a_pen(office: Office, family: dict[str, int]) -> None:
    from app.contacts.reports.to_register import TO_REGISTER
    from tests.contacts.reports.papers import as_text, paper, rows_of

    store = office.store
    new_number(store, family["kari"], "900 99 999")
    new_number(store, family["per"], "900 88 888")
    did(store, set_email, family["per"], None, "per@example.no")
    first = store.read(register_facts, TODAY)[0].line.id
    did(store, tick_entered, [first])
    protect(store, family["per"], "confidential")
    document = paper(store, TO_REGISTER, "5A")
    assert rows_of(document)[1:] == [
        " | 5A | Berg, Nora | Per Moe (foresatt) | Telefon | slå opp i programmet |  | 2026-08-24",
        " | 5A | Berg, Nora | Per Moe (foresatt) | E-post | slå opp i programmet |  | 2026-08-24",
    ]
    assert document.people == {family["nora"], family["per"]}
    both = paper(store, TO_REGISTER, "7B", options={"entered": "yes"})
    assert rows_of(both)[1:] == [
        "24.08.2026 | 5A, 7B | Berg, Nora / Berg, Ola | Kari Berg (foresatt) | Mobil | 900 99 999 |  | 2026-08-24"
    ]
    assert "Ingenting venter på å bli ført." in as_text(paper(store, TO_REGISTER, "7B"))


# -- ticking ----------------------------------------------------------------------------------------------------------


def test_enter_ticks_and_the_next_row_is_there_for_the_next_enter(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    assert QApplication.focusWidget() is panel.pane.filter_box
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: [row[1] for row in rows(panel)] == ["Per Moe (foresatt)"])
    assert panel.pane.table.current_row.name == "Per Moe"
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: rows(panel) == [])
    assert [office.context.say_step(step) for step in office.store.read(steps)[:2]] == [
        "Førte «Telefon» for Per Moe i fagsystemet",
        "Førte «Telefon» for Kari Berg i fagsystemet",
    ]


def test_several_are_one_step_and_can_be_unticked_again(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    panel.pane.table.setFocus()
    panel.pane.table.selectAll()
    office.qtbot.keyClick(panel.pane.table, Qt.Key.Key_Space)
    office.qtbot.waitUntil(lambda: rows(panel) == [])
    assert office.context.say_step(office.store.read(steps)[0]) == "Førte endringer i fagsystemet: 2"
    panel.states.choose("entered")
    assert len(rows(panel)) == 2
    assert panel.turn_button.text() == "Ikke &ført likevel"
    office.qtbot.mouseClick(panel.turn_button, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: len(rows(panel)) == 1)
    panel.states.choose("waiting")
    assert [row[1] for row in rows(panel)] == ["Kari Berg (foresatt)"]
    office.context.undo()
    office.context.undo()
    office.qtbot.waitUntil(lambda: len(rows(panel)) == 2)


def test_all_that_match_are_ticked_also_beyond_what_is_loaded(office: Office) -> None:
    class_id = class_called(office.store, "5A")
    with office.store.change("Added pupils") as session:
        for number in range(203):
            add_pupil(session, person(f"Elev Nummer{number}"), class_id, START)
    panel = opened(office)
    assert len(panel.pane.table.rows.rows) == 200
    panel.pane.table.selectAll()
    panel.turn()
    office.qtbot.waitUntil(lambda: rows(panel) == [])
    assert office.context.say_step(office.store.read(steps)[0]) == "Førte endringer i fagsystemet: 203"


def test_what_a_file_confirms_is_gone_from_both_lists(office: Office, family: dict[str, int]) -> None:
    store = office.store
    new_number(store, family["kari"], "900 99 999")
    new_number(store, family["per"], "900 88 888")
    panel = opened(office)
    did(store, tick_entered, [panel.pane.table.rows.rows[0].id])
    did(store, confirm, {family["kari"]: {"phone"}, family["per"]: {"phone"}})
    office.qtbot.waitUntil(lambda: rows(panel) == [])
    panel.states.choose("entered")
    assert rows(panel) == []


def test_the_value_is_read_anew_when_it_changes(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    panel = opened(office)
    new_number(office.store, family["kari"], "900 77 777")
    office.qtbot.waitUntil(lambda: [row[3] for row in rows(panel)] == ["900 77 777"])
    assert "900 77 777" in panel.about.text()


def test_the_list_is_filtered_by_name_class_and_number(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    for text, names in (("7b", ["Kari Berg"]), ("per moe", ["Per Moe"]), ("90088888", ["Per Moe"]), ("zz", [])):
        panel.pane.filter_box.setText(text)
        office.qtbot.waitUntil(lambda text=text: panel.pane.table.rows.text == text)  # type: ignore[misc]
        assert [row.name for row in panel.pane.table.rows.rows] == names
    assert panel.turn_button.isEnabled() is False


# -- who told it ------------------------------------------------------------------------------------------------------


def test_who_told_us_is_written_beside_the_row(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    panel = opened(office)
    panel.told_by.setFocus()
    office.qtbot.keyClicks(panel.told_by, "mor")
    office.qtbot.keyClick(panel.told_by, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: [row.told_by for row in panel.pane.table.rows.rows] == ["mor"])
    assert (
        office.context.say_step(office.store.read(steps)[0]) == "Noterte hvem som opplyste om «Telefon» for Kari Berg"
    )


def test_a_fodselsnummer_is_refused_there_and_stays_at_its_row(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    panel.told_by.setFocus()
    office.qtbot.keyClicks(panel.told_by, "13097248022")  # a number with valid check digits that nobody has
    office.qtbot.keyClick(panel.told_by, Qt.Key.Key_Return)
    assert panel.form.fields["told_by"].error.text
    panel.pane.table.go_to_row(1)
    assert panel.pane.table.current_row.name == "Kari Berg"
    assert panel.may_leave() is False
    panel.told_by.restore()
    assert panel.may_leave()
    assert all(row.told_by == "" for row in panel.pane.table.rows.rows)


# -- passing it on ----------------------------------------------------------------------------------------------------


def test_the_contact_teachers_get_their_lines_as_text(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["kari"], "900 99 999")
    panel = opened(office)
    panel.told_by.setFocus()
    office.qtbot.keyClicks(panel.told_by, "mor")
    office.qtbot.mouseClick(panel.teachers_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == (
        "Til Liv Aas, 5A:\n"
        "5A Nora Berg: mobil for Kari Berg er nå 900 99 999 (opplyst av mor, 24.08.2026)\n"
        "\n"
        "Til kontaktlæreren i 7B:\n"
        "7B Ola Berg: mobil for Kari Berg er nå 900 99 999 (opplyst av mor, 24.08.2026)"
    )
    step = office.store.read(steps)[0]
    assert step.kind == "export"
    assert office.context.say_step(step) == "Kopiert til kontaktlærer, Liv Aas (5A), 7B: 1"
    assert "900" not in str(step.arguments)
    assert office.notices[-1].text == "Kopierte 1 endring til Liv Aas (5A), 7B. Lim den inn i en melding."


def test_the_text_is_in_the_schools_own_language(office: Office, family: dict[str, int]) -> None:
    from app.school.commands import set_school_field

    did(office.store, set_school_field, "written_standard", "nn")
    new_number(office.store, family["per"], "900 88 888")
    opened(office).copy_for_teachers()
    assert QApplication.clipboard().text() == (
        "Til Liv Aas, 5A:\n5A Nora Berg: mobil for Per Moe er no 900 88 888 (24.08.2026)"
    )


def test_the_contact_teacher_hears_of_classes_names_and_what_is_removed(office: Office, family: dict[str, int]) -> None:
    store = office.store
    did(store, set_field, family["nora"], "family_name", "Berg-Moe")
    did(store, set_email, family["kari"], store.read(emails_of, [family["kari"]])[family["kari"]][0].id, "")
    did(store, leave_school, family["ola"], date(2026, 8, 28))
    pupil(store, "Ny Elev", "5A")
    assert lines(store) == (
        "Til Liv Aas, 5A:\n"
        "5A Nora Berg-Moe: etternavn er nå Berg-Moe (24.08.2026)\n"
        "5A Nora Berg-Moe: e-post for Kari Berg er fjernet (24.08.2026)\n"
        "5A Ny Elev: begynte i 5A den 17.08.2026 (24.08.2026)\n"
        "\n"
        "Til kontaktlæreren i 7B:\n"
        "7B Ola Berg: e-post for Kari Berg er fjernet (24.08.2026)\n"
        "7B Ola Berg: siste dag i 7B: 28.08.2026 (24.08.2026)"
    )


def test_the_contact_teacher_asks_the_office_about_a_protected_family(office: Office, family: dict[str, int]) -> None:
    store = office.store
    new_number(store, family["per"], "900 88 888")
    protect(store, family["nora"], "client")
    assert values(store)["Per Moe", "phone"] == "900 88 888"  # for the office he has no grade himself
    assert lines(store) == ("Til Liv Aas, 5A:\n5A Nora Berg: telefon for Per Moe er endret; spør kontoret (24.08.2026)")


def test_a_contact_ban_keeps_the_number_from_the_teacher_of_that_pupil(office: Office, family: dict[str, int]) -> None:
    store = office.store
    new_number(store, family["kari"], "900 99 999")
    link = store.read(
        lambda session: session.scalar(
            select(GuardianLink.id).where(
                GuardianLink.pupil_id == family["nora"], GuardianLink.guardian_id == family["kari"]
            )
        )
    )
    did(store, set_link, link, "contact_ban", "in_force")
    assert lines(store) == (
        "Til Liv Aas, 5A:\n"
        "5A Nora Berg: mobil for Kari Berg er endret; spør kontoret (24.08.2026)\n"
        "\n"
        "Til kontaktlæreren i 7B:\n"
        "7B Ola Berg: mobil for Kari Berg er nå 900 99 999 (24.08.2026)"
    )


def test_who_is_informed_on_request_only_is_not_rung_by_the_teacher_either(
    office: Office, family: dict[str, int]
) -> None:
    store = office.store
    new_number(store, family["per"], "900 88 888")
    link = store.read(lambda session: session.scalar(select(GuardianLink.id).filter_by(guardian_id=family["per"])))
    did(store, set_link, link, "information_on_request", "yes")
    assert lines(store) == "Til Liv Aas, 5A:\n5A Nora Berg: mobil for Per Moe er endret; spør kontoret (24.08.2026)"
    assert values(store)["Per Moe", "phone"] == "900 88 888"  # the office has it


def test_the_table_holds_what_is_seen(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    panel.copy_table()
    head, row = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:5] == ["Klasse", "Elev", "Gjelder", "Hva", "Står her nå"]
    assert row.split("\t")[:5] == ["5A", "Nora Berg", "Per Moe (foresatt)", "Mobil", "900 88 888"]
    step = office.store.read(steps)[0]
    assert step.kind == "export"
    assert office.context.say_step(step) == "Kopierte det som skal føres i fagsystemet (kontoret), antall personer: 2"


def test_the_person_is_one_click_away(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["per"], "900 88 888")
    panel = opened(office)
    office.qtbot.mouseClick(panel.person_button, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == family["per"])
    assert office.window.panel is None


# -- the panel itself -------------------------------------------------------------------------------------------------


def test_without_changes_it_says_what_belongs_there(office: Office, family: dict[str, int]) -> None:
    panel = opened(office)
    assert "Ingenting venter på å bli ført" in office.words(panel)
    assert panel.detail.isVisible() is False


def test_in_a_past_year_it_still_is_about_today(office: Office, family: dict[str, int]) -> None:
    new_number(office.store, family["per"], "900 88 888")
    office.context.offer_years([2025, 2026], 2026)
    office.context.set_year(2025)
    assert [row[0] for row in rows(opened(office))] == ["5A"]


def test_the_next_school_year_does_not_borrow_last_years_teacher(office: Office, family: dict[str, int]) -> None:
    from app.school.commands import add_class, add_year, replace_contact_teacher

    store = office.store
    new_number(store, family["per"], "900 88 888")
    with store.change("Added") as session:
        add_year(session, 2027)
        replace_contact_teacher(session, add_class(session, 2027, "5A"), None, family["liv"], date(2027, 8, 1))
    facts = store.read(register_facts, date(2027, 9, 1), "staff")
    assert [fact.teachers for fact in facts] == [{family["nora"]: ()}]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice(office: Office, family: dict[str, int], language: str) -> None:
    from PySide6.QtGui import QKeySequence

    new_number(office.store, family["per"], "900 88 888")
    office.context.set_language(language)
    panel = opened(office)
    office.qtbot.waitUntil(panel.isVisible)
    for state in ("waiting", "entered"):
        panel.states.choose(state)
        labels = [label for label in panel.findChildren(QLabel) if label.buddy() is not None]
        things: list[QAbstractButton | QLabel] = [*panel.findChildren(QAbstractButton), *labels]
        shown = [part for part in things if part.isVisible()]
        keys = [key for part in shown if (key := QKeySequence.mnemonic(part.text()).toString())]
        assert len(keys) == len(set(keys))
        assert len(keys) > 3


def test_a_change_of_yesterday_says_so(office: Office, family: dict[str, int], clock: object) -> None:
    new_number(office.store, family["per"], "900 88 888")
    clock.set(datetime(2026, 9, 28, 8, 0))  # type: ignore[attr-defined]
    did(office.store, set_email, family["kari"], None, "ny@example.no")
    panel = opened(office)
    assert {row.name: row.made_on for row in panel.pane.table.rows.rows} == {
        "Per Moe": TODAY,
        "Kari Berg": date(2026, 9, 28),
    }
    panel.pane.table.sort_by("made_on", True)
    assert panel.pane.table.rows.rows[0].name == "Kari Berg"
