"""The forums of the demo."""

from __future__ import annotations

import json

import pytest

from forums.demo.loading import FORUMS, load_forums
from forums.demo.registrations import TITLE
from forums.enums import Mode
from forums.pages import Forum
from forums.records import (
    AgendaDocument,
    AgendaItem,
    AgendaVersion,
    PolicyResponse,
    Presenter,
    Proposal,
    ProposedConclusion,
    PublishedItem,
    Registration,
    Session,
)
from institutions.records import Institution
from showcase.demo.loading import load_demo
from tests.forums.factories import make_forums_index
from vocabularies.domain.loading import load_vocabularies

pytestmark = pytest.mark.django_db


def test_an_organiser_that_nobody_knows_stops_the_loading(monkeypatch, tmp_path):
    make_forums_index()
    samples = json.loads(FORUMS.read_text(encoding="utf-8"))
    samples["forums"][0]["organisers"] = ["typfout"]
    wrong = tmp_path / "forums.json"
    wrong.write_text(json.dumps(samples), encoding="utf-8")
    monkeypatch.setattr("forums.demo.loading.FORUMS", wrong)

    with pytest.raises(Institution.DoesNotExist):
        load_forums()

    assert not Forum.objects.exists()


@pytest.mark.slow
def test_a_demo_of_an_earlier_version_gets_what_came_since_and_nothing_twice():
    load_vocabularies()
    load_demo()
    before = counted()
    assert list(before.values()) == [6, 1, 5, 2, 2, 2, 1, 22]
    for one in json.loads(FORUMS.read_text(encoding="utf-8"))["forums"]:
        invited = {group["group"]: group["role"] for group in one["invited_stakeholders"]}
        forum = Forum.objects.get(slug=one["slug"])
        assert forum.brings == invited
        assert {group.slug for group in forum.stakeholders.all()} == set(invited)
        answers = PolicyResponse.objects.filter(recommendation__forum=forum)
        assert set(answers.values_list("text", "stakeholder_group__slug")) == {
            (answer["text"], answer["stakeholder_group"]) for answer in one["policy_responses"]
        }
    forget_what_came_later()
    assert set(counted().values()) == {0}

    for _start in range(2):
        load_demo()

        assert counted() == before


def counted():
    """What the demo of today has, and an earlier one had not."""
    registrations = Registration.objects.filter(session__title=TITLE)
    return {
        "proposals": Proposal.objects.count(),
        "meetings soon": Session.objects.filter(title=TITLE).count(),
        "on site": registrations.holding().filter(mode=Mode.ON_SITE).count(),
        "waiting": registrations.waiting().count(),
        "versions": AgendaVersion.objects.filter(session__title=TITLE).count(),
        "presenters": Presenter.objects.filter(item__session__title=TITLE).count(),
        "documents": AgendaDocument.objects.filter(item__session__title=TITLE).count(),
        "were there": Registration.objects.filter(attended=True).count(),
    }


def forget_what_came_later():
    """Take out what a demo made by an earlier version has not."""
    ProposedConclusion.objects.all().delete()
    Proposal.objects.all().delete()
    Registration.objects.all().delete()
    soon = Session.objects.filter(title=TITLE)
    PublishedItem.objects.filter(version__session__in=soon).delete()
    AgendaVersion.objects.filter(session__in=soon).delete()
    AgendaDocument.objects.filter(item__session__in=soon).delete()
    AgendaItem.objects.filter(session__in=soon).delete()
    soon.delete()
