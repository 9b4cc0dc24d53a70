"""What of a meeting may whom have, and how is it said?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from app.core.i18n import translator
from app.core.report import Report
from app.meetings.agenda import add_item, close, forward
from app.meetings.commands import add_meeting, set_meeting
from app.meetings.queries import item
from app.meetings.reports import REPORTS
from app.meetings.reports.annual_report import ANNUAL_REPORT
from app.meetings.reports.case_extract import CASE_EXTRACT
from app.meetings.reports.decisions import DECISION_LIST
from app.meetings.reports.follow_up import FOLLOW_UP_LIST
from app.meetings.reports.frame import Attendee, Standing
from app.meetings.reports.minutes import MINUTES
from app.meetings.reports.public_minutes import (
    GAP,
    PUBLIC_MINUTES,
    Removal,
    public_text,
    public_texts,
    removal_line,
    removals_in,
)
from app.meetings.reports.record import Seat, is_withheld, with_gaps
from app.meetings.reports.vote_words import say_votes
from app.meetings.rules.voting import Votes
from app.meetings.sitting import begin, set_attended
from db.models import Body, MeetingNotice
from db.store import Store
from tests.meetings.factories import a_meeting, did, known
from tests.meetings.reports.decided import made, read, remarked
from tests.meetings.reports.held import CLOSED_BY, Evening, attendance

CONFIDENTIAL, OTHERWISE = CLOSED_BY, "offl. § 14"


@dataclass(frozen=True)
class Voted:
    kind: str = "decision"
    code: str = ""
    balloting: str = ""


@pytest.mark.parametrize(
    ("openness", "provision", "pupils_there", "kept_from"),
    [
        ("open", "", True, set()),
        ("open", CONFIDENTIAL, True, set()),
        ("pupils_leave", "opplæringslova § 10-4", True, {"public", "members"}),
        ("pupils_leave", "opplæringslova § 10-4", False, {"public"}),
        ("closed", CONFIDENTIAL, True, {"public", "members"}),
        ("closed", CONFIDENTIAL, False, {"public"}),
        ("closed", OTHERWISE, True, {"public"}),
        ("closed", OTHERWISE, False, {"public"}),
    ],
)
def test_a_case_is_kept_from_those_who_may_not_have_it(
    held: Store, evening: Evening, openness: str, provision: str, pupils_there: bool, kept_from: set[str]
) -> None:
    meeting_id = a_meeting(held, evening.school.su)
    case = did(held, add_item, meeting_id, title="En sak")
    if openness != "open":
        did(held, close, case, openness, provision)
    row = known(held, item, case)
    kept = {one for one in ("public", "members", "office") if is_withheld(row, one, pupils_there=pupils_there)}
    assert kept == kept_from


@pytest.mark.parametrize(
    ("case", "votes", "nb", "nn"),
    [
        (Voted(balloting="unanimous"), None, "Enstemmig vedtatt.", "Samrøystes vedteke."),
        (Voted("election", balloting="unanimous"), None, "Enstemmig valgt.", "Samrøystes vald."),
        (Voted(code="approve_minutes", balloting="unanimous"), None, "Enstemmig godkjent.", "Samrøystes godkjent."),
        (Voted(balloting="acclamation"), None, "Vedtatt ved akklamasjon.", "Vedteke ved akklamasjon."),
        (Voted("election", balloting="acclamation"), None, "Valgt ved akklamasjon.", "Vald ved akklamasjon."),
        (Voted(), Votes(7, 2), "Vedtatt med 7 mot 2 stemmer.", "Vedteke med 7 mot 2 røyster."),
        (
            Voted(),
            Votes(7, 2, 1),
            "Vedtatt med 7 mot 2 stemmer. 1 stemte blankt.",
            "Vedteke med 7 mot 2 røyster. 1 røysta blankt.",
        ),
        (
            Voted(),
            Votes(4, 4, casting="for"),
            "Vedtatt med 4 mot 4 stemmer, møtelederens stemme avgjorde.",
            "Vedteke med 4 mot 4 røyster, røysta til møteleiaren avgjorde.",
        ),
        (
            Voted(),
            Votes(4, 4, casting="against"),
            "Ikke vedtatt: 4 stemte for og 4 mot, møtelederens stemme avgjorde.",
            "Ikkje vedteke: 4 røysta for og 4 mot, røysta til møteleiaren avgjorde.",
        ),
        (
            Voted(),
            Votes(4, 4),
            "Stemmene stod likt, 4 mot 4, og forslaget ble ikke vedtatt.",
            "Røystene stod likt, 4 mot 4, og framlegget vart ikkje vedteke.",
        ),
        (
            Voted(),
            Votes(2, 7),
            "Ikke vedtatt: 2 stemte for og 7 mot.",
            "Ikkje vedteke: 2 røysta for og 7 mot.",
        ),
        (Voted("election"), Votes(5, 3), "Valgt med 5 mot 3 stemmer.", "Vald med 5 mot 3 røyster."),
        (Voted("election"), Votes(3, 3), "Stemmene stod likt, 3 mot 3.", "Røystene stod likt, 3 mot 3."),
        (Voted(code="approve_agenda"), Votes(5, 1), "Godkjent med 5 mot 1 stemmer.", "Godkjent med 5 mot 1 røyster."),
        (Voted(), None, "", ""),
    ],
)
def test_a_vote_is_said_in_words(case: Voted, votes: Votes | None, nb: str, nn: str) -> None:
    assert say_votes(case, votes, translator("nb")) == nb
    assert say_votes(case, votes, translator("nn")) == nn


def test_the_adults_get_what_the_pupils_had_to_leave_for_if_it_is_asked_for(held: Store, evening: Evening) -> None:
    usual = read(held, MINUTES, evening.combined)
    adults = read(held, MINUTES, evening.combined, confidential="yes")
    for secret in ("Xander har klaget", "Eleven Quist", "Ringe familien Xander", "Tiden Vera Olsen kom, er rettet."):
        assert secret not in usual
        assert secret in adults
    assert "Sakene elevene måtte ut av, er utelatt" in remarked(held, MINUTES, evening.combined)
    assert "elevene måtte" not in remarked(held, MINUTES, evening.combined, confidential="yes")


def test_nobody_is_named_who_must_not_be_but_to_the_office(held: Store, evening: Evening) -> None:
    assert "Heidi Ulvund" in read(held, MINUTES, evening.combined, "office")
    for report, audience in ((MINUTES, "members"), (PUBLIC_MINUTES, "public")):
        text = read(held, report, evening.combined, audience)
        assert "Ulvund" not in text
        assert "Foreldrerepresentant |  | SMU | Ikke møtt" in text
    assert "står oppført som: foreldrerepresentant." in remarked(held, PUBLIC_MINUTES, evening.combined)
    assert remarked(held, MINUTES, evening.combined, "office") == ""


def test_pupils_stand_by_what_they_are_before_the_public(held: Store, evening: Evening) -> None:
    text = read(held, PUBLIC_MINUTES, evening.combined)
    inside = read(held, MINUTES, evening.combined)
    for pupil in ("Per Aune", "Alma Sollid", "Dina Myhre"):
        assert pupil in inside
        assert pupil not in text
    assert "Elevrepresentant | Mot" in text


def test_cases_of_two_bodies_that_have_the_same_number_are_told_apart(held: Store, evening: Evening) -> None:
    text = read(held, MINUTES, evening.combined)
    assert "# SU 2/26 Skoleruta 2027/28" in text
    assert "# SMU 2/26 Vold på skoleveien" in text
    subjects = held.read(CASE_EXTRACT.subjects, 2026)
    assert len(set(subjects)) == len(subjects) == 13
    for subject in subjects:
        assert made(held, CASE_EXTRACT, subject).title.startswith("Utskrift av ")


def test_no_closed_title_stands_where_a_paper_is_chosen(held: Store) -> None:
    said = " ".join(subject for report in REPORTS for subject in held.read(report.subjects, 2026))
    assert "Xander" not in said
    assert "SU og SMU 12.11.2026" in said


def test_the_principals_own_notes_stand_on_no_paper_of_what_was_decided(held: Store, evening: Evening) -> None:
    did(held, set_meeting, evening.combined, "own_notes", "Husk kaken til Vera")
    for report, about in (
        (MINUTES, evening.combined),
        (PUBLIC_MINUTES, evening.combined),
        (CASE_EXTRACT, evening.items["route"]),
        (DECISION_LIST, None),
        (FOLLOW_UP_LIST, None),
        (ANNUAL_REPORT, "SU"),
    ):
        for audience in report.audiences:
            assert "kaken" not in read(held, report, about, audience)


def test_lists_for_members_hold_nothing_of_what_was_not_open_to_all(held: Store) -> None:
    for report in (DECISION_LIST, FOLLOW_UP_LIST, ANNUAL_REPORT):
        assert "Xander" not in read(held, report, None)
    assert "Klagen fra Xander tas til følge." in read(held, DECISION_LIST, None, "office")
    assert "Ringe familien Xander" in read(held, FOLLOW_UP_LIST, None, "office")
    assert remarked(held, FOLLOW_UP_LIST, None).endswith("1 oppgave er utelatt, siden saken ikke var åpen for alle.")


@pytest.mark.parametrize("report", [DECISION_LIST, FOLLOW_UP_LIST], ids=lambda report: report.id)
def test_a_list_of_one_person_has_what_is_theirs(held: Store, evening: Evening, report: Report) -> None:
    from dataclasses import replace

    from tests.meetings.reports.decided import asked

    request = replace(asked(report, None), people=(evening.school["Cato Dale"],))
    document = report.make(held.read, request, translator("nb"))
    cells = [str(cell) for block in document.blocks for row in getattr(block, "rows", ()) for cell in row.cells]
    assert len([cell for cell in cells if "gangfelt" in cell]) == (report is DECISION_LIST)
    assert not [cell for cell in cells if "Skoleruta" in cell]


def test_a_meeting_nobody_has_written_anything_of_has_minutes_to_write_on(held: Store, evening: Evening) -> None:
    empty = a_meeting(held, evening.school.fau)
    text = read(held, MINUTES, empty)
    assert "Hvem som møtte, er ikke ført." in text
    assert "Det er ingen saker." in text
    assert "Utkast, ikke godkjent" in text


def test_a_meeting_too_few_came_to_says_so(held: Store, evening: Evening) -> None:
    meeting_id = a_meeting(held, evening.school.fau)
    did(held, add_item, meeting_id, title="Vedtekter", kind="decision", decision="Vedtatt.")
    did(held, begin, meeting_id)
    rows = known(held, attendance, meeting_id)
    for name in ("Bente Sollid", "Cato Dale"):
        did(held, set_attended, rows[evening.school.fau, name], "excused")
    text = read(held, MINUTES, meeting_id)
    assert "1 av 3 medlemmer deltok. Møtet var ikke vedtaksdyktig: minst 2 må delta." in text


def test_minutes_say_that_the_notice_was_short(held: Store, evening: Evening) -> None:
    with held.change("Sent the notice") as session:
        meeting_id = add_meeting(session, body_ids=(evening.school.fau,), held_on=date(2026, 12, 10))
        for day in (date(2026, 12, 1), date(2026, 12, 5)):
            session.add(MeetingNotice(meeting_id=meeting_id, sent_on=day, channel="email", days_required=14))
    said = "Innkallingen ble sendt 01.12.2026, 9 dager før møtet."
    for report in (MINUTES, PUBLIC_MINUTES):
        assert said in read(held, report, meeting_id)
        assert said not in read(held, report, evening.combined)  # 14 days before, as it should be


def test_every_text_of_the_public_minutes_can_be_read_over_first(held: Store, evening: Evening) -> None:
    """Each by its place; and what is taken out there is gone from the paper."""
    texts = {one.place: one.text for one in held.read(public_texts, evening.combined)}
    route, closed = evening.items["route"], evening.items["closed"]
    assert texts[f"agenda_item:{route}:decision"] == "SU støtter **forslag B**."
    assert texts[f"agenda_item:{closed}:public_title"] == "Klagesak"
    assert texts[f"agenda_item:{closed}:provision"] == CLOSED_BY
    assert not [place for place in texts if place.startswith(f"agenda_item:{closed}:d")]
    paper = read(held, PUBLIC_MINUTES, evening.combined)
    for text in texts.values():
        assert text.split("\n")[0].replace("**", "").split(" [")[0] in paper
    place = f"agenda_item:{route}:dissent"
    lines = removal_line(place, texts[place].index("Vera Olsen"), "Vera Olsen", "Et medlem")
    changed = read(held, PUBLIC_MINUTES, evening.combined, removed=lines)
    assert "Et medlem: Barnehagene starter 16. august." in changed
    assert "Vera Olsen ble valgt." in changed
    gone = read(held, PUBLIC_MINUTES, evening.combined, removed="Vera Olsen\nbarnehagene")
    assert f"{GAP}: {GAP} starter 16. august." in gone
    assert f"{GAP} ble valgt." in gone


@pytest.mark.parametrize(
    ("text", "removals", "left"),
    [
        ("Kari og Kari", [Removal("Kari", "a", 8)], "Kari og […]"),
        ("Kari og Kari", [Removal("Kari", "a", 0, "En"), Removal("Kari", "a", 8, "to")], "En og to"),
        ("Kari og Kari", [Removal("Kari", "b", 8)], "Kari og Kari"),
        ("Nå: Kari og Kari", [Removal("Kari", "a", 0)], "Nå: […] og […]"),  # the text has changed since: all of it
        ("Kari Karihaug", [Removal("Kari")], "[…] Karihaug"),
        ("KARI sa", [Removal("kari")], "[…] sa"),
        ("Per Kari Moe", [Removal("Per Kari", "a", 0), Removal("Kari Moe", "a", 4)], "[…]"),
        ("Per (7A) [x]", [Removal("(7A)"), Removal("[x]")], "Per […] […]"),
        ("Åse", [Removal("Åse", "a", 0, "")], ""),
    ],
)
def test_words_are_taken_out_where_they_were_chosen(text: str, removals: list[Removal], left: str) -> None:
    assert public_text("a", text, removals) == left


def test_what_is_taken_out_is_read_as_it_was_written() -> None:
    answer = "\n".join((removal_line("agenda_item:1:decision", 4, "Kari Ås"), "", "  Per  "))
    assert removals_in(answer) == (Removal("Kari Ås", "agenda_item:1:decision", 4), Removal("Per"))


@pytest.mark.parametrize(
    ("out", "came", "left", "missed"),
    [
        ("....", "", "", ""),
        ("x...", "b", "", ""),
        ("xx..", "c", "", ""),
        ("...x", "", "c", ""),
        (".xx.", "", "", "bc"),
        ("x.x.", "b", "", "c"),
        ("xx.x", "c", "c", ""),
        (".x.x", "", "c", "b"),
        ("xxxx", "", "", "abcd"),
    ],
)
def test_when_somebody_came_and_left_follows_from_the_cases_they_were_out_of(
    out: str, came: str, left: str, missed: str
) -> None:
    someone = Attendee(1, None, "member", "present", "", True, True, None, Standing(guest="Noen"))
    seat = with_gaps(Seat(someone, ()), "abcd", [one == "x" for one in out])
    assert (seat.came, seat.left, "".join(seat.missed)) == (came, left, missed)


@pytest.mark.parametrize(
    ("record_name", "nb", "nn", "public"),
    [
        ("minutes", "Referat: FAU 15.10.2026", "Referat: FAU 15.10.2026", "Offentlig referat: FAU 15.10.2026"),
        ("minute_book", "Møtebok: FAU 15.10.2026", "Møtebok: FAU 15.10.2026", "Offentlig møtebok: FAU 15.10.2026"),
        ("protocol", "Protokoll: FAU 15.10.2026", "Protokoll: FAU 15.10.2026", "Offentlig protokoll: FAU 15.10.2026"),
    ],
)
def test_the_record_is_called_what_the_body_calls_it(
    held: Store, evening: Evening, record_name: str, nb: str, nn: str, public: str
) -> None:
    with held.change("Called the record") as session:
        session.get_one(Body, evening.school.fau).record_name = record_name
    assert made(held, MINUTES, evening.fau).title == nb
    assert made(held, MINUTES, evening.fau, language="nn").title == nn
    assert made(held, PUBLIC_MINUTES, evening.fau).title == public


def test_the_last_meeting_is_meant_where_none_is_named(held: Store) -> None:
    assert made(held, MINUTES, None).title == "Referat: SU 03.12.2026"
    assert made(held, CASE_EXTRACT, None).title == "Utskrift av SU 5/26, SU og SMU 12.11.2026"


def test_a_case_shows_the_way_it_has_gone(held: Store, evening: Evening) -> None:
    did(held, forward, evening.items["route"], (evening.school.council,))
    text = read(held, CASE_EXTRACT, evening.items["route"])
    assert "2026-11-12 | SU | Sak 2/26 Skoleruta 2027/28 | SU støtter forslag B." in text
    assert " | Elevråd | Skoleruta 2027/28 | Oversendt fra et annet organ / Venter på neste møte" in text
