"""What is known of the elections: their rules, what each class has chosen, who may vote, and who is up next year?"""

from __future__ import annotations

from app.elections.electorate_query import Entitled, entitled
from app.elections.next_year import Cascade, NextOffice, cascade_of
from app.elections.problems import Problem, problems_of
from app.elections.reading import election, elections_in, rule_of
from app.elections.rows import CandidateRow, CountRow, ElectionRow, LotRow, ResultRow, RuleRow
from app.elections.sheet import Sheet, SheetCell, SheetColumn, SheetRemark, SheetRow, class_sheet

__all__ = [
    "CandidateRow",
    "Cascade",
    "CountRow",
    "ElectionRow",
    "Entitled",
    "LotRow",
    "NextOffice",
    "Problem",
    "ResultRow",
    "RuleRow",
    "Sheet",
    "SheetCell",
    "SheetColumn",
    "SheetRemark",
    "SheetRow",
    "cascade_of",
    "class_sheet",
    "election",
    "elections_in",
    "entitled",
    "problems_of",
    "rule_of",
]
