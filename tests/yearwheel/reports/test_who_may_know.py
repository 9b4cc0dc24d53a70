"""Does a wheel that is handed out tell of talks, or name somebody, that its readers must not know of?"""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from app.contacts.protection import protect
from app.core.i18n import translator
from app.core.report import ReportRequest
from app.documents.writer import pdf_bytes
from app.yearwheel.becoming import join_meeting
from app.yearwheel.commands import set_entry
from app.yearwheel.reports.task_list import TASK_LIST
from app.yearwheel.reports.year_wheel import YEAR_WHEEL, only_shown
from app.yearwheel.tasks import add_task
from db.store import Store
from tests.contacts.reports.papers import paper, rows_of
from tests.factories import TODAY, YEAR
from tests.meetings.factories import a_meeting, did
from tests.yearwheel.factories import WheelSchool
from tests.yearwheel.reports.planned import an_entry

TALK, ROOM, OTHER = "Bekymring for ein elev", "Hos helsesykepleier", "Ansvarsgruppe vår"
OUTSIDE = ("staff", "members", "public")
GAP = "[…]"


def words_of(store: Store, audience: str) -> dict[str, str]:
    """Return all that can be read in each format of the wheel, the hidden text too."""
    request = YEAR_WHEEL.filled(ReportRequest(None, audience, YEAR, TODAY))
    facts, tr = store.read(YEAR_WHEEL.collect, request), translator("nb")
    document = YEAR_WHEEL.compose(facts, tr)
    pdf = pypdfium2.PdfDocument(pdf_bytes(document))
    book = load_workbook(BytesIO(YEAR_WHEEL.writers["xlsx"](facts, tr)))
    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    calendar = YEAR_WHEEL.writers["ics"](facts, tr).decode("utf-8").replace("\r\n ", "")
    found = {
        "pdf": " ".join(page.get_textpage().get_text_bounded() for page in pdf),
        "alt": document.blocks[0].drawing.alt,  # type: ignore[union-attr]
        "svg": YEAR_WHEEL.writers["svg"](facts, tr).decode("utf-8"),
        "png": YEAR_WHEEL.writers["png"](facts, tr).decode("latin-1"),
        "xlsx": " ".join(cells),
        "ics": calendar,
        "name": YEAR_WHEEL.file_name(request, tr),
    }
    pdf.close()
    return {name: " ".join(text.split()) for name, text in found.items()}


def talks(store: Store, school: WheelSchool) -> None:
    """Plan a talk and another meeting of bodies that have a ring, and one with the parents' representatives."""
    fau, smu = school.meetings.fau, school.meetings.smu
    did_talk = a_meeting(store, fau, kind="talk", title=TALK, place=ROOM, held_on=date(2026, 10, 14), starts_at=time(8))
    a_meeting(store, smu, kind="other", title=OTHER, place=ROOM, held_on=date(2026, 11, 4))
    did(store, join_meeting, school["U02"], 1, did_talk)


@pytest.mark.parametrize("audience", OUTSIDE)
def test_no_talk_is_told_of_outside_the_office(store: Store, school: WheelSchool, audience: str) -> None:
    talks(store, school)
    for form, words in words_of(store, audience).items():
        for secret in (TALK, ROOM, OTHER):
            assert secret not in words, (form, secret)


def test_the_office_sees_its_talks(store: Store, school: WheelSchool) -> None:
    talks(store, school)
    words = words_of(store, "office")
    assert OTHER in words["alt"]
    assert TALK in words["ics"]


@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_became_a_talk_stands_on_its_day_under_its_own_name(
    store: Store, school: WheelSchool, audience: str
) -> None:
    talks(store, school)
    events = words_of(store, audience)["ics"].split("BEGIN:VEVENT")
    (planned,) = [one for one in events if "SUMMARY:FAU planlegger høsten" in one]
    assert "DTSTART;VALUE=DATE:20261014" in planned


def test_the_regular_meetings_of_a_body_are_on_everybodys_wheel(store: Store, school: WheelSchool) -> None:
    a_meeting(store, school.meetings.su, place="Personalrommet")
    for audience in OUTSIDE:
        assert "Møte i SU" in words_of(store, audience)["ics"], audience


def test_whoever_must_not_be_named_is_not_named_by_what_was_typed(store: Store, school: WheelSchool) -> None:
    graded = school.meetings["Heidi Ulvund"]
    protect(store, graded, "confidential")
    did(store, set_entry, school["U02"], "responsible", "Heidi Ulvund og Berit Lunde")
    an_entry(store, school.rings["fau"], "Takk til Ulvund, Heidi", "UKE(46)")
    for audience in ("members", "public"):
        for form, words in words_of(store, audience).items():
            assert "Ulvund" not in words, (audience, form)
    members = words_of(store, "members")
    assert f"{GAP} og Berit Lunde" in members["alt"]
    assert f"Takk til {GAP}" in members["alt"]
    assert "Heidi Ulvund" in words_of(store, "office")["alt"]


def test_no_pupil_is_named_on_a_wheel_for_everybody(store: Store, school: WheelSchool) -> None:
    pupil = next(name for name, one in school.meetings.people.items() if one in pupils(store))
    an_entry(store, school.rings["school"], f"Konsert med {pupil}", "UKE(46)")
    for form, words in words_of(store, "public").items():
        assert pupil not in words, form
    assert pupil in words_of(store, "staff")["alt"]


def test_a_task_list_names_nobody_its_readers_must_not_know_of(store: Store, school: WheelSchool) -> None:
    protect(store, school.meetings["Heidi Ulvund"], "confidential")
    entry = school["U02"]
    did(store, set_entry, entry, "responsible", "Heidi Ulvund")
    did(store, set_entry, entry, "title", "Dugnad hos Heidi Ulvund")
    did(store, add_task, entry, "Ringe Heidi Ulvund", who="Heidi Ulvund, Rektor")
    for audience in ("members", "class_parents"):
        for subject in (None, "Dugnad hos Heidi Ulvund"):
            document = paper(store, TASK_LIST, subject, audience=audience)
            assert "Ulvund" not in repr(document), (audience, subject)
    assert "Ringe Heidi Ulvund" in " ".join(rows_of(paper(store, TASK_LIST, None, audience="office")))


def pupils(store: Store) -> set[int]:
    from sqlalchemy import select

    from db.models import ClassMembership

    return store.read(lambda session: set(session.scalars(select(ClassMembership.person_id))))


def test_what_the_paper_was_narrowed_to_names_nobody_its_readers_must_not_know_of(
    store: Store, school: WheelSchool
) -> None:
    protect(store, school.meetings["Heidi Ulvund"], "confidential")
    for audience, title in (("members", f"Årshjul, bare «{GAP}»"), ("office", "Årshjul, bare «Heidi Ulvund»")):
        document = paper(store, only_shown((), "«Heidi Ulvund»"), None, audience=audience, options={"shown": "yes"})
        assert document.title == title
