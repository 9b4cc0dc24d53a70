"""What is told of the bodies: how they are put together, what they rest on, who is wanting and who should not sit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.bodies import commands
from app.bodies.offices import appoint, end_office
from app.bodies.queries import body
from app.bodies.warnings import BodyWarning, warnings
from app.contacts.commands import leave_school, link_guardian, move_people_to_class
from app.core.i18n import translator
from app.school.commands import add_class, add_year, set_school_field
from db.models import ClassMembership, GuardianLink, Office
from db.store import Store
from tests.bodies.given import a_body, a_seat, did, statements
from tests.conftest import Clock
from tests.factories import START, YEAR, class_called, guardian, opened, pupil, teacher

NOW = date(2026, 9, 20)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with opened(tmp_path / "school.db") as store:
        yield store


def told(store: Store, of: int | None = None, *codes: str, on: date = NOW, language: str = "nb") -> list[str]:
    """Return the sentences about a body (None: about bodies that are missing), those with some codes."""
    found = store.read(lambda session: warnings(session, YEAR, on, language=language))
    return [
        translator(language)(one.msgid, **one.values)
        for one in found
        if one.body_id == of and (not codes or one.code in codes)
    ]


def the(store: Store, code: str, on: date = NOW) -> BodyWarning:
    (found,) = [one for one in store.read(lambda session: warnings(session, YEAR, on)) if one.code == code]
    return found


def add(store: Store, code: str) -> int:
    return did(store, commands.add_body, code)


def seat(store: Store, body_id: int, name_nb: str) -> int:
    return next(one.id for one in store.read(body, body_id).seats if one.name_nb == name_nb)


def sits(store: Store, body_id: int, name_nb: str, person: int, **more: Any) -> int:
    seat_id = seat(store, body_id, name_nb)
    return did(store, appoint, body_id, person, seat_id=seat_id, valid_from=START, **more)


def parent(store: Store, name: str, class_name: str = "5A") -> int:
    given, _, family = name.partition(" ")
    return guardian(store, name, pupil(store, f"{given}s {family}", class_name))


def named_basis(store: Store, body_id: int, text: str = "Lokal forskrift om skoledemokrati, § 3") -> None:
    for basis in store.read(body, body_id).legal_bases:
        did(store, commands.set_basis, basis.id, "text", text)


def full_su(store: Store) -> int:
    """Add FAU with a chair, and SU where everybody sits and has a deputy; returns SU's id."""
    fau, su = add(store, "fau_class"), add(store, "su_standard")
    named_basis(store, su)
    chair, other = parent(store, "Aud Aas"), parent(store, "Bo Berg")
    did(store, appoint, fau, chair, role="chair", valid_from=START)
    sits(store, su, "foreldrerepresentant", other)
    sits(store, su, "FAU-leder", parent(store, "Cai Carlsen"), role="deputy")
    sits(store, su, "foreldrerepresentant", parent(store, "Dag Dahl"), role="deputy")
    for at in range(4):
        role = {"role": "deputy", "rank": at - 1} if at > 1 else {}
        sits(store, su, "elevrepresentant", pupil(store, f"Eli Elev{at}", "6A"), **role)
        sits(store, su, "lærer", teacher(store, f"Finn Lærer{at}"), **role)
    sits(store, su, "annen ansatt", teacher(store, "Gro Gran"))
    sits(store, su, "annen ansatt", teacher(store, "Hans Haug"), role="deputy", rank=1)
    sits(store, su, "rektor (for kommunen)", teacher(store, "Rita Rektor"))
    sits(store, su, "kommunens representant", teacher(store, "Pål Politiker"))
    sits(store, su, "kommunens representant", teacher(store, "Pia Politiker"), role="deputy")
    return su


# -- which bodies there are


def test_a_school_has_a_pupil_council_and_an_fau(store: Store) -> None:
    otherwise = "har {who} vedtatt en annen ordning, skriver dere vedtaket der."
    assert told(store, None) == [
        "Skolen har ikke noe elevråd her. Legg det til; " + otherwise.format(who="elevene"),
        "Skolen har ikke noe FAU her. Legg det til; " + otherwise.format(who="foreldrene"),
    ]
    assert (the(store, "no_pupil_council").source, the(store, "no_pupil_council").place_key) == (
        "Opplæringslova § 10-5",
        "add",
    )
    add(store, "fau_class")
    assert [one[:30] for one in told(store, None)] == ["Skolen har ikke noe elevråd he"]
    council = add(store, "pupil_council_class")
    assert told(store, None) == []
    did(store, commands.close_body, council, date(2026, 9, 1))
    assert [one[:30] for one in told(store, None)] == ["Skolen har ikke noe elevråd he"]


