"""Which queue a task waits in."""

from typing import Any

from django_tasks_db.backend import DatabaseBackend


class SortedDatabaseBackend(DatabaseBackend):
    """The queue in the database, with some tasks of others in a queue of their own.

    Wagtail queues four index tasks for every saved draft and names no queue for them. The option
    ``queue_of_task`` maps a task's path to its queue, so that nothing else waits behind them and
    they can be thrown away sooner; and so that an import, which may take an hour, has a worker of
    its own, and mail never waits behind it.
    """

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.queue_of_task: dict[str, str] = self.options.get("queue_of_task", {})

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Put ``task`` in its queue."""
        queue = self.queue_of_task.get(task.module_path, task.queue_name)
        return super().enqueue(task.using(queue_name=queue), args, kwargs)
