"""What does the user do with the sections of a plan and their points?"""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.documents.marked import marked, unmarked
from app.plan.commands import (
    add_point,
    add_section,
    copy_section,
    join_points,
    make_list,
    make_table,
    move_point,
    move_section,
    remove_point,
    remove_section,
    set_point,
    set_section,
    split_point,
    start_empty,
    take_pasted,
)
from app.plan.imports.pasted import PastedSection
from app.plan.point_commands import joined, parted
from db.models import PlanCommitment
from db.store import Store
from tests.meetings.factories import did, known
from tests.plan.factories import CONTENT, PlanSchool, on_side, section, the_plan, titles

TITLES = [(title, level) for title, level, *_ in CONTENT]


def places(store: Store, plan_id: int) -> list[int]:
    return [one.position for one in the_plan(store, plan_id).sections]


def test_a_section_is_added_where_it_is_wished(store: Store, school: PlanSchool) -> None:
    did(store, add_section, school.plan, "  Først  ", at=0)
    did(store, add_section, school.plan, "Sist", level=3)
    did(store, add_section, school.plan, "Midt", at=2)
    assert [title for title, _ in titles(store, school.plan)] == [
        "Først",
        "Mål for planen",
        "Midt",
        "Roller",
        "Møter",
        "Informasjon",
        "Sist",
    ]
    assert titles(store, school.plan)[-1] == ("Sist", 3)
    assert places(store, school.plan) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "  "), ("level", "4"), ("level", "en"), ("text", "x" * 20_001), ("text", "01010750160")],
)
def test_what_no_section_can_be_is_refused_at_its_field(
    store: Store, school: PlanSchool, field: str, value: str
) -> None:
    with pytest.raises(UserError) as refusal:
        did(store, set_section, school.sections["Roller"], field, value)
    assert refusal.value.field == field
    assert titles(store, school.plan) == TITLES


def test_a_text_keeps_its_marks_and_paragraphs(store: Store, school: PlanSchool) -> None:
    typed = "  **Viktig:**\r\n\r\n- ett\t\u200b\n  går videre \n- to\x07\n\n[lenke](https://example.no)  "
    did(store, set_section, school.sections["Roller"], "text", typed)
    kept = section(store, school.plan, "Roller").text
    assert kept == "**Viktig:**\n\n- ett\n  går videre\n- to\n\n[lenke](https://example.no)"
    assert unmarked(kept) == "Viktig:\n\n- ett går videre\n- to\n\nlenke"


def test_half_a_letter_is_not_kept(store: Store, school: PlanSchool) -> None:
    did(store, set_section, school.sections["Roller"], "text", "a\ud800b")
    assert section(store, school.plan, "Roller").text == "a b"


def test_a_section_moves_with_all_that_stands_under_it(store: Store, school: PlanSchool) -> None:
    did(store, move_section, school.sections["Roller"], 0)
    assert titles(store, school.plan) == [*TITLES[1:], TITLES[0]]
    assert places(store, school.plan) == [1, 2, 3, 4]
    did(store, move_section, school.sections["Roller"], 99, 2)
    assert titles(store, school.plan) == [("Mål for planen", 1), ("Roller", 2), ("Møter", 3), ("Informasjon", 3)]


def test_one_alone_moves_among_its_like(store: Store, school: PlanSchool) -> None:
    did(store, move_section, school.sections["Informasjon"], 2)
    assert [title for title, _ in titles(store, school.plan)] == ["Mål for planen", "Roller", "Informasjon", "Møter"]


def test_no_level_is_lower_than_the_third_or_higher_than_the_first(store: Store, school: PlanSchool) -> None:
    did(store, move_section, school.sections["Roller"], 1, 3)
    assert titles(store, school.plan)[1:] == [("Roller", 3), ("Møter", 3), ("Informasjon", 3)]


def test_what_stood_under_a_removed_section_stays_one_level_higher(store: Store, school: PlanSchool) -> None:
    did(store, remove_section, school.sections["Roller"])
    assert titles(store, school.plan) == [("Mål for planen", 1), ("Møter", 1), ("Informasjon", 1)]
    assert places(store, school.plan) == [1, 2, 3]


