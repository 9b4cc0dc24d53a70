"""Can minutes be written with the keyboard alone, and is everything a step the moment it is left?"""

from __future__ import annotations

from datetime import date, time
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from app.meetings.agenda import add_item, set_item
from app.meetings.locked import LOCKED
from db.history import newest_undoable, step
from db.models import AgendaItem
from db.store import Store
from tests.conftest import Clock
from tests.meetings.factories import EVENING, a_meeting, detail, did
from tests.meetings.minuting.at_sitting import Evening, Sitting


def test_one_key_begins_and_all_seats_are_present(sitting: Sitting, evening: Evening) -> None:
    detail = evening.detail
    assert detail.row.opened_at == time(18, 2)
    assert {row.attended for row in detail.attendance} == {"present"}
    assert len(sitting.panel.people.comers) == 11  # Berit Lunde, Siv Krogh and others sit in both
    assert sitting.panel.live.text.startswith("9 av 9 medlemmer er med")
    assert [item.number_text for item in detail.items] == ["1/26", "2/26", "3/26"]
    assert sitting.focused is sitting.panel.editor.said


def test_what_is_typed_is_a_step_when_the_field_is_left(sitting: Sitting, evening: Evening, store: Store) -> None:
    sitting.type("Rektor fortalte om trivsel.")
    sitting.press("F4")
    assert evening.case(0).discussion == "Rektor fortalte om trivsel."
    label = store.read(lambda session: step(session, newest_undoable(session)).label)
    assert label == "Wrote what was said in case {case}"
    sitting.type("Tatt til orientering.")
    sitting.press("Ctrl+Down")
    assert evening.case(0).decision == "Tatt til orientering."
    assert sitting.panel.item_id == evening.cases[1]
    assert sitting.focused is sitting.panel.editor.decision  # where one was in the case before
    assert sitting.panel.editor.decision.text() == ""


def test_nothing_is_asked_and_nothing_lost_from_case_to_case(sitting: Sitting, evening: Evening) -> None:
    for words in ("en", "to", "tre"):
        sitting.press("F3")
        sitting.type(words)
        sitting.press("Ctrl+Down")
        assert QApplication.activeModalWidget() is None
    assert [item.discussion for item in evening.detail.items] == ["en", "to", "tre"]
    assert sitting.panel.item is None  # after the last comes the end
    sitting.press("Ctrl+Up", "Ctrl+Up", "Ctrl+Up", "Ctrl+Up")
    assert sitting.panel.item_id == evening.cases[0]
    assert sitting.panel.editor.said.text() == "en"


