"""One of two processes that do the same act at the same moment. Run by `test_processes`."""

import os
import sys

import django

django.setup()

from django.core.exceptions import ValidationError  # noqa: E402

from accounts.records import User  # noqa: E402
from forums.domain.meetings import SessionConflictError  # noqa: E402
from forums.domain.minutes import close_session  # noqa: E402
from forums.domain.publishing import NothingToPublishError, publish_agenda  # noqa: E402
from forums.domain.reporting import mark_of_report, publish_report  # noqa: E402
from forums.pages import Forum  # noqa: E402
from forums.records import Session  # noqa: E402

REFUSALS = (SessionConflictError, NothingToPublishError, ValidationError)


def act(verb: str, key: int, started_from: int, by: User) -> None:
    if verb == "report":
        forum = Forum.objects.get(pk=key)
        publish_report(forum, by=by, seen=mark_of_report(forum))
    elif verb == "agenda":
        publish_agenda(Session.objects.get(pk=key), by=by, started_from=started_from)
    else:
        close_session(Session.objects.get(pk=key), by=by)


def main() -> None:
    verb, key, started_from, email = sys.argv[1:]
    by = User.objects.get(email=email)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        act(verb, int(key), int(started_from), by)
        outcome = "done"
    except REFUSALS as refusal:
        outcome = type(refusal).__name__
    sys.stdout.write(f"{outcome} {os.getpid()}\n")


main()
