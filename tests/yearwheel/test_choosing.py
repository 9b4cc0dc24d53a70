"""Do rows of a template become the entries of a year, each once, in the school's own rings and language?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bodies.commands import add_body
from app.yearwheel.choosing import Taken, choose, chosen_already, suggested
from app.yearwheel.commands import add_entry, add_ring
from app.yearwheel.queries import entry_rows, rings
from app.yearwheel.rows import EntryRow
from app.yearwheel.rules.loosening import loosened, undated
from app.yearwheel.templates import TemplateRow, shipped
from db.models import WheelEntry
from db.store import Store
from tests.conftest import Clock
from tests.factories import YEAR, opened
from tests.meetings.factories import MeetingSchool, did, known, school_file

RULES = {row.code: row.rule for row in shipped("nb")}


@pytest.fixture
def school(tmp_path: Path, clock: Clock) -> MeetingSchool:
    return school_file(tmp_path / "school.db")


@pytest.fixture
def store(tmp_path: Path, school: MeetingSchool) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def rows(*codes: str, language: str = "nb") -> list[TemplateRow]:
    return [row for row in shipped(language) if row.code in codes]


def chosen(store: Store, *codes: str) -> Taken:
    return did(store, choose, YEAR, rows(*codes))


def entry(store: Store, code: str) -> EntryRow:
    (found,) = [one for one in known(store, entry_rows, YEAR) if one.code == code]
    return found


def test_rows_become_entries_with_their_own_codes_and_texts(store: Store) -> None:
    taken = chosen(store, "M02", "U03")
    assert [one.code for one in known(store, entry_rows, YEAR)] == ["M02", "U03"]
    assert len(taken.ids) == 2
    assert not taken.there
    assert not taken.loosened
    found = entry(store, "U03")
    assert (found.topic, found.rule, found.responsible) == ("U03", "FØR(M02,7)", "FAU-leder")
    assert found.basis == "Praksis ved mange skoler"


def test_a_body_s_rows_stand_in_its_ring_and_others_in_the_office_s_and_the_school_s(
    store: Store, school: MeetingSchool
) -> None:
    chosen(store, "A01", "N01", "M02", "U02", "S02", "E03", "F01", "A02")
    by_id = {ring.id: ring for ring in known(store, rings)}
    found = {one.code: by_id[one.ring_id] for one in known(store, entry_rows, YEAR)}
    assert {code: (ring.kind, ring.body_id) for code, ring in found.items()} == {
        "A01": ("office", None),
        "A02": ("staff", None),
        "N01": ("school", None),
        "F01": ("parents", None),
        "M02": ("body", school.smu),
        "U02": ("body", school.fau),
        "S02": ("body", school.su),
        "E03": ("body", school.council),
    }
    assert [ring.kind for ring in by_id.values()][-4:] == ["parents", "staff", "office", "school"]


def test_the_rings_that_are_there_are_used(store: Store, school: MeetingSchool) -> None:
    own = did(store, add_ring, kind="body", name="Miljøutvalget vårt", body_id=school.smu)
    chosen(store, "M02", "M03")
    assert {entry(store, code).ring_id for code in ("M02", "M03")} == {own}
    assert len(known(store, rings)) == 1


def test_where_the_school_has_no_such_body_the_row_stands_in_the_next_best_ring(
    store: Store, school: MeetingSchool
) -> None:
    chosen(store, "X17")  # there is no 17 May committee, but there is FAU
    (ring,) = known(store, rings)
    assert (ring.kind, ring.body_id) == ("body", school.fau)


def test_choosing_twice_doubles_nothing_also_after_a_new_title(store: Store) -> None:
    chosen(store, "M02", "U03")
    with store.change("Renamed") as session:
        session.scalars(select(WheelEntry).where(WheelEntry.code == "M02")).one().title = "Vårt SMU-møte"
    again = chosen(store, "M02", "U03", "E04")
    assert len(again.ids) == 1
    assert len(again.there) == 2
    assert sorted(one.code for one in known(store, entry_rows, YEAR)) == ["E04", "M02", "U03"]
    assert known(store, chosen_already, YEAR, shipped("nn")) == {"M02", "U03", "E04"}


def test_two_rows_of_the_same_name_are_two_entries_and_choosing_them_again_adds_none(store: Store) -> None:
    own = [TemplateRow(f"X{number}", ("office",), "FAU-møte", f"UKE({40 + number})") for number in (1, 2, 3)]
    assert len(did(store, choose, YEAR, own[:1]).ids) == 1
    assert len(did(store, choose, YEAR, own).ids) == 2
    assert did(store, choose, YEAR, own).ids == ()
    assert [one.rule for one in known(store, entry_rows, YEAR)] == ["UKE(41)", "UKE(42)", "UKE(43)"]


def test_all_of_it_is_one_step(store: Store) -> None:
    chosen(store, *RULES)
    assert len(known(store, entry_rows, YEAR)) == len(shipped("nb"))
    store.undo()
    assert known(store, entry_rows, YEAR) == ()
    assert known(store, rings) == ()


def test_a_rule_that_names_a_row_that_was_not_chosen_counts_from_that_row_s_own_rule(store: Store) -> None:
    taken = chosen(store, "U03", "S04", "E02", "U01")
    by_title = {one.title: one for one in taken.loosened}
    assert entry(store, "U03").rule == "UKE(46,MANDAG)"  # week 47, from its Monday, seven days back
    assert entry(store, "S04").rule == "UKE(22)..UKE(23)"
    assert entry(store, "E02").rule == "SKOLESTART+31"
    assert entry(store, "U01").rule == "UKE(40,FREDAG)"  # the Friday of week 38, and fourteen days
    assert by_title[entry(store, "U03").title].named == "SMU 2: plan, forebygging og fysisk miljø"
    assert len(taken.loosened) == 4


def test_a_rule_names_a_row_that_is_there_already_by_the_code_it_has(store: Store) -> None:
    ring = did(store, add_ring, kind="theme", name="Annet")
    with store.change("Added") as session:
        add_entry(session, YEAR, ring_id=ring, title="Noe annet", code="M02")
    chosen(store, "M02")  # its code is taken
    chosen(store, "U03")
    (second,) = [one for one in known(store, entry_rows, YEAR) if one.topic == "M02"]
    assert second.code == "X1"
    assert entry(store, "U03").rule == "FØR(X1,7)"


def test_entries_are_written_in_the_language_of_the_school_whatever_is_shown(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path / "nn.db", written_standard="nn") as store:
        did(store, choose, YEAR, rows("A06", "M02", language="nb"))
        assert entry(store, "A06").responsible == "Kontorleiar"
        assert {ring.name for ring in known(store, rings)} == {"Kontoret", "SMU"}


def test_what_the_school_has_is_ticked_at_first(tmp_path: Path, clock: Clock, store: Store) -> None:
    assert known(store, suggested) == {row.code for row in shipped("nb")}
    with opened(tmp_path / "new.db", name="Ny skole") as new:
        at_first = known(new, suggested)  # it has written down no body yet: those of the law
        assert {"A01", "N01", "K01", "F01", "A02", "M01", "U01", "S01", "E01"} <= at_first
        did(new, add_body, "fau_class")
        at_first = known(new, suggested)
        assert {"A01", "N01", "K01", "F01", "A02", "U01"} <= at_first
        assert not {"M01", "S01", "E01"} & at_first


@pytest.mark.parametrize(
    ("rule", "rules", "there", "months", "now"),
    [
        ("FØR(A,7)", {"A": "HØSTFERIE"}, (), (), "FØR(HØSTFERIE,7)"),
        ("FØR(A,7)", {"A": "FØR(HØSTFERIE,1)"}, (), (), "FØR(HØSTFERIE,8)"),
        ("ETTER(A,7)", {"A": "FØR(HØSTFERIE,10)"}, (), (), "FØR(HØSTFERIE,3)"),
        ("ETTER(A,7)", {"A": "FØR(HØSTFERIE,1)"}, (), (10,), "MÅNED(10)"),  # past the break: cannot be written
        ("FØR(A,7)", {"A": "PÅSKE+3"}, (), (), "PÅSKE-4"),
        ("FØR(A,9)", {"A": "UKE(47)"}, (), (), "UKE(45,FREDAG)"),  # Saturday: back to Friday
        ("ETTER(A,1)", {"A": "UKE(47)"}, (), (), "UKE(48,MANDAG)"),  # Saturday: on to Monday
        ("FØR(A,14)", {"A": "UKE(2)"}, (), (12, 1), "MÅNED(12)..MÅNED(1)"),  # another half of the year
        ("SAMTIDIG(A)", {"A": "ETTER(B,3)", "B": "UKE(40)"}, ("B",), (), "ETTER(B,3)"),
        ("ETTER(A,4)", {"A": "ETTER(B,3)", "B": "UKE(40)"}, ("B",), (), "ETTER(B,7)"),
        ("ETTER(A,4)", {"A": "ETTER(B,3)", "B": "UKE(40)"}, (), (), "UKE(41,FREDAG)"),  # Fri + 3 = Mon, + 4 = Fri
        ("ETTER(A,4)..SKOLESLUTT", {"A": "DAG(1,6)"}, (), (), "DAG(5,6)..SKOLESLUTT"),
        ("SAMTIDIG(A)", {"A": "MÅNEDLIG(2,TIRSDAG)"}, (), (), "MÅNEDLIG(2,TIRSDAG)"),
        ("FØR(A,7)", {"A": "HALVÅR(3)"}, (), (9,), "MÅNED(9)"),
        ("FØR(A,7)", {"A": "ETTER(C,1)", "C": "FØR(A,1)"}, (), (9,), "MÅNED(9)"),  # a circle
        ("FØR(A,7)", {}, (), (), "FØR(A,7)"),  # nobody knows: whoever reads the wheel is told
    ],
)
def test_a_rule_is_loosened(
    rule: str, rules: dict[str, str], there: tuple[str, ...], months: tuple[int, ...], now: str
) -> None:
    assert loosened(rule, rules, there, months).rule == now


def test_what_needs_nothing_stays_as_it_is() -> None:
    assert loosened("FØR(A,7)", {}, ("A",), ()).rule == "FØR(A,7)"
    assert loosened("UKE(35)..UKE(38)", {}, (), ()).missing == ()
    assert loosened("no rule at all", {}, (), ()).rule == "no rule at all"
    assert undated("DATO(2026-10-13)..DATO(2026-10-16)") == "UKE(42,TIRSDAG)..UKE(42,FREDAG)"
    assert undated("UKE(42)") == "UKE(42)"