def test_what_the_act_of_2024_asks_for_was_not_asked_for_before_it(store: Store) -> None:
    su = add(store, "su_standard")
    did(store, add_year, 2023)
    found = store.read(lambda session: warnings(session, 2023, date(2024, 7, 31)))
    assert [one.code for one in found] == ["vacant"]
    found = store.read(lambda session: warnings(session, 2024, date(2024, 8, 1)))
    assert [(one.body_id, one.code) for one in found] == [
        (None, "no_pupil_council"),
        (None, "no_parent_committee"),
        (su, "no_basis"),
        (su, "vacant"),
    ]


def test_those_who_organise_otherwise_have_written_it_down_and_are_left_in_peace(store: Store) -> None:
    class_called(store, "5A")
    council = add(store, "pupil_council_class")
    assert told(store, council) != []
    did(store, commands.set_body, council, "organised_otherwise", "Allmøte, vedtak 1.9.2026")
    assert told(store, council) == []
    assert [one[:20] for one in told(store, None)] == ["Skolen har ikke noe "]  # FAU alone


# -- how they are put together


def test_a_committee_that_does_not_hold_is_told_with_its_rule(store: Store) -> None:
    smu = add(store, "su_standard")
    did(store, commands.set_body, smu, "majority", "parents_and_pupils")
    assert told(store, smu, "no_majority") == [
        "Samarbeidsutvalg (SU): foreldre og elever har 4 av 9 plasser. De må ha mer enn halvparten."
    ]
    assert the(store, "no_majority").source == "Opplæringslova 1998 § 11-1a"
    assert the(store, "no_majority").place_key == "rules:seats"
    assert told(store, smu, "no_majority_without_pupils") == []  # one sentence is enough
    named_basis(store, smu)
    assert the(store, "no_majority").source == "Lokal forskrift om skoledemokrati, § 3"
    # Haugesund: one parent and one pupil more, and rektor is a secretary: 6 of 10
    did(store, commands.set_seat, seat(store, smu, "foreldrerepresentant"), "number", "2")
    did(store, commands.set_seat, seat(store, smu, "elevrepresentant"), "number", "3")
    did(store, commands.set_seat, seat(store, smu, "rektor (for kommunen)"), "counts_as_member", "no")
    assert told(store, smu, "no_majority") == []


def test_a_secretary_is_no_member_and_a_member_can_be_without_a_vote(store: Store) -> None:
    su, smu = add(store, "su_principal_secretary"), add(store, "smu_seven")
    did(store, commands.set_body, su, "majority", "parents_and_pupils")
    assert told(store, su, "no_majority") == [
        "Samarbeidsutvalg (SU): foreldre og elever har 4 av 8 plasser. De må ha mer enn halvparten."
    ]
    did(store, commands.set_seat, seat(store, smu, "foreldrerepresentant"), "has_vote", "no")
    assert told(store, smu, "no_majority", "no_majority_of_votes") == [
        "Skolemiljøutvalg (SMU): foreldre og elever har 3 av 6 stemmer. De må ha mer enn halvparten."
    ]


def test_the_rule_for_when_the_pupils_leave_is_asked_for(store: Store) -> None:
    smu = add(store, "smu_seven")
    assert told(store, smu, "no_majority", "no_majority_without_pupils") == []
    did(store, commands.set_body, smu, "pupils_out", "nothing")
    assert told(store, smu, "no_majority", "no_majority_without_pupils") == [
        "Skolemiljøutvalg (SMU): når elevene må gå ut, har foreldrene 2 av 5 stemmer. De må ha mer enn halvparten."
    ]
    assert the(store, "no_majority_without_pupils").place_key == "rules:pupils_out"
    did(store, commands.set_body, smu, "pupils_out", "extra_members")
    assert told(store, smu, "no_majority_without_pupils") == []