def test_a_copied_section_stands_after_it_and_promises_nothing(store: Store, school: PlanSchool) -> None:
    added = did(store, copy_section, school.sections["Møter"])
    found = the_plan(store, school.plan)
    assert [one.id for one in found.sections][2:4] == [school.sections["Møter"], added]
    copied = found.section(added)
    original = found.section(school.sections["Møter"])
    assert [(one.side, one.text) for one in copied.points] == [(one.side, one.text) for one in original.points]
    assert (copied.left_title, copied.right_title, copied.text, copied.level) == (
        "Foresatte",
        "Skolens ansatte",
        "Vi møtes ofte.",
        2,
    )
    assert known(store, lambda session: session.query(PlanCommitment).count()) == 7


def test_a_copied_section_stands_after_what_is_under_it(store: Store, school: PlanSchool) -> None:
    did(store, copy_section, school.sections["Roller"])
    assert titles(store, school.plan) == [*TITLES, ("Roller", 1)]


def test_a_list_becomes_a_table_and_a_list_again_without_a_word_lost(store: Store, school: PlanSchool) -> None:
    goals = school.sections["Mål for planen"]
    did(store, add_point, goals, "text", "To")
    did(store, make_table, goals, "Hjemmet", "Skolen")
    did(store, add_point, goals, "right", "Tre")
    assert on_side(store, school.plan, "Mål for planen", "left") == ["Vi støtter hverandre.", "To"]
    assert section(store, school.plan, "Mål for planen").is_table
    did(store, make_list, goals)
    found = section(store, school.plan, "Mål for planen")
    assert not found.is_table
    assert [(one.side, one.position, one.text) for one in found.points] == [
        ("text", 1, "Vi støtter hverandre."),
        ("text", 2, "To"),
        ("text", 3, "Tre"),
    ]


def test_a_table_without_titles_is_a_list(store: Store, school: PlanSchool) -> None:
    table = school.sections["Møter"]
    did(store, set_section, table, "left_title", "")
    assert section(store, school.plan, "Møter").is_table
    did(store, set_section, table, "right_title", "")
    assert on_side(store, school.plan, "Møter", "text") == [
        "deltar på foreldremøter",
        "deltar på to utviklingssamtaler",
        "holder valg på første foreldremøte",
        "inviterer til to samtaler",
        "kaller inn til SU og SMU",
    ]
    did(store, set_section, table, "right_title", "Skolen")
    assert len(on_side(store, school.plan, "Møter", "left")) == 5


def test_both_columns_of_a_table_have_a_title(store: Store, school: PlanSchool) -> None:
    with pytest.raises(UserError) as refusal:
        did(store, make_table, school.sections["Roller"], "Foresatte", " ")
    assert refusal.value.field == "right_title"


def test_a_point_is_added_changed_and_removed(store: Store, school: PlanSchool) -> None:
    table = school.sections["Møter"]
    added = did(store, add_point, table, "left", " **spør**  når ", 1)
    assert on_side(store, school.plan, "Møter", "left") == [
        "deltar på foreldremøter",
        "**spør**  når",
        "deltar på to utviklingssamtaler",
    ]
    did(store, set_point, added, "kommer")
    did(store, remove_point, school.points["deltar på foreldremøter"])
    found = section(store, school.plan, "Møter").on("left")
    assert [(one.position, one.text) for one in found] == [(1, "kommer"), (2, "deltar på to utviklingssamtaler")]


@pytest.mark.parametrize("said", ["", "  \n ", "x" * 4001, "01010750160"])
def test_what_no_point_can_say_is_refused(store: Store, school: PlanSchool, said: str) -> None:
    with pytest.raises(UserError) as refusal:
        did(store, set_point, school.points["leser planen"], said)
    assert refusal.value.field == "text"
    assert on_side(store, school.plan, "Informasjon", "left") == ["leser planen"]


def test_a_point_stands_on_no_fourth_side(store: Store, school: PlanSchool) -> None:
    with pytest.raises(UserError) as refusal:
        did(store, add_point, school.sections["Møter"], "middle", "x")
    assert refusal.value.field == "side"


