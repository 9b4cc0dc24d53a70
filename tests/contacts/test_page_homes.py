"""Parents who live apart, a contact ban, somebody who is told only on request, and a pupil who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.contacts import commands, protection
from app.contacts.person.homes import HomeBox
from app.contacts.person.widgets import Band
from tests import factories
from tests.contacts.at_person import action, bands, field, menu_of, pick, said, tick, undo, unfold, view
from tests.office import Office

BAN = "Kontaktforbud: Per Dahl kan ikke ha kontakt med Ola Berg"
KEPT_OFF = "Adresse og telefon i begge hjem holdes utenfor kontrollslipper og lister til foresatte"
LIVES, MOVED = ("Solveien 7", "0357", "Oslo"), ("Storgata 2", "3015", "Drammen")


@dataclass(frozen=True)
class Apart:
    ola: int
    kari: int
    per: int
    links: dict[int, int]


def write_address(office: Office, person: int, place: tuple[str, str, str]) -> None:
    with office.store.change("Wrote an address") as session:
        for name, text in zip(("street", "postal_code", "city"), place, strict=True):
            commands.set_address(session, person, name, text)


@pytest.fixture
def apart(office: Office) -> Apart:
    """Ola lives with Kari; his father Per lives in Drammen."""
    ola = factories.pupil(office.store, "Ola Berg", "5A", born="03.04.2016")
    kari = factories.guardian(office.store, "Kari Berg", ola, phone="90012345")
    per = factories.guardian(office.store, "Per Dahl", ola, phone="91122334")
    for person, place in ((ola, LIVES), (kari, LIVES), (per, MOVED)):
        write_address(office, person, place)
    office.open(ola)
    found = office.contacts.detail.shown
    assert found is not None
    return Apart(ola, kari, per, {row.person_id: row.link_id or 0 for row in found.guardians})


def set_link(office: Office, link: int, name: str, value: str) -> None:
    with office.store.change("Changed a link") as session:
        commands.set_link(session, link, name, value)


def homes(office: Office) -> list[str]:
    """What stands in each home, from the left."""
    boxes = view(office).findChildren(HomeBox)
    return [office.words(box) for box in sorted(boxes, key=lambda box: box.x())]


def test_both_homes_stand_side_by_side(office: Office, apart: Apart) -> None:
    office.qtbot.wait(50)
    assert "2 hjem" in office.words()
    first, second = homes(office)
    assert first.splitlines() == ["Kari Berg", "Solveien 7", "0357 Oslo", "Eleven bor her"]
    assert second.splitlines() == ["Per Dahl", "Storgata 2", "3015 Drammen"]
    left, right = sorted(view(office).findChildren(HomeBox), key=lambda box: box.x())
    assert left.y() == right.y()
    assert left.geometry().right() < right.x()


def test_one_home_needs_no_part_of_its_own(office: Office, apart: Apart) -> None:
    write_address(office, apart.per, LIVES)
    office.qtbot.waitUntil(lambda: "2 hjem" not in office.words())
    assert homes(office) == []


def test_the_homes_of_a_protected_household_show_no_address(office: Office, apart: Apart) -> None:
    protection.protect(office.store, apart.kari, "confidential")
    office.qtbot.waitUntil(lambda: "Hører til en husstand med adressebeskyttelse" in office.words())
    assert "2 hjem" in office.words()
    assert "Adressen er skjult." in office.words()
    for part in ("Solveien", "Storgata", "0357", "3015", "Drammen"):
        assert part not in office.words()


def test_a_ban_is_chosen_where_it_is_out_of_sight_until_it_is_wanted(office: Office, apart: Apart) -> None:
    ban = f"contact_ban:{apart.links[apart.per]}"
    assert not field(office, ban).control.isVisibleTo(view(office))
    assert bands(office) == []
    opened = action(menu_of(office, "Mer om Per Dahl"), "Kontaktforbud eller informasjon bare på forespørsel …")
    opened.trigger()
    assert field(office, ban).control.hasFocus()
    assert not field(office, f"contact_ban:{apart.links[apart.kari]}").control.isVisibleTo(view(office))
    pick(office, ban, "in_force")
    office.qtbot.waitUntil(lambda: bands(office) == [BAN])
    assert said(office) == "Endret kontaktforbudet mellom Per Dahl og Ola Berg"
    assert KEPT_OFF in office.words()
    assert field(office, ban).control.isVisibleTo(view(office))
    pick(office, ban, "lists_allowed")
    office.qtbot.waitUntil(lambda: "Kontoret har avgjort at lister kan vise begge hjem." in office.words())
    assert bands(office) == [BAN]
    undo(office)
    undo(office)
    office.qtbot.waitUntil(lambda: bands(office) == [])


def test_a_ban_is_said_in_words_with_a_sign_on_both(office: Office, apart: Apart) -> None:
    set_link(office, apart.links[apart.per], "contact_ban", "in_force")
    office.qtbot.waitUntil(lambda: bands(office) == [BAN])
    band = view(office).findChild(Band)
    assert band is not None
    assert band.accessibleName() == BAN
    assert band.y() < view(office)._name.y()
    assert "Kontaktforbud: kan ikke ha kontakt med Ola Berg" in office.words()  # beside his numbers too
    office.qtbot.wait(50)
    assert "Kontaktforbud" in homes(office)[1]
    assert "Kontaktforbud" not in homes(office)[0]
    office.open(apart.per)
    assert bands(office) == [BAN]
    assert "5A · kontaktforbud" in office.words()
    office.open(apart.kari)
    assert bands(office) == []
    assert "kontaktforbud" not in office.words()


def test_who_has_a_ban_never_shares_a_home_on_the_screen(office: Office, apart: Apart) -> None:
    write_address(office, apart.per, LIVES)
    office.qtbot.waitUntil(lambda: homes(office) == [])
    set_link(office, apart.links[apart.per], "contact_ban", "in_force")
    office.qtbot.waitUntil(lambda: len(homes(office)) == 2)
    office.qtbot.wait(50)
    assert "Eleven bor her" in homes(office)[0]
    assert "Eleven bor her" not in homes(office)[1]


def test_who_is_told_only_on_request_is_marked_where_one_would_call(office: Office, apart: Apart) -> None:
    name = f"information_on_request:{apart.links[apart.per]}"
    assert not field(office, name).control.isVisibleTo(view(office))
    action(menu_of(office, "Mer om Per Dahl"), "Kontaktforbud eller informasjon bare på forespørsel …").trigger()
    tick(office, name)
    office.qtbot.waitUntil(lambda: office.words().count("Får bare informasjon om eleven på forespørsel") == 2)
    assert said(office) == "Endret om Per Dahl bare får informasjon om Ola Berg på forespørsel"
    assert office.words().index("Per Dahl") < office.words().index("Får bare informasjon") < office.words().index("911")
    office.open(apart.per)
    assert "5A · får bare informasjon på forespørsel" in office.words()
    undo(office)
    office.qtbot.waitUntil(lambda: "på forespørsel" not in office.words())


def test_the_choice_has_the_focus_again_after_it_is_made(office: Office, apart: Apart) -> None:
    action(menu_of(office, "Mer om Per Dahl"), "Kontaktforbud eller informasjon bare på forespørsel …").trigger()
    name = f"contact_ban:{apart.links[apart.per]}"
    pick(office, name, "in_force")
    office.qtbot.waitUntil(lambda: bands(office) == [BAN])
    assert office.window.focusWidget() is field(office, name).control


@pytest.mark.parametrize(
    ("born", "decides"), [("24.08.2011", True), ("25.08.2011", False), ("03.04.2016", False), ("", False)]
)
def test_from_fifteen_the_pupil_decides(office: Office, born: str, decides: bool) -> None:
    office.open(factories.pupil(office.store, "Áilu Sara", "10A", born=born))
    assert ("Bestemmer selv om egen opplæring (15 år eller eldre)" in office.words()) is decides


def test_a_grown_up_guardian_is_not_said_to_decide(office: Office, apart: Apart) -> None:
    with office.store.change("Wrote a birth date") as session:
        commands.set_field(session, apart.kari, "birth_date", "01.02.1985")
    office.open(apart.kari)
    office.qtbot.waitUntil(lambda: "Født 01.02.1985" in office.words())
    assert "Bestemmer selv" not in office.words()


def test_the_classes_a_pupil_was_in_stay_in_sight(office: Office, apart: Apart) -> None:
    class_id = factories.class_called(office.store, "5B")
    with office.store.change("Moved") as session:
        commands.move_people_to_class(session, [apart.ola], class_id, date(2026, 8, 24))
    office.qtbot.waitUntil(lambda: "2026/27, fra 24.08.2026" in office.words())
    assert "2026/27, 17.08.2026 til 23.08.2026" in office.words()
    assert office.words().count("5B") == 2  # the class now, and the newest line of the history


@pytest.mark.parametrize("name", ["Thị Nguyễn", "Áilu Sara", "Sinead O'Connor", "<b>Ola Nordmann", "Ola & Kari"])
def test_a_name_stands_as_it_is_written_everywhere(office: Office, name: str) -> None:
    pupil = factories.pupil(office.store, name, "5A")
    guardian = factories.guardian(office.store, f"{name} Lie", pupil, phone="90012345")
    factories.guardian(office.store, "Mona Moe", pupil)
    write_address(office, pupil, LIVES)
    write_address(office, guardian, MOVED)
    office.open(pupil)
    found = office.contacts.detail.shown
    assert found is not None
    set_link(office, found.guardians[0].link_id or 0, "contact_ban", "in_force")
    office.qtbot.waitUntil(lambda: len(bands(office)) == 1)
    assert bands(office) == [f"Kontaktforbud: {name} Lie kan ikke ha kontakt med {name}"]
    office.qtbot.wait(50)
    assert [home.splitlines()[0] for home in homes(office)] == [f"{name} Lie", "Mona Moe"]


def test_tab_goes_from_top_to_bottom_where_there_is_everything(office: Office, apart: Apart) -> None:
    set_link(office, apart.links[apart.per], "contact_ban", "in_force")
    set_link(office, apart.links[apart.per], "information_on_request", "yes")
    factories.guardian(office.store, "Nora Berg", apart.ola)
    office.qtbot.waitUntil(lambda: len(bands(office)) == 1 and "Nora Berg" in office.words())
    unfold(office)
    office.qtbot.wait(50)
    office.contacts.edit_action.trigger()
    seen: list[int] = []
    names: set[str] = set()
    widget: QWidget | None = office.window.focusWidget()
    while isinstance(widget, QWidget) and view(office).isAncestorOf(widget):
        seen.append(widget.mapTo(view(office), widget.rect().topLeft()).y())
        names |= {name.partition(":")[0] for name, one in view(office).form.fields.items() if one.control is widget}
        names |= {"home"} if isinstance(widget.parent(), HomeBox) else set()
        office.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        following = office.window.focusWidget()
        widget = following if following is not widget else None
    assert {"guardian-phone", "contact_ban", "information_on_request", "home", "street", "told_by", "note"} <= names
    back = [(before, after) for before, after in pairwise(seen) if after < before]
    assert all(before - after < 30 for before, after in back), back  # the next home begins a line higher, no row does
    assert len([pair for pair in back if pair[0] - pair[1] > 8]) <= 1
