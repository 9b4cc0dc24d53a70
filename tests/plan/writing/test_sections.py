"""The outline and what stands above the points: order, levels, titles, texts, columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.plan.factories import PlanSchool
from tests.plan.writing.at_page import ALT, BACKTAB, DOWN, ENTER, ESC, TAB, UP, AtPage


def order(at: AtPage) -> list[tuple[str, int]]:
    """The sections as they are stored, with their levels."""
    return [(one.title, one.level) for one in at.stored.sections]


def test_alt_and_arrows_move_a_section_with_those_under_it(at: AtPage) -> None:
    at.choose("Roller")
    at.press(UP, ALT)
    assert order(at) == [("Roller", 1), ("Møter", 2), ("Informasjon", 2), ("Mål for planen", 1)]
    assert at.part.section is not None
    assert at.part.section.title == "Roller"
    at.press(DOWN, ALT)
    assert [title for title, _level in order(at)] == ["Mål for planen", "Roller", "Møter", "Informasjon"]
    at.choose("Informasjon")
    at.press(UP, ALT)
    assert [title for title, _level in order(at)] == ["Mål for planen", "Roller", "Informasjon", "Møter"]
    assert at.said == "Flyttet delen Informasjon"


def test_tab_and_shift_tab_change_the_level_and_escape_leaves_the_list(at: AtPage) -> None:
    at.choose("Informasjon")
    at.press(BACKTAB)
    assert order(at)[-1] == ("Informasjon", 1)
    at.press(TAB)
    at.press(TAB)
    at.press(TAB)  # never deeper than the lowest level
    assert order(at)[-1] == ("Informasjon", 3)
    assert at.focused is at.part.outline
    at.press(ESC)
    assert at.focused is at.pane.form.title


def test_the_first_section_cannot_stand_under_nothing(at: AtPage) -> None:
    at.choose("Mål for planen")
    before = at.steps
    at.press(TAB)
    assert order(at)[0] == ("Mål for planen", 1)
    assert at.steps == before


def test_a_section_is_dragged_before_another(at: AtPage) -> None:
    at.choose("Roller")
    at.part.outline._dropped(1, 0)
    at.settle()
    assert [title for title, _level in order(at)] == ["Roller", "Møter", "Informasjon", "Mål for planen"]
    before = at.steps
    at.part.outline._dropped(0, 2)  # into what stands under it: it stays
    assert at.steps == before
    at.part.outline._dropped(0, 4)
    at.settle()
    assert [title for title, _level in order(at)] == ["Mål for planen", "Roller", "Møter", "Informasjon"]


def test_a_new_section_comes_after_the_chosen_one_and_its_title_is_typed_at_once(at: AtPage) -> None:
    at.choose("Mål for planen")
    at.page.new_action.trigger()
    at.settle()
    at.type("Grunnlaget")
    at.press(ENTER)
    assert [title for title, _level in order(at)][:2] == ["Mål for planen", "Grunnlaget"]
    assert at.part.outline.item(1).text() == "Grunnlaget"


def test_title_text_and_heads_are_saved_when_left(at: AtPage) -> None:
    at.choose("Møter")
    form = at.pane.form
    form.text.setFocus()
    at.type("Sammen. ")
    form.left_title.setFocus()
    form.left_title.selectAll()
    at.type("Hjemmet")
    at.leave()
    section = at.section("Møter")
    assert (section.text, section.left_title) == ("Sammen. Vi møtes ofte.", "Hjemmet")
    assert at.said == "Endret kolonnene i Møter"


def test_enter_in_the_list_writes_the_title(at: AtPage) -> None:
    at.choose("Informasjon")
    at.press(ENTER)
    at.type("Beskjeder")
    at.press(ENTER)
    assert order(at)[-1][0] == "Beskjeder"


def test_a_list_becomes_two_columns_and_a_list_again(at: AtPage) -> None:
    at.choose("Mål for planen")
    pairs = at.pane.split_menu.actions()
    assert pairs[0].text() == "Foresatte | Skolens ansatte"
    pairs[0].trigger()
    at.settle()
    section = at.section("Mål for planen")
    assert (section.left_title, section.right_title) == ("Foresatte", "Skolens ansatte")
    assert at.shown("left") == ["Vi støtter hverandre."]
    at.pane.join_button.click()
    at.settle()
    assert not at.section("Mål for planen").is_table
    assert at.shown() == ["Vi støtter hverandre."]


def test_del_removes_a_section_and_undo_brings_it_back(at: AtPage) -> None:
    at.choose("Informasjon")
    at.press(Qt.Key.Key_Delete)
    assert "Informasjon" not in dict(order(at))
    assert at.part.section is not None
    assert at.part.section.title == "Møter"
    at.context.undo()
    at.settle()
    assert order(at)[-1] == ("Informasjon", 2)
    assert at.points("Informasjon", "right") == ["legger den fram"]


def test_a_copy_stands_after_the_section(at: AtPage) -> None:
    at.choose("Informasjon")
    at.part.copy_section()
    at.settle()
    assert [title for title, _level in order(at)][-2:] == ["Informasjon", "Informasjon"]


def test_leaving_a_section_saves_what_is_typed_in_it(at: AtPage) -> None:
    at.choose("Møter")
    at.go_to("deltar på foreldremøter")
    at.type(" og temamøter")
    at.part.show_section(at.section("Informasjon").id)
    at.settle()
    assert at.points("Møter", "left")[0] == "deltar på foreldremøter og temamøter"
    assert at.shown("left") == ["leser planen"]


def test_tab_goes_through_a_section_column_by_column(at: AtPage) -> None:
    at.choose("Informasjon")
    at.press(ESC)
    names = []
    for _ in range(12):
        at.press(TAB)
        names.append(at.focused)
    columns, form = at.pane.columns, at.pane.form
    wanted = [
        form.left_title,
        *(row.field for row in columns["left"].rows),
        form.right_title,
        *(row.field for row in columns["right"].rows),
    ]
    places = [names.index(one) for one in wanted]
    assert places == sorted(places)


def test_an_unknown_point_is_led_to(at: AtPage, school: PlanSchool) -> None:
    at.page.show_item(("point", school.points["leser planen"]))
    at.settle()
    assert at.part.section is not None
    assert at.part.section.title == "Informasjon"
    assert at.pane.focused.field.text() == "leser planen"


def test_every_control_has_a_name(at: AtPage) -> None:
    at.choose("Møter")
    fields = [row.field for column in at.pane.columns.values() for row in column.rows]
    assert [one.accessibleName() for one in fields][:3] == [
        "Punkt 1 av 2, Foresatte",
        "Punkt 2 av 2, Foresatte",
        "Nytt punkt, Foresatte",
    ]
    for button in at.part.findChildren(QPushButton):
        assert not button.isVisible() or button.accessibleName() or button.text(), button
