"""Can the office find those who are here twice, see the two side by side, and make them one with the keyboard alone?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from sqlalchemy import select

from app.contacts.commands import add_guardian, set_address, set_email, set_field, set_phone
from app.contacts.duplicates.merging import merge_people, not_the_same
from app.contacts.duplicates.pair_view import MAY_BREAK, PairView
from app.contacts.duplicates.panel import DuplicatesPanel
from app.contacts.protection import protect
from app.contacts.queries import emails_of, phones_of
from app.core.progress import Progress
from app.shell.dialog import Dialog
from db.history import steps
from db.models import Person
from db.store import Store
from tests.conftest import Clock
from tests.factories import guardian, person, pupil, teacher
from tests.office import Office


def did(store: Store, call: object, *args: object) -> None:
    with store.change("Changed") as session:
        call(session, *args)  # type: ignore[operator]


@pytest.fixture
def twice(office: Office) -> dict[str, int]:
    """Kari Berg twice with one phone (perhaps), Anne Moe twice with phone, e-mail and address (sure), and others."""
    store = office.store
    nora, ola = pupil(store, "Nora Berg", "5A"), pupil(store, "Ola Berg", "7B")
    eva, ine = pupil(store, "Eva Moe", "5A"), pupil(store, "Ine Moe", "7B")
    ids = {
        "nora": nora,
        "kari": guardian(store, "Kari Berg", nora, phone="90012345", email="kari@example.no"),
        "kari2": guardian(store, "Kari Berg-Dahl", ola, phone="90012345", email="kari.dahl@example.no"),
        "anne": guardian(store, "Anne Moe", eva, phone="91111111", email="anne@example.no"),
        "anne2": guardian(store, "Anne Moe", ine, phone="91111111", email="anne@example.no"),
        "liv": teacher(store, "Liv Aas", "5A"),
    }
    for one in ("anne", "anne2"):
        for field, text in (("street", "Strandgata 11"), ("postal_code", "4307"), ("city", "Sandnes")):
            did(store, set_address, ids[one], field, text)
    return ids


def opened(office: Office, chosen: tuple[int, int] | None = None) -> DuplicatesPanel:
    office.contacts.context.show_panel(DuplicatesPanel(office.context, chosen))
    panel = office.window.panel
    assert isinstance(panel, DuplicatesPanel)
    if chosen is None:
        office.qtbot.waitUntil(lambda: panel.faces.currentWidget() is not panel.searching)
        settle(office, panel)
    return panel


def settle(office: Office, panel: DuplicatesPanel) -> None:
    office.qtbot.wait(1)
    office.qtbot.waitUntil(lambda: not panel._quiet.isActive() and not panel._again.isActive())


def pairs(panel: DuplicatesPanel) -> list[tuple[str, str, str]]:
    return [(row.first, row.second, row.sureness) for row in panel.pane.table.rows.rows]


def shown(panel: DuplicatesPanel) -> PairView:
    assert panel.view is not None
    return panel.view


def ids(panel: DuplicatesPanel) -> set[int]:
    view = shown(panel)
    return {view.kept_id, view.gone_id}


def names(store: Store) -> list[str]:
    query = select(Person).order_by(Person.id)
    return store.read(lambda session: [f"{row.given_name} {row.family_name}" for row in session.scalars(query)])


def numbers(store: Store, person_id: int) -> list[str]:
    return [row.number for row in store.read(phones_of, [person_id]).get(person_id, ())]


def question(office: Office) -> Dialog:
    dialog = office.dialog()
    assert isinstance(dialog, Dialog)
    return dialog


SURE, PERHAPS = ("Anne Moe", "Anne Moe", "Sikker"), ("Kari Berg", "Kari Berg-Dahl", "Kanskje")


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_sure_pairs_come_first_and_say_why(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    assert pairs(panel) == [SURE, PERHAPS]
    assert ids(panel) == {twice["anne"], twice["anne2"]}
    assert panel.common.text() == "Sikker: samme navn, samme telefon, samme e-post, samme adresse"
    assert QApplication.focusWidget() is panel.pane.filter_box


def test_the_arrows_go_to_the_next_pair_while_the_cursor_stays_in_the_box(
    office: Office, twice: dict[str, int]
) -> None:
    panel = opened(office)
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Down)
    office.qtbot.waitUntil(lambda: ids(panel) == {twice["kari"], twice["kari2"]})
    assert panel.common.text() == "Kanskje: nesten samme navn, samme telefon"
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Up)
    office.qtbot.waitUntil(lambda: ids(panel) == {twice["anne"], twice["anne2"]})


def test_the_list_is_narrowed_by_name_and_by_sureness(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    panel.sureness.choose("perhaps")
    assert pairs(panel) == [PERHAPS]
    panel.sureness.choose("all")
    office.qtbot.keyClicks(panel.pane.filter_box, "anne")
    office.qtbot.waitUntil(lambda: pairs(panel) == [SURE])


def test_what_is_copied_of_the_list_is_noted(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    assert panel.pane.table.copy()
    assert QApplication.clipboard().text().splitlines()[1].split("\t")[:3] == list(SURE)
    step = office.store.read(steps)[0]
    assert office.context.say_step(step) == "Rader fra dublettene kopiert (kontoret), antall personer: 2"


def test_different_birth_dates_never_appear(office: Office, twice: dict[str, int]) -> None:
    did(office.store, set_field, twice["anne"], "birth_date", "01.02.1980")
    did(office.store, set_field, twice["anne2"], "birth_date", "02.01.1980")
    assert pairs(opened(office)) == [PERHAPS]


def test_where_nobody_is_here_twice_it_says_so(office: Office) -> None:
    pupil(office.store, "Nora Berg")
    panel = opened(office)
    assert "Ingen ser ut til å stå her to ganger" in office.words(panel)
    assert panel.faces.currentWidget() is panel.nobody


# -- searching --------------------------------------------------------------------------------------------------------


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let the search stand still until the event is set or somebody cancels."""
    from app.contacts.duplicates import side_by_side

    go_on = threading.Event()
    real: Callable[..., object] = side_by_side.duplicate_pairs

    def waiting(session: object, on: object, progress: Progress) -> object:
        while not go_on.wait(0.01):
            progress.step("Comparing people", 1, 6)
        return real(session, on, progress)

    monkeypatch.setattr(side_by_side, "duplicate_pairs", waiting)
    yield go_on
    go_on.set()


