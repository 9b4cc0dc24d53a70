"""Which rooms has the office? In the order facts flow: a later one may use an earlier one, never the reverse."""

from __future__ import annotations

from app.core.feature import Feature, Hooks, load
from app.core.report import Report

FEATURES = (
    Feature("school", hooks={"due": "app.school.due:due", "is_draft": "app.school.draft:is_draft_today"}),
    Feature(
        "contacts",
        reports="app.contacts.reports:REPORTS",
        hooks={
            "due": "app.contacts.due:due",
            "search_rows": "app.contacts.search:SOURCE",
            "about_person": "app.contacts.about:about_person",
            "hides_address": "app.contacts.disclosure:hides_address",
            "turn_steps": "app.contacts.turning.steps:turn_steps",
            "roll_over": "app.contacts.turning.steps:roll_over",
            "disposal": "app.contacts.disposal:disposal",
            "dispose": "app.contacts.disposal:dispose",
        },
    ),
    Feature(
        "bodies",
        reports="app.bodies.reports:REPORTS",
        hooks={
            "due": "app.bodies.due:due",
            "about_person": "app.bodies.about:about_person",
            "merge_people": "app.bodies.merging:merge_people",
            "person_left": "app.bodies.left:person_left",
            "turn_steps": "app.bodies.turn:turn_steps",
            "roll_over": "app.bodies.turn:roll_over",
        },
    ),
    Feature(
        "elections",
        reports="app.elections.reports:REPORTS",
        hooks={
            "due": "app.elections.due:due",
            "about_person": "app.elections.about:about_person",
            "merge_people": "app.elections.merging:merge_people",
            "turn_steps": "app.elections.turn:turn_steps",
            "roll_over": "app.elections.turn:roll_over",
            "disposal": "app.elections.disposal:disposal",
            "dispose": "app.elections.disposal:dispose",
        },
    ),
    Feature(
        "meetings",
        reports="app.meetings.reports:REPORTS",
        hooks={
            "due": "app.meetings.due:due",
            "search_rows": "app.meetings.search:SOURCE",
            "about_person": "app.meetings.about:about_person",
            "merge_people": "app.meetings.merging:merge_people",
            "hangs_on": "app.meetings.hanging:hangs_on",
            "undone": "app.meetings.undone:undone",
            "turn_steps": "app.meetings.turn:turn_steps",
            "roll_over": "app.meetings.turn:roll_over",
            "disposal": "app.meetings.disposal:disposal",
            "dispose": "app.meetings.disposal:dispose",
        },
    ),
    Feature(
        "yearwheel",
        reports="app.yearwheel.reports:REPORTS",
        hooks={
            "due": "app.yearwheel.due:due",
            "about_person": "app.yearwheel.about:about_person",
            "merge_people": "app.yearwheel.merging:merge_people",
            "turn_steps": "app.yearwheel.turn:turn_steps",
            "roll_over": "app.yearwheel.turn:roll_over",
            "disposal": "app.yearwheel.disposal:disposal",
            "dispose": "app.yearwheel.disposal:dispose",
            "agenda_topics": "app.yearwheel.topics:agenda_topics",
        },
    ),
    Feature(
        "plan",
        reports="app.plan.reports:REPORTS",
        hooks={
            "due": "app.plan.due:due",
            "about_person": "app.plan.about:about_person",
            "turn_steps": "app.plan.turn:turn_steps",
            "roll_over": "app.plan.turn:roll_over",
            "disposal": "app.plan.disposal:disposal",
            "dispose": "app.plan.disposal:dispose",
            "package_papers": "app.plan.reports.poster:package_papers",
            "undone": "app.plan.undone:undone",
            "keeps_closed": "app.plan.closed:keeps_closed",
        },
    ),
)

HOOKS = Hooks(FEATURES)


def all_reports() -> tuple[Report, ...]:
    """Return every report of every feature."""
    return tuple(report for feature in FEATURES if feature.reports for report in load(feature.reports))
