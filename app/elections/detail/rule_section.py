"""By which rule are the seats of this body elected? Every parameter, folded until somebody asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout

from app.core.i18n import N_
from app.elections.commands import set_rule, use_rule_preset
from app.elections.detail.section import Section
from app.elections.words import RULE_FIELDS, RuleField
from app.shell.context import Context, Refuse
from app.shell.form import ChoiceField, Form
from app.shell.theme import GRID
from app.shell.words import heading, wrapped

OWN = ""


class RuleSection(Section):
    """The rule of the body, with ready-made ones called by what they do; what was decided keeps its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("The rule"))
        tr = context.tr
        self.form = Form(context)
        told = N_("For all elections of this body from now on. An election that is decided keeps the rule it had.")
        self._told = wrapped(tr(told), "muted")
        self.body.addWidget(self._told)
        self.presets: ChoiceField = self.form.add_choice("preset", tr(N_("Ready-made")), [], self._use)
        _narrow(self.presets)
        _wrap(self.form)
        self.body.addWidget(self.form)
        self.parts: list[Form] = []
        for title, fields in RULE_FIELDS:
            self.body.addWidget(heading(tr(title), 1.0))
            form = Form(context)
            _wrap(form)
            self.parts.append(form)
            self.body.addWidget(form)
            for field in fields:
                self._add(form, field)

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.form, *self.parts)

    def refresh(self) -> None:
        from app.elections.presets import rule_presets_for

        assert self.course is not None
        tr, rule = self.context.tr, self.course.rule
        self.presets.clear()
        self.presets.addItem(tr(N_("the school's own")), OWN)
        for one in rule_presets_for(self.course.kind):
            name = one.name(tr.language)
            self.presets.addItem(
                tr(N_("{name} (as {school})"), name=name, school=one.after) if one.after else name, one.code
            )
        self.form.set_values({"preset": rule.preset})
        for (_title, fields), form in zip(RULE_FIELDS, self.parts, strict=True):
            for field in fields:
                value = getattr(rule, field.name)
                shown = value if field.is_check or field.choices else "" if value is None else str(value)
                form.set_values({field.name: shown})
        for form in self.forms:
            form.set_read_only(self.context.read_only)

    def _add(self, form: Form, field: RuleField) -> None:
        tr = self.context.tr
        words = tr(field.title)
        if field.is_check:
            _check, cell = form.place_check(field.name, words, partial(self._save_check, field.name))
            self.body.addWidget(cell)
        elif field.choices:
            choices: list[tuple[object, str]] = [(code, tr(said)) for code, said in field.choices]
            _narrow(form.add_choice(field.name, words, choices, partial(self._save, field.name)))
        else:
            form.add_text(field.name, words, partial(self._save, field.name), limit=200)

    def _save(self, field: str, value: str, refuse: Refuse) -> object:
        assert self.course is not None
        label = N_("Changed how {where} elects")
        return self.do(label, set_rule, self.course.row.body_id, field, value, refuse=refuse)

    def _save_check(self, field: str, on: bool, refuse: Refuse) -> object:
        return self._save(field, "1" if on else "", refuse)

    def _use(self, code: str, refuse: Refuse) -> object:
        if code == OWN or self.course is None:
            return None
        return self.do(N_("Changed how {where} elects"), use_rule_preset, self.course.row.body_id, code, refuse=refuse)


def _wrap(form: Form) -> None:
    """Put each field under its label: the labels say whole rules."""
    layout = form.layout()
    if isinstance(layout, QFormLayout):
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        layout.setVerticalSpacing(GRID // 2)


def _narrow(control: ChoiceField) -> None:
    """Let a choice be narrower than its longest line."""
    control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    control.setMinimumContentsLength(8)
