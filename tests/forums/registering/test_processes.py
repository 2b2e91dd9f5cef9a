"""Two hundred people, thirty places, four real processes; then ten who cancel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from accounts.records import User
from forums.enums import RegistrationState
from tests.forums.factories import make_coming_session

ROOT = Path(__file__).resolve().parents[3]
CHILD = Path(__file__).with_name("child.py")
PROCESSES = 4

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.both,
]

SETTINGS = """
from config.settings.test import *
DATABASES["default"]["NAME"] = {name!r}
"""


@pytest.fixture
def at_once(tmp_path):
    """Do a verb to all of these keys, spread over real processes that start together."""
    name = str(connection.settings_dict["NAME"])
    (tmp_path / "race_settings.py").write_text(SETTINGS.format(name=name), encoding="utf-8")
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "platform"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "race_settings",
    }

    def run(verb, session, keys):
        children = [
            subprocess.Popen(
                [sys.executable, "-P", str(CHILD), verb, str(session.pk), *map(str, part)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=env,
            )
            for part in (keys[place::PROCESSES] for place in range(PROCESSES))
        ]
        for child in children:
            child.stdout.readline()
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        told = [child.communicate(timeout=300) for child in children]
        assert [err for _out, err in told] == [""] * PROCESSES
        assert [child.returncode for child in children] == [0] * PROCESSES
        assert len({out for out, _err in told}) == PROCESSES

    return run


def test_thirty_of_two_hundred_have_a_place_and_ten_that_come_free_go_on(at_once):
    session = make_coming_session(places_on_site=30)
    people = User.objects.bulk_create(
        [User(email=f"mens{number}@voorbeeld.example") for number in range(200)]
    )

    at_once("register", session, [one.pk for one in people])

    assert states(session) == {"confirmed": 30, "waiting": 170}
    in_order = list(session.registrations.order_by("joined_at", "pk"))
    assert [one.state for one in in_order] == ["confirmed"] * 30 + ["waiting"] * 170
    assert [one.pk for one in in_order] == sorted(one.pk for one in in_order)
    assert sorted(one.seat for one in in_order[:30]) == list(range(1, 31))

    at_once("cancel", session, [one.pk for one in in_order[:10]])

    assert states(session) == {"cancelled": 10, "confirmed": 20, "offered": 10, "waiting": 160}
    offered = session.registrations.filter(state=RegistrationState.OFFERED)
    assert set(offered) == set(in_order[30:40])
    held = session.registrations.holding().values_list("seat", flat=True)
    assert sorted(held) == list(range(1, 31))


def states(session):
    listed = list(session.registrations.values_list("state", flat=True))
    return {state: listed.count(state) for state in sorted(set(listed))}
