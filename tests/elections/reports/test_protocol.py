"""Does a protocol say how it went, by which rule, and nothing that must not be told?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.commands import add_body, add_seat, set_seat
from app.bodies.offices import end_office, set_printed_as
from app.bodies.queries import body
from app.contacts.commands import set_field
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.elections.commands import add_candidate, draw_lot, plan_election, register_class, set_election, set_rule
from app.elections.queries import elections_in
from app.elections.reports.overview import ELECTION_OVERVIEW
from app.elections.reports.protocol import ELECTION_PROTOCOL
from app.elections.reports.which import protocol_subjects
from db.models import Body, Election, ElectionCount, Office, Seat
from db.store import Store
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.elections.reports.school import HELD, SOURCE, class_id, counted, decide_as_it_is, person
from tests.factories import TODAY, YEAR

FAU, COUNCIL, CONTACTS = "5A FAU-representant", "5A elevrådsrepresentant", "5A foreldrekontakt"
OFFICER = "election_officer"


def protocol(store: Store, subject: str | None, audience: str = "office") -> str:
    return as_text(paper(store, ELECTION_PROTOCOL, subject, audience=audience))


def remark(store: Store, subject: str | None, audience: str) -> str:
    request = ReportRequest(subject, audience, YEAR, TODAY)
    return ELECTION_PROTOCOL.remark(store.read(ELECTION_PROTOCOL.collect, request), translator("nb"))


def test_it_is_about_a_class_or_one_election_of_it_in_the_words_of_the_school(after: Store) -> None:
    assert after.read(protocol_subjects, YEAR) == (
        *("1A", "5A", "5B"),
        *("1A FAU-representant", FAU, "5B FAU-representant", "5B FAU-representant (2)"),
        *(CONTACTS, COUNCIL),
    )


def test_the_rule_and_where_it_stands_are_those_of_the_day(own_after: Store) -> None:
    with own_after.change("Changed the rule") as session:
        body = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).one()
        set_rule(session, body, "source", "Nye vedtekter")
        set_rule(session, body, "vote_weight", "per_pupil")
    text = protocol(own_after, FAU)
    assert f"Reglene står i: {SOURCE}" in text
    assert "Stemmer: én for hver som har stemmerett" in text
    assert "Nye vedtekter" not in text


def test_what_the_rule_says_besides_the_usual_is_printed(own_before: Store) -> None:
    with own_before.change("Planned") as session:
        planned(
            session,
            *(("self_vote", ""), ("blank_counts", "yes"), ("term_starts", "08-01"), ("report_to", "office,chair")),
            *(("deputy_succeeds", "next_year_auto"), ("stays_until_successor", "")),
        )
    text = protocol(own_before, "5B FAU-representant")
    assert "En kan stemme på seg selv: nei" in text
    assert "Blanke stemmer regnes med: ja" in text
    assert "Fra: 1. august" in text
    assert "Vara: i samme avstemning; vara rykker opp neste år" in text
    assert "De sitter til nye er valgt: nei" in text
    assert "Meldes til: kontoret og FAU-lederen" in text


def test_votes_that_were_counted_were_not_given_by_acclamation(own_before: Store) -> None:
    with own_before.change("Elected") as session:
        election = planned(session, ("ballot", "acclamation"))
        counted(session, election, {"Lise Moe": 37, "Per O'Connor": 21}, papers=59, blank=1)
        decide_as_it_is(session, election)
    text = protocol(own_before, "5B FAU-representant")
    assert "Slik ble det stemt: ____\n" in text
    assert "Hvordan det stemmes: ved akklamasjon" in text
    with own_before.change("Said how") as session:
        set_election(session, election, "method", "show_of_hands")
    assert "Slik ble det stemt: Ved håndsopprekning" in protocol(own_before, "5B FAU-representant")


def test_there_is_room_to_write_how_many_were_entitled_and_present(own_before: Store) -> None:
    with own_before.change("Planned") as session:
        planned(session)
    text = protocol(own_before, "5B FAU-representant")
    assert "Stemmeberettigede: ____\n" in text
    assert "Til stede: ____\n" in text


def planned(session: Session, *rule: tuple[str, str]) -> int:
    """Plan the election of FAU in 5B by a rule; returns the election's id."""
    body = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).one()
    for field, value in rule:
        set_rule(session, body, field, value)
    seat_id = session.scalars(select(Seat.id).where(Seat.body_id == body)).one()
    return plan_election(session, seat_id, YEAR, class_id=class_id(session, "5B"), held_on=HELD)


