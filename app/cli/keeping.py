"""How is the file looked after without a window: its history, its backups, its health?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.job import Job, must_exist, opened
from app.core.errors import UserError
from app.core.i18n import N_, Translator

if TYPE_CHECKING:
    from db.history import StepRow


def history(job: Job) -> None:
    """List what was done, newest first."""
    from db.history import steps

    with opened(job) as store:
        rows = store.read(steps)
    found = [
        {
            "id": row.id,
            "kind": row.kind,
            "text": say_step(row, job.tr),
            "target": row.target_id,
            "made_at": row.made_at.isoformat(timespec="seconds"),
            "made_by": row.made_by,
            "undone": row.undone,
            "counts": row.counts,
        }
        for row in rows
    ]
    job.answer(
        found,
        [f"{row.id}  {job.tr.time_stamp(row.made_at)}  {say_step(row, job.tr)}" for row in rows],
    )


def say_step(step: StepRow, tr: Translator) -> str:
    """Return what a step did; an undo or redo says so before what it concerned."""
    said = tr.say(step.label, step.arguments)
    words = {"undo": N_("Undone: {what}"), "redo": N_("Done again: {what}")}.get(step.kind)
    return tr(words, what=said) if words else said


def undo(job: Job) -> None:
    """Take back a step, the newest unless one is named; what hangs on it is named first."""
    from db.errors import LaterSteps
    from db.history import step as read_step

    with opened(job, writes=True) as store:
        try:
            step = store.undo(job.options.step, together=job.options.together)
        except LaterSteps as error:
            for later in error.steps:
                row = store.read(read_step, later)
                job.say(f"{row.id}  {job.tr.time_stamp(row.made_at)}  {say_step(row, job.tr)}")
            raise
    job.say(job.tr(N_("Undone: {what}"), what=job.tr.say(step.label, step.arguments)))


def redo(job: Job) -> None:
    """Do the last undone step again."""
    with opened(job, writes=True) as store:
        step = store.redo()
    job.say(job.tr(N_("Done again: {what}"), what=job.tr.say(step.label, step.arguments)))


def check(job: Job) -> None:
    """Look the whole file over. Raises UserError with what is wrong."""
    with opened(job) as store:
        problems = store.check()
    if problems:
        raise UserError(" ".join(job.tr(problem) for problem in problems))
    job.say(job.tr(N_("All is well with the file.")))


def backup(job: Job) -> None:
    """Write a verified copy of the file."""
    from db.backup import write_backup

    with opened(job) as store:
        write_backup(store, job.options.out)
    job.say(job.tr(N_("Saved: {path}"), path=job.options.out))


def restore(job: Job) -> None:
    """Put a backup in the place of the file, which is kept."""
    from app.core import clock
    from app.opening import who_is_it
    from db.backup import restore as put_back

    must_exist(job.options.file)
    job.database.parent.mkdir(parents=True, exist_ok=True)
    kept = put_back(job.database, job.options.file, None, clock.now(), who_is_it(job.settings))
    job.say(job.tr(N_("Restored from {path}."), path=job.options.file))
    if kept is not None:
        job.say(job.tr(N_("The school as it was is kept in {path}."), path=kept))


def demo(job: Job) -> None:
    """Build the example school, its papers and its pictures."""
    from app.demo import build_demo

    build_demo(job.options.out, job.tr, job.say)


def self_test(job: Job) -> None:
    """Try the program's own parts."""
    from app.selftest import self_test

    self_test(job.tr, job.say)
