"""A school of homes of every kind, and how a paper for them reads as plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.contacts.commands import link_guardian
from app.contacts.protection import protect
from app.core.i18n import translator
from app.core.report import Report, ReportRequest
from app.documents.model import (
    Ballots,
    Block,
    Cell,
    Document,
    Facts,
    Form,
    Heading,
    Labels,
    Letter,
    Paragraph,
    Signatures,
    Table,
)
from db.models import Address, GuardianLink, Person, School
from db.store import Store
from tests.documents.papers import as_lines
from tests.factories import TODAY, YEAR, guardian, pupil

GOLDEN = Path(__file__).parent.parent / "golden"


@dataclass
class Homes:
    """The school's file, and the ids of the people in it by name."""

    store: Store
    ids: dict[str, int] = field(default_factory=dict)

    def add_pupil(self, name: str, class_name: str = "5A", *, born: str = "", home: str = "") -> None:
        self.ids[name] = pupil(self.store, name, class_name, born=born)
        if home:
            self.lives(name, home)

    def add_guardian(self, name: str, *children: str, phone: str = "", email: str = "", home: str = "") -> None:
        of = [self.ids[child] for child in children]
        self.ids[name] = guardian(self.store, name, *of, phone=phone, email=email)
        if home:
            self.lives(name, home)

    def lives(self, name: str, address: str, kind: str = "home") -> None:
        """Give somebody an address written as "Storgata 1, 0150 Oslo"."""
        street, _, rest = address.partition(", ")
        code, _, city = rest.partition(" ")
        with self.store.change("Changed the address of {name}", name=name) as session:
            session.add(Address(person_id=self.ids[name], kind=kind, street=street, postal_code=code, city=city))

    def share(self, child: str, adult: str) -> None:
        """Make somebody who is there already a guardian of one more pupil."""
        with self.store.change("Added a guardian") as session:
            link_guardian(session, self.ids[child], self.ids[adult])

    def link(self, child: str, adult: str, **values: object) -> None:
        """Change what is known of a guardian of a pupil."""
        with self.store.change("Changed a guardian") as session:
            query = select(GuardianLink).where(
                GuardianLink.pupil_id == self.ids[child], GuardianLink.guardian_id == self.ids[adult]
            )
            found = session.scalars(query).one()
            for name, value in values.items():
                setattr(found, name, value)

    def person(self, name: str, **values: object) -> None:
        """Change what is known of a person."""
        with self.store.change("Changed a person") as session:
            found = session.get_one(Person, self.ids[name])
            for column, value in values.items():
                setattr(found, column, value)

    def paper(
        self,
        report: Report,
        subject: str | None = None,
        language: str = "nb",
        people: tuple[str, ...] | None = None,
        **options: str,
    ) -> Document:
        """Make a paper as the office would."""
        request = self.request(report, subject, people, **options)
        return report.make(self.store.read, request, translator(language))

    def remark(self, report: Report, subject: str | None = None, language: str = "nb", **options: str) -> str:
        """Say what the office is told beside a paper."""
        facts = self.store.read(report.collect, report.filled(self.request(report, subject, None, **options)))
        return report.remark(facts, translator(language))

    def request(
        self, report: Report, subject: str | None = None, people: tuple[str, ...] | None = None, **options: str
    ) -> ReportRequest:
        chosen = None if people is None else tuple(self.ids[name] for name in people)
        return ReportRequest(subject, report.audiences[0], YEAR, TODAY, people=chosen, options=options)

    def names(self, document: Document) -> set[str]:
        """Return the names of those a paper says it holds."""
        return {name for name, person in self.ids.items() if person in document.people}


