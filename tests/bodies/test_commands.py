"""Bodies are copied, changed, closed and removed, and what cannot be is told at its field with what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app.bodies import commands
from app.bodies.offices import appoint, end_office
from app.bodies.presets import preset, presets
from app.bodies.queries import BodyRow, SeatRow, bodies, body, places
from app.core.errors import UserError, explain
from app.core.i18n import translator
from app.school.commands import set_school_field
from db.models import Body, LegalBasis, Office, Seat
from db.store import Store
from tests.bodies.given import Given, an_election, did, held, homes
from tests.conftest import Clock
from tests.factories import START, TODAY, YEAR, class_called, opened


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def refused(store: Store, command: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[str | None, str]:
    """Return the field and the sentence of a refusal."""
    with pytest.raises(UserError) as caught:
        did(store, command, *args, **kwargs)
    return caught.value.field, explain(caught.value, translator("nb")) or ""


def row(store: Store, body_id: int) -> BodyRow:
    return store.read(body, body_id)


def seat_of(store: Store, body_id: int, name_nb: str) -> SeatRow:
    return next(seat for seat in row(store, body_id).seats if seat.name_nb == name_nb)


def sits(store: Store, body_id: int, seat_id: int, person: int, since: date = START, **more: Any) -> int:
    return did(store, appoint, body_id, person, seat_id=seat_id, valid_from=since, **more)


# -- adding


@pytest.mark.parametrize("found", presets(), ids=lambda found: found.code)
def test_a_ready_made_body_is_copied_with_all_it_has(store: Store, found: Any) -> None:
    added = row(store, did(store, commands.add_body, found.code, valid_from=START))
    assert (added.kind, added.name_nb, added.name_nn) == (found.kind, found.name_nb, found.name_nn)
    assert (added.preset, added.source, added.valid_from) == (found.code, found.source, START)
    assert {name: getattr(added, name) for name in found.facts} == dict(found.facts)
    assert [seat.position for seat in added.seats] == list(range(1, len(found.seats) + 1))
    for seat, wanted in zip(added.seats, found.seats, strict=True):
        assert {name: getattr(seat, name) for name in wanted.__dataclass_fields__} == vars(wanted)
    assert [basis.text for basis in added.legal_bases] == [basis.text for basis in found.bases]


def test_the_usual_bodies_come_in_one_step_connected_to_each_other(store: Store) -> None:
    added = did(store, commands.add_usual_bodies)
    there = {one.kind: one for one in store.read(bodies, TODAY)}
    assert [there_one.id for there_one in store.read(bodies, TODAY)] == list(added)
    assert set(there) == {
        "class_contacts",
        "parent_committee",
        "pupil_council",
        "cooperation_committee",
        "school_environment_committee",
    }
    for kind in ("cooperation_committee", "school_environment_committee"):
        chair = next(seat for seat in there[kind].seats if seat.follows_role)
        assert (chair.follows_body_id, chair.follows_role) == (there["parent_committee"].id, "chair")
    store.undo()
    assert store.read(bodies) == ()


def test_kinds_that_are_there_are_not_added_again(store: Store) -> None:
    board = did(store, commands.add_body, "fau_board")
    added = did(store, commands.add_usual_bodies)
    assert len(added) == 4
    assert [one.preset for one in store.read(bodies, TODAY) if one.kind == "parent_committee"] == ["fau_board"]
    su = next(one for one in store.read(bodies, TODAY) if one.kind == "cooperation_committee")
    assert seat_of(store, su.id, "FAU-leder").follows_body_id == board
    assert did(store, commands.add_usual_bodies) == ()


def test_a_seat_follows_a_body_that_is_added_later(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    assert seat_of(store, su, "FAU-leder").follows_body_id is None
    did(store, commands.add_body, "pupil_council_class")
    assert seat_of(store, su, "FAU-leder").follows_body_id is None
    fau = did(store, commands.add_body, "fau_class")
    assert seat_of(store, su, "FAU-leder").follows_body_id == fau
    assert seat_of(store, su, "foreldrerepresentant").follows_body_id is None


def test_a_seat_follows_the_new_fau_when_the_old_one_is_closed(store: Store) -> None:
    old = did(store, commands.add_body, "fau_class")
    su = did(store, commands.add_body, "su_standard")
    did(store, commands.close_body, old, date(2026, 9, 30))
    new = did(store, commands.add_body, "fau_board")
    assert seat_of(store, su, "FAU-leder").follows_body_id == new


def test_a_seat_follows_no_body_that_is_closed(store: Store) -> None:
    fau = did(store, commands.add_body, "fau_class")
    did(store, commands.close_body, fau, date(2026, 9, 30))
    assert seat_of(store, did(store, commands.add_body, "su_standard"), "FAU-leder").follows_body_id is None


def test_the_chair_of_fau_sits_in_su_by_that(store: Store) -> None:
    class_called(store, "5A")
    aud, bo = homes(store, 2)
    fau, su = did(store, commands.add_body, "fau_class"), did(store, commands.add_body, "su_standard")
    did(store, appoint, fau, aud, role="chair", valid_from=START)
    did(store, appoint, fau, bo, role="vice_chair", valid_from=START)
    spots = store.read(lambda session: places(session, body(session, su), YEAR, TODAY))
    there = {spot.seat.name_nb: [office.person_id for office in spot.holders] for spot in spots}
    assert there["FAU-leder"] == [aud]
    assert there["foreldrerepresentant"] == []


def test_names_are_in_the_words_of_the_school(store: Store) -> None:
    did(store, set_school_field, "parent_rep_word", "klassekontakt")
    did(store, set_school_field, "committee_rep_word", "fau_kontakt")
    contacts = row(store, did(store, commands.add_body, "class_contacts"))
    assert (contacts.name_nb, contacts.name_nn) == ("Klassekontakter", "Klassekontaktar")
    assert contacts.seats[0].name("nn") == "klassekontakt"
    assert row(store, did(store, commands.add_body, "fau_class")).seats[0].name("nb") == "FAU-kontakt"


def test_a_body_that_begins_before_its_law_rests_on_it_from_the_law(store: Store) -> None:
    early = row(store, did(store, commands.add_body, "fau_class", valid_from=date(2020, 8, 1)))
    late = row(store, did(store, commands.add_body, "pupil_council_class", valid_from=START))
    assert [basis.valid_from for one in (early, late) for basis in one.legal_bases] == [date(2024, 8, 1), START]


def test_a_body_of_the_schools_own(store: Store) -> None:
    one = row(store, did(store, commands.add_empty_body, "  Leksehjelp  gruppe ", "", "committee"))
    assert (one.name_nb, one.name_nn, one.kind, one.seats) == (
        "Leksehjelp gruppe",
        "Leksehjelp gruppe",
        "committee",
        (),
    )
    nynorsk = row(store, did(store, commands.add_empty_body, "", "Skulehage", "other"))
    assert (nynorsk.name_nb, nynorsk.name_nn) == ("Skulehage", "Skulehage")
    assert refused(store, commands.add_empty_body, " ", "", "other") == ("name_nb", "Skriv hva organet heter.")
    assert refused(store, commands.add_empty_body, "X", "", "club")[0] == "kind"


def test_two_bodies_of_one_name_are_refused_until_the_first_is_closed(store: Store) -> None:
    first = did(store, commands.add_body, "fau_class")
    assert refused(store, commands.add_body, "fau_board") == (
        "name_nb",
        "Det finnes alt et organ som heter FAU. Endre det, eller gi dette et annet navn.",
    )
    other = did(store, commands.add_empty_body, "FAU 2", "", "parent_committee")
    assert refused(store, commands.set_body, other, "name_nb", "FAU")[0] == "name_nb"
    did(store, commands.close_body, first, TODAY)
    did(store, commands.set_body, other, "name_nb", "FAU")
    assert refused(store, commands.set_body, first, "valid_to", "")[0] == "valid_to"


def test_bodies_without_a_name_in_nynorsk_are_not_of_one_name(store: Store) -> None:
    for name in ("Natteravn", "Leksehjelp"):
        one = did(store, commands.add_empty_body, name, "", "committee")
        did(store, commands.set_body, one, "name_nn", "")
    assert [one.name_nn for one in store.read(bodies)] == ["", ""]


# -- changing


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name_nb", " Foreldrenes  utvalg ", "Foreldrenes utvalg"),
        ("name_nn", "", ""),
        ("quorum", "half", "half"),
        ("notice_days", " 14 ", 14),
        ("notice_days", "", None),
        ("notice_days", "0", 0),
        ("casting_vote", "yes", True),
        ("casting_vote", "", False),
        ("casting_vote", True, True),
        ("stays_until_successor", "no", False),
        ("min_parents", "", 0),
        ("max_seats", "1", 1),
        ("term_years", "3", 3),
        ("term_starts", "01-01", "01-01"),
        ("organised_otherwise", "Vedtak i foreldremøtet 2.9.2026", "Vedtak i foreldremøtet 2.9.2026"),
        ("valid_from", "1.8.2025", date(2025, 8, 1)),
        ("source", "Vedtekter 2024", "Vedtekter 2024"),
    ],
)
def test_a_fact_is_read_as_it_is_typed(store: Store, field: str, typed: str | bool, kept: object) -> None:
    fau = did(store, commands.add_body, "fau_class")
    did(store, commands.set_body, fau, field, typed)
    assert getattr(row(store, fau), field) == kept


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name_nb", " ", "Skriv hva organet heter."),
        ("name_nb", "x" * 121, "Navnet er for langt. Bruk høyst 120 tegn."),
        ("notice_days", "to uker", "Skriv et helt tall fra 0 til 99."),
        ("notice_days", "-1", "Skriv et helt tall fra 0 til 99."),
        ("notice_days", "100", "Skriv et helt tall fra 0 til 99."),
        ("notice_days", "²", "Skriv et helt tall fra 0 til 99."),
        ("term_years", "0", "Skriv et helt tall fra 1 til 10."),
        ("casting_vote", "kanskje", "Velg ja eller nei."),
        ("quorum", "all", "Velg et av ordene i listen."),
        ("valid_from", "i fjor", "Skriv datoen slik: 24.08.2026."),
        ("meetings_from", "11", "Det minste antallet møter kan ikke være større enn det høyeste."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(store: Store, field: str, typed: str, words: str) -> None:
    fau = did(store, commands.add_body, "fau_class")
    before = row(store, fau)
    assert refused(store, commands.set_body, fau, field, typed) == (field, words)
    assert row(store, fau) == before


def test_a_quorum_of_a_number_has_a_number(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    did(store, commands.set_body, su, "quorum", "number")
    assert (row(store, su).quorum, row(store, su).quorum_number) == ("number", 5)  # more than half of nine
    did(store, commands.set_body, su, "quorum_number", "6")
    assert (row(store, su).quorum, row(store, su).quorum_number) == ("number", 6)
    did(store, commands.set_body, su, "quorum_number", "")
    assert (row(store, su).quorum, row(store, su).quorum_number) == ("none", None)


def test_a_change_of_a_body_is_undone(store: Store) -> None:
    fau = did(store, commands.add_body, "fau_class")
    did(store, commands.set_body, fau, "term_years", "1")
    assert row(store, fau).term_years == 1
    store.undo()
    assert row(store, fau).term_years == 2


# -- closing and removing


def test_a_body_is_closed_with_its_offices(store: Store) -> None:
    class_called(store, "5A")
    aud, bo, cai = homes(store, 3)
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    sits(store, fau, seat.id, aud)
    sits(store, fau, seat.id, bo, date(2026, 9, 1))
    did(store, appoint, fau, cai, role="chair", valid_from=START)
    with store.change("Let it end later") as session:
        session.scalars(select(Office).where(Office.person_id == bo)).one().valid_to = date(2027, 7, 31)
    did(store, commands.close_body, fau, date(2026, 9, 30))
    assert row(store, fau).valid_to == date(2026, 9, 30)
    assert held(store, date(2026, 9, 30)) == [(aud, "member"), (bo, "member"), (cai, "chair")]
    assert held(store, date(2026, 10, 1)) == []
    reasons = store.read(lambda session: set(session.scalars(select(Office.ended_because))))
    assert reasons == {"term"}
    assert [one.id for one in store.read(bodies, date(2026, 10, 1))] == []
    assert [one.id for one in store.read(bodies)] == [fau]
    store.undo()
    assert row(store, fau).valid_to is None
    assert len(held(store, date(2026, 10, 1))) == 3


def test_a_body_that_is_closed_on_another_day_or_opened_again_takes_those_along_who_sat_to_the_end(
    store: Store,
) -> None:
    class_called(store, "5A")
    aud, bo = homes(store, 2)
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    sits(store, fau, seat.id, aud)
    bos = sits(store, fau, seat.id, bo)
    did(store, commands.close_body, fau, date(2026, 12, 31))
    did(store, end_office, bos, date(2026, 9, 30), "resigned")
    did(store, commands.set_body, fau, "valid_to", "31.1.2027")
    assert held(store, date(2027, 1, 31)) == [(aud, "member")]
    assert held(store, date(2027, 2, 1)) == []
    did(store, commands.set_body, fau, "valid_to", "31.10.2026")
    assert held(store, date(2026, 11, 1)) == []
    did(store, commands.set_body, fau, "valid_to", "")
    assert held(store, date(2027, 2, 1)) == [(aud, "member")]
    (office,) = store.read(lambda session: session.scalars(select(Office).where(Office.person_id == aud)).all())
    assert (office.valid_to, office.ended_because) == (None, "")


def test_a_last_day_before_somebody_begins_is_refused(store: Store) -> None:
    class_called(store, "5A")
    (aud,) = homes(store, 1)
    fau = did(store, commands.add_body, "fau_board", valid_from=date(2026, 8, 1))
    (seat,) = row(store, fau).seats
    sits(store, fau, seat.id, aud, date(2026, 10, 1))
    assert refused(store, commands.close_body, fau, date(2026, 9, 30)) == (
        "valid_to",
        "Noen er valgt fra 01.10.2026, etter denne siste dagen. Velg en senere dag, eller avslutt det vervet først.",
    )
    assert refused(store, commands.close_body, fau, date(2026, 7, 31))[0] == "valid_to"
    assert refused(store, commands.set_body, fau, "valid_to", "31.7.2026")[0] == "valid_to"
    did(store, commands.set_body, fau, "valid_to", "31.10.2026")
    assert held(store, date(2026, 11, 1)) == []
    did(store, commands.set_body, fau, "valid_to", "")
    assert row(store, fau).valid_to is None


def test_a_body_nobody_sat_in_is_removed_and_comes_back_by_undo(store: Store) -> None:
    fau, su = did(store, commands.add_body, "fau_class"), did(store, commands.add_body, "su_standard")
    before = (row(store, fau), row(store, su))
    did(store, commands.remove_body, fau)
    assert [one.id for one in store.read(bodies)] == [su]
    assert seat_of(store, su, "FAU-leder").follows_body_id is None
    seats = store.read(lambda session: session.scalar(select(func.count()).where(Seat.body_id == fau)))
    bases = store.read(lambda session: session.scalar(select(func.count()).where(LegalBasis.body_id == fau)))
    assert (seats, bases) == (0, 0)
    store.undo()
    assert (row(store, fau), row(store, su)) == before


@pytest.mark.parametrize("ever", ["office", "election"])
def test_a_body_with_a_past_is_closed_rather_than_removed(store: Store, ever: str) -> None:
    class_called(store, "5A")
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    if ever == "office":
        (aud,) = homes(store, 1)
        office = sits(store, fau, seat.id, aud, date(2024, 9, 1))
        with store.change("Ended it") as session:
            session.get_one(Office, office).valid_to = date(2025, 8, 1)
    else:
        an_election(store, Given(fau, seat.id))
    assert refused(store, commands.remove_body, fau) == (
        None,
        "Noen har hatt verv i FAU, eller det er holdt valg til det. Legg det heller ned med en siste dag.",
    )
    assert [one.id for one in store.read(bodies)] == [fau]


# -- seats


def test_a_seat_is_added_last_and_named_by_whom_it_represents(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    added = did(store, commands.add_seat, su, "external")
    last = row(store, su).seats[-1]
    assert (last.id, last.name_nb, last.name_nn) == (added, "eksternt medlem", "eksternt medlem")
    assert (last.position, last.number, last.unit, last.deputies) == (8, 1, "school", 0)
    named = did(store, commands.add_seat, su, "other_staff", "vaktmester")
    assert (row(store, su).seats[-1].id, row(store, su).seats[-1].name_nn) == (named, "vaktmester")
    assert refused(store, commands.add_seat, su, "friends")[0] == "constituency"


def test_deputies_and_their_kind_go_together(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    seat = did(store, commands.add_seat, su, "external")

    def facts() -> tuple[int, str]:
        last = row(store, su).seats[-1]
        return last.deputies, last.deputy_kind

    did(store, commands.set_seat, seat, "deputies", "2")
    assert facts() == (2, "ranked")
    did(store, commands.set_seat, seat, "deputy_kind", "personal")
    assert facts() == (2, "personal")
    did(store, commands.set_seat, seat, "deputies", "0")
    assert facts() == (0, "none")
    did(store, commands.set_seat, seat, "deputy_kind", "personal")
    assert facts() == (1, "personal")
    did(store, commands.set_seat, seat, "deputy_kind", "none")
    assert facts() == (0, "none")


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name_nb", "", "Skriv hva plassen heter."),
        ("number", "mange", "Skriv et helt tall fra 0 til 99."),
        ("deputies", "1,5", "Skriv et helt tall fra 0 til 99."),
        ("unit", "room", "Velg et av ordene i listen."),
        ("first_grade", "14", "Skriv et helt tall fra 1 til 13."),
        ("first_grade", "8", "Det første trinnet kan ikke komme etter det siste."),
        ("follows_body_id", "SU", "Velg et av organene i listen."),
    ],
)
def test_what_a_seat_cannot_be_is_told_at_its_field(store: Store, field: str, typed: str, words: str) -> None:
    council = did(store, commands.add_body, "pupil_council_grades_5_7")
    (seat,) = row(store, council).seats
    assert refused(store, commands.set_seat, seat.id, field, typed) == (field, words)
    assert row(store, council).seats == (seat,)


def test_a_seat_is_for_the_grades_that_are_typed(store: Store) -> None:
    for name in ("4A", "5A", "6A", "7A", "4–5B"):
        class_called(store, name)
    council = did(store, commands.add_body, "pupil_council_grades_5_7")
    (seat,) = row(store, council).seats

    def classes() -> list[str]:
        return [
            spot.class_name for spot in store.read(lambda session: places(session, body(session, council), YEAR, TODAY))
        ]

    assert classes() == ["4–5B", "5A", "6A", "7A"]
    did(store, commands.set_seat, seat.id, "last_grade", "6")
    assert classes() == ["4–5B", "5A", "6A"]
    did(store, commands.set_seat, seat.id, "first_grade", "")
    assert classes() == ["4A", "4–5B", "5A", "6A"]


def test_a_seat_somebody_sits_in_stays_as_it_is(store: Store) -> None:
    five = class_called(store, "5A")
    aud, bo, cai = homes(store, 3)
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    sits(store, fau, seat.id, aud)
    sits(store, fau, seat.id, bo)
    end = "Noen sitter her nå. Avslutt vervene deres først."
    assert refused(store, commands.remove_seat, seat.id) == (None, end)
    assert refused(store, commands.set_seat, seat.id, "unit", "class") == ("unit", end)
    assert refused(store, commands.set_seat, seat.id, "number", "1") == (
        "number",
        "2 sitter her nå. Avslutt et verv først, og skriv så et lavere tall.",
    )
    did(store, commands.set_seat, seat.id, "number", "2")
    did(store, commands.set_seat, seat.id, "unit", "school")
    # In one class each there is one only, however many classes there are; a deputy is not in the number.
    contacts = did(store, commands.add_body, "class_contacts_two_deputies")
    (of_class,) = row(store, contacts).seats
    sits(store, contacts, of_class.id, aud, class_id=five)
    sits(store, contacts, of_class.id, bo, class_id=class_called(store, "5B"))
    sits(store, contacts, of_class.id, cai, class_id=five, role="deputy", rank=1)
    did(store, commands.set_seat, of_class.id, "number", "1")
    assert refused(store, commands.set_seat, of_class.id, "number", "0")[0] == "number"


def test_a_seat_with_a_past_is_set_to_none_rather_than_removed(store: Store) -> None:
    class_called(store, "5A")
    (aud,) = homes(store, 1)
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    office = sits(store, fau, seat.id, aud, date(2025, 9, 1))
    with store.change("Ended it") as session:
        session.get_one(Office, office).valid_to = date(2026, 8, 1)
    assert refused(store, commands.remove_seat, seat.id) == (
        "number",
        "Noen har sittet her før, og det ville gå tapt. Sett heller antallet til 0.",
    )
    did(store, commands.set_seat, seat.id, "number", "0")
    assert row(store, fau).seats[0].number == 0


def test_a_seat_with_an_election_is_not_removed(store: Store) -> None:
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    an_election(store, Given(fau, seat.id))
    assert refused(store, commands.remove_seat, seat.id)[0] == "number"


def test_who_sits_until_today_sits_here_now(store: Store) -> None:
    class_called(store, "5A")
    (aud,) = homes(store, 1)
    fau = did(store, commands.add_body, "fau_board")
    (seat,) = row(store, fau).seats
    office = sits(store, fau, seat.id, aud)
    with store.change("Ended it today") as session:
        session.get_one(Office, office).valid_to = TODAY
    assert refused(store, commands.remove_seat, seat.id)[1] == "Noen sitter her nå. Avslutt vervene deres først."


def test_an_empty_seat_is_removed_and_comes_back_by_undo(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    before = row(store, su).seats
    did(store, commands.remove_seat, before[2].id)
    assert row(store, su).seats == (*before[:2], *before[3:])
    store.undo()
    assert row(store, su).seats == before


def test_a_seat_is_made_to_follow_an_office_and_to_follow_none(store: Store) -> None:
    class_called(store, "5A")
    (aud,) = homes(store, 1)
    fau, smu = did(store, commands.add_body, "fau_class"), did(store, commands.add_body, "smu_more_pupils")
    parents = seat_of(store, smu, "foreldrerepresentant")
    did(store, commands.set_seat, parents.id, "follows_body_id", str(fau))
    after = seat_of(store, smu, "foreldrerepresentant")
    assert (after.follows_body_id, after.follows_role, after.filled_by) == (fau, "chair", "ex_officio")
    did(store, commands.set_seat, parents.id, "follows_role", "vice_chair")
    assert seat_of(store, smu, "foreldrerepresentant").follows_role == "vice_chair"
    did(store, commands.set_seat, parents.id, "follows_body_id", "")
    after = seat_of(store, smu, "foreldrerepresentant")
    assert (after.follows_body_id, after.follows_role) == (None, "")
    did(store, commands.set_seat, parents.id, "follows_role", "chair")
    assert seat_of(store, smu, "foreldrerepresentant").follows_body_id == fau
    assert refused(store, commands.set_seat, parents.id, "follows_body_id", str(smu)) == (
        "follows_body_id",
        "En plass kan ikke følge et verv i sitt eget organ. Velg et annet organ.",
    )
    # A deputy of the seat stays, whoever holds it.
    deputy = sits(store, smu, parents.id, aud, role="deputy")
    did(store, commands.set_seat, parents.id, "follows_role", "")
    did(store, commands.set_seat, parents.id, "follows_body_id", str(fau))
    assert seat_of(store, smu, "foreldrerepresentant").follows_body_id == fau
    did(store, end_office, deputy, START, "resigned")
    did(store, commands.set_seat, parents.id, "follows_role", "")
    sits(store, smu, parents.id, aud)
    assert refused(store, commands.set_seat, parents.id, "follows_role", "chair")[0] == "follows_role"
    assert refused(store, commands.set_seat, parents.id, "follows_body_id", str(fau))[0] == "follows_body_id"


# -- what it rests on


def test_what_a_body_rests_on_is_written_changed_and_taken_away(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    (unnamed,) = row(store, su).legal_bases
    assert (unnamed.text, unnamed.source) == ("Lokal forskrift", "")
    did(store, commands.set_basis, unnamed.id, "text", "Lokal forskrift om skoledemokrati, § 3")
    did(store, commands.set_basis, unnamed.id, "valid_from", "01.08.2024")
    added = did(store, commands.add_basis, su, " Vedtak  12/24 ", "Sak 12/24", "1.1.2025", "31.12.2026")
    first, second = row(store, su).legal_bases
    assert (first.text, first.valid_from) == ("Lokal forskrift om skoledemokrati, § 3", date(2024, 8, 1))
    assert (second.id, second.text, second.source) == (added, "Vedtak 12/24", "Sak 12/24")
    assert (second.valid_from, second.valid_to) == (date(2025, 1, 1), date(2026, 12, 31))
    did(store, commands.remove_basis, added)
    assert row(store, su).legal_bases == (first,)


def test_what_it_rests_on_needs_a_text_and_days_in_order(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    assert refused(store, commands.add_basis, su, " ") == (
        "text",
        "Skriv hva organet bygger på, for eksempel den lokale forskriften.",
    )
    assert refused(store, commands.add_basis, su, "Forskrift", "", "1.8.2026", "31.7.2026") == (
        "valid_to",
        "Siste dag kan ikke være før første dag.",
    )
    assert refused(store, commands.add_basis, su, "Forskrift", "", "i høst")[0] == "valid_from"
    (basis,) = row(store, su).legal_bases
    assert refused(store, commands.set_basis, basis.id, "text", "")[0] == "text"


def test_a_preset_is_not_changed_by_what_the_school_does(store: Store) -> None:
    su = did(store, commands.add_body, "su_standard")
    did(store, commands.set_body, su, "term_years", "4")
    assert preset("su_standard").term_years == 1
    with store.change("Looked") as session:
        assert session.get_one(Body, su).term_years == 4
