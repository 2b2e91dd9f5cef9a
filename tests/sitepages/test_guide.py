"""Guide pages: beside which projects, by whom, and after the vocabularies."""

import pytest
from django.urls import reverse

from sitepages.enums import GuideKind
from sitepages.forms import GuidePageForm
from sitepages.pages import GuideIndexPage, GuidePage, StandardPage
from sitepages.seed import build_site
from tests.sitepages.factories import make_guide
from tests.vocabularies.factories import RETIRED, make_level, make_term, make_theme
from vocabularies.domain.retiring import replace
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


def beside(*args):
    return list(GuidePage.objects.live().beside(*args))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_pages_that_share_most_come_first_in_one_query(django_assert_num_queries, count):
    themes = [make_theme() for _ in range(count)]
    level, programme = make_level(), make_term(scheme=Scheme.PROGRAMMES)
    one = make_guide("een", themes=themes[:1])
    three = make_guide("drie", themes=themes[:1], levels=[level], programmes=[programme])
    two = make_guide("twee", levels=[level], programmes=[programme])
    make_guide("geen", themes=[make_theme()])
    make_guide("ontwerp", themes=themes, levels=[level], live=False)

    with django_assert_num_queries(1):
        found = beside(themes, [level], [programme])

    assert found == [three, two, one]


@pytest.mark.slow
def test_at_most_three_pages_stand_beside_a_project():
    theme = make_theme()
    for slug in ("a", "b", "c", "d"):
        make_guide(slug, themes=[theme])

    assert [page.slug for page in beside([theme], [], [])] == ["a", "b", "c"]
    assert GuidePage.objects.live().beside([theme], limit=1).count() == 1
    assert beside([], [], []) == []


def test_page_about_the_broader_theme_stands_beside_a_project_too():
    broad = make_theme()
    narrow = make_theme(broader=broad)
    page = make_guide(themes=[broad])
    make_guide(themes=[make_theme(broader=broad)])

    assert beside([narrow], [], []) == [page]


FORM = {"title": "T", "slug": "t", "summary": "S", "kind": GuideKind.FUNDING, "body-count": "0"}


def form_for(page, data):
    form_class = GuidePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, GuidePageForm)
    return form_class(
        {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **FORM, **data}, instance=page
    )


def test_form_takes_themes_levels_and_programmes_of_the_lists():
    theme, level, programme = make_theme(), make_level(), make_term(scheme=Scheme.PROGRAMMES)
    page = make_guide(themes=[make_theme()])

    form = form_for(
        page, {"themes": [theme.slug], "levels": [level.slug], "programmes": [programme.slug]}
    )
    assert form.is_valid(), form.errors
    form.save()

    page = GuidePage.objects.get()
    assert set(page.themes.all()) == {theme}
    assert set(page.levels.all()) == {level}
    assert set(page.programmes.all()) == {programme}


def test_form_sees_what_changed_and_refuses_what_it_does_not_know():
    old = make_theme("oud", **RETIRED)
    page = make_guide(themes=[old])

    same = form_for(page, {"themes": ["oud"]})
    other = form_for(page, {"themes": []})
    wrong = form_for(page, {"themes": ["verzonnen"]})

    assert same.is_valid(), same.errors
    assert "themes" not in same.changed_data
    assert "themes" in other.changed_data
    assert wrong.errors == {
        "themes": ["“verzonnen” staat niet in de lijst. Kies uit de lijst."],
    }


def test_european_policy_names_its_source_before_it_is_published():
    page = make_guide()
    data = {"kind": GuideKind.POLICY}

    published = form_for(page, data)
    draft = form_for(page, data)
    draft.defer_required_fields()

    assert list(published.errors) == ["source_title", "source_url"]
    assert draft.is_valid(), draft.errors


@pytest.mark.slow
def test_replaced_theme_is_replaced_on_pages_and_in_their_drafts(moderator):
    old, new, other = make_theme("oud"), make_theme("nieuw"), make_theme("ander")
    programme, later = make_term(scheme=Scheme.PROGRAMMES), make_term(scheme=Scheme.PROGRAMMES)
    live = make_guide("live", themes=[old, other], programmes=[programme])
    both = make_guide("beide", themes=[old, new])
    draft = make_guide("ontwerp", live=False, themes=[old])
    make_guide("elders", themes=[other])
    revisions = live.revisions.count()

    done = replace(old, new, by=moderator)
    replace(programme, later, by=moderator)

    assert done.changed == 3
    for page, themes in ((live, {new, other}), (both, {new}), (draft, {new})):
        fresh = GuidePage.objects.get(pk=page.pk)
        assert set(fresh.themes.all()) == themes
        assert set(fresh.get_latest_revision_as_object().themes.all()) == themes
    assert set(GuidePage.objects.get(pk=live.pk).programmes.all()) == {later}
    latest = GuidePage.objects.get(pk=live.pk).get_latest_revision_as_object()
    assert set(latest.programmes.all()) == {later}
    assert live.revisions.count() == revisions


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "guide", "standard"),
    [
        ("moderator", True, False),
        ("administrator", True, True),
        ("policymaker", False, False),
        ("editor", False, False),
    ],
)
def test_who_edits_and_publishes_what(request, client, who, guide, standard):
    user = request.getfixturevalue(who)
    build_site()
    client.force_login(user)
    pages = {
        GuidePage.objects.get(slug="etwinning"): guide,
        StandardPage.objects.get(slug="over"): standard,
    }

    for page, may in pages.items():
        tester = page.permissions_for_user(user)
        assert (tester.can_edit(), tester.can_publish()) == (may, may), page
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert (response.status_code == 200) == may
        assert (f'value="{page.title}"' in response.content.decode()) == may
    index = GuideIndexPage.objects.get()
    assert index.permissions_for_user(user).can_add_subpage() == guide