def test_a_majority_that_vacancies_take_away_is_told(store: Store) -> None:
    smu = add(store, "smu_seven")
    sits(store, smu, "foreldrerepresentant", parent(store, "Aud Aas"))
    sits(store, smu, "elevrepresentant", pupil(store, "Bo Berg"))
    sits(store, smu, "ansatt", teacher(store, "Liv Lund"))
    assert told(store, smu, "no_majority") == []  # 2 of 3
    sits(store, smu, "politiker", teacher(store, "Nils Nes"))
    assert told(store, smu, "no_majority") == [
        "Skolemiljøutvalg (SMU): av dem som sitter nå, er 2 av 4 foreldre og elever. Det må være over halvparten."
    ]
    assert the(store, "no_majority").place_key == "vacant"


def test_a_governing_board_has_no_group_alone_and_two_parents(store: Store) -> None:
    board = add(store, "governing_board_primary")
    assert told(store, board, "group_alone", "too_few_parents") == []
    did(store, commands.set_seat, seat(store, board, "ansatt"), "number", "6")
    did(store, commands.set_seat, seat(store, board, "foreldrerepresentant"), "number", "1")
    assert told(store, board, "group_alone", "too_few_parents") == [
        "Driftsstyre: de ansatte alene har 6 av 10 plasser. Ingen gruppe kan ha flertall alene.",
        "Driftsstyre: foreldrene har for få plasser (1). De må ha minst 2.",
    ]
    # what the body came with says that there may be one, not how it is put together
    assert the(store, "group_alone").source == "Opplæringslova 1998 § 11-1"
    named_basis(store, board)
    assert the(store, "group_alone").source == "Lokal forskrift om skoledemokrati, § 3"


def test_a_board_without_pupils_is_told_as_something_to_look_at(store: Store) -> None:
    assert told(store, add(store, "governing_board_primary"), "no_pupils", "no_parents") == [
        "Driftsstyre: ingen elev har plass. Elever og foreldre skal være representert."
    ]
    assert the(store, "no_pupils").source == "Opplæringslova § 10-5 (2)"
    smu = add(store, "smu_seven")
    assert told(store, smu, "no_pupils", "no_parents") == []
    for name in ("FAU-leder", "foreldrerepresentant"):
        did(store, commands.remove_seat, seat(store, smu, name))
    assert told(store, smu, "no_parents") == [
        "Skolemiljøutvalg (SMU): ingen forelder har plass. Elever og foreldre skal være representert."
    ]


def test_the_chair_of_fau_is_one_of_the_parents_of_su(store: Store) -> None:
    fau, su = add(store, "fau_class"), add(store, "su_standard")
    did(store, commands.remove_seat, seat(store, su, "FAU-leder"))
    did(store, commands.set_seat, seat(store, su, "foreldrerepresentant"), "number", "2")
    aud, bo, cai = (parent(store, name) for name in ("Aud Aas", "Bo Berg", "Cai Carlsen"))
    did(store, appoint, fau, aud, role="chair", valid_from=START)
    sits(store, su, "foreldrerepresentant", bo)
    assert told(store, su, "chair_of_fau") == []  # one seat is vacant still: it can be the chair's
    office = sits(store, su, "foreldrerepresentant", cai)
    assert told(store, su, "chair_of_fau") == ["Samarbeidsutvalg (SU): FAU-lederen er ikke blant foreldrene."]
    assert the(store, "chair_of_fau").source == "Opplæringslova 1998 § 11-4"
    did(store, end_office, office, START, "resigned")
    sits(store, su, "foreldrerepresentant", aud)
    assert told(store, su, "chair_of_fau") == []


# -- what they rest on


@pytest.mark.parametrize("code", ["su_standard", "smu_seven"])
def test_the_school_is_asked_which_local_regulation(store: Store, code: str) -> None:
    added = add(store, code)
    (said,) = told(store, added, "no_basis")
    assert said.endswith(
        "skriv hvilken lokal forskrift det bygger på. Siden 1. august 2024 er det ingen nasjonal lov om det."
    )
    assert (the(store, "no_basis").source, the(store, "no_basis").place_key) == (
        "Opplæringslova § 10-5 og § 10-7",
        "rules:bases",
    )
    named_basis(store, added)
    assert told(store, added, "no_basis") == []
    (basis,) = store.read(body, added).legal_bases
    did(store, commands.set_basis, basis.id, "valid_to", "31.08.2026")
    assert len(told(store, added, "no_basis")) == 1  # it has run out
    assert told(store, added, "no_basis", on=date(2026, 8, 31)) == []


