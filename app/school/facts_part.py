"""What are the school's own facts, what stands on its papers, and which years does it have?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.i18n import N_, later
from app.core.schoolyear import year_name
from app.school.logo_box import LogoBox
from app.school.part import boxed
from app.school.rules import GRADES, shown_organisation_number
from app.shell import icons
from app.shell.context import Context
from app.shell.form import Form, Save
from app.shell.page import scrolled
from app.shell.tabbed_page import Part
from app.shell.theme import GRID
from app.shell.words import Label

if TYPE_CHECKING:
    from app.school.queries import SchoolRow
    from app.shell.context import Done, Refuse

NO_GRADE = 0
Choices = list[tuple[object, str]]
FIELD_WORDS = {
    "name": N_("name"),
    "organisation_number": N_("organisasjonsnummer"),
    "municipality": N_("municipality"),
    "street": N_("address"),
    "postal_code": N_("postal code"),
    "city": N_("city"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "web": N_("web address"),
    "logo": N_("logo"),
    "written_standard": N_("written standard"),
    "first_grade": N_("first grade"),
    "last_grade": N_("last grade"),
    "parent_rep_word": N_("word for the parents' contact of a class"),
    "committee_rep_word": N_("word for the parents' contact in FAU"),
    "after_school_word": N_("word for the after-school care"),
    "cooperation_word": N_("word for the cooperation with the homes"),
    "class_list_fields": N_("class list for parents"),
}


class FactsPart(Part):
    """Two columns of fields, the logo, and the school years."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.school_form = Form(context)
        self.paper_form = Form(context)
        self._add_facts()
        self._add_words()
        self.logo = LogoBox(context, self._saver("logo"))
        left, right, columns = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(boxed(_column(self.school_form)))
        left.addWidget(boxed(self._year_column()))
        left.addStretch(1)
        right.addWidget(boxed(_column(self.paper_form)))
        right.addWidget(boxed(_column(Label(context.tr(N_("Logo")), "muted"), self.logo)))
        right.addStretch(1)
        for column in (left, right):
            column.setSpacing(GRID)
            columns.addLayout(column, 1)
        columns.setSpacing(GRID)
        columns.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(columns)
        self.body.addWidget(scrolled(inner), 1)

    @property
    def forms(self) -> Iterable[Form]:
        return self.school_form, self.paper_form

    def reload(self) -> None:
        from app.school.queries import school_logo, the_school

        school = self.context.read(the_school)
        if school is not None:
            values = _shown(school, self.context)
            for form in self.forms:
                form.set_values({name: values[name] for name in form.fields})
            self.logo.show_picture(self.context.read(school_logo) if school.logo else None)
        self._say_years()

    def focus_first(self) -> None:
        self.school_form.fields["name"].control.setFocus()

    def add_year(self, step: int) -> None:
        """Add the school year after the last one (1) or before the first one (-1), and show it."""
        from app.school.commands import add_year

        context = self.context
        years = context.years
        year = max(years) + 1 if step > 0 else min(years) - 1
        done = context.do(N_("Added the school year {year}"), add_year, year, arguments={"year": year_name(year)})
        if done is not None:
            drafts = context.drafts | ({year} if step > 0 else set())
            context.offer_years((*years, year), context.this_year, drafts)
            context.set_year(year)

    # -- the fields

    def _add_facts(self) -> None:
        tr = self.context.tr
        for name, label, hint, limit in (
            ("name", N_("School's n&ame"), "", 120),
            ("organisation_number", N_("&Organisasjonsnummer"), N_("Nine digits"), 20),
            ("municipality", N_("&Municipality"), "", 80),
            ("street", N_("Street a&ddress"), N_("Street and number"), 120),
            ("postal_code", N_("Postal code"), N_("Four digits"), 10),
            ("city", N_("Cit&y"), "", 80),
            ("phone", N_("&Phone"), "", 30),
            ("email", N_("&E-mail"), "", 120),
            ("web", N_("&Web address"), "", 120),
        ):
            self.school_form.add_text(name, tr(label), self._saver(name), hint=tr(hint), limit=limit)

    def _add_words(self) -> None:
        tr = self.context.tr
        grades: Choices = [(NO_GRADE, tr(N_("Not chosen"))), *((grade, str(grade)) for grade in GRADES)]
        for name, label, choices in (
            ("written_standard", N_("Written &standard"), _said(tr, nb=N_("Bokmål"), nn=N_("Nynorsk"))),
            ("first_grade", N_("&First grade"), grades),
            ("last_grade", N_("Last &grade"), grades),
            (
                "parent_rep_word",
                N_("Parents' contact of a class"),
                _said(tr, foreldrekontakt=N_("parent contact"), klassekontakt=N_("class contact")),
            ),
            (
                "committee_rep_word",
                N_("Parents' contact in FAU"),
                _said(tr, fau_representant=N_("FAU representative"), fau_kontakt=N_("FAU contact")),
            ),
            ("after_school_word", N_("After-school care"), [("sfo", "SFO"), ("aks", "AKS")]),
            (
                "cooperation_word",
                N_("Cooperation with the homes"),
                _said(tr, skole_hjem=N_("school–home cooperation"), hjem_skole=N_("home–school cooperation")),
            ),
        ):
            self.paper_form.add_choice(name, tr(label), choices, self._saver(name))

    def _saver(self, field: str) -> Save:
        def save(value: Any, refuse: Refuse) -> Done | None:
            from app.school.commands import set_school_field

            what = {"what": later(FIELD_WORDS[field])}
            stored = value or None if field.endswith("_grade") else value
            label = N_("Changed the school's {what}")
            return self.context.do(label, set_school_field, field, stored, arguments=what, on_error=refuse)

        return save

    # -- the years

    def _year_column(self) -> QVBoxLayout:
        self._years = Label("")
        self.before_button = QPushButton()
        self.after_button = QPushButton()
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button, step in ((self.before_button, -1), (self.after_button, 1)):
            icons.put(button, "plus", size=16)
            button.clicked.connect(partial(self._year_clicked, step))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = _column(Label(self.context.tr(N_("School years")), "muted"), self._years)
        column.addLayout(buttons)
        return column

    def _year_clicked(self, step: int, _checked: bool = False) -> None:
        self.add_year(step)

    def _say_years(self) -> None:
        tr, years = self.context.tr, self.context.years
        self._years.setText(" · ".join(year_name(year) for year in sorted(years)))
        for button, year in ((self.before_button, min(years) - 1), (self.after_button, max(years) + 1)):
            button.setText(tr(N_("Add {year}"), year=year_name(year)))


def _shown(school: SchoolRow, context: Context) -> dict[str, object]:
    """Return the facts as they stand in the fields."""
    values: dict[str, object] = {name: getattr(school, name) for name in FIELD_WORDS}
    values["organisation_number"] = shown_organisation_number(school.organisation_number)
    values["phone"] = context.tr.phone(school.phone)
    for name in ("first_grade", "last_grade"):
        values[name] = values[name] or NO_GRADE
    return values


def _said(tr: Callable[[str], str], **choices: str) -> Choices:
    return [(code, tr(words)) for code, words in choices.items()]


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    for part in parts:
        column.addWidget(part)
    return column
