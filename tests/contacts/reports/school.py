"""Who is at Åsen skole on 24 August 2026? Everything that is hard about lists is somebody there.

Founded on the 17th; on the 24th a good deal is changed. Everybody is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app.contacts.commands import (
    NewLink,
    NewPerson,
    add_guardian,
    add_pupil,
    add_staff,
    leave_school,
    link_guardian,
    move_people_to_class,
    set_address,
    set_field,
    set_link,
    set_phone,
    unlink_guardian,
)
from app.contacts.groups import add_group
from app.contacts.protection import protect
from app.contacts.queries import phones_of
from app.contacts.register.lines import set_told_by
from app.school.commands import replace_contact_teacher, set_school_field
from db.models import GuardianLink, RegisterChange
from db.store import Store
from tests.factories import START, YEAR, class_called, opened

FOUNDED, CHANGED = datetime(2026, 8, 17, 9, 0), datetime(2026, 8, 24, 9, 30)


def build(path: Path) -> None:
    """Make the school's file, as Kari Sekretær would, on its two days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOGNAME", "Sekretær Hauge")
        patch.setattr("app.core.clock.now", lambda: FOUNDED)
        with opened(path, "Åsen skole") as store:
            _found(_Hand(store))
        patch.setattr("app.core.clock.now", lambda: CHANGED)
        with opened(path, "Åsen skole") as store:
            _change(_Hand(store))


@dataclass(frozen=True)
class _Hand:
    """What the secretary does, a step at a time; people are named in full."""

    store: Store

    def person(self, name: str) -> int:
        from app.contacts.queries import called

        (found,) = self.store.read(called, name, YEAR)
        return found.id

    def pupil(
        self, name: str, class_name: str = "5A", *, born: str = "", gender: str = "unknown", on: date = START
    ) -> int:
        class_id = class_called(self.store, class_name)
        with self.store.change("Added a pupil") as session:
            added = add_pupil(session, _new(name, born=born), class_id, on)
            set_field(session, added, "gender", gender)
            return added

    def guardian(
        self, name: str, child: int, relation: str = "", *, phone: str = "", email: str = "", lives_with: str = "yes"
    ) -> int:
        with self.store.change("Added a guardian") as session:
            link = NewLink(relation, "yes", lives_with)
            return add_guardian(session, child, _new(name, phone=phone, email=email), link)

    def home(self, street: str, code: str, city: str, *people: int) -> None:
        with self.store.change("Changed an address") as session:
            for one in people:
                for field, value in (("street", street), ("postal_code", code), ("city", city)):
                    set_address(session, one, field, value)

    def say(self, name: str, field: str, value: str) -> None:
        with self.store.change("Changed a person") as session:
            set_field(session, self.person(name), field, value)

    def teacher(self, name: str, class_name: str = "", *, function: str = "lærer", phone: str = "") -> None:
        class_id = class_called(self.store, class_name) if class_name else None
        with self.store.change("Added a teacher") as session:
            added = add_staff(session, _new(name, phone=phone), function)
            if class_id is not None:
                replace_contact_teacher(session, class_id, None, added, START)

    def link(self, child: str, adult: str) -> int:
        pair = (self.person(child), self.person(adult))
        query = select(GuardianLink.id).where(GuardianLink.pupil_id == pair[0], GuardianLink.guardian_id == pair[1])
        return self.store.read(lambda session: session.scalars(query).one())