def test_the_search_shows_how_far_it_is_and_can_be_cancelled(
    office: Office, twice: dict[str, int], slow: threading.Event
) -> None:
    panel = DuplicatesPanel(office.context)
    office.context.show_panel(panel)
    (task,) = office.context.tasks.running
    assert task.title == "Leter etter dubletter"
    assert panel.faces.currentWidget() is panel.searching
    assert not panel.again_button.isEnabled()
    task.cancel()
    office.qtbot.waitUntil(lambda: panel.faces.currentWidget() is panel.cancelled)
    slow.set()
    office.qtbot.mouseClick(panel.again_button, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: pairs(panel) == [SURE, PERHAPS])


def test_closing_the_panel_ends_the_search(office: Office, twice: dict[str, int], slow: threading.Event) -> None:
    office.context.show_panel(DuplicatesPanel(office.context))
    (task,) = office.context.tasks.running
    assert office.window.close_panel()
    assert task.stopping
    office.qtbot.waitUntil(lambda: not office.context.tasks.running)


# -- side by side -----------------------------------------------------------------------------------------------------


def test_the_fuller_or_newer_value_is_proposed(office: Office, twice: dict[str, int], clock: Clock) -> None:
    store = office.store
    did(store, set_field, twice["kari2"], "language", "polsk")
    for one, street in (("kari2", "Gamleveien 1"), ("kari", "Nyveien 2")):
        clock.set(clock.time + timedelta(days=1))
        did(store, set_address, twice[one], "street", street)
    view = shown(opened(office, (twice["kari2"], twice["kari"])))
    assert view.kept_id == twice["kari2"]  # says more: the language
    assert view.choices == {"family_name": "kept", "language": "kept", "home_address": "gone"}


def test_lists_are_shown_as_what_they_will_be(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office, (twice["kari"], twice["kari2"]))
    words = office.words(panel).replace(MAY_BREAK, "")
    assert "Alt beholdes: kari@example.no, kari.dahl@example.no" in words
    assert "Alt beholdes: Nora Berg, Ola Berg" in words
    assert words.count("900 12 345") == 1  # both have it


def test_another_value_is_chosen_with_the_arrow_keys(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office, (twice["kari"], twice["kari2"]))
    view = shown(panel)
    first, second = view.sides["family_name"]["first"].button, view.sides["family_name"]["second"].button
    assert second.isChecked()
    second.setFocus()
    office.qtbot.keyClick(second, Qt.Key.Key_Left)
    assert first.isChecked()
    assert view.choices["family_name"] == ("kept" if view.stays == "first" else "gone")
    office.qtbot.mouseClick(view.sides["family_name"]["second"].label, Qt.MouseButton.LeftButton)
    assert second.isChecked()


