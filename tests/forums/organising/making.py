"""What organisers send, for the tests of their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forums.domain.organising import start_forum
from forums.pages import Forum
from tests.forums.factories import make_forums_index, make_office

HOME = "/mijn/forums/"


def place_of(forum: Any, rest: str = "") -> str:
    """The organisers' page of a forum, or one below it."""
    return f"{HOME}{forum.slug}/{rest}"


def day(distance: int) -> str:
    """A date as a browser sends it, by its distance from today."""
    return (timezone.localdate() + timedelta(days=distance)).isoformat()


def bare(**more: Any) -> dict[str, Any]:
    """The least that makes a draft."""
    return {
        "title": "Stage in het buitenland",
        "question": "Wat hebben scholen nodig?",
        "starts_on": day(10),
        "ends_on": day(60),
        "access": "public",
        "correction_days": "7",
        **more,
    }


def promise(by: Any = (), **more: Any) -> dict[str, Any]:
    """A filled promise box: by these institutions, or by nobody."""
    keys = [one.pk for one in by]
    promised: dict[str, Any] = {"promised_by": keys, "answer_term_days": "90"}
    return {
        "feeds": "het advies over stages",
        "influence": "consult",
        "hears_how": "per mail",
        **(promised if keys else {"nobody_promised": "on"}),
        **more,
    }


def latest(forum: Any) -> Forum:
    """``forum`` as it stands in the database."""
    return Forum.objects.get(pk=forum.pk)


def mark(forum: Any) -> dict[str, Any]:
    """The version of ``forum`` that somebody sees now."""
    return {"started_from": latest(forum).latest_revision_id}


def make_draft(by: Any, **values: Any) -> Forum:
    """A draft of an organiser, with whatever ``values`` say."""
    make_forums_index()
    today = timezone.localdate()
    return start_forum(
        by=by,
        **{
            "title": "Stage in het buitenland",
            "question": "Wat hebben scholen nodig?",
            "starts_on": today - timedelta(days=30),
            "ends_on": today + timedelta(days=30),
            **values,
        },
    )


def make_ready(by: Any, **values: Any) -> Forum:
    """A draft that lacks nothing to open."""
    return make_draft(
        by,
        **{
            "organisers": [make_office("Raad")],
            "feeds": "een besluit",
            "influence": "consult",
            "hears_how": "per mail",
            "nobody_promised": True,
            **values,
        },
    )


def session_data(**more: Any) -> dict[str, Any]:
    """A session on site of two hours, as a browser sends it."""
    return {
        "title": "Eerste bijeenkomst",
        "day": day(20),
        "begins": "13:30",
        "ends": "15:30",
        "format": "on_site",
        "place": "Brussel",
        "link": "",
        **more,
    }
