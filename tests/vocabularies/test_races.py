"""Two moderators at the same moment, on a real database."""

import pytest

from tests.racing import during
from tests.vocabularies.factories import make_theme
from vocabularies.domain.refusals import NotAReplacementError
from vocabularies.domain.retiring import replace
from vocabularies.records import Theme

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_two_who_replace_each_others_term_make_no_circle(moderator):
    one, two = make_theme("een"), make_theme("twee")

    outcomes = during(
        lambda: replace(one, two, by=moderator), lambda: replace(two, one, by=moderator)
    )

    assert isinstance(outcomes[1], NotAReplacementError)
    after = Theme.objects.order_by("pk").values_list("slug", "replaced_by__slug")
    assert list(after) == [("een", "twee"), ("twee", None)]
