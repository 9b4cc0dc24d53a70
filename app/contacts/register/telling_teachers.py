"""How do the contact teachers get to know what was changed? As text on the clipboard, noted in the history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.core.errors import explain
from app.core.i18n import N_, translator
from app.shell.context import Context

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.contacts.register.words import RegisterFact, TeachersLines

COPIED = N_("Copied for the contact teachers, {names}: {number}")


def copy_for_teachers(context: Context, changes: Collection[int], day: date) -> None:
    """Copy changes that wait for the register, in the school's own language, and note to whom and how many."""
    from app.contacts.register.words import for_teachers, teachers_text
    from db.errors import StoreError

    store = context.store
    if store is None:
        return
    facts, language = context.read(_for_the_staff, day)
    tr, paper = context.tr, translator(language)
    parts = for_teachers((fact for fact in facts if fact.line.id in changes), paper)
    if not parts:
        context.notify(tr(N_("None of these pupils is in a class, so there is nobody to tell.")))
        return
    names = _said_names(parts)
    people = frozenset().union(*(part.people for part in parts))
    try:
        store.note("export", COPIED, people=people, names=names, number=len(changes))
    except StoreError as error:  # what cannot be noted must not be handed out
        context.notify(explain(error, tr) or "")
        return
    QGuiApplication.clipboard().setText(teachers_text(parts, paper))
    context.steps_changed.emit()
    said = tr.n(
        "Copied {n} change for {names}. Paste it into a message.",
        "Copied {n} changes for {names}. Paste them into a message.",
        len(changes),
        names=names,
    )
    context.notify(said)


def _for_the_staff(session: Session, day: date) -> tuple[tuple[RegisterFact, ...], str]:
    """Return the changes as the staff may have them, and the language the school writes in."""
    from app.contacts.register.words import register_facts
    from app.school.queries import own_language

    return register_facts(session, day, "staff", entered_too=True), own_language(session)


def _said_names(parts: Sequence[TeachersLines]) -> str:
    names = [f"{name} ({', '.join(part.classes)})" for part in parts for _, name in part.teachers]
    names += [class_name for part in parts if not part.teachers for class_name in part.classes]
    return ", ".join(names)
