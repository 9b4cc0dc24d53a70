"""Does each format of the wheel open, say what comes up, and say nothing about people?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from app.core.errors import UserError
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.drawing import Words
from app.documents.model import Document, Table
from app.documents.writer import pdf_bytes
from app.handing_out import hand_out
from app.yearwheel.reports.task_list import TASK_LIST, task_subject
from app.yearwheel.reports.year_wheel import YEAR_WHEEL, WheelFacts, drawing_of
from app.yearwheel.tasks import add_task
from db.store import Store
from tests.contacts.reports.papers import paper, rows_of
from tests.documents.structure import read_paper
from tests.factories import TODAY, YEAR
from tests.meetings.factories import did, known
from tests.yearwheel.factories import WheelSchool
from tests.yearwheel.reports.planned import NAUGHTY, an_entry

MM = 72 / 25.4
SPACE = "{http://www.w3.org/2000/svg}"


def facts_of(store: Store, subject: str | None = None, audience: str = "staff", **options: str) -> WheelFacts:
    request = ReportRequest(subject, audience, YEAR, TODAY, options=options)
    found = store.read(YEAR_WHEEL.collect, YEAR_WHEEL.filled(request))
    assert isinstance(found, WheelFacts)
    return found


def a_file(store: Store, ending: str, subject: str | None = None, audience: str = "staff", **options: str) -> bytes:
    return YEAR_WHEEL.writers[ending](facts_of(store, subject, audience, **options), translator("nb"))


def page_texts(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    return texts


@pytest.mark.parametrize(("size", "width"), [("A4", 297), ("A3", 420)])
def test_the_wheel_is_page_one_and_its_list_follows(store: Store, met: int, size: str, width: int) -> None:
    data = pdf_bytes(paper(store, YEAR_WHEEL, None, options={"paper": size}))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert {round(float(page.MediaBox[2])) for page in pdf.pages} == {round(width * MM)}
    wheel, *after = page_texts(data)
    words = " ".join(wheel.split())
    assert "2026/27" in words
    assert "Lia skole" in words
    assert "24.08.2026" in words
    assert "Årshjul" in after[0]
    assert NAUGHTY in " ".join(after[0].split())


def test_without_its_list_it_is_one_page(store: Store, met: int) -> None:
    assert len(page_texts(pdf_bytes(paper(store, YEAR_WHEEL, None, options={"list": ""})))) == 1


def test_who_hears_the_wheel_hears_the_list(store: Store, met: int) -> None:
    document = paper(store, YEAR_WHEEL, None)
    figure = read_paper(pdf_bytes(document)).root.kids[0]
    assert figure.role == "Figure"
    heard = figure.alt or ""
    listed = rows_of(document)[1:]
    assert len(listed) > 15
    for line in listed:
        days, _, title, ring, *_ = line.split(" | ")
        assert any(days in said and title in said and ring in said for said in heard.splitlines()), line


def test_a_long_list_goes_on_with_its_head(store: Store, school: WheelSchool, met: int) -> None:
    for number in range(40):
        an_entry(store, school.rings["school"], f"Sak {number}", f"UKE({36 + number % 15})")
    pages = page_texts(pdf_bytes(paper(store, YEAR_WHEEL, None)))
    assert len(pages) >= 3
    for text in pages[1:]:
        assert "Ansvarlig" in text
    assert f"Side {len(pages)} av {len(pages)}" in pages[-1]


def test_the_workbook_has_both_days_of_each_as_dates(store: Store, met: int) -> None:
    (sheet,) = load_workbook(BytesIO(a_file(store, "xlsx", audience="office"))).worksheets
    table: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head, *rows = table
    assert head == ["Fra", "Til", "Uke", "Hva", "Ring", "Ansvarlig", "Status", "Ferdig den", "Merknad"]
    by_title = {row[3]: row for row in rows}
    parents = by_title["Høstens foreldremøte"]
    assert [value.date() for value in parents[:2]] == [date(2026, 8, 24), date(2026, 9, 18)]
    assert parents[2:] == ["35–38", "Høstens foreldremøte", "Foreldremøter", "Kontaktlærer", "Planlagt", None, None]
    done = by_title["Plan for samarbeidet legges fram"]
    assert (done[6], done[7].date()) == ("Ferdig", date(2026, 8, 14))
    assert by_title["FAU planlegger høsten"][8] == "Spør kommunen først."
    assert by_title[NAUGHTY][0].date() == date(2026, 11, 17)
    assert by_title["Skolefoto"][:3] == [None, None, None]


@pytest.mark.parametrize("audience", ["staff", "members", "public"])
def test_notes_are_the_offices_own(store: Store, met: int, audience: str) -> None:
    (sheet,) = load_workbook(BytesIO(a_file(store, "xlsx", audience=audience))).worksheets
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "Spør kommunen først." not in values
    assert "Merknad" not in values
    assert ("Ansvarlig" in values) is (audience != "public")


def test_the_workbook_has_the_list_also_where_the_paper_has_none(store: Store, met: int) -> None:
    (sheet,) = load_workbook(BytesIO(a_file(store, "xlsx", list=""))).worksheets
    assert sheet.max_row > 15


def test_the_svg_names_everything_that_has_a_day(store: Store, met: int) -> None:
    root = ElementTree.fromstring(a_file(store, "svg"))
    said = "".join("".join(one.text or "" for one in root.iter(f"{SPACE}text")).split())
    for row in facts_of(store).wheel.occurrences:
        if row.first is not None:
            assert "".join(row.title.split()) in said, row.title
    assert root.findtext(f"{SPACE}title") == "Årshjul 2026/27"
    assert "Høstens foreldremøte" in (root.findtext(f"{SPACE}desc") or "")


def test_the_png_is_a_sheet_in_200_dots_to_the_inch(store: Store, met: int) -> None:
    with Image.open(BytesIO(a_file(store, "png"))) as picture:
        assert picture.size == pytest.approx((297 / 25.4 * 200, 210 / 25.4 * 200), abs=2)
        assert set(picture.info) == {"dpi"}


def test_only_the_rings_that_were_asked_for_are_there(store: Store, met: int) -> None:
    rings = {row.ring.name for row in facts_of(store, rings="FAU, Kontoret").wheel.occurrences}
    assert rings == {"FAU", "Kontoret"}
    assert {row.ring.name for row in facts_of(store, "Kontoret").wheel.occurrences} == {"Kontoret"}


@pytest.mark.parametrize(("subject", "options"), [("Kontoret", {}), (None, {"rings": "Kontoret"})])
def test_the_public_cannot_ask_for_the_offices_ring(
    store: Store, met: int, subject: str | None, options: dict[str, str]
) -> None:
    with pytest.raises(UserError) as refused:
        facts_of(store, subject, "public", **options)
    assert refused.value.field == ("subject" if subject else "rings")


def test_a_wheel_that_starts_in_january_has_the_same_year_with_january_at_the_top(store: Store, met: int) -> None:
    def months(start: str) -> dict[str, tuple[float, float]]:
        drawing = drawing_of(facts_of(store, start=start), translator("nb"))
        middle = drawing.width / 2
        shown = {one.text: one.at for one in drawing.shapes if isinstance(one, Words)}
        return {name: (shown[name][0] - middle, shown[name][1]) for name in ("aug", "jan", "juli")}

    august, january = months("august"), months("january")
    assert august["aug"][0] > 0 > august["juli"][0]  # the year turns at the top
    assert min(august, key=lambda name: august[name][1]) in ("aug", "juli")
    assert january["jan"][0] > 0
    assert min(january, key=lambda name: january[name][1]) == "jan"
    titles = [row.title for row in facts_of(store, start="january").wheel.occurrences]
    assert titles == [row.title for row in facts_of(store).wheel.occurrences]


def test_an_empty_wheel_says_so(store: Store) -> None:
    document = YEAR_WHEEL.make(store.read, ReportRequest(None, "office", YEAR + 3, TODAY), translator("nb"))
    assert "ingenting i årshjulet" in page_texts(pdf_bytes(document))[1]


def test_what_has_no_day_is_told_beside_the_paper(store: Store, met: int) -> None:
    said = YEAR_WHEEL.remark(facts_of(store), translator("nb"))
    assert said == "1 innslag har ingen dag ennå og står bare i lista."
    assert YEAR_WHEEL.remark(facts_of(store, "Kontoret"), translator("nb")) == ""


@pytest.mark.parametrize("report", [YEAR_WHEEL, TASK_LIST], ids=lambda report: report.id)
def test_no_file_says_who_made_it_or_whom_it_is_about(store: Store, met: int, report: Report, tmp_path: Path) -> None:
    for ending in report.formats:
        request = ReportRequest(None, "office", YEAR, TODAY)
        name = f"{report.file_name(request, translator('nb'))}.{ending}"
        assert name == {"year-wheel": "Årshjul", "task-list": "Oppgaveliste"}[report.id] + f" 2026-27.{ending}"
        hand_out(store, report, request, translator("nb"), tmp_path / name)
        if ending == "pdf":
            with pikepdf.open(tmp_path / name) as pdf:
                about = str(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()
            assert not any(word in about for word in ("Lunde", "Ulvund", "Nguyễn", "Rektor"))


# -- the task list


def test_the_task_list_names_those_whom_its_readers_may_know(store: Store, school: WheelSchool, met: int) -> None:
    def who(audience: str) -> list[str]:
        document = paper(store, TASK_LIST, "FAU planlegger høsten", "nb", audience)
        return [line.split(" | ")[-1] for line in rows_of(document)[1:]]

    assert who("office") == ["5A", "Berit Lunde", "Heidi Ulvund", "Vaktmesteren", "Rektor"]
    assert who("class_parents") == ["5A", "Berit Lunde", "noen ved skolen", "Vaktmesteren", "Rektor"]
    document = paper(store, TASK_LIST, None, "nb", "class_parents")
    assert document.people == {school.meetings["Berit Lunde"]}


def test_thirty_five_tasks_stand_on_one_sheet(store: Store, school: WheelSchool, met: int) -> None:
    for number in range(30):
        did(
            store,
            add_task,
            school["U02"],
            f"Rigge telt nummer {number} ved sørenden av skoleplassen",
            at_time="kl. 9–11",
        )
    document = paper(store, TASK_LIST, "FAU planlegger høsten")
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert len(table.rows) == 35
    (text,) = page_texts(pdf_bytes(document))
    assert "Rigge telt nummer 29" in text
    assert text.count("☐") == 34  # one is done
    assert "✓ 20.08." in text


def test_lists_with_one_title_are_told_apart(store: Store, school: WheelSchool, met: int) -> None:
    again = an_entry(store, school.rings["fau"], "FAU planlegger høsten", "UKE(50)")
    did(store, add_task, again, "Noe annet")
    subjects = known(store, TASK_LIST.subjects, YEAR)
    assert subjects == ("FAU planlegger høsten", "FAU planlegger høsten (2)")
    assert known(store, task_subject, again, YEAR) == subjects[1]
    assert rows_of(paper(store, TASK_LIST, subjects[1]))[1:] == [" | Noe annet |  | "]
    assert known(store, task_subject, school["M01"], YEAR) is None


def test_each_list_begins_a_sheet_of_its_own(store: Store, school: WheelSchool, met: int) -> None:
    did(store, add_task, school["K01"], "Sende ut timer")
    texts = page_texts(pdf_bytes(paper(store, TASK_LIST, None)))
    assert ["Utviklingssamtaler" in text for text in texts] == [True, False]
    assert ["Bestille kake" in text for text in texts] == [False, True]


def test_what_has_no_list_is_refused_and_a_year_without_lists_says_so(store: Store, met: int) -> None:
    with pytest.raises(UserError) as refused:
        paper(store, TASK_LIST, "Refleksdag")
    assert refused.value.field == "subject"
    request = replace(ReportRequest(None, "office", YEAR, TODAY), year=YEAR + 3)
    document: Document = TASK_LIST.make(store.read, request, translator("nb"))
    assert "Ingenting i årshjulet" in page_texts(pdf_bytes(document))[0]
