"""Two organisers do the same at the same moment, from two real processes: it is done once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from audit.records import Event
from forums.pages import Forum
from forums.records import AgendaVersion, Minutes, Session
from notifications.records import OutgoingMail
from tests.forums.factories import (
    make_coming_session,
    make_draft,
    make_forum,
    make_item,
    make_minutes,
    make_office,
    make_registration,
    make_session,
    whole_wording,
)
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("racing_child.py")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]

SETTINGS = """
from config.settings.test import *
DATABASES["default"]["NAME"] = {name!r}
"""


@pytest.fixture
def both(tmp_path, moderator, epos_moderator):
    """Let two moderators do a verb at once, each in a process of their own: what each heard."""
    name = str(connection.settings_dict["NAME"])
    (tmp_path / "race_settings.py").write_text(SETTINGS.format(name=name), encoding="utf-8")
    env = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "platform"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "race_settings",
    }

    def run(verb, key, started_from=0):
        children = [
            subprocess.Popen(
                [sys.executable, "-P", str(CHILD), verb, str(key), str(started_from), one.email],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env=env,
            )
            for one in (moderator, epos_moderator)
        ]
        for child in children:
            child.stdout.readline()
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        told = [child.communicate(timeout=120) for child in children]
        assert [err for _out, err in told] == ["", ""]
        assert len({out.split()[1] for out, _err in told}) == 2
        return sorted(out.split()[0] for out, _err in told)

    return run


def events(verb):
    return Event.objects.filter(verb=verb).count()


def test_a_report_is_published_once_with_its_recommendations(both, school):
    policy_level()
    conclusions = conclusions_of(make_published(make_school_page(school)))
    forum = make_forum("leren", report="Zo was het.")
    make_draft(forum, whole_wording(*conclusions, addressees=[make_office()]))
    before = Forum.objects.get(pk=forum.pk).latest_revision_id

    heard = both("report", forum.pk)

    published = Forum.objects.get(pk=forum.pk)
    assert heard == ["done", "done"]
    assert published.reported_on == timezone.localdate()
    assert published.revisions.filter(pk__gt=before or 0).count() == 1
    assert [one.is_published for one in published.recommendations.all()] == [True]
    assert (events("publish_report"), events("publish_recommendation")) == (1, 1)


def test_an_agenda_version_is_published_and_mailed_once(both):
    session = make_coming_session(make_forum("leren"))
    make_item(session, title="Gesprek", is_published=False)
    make_registration(session)

    heard = both("agenda", session.pk, session.version)

    assert heard == ["SessionConflictError", "done"]
    assert [one.number for one in AgendaVersion.objects.filter(session=session)] == [1]
    assert Session.objects.get(pk=session.pk).sequence == session.sequence + 1
    assert OutgoingMail.objects.count() == 1
    assert events("publish_agenda") == 1


def test_a_session_is_closed_once(both):
    over = timezone.now() - timedelta(minutes=1)
    session = make_session(make_forum("leren"), corrections_until=over)
    make_minutes(make_item(session), "Zo ging het.", state="corrections")

    heard = both("close", session.pk)

    assert heard == ["done", "done"]
    assert Session.objects.get(pk=session.pk).closed_at is not None
    assert {one.state for one in Minutes.objects.all()} == {"final"}
    assert events("close_session") == 1
