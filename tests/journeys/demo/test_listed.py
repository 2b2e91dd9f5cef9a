"""Every page of forums is among those that are looked at, or is named here with the reason."""

from __future__ import annotations

from django.urls import Resolver404, resolve

from forums.urls import urlpatterns
from tests.journeys.demo.pages import PAGES, SIGNED_IN

#: What no browser shows as a page: files, calendars, and what a button sends.
NO_PAGES = {
    "accept_registration",
    "agenda_document",
    "answer_correction",
    "choose_reporter",
    "forum_calendar",
    "organised_registration",
    "own_calendar",
    "registration_mode",
    "registrations_document",
    "registrations_workbook",
    "report_pdf",
    "session_calendar",
}
#: What stands at the key of a row or a signed link, so at another address in every demo. Their own
#: tests hold their HTML.
AT_A_KEY = {
    "agenda_documents",
    "agenda_item",
    "appeal_contribution",
    "cancel_registration",
    "confirm_registration",
    "contribution",
    "decide_contribution",
    "delete_agenda_document",
    "hide_contribution",
    "moderate_contribution",
    "my_proposal",
    "presenter",
    "presenter_consent",
    "presenters",
    "record_response",
    "registration",
    "report_contribution",
    "rewrite_contribution",
    "withdraw_proposal",
}
#: What needs a draft, which the demo has none of. Their own tests hold their HTML.
OF_DRAFTS = {
    "allow_corrections",
    "delete_recommendation",
    "open_forum",
    "publish_recommendation",
}


def test_every_address_of_forums_is_looked_at_or_said_why_not():
    paths = {one.path for one in PAGES} | {path for paths in SIGNED_IN.values() for path in paths}
    names = {pattern.name for pattern in urlpatterns}

    looked_at = {name for path in paths if (name := name_of(path)) in names}

    assert names == looked_at | NO_PAGES | AT_A_KEY | OF_DRAFTS
    assert not looked_at & (NO_PAGES | AT_A_KEY | OF_DRAFTS)


def name_of(path: str) -> str:
    """The name of an address."""
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""
