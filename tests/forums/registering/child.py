"""One of several processes that register, or cancel, at the same moment. Run by the test beside."""

import os
import sys

import django

django.setup()

from accounts.records import User  # noqa: E402
from forums.domain.registering import Answers, cancel_registration, register  # noqa: E402
from forums.records import Registration, Session  # noqa: E402


def act(verb: str, key: int, session: Session) -> None:
    if verb == "register":
        user = User.objects.get(pk=key)
        answers = Answers(
            name=str(key), institution_name=f"School {key}", capacity="leraar", mode="on_site"
        )
        register(session, answers, by=user)
    else:
        cancel_registration(Registration.objects.get(pk=key), by=None)


def main() -> None:
    verb, session, *keys = sys.argv[1:]
    held = Session.objects.get(pk=session)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for key in keys:
        act(verb, int(key), held)
    sys.stdout.write(f"{os.getpid()}\n")


main()