def test_a_body_of_the_law_rests_on_something(store: Store) -> None:
    fau = add(store, "fau_class")
    assert told(store, fau, "no_basis") == []
    did(store, commands.remove_basis, store.read(body, fau).legal_bases[0].id)
    assert told(store, fau, "no_basis") == ["FAU: skriv hva det bygger på."]
    committee = add(store, "committee_17_may")
    assert told(store, committee, "no_basis") == []


def test_a_repealed_paragraph_is_named_with_the_new_one(store: Store) -> None:
    su, fau = add(store, "su_standard"), add(store, "fau_class")
    named_basis(store, su, "Opplæringslova § 11-1")
    assert told(store, su, "repealed") == [
        "Samarbeidsutvalg (SU) bygger på § 11-1, som ble opphevet 01.08.2024. "
        "Nå gjelder opplæringslova § 10-5 og § 10-7, og lokal forskrift."
    ]
    assert the(store, "repealed").source == "Opplæringslova § 11-1"
    assert told(store, su, "repealed", language="nn") == [
        "Samarbeidsutval (SU) byggjer på § 11-1, som vart oppheva 01.08.2024. "
        "No gjeld opplæringslova § 10-5 og § 10-7, og lokal forskrift."
    ]
    named_basis(store, fau, "oppl. § 11-4")
    assert told(store, fau, "repealed") == [
        "FAU bygger på § 11-4, som ble opphevet 01.08.2024. Nå gjelder opplæringslova § 10-5."
    ]
    assert told(store, fau, "repealed", on=date(2024, 7, 31)) == []
    meetings = add(store, "parent_meeting")
    assert told(store, meetings, "repealed") == []  # opplæringsforskrifta § 11-1 is in force


# -- who is wanting


def test_the_classes_without_a_representative_are_counted_and_named_if_few(store: Store) -> None:
    for name in ("1A", "2A", "3A"):
        class_called(store, name)
    fau = add(store, "fau_class")
    assert told(store, fau, "vacant") == ["FAU: 3 av 3 klasser mangler FAU-representant."]
    sits(store, fau, "FAU-representant", parent(store, "Aud Aas", "2A"), class_id=class_called(store, "2A"))
    assert told(store, fau, "vacant", "no_deputy") == [
        "FAU: 2 av 3 klasser mangler FAU-representant: 1A, 3A.",
        "FAU: 1 av 3 klasser mangler vara for FAU-representant: 2A.",
    ]
    for name in ("4A", "5A", "6A", "7A"):
        class_called(store, name)
    assert told(store, fau, "vacant") == ["FAU: 6 av 7 klasser mangler FAU-representant."]
    assert the(store, "vacant").place_key == "vacant"
    assert told(store, fau, "vacant", language="nn") == ["FAU: 6 av 7 klassar manglar FAU-representant."]


def test_a_class_of_other_grades_wants_nobody(store: Store) -> None:
    for name in ("4A", "5A", "8A"):
        class_called(store, name)
    council = add(store, "pupil_council_grades_5_7")
    assert told(store, council, "vacant") == ["Elevråd: 1 av 1 klasser mangler elevrådsrepresentant."]


def test_a_body_is_as_empty_when_the_chair_of_another_sits_in_it_by_that(store: Store) -> None:
    fau, su = add(store, "fau_class"), add(store, "su_standard")
    did(store, appoint, fau, teacher(store, "Lene Leder"), role="chair", valid_from=START)
    assert told(store, su, "vacant", "no_deputy") == ["Samarbeidsutvalg (SU): ingen sitter her ennå."]


def test_a_treasurer_who_has_no_seat_any_more_is_told_of(store: Store) -> None:
    fau = add(store, "fau_class")
    child, other = pupil(store, "Ola Berg", "5A"), pupil(store, "Nora Moe", "5A")
    kari, per = guardian(store, "Kari Berg", child), guardian(store, "Per Moe", other)
    class_id = class_called(store, "5A")
    kari_sits = sits(store, fau, "FAU-representant", kari, class_id=class_id)
    did(store, appoint, fau, kari, role="treasurer", valid_from=START)
    assert told(store, fau, "unseated") == []
    did(store, end_office, kari_sits, date(2026, 9, 1), "resigned")
    assert told(store, fau, "unseated") == []  # nobody sits there at all
    sits(store, fau, "FAU-representant", per, class_id=class_id)
    assert told(store, fau, "unseated") == ["FAU: har verv, men ikke lenger plass: Kari Berg."]


