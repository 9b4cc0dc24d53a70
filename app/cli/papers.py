"""How are papers listed and written without a window?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.cli.job import Job, opened
from app.core.errors import UserError
from app.core.i18n import LANGUAGES, N_, Translator, translator

if TYPE_CHECKING:
    from app.core.report import Report, ReportOption
    from db.store import Store


def list_papers(job: Job) -> None:
    """Say which papers can be made, about what, for whom, and what each of them asks for."""
    from app.features import all_reports

    subjects = _subjects(job)
    found = [_described(report, subjects(report), job.tr) for report in all_reports()]
    lines = [f"{report.id}: {job.tr(report.title)} ({', '.join(report.audiences)})" for report in all_reports()]
    job.answer(found, lines)


def export_paper(job: Job) -> None:
    """Write one paper to a file."""
    from app.core import clock
    from app.core.report import ReportRequest
    from app.core.schoolyear import day_in_year
    from app.handing_out import current_year, hand_out, paper_language, usual_audience

    options, tr = job.options, job.tr
    report = _report_called(options.report, tr)
    answers = _answers(report, [*options.set, *([("rings", options.rings)] if options.rings is not None else [])])
    with opened(job, writes=True) as store:
        year = current_year(store)
        request = ReportRequest(
            options.subject,
            options.audience or usual_audience(report),
            year,
            day_in_year(year, clock.today()),
            _people(store, report, options.people, tr),
            options.columns,
            answers,
        )
        said = hand_out(store, report, request, translator(options.paper or paper_language(store)), options.out)
    job.say(tr(N_("Saved: {path}"), path=options.out))
    if remark := said(tr):
        job.say(remark)


def _described(report: Report, subjects: Sequence[str], tr: Translator) -> dict[str, object]:
    return {
        "id": report.id,
        "title": tr(report.title),
        "subjects": list(subjects),
        "people": "one" if report.per_person else "any" if report.takes_people else "none",
        "audiences": list(report.audiences),
        "formats": list(report.formats),
        "columns": [
            {"key": column.key, "title": tr(column.title), "chosen": column.chosen} for column in report.columns
        ],
        "options": [_described_option(option, tr) for option in report.options],
    }


def _described_option(option: ReportOption, tr: Translator) -> dict[str, object]:
    found: dict[str, object] = {
        "key": option.key,
        "title": tr(option.title),
        "kind": option.kind,
        "default": option.default,
    }
    if option.choices:
        found["choices"] = [{"value": value, "title": tr(title)} for value, title in option.choices]
    if option.most:
        found["most"] = option.most
    return found


def _subjects(job: Job) -> Callable[[Report], list[str]]:
    """Return what lists the subjects of a report: none where there is no school yet."""
    if not job.database.exists():
        return lambda _report: []
    from app.features import all_reports
    from app.handing_out import current_year

    with opened(job) as store:
        year = current_year(store)
        found = {report.id: list(store.read(report.subjects, year)) for report in all_reports()}
    return lambda report: found[report.id]


def _report_called(name: str, tr: Translator) -> Report:
    from app.features import all_reports

    wanted = name.casefold()
    for report in all_reports():
        titles = {translator(language)(report.title).casefold() for language in LANGUAGES}
        if wanted == report.id or wanted in titles:
            return report
    names = ", ".join(f"{report.id} ({tr(report.title)})" for report in all_reports())
    raise UserError(N_("There is no paper called {name}. The papers are: {names}."), name=name, names=names)


def _people(store: Store, report: Report, people: tuple[int, ...] | None, tr: Translator) -> tuple[int, ...] | None:
    """Return those who were named, if the paper can be about them and the school knows them all. Raises UserError."""
    from app.contacts.queries import person_name

    if people is None:
        return None
    if not report.takes_people and not report.per_person:
        raise UserError(
            N_("{title} is about classes or the whole school, not about chosen people."), title=tr(report.title)
        )
    unknown = [str(person) for person in people if not store.read(person_name, person)]
    if unknown:
        raise UserError(N_("Nobody has these numbers: {numbers}."), numbers=", ".join(unknown))
    return people


def _answers(report: Report, given: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return what was answered as a request wants it. Raises UserError for what the paper does not ask."""
    known = {option.key: option for option in report.options}
    for key, _ in given:
        if key not in known:
            raise UserError(
                N_("This paper has no choice called {name}. The choices are: {names}."),
                name=key,
                names=", ".join(known) or "–",
            )
    return {key: _answer(known[key], value) for key, value in given}


def _answer(option: ReportOption, value: str) -> str:
    if option.kind == "check":
        if value not in ("yes", "no"):
            raise UserError(N_("Write {name}=yes or {name}=no."), field=option.key, name=option.key)
        return "yes" if value == "yes" else ""
    if option.kind == "date" and "." in value:  # as people write it; what it cannot be is said by the report
        try:
            return datetime.strptime(value, "%d.%m.%Y").date().isoformat()
        except ValueError:
            return value
    return value