def test_the_proposal_comes_in_with_one_key_and_only_once(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F4", "Ctrl+L")
    assert evening.case(1).decision == "Skolen kjøper to benker."
    sitting.press("Ctrl+L")
    assert evening.case(1).decision == "Skolen kjøper to benker."
    assert evening.case(1).balloting == ""  # nobody has said that all agreed


def test_unanimous_is_said_by_her_key_alone(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "Ctrl+L")
    assert not sitting.panel.editor.unanimous.isChecked()
    sitting.press("Ctrl+E")
    assert evening.case(1).balloting == "unanimous"
    assert sitting.panel.editor.unanimous.isChecked()
    sitting.press("Ctrl+E")
    assert evening.case(1).balloting == ""
    assert not sitting.panel.editor.unanimous.isChecked()


def test_one_key_for_excused_and_one_for_the_deputy(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F2", "Home")
    assert sitting.panel.keys.words.startswith("M møtt · F forfall · I ikke møtt · V vara inn · G gjest")
    sitting.go_to("Berit Lunde")
    sitting.press("f")
    assert {row.attended for row in evening.detail.attendance if row.name == "Berit Lunde"} == {"excused"}
    assert sitting.panel.live.text.startswith("8 av 9")
    sitting.press("Home")
    sitting.go_to("Berit Lunde")
    sitting.press("v")
    deputy = evening.row("Frode Myhre")  # her own, in both bodies
    assert deputy.stands_in_for_id in {row.id for row in evening.detail.attendance if row.name == "Berit Lunde"}
    assert sitting.panel.live.text.startswith("9 av 9")
    assert "Frode Myhre (for Berit Lunde)" in sitting.panel.people.list.words
    sitting.press("Home")
    sitting.go_to("Frode Myhre")
    sitting.press("v")
    assert [row for row in evening.detail.attendance if row.name == "Frode Myhre"] == []


def test_a_guest_is_typed_under_the_list(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F2", "g")
    sitting.type("Eli Strand, kommunen")
    sitting.press("Enter")
    guest = evening.row("Eli Strand, kommunen")
    assert (guest.capacity, guest.has_vote) == ("guest", False)
    assert sitting.focused is sitting.panel.people.list
    assert sitting.panel.live.text.startswith("9 av 9")


def test_an_action_is_typed_in_one_line_and_the_next_can_follow(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F5")
    sitting.type("Ringe kommunen @Siv Krogh 20.11.")
    sitting.press("Enter")
    sitting.type("Måle opp skolegården")
    sitting.press("Enter")
    first, second = evening.detail.actions
    assert (first.what, first.owner_name, first.agenda_item_id) == ("Ringe kommunen", "Siv Krogh", evening.cases[0])
    assert first.due is not None
    assert (first.due.day, first.due.month) == (20, 11)
    assert second.what == "Måle opp skolegården"
    assert sitting.focused is sitting.panel.editor.to_do.line
    assert sitting.panel.editor.to_do.line.text() == ""


def test_who_is_out_of_a_case_has_no_vote_in_it(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F6")
    sitting.go_to("Vera Olsen")
    sitting.press("u")
    assert {one.because for one in evening.case(1).absences} == {"away"}
    assert sitting.panel.live.text.startswith("8 av 9")
    assert sitting.panel.editor.away.isVisible()
    sitting.press("Ctrl+Up")
    assert sitting.panel.live.text.startswith("9 av 9")
    assert not sitting.panel.editor.away.isVisible()  # folded until it is wanted


def test_left_after_a_case_is_out_of_all_that_follow(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F6")
    sitting.go_to("Vera Olsen")
    sitting.press("g")
    assert [bool(item.absences) for item in evening.detail.items] == [False, True, True]


def test_disqualified_takes_the_provision_that_is_chosen(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F7")
    sitting.go_to("Rune Lie")
    sitting.press("i")
    absence = evening.case(1).absences[0]
    assert (absence.because, absence.provision.startswith("fvl. § 6")) == ("disqualified", True)
    sitting.press("i")
    assert evening.case(1).absences == ()


def test_votes_that_do_not_add_up_are_said_in_one_sentence_at_the_field(sitting: Sitting, evening: Evening) -> None:
    votes = sitting.panel.editor.votes
    sitting.press("Ctrl+Down", "F8")
    sitting.type("5")
    sitting.press("Tab")
    assert votes.error.text == ""  # the next number is typed now
    sitting.type("3")
    sitting.press("Enter")
    sitting.press("F3")
    assert votes.error.text == "Det er ført 8 stemmer, men 9 kan avgis her."
    assert evening.case(1).votes_for is None
    sitting.press("Ctrl+Down")
    assert sitting.panel.item_id == evening.cases[1]  # what cannot be is not taken along in silence
    sitting.press("Tab", "Ctrl+a")
    sitting.type("4")
    sitting.press("Enter")
    case = evening.case(1)
    assert (case.votes_for, case.votes_against, case.votes_blank, case.balloting) == (5, 4, 0, "counted")
    assert votes.error.text == ""


def test_votes_by_name_are_one_step_when_all_have_voted(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F8")
    votes = sitting.panel.editor.votes
    votes.names_chip.setFocus()
    sitting.press("Enter")
    assert sitting.focused is votes.named
    sitting.press(*"ffffmmmb")
    assert evening.case(1).votes == ()
    sitting.press("f")
    case = evening.case(1)
    assert (case.votes_for, case.votes_against, case.votes_blank) == (5, 3, 1)
    assert len(case.votes) == 9


def test_the_pupils_leave_with_two_keys_and_the_line_says_so(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F10")
    assert sitting.menu[0] == "Utsett til neste møte"
    sitting.press("e")
    assert evening.case(1).openness == "pupils_leave"
    assert "elevene er ute" in sitting.panel.live.text
    assert "(elev, ute)" in sitting.panel.people.list.words
    sitting.press("Ctrl+Up")
    assert "elevene er ute" not in sitting.panel.live.text


def test_a_case_is_closed_only_by_a_provision(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F10", "l")
    dialog = sitting.office.dialog()
    dialog.provision.setCurrentText("")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    assert dialog.isVisible()
    assert evening.case(1).openness == "open"
    dialog.provision.setCurrentText("offl. § 13 jf. fvl. § 13")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    sitting.settle()
    assert (evening.case(1).openness, evening.case(1).provision) == ("closed", "offl. § 13 jf. fvl. § 13")


def test_postponed_and_withdrawn_by_key(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F10", "Enter")
    assert evening.case(1).outcome == "postponed"
    assert "(utsatt)" in sitting.panel.cases.words
    sitting.press("Ctrl+Down", "F10", "t")
    assert evening.case(2).outcome == "withdrawn"


def test_a_new_case_comes_after_the_one_the_meeting_is_at(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+N")
    sitting.type("Vannlekkasje i gymsalen")
    sitting.press("Enter")
    titles = [item.title for item in evening.detail.items]
    assert titles == ["Rektor orienterer", "Vannlekkasje i gymsalen", "Benker", "Valg av nestleder"]
    added = evening.detail.items[1]
    assert (added.is_late, added.number_text) == (True, "4/26")
    assert sitting.panel.item_id == added.id
    assert sitting.focused is sitting.panel.editor.said


def test_the_meeting_ends_and_its_minutes_go_on(sitting: Sitting, evening: Evening) -> None:
    sitting.type("Sagt")
    sitting.press("Ctrl+Down", "Ctrl+Down", "Ctrl+Down")
    assert sitting.focused is sitting.panel.ending.end_button
    sitting.press("Enter")
    detail = evening.detail
    assert detail.row.closed_at == time(18, 2)
    assert [item.outcome for item in detail.items] == ["treated", "", ""]
    assert "SU 2/26 Benker\nSU 3/26 Valg av nestleder" in sitting.panel.ending.untouched.text()
    sitting.panel.ending.postponed.click()
    sitting.settle()
    assert [item.outcome for item in evening.detail.items] == ["treated", "postponed", "postponed"]


def test_approved_minutes_can_be_read_and_not_changed(sitting: Sitting, evening: Evening, store: Store) -> None:
    from app.meetings.minutes import approve
    from tests.meetings.factories import EVENING

    sitting.type("Sagt")
    sitting.press("F4")
    did(store, approve, evening.meeting, EVENING, None)
    sitting.settle()
    assert sitting.panel.editor.said.isReadOnly()
    sitting.press("Ctrl+E", "Ctrl+N", "F10")
    assert QApplication.activePopupWidget() is None
    assert evening.case(0).balloting == ""
    assert LOCKED  # the commands refuse besides


def test_undo_takes_back_what_was_written_last(sitting: Sitting, evening: Evening) -> None:
    sitting.type("Rektor fortalte.")
    sitting.press("F4")
    sitting.office.context.undo()
    sitting.settle()
    assert evening.case(0).discussion == ""
    assert sitting.panel.editor.said.text() == ""


def test_another_change_does_not_take_away_what_is_being_typed(
    sitting: Sitting, evening: Evening, store: Store
) -> None:
    sitting.type("Halve setn")
    with store.change("Somebody else") as session:
        session.get_one(AgendaItem, evening.cases[0]).raised_by = "FAU"
    sitting.settle()
    assert sitting.panel.editor.said.text() == "Halve setn"
    sitting.type("ingen.")
    sitting.press("F4")
    assert evening.case(0).discussion == "Halve setningen."


def test_excused_stays_at_the_row_so_that_the_deputy_key_is_for_the_same_one(
    sitting: Sitting, evening: Evening
) -> None:
    sitting.press("F2", "Home")
    sitting.go_to("Berit Lunde")
    sitting.press("f", "v")
    deputy = evening.row("Frode Myhre")
    assert deputy.stands_in_for_id in {row.id for row in evening.detail.attendance if row.name == "Berit Lunde"}
    assert {row.attended for row in evening.detail.attendance if row.name != "Berit Lunde"} == {"present"}


def test_the_menu_of_deputies_says_for_whom(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F2", "Home")
    sitting.go_to("Per Aune")
    sitting.press("f", "v")
    assert sitting.menu[0] == "Hvem møter for Per Aune?"
    sitting.press("Enter")
    assert {row.name for row in evening.detail.attendance if row.stands_in_for_id} == {"Gunn Fjeld"}


def test_another_fold_closes_the_one_that_says_nothing(sitting: Sitting, evening: Evening) -> None:
    editor = sitting.panel.editor
    sitting.press("Ctrl+Down", "F6", "F8")
    assert not editor.away.isVisible()
    assert editor.votes.is_open
    sitting.press("F6")
    sitting.go_to("Vera Olsen")
    sitting.press("u", "F7")
    assert editor.away.isVisible()  # it says who is out
    assert not editor.away.is_open
    assert editor.disqualified.is_open


def test_what_is_folded_out_is_seen_whole(sitting: Sitting, evening: Evening) -> None:
    room = sitting.panel.room.viewport()

    def is_seen_whole(fold: QWidget) -> bool:
        top, bottom = (fold.mapTo(room, at).y() for at in (fold.rect().topLeft(), fold.rect().bottomLeft()))
        return top >= 0 and bottom <= room.height()

    sitting.press("Ctrl+Down")
    for key, fold in (("F6", sitting.panel.editor.away), ("F7", sitting.panel.editor.disqualified)):
        sitting.press(key)
        sitting.office.qtbot.waitUntil(partial(is_seen_whole, fold))


def test_who_leaves_after_the_case_is_named_there_at_once(sitting: Sitting, evening: Evening) -> None:
    sitting.press("F6")
    sitting.go_to("Vera Olsen")
    sitting.press("g")
    assert "Vera Olsen (går etter saken)" in sitting.panel.editor.away.list.words
    sitting.press("Ctrl+Down", "F6")
    assert "Vera Olsen (ute)" in sitting.panel.editor.away.list.words


def test_the_number_of_a_case_says_whose_it_is_where_several_bodies_meet(sitting: Sitting, evening: Evening) -> None:
    did(evening.store, add_item, evening.meeting, title="Skolemiljøet", body_id=evening.school.smu)
    sitting.panel.reload()
    words = sitting.panel.cases.words.splitlines()
    assert words[0] == "SU 1/26 Rektor orienterer"
    assert words[3] == "SMU 1/26 Skolemiljøet"


def test_at_the_end_only_the_keys_that_do_something_are_said(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "Ctrl+Down", "Ctrl+Down")
    assert sitting.panel.item is None
    assert sitting.panel.keys.words == "F2 hvem som er her · Ctrl+N ny sak · Ctrl+Up forrige"


def test_the_provision_the_pupils_left_by_is_not_proposed_for_closing(sitting: Sitting, evening: Evening) -> None:
    sitting.press("Ctrl+Down", "F10", "e")
    assert evening.case(1).openness == "pupils_leave"
    left_by = evening.case(1).provision
    assert left_by
    assert f"Elevene går ut, {left_by}" in sitting.panel.editor.about.text()
    sitting.press("F10", "l")
    dialog = sitting.office.dialog()
    assert dialog.provision.currentText() not in ("", left_by)  # type: ignore[attr-defined]
    dialog.reject()


def test_minutes_are_approved_in_the_case_that_is_about_them(sitting: Sitting, evening: Evening, clock: Clock) -> None:
    store, school = evening.store, evening.school
    before = a_meeting(store, school.su, school.smu, held_on=date(2026, 10, 15))
    written = did(store, add_item, before, title="Trivsel")
    did(store, set_item, written, "decision", "Tatt til orientering.")
    case = did(store, add_item, evening.meeting, title="Godkjenning av referat", code="approve_minutes")
    with store.change("Meant those") as session:
        session.get_one(AgendaItem, case).approves_meeting_id = before
    sitting.panel.reload()
    sitting.panel.show_item(case)
    sitting.press("F10")
    assert sitting.menu[0] == "Referatet ble godkjent …"
    sitting.press("Enter")
    sitting.settle()
    dialog = sitting.office.dialog()
    assert dialog.windowTitle() == "Referatet ble godkjent: SU og SMU 15.10.2026"
    dialog.submit()  # type: ignore[attr-defined]
    sitting.settle()
    approval = detail(store, before).steps[-1]
    assert (approval.kind, approval.agenda_item_id, approval.made_on) == ("approved", case, EVENING)
    assert detail(store, before).is_locked
    sitting.panel.open_case_menu()
    assert sitting.menu[0] == "Utsett til neste møte"
