"""Which papers about elections are handed out? In the order the menus show them."""

from __future__ import annotations

from app.elections.reports.ballots import BALLOTS
from app.elections.reports.entitled import ENTITLED
from app.elections.reports.overview import ELECTION_OVERVIEW
from app.elections.reports.package import MEETING_PACKAGE
from app.elections.reports.protocol import ELECTION_PROTOCOL

REPORTS = (MEETING_PACKAGE, ELECTION_PROTOCOL, BALLOTS, ENTITLED, ELECTION_OVERVIEW)
