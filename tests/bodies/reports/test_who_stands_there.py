"""Who stands on a paper of a body by name, by alias, by role, and does nothing but the seat itself tell which?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.bodies.commands import close_body
from app.bodies.named import Holder, NamedPlace, bodies_of, named_bodies
from app.bodies.offices import end_office, set_printed_as
from app.bodies.queries import SeatRow, bodies, body
from app.bodies.reports import REPORTS
from app.bodies.reports.committee_list import COMMITTEE_LIST
from app.bodies.reports.representatives import REPRESENTATIVES
from app.contacts.commands import leave_school, set_field
from app.contacts.listed import ListedPerson
from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import Table
from db.models import Body, Office, Person
from db.store import Store
from tests.bodies.reports.school import person, sit
from tests.conftest import Clock
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.contacts.reports.test_who_stands_there import names
from tests.factories import TODAY, YEAR

EVERY = [(report, audience) for report in REPORTS for audience in report.audiences]
LISTS = [(report, audience) for report in (REPRESENTATIVES, COMMITTEE_LIST) for audience in report.audiences]
SHARED = [(report, audience) for report, audience in LISTS if audience != "office"]


def office_of(store: Store, name: str, body_name: str, role: str = "member") -> int:
    query = select(Office.id).join(Body, Body.id == Office.body_id)
    query = query.where(Body.name_nb == body_name, Office.role == role)
    return store.read(lambda session: session.scalars(query.where(Office.person_id == person(session, name))).one())


@pytest.mark.parametrize(("report", "audience"), EVERY)
def test_those_noted_are_those_named(school: Store, report: Report, audience: str) -> None:
    document = paper(school, report, None, audience=audience)
    text = as_text(document)
    named = {one for one, (given, family) in names(school).items() if f"{given} {family}" in text}
    assert named == document.people
    assert bool(named) == (report.id != "vacancies")


@pytest.mark.parametrize(("report", "audience"), SHARED)
def test_whom_an_audience_must_not_have_stands_by_role_and_the_seat_is_not_vacant(
    school: Store, report: Report, audience: str
) -> None:
    text = as_text(paper(school, report, None, audience=audience))
    assert "Skjult" not in text
    assert "Lunde" not in text
    (line,) = (row for row in rows_of(paper(school, report, None, audience=audience)) if "Kari Aasen" in row)
    assert "FAU-representant 5A | Kari Aasen" in line
    assert "ubesatt" not in line


def test_pupils_have_names_for_the_parents_and_the_office_and_none_for_the_public(school: Store) -> None:
    public = as_text(paper(school, REPRESENTATIVES, None, audience="public"))
    pupils = ("Ola Aasen", "Linh Nguyễn", "Synne Skjult", "Maja Lunde")
    assert [name for name in pupils if name in public] == []
    assert "elevrådsrepresentant 5A | 1. vara for elevrådsrepresentant 5A" in public
    parents = as_text(paper(school, REPRESENTATIVES, None, audience="class_parents"))
    assert [name for name in pupils if name in parents] == ["Ola Aasen", "Linh Nguyễn"]
    office = as_text(paper(school, REPRESENTATIVES, None, audience="office"))
    assert [name for name in pupils if name in office] == list(pupils)


def test_a_pupil_who_chairs_a_body_without_a_seat_is_not_named_to_the_public(school: Store) -> None:
    rows = rows_of(paper(school, REPRESENTATIVES, "Elevråd", audience="public"))
    assert rows[1] == "Leder |  | leder i Elevråd | "


def test_one_who_was_a_pupil_when_they_sat_is_not_named_to_the_public_after_they_left(
    own_school: Store, clock: Clock
) -> None:
    with own_school.change("Left") as session:
        leave_school(session, person(session, "Ola Aasen"), date(2026, 8, 23))
    text = as_text(paper(own_school, REPRESENTATIVES, None, audience="public"))
    assert "Ola Aasen" not in text


@pytest.mark.parametrize("audience", ["public", "class_parents"])
def test_the_alias_the_principal_chose_stands_where_the_office_is_printed_as_one(
    own_school: Store, audience: str
) -> None:
    office = office_of(own_school, "Gro Skjult", "FAU")
    with own_school.change("Gave an alias") as session:
        set_field(session, person(session, "Gro Skjult"), "election_alias", "G. Fjeld")
    assert "G. Fjeld" not in as_text(paper(own_school, COMMITTEE_LIST, None, audience=audience))
    with own_school.change("Printed as the alias") as session:
        set_printed_as(session, office, "alias")
    document = paper(own_school, COMMITTEE_LIST, None, audience=audience)
    (line,) = (row for row in rows_of(document) if row.startswith("5A"))
    assert line.startswith("5A | G. Fjeld | Kari Aasen")
    assert "Kasserer: kasserer i FAU" in as_text(document)  # the other office of the same person is printed by role
    assert office_of(own_school, "Gro Skjult", "FAU", "treasurer") != office


def test_an_office_printed_as_an_alias_nobody_chose_stands_by_role(own_school: Store) -> None:
    with own_school.change("Printed as the alias") as session:
        set_printed_as(session, office_of(own_school, "Gro Skjult", "FAU"), "alias")
    (line,) = (row for row in rows_of(paper(own_school, COMMITTEE_LIST, None)) if row.startswith("5A"))
    assert line.startswith("5A | FAU-representant 5A | Kari Aasen")


@pytest.mark.parametrize(("report", "audience"), SHARED)
def test_a_shared_paper_has_no_phone_email_or_day(school: Store, report: Report, audience: str) -> None:
    document = paper(school, report, None, audience=audience)
    text = as_text(document)
    assert "@" not in text.replace("post@aasen.example.no", "")
    assert not any(char.isdigit() and len(word) > 4 for word in text.split() for char in word if "/" not in word)
    kinds = {column.kind for block in document.blocks if isinstance(block, Table) for column in block.columns}
    assert kinds == {"text"}


def test_the_office_reaches_everybody_but_the_protected_and_sees_who_has_signed(school: Store) -> None:
    rows = rows_of(paper(school, REPRESENTATIVES, "Samarbeidsutvalg (SU)", audience="office"))
    assert "Foreldrerepresentant | Per O'Connor |  | 22 12 34 56 |  | 2026-08-20 | 2027-07-31 | 2026-08-21" in rows
    assert "Foreldrerepresentant | Gro Skjult | vara | Kontakt via kontoret |  | 2026-08-20 | 2027-07-31 | " in rows
    assert "911" not in " ".join(rows)


@pytest.mark.parametrize(("report", "audience"), SHARED)
def test_a_protected_holder_looks_like_one_who_only_wished_to_be_off_lists(
    own_school: Store, report: Report, audience: str
) -> None:
    """The rows, their number and their order are the same, whoever of the two sits there."""
    before = as_text(paper(own_school, report, None, audience=audience))
    with own_school.change("Somebody else sits there") as session:
        for protected, other in (("Gro Skjult", "Ina Lunde"), ("Synne Skjult", "Maja Lunde")):
            session.execute(
                update(Office)
                .where(Office.person_id == person(session, protected))
                .values(person_id=person(session, other))
            )
        session.execute(update(Person).where(Person.id == person(session, "Ina Lunde")).values(list_opt_out=True))
    assert as_text(paper(own_school, report, None, audience=audience)) == before


def test_the_unnamed_stand_last_among_equals_whatever_they_are_called(own_school: Store) -> None:
    """Between two names in order of the alphabet, a nameless line would tell how the name begins."""
    with own_school.change("Three sit there") as session:
        board = session.scalars(select(Body).where(Body.preset == "committee_17_may")).one()
        seat = body(session, board.id).seats[0]
        sit(session, seat, "", ["Hans-Christian Bjørklund-Haugen", "Gro Skjult", "Thị Minh Khai Nguyễn", "Ingrid Ås"])
    rows = rows_of(paper(own_school, REPRESENTATIVES, "17. mai-komité"))
    assert [row.split(" | ")[1] for row in rows[1:]] == [
        "Hans-Christian Bjørklund-Haugen",
        "Thị Minh Khai Nguyễn",
        "Ingrid Ås",
        "komitémedlem",
        "ubesatt",
        "ubesatt",
    ]


def test_whoever_hands_it_out_is_told_where_somebody_is_not_named(school: Store) -> None:
    def said(report: Report, audience: str, subject: str | None = None) -> str:
        facts = school.read(report.collect, report.filled(ReportRequest(subject, audience, YEAR, TODAY)))
        return report.remark(facts, translator("nb"))

    assert said(REPRESENTATIVES, "class_parents", "FAU") == (
        "2 verv har noen som ikke skal navngis her, og papiret sier ikke hvem: "
        "kasserer (FAU), FAU-representant 5A (FAU)."
    )
    assert said(REPRESENTATIVES, "public", "Elevråd") == ""  # there pupils stand by role, all of them
    assert "elevrådsrepresentant 5A (Elevråd)" in said(REPRESENTATIVES, "class_parents", "Elevråd")
    assert said(COMMITTEE_LIST, "office") == ""


def test_a_body_that_is_not_there_is_refused_with_those_that_are(school: Store) -> None:
    with pytest.raises(UserError) as refused:
        paper(school, REPRESENTATIVES, "Driftsstyret")
    assert refused.value.field == "subject"
    assert translator("nb")(refused.value.message, **refused.value.values).endswith(
        "FAU, Foreldrekontakter, Elevråd, Samarbeidsutvalg (SU), 17. mai-komité."
    )


def test_a_body_is_found_by_its_name_in_either_written_standard(school: Store) -> None:
    for name in ("Samarbeidsutvalg (SU)", "samarbeidsutval (su)"):
        request = ReportRequest(name, "office", YEAR, TODAY)
        (row,) = school.read(bodies_of, request)
        assert row.kind == "cooperation_committee"


# -- the year


def test_a_past_year_shows_who_sat_though_they_left_before_its_end(own_school: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 9, 15, 9, 30))
    with own_school.change("The year went by") as session:
        end_office(session, office_of(own_school, "Kari Aasen", "FAU", "deputy"), date(2027, 3, 1), "resigned")
        end_office(session, office_of(own_school, "Lise Moe", "FAU", "chair"), date(2027, 5, 1), "resigned")
    request = ReportRequest("FAU", "office", YEAR, date(2027, 7, 31))
    rows = rows_of(REPRESENTATIVES.make(own_school.read, request, translator("nb")))
    assert "Leder |  | Lise Moe |  | 977 77 777 |  | 2026-08-20 | 2027-05-01 | " in rows
    deputy = "FAU-representant | 5A | Kari Aasen | vara | 900 12 345 | kari@example.no | 2026-08-20 | 2027-03-01 | "
    assert deputy in rows
    left = [row for row in rows if "Ingrid Ås" in row]
    assert [row.split(" | ")[1] for row in left] == ["1–2A"]  # she sat there until 22 August


def test_who_was_chosen_twice_in_a_year_that_is_over_sat_there_once(own_school: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 9, 15, 9, 30))
    with own_school.change("Chose him again, and he left") as session:
        council = session.scalars(select(Body.id).where(Body.preset == "pupil_council_two")).one()
        seat = body(session, council).seats[0]
        sit(session, seat, "5A", ["Ola Aasen"], valid_from=date(2026, 11, 1), ends=date(2027, 1, 31))
        mine = select(Office.id).where(Office.person_id == person(session, "Ola Aasen"), Office.seat_id == seat.id)
        for office in session.scalars(mine.where(Office.valid_to.is_(None))).all():
            end_office(session, office, date(2027, 1, 31), "resigned")
        assert len(session.scalars(mine).all()) == 2
    request = ReportRequest("Elevråd", "office", YEAR, date(2027, 7, 31))
    rows = rows_of(REPRESENTATIVES.make(own_school.read, request, translator("nb")))
    assert len([row for row in rows if row.startswith("Elevrådsrepresentant | 5A | Ola Aasen")]) == 1


def test_a_past_year_shows_a_body_that_was_closed_in_the_course_of_it(own_school: Store, clock: Clock) -> None:
    clock.set(datetime(2027, 9, 15, 9, 30))
    with own_school.change("Closed it") as session:
        fau = session.scalars(select(Body.id).where(Body.preset == "fau_class")).one()
        close_body(session, fau, date(2027, 3, 31))
    for report in (REPRESENTATIVES, COMMITTEE_LIST):
        past = ReportRequest(None, "office", YEAR, date(2027, 7, 31))
        assert "Kari Aasen" in as_text(report.make(own_school.read, past, translator("nb")))
    assert "FAU" in own_school.read(REPRESENTATIVES.subjects, YEAR)
    assert "FAU" not in own_school.read(REPRESENTATIVES.subjects, YEAR + 1)


def test_this_year_shows_nobody_who_has_left(school: Store) -> None:
    assert "Ingrid Ås" not in as_text(paper(school, REPRESENTATIVES, "FAU", audience="office"))


# -- the lines of a seat


def holder(office: int, *, whose: int | None = None, rank: int | None = None) -> Holder:
    role = "member" if whose is None and rank is None else "deputy"
    return Holder(office, role, rank, whose, TODAY, None, None, ListedPerson(office, "", str(office)))


def lines(kind: str, number: int, deputies: int, members: list[Holder], others: list[Holder]) -> list[list[object]]:
    seat = SeatRow(1, 1, "parents", "a", "a", number=number, deputies=deputies, deputy_kind=kind)
    place = NamedPlace(seat, None, "", None, tuple(members), tuple(others))
    return [
        [None if one is None else one.office_id, *(None if other is None else other.office_id for other in beside)]
        for one, beside in place.lines
    ]


@pytest.mark.parametrize(
    ("kind", "number", "deputies", "members", "others", "expected"),
    [
        ("none", 2, 0, [holder(1)], [], [[1], [None]]),
        ("personal", 2, 1, [holder(1), holder(2)], [holder(8, whose=2), holder(9, whose=1)], [[1, 9], [2, 8]]),
        ("personal", 2, 1, [holder(1), holder(2)], [holder(8, whose=2)], [[1, None], [2, 8]]),
        ("personal", 1, 1, [], [holder(8, whose=5)], [[None, 8]]),
        ("personal", 1, 2, [holder(1)], [holder(8, whose=1)], [[1, 8, None]]),
        ("personal", 2, 1, [holder(1), holder(2)], [holder(8, whose=1), holder(9, whose=5)], [[1, 8], [2, 9]]),
        ("ranked", 1, 2, [holder(1)], [holder(8, rank=1), holder(9, rank=2)], [[1, 8, 9]]),
        ("ranked", 3, 2, [holder(1)], [holder(8, rank=1)], [[1, 8], [None, None], [None]]),
        ("ranked", 1, 1, [holder(1), holder(2)], [], [[1, None], [2]]),
    ],
)
def test_each_deputy_stands_beside_whom_they_are_deputy_for(
    kind: str, number: int, deputies: int, members: list[Holder], others: list[Holder], expected: list[list[object]]
) -> None:
    assert lines(kind, number, deputies, members, others) == expected


# -- whatever the school has


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_a_school_without_bodies_gets_a_paper_that_says_so(own_school: Store, report: Report) -> None:
    with own_school.change("Removed all") as session:
        for row in session.scalars(select(Body)):
            session.delete(row)
    document = paper(own_school, report, None)
    assert document.blocks
    if report is not COMMITTEE_LIST:
        assert document.people == frozenset()


def test_facts_hold_no_name_of_anybody_who_must_not_be_named(school: Store) -> None:
    def read(session: Session) -> str:
        request = ReportRequest(None, "public", YEAR, TODAY)
        return repr(named_bodies(session, bodies_of(session, request), "public", YEAR, TODAY))

    found = school.read(read)
    assert "Kari" in found
    assert "Skjult" not in found
    assert "Ola" not in found


def test_seats_of_classes_in_a_year_without_classes_are_not_told_to_be_missing(school: Store) -> None:
    request = ReportRequest("FAU", "office", YEAR - 1, date(2026, 7, 31))
    text = as_text(REPRESENTATIVES.make(school.read, request, translator("nb")))
    assert "Det er ingen klasser dette skoleåret." in text
    assert "Det er ikke registrert noen plasser her." not in text


def test_the_only_deputy_is_no_first_of_several(own_school: Store) -> None:
    with own_school.change("Chose one of the staff") as session:
        (row,) = (row for row in bodies(session) if row.preset == "su_standard")
        (seat,) = (seat for seat in row.seats if seat.constituency == "other_staff")
        sit(session, seat, "", ["Bjørn Dahl"], ["Nora Zahl"])
    lines = rows_of(paper(own_school, REPRESENTATIVES, "Samarbeidsutvalg (SU)", audience="office"))
    told = [line.split(" | ")[:3] for line in lines if line.startswith(("Lærer", "Annen ansatt"))]
    assert ["Lærer", "Bjørn Dahl", "1. vara"] in told  # of two
    assert told[-2:] == [["Annen ansatt", "Bjørn Dahl", ""], ["Annen ansatt", "Nora Zahl", "vara"]]
