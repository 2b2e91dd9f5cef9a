"""Work for the tests, as a package above jobs would have it."""

from typing import Any

from jobs.domain.progress import report_progress
from jobs.domain.running import JobProblem, background_job
from jobs.records import Job


@background_job
def count(job: Job, *, upto: int) -> dict[str, Any]:
    for number in range(1, upto + 1):
        report_progress(job, number, upto)
    return {"counted": upto}


@background_job
def stop_with_a_reason(job: Job) -> None:
    raise JobProblem("Het bestand is leeg.")


@background_job
def break_down(job: Job) -> None:
    raise RuntimeError("the inside of the program")


@background_job
def be_cut_off(job: Job) -> None:
    raise SystemExit(1)
