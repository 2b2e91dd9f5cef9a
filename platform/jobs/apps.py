"""The jobs package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Names the package for Django and registers what it tidies."""

    name = "jobs"
    verbose_name = _("Achtergrondtaken")

    def ready(self) -> None:
        """Register the steps of the hourly tidying."""
        from jobs.domain import tidying

        for step in (
            tidying.fail_silent_jobs,
            tidying.resume_index_tasks,
            tidying.prune_task_results,
            tidying.prune_jobs,
        ):
            tidying.register_tidy_step(f"jobs.{step.__name__}", step)