@pytest.mark.parametrize(
    ("publish", "objection", "told"),
    [
        ("always", False, True),
        ("always", True, True),
        ("unless_objection", False, True),
        ("unless_objection", True, False),
        ("never", False, False),
    ],
)
def test_votes_are_told_where_the_rule_says_so(own_before: Store, publish: str, objection: bool, told: bool) -> None:
    with own_before.change("Elected") as session:
        body = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).one()
        set_rule(session, body, "publish_counts", publish)
        seat_id = session.scalars(select(Seat.id).where(Seat.body_id == body)).one()
        election = plan_election(session, seat_id, YEAR, class_id=class_id(session, "5B"), held_on=HELD)
        counted(session, election, {"Lise Moe": 37, "Per O'Connor": 21}, papers=59, blank=1)
        set_election(session, election, "objection", objection)
        decide_as_it_is(session, election)
    for audience in ELECTION_PROTOCOL.audiences:
        text = protocol(own_before, "5B", audience)
        assert all((number in text) == told for number in ("37", "21", "59"))
        assert "FAU-representant | Lise Moe" in text


def test_a_lot_says_who_was_equal_how_it_was_drawn_and_who_saw_it(after: Store) -> None:
    text = protocol(after, FAU)
    for said in (
        "Kari Aasen og Mona Berg fikk like mange stemmer, og det ble trukket lodd. Rekkefølgen ble: Mona Berg, Kari",
        "Hvordan: Lapper i en hatt",
        "Trukket av: Ågot Jacobsen",
        "Vitner: Ina Lunde og Tone Nordby",
        "FAU-representant | Mona Berg | fra 20.08.2026 til 19.08.2028",
        "Vara for FAU-representant | Kari Aasen",
    ):
        assert said in text


def test_a_second_count_that_differs_is_not_said_to_be_the_same(own_after: Store) -> None:
    same = "En ny, uavhengig opptelling viste det samme."
    assert same in protocol(own_after, FAU)
    assert same not in protocol(own_after, COUNCIL)
    with own_after.change("Counted again") as session:
        session.scalars(select(ElectionCount).where(ElectionCount.counter == 2)).one().blank = 0
    assert same not in protocol(own_after, FAU)


def test_nobody_elected_is_said_plainly(after: Store) -> None:
    text = protocol(after, "1A")
    assert "Ingen ble valgt. Plassen står ubesatt." in text
    assert "Kandidat" not in text
    assert f"Reglene står i: {SOURCE}" in text


def test_a_correction_says_what_it_replaces_and_why_and_the_old_one_is_kept(after: Store) -> None:
    new, old = protocol(after, "5B FAU-representant (2)"), protocol(after, "5B FAU-representant")
    assert "Denne protokollen erstatter den for valget 20.08.2026. Grunn: Feil person: Lise Moe ble valgt." in new
    assert "FAU-representant | Lise Moe" in new
    assert "Denne protokollen er rettet: En ny protokoll erstatter den." in old
    assert "FAU-representant | Per O'Connor" in old
    assert protocol(after, "5B") == new  # of a class, those alone that count


def test_an_election_that_is_not_decided_says_so_and_names_nobody_elected(before: Store) -> None:
    text = protocol(before, FAU)
    assert "Dette valget er ikke avgjort ennå." in text
    assert "# Valgt" not in text
    assert "Gro Skjult | Sa ja" in text
    assert "Ingrid Ås | Sa nei" in text
    assert "Ingen valg er avgjort ennå." in protocol(before, "5A")
    assert "Ingen valg er avgjort ennå." in protocol(before, None)


def test_who_must_not_be_named_stands_by_the_office_and_never_as_vacant(after: Store) -> None:
    text = protocol(after, CONTACTS, OFFICER)
    assert "Skjult" not in text
    assert "Foreldrekontakt | Foreldrekontakt 5A | fra 20.08.2026" in text
    assert "Foreldrekontakt | Anne-Kristine Skogstad-Bjørklund" in text
    assert text.count("ubesatt") == 1  # the second deputy
    assert "1 protokoll har ikke med alle navn" in remark(after, CONTACTS, OFFICER)
    assert remark(after, CONTACTS, "office") == ""
    document = paper(after, ELECTION_PROTOCOL, CONTACTS, audience=OFFICER)
    assert after.read(person, "Gro Skjult") not in document.people