def test_swapping_keeps_the_values_that_are_chosen(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office, (twice["kari"], twice["kari2"]))
    view = shown(panel)
    before = view.kept_id
    assert panel.merge_button.text() == "Slå &sammen: behold Kari Berg"
    assert view.choices == {"family_name": "gone"}
    office.qtbot.mouseClick(panel.swap_button, Qt.MouseButton.LeftButton)
    assert view.kept_id != before
    assert panel.merge_button.text() == "Slå &sammen: behold Kari Berg-Dahl"
    assert view.choices == {"family_name": "kept"}


def test_enter_in_the_list_goes_to_the_first_choice(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Down)
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is shown(panel).sides["family_name"]["second"].button
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Up)
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is panel.merge_button  # nothing to choose


def test_a_long_pair_is_read_to_its_end_without_a_mouse(office: Office, twice: dict[str, int]) -> None:
    for number in range(12):
        did(office.store, set_email, twice["kari"], None, f"kari{number}@example.no")
    office.window.resize(1000, 480)
    panel = opened(office, (twice["kari"], twice["kari2"]))
    bar = panel.fields.verticalScrollBar()
    office.qtbot.waitUntil(lambda: bar.maximum() > 0)
    panel.merge_button.setFocus()
    for key, end in ((Qt.Key.Key_PageDown, bar.maximum()), (Qt.Key.Key_PageUp, 0)):
        for _ in range(20):
            office.qtbot.keyClick(panel.merge_button, key)
        assert bar.value() == end


def test_what_is_changed_elsewhere_is_read_again_and_the_choice_stays(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office, (twice["kari"], twice["kari2"]))
    shown(panel).choose("family_name", "first")
    panel.swap()
    did(office.store, set_phone, twice["kari"], None, "22334455")
    office.qtbot.waitUntil(lambda: "22 33 44 55" in office.words(panel))
    assert shown(panel).kept_id == twice["kari2"]
    assert shown(panel).choices == {"family_name": "gone"}


# -- merging ----------------------------------------------------------------------------------------------------------


def test_a_sure_pair_is_merged_at_once_and_the_next_one_is_shown(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    office.qtbot.keyClick(panel.pane.filter_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: pairs(panel) == [PERHAPS])
    settle(office, panel)
    assert names(office.store).count("Anne Moe") == 1
    assert ids(panel) == {twice["kari"], twice["kari2"]}
    assert QApplication.focusWidget() is panel.pane.filter_box
    assert office.notices[-1].text == "Slo sammen Anne Moe med Anne Moe"
    assert [action.words for action in office.notices[-1].actions] == ["&Angre"]
    office.notices[-1].actions[0].call()
    office.qtbot.waitUntil(lambda: pairs(panel) == [SURE, PERHAPS])
    assert names(office.store).count("Anne Moe") == 2


def test_another_pair_is_merged_after_one_question(office: Office, twice: dict[str, int]) -> None:
    store = office.store
    panel = opened(office)
    panel.pane.table.go_to_row(1)
    settle(office, panel)
    office.qtbot.mouseClick(panel.merge_button, Qt.MouseButton.LeftButton)
    assert "Oppføringen Kari Berg-Dahl går inn i Kari Berg" in office.words(question(office))
    question(office).reject()
    assert pairs(panel) == [SURE, PERHAPS]
    office.qtbot.mouseClick(panel.merge_button, Qt.MouseButton.LeftButton)
    question(office).submit()
    office.qtbot.waitUntil(lambda: pairs(panel) == [SURE])
    assert "Kari Berg-Dahl" in names(store)  # the fuller name, of the entry that stays
    assert "Kari Berg" not in names(store)
    assert numbers(store, twice["kari"]) == ["+4790012345"]
    addresses = [row.address for row in store.read(emails_of, [twice["kari"]])[twice["kari"]]]
    assert addresses == ["kari@example.no", "kari.dahl@example.no"]


def test_two_who_are_told_apart_are_not_proposed_again(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    office.qtbot.mouseClick(panel.apart_button, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: pairs(panel) == [PERHAPS])
    assert office.context.say_step(office.store.read(steps)[0]) == "Anne Moe og Anne Moe er ikke samme person"
    panel.search()
    office.qtbot.waitUntil(lambda: panel._task is None)
    assert pairs(panel) == [PERHAPS]
    office.context.undo()
    panel.search()
    office.qtbot.waitUntil(lambda: panel._task is None)
    assert pairs(panel) == [SURE, PERHAPS]


def test_when_the_last_pair_is_done_it_says_so(office: Office, twice: dict[str, int]) -> None:
    did(office.store, not_the_same, twice["anne"], twice["anne2"])
    panel = opened(office)
    office.qtbot.mouseClick(panel.apart_button, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: panel.faces.currentWidget() is panel.nobody)
    assert panel.view is None


def test_nothing_is_merged_by_itself(office: Office, twice: dict[str, int]) -> None:
    before = names(office.store)
    opened(office)
    assert names(office.store) == before


# -- two who were chosen ----------------------------------------------------------------------------------------------


def test_two_chosen_people_are_merged_and_the_one_who_stays_is_shown(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office, (twice["kari"], twice["kari2"]))
    assert not panel.pane.isVisible()
    panel.merge()
    question(office).submit()
    office.qtbot.waitUntil(lambda: office.window.panel is None)
    office.qtbot.waitUntil(lambda: office.contacts.detail.person_id == twice["kari"])


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("born", "De to har ulik fødselsdato og er derfor to personer. Rett fødselsdatoen først."),
        ("protected", "En av de to har adressebeskyttelse, så de kan ikke slås sammen. Rett hver av dem for seg."),
        ("family", "Den ene er foresatt for den andre, så de er to personer."),
    ],
)
def test_what_cannot_be_merged_is_refused_in_one_sentence(
    office: Office, twice: dict[str, int], case: str, sentence: str
) -> None:
    store, pair = office.store, (twice["kari"], twice["kari2"])
    if case == "born":
        did(store, set_field, pair[0], "birth_date", "01.02.1980")
        did(store, set_field, pair[1], "birth_date", "02.01.1980")
    elif case == "protected":
        protect(store, pair[1], "confidential")
    else:
        pair = (twice["nora"], twice["kari"])
    panel = opened(office, pair)
    assert panel.refusal.text == sentence
    assert not panel.merge_button.isEnabled()
    before = names(store)
    panel.merge()
    panel.swap()
    assert names(store) == before
    if case == "protected":
        assert "900 12" not in office.words(panel)
        assert "kari.dahl@" not in office.words(panel).replace(MAY_BREAK, "")


