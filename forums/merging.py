"""What forums do when one institution goes up in another: no promise and no answer stays behind."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Revision

from accounts.records import User
from forums.domain.indexing import index_named
from forums.pages import Forum
from forums.records import (
    Correction,
    Membership,
    PolicyResponse,
    Presenter,
    Proposal,
    Recommendation,
    Registration,
    RegistrationRequest,
)
from institutions.records import Institution
from sitepages.domain.swapping import hold_pages, revisions_in_use, swap_keys, swap_links

#: The fields of a forum that name institutions.
NAMED = ("organisers", "promised_by")
#: Out of the way of every version, while answers are numbered anew.
FAR = 10_000


@transaction.atomic
def merge_in_forums(source: Institution, into: Institution, by: User | None) -> None:
    """Let ``into`` organise, promise, take part, be asked and answer where ``source`` did.

    Safe to repeat. Where both answered one recommendation, the later answer holds and the other is
    a version before it. What ``source`` passed on to ``into`` is no answer of the one that goes on:
    it stays with ``source``, and no longer holds. Registered with `institutions.spaces`.
    """
    hold_pages(Forum)
    for name in NAMED:
        swap_links(Forum._meta.get_field(name), source, into)
    for revision in revisions_in_use(Forum, hold=True):
        _swap_in_revision(revision, source.pk, into.pk)
    swap_links(Recommendation._meta.get_field("addressees"), source, into)
    Correction.objects.filter(institution=source).update(institution=into)
    present = Membership.objects.filter(institution=into).values_list("forum", flat=True)
    Membership.objects.filter(institution=source, forum__in=list(present)).delete()
    Membership.objects.filter(institution=source).update(institution=into)
    for kind in (Presenter, Proposal, Registration, RegistrationRequest):
        kind._default_manager.filter(institution=source).update(institution=into)
    answered = PolicyResponse.objects.filter(institution=source)
    answered.filter(forwarded_to=into).update(is_current=False)
    for recommendation in sorted(set(answered.values_list("recommendation", flat=True))):
        _join_answers(recommendation, source, into)
    passed_on = PolicyResponse.objects.filter(forwarded_to=source)
    passed_on.exclude(institution=into).update(forwarded_to=into)
    index_named(into)


def _swap_in_revision(revision: Revision, old: int, new: int) -> None:
    held = [name for name in NAMED if old in revision.content.get(name, [])]
    for name in held:
        revision.content[name] = swap_keys(revision.content[name], old, new)
    if held:
        revision.save(update_fields=["content"])


def _join_answers(recommendation: int, source: Institution, into: Institution) -> None:
    """Number the answers of both by their day; the last that held goes on holding."""
    answers = PolicyResponse.objects.filter(
        ~Q(institution=source, forwarded_to=into),
        recommendation=recommendation,
        institution__in=[source, into],
    )
    in_order = list(answers.order_by("is_current", "answered_on", "version", "pk"))
    for number, answer in enumerate(in_order, 1):
        answer.institution = into
        answer.version = FAR + number
        answer.is_current = answer.is_current and answer is in_order[-1]
        answer.save(update_fields=["institution", "version", "is_current"])
    joined = PolicyResponse.objects.filter(recommendation=recommendation, institution=into)
    joined.filter(version__gt=FAR).update(version=F("version") - FAR)
