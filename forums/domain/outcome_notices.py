"""The mails on what became of a forum: to who took part, and to who was addressed.

They are written in the transaction of what they tell about, so nobody gets one twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from accounts.records import User
from forums import permissions
from forums.domain.promises import Promise
from forums.domain.who_took_part import who_took_part
from institutions.records import Institution, Mandate
from notifications.mail import send

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import PolicyResponse, Recommendation


def who_hears(forum: Forum, published: Iterable[Recommendation], *, by: User) -> list[Any]:
    """Who took part and is mailed when ``by`` puts out ``published`` or notes an answer: nobody
    who is mailed already because their institution is addressed.
    """
    addressed = [user.email for user in _addressed(forum, published, but=by)]
    return who_took_part(forum, but=[by.email, *addressed])


def tell_of_report(forum: Forum, published: Collection[Recommendation], *, by: User) -> int:
    """Mail who took part that the report is out, with everything the forum recommends, and who is
    addressed by ``published``, what is out with it. How many took part and were mailed.
    """
    everything = forum.recommendations.filter(published_on__isnull=False).order_by("number")
    return _tell("report_published", forum, published, list(everything), by=by)


def tell_of_recommendation(recommendation: Recommendation, *, by: User) -> int:
    """Mail who is addressed; and, once the report of the forum is out, who took part."""
    forum = recommendation.forum
    if forum.reported_on is None:
        _tell_addressed(forum, [recommendation], by=by)
        return 0
    return _tell("recommendation_published", forum, [recommendation], [recommendation], by=by)


def tell_of_answer(response: PolicyResponse, *, by: User) -> int:
    """Mail who took part what an institution answered. How many were mailed."""
    forum = response.recommendation.forum
    told = who_hears(forum, (), by=by)
    context = {
        "forum": forum,
        "recommendation": response.recommendation,
        "response": response,
        "path": f"{response.recommendation.get_absolute_url()}#antwoord-{response.institution_id}",
    }
    for one in told:
        send("forums/mail/answer_given", one, context)
    return len(told)


def _tell(
    template: str,
    forum: Forum,
    published: Collection[Recommendation],
    listed: Collection[Recommendation],
    *,
    by: User,
) -> int:
    told = who_hears(forum, published, by=by)
    _tell_addressed(forum, published, by=by)
    context = _about(forum, listed)
    for one in told:
        send(f"forums/mail/{template}", one, context)
    return len(told)


def _tell_addressed(forum: Forum, published: Iterable[Recommendation], *, by: User) -> None:
    for user, listed in _addressed(forum, published, but=by).items():
        send("forums/mail/recommendation_addressed", user, _about(forum, listed))


def _about(forum: Forum, listed: Collection[Recommendation]) -> dict[str, Any]:
    promised_by = [one.name for one in forum.promised_by.all()]
    due_on = None
    if promised_by and forum.reported_on is not None:
        due_on = Promise(forum.reported_on, forum.answer_term_days, forum.reported_on).due_on
    return {
        "forum": forum,
        "recommendations": listed,
        "promised_by": promised_by,
        "due_on": due_on,
    }


def _addressed(
    forum: Forum, published: Iterable[Recommendation], *, but: User
) -> dict[User, list[Recommendation]]:
    """Who speaks for an addressee of ``published`` and may read it, with what is theirs."""
    listed = {one.pk: one for one in published}
    if not listed:
        return {}
    links = Institution.recommendations_received.through.objects
    asked = links.filter(recommendation__in=listed).order_by("recommendation")
    of_institution: dict[int, list[int]] = defaultdict(list)
    for institution, recommendation in asked.values_list("institution", "recommendation"):
        of_institution[institution].append(recommendation)
    found: dict[User, list[Recommendation]] = defaultdict(list)
    mandates = Mandate.objects.active().filter(institution__in=of_institution, user__is_active=True)
    for one in mandates.exclude(user=but).select_related("user").order_by("user", "pk"):
        if one.user.email and permissions.can_see_forum(one.user, forum):
            theirs = (listed[key] for key in of_institution[one.institution_id])
            found[one.user] += [each for each in theirs if each not in found[one.user]]
    return found
