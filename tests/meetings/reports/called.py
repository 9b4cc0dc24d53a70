"""Which meetings do the tests call people to? A combined evening with every kind of case, and parents' meetings.

Heidi Ulvund, who sits in SMU for the parents, and her child have a protected address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from app.bodies.commands import add_body
from app.contacts.protection import protect
from app.meetings.agenda import add_attachment, add_item, close, set_item
from app.meetings.commands import set_meeting
from app.meetings.hearings import add_hearing, ask_body
from app.meetings.planning import ParentEntry, plan_parent_meetings
from db.store import Store
from tests.factories import START, YEAR
from tests.meetings.factories import EVENING, MeetingSchool, a_meeting, did

PROVISION = "offl. § 13, jf. fvl. § 13 første ledd"
SECRET = "Skolemiljøet til Kalle Uskyld"
TALKED_OVER = "Fraværet i 7A"
NAUGHTY = "<b>Ola & ** Nguyễn, Áilu"
PAPER = """Skolen **foreslår** at trafikken legges om, se [planen](https://www.eksempel.no/plan).

- Bilene kjører inn fra nord
- Syklene står ved gymsalen"""


@dataclass(frozen=True)
class Called:
    """The ids of the meetings, and of the hearing."""

    evening: int
    cases: dict[str, int]
    hearing: int


def call(store: Store, school: MeetingSchool) -> Called:
    """Plan the evening of SU and SMU on 12 November, the parents' meetings of 5A and 6A, and a hearing."""
    protect(store, school["Heidi Ulvund"], "confidential")
    did(store, add_body, "class_contacts", valid_from=START)
    evening = a_meeting(store, school.su, school.smu, ends_at=time(20), place="Personalrommet")
    did(store, set_meeting, evening, "own_notes", "Ring **kommunen** først.")
    cases = {
        "notice": did(store, add_item, evening, title="Godkjenning av innkalling og sakliste", kind="decision"),
        "traffic": did(
            store,
            add_item,
            evening,
            title="Trafikken ved hovedinngangen",
            kind="decision",
            body_id=school.smu,
            raised_by="FAU",
            presenter="Rektor",
            paper=PAPER,
            proposal="SMU ber kommunen om å stenge Skoleveien.",
        ),
        "parents": did(
            store,
            add_item,
            evening,
            title=NAUGHTY,
            kind="discussion",
            body_id=school.smu,
            presenter_id=school["Heidi Ulvund"],
        ),
        "absence": did(store, add_item, evening, title=TALKED_OVER, kind="information", paper="Tall for 7A."),
        "secret": did(store, add_item, evening, title=SECRET, kind="information", paper="Om Kalle Uskyld."),
    }
    for key, minutes in (("notice", "5"), ("traffic", "25"), ("parents", "15"), ("absence", "10")):
        did(store, set_item, cases[key], "minutes_planned", minutes)
    did(store, set_item, cases["traffic"], "own_note", "Naboen er imot.")
    did(store, set_item, cases["secret"], "public_title", "Personalsak")
    did(store, add_attachment, cases["traffic"], "Trafikkplan.pdf", b"%PDF-1.4\n%%EOF\n")
    did(store, close, cases["absence"], "pupils_leave", PROVISION)
    did(store, close, cases["secret"], "closed", PROVISION)
    entries = [
        ParentEntry(school.classes["5A"], date(2026, 9, 8), time(18), time(19, 30), "Rom 12"),
        ParentEntry(school.classes["6A"], date(2026, 9, 9)),
    ]
    did(store, plan_parent_meetings, YEAR, entries)
    a_meeting(store, school.fau, held_on=date(2027, 2, 4), place="Biblioteket")
    with store.change("Wrote down a hearing") as session:
        hearing = add_hearing(
            session,
            "Skolebehovsplan 2027–2040",
            kind="needs_plan",
            from_whom="Lia kommune",
            received_on="01.09.2026",
            deadline="01.12.2026",
            description="Kommunen vil endre **inntaksområdene**.",
            statement="SU støtter planen.\n- Men ikke grensen ved elva",
        )
    for body_id in (school.su, school.fau):
        did(store, ask_body, hearing, body_id)
    assert date(2026, 11, 12) == EVENING, "the golden texts say so"
    return Called(evening, cases, hearing)
