"""How are the facts of a PIFU-IMS file written as XML, in the order and with the lengths Udir's schema asks for?

The elements of a person and of a group stand in a fixed order; the schema is ``PIFU-IMS_SAS.xsd`` of 12 April 2020.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from app.contacts.external_ids import Sourced
from app.contacts.queries import AddressRow
from app.contacts.reports.pifu import PifuClass, PifuFile, PifuGroup, PifuPerson
from app.core.i18n import N_, Translator
from app.documents.characters import clean
from db.search import fold

Role = tuple[str, str]
"""(roletype, subrole or what else they are called there)"""

NAMESPACE = "http://pifu.no/xsd/pifu-ims_sas/pifu-ims_sas-v1"
OWNER, SCHOOL = "owner", "school"
GENDERS = {"unknown": "0", "female": "1", "male": "2"}
"""IMS; the other way round than ISO 5218."""

PUPIL, TEACHER, MEMBER, MANAGER, CONTACT_TEACHER, ASSISTANT = "01", "02", "04", "05", "06", "08"
VOICE, MOBILE = "1", "3"
PHONES = {"mobile": "personMobilePrivate", "home": "personTelephonePrivate", "work": "personTelephoneAtOrg"}
EMAILS = {"private": "personEmailPrivate", "work": "personEmailAtOrg", "other": "personEmailPrivate"}
KINDS = {
    "parents": ("8", "foresattegruppe"),
    "pupil_council": ("11", "elevråd"),
    "parent_committee": ("12", "fau"),
    "cooperation_committee": ("13", "skoleutvalg"),
    "school_environment_committee": ("14", "skolemiljøutvalg"),
}
"""Level and value of scheme pifu-ims-go-grp."""

SUBROLES = (
    "faglærer",
    "lærerstudent",
    "vikar",
    "rådgiver",
    "kontormedarbeider",
    "skolehelsetjeneste",
    "skolebibliotekar",
    "vaktmester",
    "renholdsarbeider",
    "foresattrepresentant",
    "rektor",
    "inspektør",
    "iktansvarlig",
    "sosiallærer",
    "sensor",
    "pptansatt",
    *"EAFMNUPRVOSDILK",
)
"""The words and letters the schema knows."""

_FUNCTIONS = (
    ("assisterande rektor", MANAGER, "inspektør"),
    ("assisterende rektor", MANAGER, "inspektør"),
    ("rektor", MANAGER, "rektor"),
    ("inspektør", MANAGER, "inspektør"),
    ("avdelingsleder", MANAGER, "inspektør"),
    ("avdelingsleiar", MANAGER, "inspektør"),
    ("skoleleder", MANAGER, ""),
    ("skuleleiar", MANAGER, ""),
    ("sekretær", MEMBER, "kontormedarbeider"),
    ("kontor", MEMBER, "kontormedarbeider"),
    ("merkantil", MEMBER, "kontormedarbeider"),
    ("rådgiver", MEMBER, "rådgiver"),
    ("rådgjevar", MEMBER, "rådgiver"),
    ("sosiallærer", MEMBER, "sosiallærer"),
    ("sosiallærar", MEMBER, "sosiallærer"),
    ("helsesykepleier", MEMBER, "skolehelsetjeneste"),
    ("helsesjukepleiar", MEMBER, "skolehelsetjeneste"),
    ("bibliotekar", MEMBER, "skolebibliotekar"),
    ("vaktmester", MEMBER, "vaktmester"),
    ("vaktmeister", MEMBER, "vaktmester"),
    ("renhold", MEMBER, "renholdsarbeider"),
    ("reinhald", MEMBER, "renholdsarbeider"),
    ("ikt-", MEMBER, "iktansvarlig"),
    ("ikt ansvarl", MEMBER, "iktansvarlig"),
    ("assistent", ASSISTANT, ""),
    ("fagarbeider", ASSISTANT, ""),
    ("fagarbeidar", ASSISTANT, ""),
    ("miljøarbeider", ASSISTANT, ""),
    ("miljøarbeidar", ASSISTANT, ""),
    ("vikar", TEACHER, "vikar"),
    ("lærerstudent", TEACHER, "lærerstudent"),
    ("lærarstudent", TEACHER, "lærerstudent"),
    ("lærer", TEACHER, ""),
    ("lærar", TEACHER, ""),
    ("adjunkt", TEACHER, ""),
    ("lektor", TEACHER, ""),
    ("pedagog", TEACHER, ""),
)
"""What a function that holds the word is in the format; the first that fits counts."""

_PHONE = re.compile(r"\+[0-9]{1,31}")
_EMAIL = re.compile(r".+@.+(\..+)+")
_URL = re.compile(r"[a-z]+://.+")


def xml_of(facts: PifuFile, tr: Translator) -> bytes:
    """Return the whole file in UTF-8."""
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<enterprise xmlns="{NAMESPACE}">\n']
    for element in _elements(facts, tr):  # one at a time: a whole city as a tree takes gigabytes
        ET.indent(element, level=1)
        parts.append(f"  {ET.tostring(element, encoding='unicode')}\n")
    return "".join([*parts, "</enterprise>\n"]).encode()


def _elements(facts: PifuFile, tr: Translator) -> Iterator[ET.Element]:
    called = {one.person.id: one.ids[0] for one in facts.people}
    yield _properties(facts, tr)
    for person in facts.people:
        yield _person(person, called)
    yield from _Groups(facts, called, tr).elements()


def role_of(function: str) -> Role:
    """Return roletype and subrole of what somebody does at the school; a word that is not known is "04", a member.

    Nothing at all is "02": nearly everybody at a school teaches, and "04" alone is what some systems call parents.
    """
    said = fold(function)
    if not said:
        return TEACHER, ""
    found = ((role, subrole) for word, role, subrole in _FUNCTIONS if fold(word) in said)
    return next(found, (MEMBER, ""))


def _properties(facts: PifuFile, tr: Translator) -> ET.Element:
    properties = ET.Element("properties", lang=tr.language)
    if facts.is_part:
        _say(properties, "comments", tr(N_("One class alone: {name}"), name=facts.frame.subject or ""), 2048)
    _say(properties, "datasource", facts.source, 256)
    # A full file says who is there: whoever gets one may take those who are missing to have left.
    _say(properties, "type", "delta" if facts.is_part else "full", 32)
    _say(properties, "datetime", _time(facts.made_at), 32)
    return properties


def _person(one: PifuPerson, called: Mapping[int, Sourced]) -> ET.Element:
    person, told = one.person, one.told
    row = ET.Element("person")
    for at, sourced in enumerate(one.ids):
        marked = {"sourcedidtype": "New" if at == 0 else "Duplicate"} if len(one.ids) > 1 else {}
        _sourced(row, sourced, **marked)
    name = ET.SubElement(row, "name")
    _say(name, "fn", person.full_name, 256)
    parts = ET.SubElement(name, "n")
    _say(parts, "family", person.family, 256)
    _say(parts, "given", person.given, 256)
    demographics = ET.SubElement(row, "demographics")
    _say(demographics, "gender", GENDERS[told.gender], 1)
    if person.born is not None:
        _say(demographics, "bday", person.born.isoformat(), 10)
    emails = [email for email in told.emails if len(_said(email.address, 256)) == len(email.address)]
    first = next((email.address for email in emails if _EMAIL.fullmatch(email.address)), "")
    if first:
        _say(row, "email", first, 256)
    phones = [phone for phone in told.phones if _PHONE.fullmatch(phone.number)]
    if phones:
        _say(row, "tel", phones[0].number, 32, teltype=MOBILE if phones[0].kind == "mobile" else VOICE)
    if told.home is not None:  # a postal address alone would be read as the home's
        _address(row, told.postal or told.home)
    extension = ET.Element("extension")
    for place, email in enumerate(emails, 1):
        _say(extension, "pifu_email", email.address, 256, type=EMAILS[email.kind], priority=str(min(place, 99)))
    for place, phone in enumerate(phones, 1):
        _say(extension, "pifu_tel", phone.number, 32, type=PHONES[phone.kind], priority=str(min(place, 99)))
    for address, kind in ((told.home, "personRegisteredAddressPrivate"), (told.postal, "personPostalAddressPrivate")):
        if address is not None:
            _address(ET.SubElement(extension, "pifu_adr", type=kind), address)
    for guardian in one.guardians:
        _sourced(ET.SubElement(extension, "pifu_hasContactPerson", type="guardian"), called[guardian])
    if len(extension):
        row.append(extension)
    return row


class _Groups:
    """Makes the groups, each below the school, and then who is in them."""

    def __init__(self, facts: PifuFile, called: Mapping[int, Sourced], tr: Translator) -> None:
        self._facts, self._called, self._tr = facts, called, tr
        self._groups: list[ET.Element] = []
        self._memberships: list[tuple[str, Iterable[tuple[int, Sequence[Role]]]]] = []
        self._school = facts.frame.school.name if facts.frame.school is not None else ""

    def elements(self) -> Iterator[ET.Element]:
        self._organisation()
        grades: dict[int, list[int]] = {}
        for one in self._facts.classes:
            self._class(one)
            if one.grade is not None:
                grades.setdefault(one.grade, []).extend(one.pupils)
        for grade, pupils in sorted(grades.items()):
            self._grade(grade, pupils)
        for group in self._facts.groups:
            self._brought(group)
        yield from self._groups
        for called, members in self._memberships:
            membership = self._membership(called, members)
            if len(membership) > 1:
                yield membership

    def _organisation(self) -> None:
        school = self._facts.frame.school
        owner = (school.municipality if school is not None else "") or self._tr(N_("School owner"))
        group = self._group(OWNER, "pifu-ims-go-org", "1", "skoleeier", owner)
        self._below(group, OWNER, owner)  # the topmost points at itself
        group = self._group(SCHOOL, "pifu-ims-go-org", "2", "skole", self._school)
        self._below(group, OWNER, owner)
        extension = ET.Element("extension")
        if school is not None:
            number = "".join(char for char in school.organisation_number if char.isascii() and char.isdecimal())
            if number:
                known = ET.SubElement(extension, "pifu_id", type="organizationNumber")
                for name, value in (("value", number), ("scope", "Enhetsregisteret"), ("unique", "1")):
                    _say(known, f"pifu_{name}", value, 256)
            if school.email:
                _say(extension, "pifu_email", school.email, 256, type="orgEmail")
            if _URL.fullmatch(school.web):
                _say(extension, "pifu_url", school.web, 1024, type="orgURL")
            if _PHONE.fullmatch(school.phone):
                _say(extension, "pifu_tel", school.phone, 32, type="orgTelephone")
            if school.street or school.postal_code or school.city:
                address = AddressRow(0, "postal", school.street, school.postal_code, school.city)
                _address(ET.SubElement(extension, "pifu_adr", type="orgPostalAddress"), address)
            for kind in _school_types(school.first_grade, school.last_grade):
                _say(extension, "pifu_schoolType", kind, 128)
        if len(extension):
            group.append(extension)
        self._memberships.append((SCHOOL, self._everybody()))

    def _everybody(self) -> Iterable[tuple[int, Sequence[Role]]]:
        for one in self._facts.people:
            roles = dict.fromkeys([(PUPIL, "")] if one.class_name else [])
            if one.functions is not None:
                roles |= dict.fromkeys(map(role_of, one.functions or ("",)))
            if roles:
                yield one.person.id, tuple(roles)

    def _class(self, one: PifuClass) -> None:
        group = self._group(f"class-{one.id}", "pifu-ims-go-grp", "1", "basisgruppe", one.name)
        self._dated(group)
        self._below(group, SCHOOL, self._school)
        pupils = [(pupil, [(PUPIL, "")]) for pupil in one.pupils]
        teachers = [(teacher, [(CONTACT_TEACHER, "")]) for teacher in one.teachers]
        self._memberships.append((f"class-{one.id}", [*pupils, *teachers]))

    def _grade(self, grade: int, pupils: Sequence[int]) -> None:
        group = self._group(f"grade-{grade}", "pifu-ims-go-grp", "4", "trinn", str(grade))
        self._dated(group)
        self._below(group, SCHOOL, self._school)
        self._memberships.append((f"grade-{grade}", [(pupil, [(PUPIL, "")]) for pupil in pupils]))

    def _brought(self, one: PifuGroup) -> None:
        group = self._group(f"group-{one.id}", "pifu-ims-go-grp", *KINDS[one.kind], one.name)
        self._dated(group)
        self._below(group, SCHOOL, self._school)
        pupils = {person.person.id for person in self._facts.people if person.class_name}
        members = [(person, [(PUPIL if person in pupils else MEMBER, role)]) for person, role in one.members]
        self._memberships.append((f"group-{one.id}", members))

    def _group(self, called: str, scheme: str, level: str, value: str, name: str) -> ET.Element:
        group = ET.Element("group")
        self._groups.append(group)
        _sourced(group, (self._facts.source, called))
        kind = ET.SubElement(group, "grouptype")
        _say(kind, "scheme", scheme, 256)
        _say(kind, "typevalue", value, 256, level=level)
        description = ET.SubElement(group, "description")
        _say(description, "short", name, 60)
        if len(name) > 60:
            _say(description, "long", name, 256)
        return group

    def _dated(self, group: ET.Element) -> None:
        frame = ET.SubElement(group, "timeframe")
        _say(frame, "begin", self._facts.begins.isoformat(), 10)
        _say(frame, "end", self._facts.ends.isoformat(), 10)
        _say(frame, "adminperiod", f"{self._facts.frame.year}/{self._facts.frame.year + 1}", 32)

    def _below(self, group: ET.Element, called: str, label: str) -> None:
        relation = ET.SubElement(group, "relationship", relation="1")
        _sourced(relation, (self._facts.source, called))
        _say(relation, "label", label, 128)

    def _membership(self, called: str, members: Iterable[tuple[int, Sequence[Role]]]) -> ET.Element:
        membership = ET.Element("membership")
        _sourced(membership, (self._facts.source, called))
        for person, roles in members:
            row = ET.SubElement(membership, "member")
            _sourced(row, self._called[person])
            _say(row, "idtype", "1", 1)
            for kind, said in roles:
                _role(row, kind, said)
        return membership


def _role(parent: ET.Element, kind: str, said: str) -> None:
    """Write a role; what somebody is there is a subrole where the schema knows the word, else a comment."""
    role = ET.SubElement(parent, "role", roletype=kind)
    subrole = next((word for word in (said, said.casefold()) if word in SUBROLES), "")
    if subrole:
        _say(role, "subrole", subrole, 32)
    _say(role, "status", "1", 1)
    if said and not subrole:
        _say(role, "comments", said, 2048)


def _sourced(parent: ET.Element, called: Sourced, **attributes: str) -> None:
    row = ET.SubElement(parent, "sourcedid", attributes)
    _say(row, "source", called[0], 32)
    _say(row, "id", called[1], 256)


def _address(parent: ET.Element, address: AddressRow | None) -> None:
    if address is None:
        return
    row = ET.SubElement(parent, "adr")
    for line in [line for line in address.street.splitlines() if line.strip()][:3]:
        _say(row, "street", line, 128)
    if address.city:
        _say(row, "locality", address.city, 64)
    if address.postal_code:
        _say(row, "pcode", address.postal_code, 32)


def _say(parent: ET.Element, name: str, text: str, longest: int, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _said(text, longest)


def _said(text: str, longest: int) -> str:
    """Return a text on one line without what XML cannot hold, cut where the schema ends."""
    return " ".join(clean(text).split())[:longest].rstrip()


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _school_types(first: int | None, last: int | None) -> tuple[str, ...]:
    if first is None or last is None:
        return ()
    found = (("barneskole", first <= 7), ("ungdomsskole", first <= 10 and last >= 8), ("videregående", last > 10))
    return tuple(name for name, is_one in found if is_one)