def test_the_alias_the_principal_chose_is_all_that_stands_there(own_after: Store) -> None:
    with own_after.change("Chose a name") as session:
        set_field(session, person(session, "Gro Skjult"), "election_alias", "G. S.")
        election = session.scalars(
            select(Election).join(Body).where(Body.kind == "class_contacts", Election.status == "decided")
        ).one()
        election.reason = "Gro Skjult sa ja."
    text = protocol(own_after, CONTACTS, OFFICER)
    assert "Foreldrekontakt | G. S. |" in text
    assert "Skjult" not in text
    assert "Gro Skjult sa ja." in protocol(own_after, CONTACTS)


def test_votes_are_not_told_where_they_would_show_that_somebody_else_stood(own_before: Store) -> None:
    with own_before.change("Elected") as session:
        seat_id = session.scalars(
            select(Seat.id).join(Body, Body.id == Seat.body_id).where(Body.kind == "parent_committee")
        ).one()
        election = plan_election(session, seat_id, YEAR, class_id=class_id(session, "5B"), held_on=HELD)
        votes = {"Lise Moe": 37, "Gro Skjult": 21, "Per O'Connor": 21}
        stood = counted(session, election, votes, papers=79)
        order = [stood["Gro Skjult"], stood["Per O'Connor"]]
        draw_lot(session, election, "seats", order, "Terning", "Bjørn Dahl", "Ina Lunde")
        set_election(session, election, "present", "80")
        decide_as_it_is(session, election)
    full, less = protocol(own_before, "5B"), protocol(own_before, "5B", OFFICER)
    for told in ("37", "21", "79", "80", "Terning", "Gro Skjult"):
        assert told in full
        assert told not in less
    assert "Kandidat | Spurt om å stille\nLise Moe | Sa ja\nPer O'Connor | Sa ja\n" in less
    assert "Vara for FAU-representant | Vara for FAU-representant 5B" in less


def test_an_unknown_subject_is_refused_and_a_class_without_elections_has_none(after: Store) -> None:
    with pytest.raises(UserError) as refused:
        protocol(after, "9Z")
    assert refused.value.field == "subject"
    assert "Ingen valg er avgjort ennå." in protocol(after, "1–2A")


def test_the_name_of_a_file_says_which_election_and_never_who(after: Store) -> None:
    request = ReportRequest(FAU, "office", YEAR, TODAY)
    assert ELECTION_PROTOCOL.file_name(request, translator("nn")) == "Valprotokoll 5A FAU-representant 2026-27"


def test_the_overview_shows_every_class_and_what_is_wanting(after: Store) -> None:
    rows = {row.split(" | ")[0]: row.split(" | ")[2:] for row in rows_of(paper(after, ELECTION_OVERVIEW, None))[1:]}
    assert rows == {
        "1A": ["ubesatt", "ubesatt", "ikke meldt", "ikke meldt", "Delvis meldt"],
        "1–2A": ["ikke meldt"] * 4 + ["Ikke meldt"],
        "5A": [
            "Mona Berg",
            "Kari Aasen",
            "Gro Skjult / Anne-Kristine Skogstad-Bjørklund",
            "Ina Lunde / ubesatt",
            "Ubesatt plass",
        ],
        "5B": ["Lise Moe", "ubesatt", "ikke meldt", "ikke meldt", "Delvis meldt"],
    }


def test_the_chair_of_fau_sees_the_office_where_a_name_must_not_stand(after: Store) -> None:
    document = paper(after, ELECTION_OVERVIEW, None, audience="class_parents", options={"contact": "yes"})
    text = as_text(document)
    assert "Skjult" not in text
    assert "Foreldrekontakt 5A / Anne-Kristine Skogstad-Bjørklund" in text
    assert "5A | Foreldrekontakt | Foreldrekontakt 5A |  | \n" in text
    assert after.read(person, "Gro Skjult") not in document.people
    assert after.read(person, "Mona Berg") in document.people


