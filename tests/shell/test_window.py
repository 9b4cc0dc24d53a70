"""The window: pages, year, side bar, notices, language and look, and closing it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.core.i18n import translator
from app.core.progress import Progress
from app.core.settings import Settings
from app.shell import theme
from app.shell.context import Context
from app.shell.dialog import Dialog, ask, ask_reason
from app.shell.main_window import MainWindow
from app.shell.menus import text_menu
from app.shell.notices import SHOWN_FOR, Action, Notice
from app.shell.page import PageEntry
from app.shell.preferences import FolderLabel, PreferencesDialog
from app.shell.side_bar import WIDE, WIDEST, SideBar
from app.shell.words import tooltip
from tests.shell.conftest import ENTRIES, Desk


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours."""

    def light(colour: str) -> float:
        parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_every_text_has_a_contrast_of_four_and_a_half(look: theme.Tones) -> None:
    grounds = {
        "text": ("window", "base", "stripe", "button", "tint"),
        "muted": ("window", "base", "stripe"),
        "disabled": ("window", "base"),
        "link": ("window", "base"),
        "danger": ("window", "base"),
        "good": ("window", "base"),
        "on_accent": ("accent",),
        "on_band": ("band",),
        "on_notice": ("notice",),
        "notice_link": ("notice",),
    }
    for words, places in grounds.items():
        for ground in places:
            assert contrast(getattr(look, words), getattr(look, ground)) >= 4.5, (words, ground)
    assert contrast(look.accent, look.base) >= 2.5  # a bar beside the words, never the only sign


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_frames_of_fields_and_the_focus_ring_are_seen_on_every_ground(look: theme.Tones) -> None:
    palette = theme.field_palette_of(look)
    frame = palette.color(QPalette.ColorRole.Window).darker(140).name()  # as Fusion paints them
    ring = palette.color(QPalette.ColorRole.Highlight).darker(125).name()
    for ground in ("window", "base", "stripe"):
        assert contrast(frame, getattr(look, ground)) >= 3, ground
        assert contrast(ring, getattr(look, ground)) >= 3, ground
    chosen = palette.color(QPalette.ColorRole.HighlightedText).name()
    assert contrast(chosen, palette.color(QPalette.ColorRole.Highlight).name()) >= 4.5