def test_a_point_moves_in_its_column_to_the_other_and_to_another_section(store: Store, school: PlanSchool) -> None:
    moved, table = school.points["inviterer til to samtaler"], school.sections["Møter"]
    did(store, move_point, moved, table, "right", 0)
    assert on_side(store, school.plan, "Møter", "right") == [
        "inviterer til to samtaler",
        "holder valg på første foreldremøte",
        "kaller inn til SU og SMU",
    ]
    did(store, move_point, moved, table, "left", 1)
    assert on_side(store, school.plan, "Møter", "left") == [
        "deltar på foreldremøter",
        "inviterer til to samtaler",
        "deltar på to utviklingssamtaler",
    ]
    did(store, move_point, moved, school.sections["Roller"], "text", 5)
    assert on_side(store, school.plan, "Roller", "text") == ["inviterer til to samtaler"]
    found = section(store, school.plan, "Møter")
    assert [one.position for one in found.on("left")] == [1, 2]
    assert [one.position for one in found.on("right")] == [1, 2]
    assert the_plan(store, school.plan).point(moved).position == 1
    assert known(store, promised_by, moved) == 2


def promised_by(session, point_id):  # type: ignore[no-untyped-def]
    return session.query(PlanCommitment).filter(PlanCommitment.plan_point_id == point_id).count()


def test_no_point_moves_to_another_plan(store: Store, school: PlanSchool) -> None:
    other = did(store, start_empty, 2027)
    section_id = did(store, add_section, other, "Andre")
    with pytest.raises(UserError):
        did(store, move_point, school.points["leser planen"], section_id, "text", 0)
    assert on_side(store, school.plan, "Informasjon", "left") == ["leser planen"]


def test_a_parted_point_keeps_its_promise_in_the_first_half(store: Store, school: PlanSchool) -> None:
    point = school.points["inviterer til to samtaler"]
    added = did(store, split_point, point, len("inviterer til"))
    assert on_side(store, school.plan, "Møter", "right") == [
        "holder valg på første foreldremøte",
        "inviterer til",
        "to samtaler",
        "kaller inn til SU og SMU",
    ]
    assert (known(store, promised_by, point), known(store, promised_by, added)) == (2, 0)
    did(store, join_points, point, added)
    assert on_side(store, school.plan, "Møter", "right")[1] == "inviterer til to samtaler"


def test_joined_points_promise_what_both_promised(store: Store, school: PlanSchool) -> None:
    first, second = school.points["inviterer til to samtaler"], school.points["kaller inn til SU og SMU"]
    did(store, join_points, first, second)
    assert on_side(store, school.plan, "Møter", "right")[-1] == "inviterer til to samtaler kaller inn til SU og SMU"
    assert known(store, promised_by, first) == 4
    did(store, join_points, first, first)
    assert known(store, promised_by, first) == 4


@pytest.mark.parametrize("at", [0, 4000])
def test_no_half_of_a_point_says_nothing(store: Store, school: PlanSchool, at: int) -> None:
    with pytest.raises(UserError):
        did(store, split_point, school.points["leser planen"], at)
    assert on_side(store, school.plan, "Informasjon", "left") == ["leser planen"]


@pytest.mark.parametrize(
    ("text", "at", "halves"),
    [
        ("et to", 2, ("et", "to")),
        ("a **b c** d", 5, ("a **b**", "**c** d")),
        ("a **b c** d", 4, ("a", "**b c** d")),
        ("a **b c** d", 3, ("a", "**b c** d")),
        ("a **b c** d", 8, ("a **b c**", "d")),
        ("a **b c** d", 9, ("a **b c**", "d")),
        ("a ** b", 3, ("a **", "b")),
    ],
)
def test_bold_that_is_parted_stays_bold_in_both(text: str, at: int, halves: tuple[str, str]) -> None:
    assert parted(text, at) == halves


