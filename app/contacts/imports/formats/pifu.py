"""What roster does a PIFU-IMS file tell (PIFU-IMS 1.3, Utdanningsdirektoratet)?

Levels, roles and periods are those of its docs/spesifikasjon.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.contacts.imports.files.reading import start_records
from app.contacts.imports.formats.export import (
    NO_KIN,
    NO_PUPILS,
    OTHER_GROUPS,
    SEVERAL_SCHOOLS,
    YEARS,
    ClassRow,
    Export,
    GroupRow,
    InClass,
    Said,
    day_of,
    read_day,
    roster_of,
    year_between,
)
from app.contacts.imports.formats.pifu_person import has_other_postal, person_of
from app.contacts.imports.formats.source import Told
from app.contacts.imports.roster import Problem, Remark, Roster
from app.contacts.values import clean_grade
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress

POSTAL_ADDRESSES = N_("Postal addresses that are not the home's were left out: {count}.")
DELETED = N_(
    "People the file marks as deleted: {count}. Nothing was done with them; end their membership by hand if they left."
)
TWICE = N_("{name} is described twice in the file under one id. The first was used.")

_ORGANISATION, _GROUP = "pifu-ims-go-org", "pifu-ims-go-grp"
_LEVELS = {
    "skoleeier": "1", "skole": "2",
    "basisgruppe": "1", "undervisningsgruppe": "2", "kontaktlærergruppe": "3", "trinn": "4", "utdanningsprogram": "5",
    "programområde": "6", "fag": "7", "foresattegruppe": "8", "språkopplæring": "9", "sammensattgruppe": "10",
    "elevråd": "11", "fau": "12", "skoleutvalg": "13", "skolemiljøutvalg": "14", "sfo": "15", "eksamensgruppe": "16",
}  # fmt: skip
_CLASS, _TEACHERS_GROUP, _GRADE, _SCHOOL = "1", "3", "4", "2"
_KINDS = {
    "8": "parents",
    "11": "pupil_council",
    "12": "parent_committee",
    "13": "cooperation_committee",
    "14": "school_environment_committee",
}
_NEVER_PUPILS = frozenset({"8", "12"})
_COVERS = {"full": "school", "delta": "changes", "event": "changes", "melding": "changes"}
_RELATIONS = {"guardian": "", "fosterparent": "foster_parent"}
_PERIOD = re.compile(r"([VH]?)(\d{4})(?:/([VH]?)(\d{4}))?", re.IGNORECASE)

_Id = tuple[str, str]


def roster_of_records(records: Iterable[Any]) -> Roster:
    """Return the roster of what pifu_file.read gives. Raises UserError."""
    return _File(records).roster()


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody's role in a group, in force."""

    person: str
    role: str
    subrole: str
    begins: date | None
    primary: bool


