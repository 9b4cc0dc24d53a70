"""The body's own rules: every fact is written where it is seen, and saved when it is left."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.bodies.queries import BodyRow, body
from app.bodies.showing import rule_fields
from app.bodies.showing.rule_boxes import SeatBox
from app.bodies.showing.rules_part import RulesPart
from tests import factories
from tests.bodies.at_page import TODAY, AtBodies


@pytest.fixture
def fau(at: AtBodies) -> int:
    """FAU with one class; its rules are shown."""
    factories.class_called(at.store, "5A")
    row = at.add("fau_class")
    at.body("FAU")
    at.page.pane.show_rules()
    return row.id


def rules(at: AtBodies) -> RulesPart:
    """The part with the rules."""
    assert at.page.pane.rules is not None
    return at.page.pane.rules


def stored(at: AtBodies, body_id: int) -> BodyRow:
    """What the file says."""
    return at.store.read(body, body_id)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name_nn", "Foreldreutvalet", "Foreldreutvalet"),
        ("notice_days", "14", 14),
        ("meetings_from", "4", 4),
        ("meetings_to", "10", 10),
        ("quorum_number", "7", 7),
        ("term_years", "3", 3),
        ("term_years", "", None),
        ("first_grade_years", "1", 1),
        ("deputy_years", "2", 2),
        ("last_grade_deputy_years", "1", 1),
        ("max_terms", "2", 2),
        ("max_seats", "1", 1),
        ("min_parents", "2", 2),
        ("position", "3", 3),
        ("source", "Fjellhamar skole", "Fjellhamar skole"),
        ("valid_from", "1.8.2026", date(2026, 8, 1)),
        ("valid_to", "310727", date(2027, 7, 31)),
    ],
)
def test_what_is_typed_is_kept(at: AtBodies, fau: int, field: str, typed: str, kept: object) -> None:
    section = next(one for one in SECTIONS if any(fact.field == field for fact in one.facts))
    rules(at).go_to(field)
    form = rules(at).forms[section.title]
    at.write(form, field, typed)
    assert getattr(stored(at, fau), field) == kept
    assert form.fields[field].error.text == ""


@pytest.mark.parametrize(
    ("field", "words", "kept"),
    [
        ("quorum", "Minst to tredeler av medlemmene", "two_thirds"),
        ("casting_vote", "Ja", True),
        ("record_name", "Møtebok", "minute_book"),
        ("term_starts", "1. august", "08-01"),
        ("stagger", "Halvparten hvert år", "odd_even"),
        ("stays_until_successor", "Nei", False),
        ("deputy_succeeds", "Vara rykker opp neste år", "next_year_auto"),
        ("majority", None, "no_group_alone"),
        ("pupils_out", None, "double_votes"),
        ("kind", None, "committee"),
    ],
)
def test_what_is_chosen_is_kept(at: AtBodies, fau: int, field: str, words: str | None, kept: object) -> None:
    section = next(one for one in SECTIONS if any(fact.field == field for fact in one.facts))
    form = rules(at).forms[section.title]
    control: Any = form.fields[field].control
    at.pick(form, field, words or control.itemText(control.findData(kept)))
    assert getattr(stored(at, fau), field) == kept


SECTIONS = (rule_fields.NAMES, rule_fields.MEETINGS, rule_fields.TERMS, rule_fields.COMPOSITION)


def test_every_fact_of_a_body_that_can_be_written_has_a_field() -> None:
    from app.bodies.commands import _BODY_FIELDS, _SEAT_FIELDS

    here = {fact.field for section in SECTIONS for fact in section.facts}
    assert set(_BODY_FIELDS) - here == {"organised_otherwise"}
    assert set(_SEAT_FIELDS) - {fact.field for fact in rule_fields.SEAT} == {
        "position",
        "follows_body_id",
        "follows_role",
    }


def test_bad_input_is_said_at_the_field_and_what_was_typed_stays(at: AtBodies, fau: int) -> None:
    form = rules(at).forms[rule_fields.MEETINGS.title]
    rules(at).go_to("notice_days")
    at.write(form, "notice_days", "fjorten")
    field = form.fields["notice_days"]
    assert field.error.text == "Skriv et helt tall fra 0 til 99."
    assert field.control.text() == "fjorten"  # type: ignore[attr-defined]
    assert not at.page.may_leave()
    at.press(field.control, Qt.Key.Key_Escape)
    assert at.page.may_leave()


def test_a_seat_is_added_described_and_removed(at: AtBodies, fau: int) -> None:
    rules(at).add_seat_button.click()
    at.qtbot.waitUntil(lambda: len(rules(at).seats) == 2)
    at.settle()
    new = list(rules(at).seats.values())[-1]
    assert new.is_open
    at.write(new.form, "name_nb", "revisor")
    at.write(new.form, "number", "2")
    at.pick(new.form, "constituency", "Eksterne medlemmer")
    at.pick(new.form, "has_vote", "Nei")
    seat = stored(at, fau).seats[-1]
    assert (seat.name_nb, seat.number, seat.constituency, seat.has_vote) == ("revisor", 2, "external", False)
    at.qtbot.waitUntil(lambda: new.button.text().startswith("Revisor: 2"))
    new.remove_button.click()
    at.qtbot.waitUntil(lambda: len(rules(at).seats) == 1)


def test_a_seat_follows_an_office_of_another_body(at: AtBodies, fau: int) -> None:
    at.add("smu_seven")
    at.body("FAU")
    at.page.pane.show_rules("seats")
    box = next(iter(rules(at).seats.values()))
    at.pick(box.form, "follows", "leder i Skolemiljøutvalg (SMU)")
    seat = stored(at, fau).seats[0]
    assert (seat.follows_role, seat.filled_by) == ("chair", "ex_officio")
    at.pick(box.form, "follows", "Ingen: noen velges til den")
    assert stored(at, fau).seats[0].follows_body_id is None


def test_a_seat_somebody_sits_in_is_not_removed(at: AtBodies, fau: int) -> None:
    ola = factories.pupil(at.store, "Ola Berg", "5A")
    at.give(stored(at, fau).seats[0], [factories.guardian(at.store, "Kari Berg", ola)], "5A")
    next(iter(rules(at).seats.values())).remove_button.click()
    assert at.told == "Noen sitter her nå. Avslutt vervene deres først."
    assert len(rules(at).seats) == 1


def test_what_it_rests_on_is_written_changed_and_removed(at: AtBodies, fau: int) -> None:
    before = len(stored(at, fau).legal_bases)
    rules(at).add_basis_button.click()
    dialog = at.dialog()
    dialog.submit()
    assert dialog._fields["text"][1].text
    dialog.lines["text"].setText("Vedtekter for FAU")  # type: ignore[attr-defined]
    dialog.lines["valid_from"].setText("01.08.2025")  # type: ignore[attr-defined]
    dialog.submit()
    at.qtbot.waitUntil(lambda: len(rules(at).bases) == before + 1)
    box = next(box for box in rules(at).bases.values() if box.basis is not None and "Vedtekter" in box.basis.text)
    box.set_open(True)
    at.write(box.form, "valid_to", "01.08.2024")
    assert box.form.fields["valid_to"].error.text == "Siste dag kan ikke være før første dag."
    at.write(box.form, "valid_to", "31.07.2027")
    at.qtbot.waitUntil(lambda: "til 31.07.2027" in box.button.text())
    box.remove_button.click()
    at.qtbot.waitUntil(lambda: len(rules(at).bases) == before)


def test_a_decision_to_be_organised_otherwise_takes_the_warnings_away(at: AtBodies, fau: int) -> None:
    assert at.page.pane.warnings.words
    rules(at).go_to("otherwise")
    at.write(rules(at).forms["otherwise"], "organised_otherwise", "Allmøte 03.09.2026")
    at.qtbot.waitUntil(lambda: "organisert på annen måte: Allmøte 03.09.2026" in at.page.pane.about.text())
    assert not at.page.pane.warnings.words


def test_f2_in_the_list_opens_the_rules_and_a_warning_leads_to_the_field(at: AtBodies, fau: int) -> None:
    at.page.pane.tabs.setCurrentIndex(0)
    at.press(at.page.list.table, Qt.Key.Key_F2)
    assert at.page.pane.tabs.currentIndex() == 1
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    warnings = at.page.pane.warnings
    place = next(place for place, words in enumerate(warnings.words) if "forskrift" in words)
    warnings.buttons[place].click()
    assert at.page.pane.tabs.currentIndex() == 1
    assert rules(at).folds["bases"].is_open
    (box,) = rules(at).bases.values()
    text = box.form.fields["text"].control
    assert at.office.window.focusWidget() is text
    at.write(box.form, "text", "Forskrift om skoledemokrati i Lia kommune § 3")
    at.qtbot.waitUntil(lambda: not any("forskrift" in words for words in warnings.words))


def test_what_a_body_rests_on_is_asked_for_at_once_where_nothing_is_written(at: AtBodies, fau: int) -> None:
    for box in list(rules(at).bases.values()):
        box.remove_button.click()
    at.qtbot.waitUntil(lambda: not rules(at).bases)
    warnings = at.page.pane.warnings
    place = next(place for place, words in enumerate(warnings.words) if words == "Skriv hva det bygger på.")
    warnings.buttons[place].click()
    assert at.dialog().windowTitle() == "Rettslig grunnlag for FAU"
    at.dialog().reject()


def test_the_field_one_is_led_to_is_in_sight(at: AtBodies, fau: int) -> None:
    room = rules(at)._room
    control = rules(at).forms["otherwise"].fields["organised_otherwise"].control
    rules(at).go_to("otherwise")

    def is_in_sight() -> bool:
        return room.viewport().rect().contains(control.mapTo(room.viewport(), control.rect().center()))

    at.qtbot.waitUntil(is_in_sight)
    assert room.verticalScrollBar().value() > 0


def test_a_past_year_lets_no_rule_be_changed(at: AtBodies, fau: int) -> None:
    from app.school.commands import add_year
    from tests.bodies.given import did

    did(at.store, add_year, 2025)
    at.office.context.offer_years((2025, 2026), 2026)
    at.office.context.set_year(2025)
    at.settle()
    assert at.page.day < TODAY
    assert not rules(at).add_seat_button.isVisible()
    control: Any = rules(at).forms[rule_fields.NAMES.title].fields["name_nb"].control
    assert control.isReadOnly()


def test_the_rules_of_another_body_are_shown_when_it_is_chosen(at: AtBodies, fau: int) -> None:
    at.add("class_contacts")
    at.page.show_item(next(look.id for look in at.page.looks if look.body.name_nb == "Foreldrekontakter"))
    at.page.pane.show_rules()
    control: Any = rules(at).forms[rule_fields.NAMES.title].fields["name_nb"].control
    assert control.text() == "Foreldrekontakter"
    assert len(rules(at).seats) == 1


def test_a_seat_is_moved_among_the_others_with_buttons_and_keys(at: AtBodies, fau: int) -> None:
    at.add("su_standard")
    at.body("Samarbeidsutvalg (SU)")
    at.page.pane.show_rules("seats")
    assert at.page.look is not None
    su = at.page.look.id

    def names() -> list[str]:
        return [seat.name_nb for seat in stored(at, su).seats]

    def shown() -> list[str]:
        column = rules(at)._seat_column
        boxes: dict[int, SeatBox] = {column.indexOf(box): box for box in rules(at).seats.values()}
        return [box.seat.name_nb for _, box in sorted(boxes.items()) if box.seat is not None]

    before = names()
    second = rules(at).seats[stored(at, su).seats[1].id]
    second.set_open(True)
    second.up_button.click()
    at.settle()
    assert names() == [before[1], before[0], *before[2:]]
    at.qtbot.waitUntil(lambda: shown() == names())
    assert at.said == "Endret rekkefølgen på plassene i Samarbeidsutvalg (SU)"
    assert not second.up_button.isEnabled()
    at.press(second.button, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)  # it is the first already
    at.press(second.button, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    at.qtbot.waitUntil(lambda: shown() == before)
    assert at.office.window.focusWidget() is second.button
    at.page.context.undo()
    at.qtbot.waitUntil(lambda: shown() == [before[1], before[0], *before[2:]])


def test_the_only_seat_cannot_be_moved(at: AtBodies, fau: int) -> None:
    (box,) = rules(at).seats.values()
    box.set_open(True)
    assert not box.up_button.isVisible()
    assert not box.down_button.isVisible()