@given(st.text(alphabet="ab *\n", max_size=20), st.integers(0, 20))
def test_parting_and_joining_keeps_every_letter(text: str, at: int) -> None:
    before, after = parted(text, at)
    assert "".join(f"{before}{after}".replace("*", "").split()) == "".join(text.replace("*", "").split())
    together = joined(before, after).replace("*", "")
    assert "".join(together.split()) == "".join(text.replace("*", "").split())


@given(
    st.lists(st.tuples(st.text(alphabet="ab ", min_size=1, max_size=5), st.booleans()), min_size=1, max_size=4),
    st.integers(0, 30),
)
def test_parting_leaves_bold_what_was_bold(pieces: list[tuple[str, bool]], at: int) -> None:
    text = " ".join(f"**{words.strip() or 'a'}**" if bold else words.strip() or "b" for words, bold in pieces)

    def bold_letters(said: str) -> list[tuple[str, bool]]:
        found = []
        for block in marked(said):
            for run in getattr(block, "runs", ()) or ():
                found += [(letter, run.bold) for letter in run.text if letter.strip()]
            if not getattr(block, "runs", ()):
                found += [(letter, False) for letter in getattr(block, "text", "") if letter.strip()]
        return found

    assert [one for half in parted(text, at) for one in bold_letters(half)] == bold_letters(text)


def test_pasted_sections_stand_after_the_one_they_are_pasted_at(store: Store, school: PlanSchool) -> None:
    pasted = (
        PastedSection("Grunnlag", 1, "Loven.", points=("ett", " ", "to")),
        PastedSection("Hjem og skole", 2, "", "Hjemmet", "Skolen", ("a",), ("b", "c")),
        PastedSection("Dypt", 7),
    )
    ids = did(store, take_pasted, school.plan, pasted, school.sections["Mål for planen"])
    assert titles(store, school.plan) == [
        TITLES[0],
        ("Grunnlag", 1),
        ("Hjem og skole", 2),
        ("Dypt", 3),
        *TITLES[1:],
    ]
    found = the_plan(store, school.plan)
    assert [one.text for one in found.section(ids[0]).on("text")] == ["ett", "to"]
    table = found.section(ids[1])
    assert (table.left_title, [one.text for one in table.on("left")]) == ("Hjemmet", ["a"])
    assert (table.right_title, [one.text for one in table.on("right")]) == ("Skolen", ["b", "c"])
    assert found.section(ids[0]).text == "Loven."


def test_what_is_pasted_among_subsections_takes_none_of_them_from_its_section(store: Store, school: PlanSchool) -> None:
    before = titles(store, school.plan)
    at = next(n for n, (_, level) in enumerate(before) if level == 2)
    ids = [one.id for one in the_plan(store, school.plan).sections]
    pasted = (PastedSection("Leksehjelp", 1), PastedSection("Hvem", 2))
    did(store, take_pasted, school.plan, pasted, ids[at - 1])
    assert titles(store, school.plan) == [*before[:at], ("Leksehjelp", 2), ("Hvem", 3), *before[at:]]


def test_pasted_without_a_place_stands_last(store: Store, school: PlanSchool) -> None:
    did(store, take_pasted, school.plan, (PastedSection("Til slutt", 1),))
    assert titles(store, school.plan) == [*TITLES, ("Til slutt", 1)]


@pytest.mark.parametrize("long", ["heading", "text", "points"])
def test_no_word_is_lost_where_the_heading_is_a_whole_paragraph(
    store: Store, school: PlanSchool, long: Literal["heading", "text", "points"]
) -> None:
    words = " ".join(f"ord{number}" for number in range(60))
    one = {
        "heading": PastedSection(words, 1, "Mer."),
        "text": PastedSection("", 1, words),
        "points": PastedSection("", 1, points=(words,)),
    }[long]
    (added,) = did(store, take_pasted, school.plan, (one,))
    found = the_plan(store, school.plan).section(added)
    assert found.title.startswith("ord0 ord1 ")
    assert len(found.title) <= 82
    said = f"{found.text} {' '.join(point.text for point in found.points)}"
    assert all(word in said.split() for word in words.split())
    if long == "heading":
        assert found.text.endswith("Mer.")