def test_a_refusal_that_comes_late_is_said_at_the_buttons(office: Office, twice: dict[str, int]) -> None:
    store = office.store
    panel = opened(office, (twice["kari"], twice["kari2"]))
    view = shown(panel)
    with store.change("Removed") as session:
        session.delete(session.get_one(Person, view.gone_id))
    panel._merge()  # before the panel has heard of it
    assert panel.error.text == "En av de to finnes ikke lenger. Let etter dubletter på nytt."


def test_the_guardian_of_two_entries_of_one_pupil_stays_one(office: Office, twice: dict[str, int]) -> None:
    """A pair of pupils is merged like any other, with their guardians."""
    store = office.store
    nora2 = pupil(store, "Nora Berg", "5A")
    with store.change("Added") as session:
        add_guardian(session, nora2, person("Per Dahl", phone="92222222"))
    panel = opened(office, (twice["nora"], nora2))
    assert "Alt beholdes: Kari Berg, Per Dahl" in office.words(panel)
    panel.merge()
    question(office).submit()
    assert names(store).count("Nora Berg") == 1


def test_a_merge_elsewhere_takes_the_pair_out_of_the_list(office: Office, twice: dict[str, int]) -> None:
    panel = opened(office)
    with office.store.change("Merged {gone} into {name}", gone="Anne Moe", name="Anne Moe") as session:
        merge_people(session, twice["anne"], twice["anne2"])
    office.qtbot.waitUntil(lambda: pairs(panel) == [PERHAPS])


def test_a_long_name_leaves_room_for_the_other_buttons(office: Office, twice: dict[str, int]) -> None:
    did(office.store, set_field, twice["anne"], "family_name", "Moe " + "Nordgård-Knutsen " * 3)
    did(office.store, set_email, twice["anne"], None, "andre@example.no")
    panel = opened(office, (twice["anne"], twice["anne2"]))
    assert panel.merge_button.text().endswith("…")
    assert panel.swap_button.geometry().right() <= panel.side.width()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_alt_key_is_taken_twice(office: Office, twice: dict[str, int], language: str) -> None:
    office.context.set_language(language)
    panel = opened(office)
    office.qtbot.waitUntil(panel.isVisible)
    labels = [label for label in panel.findChildren(QLabel) if label.buddy() is not None]
    things: list[QAbstractButton | QLabel] = [*panel.findChildren(QAbstractButton), *labels]
    parts = [part for part in things if part.isVisible()]
    keys = [key for part in parts if (key := QKeySequence.mnemonic(part.text()).toString())]
    assert len(keys) == len(set(keys))
    assert len(keys) > 4
