"""Which pages does the side bar show, and in which order?"""

from __future__ import annotations

from app.core.i18n import N_
from app.shell.page import PageEntry

PAGES = (
    PageEntry("today", N_("Today"), "house", "app.shell.today_page:TodayPage"),
    PageEntry("contacts", N_("Contacts"), "users", "app.contacts.page:ContactsPage", "app.contacts.finder:find"),
    PageEntry(
        "bodies", N_("Councils and committees"), "landmark", "app.bodies.page:BodiesPage", "app.bodies.finder:find"
    ),
    PageEntry("elections", N_("Elections"), "vote", "app.elections.page:ElectionsPage"),
    PageEntry(
        "meetings", N_("Meetings"), "calendar-days", "app.meetings.page:MeetingsPage", "app.meetings.finder:find"
    ),
    PageEntry(
        "yearwheel", N_("Yearly wheel"), "chart-pie", "app.yearwheel.page:YearWheelPage", "app.yearwheel.finder:find"
    ),
    PageEntry("plan", N_("Plan"), "file-text", "app.plan.page:PlanPage", "app.plan.finder:find"),
    PageEntry("turning", N_("Next school year"), "graduation-cap", "app.turning.page:TurningPage"),
    PageEntry("school", N_("The school"), "school", "app.school.page:SchoolPage"),
    PageEntry("history", N_("History"), "history", "app.shell.history_page:HistoryPage"),
)
