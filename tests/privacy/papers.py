"""Which papers are there, and in how many ways can each be asked for?"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from app.core.i18n import Translator
from app.core.report import Report, ReportRequest
from app.documents.model import Document
from app.features import FEATURES, all_reports
from app.handing_out import write_paper
from db.store import Store
from tests.factories import TODAY, YEAR
from tests.privacy.met import MEETING_PAPERS
from tests.privacy.plants import GROUP, Planted
from tests.privacy.promised import PLAN_PAPERS
from tests.privacy.seated import BODY_PAPERS
from tests.privacy.turned import WHEEL_PAPERS

CLASS = "5A"
_TYPED = {
    **{("letters-home", key): "{navn} {klasse} {dato} {foresatte}" for key in ("heading", "text", "name")},
    ("year-wheel", "rings"): "",
}
"""What is written where anything else than a word is meant."""
LONG = {"check-details", "parent-meeting-package", "ballots"}
"""Papers that are hundreds of pages of the whole school, of which those of a class are the same kind."""


@cache
def every_report() -> tuple[Report, ...]:
    """Return every report there is, those too that no menu lists: a new one cannot be forgotten here."""
    found = {report.id: report for report in all_reports()}
    for feature in FEATURES:
        if not feature.reports:
            continue
        package = import_module(feature.reports.partition(":")[0])
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, Report):
                    found.setdefault(value.id, value)
    return tuple(found.values())


@dataclass(frozen=True)
class Wish:
    """One way to ask for one paper; ``about`` says it in a word."""

    report: Report
    request: ReportRequest
    about: str

    @property
    def name(self) -> str:
        answers = "+".join(
            value
            for option in self.report.options
            if option.kind in ("choice", "date") and (value := self.request.option(option.key))
        )
        return " ".join(filter(None, (self.report.id, self.request.audience, self.about, answers)))


def wishes(planted: Planted, report: Report, audience: str) -> Iterator[Wish]:
    """Yield every way to ask for a paper: about whom, with all columns ticked, everything answered, each choice."""
    columns = tuple(column.key for column in report.columns)
    base = ReportRequest(None, audience, YEAR, TODAY, columns=columns, options=_answers(report))
    everybody = tuple(one.id for one in planted.living)
    by_name = {**BODY_PAPERS, **MEETING_PAPERS, **WHEEL_PAPERS, **PLAN_PAPERS}
    parts = (by_name[report.id],) if report.id in by_name else (CLASS, *([GROUP] if report.takes_people else []))
    subjects = [("whole school", base), *((part, replace(base, subject=part)) for part in parts if part)]
    if report.takes_people:
        subjects.append(("selection", replace(base, people=everybody)))
    if report.per_person:
        subjects = [(one.key, replace(base, people=(one.id,))) for one in planted.living]
    for about, request in subjects:
        for answers in _choices(report, request.options):
            yield Wish(report, replace(request, options=answers), about)


def make(store: Store, wish: Wish, tr: Translator) -> Document:
    """Return the paper."""
    return wish.report.make(store.read, wish.request, tr)


def write(store: Store, wish: Wish, tr: Translator, folder: Path) -> Iterator[Path]:
    """Write the paper in each of its formats under the name the program proposes."""
    facts = store.read(wish.report.collect, wish.report.filled(wish.request))
    document = wish.report.compose(facts, tr)
    for ending in wish.report.formats:
        path = folder / f"{wish.report.file_name(wish.request, tr)}.{ending}"
        write_paper(wish.report, facts, document, tr, path)
        yield path


def words_of(thing: object) -> Iterator[str]:
    """Yield every text in plain data, a paper for instance."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, bytes):
        yield thing.decode("utf-8", "replace")
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from words_of(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from words_of(key)
            yield from words_of(value)
    elif isinstance(thing, list | tuple | set | frozenset):
        for one in thing:
            yield from words_of(one)


def _answers(report: Report) -> dict[str, str]:
    """Return an answer to everything a paper asks: checks ticked, texts with every field, days long ago."""
    found = {}
    for option in report.options:
        if option.kind == "check":
            found[option.key] = "yes"
        elif option.kind == "date":
            found[option.key] = "2026-08-01"
        elif option.kind in ("line", "lines"):
            found[option.key] = _TYPED.get((report.id, option.key), "Tur")
    return found


def _choices(report: Report, answers: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    yield answers
    for option in report.options:
        if option.kind == "date":
            yield {**answers, option.key: "2026-08-20"}  # after the school began: what has changed since
        if option.kind == "choice":
            for code, _ in option.choices:
                if code != option.default:
                    yield {**answers, option.key: code}
