"""What the home page shows of forums: the question of the moment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from forums.pages import Forum
from forums.records import Session
from forums.views.forums import period
from sitepages import sections


def register_sections() -> None:
    """Give the home page the question of a running forum."""
    sections.register(20, "forums/sections/question.html", running_question)


def running_question(request: HttpRequest) -> dict[str, Any] | None:
    """The running forum that ends first, with its promise and its next session."""
    running = Forum.objects.readable().running().prefetch_related("promised_by")
    forum: Forum | None = running.order_by("ends_on", "pk").first()
    if forum is None:
        return None
    session = (
        Session.objects.taking_place()
        .filter(forum=forum, starts_at__gt=timezone.now())
        .order_by("starts_at")
        .first()
    )
    if session is not None:
        session.forum = forum
    return {"forum": forum, "meta": [period(forum)], "session": session}
