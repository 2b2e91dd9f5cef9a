"""Who may do what with recommendations and answers: role × verb, on the pages themselves."""

from __future__ import annotations

import pytest

from forums.records import PolicyResponse
from tests.forums.factories import make_draft, make_forum, make_recommendation, whole_wording
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level

pytestmark = pytest.mark.django_db

BASE = "/mijn/forums/leren/aanbevelingen/"
ANSWER = {
    "answered_on": "2026-01-01",
    "speaks_for": "administration",
    "position": "niet-opgenomen",
    "text": "Nee.",
    "reason": "Te duur.",
    "after": 0,
}
#: Where each verb is asked, and what is sent there.
VERBS = {
    "list": (BASE, None),
    "start": (f"{BASE}nieuw/", {"statement": "Nieuw."}),
    "rewrite": (f"{BASE}2/", {"statement": "Herschreven.", "times_saved": 1}),
    "publish": (f"{BASE}2/publiceren/", {"times_saved": 1}),
    "delete": (f"{BASE}2/weggooien/", {"times_saved": 1}),
    "record": (f"{BASE}1/antwoorden/{{addressee}}/", ANSWER),
}
NOTHING = dict.fromkeys(VERBS, False)
EVERYTHING = dict.fromkeys(VERBS, True)
#: The recommendations are addressed to EPOS, for which ``policymaker_of_epos`` speaks too.
MAY = {
    "visitor": NOTHING,
    "editor": NOTHING,
    "policymaker_of_epos": NOTHING,
    "moderator": EVERYTHING,
    "epos_moderator": EVERYTHING | {"publish": False, "record": False},
    "administrator": EVERYTHING,
}


@made_once
def epos(epos_moderator):
    return epos_moderator.mandates.get().institution


@made_once
def policymaker_of_epos(policymaker, epos):
    from institutions.enums import Capacity
    from tests.institutions.factories import make_mandate

    make_mandate(policymaker, epos, Capacity.OFFICER)
    return policymaker


@made_once
def forum(school, epos):
    """Recommendation 1 waits for an answer, 2 is a draft."""
    policy_level()
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    forum = make_forum("leren")
    make_recommendation(forum, addressees=[epos], published_on="2026-01-01")
    make_draft(forum, whole_wording(conclusion, addressees=[epos], statement="Ontwerp."))
    return forum


@pytest.mark.parametrize(("role", "verb"), [(role, verb) for role in MAY for verb in VERBS])
def test_who_may_do_what(request, client, epos, forum, role, verb):
    if role != "visitor":
        client.force_login(request.getfixturevalue(role))
    address, sent = VERBS[verb]
    before = state(forum)

    url = address.format(addressee=epos.pk)
    response = client.get(url) if sent is None else client.post(url, sent)

    if MAY[role][verb]:
        assert response.status_code == (200 if sent is None else 302)
        assert (state(forum) != before) is (sent is not None)
    else:
        assert (
            response.url.startswith("/account/login/")
            if role == "visitor"
            else response.status_code == 403
        )
        assert state(forum) == before


def state(forum):
    """Everything that a verb can change."""
    rows = forum.recommendations.order_by("number")
    return (
        list(rows.values_list("number", "statement", "published_on", "times_saved")),
        PolicyResponse.objects.count(),
    )
