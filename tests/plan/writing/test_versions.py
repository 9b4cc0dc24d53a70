"""A plan is begun in one press, sent, adopted and gone on from; what is adopted can only be read."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.plan.commands import adopt, new_version, remove_plan, start_from
from app.plan.queries import plans
from app.plan.writing.pasting import PastePanel
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.meetings.factories import detail, did, known
from tests.plan.factories import PlanSchool
from tests.plan.facts.office import evening
from tests.plan.halsa import SOURCE, enter_halsa, halsa_source
from tests.plan.writing.at_page import ENTER, AtPage
from tests.plan.writing.conftest import Open

WORD = """<html><body>
<h1>Møter</h1><p>Vi møtes.</p>
<table><tr><td><b>Foresatte</b></td><td><b>Skolens ansatte</b></td></tr>
<tr><td><ul><li>møter opp</li><li>sier fra</li></ul></td><td><ul><li>kaller inn</li></ul></td></tr></table>
<h1>Informasjon</h1><ul><li>gis skriftlig</li></ul>
</body></html>"""


@pytest.fixture
def empty(store: Store, school: PlanSchool) -> None:
    """The year has no plan."""
    did(store, remove_plan, school.plan)


@pytest.mark.usefixtures("empty")
def test_the_first_plan_is_there_after_one_press(open_page: Open) -> None:
    at = open_page()
    assert at.part.start.template.hasFocus()
    assert not at.part.start.before.isVisible()
    at.press(ENTER)
    assert len(at.stored.sections) > 5
    assert at.stored.plan.status == "draft"
    assert at.part.outline.hasFocus()
    assert at.part.outline.count() == len(at.stored.sections)
    assert at.said == "Begynte på planen fra malen"
    at.context.undo()
    at.settle()
    assert at.part.start.isVisible()


@pytest.mark.usefixtures("empty")
def test_last_years_plan_is_offered_first_and_copied_whole(store: Store, open_page: Open) -> None:
    did(store, enter_halsa, YEAR - 1)
    at = open_page()
    assert at.part.start.before.text().replace("&", "") == f"Begynn med planen for {YEAR - 1}/{YEAR % 100}"
    at.page.focus_first()
    at.press(ENTER)
    assert [one.title for one in at.stored.sections] == [one.title for one in halsa_source()]
    points = sum(len(one.points) for one in at.stored.sections)
    assert points > 100


def put_on_clipboard(html: str) -> None:
    """Copy something in Word."""
    data = QMimeData()
    data.setHtml(html)
    data.setText("the same as plain text")
    QGuiApplication.clipboard().setMimeData(data)


def the_panel(at: AtPage) -> PastePanel:
    """The panel that shows what is on the clipboard."""
    at.settle()
    panel = at.window.panel
    assert isinstance(panel, PastePanel)
    return panel


@pytest.mark.usefixtures("empty")
def test_a_plan_from_word_is_shown_first_and_comes_in_with_columns(open_page: Open) -> None:
    at = open_page()
    put_on_clipboard(WORD)
    at.page.paste_action.trigger()
    panel = the_panel(at)
    assert [one.title for one in panel.sections] == ["Møter", "Informasjon"]
    assert panel.words.text() == "2 deler med 4 punkter"
    assert "møter opp" in panel.shown.toPlainText()
    panel.take.click()
    at.settle()
    assert at.window.panel is None
    assert at.points("Møter", "left") == ["møter opp", "sier fra"]
    assert at.points("Møter", "right") == ["kaller inn"]
    assert at.section("Møter").text == "Vi møtes."
    assert at.points("Informasjon") == ["gis skriftlig"]
    assert at.said == "Limte deler inn i planen"


@pytest.mark.usefixtures("empty")
def test_a_whole_real_plan_is_pasted_as_text_and_its_heading_is_the_plans_title(open_page: Open) -> None:
    at = open_page()
    QGuiApplication.clipboard().setText(SOURCE.read_text(encoding="utf-8"))
    at.page.paste_action.trigger()
    panel = the_panel(at)
    panel.take.click()
    at.settle()
    assert at.stored.plan.title == "Plan for skole-hjem samarbeid"
    last = at.section("Foreldrenes arbeidsutvalg (FAU)")
    assert (last.left_title, last.right_title) == ("Foreldrerepresentantene", "Rektor")
    both = [point.text for point in (*last.on("left"), *last.on("right"))]
    middle = both.index("bistår foreldrekontakter ved behov")
    assert both[middle + 1] == "tar med FAU på drøfting om utvikling av skolen"  # no word is lost between the columns
    assert at.section("Møter og deltakelse").on("left")[-1].text == (
        "deltar på felles-arrangementer og utfører oppgaver for felles skolemiljø"
    )


def test_only_what_is_ticked_comes_in_after_the_chosen_section(at: AtPage) -> None:
    from PySide6.QtCore import Qt

    at.choose("Mål for planen")
    put_on_clipboard(WORD)
    at.page.paste_action.trigger()
    panel = the_panel(at)
    panel.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert panel.words.text() == "1 del med 1 punkt"
    panel.put_in()
    at.settle()
    titles = [one.title for one in at.stored.sections]
    assert titles == ["Mål for planen", "Informasjon", "Roller", "Møter", "Informasjon"]
    assert at.part.section is not None
    assert at.part.section.id == at.stored.sections[1].id


def test_an_empty_clipboard_is_said(at: AtPage) -> None:
    QGuiApplication.clipboard().clear()
    at.page.paste_action.trigger()
    panel = the_panel(at)
    assert not panel.take.isEnabled()
    assert not panel.error.text
    panel.again.click()
    assert panel.error.text.startswith("Det er ingen tekst på utklippstavlen.")


def test_a_plan_is_sent_and_adopted_and_then_only_read(at: AtPage) -> None:
    at.part.status.send.click()
    dialog = at.dialog()
    dialog.answer_by.setText("10.8.26")
    dialog.submit()
    assert dialog._fields["answer_by"][1].text  # before it was sent
    dialog.answer_by.setText("18.9.26")
    dialog.submit()
    at.settle()
    assert at.stored.plan.status == "consultation"
    assert at.part.status.status.text().endswith("Sendt på høring 24.08.2026, svar innen 18.09.2026")
    at.part.status.adopt.click()
    dialog = at.dialog()
    dialog.by.setText("samarbeidsutvalget")
    dialog.submit()
    at.settle()
    plan = at.stored.plan
    assert (plan.adopted_on, plan.adopted_by, plan.in_force_from) == (TODAY, "samarbeidsutvalget", TODAY)
    assert at.part.why.text == (
        "Denne versjonen er vedtatt, så ingen kan endre den lenger. Lag en ny versjon for å skrive videre."
    )
    at.choose("Møter")
    assert all(row.field.isReadOnly() for row in at.pane.columns["left"].rows)
    assert at.pane.columns["left"].tail is None
    assert at.pane.form.title.isReadOnly()
    assert not at.page.new_action.isEnabled()
    assert not at.page.paste_action.isEnabled()


def test_a_new_version_goes_on_from_the_adopted_one_and_both_can_be_looked_at(
    store: Store, school: PlanSchool, open_page: Open
) -> None:
    did(store, adopt, school.plan, TODAY, "SU", None, TODAY)
    at = open_page()
    assert not at.part.status.versions.isVisible()
    at.part.status.version.click()
    at.settle()
    assert at.stored.plan.number == 2
    assert at.part.plan_id == at.stored.plan.id
    assert not at.part.why.text
    versions = at.part.status.versions
    assert [versions.itemText(n) for n in range(versions.count())] == ["Versjon 2 – Utkast", "Versjon 1 – I kraft"]
    versions.setCurrentIndex(1)
    versions.activated.emit(1)
    at.settle()
    assert at.part.plan_id == school.plan
    assert at.part.why.text


def test_it_cannot_have_been_adopted_on_a_day_to_come(at: AtPage) -> None:
    at.part.adopt()
    dialog = at.dialog()
    dialog.on.setText("1.9.2026")
    dialog.submit()
    assert dialog._fields["adopted_on"][1].text


def test_what_was_sent_is_taken_back(at: AtPage, school: PlanSchool) -> None:
    from app.plan.commands import send

    did(at.store, send, school.plan, date(2026, 8, 20))
    at.settle()
    at.page.reopen_action.trigger()
    at.settle()
    assert at.stored.plan.status == "draft"
    at.page.reopen_action.trigger()
    assert at.told == "Denne versjonen er verken sendt eller vedtatt."


def test_the_title_of_the_plan_is_typed_in_place(at: AtPage) -> None:
    title = at.part.status.title
    title.setFocus()
    title.selectAll()
    at.type("Slik samarbeider vi")
    at.press(ENTER)
    assert at.stored.plan.title == "Slik samarbeider vi"


def test_a_past_year_can_only_be_read(at: AtPage) -> None:
    at.context.offer_years((YEAR - 1, YEAR), YEAR)
    at.context.set_year(YEAR - 1)
    at.settle()
    assert at.part.detail is None
    assert not at.part.start.template.isVisible()
    assert not at.page.paste_action.isEnabled()


def test_the_plan_is_printed(at: AtPage) -> None:
    at.page.print_action.trigger()
    shown = at.window.panel
    assert shown is not None
    at.qtbot.waitUntil(lambda: getattr(shown, "paper", None) is not None)
    assert shown.side.report.id == "plan"  # type: ignore[attr-defined]


def test_the_page_speaks_nynorsk(open_page: Open) -> None:
    at = open_page("nn")
    assert at.part.status.status.text() == "Skuleåret 2026/27 · versjon 1 · Utkast"
    assert at.page.new_action.text().replace("&", "") == "Ny del"


def test_a_copy_of_last_year_is_compared_with_it(store: Store, school: PlanSchool, open_page: Open) -> None:
    did(store, adopt, school.plan, TODAY, "SU", None, TODAY)
    did(store, start_from, school.plan, YEAR + 1)
    assert len(known(store, plans, YEAR + 1, TODAY)) == 1
    at = open_page()
    at.context.offer_years((YEAR, YEAR + 1), YEAR)
    at.context.set_year(YEAR + 1)
    at.settle()
    assert at.part.detail is not None
    assert at.part.detail.plan.start_year == YEAR + 1
    assert not at.part.is_read_only


def test_the_case_that_treated_the_plan_says_who_adopted_it_and_when(
    store: Store, school: PlanSchool, open_page: Open
) -> None:
    meeting = evening(
        store, school.meetings.su, on=date(2026, 8, 20), cases=("Plan for samarbeidet mellom skole og hjem 2026/27",)
    )
    item = detail(store, meeting).items[0]
    at = open_page()
    at.part.status.adopt.click()
    dialog = at.dialog()
    assert dialog.case.currentData() == item.id
    assert dialog.case.currentText().startswith("SU 20.08.2026 – sak ")
    at.press(ENTER)
    plan = at.stored.plan
    assert (plan.adopted_on, plan.adopted_by, plan.adopted_item_id) == (date(2026, 8, 20), "SU", item.id)
    assert plan.status == "in_force"


def test_a_point_of_another_version_is_led_to(store: Store, school: PlanSchool, open_page: Open) -> None:
    did(store, adopt, school.plan, TODAY, "SU", None, TODAY)
    did(store, new_version, school.plan)
    at = open_page()
    assert at.part.plan_id != school.plan
    at.page.show_item(("point", school.points["leser planen"]))
    at.settle()
    assert at.part.plan_id == school.plan
    assert at.part.section is not None
    assert at.part.section.title == "Informasjon"
    at.page.show_item(at.stored.plan.id)
    at.settle()
    assert at.part.plan_id == at.stored.plan.id
