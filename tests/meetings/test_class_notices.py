"""Do the notices of all parents' meetings of a term reach the guardians of each class, and are they noted in one go?"""

from __future__ import annotations

from datetime import date, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from icalendar import Calendar

from app.core.errors import UserError
from app.core.i18n import translator
from app.meetings.agenda import add_item
from app.meetings.class_notices import ClassNotice, class_draft, parent_notices, save_class_drafts, send_parent_notices
from app.meetings.commands import cancel_meeting, set_meeting
from app.meetings.planning import ParentEntry, plan_parent_meetings
from app.meetings.queries import meetings_in
from db.history import steps
from db.store import Store
from tests.factories import TODAY, YEAR, class_called, guardian, pupil
from tests.meetings.factories import MeetingSchool, detail, did, known
from tests.meetings.test_called import change_link


@pytest.fixture
def planned(store: Store, school: MeetingSchool) -> tuple[int, ...]:
    """The parents' meetings of 5A, 6A and 7A in September, and one of 5A in February."""
    entries = [
        ParentEntry(class_id, date(2026, 9, 8 + at), time(18), time(19, 30), f"Rom {at}")
        for at, class_id in enumerate(school.classes.values())
    ]
    entries.append(ParentEntry(school.classes["5A"], date(2027, 2, 9), time(18)))
    return did(store, plan_parent_meetings, YEAR, entries)


def waiting(store: Store, term: str = "autumn") -> tuple[ClassNotice, ...]:
    return known(store, parent_notices, YEAR, term)


def test_each_class_has_its_guardians_and_its_interpreters(
    store: Store, school: MeetingSchool, planned: tuple[int, ...]
) -> None:
    found = waiting(store)
    assert [(one.row.class_name, one.meeting.id) for one in found] == list(
        zip(("5A", "6A", "7A"), planned, strict=False)
    )
    assert [len(one.recipients) for one in found] == [13, 13, 13]
    assert [len(one.reach.by_email) for one in found] == [12, 12, 12]
    assert [(one.row.interpreters, one.row.languages) for one in found] == [
        (1, (("polsk", 1),)),
        (1, (("arabisk", 1),)),
        (0, ()),
    ]
    assert [one.meeting.id for one in waiting(store, "spring")] == [planned[3]]


def test_all_are_noted_in_one_step_and_one_undo_takes_them_back(
    store: Store, school: MeetingSchool, planned: tuple[int, ...]
) -> None:
    change_link(store, school["Tor Rismoen"], school["Vidar Rismoen"], "contact_ban", "in_force")
    before = len(store.read(lambda session: steps(session, limit=500)))
    did(store, send_parent_notices, planned[:3], TODAY, "email")
    made = store.read(lambda session: steps(session, limit=500))
    assert len(made) == before + 1
    for one, number in zip(planned[:3], (13, 12, 13), strict=True):
        notices = detail(store, one).notices
        assert [(notice.kind, notice.sent_on, notice.channel) for notice in notices] == [("notice", TODAY, "email")]
        assert len(notices[0].recipients) == number
    sent = {person for person, _ in detail(store, planned[1]).notices[0].recipients}
    assert school["Vidar Rismoen"] not in sent
    assert school["Unni Rismoen"] in sent
    assert detail(store, planned[3]).notices == ()
    store.undo(made[0].id)
    assert {row.status for row in known(store, meetings_in, YEAR)} == {"planned"}


def test_what_was_sent_waits_no_more_until_something_is_new(
    store: Store, school: MeetingSchool, planned: tuple[int, ...]
) -> None:
    did(store, send_parent_notices, planned[:2], TODAY, "email")
    assert [one.is_waiting for one in waiting(store)] == [False, False, True]
    did(store, set_meeting, planned[0], "place", "Gymsalen")
    assert [one.is_waiting for one in waiting(store)] == [True, False, True]
    did(store, cancel_meeting, planned[1], "", TODAY)
    assert [one.row.class_name for one in waiting(store)] == ["5A", "7A"]


