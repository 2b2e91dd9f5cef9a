"""What is said in the demo's running forum."""

from __future__ import annotations

import pytest

from accounts.enums import Role
from forums.demo.discussion import load_discussion
from forums.enums import ContributionState
from forums.records import Contribution
from tests.accounts.factories import make_user
from tests.forums.factories import make_forum
from tests.institutions.factories import make_institution, make_mandate

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_people_of_the_demo_talk_once():
    make_forum("de-spiegel-van-de-ander")
    load_discussion()
    assert not Contribution.objects.exists()
    for name in ("school", "school2", "beleid", "moderator", "moderator2"):
        role = Role.MODERATOR if name.startswith("moderator") else None
        make_mandate(make_user(f"{name}@voorbeeld.example", role=role), make_institution(name))

    load_discussion()
    load_discussion()

    states = list(Contribution.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ContributionState.PUBLISHED] * 5 + ["hidden", "waiting"]
    assert Contribution.objects.filter(parent__isnull=False).count() == 3
