"""Background work in tests: done at once, save for Wagtail's own index."""

from __future__ import annotations

from typing import Any

from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend


class TasksAtOnce(ImmediateBackend):
    """Does every task when it is asked for.

    Wagtail asks for four index tasks per saved page, a quarter of the time of the whole suite.
    They wait, as they do on a site whose worker has not come by yet; a test about searching in
    the admin asks for the fixture ``indexed``.
    """

    does_index = False

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queue_of_task: dict[str, str] = self.options.get("queue_of_task", {})
        self.waiting = DummyBackend(alias, params)

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Do ``task``, or let it wait."""
        if not self.does_index and self.queue_of_task.get(task.module_path) == "index":
            result = self.waiting.enqueue(task, args, kwargs)
            self.waiting.clear()
            return result
        return super().enqueue(task, args, kwargs)