def test_twenty_classes_are_called_at_once(store: Store, school: MeetingSchool) -> None:
    names = [f"{grade}{letter}" for grade in range(1, 8) for letter in "BCD"][:20]
    for at, name in enumerate(names):
        child = pupil(store, f"Barn Nr{at}", name)
        guardian(store, f"Mor Nr{at}", child, email=f"mor{at}@example.no")
    entries = [ParentEntry(class_called(store, name), date(2026, 9, 10), time(18)) for name in names]
    made = did(store, plan_parent_meetings, YEAR, entries)
    found = waiting(store)
    assert len(found) == 20
    did(store, send_parent_notices, [one.meeting.id for one in found], TODAY, "email")
    assert {row.status for row in known(store, meetings_in, YEAR)} == {"called"}
    assert sum(len(detail(store, one).notices[0].recipients) for one in made) == 20


# -- drafts


def drafted(store: Store, folder: Path, language: str = "nb") -> tuple[Path, ...]:
    tr = translator(language)
    drafts = [class_draft(one, b"%PDF-" + one.row.class_name.encode(), tr, "Lia skole") for one in waiting(store)]
    return save_class_drafts(folder, drafts, tr)


def test_every_class_has_a_draft_with_its_own_paper_and_addresses(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], tmp_path: Path
) -> None:
    paths = drafted(store, tmp_path)
    assert [path.name for path in paths] == [
        "Innkalling Foreldremøte 5A 2026-09-08.eml",
        "Innkalling Foreldremøte 6A 2026-09-09.eml",
        "Innkalling Foreldremøte 7A 2026-09-10.eml",
    ]
    message = message_from_bytes(paths[1].read_bytes(), policy=default)
    assert message["Subject"] == "Innkalling til møte: Foreldremøte 6A 09.09.2026"
    assert message["To"] is None
    addresses = message["Bcc"].split(", ")
    assert len(addresses) == 12
    assert "unni@example.no" in addresses
    assert "berit@example.no" not in addresses
    pdf, ics = message.iter_attachments()
    assert (pdf.get_filename(), pdf.get_payload(decode=True)) == (
        "Innkalling Foreldremøte 6A 2026-09-09.pdf",
        b"%PDF-6A",
    )
    event = Calendar.from_ical(
        str(ics.get_content().decode() if isinstance(ics.get_content(), bytes) else ics.get_content())
    )
    assert str(event.walk("VEVENT")[0]["uid"]) == detail(store, planned[1]).row.calendar_uid


def test_they_are_written_in_the_schools_own_language(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], tmp_path: Path
) -> None:
    message = message_from_bytes(drafted(store, tmp_path, "nn")[0].read_bytes(), policy=default)
    body = message.get_body()
    assert body is not None
    assert "Velkomen til foreldremøte 5A: tysdag 8. september 2026, 18.00–19.30, Rom 0." in body.get_content()


def test_a_class_where_nobody_has_an_address_gets_its_paper(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], tmp_path: Path
) -> None:
    alone = pupil(store, "Ylva Alene", "3B")
    guardian(store, "Arne Alene", alone)
    did(store, plan_parent_meetings, YEAR, [ParentEntry(class_called(store, "3B"), date(2026, 9, 8))])
    paths = drafted(store, tmp_path)
    assert (tmp_path / "Innkalling Foreldremøte 3B 2026-09-08.pdf").read_bytes() == b"%PDF-3B"
    assert sum(path.suffix == ".eml" for path in paths) == 3


def test_a_change_is_a_draft_that_says_what_is_new(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], tmp_path: Path
) -> None:
    did(store, send_parent_notices, planned[:3], TODAY, "email")
    did(store, set_meeting, planned[0], "held_on", "15.09.2026")
    did(store, add_item, planned[0], title="Leirskole")
    message = message_from_bytes(drafted(store, tmp_path)[0].read_bytes(), policy=default)
    assert message["Subject"] == "Endret: Foreldremøte 5A 15.09.2026"
    body = message.get_body()
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Endret: Foreldremøte 5A. Det er nå: tirsdag 15. september 2026, 18.00–19.30, Rom 0.\n")
    assert "- Ny dag: 15.09.2026 (før: 08.09.2026)\n- Nytt på saklisten: Leirskole\n" in text


def test_what_is_in_the_folder_is_not_overwritten_and_nothing_is_half_done(
    store: Store, school: MeetingSchool, planned: tuple[int, ...], tmp_path: Path
) -> None:
    kept = tmp_path / "Innkalling Foreldremøte 7A 2026-09-10.eml"
    kept.write_text("mine")
    with pytest.raises(UserError, match="There already is a file"):
        drafted(store, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".eml"] == [kept.name]
    assert kept.read_text() == "mine"