def fill(homes: Homes) -> None:
    """Bring in the families: siblings, two homes, a contact ban, a protected one, nobody, and four guardians."""
    with homes.store.lasting_change("Set up the school") as session:
        school = session.scalars(select(School)).one()
        school.street, school.postal_code, school.city = "Skolebakken 1", "0150", "Oslo"
        school.phone, school.email = "+4722123456", "post@lia.example.no"

    homes.add_pupil("Ida Berg", born="29.02.2016", home="Storgata 1, 0150 Oslo")
    homes.add_pupil("Ola Berg", "2B", born="01.06.2019", home="Storgata 1, 0150 Oslo")
    homes.add_guardian("Kari Berg", "Ida Berg", "Ola Berg", phone="90012345", email="kari@example.no")
    homes.lives("Kari Berg", "Storgata 1, 0150 Oslo")
    homes.lives("Kari Berg", "Postboks 12, 0151 Oslo", "postal")
    homes.add_guardian("Per Hansen", "Ida Berg", "Ola Berg", phone="90054321", home="Storgata 1, 0150 OSLO")
    homes.link("Ida Berg", "Kari Berg", relation="mother", parental_responsibility="yes", lives_with="yes")
    homes.person("Per Hansen", language="arabisk", needs_interpreter=True)

    homes.add_pupil("<b>Ola Aasen", born="03.02.2016", home="Elveveien 2, 0152 Oslo")
    homes.add_guardian("Mona Aasen", "<b>Ola Aasen", phone="91000001", home="Elveveien 2, 0152 Oslo")
    homes.add_guardian("Tor O'Connor", "<b>Ola Aasen", phone="91000002", email="tor@example.no")
    homes.lives("Tor O'Connor", "Bakken 3, 0153 Oslo")
    homes.person("Mona Aasen", unlisted_phone=True)

    homes.add_pupil("Linh Nguyễn", born="24.12.2016", home="Parkveien 4, 0154 Oslo")
    homes.add_guardian("Thi Nguyễn", "Linh Nguyễn", phone="92000001", home="Parkveien 4, 0154 Oslo")
    homes.add_guardian("Văn Nguyễn", "Linh Nguyễn", phone="92000002", home="Parkveien 4, 0154 Oslo")
    homes.link("Linh Nguyễn", "Văn Nguyễn", contact_ban="in_force", lives_with="no")

    homes.add_pupil("Synne Skjult", born="05.05.2016", home="Kvistveien 7, 0155 Oslo")
    homes.add_guardian("Gro Skjult", "Synne Skjult", phone="93000001", home="Kvistveien 7, 0155 Oslo")
    protect(homes.store, homes.ids["Synne Skjult"], "confidential")

    homes.add_pupil("Áilu Hætta", home="Fjellveien 5, 0156 Oslo")

    homes.add_pupil("Bo Lie", "2B", home="Nyveien 6, 0157 Oslo")
    for name, home in (
        ("Anne Lie", "Nyveien 6, 0157 Oslo"),
        ("Nils Lie", "Nyveien 6, 0157 Oslo"),
        ("Eva Dahl", "Sjøgata 7, 0158 Oslo"),
        ("Jon Moe", "Sjøgata 7, 0158 Oslo"),
    ):
        homes.add_guardian(name, "Bo Lie", home=home)


def as_text(document: Document) -> str:
    """Write a paper as plain text: what a golden file holds."""
    lines = [document.title, " | ".join((document.school, document.school_year, document.audience))]
    for block in document.blocks:
        lines += ["", *_lines(block)]
    return "\n".join(lines) + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"# {block.text}"]
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Table):
        rows: list[list[Cell]] = [[column.title for column in block.columns], *([*row.cells] for row in block.rows)]
        return [" | ".join("" if cell is None else str(cell).replace("\n", " / ") for cell in row) for row in rows]
    if isinstance(block, Labels):
        return [f"({block.used})", *(" / ".join(label) for label in block.labels), *_lines(block.table)]
    if isinstance(block, Letter):
        parts: tuple[tuple[str, ...], ...] = (
            block.sender,
            block.recipient,
            (block.date,),
            (block.heading,),
            block.paragraphs,
            block.closing,
        )
        return ["=" * 40, *("\n".join((*part, "-")) for part in parts)]
    if isinstance(block, Form):
        groups = [
            f"[{group.title}] {item.label}: {item.value!r} {item.lines}"
            for group in block.groups
            for item in group.fields
        ]
        return [
            "=" * 40,
            block.heading,
            block.lead,
            *groups,
            *(f"[ ] {check}" for check in block.checks),
            *(f"____ {sign}" for sign in block.signatures),
            block.closing,
        ]
    if isinstance(block, Facts | Signatures | Ballots):
        return as_lines(block)
    raise TypeError(block)
