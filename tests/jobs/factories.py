"""Jobs."""

import factory
from django.utils import timezone

from jobs.enums import JobState
from jobs.records import Job
from tests.jobs.work import count


class JobFactory(factory.django.DjangoModelFactory[Job]):
    """A job that waits."""

    class Meta:
        model = Job

    kind = "count"
    title = "Tellen"
    task_path = count.module_path
    arguments = {"upto": 3}

    class Params:
        running = factory.Trait(state=JobState.RUNNING, began_at=factory.LazyFunction(timezone.now))
        failed = factory.Trait(
            state=JobState.FAILED,
            problem="Het bestand is leeg.",
            ended_at=factory.LazyFunction(timezone.now),
        )
        succeeded = factory.Trait(
            state=JobState.SUCCEEDED, ended_at=factory.LazyFunction(timezone.now)
        )