class _File:
    def __init__(self, records: Iterable[Any]) -> None:
        told: dict[str, list[Any]] = defaultdict(list)
        for name, record in records:
            told[name].append(record)
        properties = told["properties"][0] if told["properties"] else {}
        self._export = Export(
            source=properties.get("datasource", ""),
            covers=_COVERS.get(properties.get("type", "").lower(), ""),
            day=day_of(read_day(properties.get("datetime", ""))),
            headings={"pupil.birth_date": "bday", "pupil.family": "family", "pupil.given": "given"},
        )
        self._keys: dict[_Id, str] = {}
        self._by_id: dict[str, str | None] = {}
        self._records: dict[str, Any] = {}
        self._read_persons(told["person"])
        self._groups: dict[_Id, Any] = {}
        for group in told["group"]:
            if not group["deleted"]:
                self._groups.update(((source, one), group) for _, source, one in group["ids"])
        self._members: dict[int, list[_Member]] = defaultdict(list)
        for membership in told["membership"]:
            found = self._groups.get(tuple(membership["group"]))
            if found is not None:
                self._members[id(found)] += self._in_force(membership["members"])

    def roster(self) -> Roster:
        export = self._export
        self._read_classes()
        if not export.pupils and export.covers != "changes":
            raise UserError(NO_PUPILS)
        self._read_contacts()
        self._read_staff()
        self._read_groups()
        return roster_of(export)

    def _read_persons(self, persons: Iterable[Any]) -> None:
        deleted = 0
        for record in persons:
            if record["deleted"]:
                deleted += 1
                continue
            if any(kind == "activeInactive" and text.lower() == "inaktiv" for kind, _, text in record["status"]):
                continue
            ids = sorted(record["ids"], key=lambda one: one[0] != "New")
            keys = [(source, one) for _, source, one in ids if one]
            if not keys:
                keys = [("", f"line {record['line']}")]
            known = next((self._keys[key] for key in keys if key in self._keys), None)
            if known is not None:
                name = f"{record['given']} {record['family']}".strip()
                self._export.problems.append(Problem(record["line"], "sourcedid", TWICE, {"name": name}, "", name))
                continue
            key = "\n".join(keys[0])
            for source, one in keys:
                self._keys[source, one] = key
                self._by_id[one] = None if one in self._by_id else key
            self._records[key] = record
            self._export.persons[key] = person_of(record, self._export.source, [one for one in ids if one[2]])
        if deleted:
            self._export.remarks.append(Remark(DELETED, {"count": deleted}))

    def _key(self, of: Iterable[str]) -> str:
        """Return the key of somebody who is pointed at; some files point without a source."""
        source, one = of
        key = self._keys.get((source, one)) or (self._by_id.get(one) if not source else None)
        return key or "\n".join((source, one))

    def _in_force(self, members: Iterable[Any]) -> Iterable[_Member]:
        for member in members:
            if member["idtype"] not in ("", "1"):
                continue
            key = self._key(member["id"])
            for role in member["roles"]:
                ends = read_day(role["end"])
                active = role["status"].lower() not in ("0", "inactive") and role["recstatus"] != "3"
                if active and (ends is None or ends >= self._export.day):
                    primary = role["primary"] == "1"
                    yield _Member(key, role["type"], role["subrole"], read_day(role["begin"]), primary)

    def _standing(self, scheme: str, level: str) -> list[tuple[_Id, Any]]:
        """Return the groups of a level that have not ended, each once, with their first id."""
        found: dict[int, tuple[_Id, Any]] = {}
        for key, group in self._groups.items():
            ends = read_day(group["end"])
            if _level(group, scheme) == level and (ends is None or ends >= self._export.day):
                found.setdefault(id(group), (key, group))
        return list(found.values())

    def _read_classes(self) -> None:
        export = self._export
        standing = self._standing(_GROUP, _CLASS)
        self._check_one_school([group for _, group in standing])
        grades = self._grades()
        years: Counter[int] = Counter()
        for key, group in standing:
            of_class = "\n".join(key)
            name = re.sub(r"^basisgruppe\s+", "", group["short"] or group["long"], flags=re.IGNORECASE)
            members = self._members[id(group)]
            pupils = [one for one in members if one.role in ("01", "Learner")]
            said = Said(name, "description", group["line"])
            export.classes[of_class] = ClassRow(group["line"], said, self._grade(group, pupils, grades))
            begins = read_day(group["begin"])
            for one in pupils:
                since = max((day for day in (begins, one.begins) if day is not None), default=None)
                export.pupils.append(InClass(one.person, of_class, since, one.primary))
            export.teachers += [(of_class, one.person) for one in members if one.role in ("06", "Mentor")]
            year = _year(group)
            if year is not None:
                years[year] += 1
        if years:
            export.year = years.most_common(1)[0][0]
        self._read_teachers_groups()
        for _, group in self._standing(_ORGANISATION, _SCHOOL):
            export.unplaced += [one.person for one in self._members[id(group)] if one.role in ("01", "Learner")]

    def _check_one_school(self, classes: Iterable[Any]) -> None:
        schools: dict[int, str] = {}
        for group in classes:
            for parent in group["parents"]:
                found = self._groups.get(tuple(parent))
                if found is not None and _level(found, _ORGANISATION) == _SCHOOL:
                    schools[id(found)] = found["short"]
        if len(schools) > 1:
            raise UserError(SEVERAL_SCHOOLS, count=len(schools), names=", ".join(schools.values()))

    def _grades(self) -> dict[str, int]:
        """Return {pupil: grade} by the groups that are a whole grade."""
        found: dict[str, int] = {}
        for _, group in self._standing(_GROUP, _GRADE):
            grade = clean_grade(group["short"]) or clean_grade(group["long"])
            if grade is not None:
                found.update((one.person, grade) for one in self._members[id(group)])
        return found

    def _grade(self, group: Any, pupils: Iterable[_Member], grades: Mapping[str, int]) -> int | None:
        """Return the grade of a class whose name does not tell it: the one it belongs to, or all its pupils are in."""
        for parent in group["parents"]:
            found = self._groups.get(tuple(parent))
            if found is not None and _level(found, _GROUP) == _GRADE:
                return clean_grade(found["short"]) or clean_grade(found["long"])
        told = {grades[one.person] for one in pupils if one.person in grades}
        return told.pop() if len(told) == 1 else None

    def _read_teachers_groups(self) -> None:
        """A contact teacher's group belongs to the class it is part of, or that most of its pupils are in."""
        class_of = {one.person: one.of_class for one in self._export.pupils}
        for _, group in self._standing(_GROUP, _TEACHERS_GROUP):
            members = self._members[id(group)]
            teachers = [one.person for one in members if one.role in ("02", "06", "Instructor", "Mentor")]
            belongs = ["\n".join(parent) for parent in group["parents"] if "\n".join(parent) in self._export.classes]
            if not belongs:
                counted = Counter(class_of[one.person] for one in members if one.person in class_of)
                most = max(counted.values(), default=0)
                belongs = [of_class for of_class, count in counted.items() if count == most]
            self._export.teachers += [(of_class, teacher) for of_class in belongs for teacher in teachers]

    def _read_contacts(self) -> None:
        """Read guardians; a next of kin or close relative is none."""
        kin: set[str] = set()
        postal = 0
        for pupil in dict.fromkeys(one.person for one in self._export.pupils):
            record = self._records.get(pupil)
            if record is None:
                continue
            postal += has_other_postal(record)
            for kind, source, one in record["contacts"]:
                key = self._key((source, one))
                relation = _RELATIONS.get(kind.lower())
                if relation is None:
                    kin.add(key)
                else:
                    self._export.guardians.append((pupil, key, relation))
        guardians = dict.fromkeys(key for _, key, _ in self._export.guardians if key in self._records)
        postal += sum(has_other_postal(self._records[key]) for key in guardians)
        if postal:
            self._export.remarks.append(Remark(POSTAL_ADDRESSES, {"count": postal}))
        kin -= guardians.keys()
        if kin:
            self._export.remarks.append(Remark(NO_KIN, {"count": len(kin)}))

    def _read_staff(self) -> None:
        """Whoever has another role than a pupil's at the school or in its teaching works there.

        Some systems give parents the role "other" (04) at the school; that alone makes nobody staff.
        """
        guardians = {key for _, key, _ in self._export.guardians}
        pupils = {one.person for one in self._export.pupils}
        for group in {id(group): group for group in self._groups.values()}.values():
            if _level(group, _GROUP) in _KINDS:
                continue
            for one in self._members[id(group)]:
                is_other = one.role in ("04", "Member") and (not one.subrole or one.subrole == "foresattrepresentant")
                is_parent = is_other and (one.person in guardians or bool(one.subrole))
                if one.role not in ("", "01", "Learner") and not is_parent and one.person not in pupils:
                    self._export.staff.append(one.person)
                    if one.subrole:
                        self._export.functions.setdefault(one.person, []).append(one.subrole)

    def _read_groups(self) -> None:
        others = 0
        for group in {id(group): group for group in self._groups.values()}.values():
            level = _level(group, _GROUP)
            if level not in _KINDS:
                others += bool(level) and level not in (_CLASS, _TEACHERS_GROUP, _GRADE)
                continue
            ends = read_day(group["end"])
            if ends is not None and ends < self._export.day:
                continue
            members = tuple((one.person, one.subrole, _may_be(level, one.subrole)) for one in self._members[id(group)])
            name = group["short"] or group["long"] or next(value for _, _, value in group["types"])
            self._export.groups.append(GroupRow(group["line"], _KINDS[level], name, members))
        if others:
            self._export.remarks.append(Remark(OTHER_GROUPS, {"count": others}))


