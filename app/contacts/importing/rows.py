"""How is each thing a roster would change said in the preview: what is new, what differs, what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.contacts.importing.words import FIELDS, KINDS, say_value
from app.contacts.imports.items import NEW_PERSON
from app.contacts.imports.planning.settling import STAYS
from app.contacts.imports.planning.withheld import families_of_protected
from app.contacts.imports.roster import NO_ADDRESS, full_name
from app.core.i18n import N_, Translator
from app.shell.importing.shape import LEFT_OUT, NEW_ONE, Candidate, PreviewRow, Question, Side

if TYPE_CHECKING:
    from app.contacts.imports.items import Change, PlanItem
    from app.contacts.imports.items import Question as OpenQuestion
    from app.contacts.imports.planning.plan import ImportPlan
    from app.contacts.imports.roster import Problem

HEADS = (N_("What"), N_("Name"), N_("Class"), N_("Row"))
NEW = {
    "staff": N_("New member of staff"),
    "classes": N_("New class"),
    "links": N_("Becomes guardian of the pupil"),
    "groups": N_("New group"),
}
MOST_CHILDREN = 3
LEAVES = N_("Stands in class {name} here, but not in the file: leaves the class.")
PROPOSED = N_("Stands in class {name} here, but not in the file: proposed as having left. Tick the row if that is so.")
STAYS_PROTECTED = N_(
    "Stands in class {name} here, but not in the file. Somebody in the family has address protection, and lists often "
    "leave them out: stays. Tick the row only if you know that the pupil has left."
)
CLASS_GONE = N_("Is not in the file. The class stays here; its pupils have rows of their own.")
GROUP_GONE = N_("Is not in the file. The group stays here.")
KEPT = N_("Changed here by hand, so it is kept as it is. Tick the row to take what the file says.")
KEPT_VALUE = N_("{field}: {here} is kept, the file says {file}")
WHO = N_("“{name}” in row {row} can be more than one person here. Who is it?")
WHO_ONE = N_("“{name}” in row {row} can be somebody who is here already. Who is it?")
WHO_WITHOUT_ROW = N_("“{name}” can be more than one person here. Who is it?")
LOOKED_AT = ("gone", "changed", "new")  # what is looked at first


def row_key(item: PlanItem) -> Hashable:
    """Return what an item is known by from one reading to the next, though its place in the file may be another."""
    stored = -1 if item.stored is None else item.stored
    return (*item.key[:1], *item.key[2:], item.state, item.row, item.name, item.class_name, stored)


def question_key(question: OpenQuestion) -> Hashable:
    """Return what a question is known by from one reading to the next."""
    return question.key[0], question.row, question.name, question.class_name


def answers_of(given: Mapping[Hashable, Hashable], questions: Sequence[OpenQuestion]) -> dict[Any, int | None]:
    """Return the answers by places in the roster, for the questions that are asked of it."""
    found: dict[Any, int | None] = {}
    for question in questions:
        answer = given.get(question_key(question))
        if answer == LEFT_OUT:
            found[question.key] = None
        elif answer == NEW_ONE:
            found[question.key] = NEW_PERSON
        elif isinstance(answer, int):
            found[question.key] = answer
    return found


class Rows:
    """Says the rows of one plan; ``given`` are the answers so far."""

    def __init__(self, tr: Translator, plan: ImportPlan, given: Mapping[Hashable, Hashable]) -> None:
        self._tr, self._plan, self._given = tr, plan, given
        self._children = _children(plan)
        self._near_protected = families_of_protected(plan.matches, plan.known)

    def all(self) -> list[PreviewRow]:
        """Return every row: questions and problems first, then what goes, what changes and what is new."""
        plan = self._plan
        questions = [*plan.matches.questions, *plan.matches.answered]
        questions.sort(key=lambda question: question.row or 0)
        asked = {(question.row, question.name) for question in questions}
        told = set(map(id, plan.matches.problems))  # said by the question itself; what is kept by its own row
        rows = [self._question_row(question) for question in questions]
        problems = [
            self._problem_row(at, problem)
            for at, problem in enumerate(plan.problems)
            if problem.message != STAYS and (id(problem) not in told or (problem.row, problem.about) not in asked)
        ]
        rows = [*(row for row in problems if row.state == "alarm"), *rows, *(r for r in problems if r.state != "alarm")]
        kinds = list(KINDS)
        items = [item for item in plan.items if item.state in LOOKED_AT]
        items.sort(key=lambda item: (not item.by_hand, LOOKED_AT.index(item.state), kinds.index(item.kind)))
        rows += [self._row(item, plan.known.protected) for item in items]
        return rows

    # -- private

    def _row(self, item: PlanItem, protected: Collection[int]) -> PreviewRow:
        tr = self._tr
        state, unticked = item.state, ""
        about = "; ".join(self._say_change(change) for change in item.changes)
        sides = tuple(self._sides(item.changes)) if item.state == "changed" else ()
        if item.state == "new":
            about = "; ".join(part for part in (self._say_new(item), *self._say_told(item), about) if part)
        elif item.ticked is None:
            about, state = tr(GROUP_GONE if item.kind == "groups" else CLASS_GONE), "note"
        elif item.state == "gone":
            about = tr(LEAVES, name=item.class_name)
            unticked = tr(STAYS_PROTECTED if item.stored in protected else PROPOSED, name=item.class_name)
        if item.by_hand:
            state = "kept"
            said = [tr(KEPT_VALUE, field=side.field, here=side.here or "–", file=side.file) for side in sides]
            unticked = f"{'; '.join(said)}. {tr(KEPT)}" if said else tr(KEPT)
        row = "" if item.row is None else str(item.row)
        cells = (tr(KINDS[item.kind]), item.name, item.class_name, row)
        return PreviewRow(item.key, state, cells, about, item.ticked, unticked, sides, lasting=row_key(item))

    def _say_new(self, item: PlanItem) -> str:
        tr = self._tr
        if item.kind == "pupils":
            return tr(N_("New pupil in {name}"), name=item.class_name)
        if item.kind == "guardians":
            names = self._children.get(item.key[1], [])
            said = ", ".join(names[:MOST_CHILDREN]) + (" …" if len(names) > MOST_CHILDREN else "")
            return tr(N_("New guardian of {name}"), name=said)
        return tr(NEW[item.kind])

    def _say_told(self, item: PlanItem) -> Iterator[str]:
        """Say what of a new person comes in; near somebody with address protection not how anybody is reached."""
        if item.stored is not None or item.kind not in ("pupils", "guardians"):
            return
        roster, place = self._plan.roster, item.key[1]
        facts = roster.pupils[place] if item.kind == "pupils" else roster.guardians[place]
        told: list[tuple[str, Sequence[Any]]] = [("birth_date", [getattr(facts, "birth_date", None)])]
        if item.key not in self._near_protected and item.key not in self._plan.withheld:
            address = [facts.address] if facts.address != NO_ADDRESS else []
            told += [("phone", facts.phones), ("email", facts.emails), ("address", address)]
        for field, values in told:
            said = ", ".join(filter(None, (say_value(field, value, self._tr) for value in values)))
            if said:
                yield f"{self._tr(FIELDS[field])}: {said}"

    def _say_change(self, change: Change) -> str:
        tr = self._tr
        field = tr(FIELDS[change.field])
        old, new = say_value(change.field, change.old, tr), say_value(change.field, change.new, tr)
        return f"{field}: {old} → {new}" if old else f"{field}: {new}"

    def _sides(self, changes: Sequence[Change]) -> Iterator[Side]:
        tr = self._tr
        for change in changes:
            here, file = (say_value(change.field, value, tr) for value in (change.old, change.new))
            yield Side(tr(FIELDS[change.field]), here, file)

    def _problem_row(self, at: int, problem: Problem) -> PreviewRow:
        row = " ".join(filter(None, (problem.sheet, "" if problem.row is None else str(problem.row))))
        what = problem.column or self._tr(N_("File") if problem.row is None else KINDS["pupils"])
        cells = (what, problem.about, "", row)
        state = "alarm" if problem.alarm else "problem"
        said = problem.text(self._tr)
        return PreviewRow(("problem", at), state, cells, said, None, lasting=("problem", row, problem.column, said))

    def _question_row(self, question: OpenQuestion) -> PreviewRow:
        tr = self._tr
        key = question_key(question)
        row = "" if question.row is None else str(question.row)
        asked_as = WHO if len(question.candidates) > 1 else WHO_ONE
        words = tr(asked_as if row else WHO_WITHOUT_ROW, name=question.name, row=row)
        kind = question.key[0]
        heads = [N_("Class")] if kind == "staff" else [N_("Class"), N_("Born")]
        heads = [N_("Born"), N_("Guardian of")] if kind == "guardians" else heads
        candidates = []
        for one in question.candidates:
            born = "" if one.birth_date is None else tr.date(one.birth_date)
            details = {"Class": one.class_name, "Born": born, "Guardian of": one.children}
            candidates.append(Candidate(one.person, one.name, tuple(details[head] for head in heads)))
        answer = self._given.get(key)
        asked = Question(key, words, tuple(tr(head) for head in heads), tuple(candidates), question.may_be_new, answer)
        cells = (tr(KINDS[kind]), question.name, question.class_name, row)
        return PreviewRow(
            ("question", *question.key), "question", cells, self._say_answer(asked), None, question=asked,
            lasting=("question", key),
        )  # fmt: skip

    def _say_answer(self, question: Question) -> str:
        tr = self._tr
        if question.answer == LEFT_OUT:
            return tr(N_("Answered: left out of this import"))
        if question.answer == NEW_ONE:
            return tr(N_("Answered: a new person"))
        chosen = next((one.name for one in question.candidates if one.code == question.answer), "")
        if chosen:
            return tr(N_("Answered: {name}, who is here already"), name=chosen)
        number = len(question.candidates)
        if not number:
            return tr(N_("Is left out until you answer."))
        return tr.n(
            "Is left out until you answer: {n} person here can be meant.",
            "Is left out until you answer: {n} people here can be meant.",
            number,
        )


def _children(plan: ImportPlan) -> dict[int, list[str]]:
    """Return the names of each guardian's pupils, by their places in the file."""
    found: dict[int, list[str]] = {}
    for link in plan.roster.links:
        pupil = plan.roster.pupils[link.pupil]
        found.setdefault(link.guardian, []).append(full_name(pupil))
    return found
