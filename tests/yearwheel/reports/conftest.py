"""The school with a wheel in which something has happened (``planned.py``)."""

from __future__ import annotations

import pytest

from db.store import Store
from tests.yearwheel.factories import WheelSchool
from tests.yearwheel.reports.planned import plan


@pytest.fixture
def met(store: Store, school: WheelSchool) -> int:
    """Fill the wheel; returns the meeting that M01 has become."""
    return plan(store, school)