def test_a_field_is_painted_with_a_frame_that_is_seen_on_dark_ground(desk: Desk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.apply(app, "dark")
        field = QLineEdit()
        desk.qtbot.addWidget(field)
        field.resize(200, 32)
        picture = field.grab().toImage()
        painted = [picture.pixelColor(100, y).name() for y in range(3)]
        assert max(contrast(colour, theme.DARK.base) for colour in painted) >= 3, painted
        assert theme.tones(field) is theme.DARK
    finally:
        theme.apply(app, "light")


def test_the_year_button_offers_the_years_and_marks_past_and_draft(desk: Desk) -> None:
    desk.context.offer_years([2025, 2026, 2027], 2026)
    bar = desk.window.top_bar
    bar._years.aboutToShow.emit()
    assert [action.text() for action in bar._years.actions()] == [
        "2027/28 (kladd)",
        "2026/27",
        "2025/26 (tidligere, kan bare leses)",
    ]
    band = desk.window.year_band
    assert not band.isVisible()
    bar._years.actions()[2].trigger()
    assert desk.context.read_only
    assert band.isVisible()
    assert "2025/26" in band.words.text()
    band.back.click()
    assert not desk.context.read_only
    assert not band.isVisible()
    desk.context.set_year(2027)
    assert "kladden" in band.words.text()
    assert bar.year.text() == "2027/28 (kladd)"
    desk.context.offer_years([2025, 2026, 2027], 2026, ())  # released
    assert bar.year.text() == "2027/28"
    assert "kladden" not in band.words.text()
    assert not desk.context.read_only


def test_the_title_names_the_year_on_screen(desk: Desk) -> None:
    desk.window.set_school("Lia skole")
    desk.context.offer_years([2026, 2027], 2026)
    for year, name in ((2027, "2027/28"), (2026, "2026/27")):
        desk.context.set_year(year)
        assert f"Lia skole {name}" in desk.window.windowTitle()


def test_another_year_reads_the_page_again(desk: Desk) -> None:
    before = desk.page.reads
    desk.context.offer_years([2025, 2026], 2026)
    desk.context.set_year(2025)
    assert desk.page.reads == before + 1


@pytest.mark.parametrize(("words", "points", "wide"), [("Plan", 10, WIDE), ("Councils and committees", 10, None)])
def test_no_word_of_the_side_bar_is_cut(qtbot: QtBot, words: str, points: int, wide: int | None) -> None:
    bar = SideBar((PageEntry("one", words, "house", ""),), translator("en"))
    qtbot.addWidget(bar)
    font = bar.font()
    font.setPointSize(points)
    bar.setFont(font)
    small = bar.width()
    assert small == wide or WIDE < small < WIDEST
    font.setPointSize(3 * points)
    bar.setFont(font)
    assert small <= bar.width() <= WIDEST, "large letters leave room for the page"
    bar.set_narrow(True)
    assert bar.width() < WIDE


def test_the_side_bar_can_be_narrow_and_stays_so(desk: Desk, qtbot: QtBot) -> None:
    wide = desk.window.side_bar.width()
    desk.window.top_bar.menu_button.click()
    assert desk.window.side_bar.width() < wide
    assert desk.window.side_bar.buttons["people"].toolTip() == "Kontakter (Ctrl+1)"
    again = MainWindow(desk.context, ENTRIES)
    qtbot.addWidget(again)
    assert again.side_bar.narrow


def test_a_small_window_keeps_its_room_for_the_page(desk: Desk) -> None:
    assert not desk.window.side_bar.narrow
    desk.window.resize(700, 500)
    assert desk.window.side_bar.narrow
    desk.window.resize(1280, 720)
    assert not desk.window.side_bar.narrow


def test_a_number_of_due_things_is_said_too(desk: Desk) -> None:
    desk.window.set_due("people", 3)
    assert desk.window.side_bar.buttons["people"].accessibleDescription() == "3 ting å gjøre"


def test_every_control_has_a_name_and_labels_are_plain(desk: Desk) -> None:
    desk.people("Kari")
    for label in desk.window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    for field in desk.window.findChildren(QLineEdit):
        if field.objectName() != "qt_spinbox_lineedit":
            assert field.accessibleName(), field.placeholderText()
    bar = desk.window.top_bar
    for button in (bar.menu_button, bar.year, bar.undo, bar.redo, bar.help):
        assert button.accessibleName()


def test_the_help_menu_shows_the_keys(desk: Desk) -> None:
    menu = desk.window.top_bar._help_menu
    menu.aboutToShow.emit()
    keys = {action.text(): action.shortcut().toString() for action in menu.actions()}
    assert keys["&Hjelp"] == "F1"
    assert keys["&Innstillinger …"] == "Ctrl+,"
    assert ("Gå til Historikk", "Ctrl+2") in desk.window.shortcuts()


def test_a_tooltip_never_takes_words_for_markup() -> None:
    assert tooltip("Angre «A & B»") == "Angre «A & B»"
    assert tooltip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"


def test_notices_come_one_after_the_other_and_go_by_themselves(desk: Desk) -> None:
    bar = desk.window.notices
    desk.context.notify("One")
    desk.context.notify("Two", Action("&Do", lambda: desk.context.notify("Three")))
    assert bar.text == "One"
    bar._soonest.stop()
    bar._next_if_waiting()
    assert bar.text == "Two"
    assert bar._timer.interval() == SHOWN_FOR
    bar.buttons[0].click()
    assert bar.text == "Three"
    bar._time_is_up()
    assert bar.text == ""


def test_of_steps_that_follow_fast_the_newest_is_shown_at_once(desk: Desk) -> None:
    bar = desk.window.notices
    desk.people("Kari", "Per")
    assert bar.text == "Added Per"
    desk.context.notify("Something else")
    assert bar.text == "Added Per"
    desk.people("Ola", "Liv")
    bar.close_notice()
    assert bar.text == "Something else"
    bar.close_notice()
    assert bar.text == "Added Liv"  # nobody waits for Ola
    bar.close_notice()
    assert bar.text == ""


def test_a_step_does_not_change_the_notice_whose_button_somebody_is_at(desk: Desk) -> None:
    bar = desk.window.notices
    desk.people("Kari")
    bar.buttons[0].setFocus()
    desk.people("Per", "Liv")
    assert bar.text == "Added Kari"
    bar.close_notice()
    assert bar.text == "Added Liv"


def test_a_notice_stays_while_the_focus_is_on_it(desk: Desk) -> None:
    bar = desk.window.notices
    bar.show_notice(Notice("Stay", (Action("&Undo", lambda: None),)))
    bar.buttons[0].setFocus()
    assert not bar._timer.isActive()
    bar._time_is_up()
    assert bar.text == "Stay"
    desk.page.list.filter_box.setFocus()
    assert bar._timer.isActive()


def test_another_language_takes_effect_at_once(desk: Desk) -> None:
    desk.people("Kari")
    desk.window.open_preferences()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PreferencesDialog)
    dialog.language.setCurrentIndex(dialog.language.findData("nn"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert desk.page.heading.text() == "Kontaktar"
    desk.qtbot.waitUntil(lambda: desk.names == ["Kari"])
    assert desk.context.settings.get("language", "") == "nn"
    assert desk.window.undo_action.text() == "&Angre «Added Kari»"
    again = QApplication.activeModalWidget()
    assert isinstance(again, PreferencesDialog)
    assert again.windowTitle() == "Innstillingar"
    again.accept()


def test_light_dark_and_text_size_take_effect_at_once(desk: Desk, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    size = qapp.font().pointSizeF()
    dialog = PreferencesDialog(desk.window, desk.context)
    dialog.open()
    dialog.look.setCurrentIndex(dialog.look.findData("dark"))
    dialog.text_size.setCurrentIndex(dialog.text_size.findData(130))
    dialog.look.activated.emit(2)
    before = desk.page.heading.font().pointSizeF()
    dialog.text_size.activated.emit(3)
    try:
        assert desk.page.heading.font().pointSizeF() == pytest.approx(before * 1.3, rel=0.02)
        desk.qtbot.waitUntil(lambda: theme.tones(desk.window) is theme.DARK)
        assert desk.window.notices._text.palette().windowText().color() == QColor(theme.DARK.on_notice)
        assert qapp.font().pointSizeF() == pytest.approx(size * 1.3)
        assert desk.window.top_bar.height() >= QFontMetrics(qapp.font()).height() + 4 * theme.GRID
        dialog.text_size.setCurrentIndex(dialog.text_size.findData(90))
        dialog.text_size.activated.emit(0)
        assert desk.window.top_bar.height() == 6 * theme.GRID
    finally:
        theme.apply(qapp, "light", 100)
        dialog.accept()


def test_a_long_folder_is_shortened_in_the_middle_and_can_be_copied(desk: Desk) -> None:
    folder = "/home/kontor/" + "en veldig lang mappe/" * 12 + "Skolekontoret"
    label = FolderLabel(folder, "Data", desk.context.tr)
    desk.qtbot.addWidget(label)
    label.resize(300, 30)
    assert label.shown.startswith("/home")
    assert label.shown.endswith("kontoret")
    assert "…" in label.shown
    assert label.toolTip() == folder
    label.copy_action.trigger()
    assert QApplication.clipboard().text() == folder
    label.resize(10_000, 30)
    assert label.shown == folder


def test_the_name_is_written_in_the_history(desk: Desk) -> None:
    dialog = PreferencesDialog(desk.window, desk.context)
    dialog.open()
    dialog.who.setText("Nina")
    dialog.submit()
    desk.people("Ola")
    step = desk.context.next_undo()
    assert step is not None
    assert step.made_by == "Nina"


def test_closing_while_work_goes_on_asks_and_cancels(desk: Desk) -> None:
    desk.window.about_to_close = desk.context.detach
    started = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            started.set()
            progress.step("Working", 1, 2)

    desk.context.run("Importing", work, lambda _result: None, writes=True)
    desk.qtbot.waitUntil(started.is_set)
    desk.window.close()
    assert desk.window.isVisible()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    dialog.accept()
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert not desk.context.tasks.running


def test_the_size_of_the_window_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(700, 500)
    desk.window.close()
    again = MainWindow(desk.context, ENTRIES)
    qtbot.addWidget(again)
    assert again.size().toTuple() == (700, 500)


def test_the_window_with_its_frame_is_never_larger_than_the_screen(desk: Desk, qtbot: QtBot) -> None:
    room = desk.window.screen().availableSize()
    for saved in ("", "larger"):
        if saved:
            desk.window.resize(room.width() + 300, room.height() + 300)
            geometry = bytes(desk.window.saveGeometry().toBase64().data()).decode()
            desk.context.settings.set("window.geometry", geometry)
        window = MainWindow(desk.context, ENTRIES)
        qtbot.addWidget(window)
        assert window.width() <= room.width() - 8
        assert window.height() <= room.height() - 40


def test_a_dialog_keeps_what_was_written_when_it_is_refused(desk: Desk) -> None:
    given: list[str] = []
    dialog = ask_reason(
        desk.window, desk.context.tr, title="Show", text="Why?", yes="&Show", then=lambda reason: given.append(reason)
    )
    dialog.submit()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.findChildren(QLineEdit)[0]
    dialog.findChildren(QLineEdit)[0].setText("  Called the school ")
    dialog.submit()
    assert given == ["Called the school"]
    assert not dialog.isVisible()


def test_a_dangerous_yes_is_not_what_enter_does(desk: Desk) -> None:
    done: list[bool] = []
    dialog = ask(
        desk.window,
        desk.context.tr,
        title="Remove",
        text="<b>All</b>?",
        yes="&Remove",
        then=lambda: done.append(True),
        danger=True,
    )
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()


def test_the_menu_of_a_field_speaks_our_language(desk: Desk) -> None:
    menu = text_menu(desk.page.given, desk.context.tr)
    assert [action.text() for action in menu.actions()] == [
        "&Angre",
        "&Gjør om",
        "Klipp &ut",
        "&Kopier",
        "&Lim inn",
        "&Slett",
        "Merk &alt",
    ]


def test_a_field_shows_its_menu_where_it_was_asked_for(desk: Desk) -> None:
    desk.page.given.customContextMenuRequested.emit(QPoint(2, 2))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_without_a_file_nothing_can_be_undone(qtbot: QtBot) -> None:
    context = Context(Settings.load(None), translator("nb"))
    assert context.next_undo() is None
    context.undo()
    context.redo()