def test_phone_and_email_stand_there_only_where_they_were_asked_for_and_may(own_after: Store) -> None:
    with own_after.change("Wished off") as session:
        set_field(session, person(session, "Kari Aasen"), "unlisted_phone", "yes")
        set_field(session, person(session, "Ina Lunde"), "list_opt_out", "yes")
    plain = as_text(paper(own_after, ELECTION_OVERVIEW, None, audience="class_parents"))
    assert "@" not in plain
    text = as_text(paper(own_after, ELECTION_OVERVIEW, None, audience="class_parents", options={"contact": "yes"}))
    assert "Kari Aasen |  | kari@example.no" in text
    assert "Ina Lunde" not in text
    assert "5A | Vara for foreldrekontakt | Vara for foreldrekontakt 5A |  | " in text
    office = as_text(paper(own_after, ELECTION_OVERVIEW, None, options={"contact": "yes"}))
    assert "Kari Aasen | 900 12 345 | kari@example.no" in office
    assert "Gro Skjult | Kontakt via kontoret | " in office


def test_the_principals_choice_of_an_alias_stands_on_the_chairs_overview(own_after: Store) -> None:
    with own_after.change("Chose a name") as session:
        gro = person(session, "Gro Skjult")
        set_field(session, gro, "election_alias", "G. S.")
        office = session.scalars(select(Office.id).where(Office.person_id == gro)).one()
        set_printed_as(session, office, "alias")
    text = as_text(paper(own_after, ELECTION_OVERVIEW, None, audience="class_parents"))
    assert "G. S." in text
    assert "Skjult" not in text


def test_a_by_election_is_called_one_and_says_who_stepped_down(own_after: Store) -> None:
    with own_after.change("Stepped down") as session:
        rows = {row.id: row for row in elections_in(session, YEAR, on=TODAY)}
        fau = next(row for row in rows.values() if row.class_name == "5A" and row.rule.source)
        for office in session.scalars(select(Office).where(Office.election_id == fau.id)):
            end_office(session, office.id, date(2026, 8, 22), "resigned")
        again = plan_election(
            session,
            fau.seat_id,
            YEAR,
            class_id=class_id(session, "5A"),
            held_on=date(2026, 8, 24),
            kind="by_election",
        )
        add_candidate(session, again, person(session, "Ina Lunde"))
        decide_as_it_is(session, again)
    text = protocol(own_after, f"{FAU} (2)")
    assert "Type: Suppleringsvalg" in text
    assert "FAU-representant | Ina Lunde | fra 24.08.2026 til 19.08.2028" in text


def test_a_seat_of_the_whole_school_is_elected_by_the_school(own_before: Store) -> None:
    with own_before.change("Held the annual meeting") as session:
        board = add_body(session, "parent_council")
        add_seat(session, board, "parents", "styremedlem", "styremedlem")
        set_seat(session, body(session, board).seats[0].id, "number", "3")
        seats = body(session, board).seats
        election = plan_election(session, seats[0].id, YEAR, held_on=HELD)
        add_candidate(session, election, person(session, "Ina Lunde"))
        decide_as_it_is(session, election)
        name = seats[0].name_nb
    subjects = own_before.read(protocol_subjects, YEAR)
    assert name in subjects
    text = protocol(own_before, name)
    assert "Valgt av: hele skolen" in text
    assert "Ina Lunde" in text
    assert text.count("ubesatt") == seats[0].number - 1
    assert as_text(paper(own_before, ELECTION_OVERVIEW, None)).count("Ina Lunde") == 0  # no class chose her


def test_of_several_personal_deputies_each_is_somebodys_unless_that_one_is_not_named(own_before: Store) -> None:
    with own_before.change("Elected two") as session:
        body_id = session.scalars(select(Body.id).where(Body.kind == "parent_committee")).one()
        seat_id = session.scalars(select(Seat.id).where(Seat.body_id == body_id)).one()
        set_seat(session, seat_id, "number", "2")
        chosen = [person(session, name) for name in ("Gro Skjult", "Kari Aasen")]
        deputies = [person(session, name) for name in ("Ina Lunde", "Mona Berg")]
        register_class(session, seat_id, YEAR, class_id(session, "5B"), chosen, deputies, HELD)
    text = protocol(own_before, "5B")
    assert "Vara for FAU-representant, for Gro Skjult | Ina Lunde" in text
    assert "Vara for FAU-representant, for Kari Aasen | Mona Berg" in text
    less = protocol(own_before, "5B", OFFICER)
    assert "Vara for FAU-representant | Ina Lunde" in less
    assert "Vara for FAU-representant, for Kari Aasen | Mona Berg" in less
    assert "Skjult" not in less
