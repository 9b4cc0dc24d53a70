"""Every table, one module per feature, so that importing this knows the whole schema."""

from db.models.base import Base, Row
from db.models.contacts import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    ExternalRole,
    GroupMember,
    GuardianLink,
    NotTheSame,
    Person,
    PersonGroup,
    Phone,
    ProtectedContact,
    RegisterChange,
    StaffRole,
)
from db.models.school import CalendarEntry, ListAssessment, School, SchoolClass, SchoolYear
from db.models.store import Blob, ExportedPerson, Fact, HistoryArguments, HistoryChange, HistoryStep, SearchEntry

__all__ = [
    "Address",
    "Base",
    "Blob",
    "CalendarEntry",
    "ClassMembership",
    "ContactTeacher",
    "Email",
    "ExportedPerson",
    "ExternalRole",
    "Fact",
    "GroupMember",
    "GuardianLink",
    "HistoryArguments",
    "HistoryChange",
    "HistoryStep",
    "ListAssessment",
    "NotTheSame",
    "Person",
    "PersonGroup",
    "Phone",
    "ProtectedContact",
    "RegisterChange",
    "Row",
    "School",
    "SchoolClass",
    "SchoolYear",
    "SearchEntry",
    "StaffRole",
]
