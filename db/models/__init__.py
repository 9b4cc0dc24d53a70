"""Every table, one module per feature, so that importing this knows the whole schema."""

from db.models.base import Base, Row
from db.models.contacts import (
    Address,
    ClassMembership,
    ContactTeacher,
    Email,
    GuardianLink,
    Person,
    Phone,
    ProtectedContact,
    StaffRole,
)
from db.models.school import School, SchoolClass, SchoolYear
from db.models.store import Blob, Fact, HistoryArguments, HistoryChange, HistoryStep, SearchEntry

__all__ = [
    "Address",
    "Base",
    "Blob",
    "ClassMembership",
    "ContactTeacher",
    "Email",
    "Fact",
    "GuardianLink",
    "HistoryArguments",
    "HistoryChange",
    "HistoryStep",
    "Person",
    "Phone",
    "ProtectedContact",
    "Row",
    "School",
    "SchoolClass",
    "SchoolYear",
    "SearchEntry",
    "StaffRole",
]
