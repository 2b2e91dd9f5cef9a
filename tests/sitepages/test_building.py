"""Building the site's own pages."""

import pytest
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Revision, Site, Workflow

from sitepages import seed
from sitepages.domain.writing import read_folder
from sitepages.enums import GuideKind
from sitepages.pages import GuideIndexPage, GuidePage, HomePage, StandardPage
from sitepages.seed import build_site
from tests.sharing import made_once
from vocabularies.domain.loading import load_vocabularies

pytestmark = pytest.mark.django_db

STANDARD = {"over", "huisregels", "toegankelijkheid", "privacy", "voor-scholen", "voor-beleid"}


@made_once
def bare(db):
    """Nothing was built yet."""
    HomePage.objects.get().delete()
    Workflow.objects.all().delete()


@made_once
def built(bare):
    """What building made, with the vocabularies there."""
    load_vocabularies()
    return build_site()


def test_site_gets_its_pages_under_its_own_home(built):
    home = HomePage.objects.get()
    assert Site.objects.get().root_page.specific == home
    assert set(Page.objects.child_of(Page.get_first_root_node())) == {home.page_ptr}
    under_home = {"scholen", "forums", "wegwijs", *STANDARD}
    assert set(Page.objects.child_of(home).values_list("slug", flat=True)) == under_home
    assert not Page.objects.filter(live=False).exists()


def test_second_build_changes_nothing(built):
    assert built.made
    before = (
        list(Page.objects.order_by("pk").values()),
        Revision.objects.count(),
        set(GroupPagePermission.objects.values_list("group__name", "page", "permission")),
    )

    assert build_site().made == []

    after = (
        list(Page.objects.order_by("pk").values()),
        Revision.objects.count(),
        set(GroupPagePermission.objects.values_list("group__name", "page", "permission")),
    )
    assert before == after


def test_build_leaves_what_people_edited_and_what_moderators_took_away(built):
    about = StandardPage.objects.get(slug="over")
    about.title = "Wie we zijn"
    about.save_revision().publish()
    GuidePage.objects.get(slug="etwinning").delete()

    build_site()

    assert StandardPage.objects.get(slug="over").title == "Wie we zijn"
    assert not GuidePage.objects.filter(slug="etwinning").exists()


def test_guide_pages_are_tied_to_the_vocabularies(built):
    guide = GuidePage.objects.get(slug="erasmus-beroepsonderwijs")
    assert {theme.slug for theme in guide.themes.all()} == {
        "werkplekleren-en-stage",
        "erkenning-van-leerresultaten",
    }
    assert "ka102" in {programme.slug for programme in guide.programmes.all()}
    for page in GuidePage.objects.all():
        assert page.themes.exists() or page.levels.exists() or page.programmes.exists(), page.slug


def test_every_page_on_european_policy_names_its_source(built):
    policy = GuidePage.objects.filter(kind=GuideKind.POLICY)
    assert policy.count() == 5
    assert not policy.filter(source_title="").exists()
    assert all(page.source_url.startswith("https://") for page in policy)


def test_every_text_of_the_guide_becomes_a_page(built):
    texts = {text.slug for text in read_folder("wegwijs")}
    assert set(GuidePage.objects.values_list("slug", flat=True)) == texts


def test_guide_has_pages_of_every_kind(built):
    kinds = set(
        GuidePage.objects.child_of(GuideIndexPage.objects.get()).values_list("kind", flat=True)
    )
    assert kinds == set(GuideKind.values)


def test_packages_above_put_their_own_pages_below_home(built):
    asked = []
    seed.register_builder(asked.append)
    try:
        build_site()
    finally:
        seed._builders.remove(asked.append)

    assert asked == [HomePage.objects.get()]


@pytest.mark.slow
def test_command_says_how_many_pages_are_new(built, capsys):
    HomePage.objects.get().delete()

    call_command("load_site")
    call_command("load_site")

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"Vaste pagina’s: {2 + len(STANDARD) + GuidePage.objects.count()} nieuw."
    assert second == "Vaste pagina’s: 0 nieuw."
