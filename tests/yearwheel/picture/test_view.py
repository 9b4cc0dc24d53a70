"""Is the wheel walked through, chosen from and dragged as it should be?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.yearwheel.picture.conftest import Hand
from tests.yearwheel.picture.rows import occurrence

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def shot(hand: Hand) -> QImage:
    return hand.view.grab().toImage()


def differs(one: QImage, other: QImage, at: QPointF, around: int = 6) -> bool:
    """Say whether two pictures differ near a point."""
    place = at.toPoint()
    return any(
        one.pixel(place.x() + x, place.y() + y) != other.pixel(place.x() + x, place.y() + y)
        for x in range(-around, around + 1)
        for y in range(-around, around + 1)
    )


# -- choosing


def test_a_click_on_an_arc_chooses_it_and_beside_it_nothing(hand: Hand) -> None:
    for key in ("1.1", "7.1", "24.1"):
        hand.click(hand.middle(key))
        assert hand.chosen.key == key
    hand.click(QPointF(*hand.layout.centre))
    assert hand.chosen.key == ""


def test_a_click_on_a_label_chooses_its_entry(hand: Hand) -> None:
    labelled = [placed for placed in hand.layout.placed.values() if placed.way == "leader" and placed.label is not None]
    assert labelled
    for placed in labelled:
        box = placed.label
        assert box is not None
        hand.click(QPointF((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
        assert hand.chosen.key == placed.key


def test_what_is_chosen_elsewhere_is_outlined_here(hand: Hand) -> None:
    arc = hand.layout.placed["5.1"].arc
    edge = hand.around(arc.start + arc.sweep / 2, arc.outer)
    before = shot(hand)
    hand.chosen.choose("5.1")
    chosen = shot(hand)
    assert differs(before, chosen, edge)
    hand.chosen.choose("")
    assert not differs(before, shot(hand), edge)


def test_what_is_pointed_at_is_outlined(hand: Hand) -> None:
    arc = hand.layout.placed["5.1"].arc
    edge = hand.around(arc.start + arc.sweep / 2, arc.outer)
    before = shot(hand)
    hand.mouse(QEvent.Type.MouseMove, hand.middle("5.1"), held=False)
    assert differs(before, shot(hand), edge)
    QApplication.sendEvent(hand.view, QEvent(QEvent.Type.Leave))
    assert not differs(before, shot(hand), edge)


def test_the_tip_says_it_in_plain_words(hand: Hand) -> None:
    row = occurrence(1, date(2026, 10, 14), ring=2, title="Møte <b>fett</b> & sånt", status="called")
    hand.show((replace(row, responsible="Rektor"),))
    at = hand.middle("1.1").toPoint()
    QApplication.sendEvent(hand.view, QHelpEvent(QEvent.Type.ToolTip, at, hand.view.mapToGlobal(at)))
    text = QToolTip.text()
    assert "Møte &lt;b&gt;fett&lt;/b&gt; &amp; sånt" in text
    assert "<b>" not in text
    for words in ("14. okt", "FAU", "Rektor"):
        assert words in text
    QToolTip.hideText()


def test_a_double_click_opens_what_is_there_and_looks_closer_elsewhere(hand: Hand) -> None:
    at = hand.middle("3.1")
    hand.press(at)
    hand.mouse(QEvent.Type.MouseButtonDblClick, at)
    assert hand.opened == ["3.1"]
    free = hand.day_point(date(2027, 7, 20), hand.layout.outer - 2)
    assert hand.view.key_at(free) == ""
    hand.mouse(QEvent.Type.MouseButtonDblClick, free)
    assert hand.zoomed == [(1, date(2027, 7, 20))]


# -- the keys


def test_the_arrows_walk_over_every_entry_once_in_order(hand: Hand) -> None:
    seen: list[str] = []
    hand.key(KEY.Key_Home)
    for _ in range(30):
        if seen and hand.chosen.key == seen[-1]:
            break
        seen.append(hand.chosen.key)
        hand.key(KEY.Key_Right)
    assert seen == list(hand.rows)  # by day
    for key in reversed(seen[:-1]):
        hand.key(KEY.Key_Left)
        assert hand.chosen.key == key


def test_home_and_end_go_to_the_first_and_the_last(hand: Hand) -> None:
    hand.key(KEY.Key_End)
    assert hand.chosen.key == "24.1"
    hand.key(KEY.Key_Home)
    assert hand.chosen.key == "1.1"


def test_up_and_down_go_from_ring_to_ring(hand: Hand) -> None:
    hand.chosen.choose("9.1")  # in the outermost ring
    rings = [1]
    for _ in range(4):
        hand.key(KEY.Key_Down)
        rings.append(hand.rows[hand.chosen.key].ring.id)
    assert rings == [1, 2, 3, 4, 4]
    hand.key(KEY.Key_Up)
    assert hand.rows[hand.chosen.key].ring.id == 3


def test_keys_open_zoom_turn_and_move(hand: Hand) -> None:
    hand.key(KEY.Key_Return)
    assert hand.opened == []
    hand.chosen.choose("4.1")
    day = hand.rows["4.1"].first
    hand.key(KEY.Key_Return)
    hand.key(KEY.Key_Plus)
    hand.key(KEY.Key_Minus)
    hand.key(KEY.Key_Backspace)
    hand.key(KEY.Key_Right, ALT)
    hand.key(KEY.Key_Left, ALT)
    hand.key(KEY.Key_Right, CTRL)
    hand.key(KEY.Key_Left, CTRL)
    assert hand.opened == ["4.1"]
    assert hand.zoomed == [(1, day), (-1, day), (-1, day)]
    assert (hand.turned, hand.stepped, hand.chosen.key) == ([1, -1], [1, -1], "4.1")


def test_the_focus_is_seen(hand: Hand) -> None:
    assert hand.view.focusPolicy() & Qt.FocusPolicy.TabFocus
    with_focus = shot(hand)
    hand.view.clearFocus()
    assert differs(with_focus, shot(hand), QPointF(410, 7))


def test_a_screen_reader_is_told_what_is_chosen(hand: Hand) -> None:
    hand.chosen.choose("3.1")
    said = hand.view.accessibleDescription()
    assert said.startswith(hand.rows["3.1"].title)
    assert hand.rows["3.1"].ring.name in said
    hand.chosen.choose("")
    assert "Piltastene" in hand.view.accessibleDescription()
    assert hand.view.accessibleName()


def test_the_wheel_of_the_mouse_zooms_with_ctrl_alone(hand: Hand) -> None:
    at = hand.day_point(date(2027, 2, 10), (hand.layout.inner + hand.layout.outer) / 2)
    for modifiers in (Qt.KeyboardModifier.NoModifier, CTRL):
        for turned in (60, 60, -120):
            where = QPointF(hand.view.mapToGlobal(QPoint(0, 0))) + at
            delta, phase = QPoint(0, turned), Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(at, where, QPoint(), delta, Qt.MouseButton.NoButton, modifiers, phase, False)
            QApplication.sendEvent(hand.view, event)
    assert hand.zoomed == [(1, date(2027, 2, 10)), (-1, date(2027, 2, 10))]


# -- dragging


def drag(hand: Hand, key: str, days: int) -> QPointF:
    """Drag an entry so many days on, and hold it there."""
    start = hand.middle(key)
    day = hand.view.day_at(start)
    assert day is not None
    arc = hand.layout.placed[key].arc
    there = hand.day_point(day + timedelta(days=days), (arc.inner + arc.outer) / 2)
    hand.press(start)
    hand.move(start + QPointF(1, 0))
    assert not hand.view.is_dragging
    hand.move(start + (there - start) / 2)
    hand.move(there)
    return there


def test_dragging_shows_the_day_and_drops_there(hand: Hand) -> None:
    row = occurrence(1, date(2026, 9, 16), ring=2)
    hand.show((row,))
    before = shot(hand)
    there = drag(hand, "1.1", 28)  # Wednesday 14 October
    assert hand.view.is_dragging
    assert hand.view.landing is not None
    assert hand.view.landing.first == date(2026, 10, 14)
    assert differs(before, shot(hand), there)
    assert hand.dropped == []
    hand.release(there)
    assert hand.dropped == [("1.1", date(2026, 10, 14))]
    assert not hand.view.is_dragging


def test_dragging_into_a_break_lands_after_it_and_says_so(hand: Hand) -> None:
    hand.show((occurrence(1, date(2026, 9, 16), ring=2),))
    there = drag(hand, "1.1", 20)  # Tuesday 6 October, in the break
    assert hand.view.landing is not None
    assert (hand.view.landing.first, hand.view.landing.why) == (date(2026, 10, 12), "Høstferie")
    hand.release(there)
    assert hand.dropped == [("1.1", date(2026, 10, 12))]


def test_escape_lets_go_of_it_where_it_was(hand: Hand) -> None:
    hand.show((occurrence(1, date(2026, 9, 16), ring=2),))
    there = drag(hand, "1.1", 28)
    hand.key(KEY.Key_Escape)
    assert not hand.view.is_dragging
    hand.release(there)
    assert hand.dropped == []


def test_back_on_its_own_day_nothing_is_dropped(hand: Hand) -> None:
    hand.show((occurrence(1, date(2026, 9, 16), ring=2),))
    drag(hand, "1.1", 28)
    hand.move(hand.middle("1.1"))
    hand.release(hand.middle("1.1"))
    assert hand.dropped == []


@pytest.mark.parametrize("refused", ["read only", "dropped", "held"])
def test_what_cannot_be_moved_stays_and_says_why(hand: Hand, refused: str) -> None:
    row = occurrence(1, date(2026, 9, 16), ring=2)
    row = {"dropped": replace(row, status="dropped"), "held": replace(row, status="done", meetings=(4,))}.get(
        refused, row
    )
    hand.show((row,), read_only=refused == "read only")
    there = drag(hand, "1.1", 28)
    assert not hand.view.is_dragging
    hand.release(there)
    assert hand.dropped == []
    assert len(hand.refused) == 1


# -- size and colours


def test_another_size_is_laid_out_once_it_rests(hand: Hand) -> None:
    with hand.qtbot.waitSignal(hand.view.laid_out):
        hand.view.resize(1000, 700)
        hand.view.resize(1010, 700)
    drawing = hand.layout.drawing
    assert (drawing.width, drawing.height) == (1010, 700)


def test_larger_text_of_the_window_is_larger_text_in_the_wheel(hand: Hand) -> None:
    before = max(placed.size for placed in hand.layout.placed.values())
    font = hand.view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    with hand.qtbot.waitSignal(hand.view.laid_out):
        hand.view.setFont(font)
    assert max(placed.size for placed in hand.layout.placed.values()) > 1.2 * before


def test_in_the_dark_the_ground_is_dark(hand: Hand) -> None:
    from app.shell.theme import DARK, palette_of

    light = shot(hand).pixelColor(12, 12)
    with hand.qtbot.waitSignal(hand.view.laid_out):
        hand.view.setPalette(palette_of(DARK))
    assert light.lightness() > 200
    assert shot(hand).pixelColor(12, 12).lightness() < 80