def test_a_body_nobody_sits_in_is_told_of_once(store: Store) -> None:
    su = add(store, "su_standard")
    assert told(store, su, "vacant", "no_deputy") == ["Samarbeidsutvalg (SU): ingen sitter her ennå."]
    sits(store, su, "rektor (for kommunen)", teacher(store, "Rita Rektor"))
    assert told(store, su, "vacant") == [
        "Samarbeidsutvalg (SU): FAU-leder følger et verv i et organ som ikke er lagt til ennå.",
        "Samarbeidsutvalg (SU): ubesatt: foreldrerepresentant.",
        "Samarbeidsutvalg (SU): 2 av 2 ubesatt: elevrepresentant.",
        "Samarbeidsutvalg (SU): 2 av 2 ubesatt: lærer.",
        "Samarbeidsutvalg (SU): ubesatt: annen ansatt.",
        "Samarbeidsutvalg (SU): ubesatt: kommunens representant.",
    ]
    add(store, "fau_class")
    assert told(store, su, "vacant")[0] == "Samarbeidsutvalg (SU): FAU-leder er ubesatt til vervet i FAU er besatt."


def test_a_full_committee_is_silent(store: Store) -> None:
    su = full_su(store)
    assert told(store, su) == []


def test_a_representative_without_a_personal_deputy_is_told_of(store: Store) -> None:
    su = full_su(store)
    (deputy,) = [
        one
        for one in store.read(lambda session: list(session.scalars(select(Office).where(Office.role == "deputy"))))
        if one.seat_id == seat(store, su, "FAU-leder")
    ]
    did(store, end_office, deputy.id, START, "resigned")
    assert told(store, su) == ["Samarbeidsutvalg (SU): mangler personlig vara for FAU-leder (1 av 1)."]
    assert the(store, "no_deputy").source == "Lokal forskrift om skoledemokrati, § 3"


def test_two_deputies_of_one_person_leave_the_other_without(store: Store) -> None:
    smu = add(store, "smu_extended")
    name = "foreldrerepresentant"
    first, _ = sits(store, smu, name, parent(store, "Aud Aas")), sits(store, smu, name, parent(store, "Bo Berg"))
    for deputy in ("Cai Carlsen", "Dag Dahl"):
        sits(store, smu, name, parent(store, deputy), role="deputy", deputy_for_id=first)
    (said,) = told(store, smu, "no_deputy")
    assert said == "Skolemiljøutvalg (SMU): mangler personlig vara for foreldrerepresentant (1 av 2)."


def test_ranked_deputies_are_counted(store: Store) -> None:
    board = add(store, "governing_board_primary")
    sits(store, board, "foreldrerepresentant", parent(store, "Aud Aas"))
    sits(store, board, "foreldrerepresentant", parent(store, "Bo Berg"), role="deputy", rank=1)
    assert "Driftsstyre: 2 av 3 vara for foreldrerepresentant er ubesatt." in told(store, board, "no_deputy")


# -- who should not sit as they do


def test_who_has_no_child_in_the_class_any_more_is_told_of(store: Store) -> None:
    fau = add(store, "fau_class")
    child = pupil(store, "Anne Aas", "5A")
    aud = guardian(store, "Aud Aas", child)
    parent(store, "Bo Berg", "5A")
    sits(store, fau, "FAU-representant", aud, class_id=class_called(store, "5A"))
    assert told(store, fau, "no_child") == []
    did(store, move_people_to_class, [child], class_called(store, "5B"), date(2026, 9, 15))
    assert told(store, fau, "no_child", on=date(2026, 9, 14)) == []
    assert told(store, fau, "no_child") == ["FAU: har ikke lenger barn i klassen: Aud Aas (5A)."]
    assert told(store, fau, "no_child", language="nn") == ["FAU: har ikkje lenger barn i klassen: Aud Aas (5A)."]
    # With a sister in the class it is in order.
    did(store, link_guardian, pupil(store, "Anna Aas", "5A"), aud)
    assert told(store, fau, "no_child") == []


