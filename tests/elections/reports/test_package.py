"""Has the contact teacher everything the election needs, for exactly what the class elects?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.model import Ballots, Document, Heading, Table
from app.elections.commands import register_class, set_rule
from app.elections.reports.ballots import BALLOTS, copies_for
from app.elections.reports.entitled import ENTITLED
from app.elections.reports.package import MEETING_PACKAGE
from app.handing_out import write_paper
from app.school.commands import set_school_field
from db.models import Body, ElectionRule, GuardianLink, Seat
from db.store import Store
from tests.contacts.reports.papers import as_text, paper, rows_of
from tests.elections.reports.school import class_id, person
from tests.factories import TODAY, YEAR

PARTS = ("Foreldremøte", "Frammøte", "Opptelling", "Valgprotokoll", "Meld tilbake til kontoret")


def parts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.apart]


def ballots(document: Document) -> list[Ballots]:
    return [block for block in document.blocks if isinstance(block, Ballots)]


def remark(store: Store, subject: str | None = "5A", **options: str) -> str:
    request = ReportRequest(subject, "election_officer", YEAR, TODAY, options=options)
    facts = store.read(MEETING_PACKAGE.collect, MEETING_PACKAGE.filled(request))
    return MEETING_PACKAGE.remark(facts, translator("nb"))


def set_body_rule(store: Store, kind: str, **values: str) -> None:
    with store.change("Changed the rule") as session:
        body = session.scalars(select(Body.id).where(Body.kind == kind)).one()
        for field, value in values.items():
            set_rule(session, body, field, value)


def test_every_class_gets_its_own_parts(before: Store) -> None:
    document = paper(before, MEETING_PACKAGE, None)
    classes = ("1A", "1–2A", "5A", "5B")
    assert parts(document) == [f"{part} {name}" for name in classes for part in PARTS]


def test_without_ballots_there_is_no_tally_either(before: Store) -> None:
    document = paper(before, MEETING_PACKAGE, options={"ballots": ""})
    assert ballots(document) == []
    assert parts(document) == [f"{part} 5A" for part in PARTS if part != "Opptelling"]


def test_ballots_have_lines_to_write_on_unless_the_names_are_asked_for(before: Store) -> None:
    blank, named = (ballots(paper(before, MEETING_PACKAGE, options={"names": names})) for names in ("", "yes"))
    assert [(one.names, one.blank_lines) for one in blank] == [((), 1), ((), 2)]
    assert [(one.names, one.blank_lines) for one in named] == [(("Kari Aasen", "Mona Berg"), 1), ((), 2)]


def test_whoever_declined_or_is_protected_stands_on_no_ballot_and_the_office_is_told(before: Store) -> None:
    text = as_text(paper(before, BALLOTS, options={"names": "yes"}))
    assert "Ås" not in text.replace("Åsen skole", "")
    assert "Skjult" not in text
    assert "1 kandidat står ikke på noen stemmeseddel" in remark(before, names="yes")
    assert "kandidat" not in remark(before)


def test_there_is_a_ballot_for_each_vote_and_some_more_in_whole_sheets() -> None:
    assert [copies_for(votes, 8) for votes in (0, 6, 7, 12, 14, 15)] == [8, 8, 16, 16, 16, 24]
    assert copies_for(3, 1) == 5


def test_copies_lines_and_ballots_on_a_sheet_are_as_asked_for(before: Store) -> None:
    options = {"copies": "5", "lines": "3", "per_sheet": "4"}
    (first, _) = ballots(paper(before, BALLOTS, options=options))
    assert (first.copies, first.blank_lines, first.per_sheet) == (5, 3, 4)
    with pytest.raises(UserError):
        paper(before, BALLOTS, options={"per_sheet": "13"})


def test_deputies_have_ballots_of_their_own_where_the_rule_says_so(own_before: Store) -> None:
    with own_before.change("Changed the rule") as session:
        rule = session.scalars(select(ElectionRule).join(Body).where(Body.kind == "parent_committee")).one()
        rule.deputies_apart = True
    document = paper(own_before, MEETING_PACKAGE)
    assert [one.heading for one in ballots(document)] == [
        "Stemmeseddel: FAU-representant 5A",
        "Stemmeseddel: vara for FAU-representant 5A",
        "Stemmeseddel: foreldrekontakt 5A",
    ]


def test_the_pupils_elect_their_council_with_papers_of_their_own(before: Store) -> None:
    (ballot,) = ballots(paper(before, BALLOTS, options={"who": "pupils", "names": "yes"}))
    assert ballot.heading == "Stemmeseddel: elevrådsrepresentant 5A"
    assert ballot.names == ("Ola Aasen", "Linh Nguyễn")
    rows = rows_of(paper(before, ENTITLED, options={"who": "pupils"}))
    assert "Aasen, Ola | 1 | " in rows
    assert not any("Synne" in row for row in rows)


def test_what_is_not_up_is_neither_on_the_agenda_nor_voted_on(own_before: Store) -> None:
    with own_before.change("Elected last year") as session:
        seat = session.scalars(
            select(Seat.id).join(Body, Body.id == Seat.body_id).where(Body.kind == "class_contacts")
        ).one()
        session.get_one(Body, session.get_one(Seat, seat).body_id).term_years = 3
        names = ("Ina Lunde", "Tone Nordby", "Kari Aasen", "Mona Berg")
        one, two, *deputies = [person(session, name) for name in names]
        held = date(2026, 8, 20)
        register_class(session, seat, YEAR, class_id(session, "5A"), [one, two], deputies, held)
    document = paper(own_before, MEETING_PACKAGE)
    text = as_text(document)
    assert "– Ikke på valg i år: foreldrekontakt" in text
    assert [one.heading for one in ballots(document)] == ["Stemmeseddel: FAU-representant 5A"]
    assert "Foreldrekontakt |" not in text


def test_the_schools_own_words_stand_on_the_papers_in_english_too(own_before: Store) -> None:
    with own_before.lasting_change("Own words") as session:
        set_school_field(session, "parent_rep_word", "klassekontakt")
        set_school_field(session, "committee_rep_word", "fau_kontakt")
    text = as_text(paper(own_before, MEETING_PACKAGE, language="en"))
    assert "FAU contact: 1 + 1 deputy / – Class contact: 2 + 2 deputies" in text


def test_the_planned_day_stands_on_the_papers_until_somebody_says_more(before: Store) -> None:
    planned = "Dato, tid og rom: tor. 27. aug. 2026, Foreldremøte, rom 214"
    assert as_text(paper(before, MEETING_PACKAGE)).count(planned) == 2
    said = as_text(paper(before, MEETING_PACKAGE, options={"meeting": "Kl. 18"}))
    assert "Dato, tid og rom: Kl. 18" in said
    assert planned not in said


def test_a_fodselsnummer_is_refused(before: Store) -> None:
    with pytest.raises(UserError):
        paper(before, MEETING_PACKAGE, options={"items": "Om 01010050053"})


def test_who_has_no_right_to_come_does_not_stand_on_the_attendance_sheet(own_before: Store) -> None:
    with own_before.change("Said no") as session:
        link = select(GuardianLink).where(GuardianLink.guardian_id == person(session, "Per O'Connor"))
        session.scalars(link).one().parental_responsibility = "no"
    document = paper(own_before, MEETING_PACKAGE)
    text = as_text(document)
    assert "O'Connor" not in text
    assert "Rolf" not in text
    assert own_before.read(person, "Per O'Connor") not in document.people
    assert "2 foresatte uten foreldreansvar, med kontaktforbud" in remark(own_before)
    rows = rows_of(paper(own_before, ENTITLED))
    assert not any("O'Connor" in row for row in rows)
    assert any("Rolf" in row for row in rows)


def test_with_a_vote_for_each_pupil_the_list_goes_by_pupils(own_before: Store) -> None:
    for kind in ("parent_committee", "class_contacts"):
        set_body_rule(own_before, kind, vote_weight="per_pupil")
    text = as_text(paper(own_before, ENTITLED))
    assert "Aasen, Ola | Kari Aasen / Per O'Connor | " in text
    assert "Áilu" not in text  # nobody votes for him
    assert "7 stemmer i alt" in text
    (first, _) = ballots(paper(own_before, BALLOTS))
    assert first.copies == 16


def test_two_ways_of_voting_in_a_class_are_two_lists(own_before: Store) -> None:
    set_body_rule(own_before, "class_contacts", vote_weight="per_pupil")
    leads = [line for line in as_text(paper(own_before, ENTITLED)).splitlines() if line.startswith("Valg av")]
    assert leads == ["Valg av FAU-representant", "Valg av foreldrekontakt"]


def test_who_stands_on_it_is_told_for_the_history(before: Store) -> None:
    document = paper(before, ENTITLED)
    rolf, gro, ola, live = (
        before.read(person, name) for name in ("Rolf Nordby", "Gro Skjult", "Ola Aasen", "Live Moe")
    )
    assert {rolf, ola} <= document.people
    assert not {gro, live} & document.people
    named = paper(before, BALLOTS, options={"names": "yes"}).people
    assert named == {before.read(person, "Kari Aasen"), before.read(person, "Mona Berg")}
    assert paper(before, BALLOTS).people == frozenset()


def test_a_class_nobody_is_known_of_has_its_papers_all_the_same(own_before: Store) -> None:
    with own_before.change("Removed the bodies") as session:
        for body in session.scalars(select(Body)):
            session.delete(body)
    document = paper(own_before, MEETING_PACKAGE)
    assert parts(document) == ["Foreldremøte 5A", "Frammøte 5A"]
    assert "En klasse velger ingen" in remark(own_before)
    assert "Det er ingen på valg." in as_text(paper(own_before, ENTITLED))
    assert "Det er ingen på valg." in as_text(paper(own_before, BALLOTS))


def test_an_unknown_class_and_a_group_are_refused(before: Store) -> None:
    for subject in ("9Z", "Leirskole"):
        with pytest.raises(UserError) as refused:
            paper(before, MEETING_PACKAGE, subject)
        assert refused.value.field == "subject"


def test_in_excel_each_part_is_a_sheet(before: Store, tmp_path: Path) -> None:
    request = ReportRequest("5A", "election_officer", YEAR, TODAY, options={"names": "yes"})
    facts = before.read(MEETING_PACKAGE.collect, MEETING_PACKAGE.filled(request))
    tr = translator("nb")
    path = tmp_path / f"{MEETING_PACKAGE.file_name(request, tr)}.xlsx"
    write_paper(MEETING_PACKAGE, facts, MEETING_PACKAGE.compose(facts, tr), tr, path)
    assert path.stem == "Foreldremøtepakke 5A 2026-27"
    workbook = openpyxl.load_workbook(path)
    said = {cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert {"Thị Minh Khai Nguyễn", "Kari Aasen", "Foresatt 2", "Vara for FAU-representant"} <= said
    assert {"Frammøte 5A", "Meld tilbake til kontoret 5A"} <= set(workbook.sheetnames)


def test_the_roomy_tables_are_those_somebody_writes_in(before: Store) -> None:
    tables = [block for block in paper(before, MEETING_PACKAGE).blocks if isinstance(block, Table)]
    assert all(table.roomy for table in tables)
    listed = [block for block in paper(before, ENTITLED).blocks if isinstance(block, Table)]
    assert not any(table.roomy for table in listed)


def test_the_whole_school_is_one_file_with_a_list_for_each_class(before: Store) -> None:
    document = paper(before, ENTITLED, None)
    assert parts(document) == [f"Stemmeberettigede {name}" for name in ("1A", "1–2A", "5A", "5B")]
    request = replace(ReportRequest(None, "election_officer", YEAR, TODAY))
    assert ENTITLED.file_name(request, translator("nb")) == "Stemmeberettigede 2026-27"


def test_the_offices_of_a_part_stand_beside_each_other(before: Store) -> None:
    document = paper(before, MEETING_PACKAGE, "5A")
    levels = [block.level for block in document.blocks if isinstance(block, Heading) and not block.apart]
    assert len(levels) > 3
    assert set(levels) == {1}  # the first of two at level 2 would be set as if it stood over the next


def test_in_excel_every_row_says_which_class_or_office_it_is_of(before: Store, tmp_path: Path) -> None:
    request = ReportRequest(None, "election_officer", YEAR, TODAY)
    facts = before.read(MEETING_PACKAGE.collect, MEETING_PACKAGE.filled(request))
    tr = translator("nb")
    path = tmp_path / "pakke.xlsx"
    write_paper(MEETING_PACKAGE, facts, MEETING_PACKAGE.compose(facts, tr), tr, path)
    sheets = {tuple(cell.value for cell in sheet[1]): sheet for sheet in openpyxl.load_workbook(path)}
    attendance = sheets["Klasse", "Elev", "Foresatt", "Underskrift", "Foresatt 2", "Underskrift"]
    assert ("5A", "Nguyễn, Linh", "Thị Minh Khai Nguyễn") in {row[:3] for row in attendance.iter_rows(values_only=True)}
    tally = sheets["Verv", "Nr.", "Kandidat", "Streker", "Sum"]
    offices = [row[0] for row in tally.iter_rows(min_row=2, values_only=True)]
    assert offices[:10] == ["FAU-representant 1A"] * 5 + ["Foreldrekontakt 1A"] * 5
    assert ("Stemmeseddel", "Kandidat") not in sheets  # there are no names on them
