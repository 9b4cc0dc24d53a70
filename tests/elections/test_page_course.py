"""Is the course of one election there when it is wanted: candidates, counts, decision, report, correction, rule?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from app.bodies.queries import bodies
from app.elections.detail.counting_section import SecondCountDialog
from app.elections.detail.pane import ElectionPane
from app.elections.listing.new_dialog import NewElectionDialog
from app.elections.queries import ElectionRow, election, elections_in, rule_of
from app.elections.rows import RuleRow
from app.shell.form import ChoiceField
from app.shell.print_preview import PrintPreview
from db.store import Store
from tests import factories
from tests.conftest import Clock
from tests.elections.desk import Elections, family, texts, with_councils
from tests.factories import YEAR
from tests.office import Office, office_at

NUMBERS = {"handed_out": "12", "in_box": "12", "blank": "1", "invalid": "0"}


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Office]:
    with office_at(qtbot, tmp_path / "school.db", given=two_classes) as office:
        yield office


def two_classes(store: Store) -> None:
    """A school with the usual councils, 5A with three families and 5B with one."""
    for child, parents in (
        ("Ola Berg", ("Kari Berg", "Per Berg")),
        ("Ida Aas", ("Liv Aas",)),
        ("Nils Moe", ("Eva Moe", "Jon Moe")),
    ):
        family(store, "5A", child, *parents)
    family(store, "5B", "Emma Lie", "Anne Lie")
    factories.teacher(store, "Siri Dahl", "5A")
    with_councils(store)


@pytest.fixture
def at(office: Office) -> Elections:
    return Elections(office)


def opened(at: Elections) -> ElectionPane:
    """Show the course of the FAU election of 5A, written down and unfolded."""
    at.press("F4")
    at.settle()
    pane = at.pane
    pane.plan_button.click()
    at.settle()
    for section in (pane.candidates, pane.counting, pane.rule):
        assert section.fold is not None
        section.fold.set_open(True)
    return pane


def now(pane: ElectionPane) -> ElectionRow:
    """The election as the file has it."""
    assert pane.course is not None
    return pane.context.read(election, pane.course.row.id)


def counted(at: Elections, pane: ElectionPane, **votes: str) -> None:
    """Let people stand, and type the numbers of a ballot."""
    names = {"kari": "Kari Berg", "liv": "Liv Aas", "eva": "Eva Moe"}
    at.stand(pane, *(names[who] for who in votes))
    ids = {row.given.lower(): row.id for row in now(pane).candidates}
    form = pane.counting.boxes["seats"].forms[1]
    for name, number in {**NUMBERS, **{f"votes:{ids[who]}": votes[who] for who in votes}}.items():
        at.write(form, name, number)


def in_sight(pane: ElectionPane) -> dict[str, bool]:
    """Which buttons are shown under the result."""
    outcome = pane.outcome
    return {
        "decide": outcome.decide_button.isVisible(),
        "report": outcome.report_button.isVisible(),
        "correct": outcome.correct_button.isVisible(),
        "supplement": outcome.supplement_button.isVisible(),
        "remove": outcome.remove_button.isVisible(),
    }


def test_the_course_is_folded_until_wanted_and_follows_the_cell(at: Elections) -> None:
    assert not at.part.course_is_shown
    at.press("F4")
    at.settle()
    assert at.pane.heading.text() == "FAU-representant, 5A"
    assert at.pane.course is None
    assert at.pane.plan_button.isVisible()
    at.grid.setFocus()
    at.press("Right", "Right", "Down")
    at.settle()
    assert at.pane.heading.text() == "Foreldrekontakt, 5B"
    at.pane.close_button.click()
    assert not at.part.course_is_shown


def test_names_typed_in_the_cells_are_an_election_too(at: Elections) -> None:
    at.type("kari")
    at.press("Enter")
    at.type("liv")
    at.press("Enter", "Home", "F4")
    at.settle()
    assert at.pane.outcome.said.text() == "Valgt: Kari Berg.\nVara: Liv Aas."
    assert at.pane.about.text() == "I kraft · 24.08.2026 · 1 plass + 1 vara"
    assert at.pane.facts.entitled.placeholderText() == "5 etter skolens lister"


def test_the_day_of_one_class_is_another(at: Elections) -> None:
    at.type("kari")
    at.press("Enter", "Left", "F4")
    at.settle()
    at.write(at.pane.facts.form, "held_on", "3.9.26")
    assert now(at.pane).held_on is not None
    assert now(at.pane).held_on.isoformat() == "2026-09-03"  # type: ignore[union-attr]
    at.write(at.pane.facts.form, "present", "mange")
    assert at.pane.facts.form.fields["present"].error.text != ""
    at.write(at.pane.facts.form, "present", "4")
    assert now(at.pane).present == 4


def test_candidates_are_asked_and_say_yes_or_no(at: Elections) -> None:
    pane = opened(at)
    at.stand(pane, "ola b")  # by the child's name, and the first proposal
    assert [row.full_name for row in now(pane).candidates] == ["Kari Berg"]
    at.stand(pane, "liv")
    first, second = now(pane).candidates
    at.choose(pane.candidates.answers[first.id], "sa nei")
    assert [row.consent for row in now(pane).candidates] == ["declined", "accepted"]
    up = next(
        tool
        for tool in pane.candidates.findChildren(type(pane.close_button))
        if "Liv Aas lenger" in tool.accessibleName()
    )
    up.click()
    at.settle()
    assert [row.id for row in now(pane).candidates] == [second.id, first.id]
    gone = next(
        tool
        for tool in pane.candidates.findChildren(type(pane.close_button))
        if tool.accessibleName() == "Ta bort Kari Berg"
    )
    gone.click()
    at.settle()
    assert [row.full_name for row in now(pane).candidates] == ["Liv Aas"]
    QTest.keyClicks(pane.candidates.finder.line, "liv")
    assert "Ingen som kan velges, heter «liv»" in pane.candidates.finder.list.item(0).text()
    QTest.keyClick(pane.candidates.finder.line, Qt.Key.Key_Escape)
    assert pane.candidates.finder.line.text() == ""


def test_an_impossible_number_is_said_at_the_number_and_blocks(at: Elections) -> None:
    pane = opened(at)
    counted(at, pane, kari="6", liv="5")
    form = pane.counting.boxes["seats"].forms[1]
    at.write(form, "in_box", "13")
    assert form.fields["in_box"].error.text == "2: Flere stemmesedler i urnen (13) enn det ble delt ut (12)."
    pane.outcome.decide_button.click()
    at.settle()
    assert pane.outcome.problem.text != ""
    assert now(pane).status == "counted"
    at.write(form, "in_box", "12")
    assert form.fields["in_box"].error.text == ""
    pane.outcome.decide_button.click()
    at.settle()
    assert now(pane).status == "decided"
    assert [row.full_name for row in now(pane).holders] == ["Kari Berg"]


def test_what_is_unusual_is_confirmed(at: Elections) -> None:
    pane = opened(at)
    counted(at, pane, kari="6", liv="4")
    form = pane.counting.boxes["seats"].forms[1]
    at.write(form, "in_box", "11")  # one ballot was taken home
    pane.outcome.decide_button.click()
    at.settle()
    assert now(pane).status == "counted"
    assert "11" in pane.outcome.problem.text
    for tick in pane.outcome.ticks.values():
        tick.click()
    pane.outcome.decide_button.click()
    at.settle()
    assert now(pane).status == "decided"


def test_the_second_count_is_blind_and_shows_only_what_differs(at: Elections) -> None:
    pane = opened(at)
    counted(at, pane, kari="6", liv="5")
    box = pane.counting.boxes["seats"]
    box.again.click()
    dialog = at.office.dialog()
    assert isinstance(dialog, SecondCountDialog)
    assert all(line.text() == "" for line in dialog.lines.values())
    ids = {row.given.lower(): row.id for row in now(pane).candidates}
    second = {**NUMBERS, f"votes:{ids['kari']}": "7", f"votes:{ids['liv']}": "4"}
    for name, number in second.items():
        dialog.lines[name].setText(number)
    dialog.submit()
    at.settle()
    box = pane.counting.boxes["seats"]
    assert list(box.forms[2].fields) == [f"votes:{ids['kari']}", f"votes:{ids['liv']}"]
    assert box.apart.text() == "De to opptellingene har 2 ulike tall. Tell dem en gang til:"
    at.write(box.forms[2], f"votes:{ids['kari']}", "6")
    at.write(pane.counting.boxes["seats"].forms[2], f"votes:{ids['liv']}", "5")
    assert pane.counting.boxes["seats"].apart.text() == "De to opptellingene er like."
    assert 2 not in pane.counting.boxes["seats"].forms
    assert in_sight(pane)["decide"]


def test_from_decided_to_reported_to_corrected(at: Elections) -> None:
    pane = opened(at)
    counted(at, pane, kari="6", liv="5")
    assert in_sight(pane) == {
        "decide": True,
        "report": False,
        "correct": False,
        "supplement": False,
        "remove": True,
    }
    at.write(pane.outcome.form, "reason", "Kari fikk flest stemmer")
    pane.outcome.decide_button.click()
    at.settle()
    assert now(pane).reason == "Kari fikk flest stemmer"
    pane.outcome.report_button.click()
    at.settle()
    old = now(pane)
    assert old.status == "reported"
    assert in_sight(pane) == {
        "decide": False,
        "report": False,
        "correct": True,
        "supplement": True,
        "remove": False,
    }
    assert pane.facts.form.fields["meeting"].control.isReadOnly()  # type: ignore[attr-defined]
    assert "Meldt 24.08.2026." in pane.outcome.said.text()
    pane.outcome.correct_button.click()
    dialog = at.office.dialog()
    dialog.submit()  # type: ignore[attr-defined]
    assert dialog.isVisible()  # why?
    dialog.reason.setText("Talt feil")  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    at.settle()
    new = now(pane)
    assert new.corrects_id == old.id
    assert new.correction_reason == "Talt feil"
    assert "Retter et tidligere valg: Talt feil" in pane.outcome.said.text()
    liv = next(row.id for row in new.candidates if row.given == "Liv")
    kari = next(row.id for row in new.candidates if row.given == "Kari")
    at.write(pane.counting.boxes["seats"].forms[1], f"votes:{kari}", "5")
    at.write(pane.counting.boxes["seats"].forms[1], f"votes:{liv}", "6")
    pane.outcome.decide_button.click()
    at.settle()
    assert [row.full_name for row in now(pane).holders] == ["Liv Aas"]
    assert pane.context.read(election, old.id).status == "corrected"
    assert [row.full_name for row in pane.context.read(election, old.id).holders] == ["Kari Berg"]


def test_a_by_election_is_planned_from_the_election_it_follows(at: Elections) -> None:
    at.type("kari")
    at.press("Enter", "Left", "F4")
    at.settle()
    at.pane.outcome.supplement_button.click()
    assert at.pane.outcome.problem.text == ""
    at.settle()
    rows = at.office.store.read(elections_in, YEAR)
    assert [row.kind for row in rows] == ["ordinary", "by_election"]
    at.page.show_part("all")
    at.office.qtbot.waitUntil(lambda: at.page.elections.list.counted.text() == "2 valg")
    seats = [row.seat for row in at.page.elections.list.table.rows.rows]
    assert seats == ["FAU-representant", "FAU-representant (suppleringsvalg)"]


def test_an_election_that_was_taken_away_leaves_the_place_free(at: Elections) -> None:
    pane = opened(at)
    pane.outcome.remove_button.click()
    at.settle()
    assert at.office.store.read(elections_in, YEAR) == ()
    assert pane.plan_button.isVisible()


def test_the_rule_is_folded_and_each_parameter_is_saved_when_it_is_left(at: Elections) -> None:
    pane = opened(at)
    fau = next(body for body in at.office.store.read(bodies) if body.kind == "parent_committee")
    fields = {name: field for form in pane.rule.parts for name, field in form.fields.items()}
    assert set(fields) == set(RuleRow.__dataclass_fields__) - {"body_id", "preset"}
    win = fields["win"].control
    assert isinstance(win, ChoiceField)
    at.choose(win, "den som har mer enn halvparten; ellers ny avstemning")
    assert at.office.store.read(rule_of, fau.id).win == "absolute_then_runoff"
    fields["deputies_apart"].control.click()  # type: ignore[attr-defined]
    at.settle()
    assert at.office.store.read(rule_of, fau.id).deputies_apart
    presets = pane.rule.presets
    assert presets.count() > 3
    presets.setCurrentIndex(1)
    presets.activated.emit(1)
    at.settle()
    assert at.office.store.read(rule_of, fau.id).preset == presets.itemData(1)


def test_a_second_ballot_is_asked_for_where_nobody_has_more_than_half(at: Elections) -> None:
    pane = opened(at)
    win = next(form.fields["win"].control for form in pane.rule.parts if "win" in form.fields)
    assert isinstance(win, ChoiceField)
    at.choose(win, "den som har mer enn halvparten; ellers ny avstemning")
    counted(at, pane, kari="5", liv="3", eva="3")
    assert list(pane.counting.boxes) == ["seats", "seats_runoff"]
    assert "Mangler: den andre avstemningen." in pane.outcome.said.text()


def test_every_election_of_the_year_is_in_the_list_with_its_state(at: Elections) -> None:
    at.type("kari")
    at.press("Enter")
    at.page.show_part("all")
    part = at.page.elections
    at.office.qtbot.waitUntil(lambda: part.list.counted.text() == "1 valg")
    (line,) = part.list.table.rows.rows
    assert (line.seat, line.unit, line.stage, line.day, line.result) == (
        "FAU-representant",
        "5A",
        "I kraft",
        "24.08.2026",
        "Kari Berg",
    )
    part.chips.choose("open")
    at.office.qtbot.waitUntil(lambda: part.list.counted.text() == "0 valg")
    part.chips.choose("all")
    at.page.new_election()
    dialog = at.office.dialog()
    assert isinstance(dialog, NewElectionDialog)
    seats = [dialog.seat.itemText(at) for at in range(dialog.seat.count())]
    assert any("FAU" in words for words in seats)
    su = next(place for place, words in enumerate(seats) if words.startswith("Samarbeidsutvalg"))
    dialog.seat.setCurrentIndex(su)
    assert not dialog.unit.isVisible()
    dialog.held_on.setText("tull")
    dialog.submit()
    assert dialog._fields["held_on"][1].text == "Skriv datoen slik: 24.08.2026."
    dialog.held_on.setText("1.10.26")
    dialog.submit()
    at.office.qtbot.waitUntil(lambda: len(part.list.table.rows.rows) == 2)
    at.office.qtbot.waitUntil(lambda: part.pane.course is not None and part.pane.course.row.class_id is None)
    assert part.pane.course is not None
    assert part.pane.course.row.held_on is not None
    assert part.pane.course.row.held_on.isoformat() == "2026-10-01"


def test_next_year_says_who_is_up(at: Elections) -> None:
    at.type("kari")
    at.press("Enter")
    at.page.show_part("next")
    part = at.page.next_year
    at.office.qtbot.waitUntil(lambda: part.list.counted.text() == "1 linje")
    (line,) = part.list.table.rows.rows
    assert (line.seat, line.unit, line.name) == ("FAU-representant", "5A", "Kari Berg")
    assert line.code in ("up", "stays")
    assert "2027/28" in part.told.text()


def test_the_parents_meeting_pack_is_the_paper_at_hand(at: Elections, monkeypatch: pytest.MonkeyPatch) -> None:
    menu = at.page._print.menu()
    assert isinstance(menu, QMenu)
    at.page.fill_papers(menu)
    titles = [action.text() for action in menu.actions()]
    assert len(titles) >= 4
    asked: list[tuple[str | None, str]] = []

    def preview(_reports: object, *, subject: str | None = None, on_paper: str = "") -> None:
        asked.append((subject, on_paper))

    monkeypatch.setattr(at.office.context, "preview", preview)
    at.page.print_pack()
    at.press("Down")
    at.page._name_class()
    assert at.page.class_pack_action.text() == "&Bare for 5B …"
    at.page.class_pack_action.trigger()
    assert asked == [(None, "parent-meeting-package"), ("5B", "parent-meeting-package")]


def test_the_protocol_is_printed_of_the_election_that_is_shown(at: Elections, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.elections.reports.protocol import ELECTION_PROTOCOL

    at.type("kari")
    at.press("Enter", "Left", "F4")
    at.settle()
    asked: list[tuple[str | None, str]] = []

    def preview(_reports: object, *, subject: str | None = None, on_paper: str = "") -> None:
        asked.append((subject, on_paper))

    monkeypatch.setattr(at.office.context, "preview", preview)
    at.pane.outcome.protocol_button.click()
    (wanted,) = asked
    assert wanted == ("5A FAU-representant", ELECTION_PROTOCOL.id)
    assert wanted[0] in at.office.store.read(ELECTION_PROTOCOL.subjects, YEAR)


def test_a_body_s_elections_are_shown_when_its_page_asks(at: Elections) -> None:
    at.type("kari")
    at.press("Enter", "Right")
    at.type("liv")
    at.press("Enter")
    contacts = next(body for body in at.office.store.read(bodies) if body.kind == "class_contacts")
    at.page.show_item(("body", contacts.id))
    at.office.qtbot.waitUntil(lambda: at.page.elections.list.counted.text() == "1 valg")
    assert at.page.elections.list.table.rows.rows[0].seat == "Foreldrekontakt"
    (row,) = at.office.store.read(lambda session: elections_in(session, YEAR, body_id=contacts.id))
    at.page.show_item("classes")
    at.page.show_item(row.id)
    at.office.qtbot.waitUntil(lambda: at.page.elections.pane.course is not None)
    assert texts(at.page.elections.pane).startswith("Foreldrekontakt, 5A")
    assert isinstance(at.page.elections.pane, ElectionPane)
    assert not any(isinstance(child, QDialog) and child.isVisible() for child in at.page.findChildren(QDialog))
    assert not isinstance(at.office.window.panel, PrintPreview)


def test_another_election_is_seen_from_its_heading_on(at: Elections) -> None:
    pane = opened(at)
    at.office.window.resize(1000, 480)
    at.settle()
    inside = pane.parentWidget()
    assert inside is not None
    side = inside.parentWidget()
    assert isinstance(side, QScrollArea)
    bar = side.verticalScrollBar()
    bar.setValue(60)
    at.settle()
    assert bar.value() == 60
    pane.refresh()
    assert bar.value() == 60  # the same election stays where one is
    at.grid.setFocus()
    at.type("kari")
    at.press("Enter")
    at.press("Right")
    at.settle()
    pane.plan_button.click()
    at.settle()
    assert bar.value() == 0
