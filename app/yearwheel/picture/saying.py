"""How is an entry of the picture said in words: for who points at it, and for who hears it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.i18n import N_, Translator
from app.yearwheel.words import STATUS_WORDS, say_span

if TYPE_CHECKING:
    from app.yearwheel.rows import OccurrenceRow


def facts_of(row: OccurrenceRow, tr: Translator) -> tuple[str, ...]:
    """Return the days, the ring, who is responsible and the status, as far as there are any."""
    return tuple(
        words
        for words in (
            say_span(row.first, row.last, tr) or tr(N_("no day yet")),
            row.ring.name,
            row.responsible,
            tr(STATUS_WORDS[row.status]),
        )
        if words
    )


def told_row(row: OccurrenceRow, tr: Translator) -> str:
    """Return it in lines: the title, each fact, and what there is to know of its days."""
    remarks = [tr.say(said.msgid, said.values) for said in row.remarks]
    return "\n".join([row.title, *facts_of(row, tr), *remarks, *([row.note] if row.note else [])])


def say_row(row: OccurrenceRow, tr: Translator) -> str:
    """Return it in one line."""
    return ", ".join([row.title, *facts_of(row, tr)])