def _found(hand: _Hand) -> None:
    with hand.store.lasting_change("Set up the school") as session:
        for field, value in (
            ("street", "Skoleveien 3"),
            ("postal_code", "0150"),
            ("city", "Oslo"),
            ("phone", "22334455"),
            ("email", "post@aasen.example.no"),
            ("web", "www.aasen.example.no"),
        ):
            set_school_field(session, field, value)
    hand.teacher("Ågot Jacobsen", "5A", phone="95000010")
    hand.teacher("Bjørn Dahl", "5B")
    hand.teacher("Elle-Márjá Utsi", "1–2A", phone="95000012")
    hand.teacher("Nora Zahl", function="rektor", phone="95000013")

    ola = hand.pupil("Ola Aasen", born="03.02.2016", gender="male")
    kari = hand.guardian("Kari Aasen", ola, "mother", phone="90054321", email="kari@example.no", lives_with="shared")
    per = hand.guardian("Per O'Connor", ola, "father", phone="22123456", lives_with="shared")
    hand.home("Gamleveien 2", "0150", "Oslo", ola, kari)
    hand.home("Fjordveien 8", "1400", "Ski", per)

    ida = hand.pupil("<b>Ida Berg", born="29.02.2016", gender="female")
    hand.guardian("Mona Berg", ida, email="mona@example.no")

    linh = hand.pupil("Linh Nguyễn", born="24.12.2016", gender="female")
    thi = hand.guardian("Thi Nguyễn", linh, "mother", phone="+46701234567")
    hand.say("Thi Nguyễn", "language", "vietnamesisk")
    hand.say("Thi Nguyễn", "needs_interpreter", "yes")
    hand.home("Lakkegata 9", "0187", "Oslo", linh, thi)

    hand.pupil("Áilu Hætta", gender="male")

    oda = hand.pupil("Oda Emilie Skogstad-Bjørklund-Haugen", born="11.11.2016", gender="female")
    for name, relation, number in (
        ("Anne-Kristine Skogstad-Bjørklund", "mother", "90000001"),
        ("Hans-Christian Bjørklund-Haugen", "father", "90000002"),
        ("Siv Therese Halvorsen", "step_parent", "90000003"),
    ):
        hand.guardian(
            name,
            oda,
            relation,
            phone=number,
            email=f"{name.split()[-1].split('-')[0].lower().replace('ø', 'o')}@example.no",
        )

    synne = hand.pupil("Synne Skjult", born="05.05.2016", gender="female")
    gro = hand.guardian("Gro Skjult", synne, "mother", phone="91111111", email="gro@example.no")
    hand.home("Kvistveien 7", "0660", "Oslo", synne, gro)

    emil = hand.pupil("Emil Nordby", born="07.07.2016", gender="male")
    tone = hand.guardian("Tone Nordby", emil, "mother", phone="92222222", email="tone@example.no")
    hand.guardian("Rolf Nordby", emil, "father", phone="93333333", email="rolf@example.no", lives_with="no")
    hand.guardian("Else Nordby", emil, phone="94444444")
    hand.home("Bakkegata 4", "0178", "Oslo", emil, tone)
    with hand.store.change("Changed a guardian") as session:
        set_link(session, hand.link("Emil Nordby", "Rolf Nordby"), "contact_ban", "in_force")

    maja = hand.pupil("Maja Lunde", born="08.08.2016", gender="female")
    hand.guardian("Ina Lunde", maja, "mother", phone="95555555")
    hand.say("Maja Lunde", "list_opt_out", "yes")

    vetle = hand.pupil("Vetle Ås", born="09.09.2016", gender="male")
    hand.guardian("Ingrid Ås", vetle, "mother", phone="96666666", email="ingrid@example.no")
    hand.say("Ingrid Ås", "unlisted_phone", "yes")

    bo = hand.pupil("Bo Lie", gender="male")
    hand.pupil("Tuva Sund", "5B", gender="female")
    hand.pupil("Ánte Somby", "1–2A", gender="male")
    live = hand.pupil("Live Moe", "1A", gender="female")
    lise = hand.guardian("Lise Moe", live, "mother", phone="97777777")
    with hand.store.change("Added a guardian") as session:
        link_guardian(session, bo, lise, NewLink("step_parent", "no", "yes"))


def _change(hand: _Hand) -> None:
    store = hand.store
    kari, oda = hand.person("Kari Aasen"), hand.person("Oda Emilie Skogstad-Bjørklund-Haugen")
    _set_phone(hand, "Kari Aasen", "90012345")
    with store.change("Told by") as session:
        told = select(RegisterChange.id).where(RegisterChange.person_id == kari, RegisterChange.field == "phone")
        set_told_by(session, session.scalars(told).one(), "Ola")
    hand.home("Storgata 1", "0150", "Oslo", hand.person("Ola Aasen"), kari)
    _set_phone(hand, "Mona Berg", "98888888")
    store.undo()
    hand.say("Thi Nguyễn", "given_name", "Thị Minh Khai")
    hand.guardian("Jon Erik Halvorsen Bjørklund", oda, "step_parent", phone="90000004")
    with store.change("Removed a guardian") as session:
        unlink_guardian(session, hand.link("Emil Nordby", "Else Nordby"))
    with store.change("Changed a guardian") as session:
        set_link(session, hand.link("Bo Lie", "Lise Moe"), "parental_responsibility", "yes")
    protect(store, hand.person("Gro Skjult"), "confidential")
    with store.change("Moved") as session:
        move_people_to_class(session, [hand.person("Bo Lie")], class_called(store, "5B"), date(2026, 8, 20))
    with store.change("Left") as session:
        leave_school(session, hand.person("Tuva Sund"), date(2026, 8, 21))
    hand.pupil("Jo Vik", "5B", gender="male", on=date(2026, 8, 24))
    people = [hand.person(name) for name in ("Ola Aasen", "Bo Lie", "Synne Skjult", "Ågot Jacobsen")]
    with store.change("Made a group") as session:
        add_group(session, YEAR, "Leirskole", people)


def _set_phone(hand: _Hand, name: str, number: str) -> None:
    one = hand.person(name)
    rows = hand.store.read(phones_of, [one]).get(one, ())
    with hand.store.change("Changed a phone") as session:
        set_phone(session, one, rows[0].id if rows else None, number)


def _new(name: str, *, phone: str = "", email: str = "", born: str = "") -> NewPerson:
    """Return a new person; the last word is the family name."""
    given, _, family = name.rpartition(" ")
    return NewPerson(given, family, phone=phone, email=email, birth_date=born)