def _may_be(level: str, subrole: str) -> tuple[str, ...]:
    """Return what a member can be, best first: a teacher who sits among parents sits there as one."""
    if level in _NEVER_PUPILS or subrole == "foresattrepresentant":
        return ("guardians", "staff")
    return ("pupils", "staff", "guardians")


def _level(group: Any, scheme: str) -> str:
    """Return the level of a group in a scheme, by its number or else by its name; "" outside the scheme."""
    for told, level, value in group["types"]:
        if told == scheme:
            return level.lstrip("0") or _LEVELS.get(value.lower(), "")
    return ""


def _year(group: Any) -> int | None:
    """Return the school year of a group: 2026/2027, H2026, V2027 and H2026/V2027 are all 2026."""
    match = _PERIOD.fullmatch(group["adminperiod"])
    if match:
        year = int(match[2]) - (match[1].upper() == "V")
        return year if year in YEARS else None
    return year_between(read_day(group["begin"]), read_day(group["end"]))


class PifuSource:
    """A PIFU-IMS file that is being read."""

    def __init__(self, path: Path) -> None:
        self._reading = start_records(path, "pifu")

    def told(self, chosen: Mapping[str, str | None] | None, progress: Progress) -> Told:
        """Wait for the elements and read them; there are no columns to choose for."""
        return Told(roster_of_records(self._reading.records(progress)))

    def stop(self) -> None:
        """End the reading."""
        self._reading.stop()


@dataclass(frozen=True, slots=True)
class PifuImporter:
    """PIFU-IMS, and the IMS Enterprise it builds on."""

    id: str = "pifu"

    def recognises(self, path: Path, beginning: bytes) -> bool:
        """Say whether the root element is IMS Enterprise's."""
        return re.search(rb"<(?:[\w.-]+:)?enterprise[\s>]", beginning.replace(b"\0", b"")) is not None

    def start(self, path: Path, sheet: str | None) -> PifuSource:
        """Begin to read."""
        return PifuSource(path)
