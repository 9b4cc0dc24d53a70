"""The parents live apart, and one of them may not be in contact with the child: what stands on which paper?"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.contacts.commands import set_address
from app.contacts.person.homes import HomeBox
from app.school.commands import set_school_field
from tests.contacts.at_person import action, bands, field, menu_of, pick, view
from tests.factories import guardian, opened, pupil
from tests.stories.conftest import Open
from tests.stories.secretary import Secretary

BAN = "Kontaktforbud: Per Dahl kan ikke ha kontakt med Ola Berg"
FIRST, SECOND = ("Solveien 7", "0357", "Oslo"), ("Storgata 2", "3015", "Drammen")
HERS = ("Solveien 7", "0357 Oslo", "900 12 345", "kari@example.no")
HIS = ("Storgata 2", "3015 Drammen", "911 22 334", "per@example.no")
OTHERS = ("Elveveien 9", "922 33 445", "sara@example.no")


@pytest.fixture
def ids(school_file: Path) -> dict[str, int]:
    """Ola in 5A with both parents in one home, his sister there with her mother alone, and a family beside them."""
    with opened(school_file) as store:
        ola, ida, ali = pupil(store, "Ola Berg"), pupil(store, "Ida Berg"), pupil(store, "Ali Khan")
        kari = guardian(store, "Kari Berg", ola, ida, phone="90012345", email="kari@example.no")
        per = guardian(store, "Per Dahl", ola, phone="91122334", email="per@example.no")
        sara = guardian(store, "Sara Khan", ali, phone="92233445", email="sara@example.no")
        with store.change("Wrote addresses") as session:
            for person in (ola, ida, kari, per):
                write_address(session, person, FIRST)
            for person in (ali, sara):
                write_address(session, person, ("Elveveien 9", "0358", "Oslo"))
        with store.lasting_change("Chose the fields of the class list") as session:
            set_school_field(session, "class_list_fields", "phone,email,address")
        return {"ola": ola, "ida": ida, "kari": kari, "per": per}


def write_address(session: object, person: int, place: tuple[str, str, str]) -> None:
    for name, text in zip(("street", "postal_code", "city"), place, strict=True):
        set_address(session, person, name, text)  # type: ignore[arg-type]


@pytest.fixture
def desk(start: Open, qtbot: QtBot, ids: dict[str, int]) -> Secretary:
    """He has moved: his own address is written on him."""
    desk = Secretary(qtbot, start)
    desk.open(ids["per"])
    for name, text in zip(("street", "postal_code", "city"), SECOND, strict=True):
        desk.write(name, text)
    desk.open(ids["ola"])
    return desk


def ban(desk: Secretary, value: str) -> None:
    """Say on the pupil whether the two may be in contact, and whether lists may show it."""
    shown = desk.contacts.detail.shown
    assert shown is not None
    name = next(f"contact_ban:{one.link_id}" for one in shown.guardians if one.name == "Per Dahl")
    if not field(desk, name).control.isVisibleTo(view(desk)):
        action(menu_of(desk, "Mer om Per Dahl"), "Kontaktforbud eller informasjon bare på forespørsel …").trigger()
    pick(desk, name, value)


def of_class(desk: Secretary, report: str, **answers: str) -> list[str]:
    """The pages of a paper of 5A."""
    desk.contacts.show_item("5A")
    desk.settle()
    return desk.read_paper(report, **answers).split("\n")


def slips(desk: Secretary, name: str) -> list[str]:
    return [page for page in of_class(desk, "check-details") if f"Kontroller opplysningene: {name}" in page]


def holds(text: str, *values: str) -> list[str]:
    return [value for value in values if value in text]


def test_both_homes_stand_side_by_side_and_each_has_its_own_papers(desk: Secretary) -> None:
    desk.qtbot.waitUntil(lambda: len(view(desk).findChildren(HomeBox)) == 2)
    desk.qtbot.wait(50)
    left, right = sorted(view(desk).findChildren(HomeBox), key=lambda box: box.x())
    assert left.y() == right.y()
    assert holds(desk.words(left), "Kari Berg", *HERS, *HIS) == ["Kari Berg", "Solveien 7", "0357 Oslo"]
    assert holds(desk.words(right), "Per Dahl", *HERS, *HIS) == ["Per Dahl", "Storgata 2", "3015 Drammen"]
    mother, father = slips(desk, "Ola Berg")
    assert holds(mother, "Kari Berg", "Per Dahl", *HERS, *HIS) == ["Kari Berg", *HERS]
    assert holds(father, "Kari Berg", "Per Dahl", *HERS, *HIS) == ["Per Dahl", *HIS]
    (listed,) = of_class(desk, "class-list")
    assert holds(listed, *HERS, *HIS, *OTHERS) == [*HERS, "911 22 334", "per@example.no", *OTHERS]


def test_with_a_ban_neither_home_can_be_found_by_the_other(desk: Secretary) -> None:
    ban(desk, "in_force")
    desk.qtbot.waitUntil(lambda: bands(desk) == [BAN])
    mother, father = slips(desk, "Ola Berg")
    assert holds(mother, "Kari Berg", "Per Dahl") == ["Kari Berg"]
    assert holds(father, "Kari Berg", "Per Dahl") == ["Per Dahl"]
    (sister,) = slips(desk, "Ida Berg")
    (listed,) = of_class(desk, "class-list")
    for text in (mother, father, sister, listed):
        assert holds(text, *HERS, *HIS, "Solveien", "Storgata", "Drammen") == []
    assert "Berg, Ida Berg, Kari Berg, Ola Berg, Kari Dahl, Per Khan, Ali" in listed, "the names stay"
    assert holds(listed, *OTHERS) == list(OTHERS)
    assert holds(slips(desk, "Ali Khan")[0], *OTHERS) == list(OTHERS)


def test_each_home_still_gets_its_letter_and_label(desk: Secretary) -> None:
    ban(desk, "in_force")
    labels = of_class(desk, "address-labels")[0]
    assert "Kari Berg Solveien 7 0357 Oslo" in labels
    assert "Per Dahl Storgata 2 3015 Drammen" in labels
    assert "Kari Berg og" not in labels
    letters = of_class(desk, "letters-home", text="Hei {foresatte}, {navn} skal til Oslo.")
    told = [holds(page, "Kari Berg", "Solveien 7", "Per Dahl", "Storgata 2", "Sara Khan") for page in letters]
    assert told == [["Kari Berg", "Solveien 7"], ["Per Dahl", "Storgata 2"], ["Sara Khan"]]
    assert "Hei Per Dahl, Ola Berg skal til Oslo." in letters[1]


def test_a_ban_parts_them_also_where_his_new_address_is_not_known(desk: Secretary) -> None:
    for _ in range(3):
        desk.undo()  # what was written of where he lives now
    assert "Kari Berg og Per Dahl Solveien 7" in of_class(desk, "address-labels")[0]
    desk.find("ola")
    ban(desk, "in_force")
    labels = of_class(desk, "address-labels")[0]
    assert ("Kari Berg Solveien 7" in labels, "og Per Dahl" in labels) == (True, False)


def test_the_office_decides_that_lists_may_show_them(desk: Secretary, ids: dict[str, int]) -> None:
    ban(desk, "in_force")
    ban(desk, "lists_allowed")
    desk.qtbot.waitUntil(lambda: "Kontoret har avgjort at lister kan vise begge hjem." in desk.words())
    assert bands(desk) == [BAN], "who answers the phone must still see it"
    (listed,) = of_class(desk, "class-list")
    assert holds(listed, *HERS, *HIS) == [*HERS, "911 22 334", "per@example.no"]
    mother, father = slips(desk, "Ola Berg")
    assert holds(mother, "Per Dahl", *HERS, *HIS) == list(HERS)
    assert holds(father, "Kari Berg", *HERS, *HIS) == list(HIS)
    desk.undo()
    (listed,) = of_class(desk, "class-list")
    assert holds(listed, *HERS, *HIS) == []
    desk.open(ids["ola"])
    desk.undo()
    desk.qtbot.waitUntil(lambda: bands(desk) == [])
    assert slips(desk, "Ola Berg")[0].count("900 12 345") == 1
