"""The page of the bodies: who sits where, what is vacant, and what must be put right."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.bodies import offices
from app.bodies.presets import presets
from app.contacts.commands import set_field
from tests import factories
from tests.bodies.at_page import TODAY, AtBodies


def a_fau(at: AtBodies) -> dict[str, int]:
    """Two classes; 5A has a representative and a deputy in FAU, 5B nobody."""
    ola, nora = factories.pupil(at.store, "Ola Berg", "5A"), factories.pupil(at.store, "Nora Lie", "5A")
    factories.pupil(at.store, "Ada Moe", "5B")
    people = {
        "kari": factories.guardian(at.store, "Kari Berg", ola),
        "liv": factories.guardian(at.store, "Liv Lie", nora),
    }
    body = at.add("fau_class")
    people["offices"], people["deputy"] = at.give(body.seats[0], [people["kari"]], "5A", deputies=[people["liv"]])
    people["body"] = body.id
    at.body("FAU")
    return people


def test_an_empty_page_says_what_belongs_there_and_adds_the_usual_bodies(at: AtBodies) -> None:
    nothing = at.page.nothing
    assert nothing.isVisible()
    assert "Foreldrekontakter, FAU, Elevråd, SU, SMU" in nothing.usual_button.text()
    at.usual()
    assert [look.body.name_nb for look in at.page.list.table.rows.rows] == [
        "Foreldrekontakter",
        "FAU",
        "Elevråd",
        "Samarbeidsutvalg (SU)",
        "Skolemiljøutvalg (SMU)",
    ]
    assert not nothing.isVisible()
    at.page.context.undo()
    at.qtbot.waitUntil(nothing.isVisible)


def test_several_ready_made_bodies_are_ticked_and_added_in_one_step(at: AtBodies) -> None:
    at.page.nothing.choose_button.click()
    dialog = at.dialog()
    assert dialog.list.count() == len(presets())  # type: ignore[attr-defined]
    dialog.submit()
    assert dialog.error.text  # nothing is ticked
    dialog.tick("class_contacts")  # type: ignore[attr-defined]
    dialog.tick("fau_class")  # type: ignore[attr-defined]
    dialog.submit()
    at.qtbot.waitUntil(lambda: len(at.page.looks) == 2)
    assert at.said == "La til Foreldrekontakter, FAU"
    at.page.context.undo()
    at.qtbot.waitUntil(lambda: not at.page.looks)


def test_a_body_of_the_schools_own_needs_a_name(at: AtBodies) -> None:
    at.page.new_action.trigger()
    dialog = at.dialog()
    dialog.own.set_open(True)  # type: ignore[attr-defined]
    dialog.submit()
    assert dialog._fields["name_nb"][1].text
    dialog.name_nb.setText("Trivselsgruppa")  # type: ignore[attr-defined]
    dialog.submit()
    at.qtbot.waitUntil(lambda: [look.body.name_nn for look in at.page.looks] == ["Trivselsgruppa"])


def test_who_sits_and_what_is_vacant_stand_class_by_class(at: AtBodies) -> None:
    a_fau(at)
    assert at.lines == [
        "Leder ubesatt",
        "Nestleder ubesatt",
        "Kasserer ubesatt",
        "Sekretær ubesatt",
        "FAU-representant 5A Kari Berg",
        "Vara 5A Liv Lie",
        "FAU-representant 5B ubesatt",
        "Vara 5B ubesatt",
    ]
    shown = at.page.list.table.rows
    keys = [column.key for column in shown.columns]
    assert shown.cell(shown.rows[0], keys.index("filled")) == "1 av 2"


def test_each_vacancy_that_is_warned_of_leads_to_its_own_line(at: AtBodies) -> None:
    people = a_fau(at)
    su = at.add("su_standard")
    parents = next(seat for seat in su.seats if seat.constituency == "parents" and seat.follows_body_id is None)
    at.give(parents, [people["kari"]])
    at.body("Samarbeidsutvalg (SU)")
    box = at.page.pane.all_warnings
    led = {}
    for place, words in enumerate(box.words):
        if "ubesatt" in words.casefold() or "vara for" in words:
            box.buttons[place].click()
            assert at.page.line is not None
            led[words] = (at.page.line.seat.name_nb if at.page.line.seat else "", at.page.line.role)
    assert len(led) == len({*led.values()}) > 3
    for words, (seat, role) in led.items():
        assert seat in words
        assert role == ("deputy" if "vara for" in words else "member")
    at.body("FAU")
    place = next(at_ for at_, words in enumerate(at.page.pane.warnings.words) if "5B" in words)
    at.page.pane.warnings.buttons[place].click()
    assert at.page.line is not None
    assert (at.page.line.class_name, at.page.line.role) == ("5B", "member")


def test_a_vacancy_is_warned_of_and_the_button_leads_to_it(at: AtBodies) -> None:
    a_fau(at)
    warnings = at.page.pane.warnings
    vacant = next(place for place, words in enumerate(warnings.words) if "5B" in words)
    assert warnings.words[vacant].startswith("1 av 2 klasser")
    warnings.buttons[vacant].click()
    assert at.page.line is not None
    assert (at.page.line.class_name, at.page.line.state) == ("5B", "vacant")
    assert at.office.window.focusWidget() is at.page.who.table


def test_the_bodies_the_law_asks_for_are_missed_above_the_list(at: AtBodies) -> None:
    a_fau(at)
    assert len(at.page.missing.words) == 1
    assert "elevråd" in at.page.missing.words[0].casefold()
    at.page.missing.buttons[0].click()
    dialog = at.dialog()
    assert dialog.focusWidget() is dialog.list  # type: ignore[attr-defined]
    dialog.reject()


def test_typing_finds_a_body_by_who_sits_in_it_and_narrows_the_lines(at: AtBodies) -> None:
    a_fau(at)
    at.add("class_contacts")
    at.qtbot.keyClicks(at.page.list.filter_box, "lie")
    at.qtbot.waitUntil(lambda: [look.body.name_nb for look in at.page.list.table.rows.rows] == ["FAU"])
    at.settle()
    assert at.lines == ["Vara 5A Liv Lie"]
    assert at.page.who.counted.text() == "1 av 8 linjer vises"
    at.press(at.page.list.filter_box, Qt.Key.Key_Escape)
    at.qtbot.waitUntil(lambda: len(at.page.list.table.rows.rows) == 2)
    at.settle()
    assert not at.page.who.counted.isVisible()


def test_the_name_of_a_body_shows_all_of_its_lines(at: AtBodies) -> None:
    a_fau(at)
    at.qtbot.keyClicks(at.page.list.filter_box, "fau")
    at.settle()
    assert len(at.lines) == 8


def test_the_chips_show_what_is_vacant_and_who_has_not_signed(at: AtBodies) -> None:
    people = a_fau(at)
    with at.store.change("Signed") as session:
        offices.sign_declaration(session, [people["deputy"]], TODAY)
    at.settle()
    at.page.who.which.choose("unsigned")
    assert at.lines == ["FAU-representant 5A Kari Berg"]
    at.page.who.which.choose("vacant")
    assert "FAU-representant 5B ubesatt" in at.lines
    assert not any("Berg" in line for line in at.lines)


def test_whoever_left_during_the_year_stands_greyed_with_the_day(at: AtBodies) -> None:
    people = a_fau(at)
    with at.store.change("Ended") as session:
        offices.end_office(session, people["offices"], date(2026, 8, 24), "resigned")
    at.office.context.set_year(2026)
    at.settle()
    assert "FAU-representant 5A Kari Berg" in at.lines  # the last day is a day in office
    with at.store.change("Ended") as session:
        offices.end_office(session, people["deputy"], date(2026, 8, 24), "left_school")
    with at.store.change("Began before") as session:
        from db.models import Office as Row

        for office_id in (people["offices"], people["deputy"]):
            row = session.get_one(Row, office_id)
            row.valid_from, row.valid_to = date(2026, 8, 17), date(2026, 8, 20)
    at.qtbot.waitUntil(lambda: "FAU-representant 5A ubesatt" in at.lines)
    line = at.choose("FAU-representant 5A Kari Berg")
    assert at.page.who.table.is_muted is not None
    assert at.page.who.table.is_muted(line)
    assert at.cell("time") == "fratrådte 20.08.2026"
    at.choose("Vara 5A Liv Lie")
    assert at.cell("time") == "sluttet ved skolen 20.08.2026"
    assert not at.page.leave_action.isEnabled()


def test_a_past_year_shows_who_sat_then_and_can_only_be_read(at: AtBodies) -> None:
    from app.school.commands import add_class, add_year
    from tests.bodies.given import did

    people = a_fau(at)
    did(at.store, add_year, 2025)
    class_id = did(at.store, add_class, 2025, "4A")
    with at.store.change("Gave a seat a year ago") as session:
        from app.bodies.queries import body

        offices.install(
            session,
            body(session, people["body"]).seats[0].id,
            [offices.Chosen(people["liv"])],
            class_id=class_id,
            valid_from=date(2025, 9, 1),
            member_ends=None,
            deputy_ends=None,
            how="election",
        )
    at.office.context.offer_years((2025, 2026), 2026)
    at.office.context.set_year(2025)
    at.settle()
    at.body("FAU")
    assert "FAU-representant 4A Liv Lie" in at.lines
    assert not any("Kari" in line for line in at.lines)
    page = at.page
    for action in (page.new_action, page.fill_action, page.leave_action, page.remove_action, page.edit_action):
        assert not action.isEnabled()
    assert not page.pane.warnings.buttons
    assert page.who.declared_field.isReadOnly()


def test_the_declaration_is_written_where_it_is_seen(at: AtBodies) -> None:
    a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    assert at.cell("declared") == "ikke signert"
    at.press(at.page.who.table, Qt.Key.Key_F2)
    assert at.page.who.declared_field.hasFocus()
    at.write(at.page.who._declared, "declared", "240826")
    assert at.said == "Taushetserklæringen til Kari Berg ble signert 24.08.2026"
    at.qtbot.waitUntil(lambda: at.cell("declared") == "24.08.2026")
    at.write(at.page.who._declared, "declared", "i går")
    assert at.page.who._declared.fields["declared"].error.text
    at.press(at.page.who.declared_field, Qt.Key.Key_Escape)


def test_everybody_signs_at_once(at: AtBodies) -> None:
    a_fau(at)
    at.page.signed_action.trigger()
    dialog = at.dialog()
    dialog.day.setText("")  # type: ignore[attr-defined]
    dialog.submit()
    assert dialog._fields["day"][1].text
    dialog.day.setText("20.08.2026")  # type: ignore[attr-defined]
    dialog.submit()
    assert at.said == "Taushetserklæringene i FAU ble signert 20.08.2026"
    at.settle()
    at.page.who.which.choose("unsigned")
    assert at.lines == []
    at.page.signed_action.trigger()
    assert at.told == "Alle her har signert."


@pytest.mark.parametrize(("words", "stored"), [("Et annet navn", "alias"), ("Vervet, uten navn", "role")])
def test_what_stands_on_public_lists_is_chosen(at: AtBodies, words: str, stored: str) -> None:
    people = a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    assert not at.page.who.printed_field.isVisible()  # who may be named is named
    with at.store.change("Wishes to be off lists") as session:
        set_field(session, people["kari"], "list_opt_out", "yes")
    at.qtbot.waitUntil(at.page.who.printed_field.isVisible)
    assert at.page.who.about.text().endswith("ikke med navn på åpne lister")
    at.pick(at.page.who._printed, "printed", words)
    from db.models import Office as Row

    assert at.store.read(lambda session: session.get_one(Row, people["offices"]).printed_as) == stored


def test_a_member_becomes_chair_and_another_takes_over(at: AtBodies) -> None:
    a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    at.page.office_actions[0].trigger()
    assert at.said == "Kari Berg er leder i FAU"
    at.qtbot.waitUntil(lambda: "Leder Kari Berg" in at.lines)
    at.qtbot.waitUntil(lambda: at.page.line is not None and at.page.line.role == "chair")
    at.choose("Vara 5A Liv Lie")
    at.page.office_actions[0].trigger()
    at.qtbot.waitUntil(lambda: "Leder Liv Lie" in at.lines)
    at.page.context.undo()
    at.qtbot.waitUntil(lambda: "Leder Kari Berg" in at.lines)
    at.choose("FAU-representant 5A Kari Berg")
    before = at.said
    at.page.office_actions[0].trigger()  # who is chair is chair already
    assert at.said == before


def test_an_office_written_by_mistake_is_taken_out(at: AtBodies) -> None:
    a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    at.page.mistake_action.trigger()
    at.dialog().submit()
    at.qtbot.waitUntil(lambda: "FAU-representant 5A ubesatt" in at.lines)
    assert not any("Kari" in line for line in at.lines)
    assert at.said == "Tok Kari Berg ut av FAU"


def test_a_chair_of_fau_sits_in_su_by_that_office(at: AtBodies) -> None:
    a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    at.page.office_actions[0].trigger()
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    line = at.choose("FAU-leder Kari Berg")
    assert not line.is_own_row
    assert not at.page.who.declared_field.isVisible()
    assert "i kraft av et verv" in at.page.who.about.text()
    assert at.page.leave_action.isEnabled()
    assert not at.page.mistake_action.isEnabled()


def test_a_body_people_have_sat_in_is_closed_and_not_removed(at: AtBodies) -> None:
    a_fau(at)
    at.page.remove_action.trigger()
    assert at.told.startswith("Noen har hatt verv i FAU")
    at.page.close_action.trigger()
    dialog = at.dialog()
    dialog.day.setText("31.08.2026")  # type: ignore[attr-defined]
    dialog.submit()
    assert at.said == "La ned FAU etter 31.08.2026"
    at.qtbot.waitUntil(lambda: "lagt ned 31.08.2026" in at.page.pane.about.text())
    at.page.pane.show_rules("valid_to")
    rules = at.page.pane.rules
    assert rules is not None
    at.write(rules.forms["Name"], "valid_to", "")  # it goes on after all
    at.qtbot.waitUntil(lambda: "lagt ned" not in at.page.pane.about.text())


def test_a_body_nobody_has_sat_in_is_removed_at_once(at: AtBodies) -> None:
    at.add("fau_class")
    at.press(at.page.list.table, Qt.Key.Key_Delete)
    at.qtbot.waitUntil(lambda: not at.page.looks)
    assert at.said == "Fjernet FAU"


def test_the_page_says_everything_in_nynorsk_too(at: AtBodies) -> None:
    a_fau(at)
    at.office.context.set_language("nn")
    at.page = at.office.window.show_page("bodies")  # type: ignore[assignment]
    at.settle()
    at.body("FAU")
    assert at.lines[0] == "Leiar ubesett"
    assert at.page.heading.text() == "Råd og utval"


def test_many_warnings_are_read_in_a_tab_of_their_own(at: AtBodies) -> None:
    a_fau(at)
    assert not at.page.pane.tabs.isTabVisible(2)
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    at.give(at.page.look.body.seats[1], [factories.teacher(at.store, "Lise Hansen")])  # type: ignore[union-attr]
    pane = at.page.pane
    at.qtbot.waitUntil(lambda: len(pane.all_warnings.words) > 3)
    assert pane.warnings.words == pane.all_warnings.words[:2]
    pane.warnings.more_button.click()
    assert pane.all_warnings.isVisible()
    assert not pane.warnings.isVisible()
    pane.all_warnings.buttons[0].click()
    assert not pane.all_warnings.isVisible()


def test_what_was_refused_for_one_person_is_not_kept_for_the_next(at: AtBodies) -> None:
    a_fau(at)
    at.choose("FAU-representant 5A Kari Berg")
    at.write(at.page.who._declared, "declared", "i går")
    assert at.page.who._declared.fields["declared"].error.text
    at.choose("Vara 5A Liv Lie")
    assert at.page.who.declared_field.text() == ""
    assert not at.page.who._declared.fields["declared"].error.text
    at.add("class_contacts")
    at.page.pane.show_rules("notice_days")
    assert at.page.pane.rules is not None
    form = at.page.pane.rules.forms["Meetings"]
    at.write(form, "notice_days", "mange")
    at.page.list.table.go_to_row(1)
    at.settle()
    assert form.fields["notice_days"].control.text() != "mange"  # type: ignore[attr-defined]
    assert not form.fields["notice_days"].error.text


def test_typing_a_class_shows_who_sits_for_it_also_from_the_rules(at: AtBodies) -> None:
    a_fau(at)
    at.page.pane.show_rules()
    at.office.window.activateWindow()
    at.qtbot.waitUntil(at.office.window.isActiveWindow)
    at.page.focus_first()
    at.qtbot.keyClicks(at.page.list.filter_box, "fau")  # the body itself is meant: one stays where one is
    at.settle()
    assert at.page.pane.tabs.currentIndex() == 1
    at.page.list.filter_box.clear()
    at.qtbot.keyClicks(at.page.list.filter_box, "5a")
    at.settle()
    at.qtbot.waitUntil(lambda: at.page.pane.tabs.currentIndex() == 0)
    assert at.lines == ["FAU-representant 5A Kari Berg", "Vara 5A Liv Lie"]
    assert at.page.list.filter_box.text() == "5a"
