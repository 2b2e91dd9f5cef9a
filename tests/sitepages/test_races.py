"""A guide page that is saved while a theme is replaced."""

import pytest

from sitepages.pages import GuidePage
from sitepages.retagger import GuideRetagger
from tests.racing import during
from tests.showcase.factories import make_root
from tests.sitepages.factories import make_guide
from tests.vocabularies.factories import make_theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.both]


@pytest.mark.parametrize("writes_over", [True, False])
def test_text_saved_meanwhile_survives_and_is_retagged(writes_over):
    make_root()
    old, new = make_theme(), make_theme()
    guide = make_guide(themes=[old])

    def save():
        page = GuidePage.objects.select_for_update().get(pk=guide.pk)
        latest = page.get_latest_revision()
        draft = latest.as_object()
        draft.summary = "Nieuw gezegd."
        draft.save_revision(overwrite_revision=latest if writes_over else None)

    outcomes = during(save, lambda: GuideRetagger().retag(old, new, by=None))

    draft = GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()
    assert outcomes[0] is None
    assert draft.summary == "Nieuw gezegd."
    assert list(draft.themes.all()) == [new]
