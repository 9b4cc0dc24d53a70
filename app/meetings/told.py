"""What did the last notice say of a meeting, and what is different now, so that those who were called must be told?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.core.about import Saying
from app.core.i18n import N_, Translator, later
from app.meetings.rows import ItemRow, MeetingDetail, MeetingRow, NoticeRow
from app.meetings.words import say_time

HELD_AFTER_ALL = N_("The meeting is held after all.")
NEW_DAY = N_("New day: {now} (before: {before})")
NEW_TIME = N_("New time: {now} (before: {before})")
NEW_PLACE = N_("New place: {now} (before: {before})")
REMOTE = N_("The meeting is held remotely.")
NOT_REMOTE = N_("The meeting is not held remotely.")
NEW_CASE = N_("New on the agenda: {case}")
OFF_THE_AGENDA = N_("Off the agenda: {case}")
_NOT_SAID = "–"
_OFF = ("withdrawn", "postponed")


def told(row: MeetingRow, items: Iterable[ItemRow]) -> str:
    """Return what a notice says of a meeting, as canonical JSON: no titles, which may be closed."""
    cases = [item.id for item in items if item.outcome not in _OFF]
    facts = {**_facts(row), "cases": sorted(cases)}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def last_notice(detail: MeetingDetail) -> NoticeRow | None:
    """Return the notice, change or cancellation that was noted last."""
    return max(detail.notices, key=lambda one: one.id, default=None)


def is_told_of_cancellation(detail: MeetingDetail) -> bool:
    """Say whether the last thing that was told of a meeting is that it is cancelled."""
    last = last_notice(detail)
    return last is not None and last.kind == "cancellation"


def changes(detail: MeetingDetail) -> tuple[Saying, ...]:
    """Return what is different from what was told last; nothing of a cancelled meeting, nor before a notice was sent.

    A case that is closed to some is named by its neutral title: the words go into an e-mail.
    """
    last = last_notice(detail)
    if last is None or not last.told or detail.row.cancelled_on is not None or detail.row.sent_on is None:
        return ()
    return tuple(_different(detail, last, json.loads(last.told)))


def say_change(one: Saying, tr: Translator) -> str:
    """Return a change as a sentence."""
    return tr.say(one.msgid, {key: _said(value, tr) for key, value in one.values.items()})


def _different(detail: MeetingDetail, last: NoticeRow, before: dict[str, Any]) -> Iterator[Saying]:
    row = detail.row
    now = _facts(row)
    if last.kind == "cancellation":
        yield Saying(HELD_AFTER_ALL)
    if now["day"] != before["day"]:
        yield Saying(NEW_DAY, {"now": row.held_on, "before": date.fromisoformat(before["day"])})
    for name, msgid in (("time", NEW_TIME), ("place", NEW_PLACE)):
        if now[name] != before[name]:
            yield Saying(msgid, {"now": now[name] or _NOT_SAID, "before": before[name] or _NOT_SAID})
    if now["remote"] != before["remote"]:
        yield Saying(REMOTE if now["remote"] else NOT_REMOTE)
    known = set(before["cases"])
    for item in detail.items:
        is_on = item.outcome not in _OFF
        if is_on != (item.id in known):
            yield Saying(NEW_CASE if is_on else OFF_THE_AGENDA, {"case": _title(item)})


def _facts(row: MeetingRow) -> dict[str, Any]:
    return {"day": row.held_on.isoformat(), "time": say_time(row), "place": row.place, "remote": row.is_remote}


def _title(item: ItemRow) -> object:
    return item.title if item.openness == "open" else item.public_title.strip() or later(N_("Closed case"))


def _said(value: object, tr: Translator) -> object:
    return tr.date(value) if isinstance(value, date) else value