def test_who_is_no_guardian_any_more_is_told_of(store: Store) -> None:
    board = add(store, "fau_board")
    aud = parent(store, "Aud Aas")
    sits(store, board, "FAU-medlem", aud)
    assert told(store, board, "no_child") == []
    with store.change("Ended it") as session:
        session.scalars(select(GuardianLink).where(GuardianLink.guardian_id == aud)).one().valid_to = date(2026, 9, 1)
    assert told(store, board, "no_child") == ["FAU: har ikke lenger barn på skolen: Aud Aas."]


def test_a_class_of_an_earlier_year_is_not_a_class_of_this_one(store: Store) -> None:
    board = add(store, "fau_board")
    child = pupil(store, "Anne Aas", "5A")
    aud = guardian(store, "Aud Aas", child)
    parent(store, "Bo Berg", "5A")
    sits(store, board, "FAU-medlem", aud)
    with store.change("Left the pupil in last year's class") as session:
        row = session.scalars(select(ClassMembership).where(ClassMembership.person_id == child)).one()
        row.school_class_id = add_class(session, YEAR - 1, "4A")
    assert told(store, board, "no_child") == ["FAU: har ikke lenger barn på skolen: Aud Aas."]


def test_a_class_without_pupils_yet_tells_nothing(store: Store) -> None:
    fau = add(store, "fau_class")
    aud = parent(store, "Aud Aas", "5A")
    sits(store, fau, "FAU-representant", aud, class_id=class_called(store, "1A"))
    assert told(store, fau, "no_child") == []
    pupil(store, "Bo Berg", "1A")
    assert told(store, fau, "no_child") == ["FAU: har ikke lenger barn i klassen: Aud Aas (1A)."]


def test_a_year_without_classes_yet_tells_of_nobody_without_a_child(store: Store) -> None:
    fau, council = add(store, "fau_class"), add(store, "pupil_council_class")
    child = pupil(store, "Anne Aas", "5A")
    five_a = class_called(store, "5A")
    sits(store, fau, "FAU-representant", guardian(store, "Aud Aas", child), class_id=five_a)
    sits(store, council, "elevrådsrepresentant", child, class_id=five_a)
    did(store, add_year, YEAR + 1)
    found = store.read(lambda session: warnings(session, YEAR + 1, date(2027, 8, 1)))
    assert [one for one in found if one.code == "no_child"] == []


def test_who_has_no_child_at_the_school_any_more_is_told_of(store: Store) -> None:
    board = add(store, "fau_board")
    child = pupil(store, "Anne Aas", "5A")
    aud = guardian(store, "Aud Aas", child)
    parent(store, "Bo Berg", "5A")
    sits(store, board, "FAU-medlem", aud)
    did(store, leave_school, child, date(2026, 9, 10))
    assert told(store, board, "no_child", on=date(2026, 9, 10)) == []
    assert told(store, board, "no_child") == ["FAU: har ikke lenger barn på skolen: Aud Aas."]


def test_a_seat_for_a_grade_asks_for_a_child_in_the_grade(store: Store) -> None:
    fau = add(store, "fau_grade")
    aud = parent(store, "Aud Aas", "5B")
    parent(store, "Bo Berg", "6A")
    office = sits(store, fau, "FAU-representant", aud, grade=5)
    assert told(store, fau, "no_child") == []
    did(store, end_office, office, date(2026, 8, 1), "corrected")
    sits(store, fau, "FAU-representant", aud, grade=6)
    assert told(store, fau, "no_child") == ["FAU: har ikke lenger barn på trinnet: Aud Aas (6)."]


def test_a_pupil_who_moves_is_told_of_in_the_pupil_council(store: Store) -> None:
    council = add(store, "pupil_council_class")
    bo = pupil(store, "Bo Berg", "6A")
    pupil(store, "Cai Carlsen", "6A")
    sits(store, council, "elevrådsrepresentant", bo, class_id=class_called(store, "6A"))
    assert told(store, council, "no_child") == []
    did(store, move_people_to_class, [bo], class_called(store, "6B"), date(2026, 9, 15))
    assert told(store, council, "no_child") == [
        "Elevråd: er ikke lenger elev der de representerer elevene: Bo Berg (6A)."
    ]


