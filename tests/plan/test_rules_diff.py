"""Two versions of a plan are compared so that nothing of either is lost, and what is the same is said to be."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plan.rows import PlanDetail, PlanRow, PointRow, SectionRow
from app.plan.rules.diff import Change, compare
from app.plan.rules.order import out_of_order
from app.plan.rules.words import Piece, word_diff

WORDS = ("holder", "inntil", "to", "minst", "møter", "skolen", "foresatte", ",", ".", " ", "\n", "**", "§ 11-4", "å")
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30).map("".join)


def section(number: int, title: str, *points: str, right: tuple[str, ...] = (), comes_from: bool = False) -> SectionRow:
    """Return a section; with ``comes_from`` it was copied from the one with its id less 1000, and so its points."""
    before = number - 1000 if comes_from else None
    rows = [
        PointRow(number * 100 + at, number, side, at, text, before * 100 + at if before else None)
        for side, texts, begin in (("left", points, 1), ("right", right, 51))
        for at, text in enumerate(texts, begin)
    ]
    return SectionRow(number, 1, number, 1, title, "", "Foresatte", "Skolen", "", before, tuple(rows))


def plan(*sections: SectionRow) -> PlanDetail:
    row = PlanRow(1, 2026, 1, "Plan", "draft", None, None, None, "", None, None, None)
    return PlanDetail(row, sections)


def said(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Return (kind, what, words) of all that is not the same."""
    return [(one.kind, one.what, one.fields[0].after or one.fields[0].before) for one in changes if one.kind != "same"]


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("to møter", "to møter", [("to møter", "same")]),
        ("", "", []),
        ("", "nytt", [("nytt", "added")]),
        ("gammelt", "", [("gammelt", "removed")]),
        (
            "holder samtaler inntil to ganger",
            "holder samtaler minst to ganger",
            [("holder samtaler ", "same"), ("inntil", "removed"), ("minst", "added"), (" to ganger", "same")],
        ),
        # a phrase that was written anew is not chopped at its spaces
        (
            "før jul og påske",
            "etter sommer og påske",
            [("før jul", "removed"), ("etter sommer", "added"), (" og påske", "same")],
        ),
        ("skolen", "skolens", [("skolen", "removed"), ("skolens", "added")]),
    ],
)
def test_words_that_changed_are_told_from_those_that_stayed(
    before: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert word_diff(before, after) == tuple(Piece(text, kind) for text, kind in pieces)  # type: ignore[arg-type]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_the_same_text_is_all_the_same(text: str) -> None:
    assert {piece.kind for piece in word_diff(text, text)} <= {"same"}


def test_a_long_text_is_compared_too() -> None:
    lines = [f"punkt {number} om samarbeid og trivsel" for number in range(1500)]
    before, after = "\n".join(lines), "\n".join(["nytt først", *lines[:700], "noe annet her", *lines[701:]])
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert sum(len(piece.text) for piece in pieces if piece.kind != "same") < 200


def test_the_longest_that_stayed_is_what_stayed() -> None:
    before = "har ansvar for at barnet møter forberedt på skolen og har med mat"
    after = "barnet møter forberedt på skolen og har ansvar for at mat er med"
    same = [piece.text for piece in word_diff(before, after) if piece.kind == "same"]
    assert same[0] == "barnet møter forberedt på skolen og har "


@pytest.mark.parametrize("between", [" ", "\n"], ids=["one line", "lines"])
def test_ten_thousand_words_are_compared_word_by_word_in_no_time(between: str) -> None:
    words = [f"ord{at * at % 9973 % 400}" for at in range(10_000)]
    changed = [f"nytt{at}" if at % 10 == 5 else word for at, word in enumerate(words)]
    before, after = between.join(words), between.join(changed)
    began = time.perf_counter()
    pieces = word_diff(before, after)
    assert time.perf_counter() - began < 5.0
    assert [piece.text for piece in pieces if piece.kind == "added"] == changed[5::10]
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.integers(0, 39), st.integers(1, 60))
def test_long_texts_can_be_put_together_again(letters: list[str], at: int, times: int) -> None:
    words = [f"{letter}{number % 50}" for number, letter in enumerate(letters * times)]
    before, after = " ".join(words), " ".join([*words[at:], "nytt", *words[: at // 2]])
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after


def test_a_plan_compared_with_itself_is_the_same() -> None:
    one = plan(section(1, "Mål", "a", "b", right=("c",)), section(2, "Møter", "d"))
    changes = compare(one, one)
    assert [change.kind for change in changes] == ["same"] * 6
    assert not any(change.is_moved for change in changes)


def test_a_copy_is_the_same_and_what_was_written_since_is_found() -> None:
    before = plan(
        section(1, "Mål", "vi støtter hverandre", "vi møtes"), section(2, "Møter", "to samtaler", right=("x",))
    )
    copied = section(1001, "Mål", "vi støtter hverandre", "vi møtes", comes_from=True)
    meetings = section(1002, "Møter", "inntil to samtaler", right=("x",), comes_from=True)
    assert said(compare(before, plan(copied, meetings))) == [("changed", "point", "inntil to samtaler")]


def test_what_came_from_another_is_it_whatever_it_says_now() -> None:
    before = plan(section(1, "Mål", "alt annet"))
    after = plan(section(1001, "Helt nytt navn", "ikke et ord igjen", comes_from=True))
    assert [(one.kind, one.what) for one in compare(before, after)] == [("changed", "section"), ("changed", "point")]


def test_without_an_origin_likeness_tells() -> None:
    before = plan(section(1, "Møter og deltakelse", "deltar på to utviklingssamtaler i året", "leser planen"))
    after = plan(section(7, "Møter og deltakelse", "leser planen", "deltar på minst to utviklingssamtaler i året"))
    changes = compare(before, after)
    assert [(one.kind, one.what, one.is_moved) for one in changes] == [
        ("same", "section", False),
        ("moved", "point", True),
        ("changed", "point", False),
    ]


def test_new_and_removed_points_stand_where_they_were() -> None:
    before = plan(section(1, "Mål", "eplet er rødt", "pæren henger høyt", "druen er sur"))
    after = plan(section(7, "Mål", "eplet er rødt", "druen er sur"), section(9, "Nytt", "helt ny tekst"))
    changes = compare(before, after)
    assert [one.section.id for one in changes] == [7, 7, 7, 7, 9, 9]
    assert [(one.kind, one.fields[0].after or one.fields[0].before) for one in changes] == [
        ("same", "Mål"),
        ("same", "eplet er rødt"),
        ("removed", "pæren henger høyt"),
        ("same", "druen er sur"),
        ("added", "Nytt"),
        ("added", "helt ny tekst"),
    ]


def test_a_point_in_another_column_has_moved() -> None:
    before = plan(section(1, "Mål", "vi følger opp", "vi hjelper"))
    point, other = before.sections[0].points
    moved = replace(before.sections[0], points=(point, replace(other, side="right", position=1)))
    (found,) = [one for one in compare(before, plan(moved)) if one.kind != "same"]
    assert (found.kind, found.what, found.is_moved) == ("moved", "point", True)


def test_the_one_that_was_carried_past_the_others_is_the_one_that_moved() -> None:
    assert out_of_order([0, 1, 2, 3]) == frozenset()
    assert out_of_order([3, 0, 1, 2]) == {0}
    assert out_of_order([1, 2, 3, 0]) == {3}
    assert out_of_order([]) == frozenset()


POINTS = st.lists(st.tuples(st.sampled_from(["left", "right", "text"]), TEXTS, st.integers(0, 6)), max_size=5)
PLANS = st.lists(st.tuples(TEXTS, TEXTS, POINTS, st.integers(0, 4)), max_size=4)


def made(parts: list[tuple[str, str, list[tuple[str, str, int]], int]], first: int) -> PlanDetail:
    """Return a plan of generated parts, with ids from ``first``; the last numbers say where a row comes from."""
    sections = []
    for at, (title, text, points, origin) in enumerate(parts, 1):
        number = first + at
        rows = tuple(
            PointRow(number * 100 + by, number, side, by, words, come + 101 if come else None)
            for by, (side, words, come) in enumerate(points, 1)
        )
        sections.append(SectionRow(number, first, at, 1, title, text, "V", "H", "", origin or None, rows))
    return PlanDetail(
        PlanRow(first, 2026, 1, "Plan", "draft", None, None, date(2026, 8, 1), "", None, None, None), tuple(sections)
    )


@given(PLANS, PLANS)
def test_every_part_of_both_plans_is_told_of_once(
    old: list[tuple[str, str, list[tuple[str, str, int]], int]],
    new: list[tuple[str, str, list[tuple[str, str, int]], int]],
) -> None:
    before, after = made(old, 0), made(new, 10)
    changes = compare(before, after)
    for what in ("section", "point"):
        was = sorted(one.before.id for one in changes if one.what == what and one.before is not None)
        is_now = [one.after.id for one in changes if one.what == what and one.after is not None]
        rows = [list(detail.sections) for detail in (before, after)]
        if what == "point":
            rows = [[point for row in group for point in row.points] for group in rows]  # type: ignore[misc]
        assert was == sorted(row.id for row in rows[0])
        assert sorted(is_now) == sorted(row.id for row in rows[1])
    for one in changes:
        for field in one.fields:
            assert field.before == (getattr(one.before, field.field) if one.before else "")
            assert field.after == (getattr(one.after, field.field) if one.after else "")
        assert (one.kind == "same") == (
            one.before is not None and one.after is not None and not one.is_moved and all(f.is_same for f in one.fields)
        )
