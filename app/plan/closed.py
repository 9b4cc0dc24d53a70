"""Which cases must the public never have, since they are made of a result by which people can be known?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.about import Saying
from app.core.i18n import N_
from app.plan.results import going_on
from db.models import Attachment, Presentation, ResultFile, SurveyResult

WHY = N_("This case is about a result of groups so small that people can be known. It stays closed.")


def keeps_closed(session: Session, item_ids: Collection[int]) -> Mapping[int, Saying]:
    """Return, of some cases, those that must not be open, with why (the hook).

    They are those that treat such a result, all that goes on from them, and those that have one of its files.
    """
    small = select(SurveyResult.id).where(SurveyResult.small_groups.is_(True))
    if not item_ids or session.scalar(small.limit(1)) is None:
        return {}
    linked = select(Presentation.agenda_item_id).where(
        Presentation.survey_result_id.in_(small),
        Presentation.agenda_item_id.is_not(None),
        Presentation.is_dismissed.is_(False),
    )
    files = select(ResultFile.sha256).where(ResultFile.survey_result_id.in_(small))
    with_file = select(Attachment.agenda_item_id).where(Attachment.sha256.in_(files))
    found = {*session.scalars(linked), *session.scalars(with_file)}
    kept = going_on(session, (one for one in found if one is not None))
    return {one: Saying(WHY) for one in item_ids if one in kept}