def test_a_term_that_is_over_without_a_successor_is_told_of(store: Store) -> None:
    fau = add(store, "fau_class")
    for at in range(7):
        ends = date(2026, 8, 31) if at else date(2027, 8, 31)
        class_id = class_called(store, f"{at + 1}A")
        sits(
            store,
            fau,
            "FAU-representant",
            parent(store, f"Aud Aas{at}", f"{at + 1}A"),
            class_id=class_id,
            term_ends=ends,
        )
    assert told(store, fau, "term_over", on=date(2026, 8, 31)) == []
    assert told(store, fau, "term_over") == [
        "FAU: perioden er over, og ingen er valgt etter Aud Aas1 (2A), Aud Aas2 (3A), Aud Aas3 (4A), Aud Aas4 (5A), "
        "Aud Aas5 (6A) … (+1)."
    ]


def test_who_has_gone_at_the_end_of_the_term_is_not_told_of(store: Store) -> None:
    board = add(store, "fau_board")
    did(store, commands.set_body, board, "stays_until_successor", "no")
    sits(store, board, "FAU-medlem", parent(store, "Aud Aas"), term_ends=date(2026, 8, 31))
    assert told(store, board, "term_over") == []
    assert told(store, board, "vacant") == ["FAU: 8 av 8 ubesatt: FAU-medlem."]


def test_one_person_in_more_seats_than_the_rule_allows_is_told_of(store: Store) -> None:
    fau = add(store, "fau_class")
    children = [pupil(store, "Anne Aas", "3A"), pupil(store, "Arne Aas", "5A")]
    aud = guardian(store, "Aud Aas", *children)
    for name in ("3A", "5A"):
        sits(store, fau, "FAU-representant", aud, class_id=class_called(store, name))
    assert told(store, fau, "too_many_seats") == []
    did(store, commands.set_body, fau, "max_seats", "1")
    assert told(store, fau, "too_many_seats") == ["FAU: har flere plasser enn én person kan ha (1): Aud Aas."]


# -- the rest


def test_the_chair_of_fau_is_not_the_other_parent_of_su_too(store: Store) -> None:
    fau, su = add(store, "fau_class"), add(store, "su_standard")
    aud = parent(store, "Aud Aas", "5A")
    did(store, appoint, fau, aud, role="chair", valid_from=START)
    sits(store, su, "foreldrerepresentant", aud)
    assert told(store, su, "too_many_seats") == [
        "Samarbeidsutvalg (SU): har flere plasser enn én person kan ha (1): Aud Aas."
    ]


def test_names_are_in_the_schools_own_language_unless_another_is_asked_for(store: Store) -> None:
    did(store, set_school_field, "written_standard", "nn")
    su = add(store, "su_standard")
    found = store.read(lambda session: warnings(session, YEAR, NOW))
    assert {one.values["body"] for one in found if one.body_id == su} == {"Samarbeidsutval (SU)"}
    found = store.read(lambda session: warnings(session, YEAR, NOW, language="nb"))
    assert {one.values["body"] for one in found if one.body_id == su} == {"Samarbeidsutvalg (SU)"}


def test_a_body_of_the_schools_own_is_told_of_by_its_seats_alone(store: Store) -> None:
    garden = a_body(store, "Skolehage", kind="other")
    assert told(store, garden) == []
    a_seat(store, garden, constituency="staff", unit="school", number=1)
    assert [one.code for one in store.read(lambda s: warnings(s, YEAR, NOW)) if one.body_id == garden] == ["vacant"]


def test_everything_is_read_once_however_many_bodies_and_classes_there_are(store: Store) -> None:
    for code, name in (("fau_class", "5A"), ("pupil_council_class", "5A")):
        body_id = add(store, code)
        child = pupil(store, f"Ola {code}", name)
        sitting = child if code.startswith("pupil") else guardian(store, f"Kari {code}", child)
        seat_id = store.read(body, body_id).seats[0].id
        did(store, appoint, body_id, sitting, seat_id=seat_id, class_id=class_called(store, name), valid_from=START)
    few = statements(store, warnings, YEAR, NOW)
    for code in ("class_contacts", "su_standard", "smu_extended", "governing_board_primary", "committee_17_may"):
        add(store, code)
    for name in ("6A", "7A"):
        pupil(store, f"Bo {name}", name)
    assert 0 < statements(store, warnings, YEAR, NOW) == few
