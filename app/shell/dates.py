"""Which date does a person mean by what was typed?"""

from __future__ import annotations

import re
from datetime import date

from app.core.clock import today
from app.core.errors import UserError
from app.core.i18n import N_


def parse_date(text: str) -> date | None:
    """Read 24.08.2026, 24.8.26, 24/8-2026, 240826, 24082026 or 2026-08-24; empty is None. Raises UserError."""
    text = text.strip()
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2})[.\-/ ]+(\d{1,2})[.\-/ ]+(\d{4}|\d{2})", text) or re.fullmatch(
        r"(\d\d)(\d\d)(\d{4}|\d\d)", text
    )
    parts = found.groups() if found else None
    if parts is None and (iso := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text)):
        parts = iso.groups()[::-1]
    try:
        if parts is None:
            raise ValueError
        day, month, year = (int(part) for part in parts)
        return date(year if year > 99 else _full_year(year), month, day)
    except ValueError:
        raise UserError(N_("Write the date like 24.08.2026.")) from None


def _full_year(two_digits: int) -> int:
    """Take 26 for 2026 and 99 for 1999: never more than ten years ahead."""
    century = today().year // 100 * 100
    return century + two_digits if century + two_digits <= today().year + 10 else century - 100 + two_digits
