"""The vocabularies in Wagtail's admin."""

import html

import pytest
from bs4 import BeautifulSoup
from django.urls import NoReverseMatch, reverse

from tests.accounts.factories import make_user
from tests.vocabularies.factories import RETIRED, make_keyword, make_level, make_term, make_theme
from tests.vocabularies.retaggers import board
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Keyword, Term, Theme

__all__ = ["board"]
pytestmark = pytest.mark.django_db

NAMES = {
    f"{part}": ""
    for part in ("label_en", "label_fr", "label_de", "definition_nl", "definition_en", "broader")
}


@pytest.fixture
def admin(client, moderator):
    client.force_login(moderator)
    return client


def text_of(response):
    return html.unescape(response.content.decode())


ACTS = [
    *(
        f"{model}:{act}"
        for model in ("theme", "educationlevel", "term")
        for act in ("index", "add")
    ),
    "keyword:index",
    *(
        f"{model}:{act}"
        for model in ("theme", "educationlevel", "term")
        for act in ("edit", "retire", "restore", "replace", "history")
    ),
    "keyword:merge",
]


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("moderator", True),
        ("administrator", True),
        ("policymaker", False),
        ("editor", False),
        (None, False),
    ],
)
def test_who_opens_which_page(request, client, act, who, may):
    if who:
        client.force_login(request.getfixturevalue(who))
    model, name = act.split(":")
    made = {
        "theme": make_theme,
        "educationlevel": make_level,
        "term": make_term,
        "keyword": make_keyword,
    }[model]()

    response = client.get(reverse(act, args=[] if name in ("index", "add") else [made.pk]))

    if may:
        assert response.status_code == 200
        assert "Verwijder" not in text_of(response)
    else:
        assert response.status_code == (404 if who == "editor" else 302)
        assert str(made) not in text_of(response)


@pytest.mark.parametrize("model", ["theme", "educationlevel", "term", "keyword"])
def test_nobody_can_delete_not_even_a_superuser(client, model):
    client.force_login(make_user("super@voorbeeld.example", is_superuser=True))
    make_theme(), make_level(), make_term(), make_keyword()

    listing = client.get(reverse(f"{model}:index"))

    assert "delete" not in text_of(listing)
    with pytest.raises(NoReverseMatch):
        reverse(f"{model}:delete", args=[1])


def test_menu_is_for_who_keeps_the_lists(client, moderator):
    client.force_login(moderator)

    assert "Woordenlijsten" in text_of(client.get(reverse("wagtailadmin_home")))


def test_new_theme_is_added_with_an_address_of_its_name(admin):
    response = admin.post(
        reverse("theme:add"), {**NAMES, "label_nl": "Sport & spel", "slug": "", "order": ""}
    )

    assert response.status_code == 302
    theme = Theme.objects.get()
    assert (theme.slug, theme.name, theme.order) == ("sport-spel", "Sport & spel", 0)


def test_theme_of_a_name_that_is_taken_is_refused_at_its_field(admin):
    make_theme("sport", label_nl="Sport")

    response = admin.post(reverse("theme:add"), {**NAMES, "label_nl": "sport", "slug": "s2"})

    form = response.context["form"]
    assert form.errors == {"label_nl": ["Er is al een term met deze naam. Kies een andere naam."]}
    assert Theme.objects.count() == 1


def test_new_term_stands_under_a_term_of_its_own_list(admin):
    other = make_term("elders", Scheme.POLICY_DOMAINS)
    data = {**NAMES, "scheme": Scheme.BARRIERS, "label_nl": "Tijd", "slug": "", "order": "3"}

    refused = admin.post(reverse("term:add"), {**data, "broader": other.pk})
    admin.post(reverse("term:add"), data)

    assert list(refused.context["form"].errors) == ["broader"]
    tijd = Term.objects.in_scheme(Scheme.BARRIERS).get()
    assert (tijd.slug, tijd.order) == ("tijd", 3)


def test_change_keeps_the_address_and_the_list(admin):
    term = make_term("geld", Scheme.BARRIERS)

    admin.post(
        reverse("term:edit", args=[term.pk]),
        {**NAMES, "label_nl": "Kosten", "order": 0, "slug": "anders", "scheme": "countries"},
    )

    term.refresh_from_db()
    assert (term.label_nl, term.slug, term.scheme) == ("Kosten", "geld", Scheme.BARRIERS)


def test_level_is_not_put_under_what_stands_under_it(admin):
    top = make_level("top")
    below = make_level("onder", broader=top)

    response = admin.post(
        reverse("educationlevel:edit", args=[top.pk]),
        {**NAMES, "label_nl": "Top", "order": 0, "broader": below.pk},
    )

    assert list(response.context["form"].errors) == ["broader"]
    assert EducationLevel.objects.get(slug="top").broader is None


@pytest.mark.parametrize(
    ("state", "acts"), [({}, ["retire", "replace"]), (RETIRED, ["restore", "replace"])]
)
def test_what_can_be_done_with_a_term_stands_beside_saving(admin, state, acts):
    theme = make_theme("talen", **state)

    page = BeautifulSoup(admin.get(reverse("theme:edit", args=[theme.pk])).content, "html.parser")

    beside = [link["href"] for link in page.select(".editor-actions a")]
    assert beside == [reverse(f"theme:{act}", args=[theme.pk]) for act in acts]
    assert [one.get_text(strip=True) for one in page.select(".editor-actions button")] == [
        "Opslaan"
    ]


def test_retire_asks_first_and_says_where_the_term_stands(admin, board):
    theme = make_theme()
    board.notes = {"Een project": [theme]}
    url = reverse("theme:retire", args=[theme.pk])

    asked = admin.get(url)
    assert "Een project" in text_of(asked)
    assert Theme.objects.current().count() == 1

    admin.post(url)
    assert Theme.objects.current().count() == 0
    admin.post(reverse("theme:restore", args=[theme.pk]))
    assert Theme.objects.current().count() == 1


def test_refused_retirement_says_why_and_changes_nothing(admin):
    top = make_theme()
    make_theme(broader=top)

    response = admin.post(reverse("theme:retire", args=[top.pk]))

    assert response.status_code == 409
    assert "Onder deze term staan nog andere termen." in text_of(response)
    assert Theme.objects.retired().count() == 0


@pytest.mark.parametrize("act", ["retire", "replace"])
def test_page_says_what_stands_under_a_term_before_it_is_asked(admin, act):
    top = make_theme()
    make_theme(label_nl="Luchtkwaliteit", broader=top), make_theme(label_nl="Water", broader=top)
    make_theme(label_nl="Oud", broader=top, **RETIRED)

    response = admin.get(reverse(f"theme:{act}", args=[top.pk]))

    assert {term.label for term in response.context["below"]} == {"Luchtkwaliteit", "Water"}
    assert "Er staan nog 2 termen onder" in text_of(response)
    assert '<button type="submit" class="button">' not in response.text


def test_bare_name_of_a_term_is_enough_where_it_is_clear(admin):
    old, new, word = make_theme(label_nl="Oud"), make_theme(label_nl="Nieuw"), make_keyword()
    make_term(scheme=Scheme.BARRIERS, label_nl="Nieuw")

    unclear = admin.post(reverse("keyword:merge", args=[word.pk]), {"into": "nieuw"})
    admin.post(reverse("theme:replace", args=[old.pk]), {"into": "nieuw", "confirmed": "nieuw"})

    old.refresh_from_db()
    assert list(unclear.context["form"].errors) == ["into"]
    assert old.replaced_by == new


def test_replace_shows_what_changes_before_it_changes(admin, board):
    old, new = make_theme(label_nl="Oud"), make_theme(label_nl="Nieuw")
    board.notes = {"Een project": [old], "Vol project": [old]}
    board.full = {"Vol project"}
    url = reverse("theme:replace", args=[old.pk])

    shown = admin.post(url, {"into": "nieuw (thema)"})
    assert "Dit verandert op 2 plaatsen" in text_of(shown)
    assert "heeft al drie thema’s" in text_of(shown)
    assert board.notes["Een project"] == [old]

    done = admin.post(url, {"into": "nieuw (thema)", "confirmed": "nieuw (thema)"}, follow=True)
    assert "1 keer aangepast." in text_of(done)
    assert board.notes == {"Een project": [new], "Vol project": [old]}
    old.refresh_from_db()
    assert old.replaced_by == new


def test_another_choice_is_shown_again_before_it_is_done(admin):
    old = make_theme(label_nl="Oud")
    make_theme(label_nl="Nieuw"), make_theme(label_nl="Nieuwer")

    admin.post(
        reverse("theme:replace", args=[old.pk]),
        {"into": "Nieuwer (thema)", "confirmed": "Nieuw (thema)"},
    )

    old.refresh_from_db()
    assert not old.is_retired


def test_keyword_is_merged_by_name_into_a_theme_or_term(admin, board, moderator):
    word, theme = make_keyword("schoolmoe"), make_theme(label_nl="Schoolverlaten")
    term = make_term(scheme=Scheme.BARRIERS, label_nl="Schoolverlaten")
    make_theme(label_nl="Oud", **RETIRED)
    board.notes = {"Een project": [word]}
    url = reverse("keyword:merge", args=[word.pk])

    page = text_of(admin.get(url))
    assert page.count("<option") == 2
    unknown = admin.post(url, {"into": "Oud (thema)"})
    assert unknown.status_code == 422
    into = "Schoolverlaten (hindernissen)"
    done = admin.post(url, {"into": "hindernissen", "confirmed": "hindernissen"}, follow=True)

    word.refresh_from_db()
    assert f"“schoolmoe” werd “{into}”. 1 keer aangepast." in text_of(done)
    assert (word.merged_into, word.merged_by) == (term, moderator)
    assert board.notes == {"Een project": [term]}
    assert theme.merged_keywords.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_keywords_are_listed_with_their_uses_under_one_query_count(
    admin, board, django_assert_num_queries, count
):
    words = [make_keyword() for _ in range(count)]
    board.notes = {"Een project": [words[0]], "Nog een": [words[0]]}
    admin.get(reverse("keyword:index_results"))

    with django_assert_num_queries(9):
        response = admin.get(reverse("keyword:index_results"))

    listed = {keyword: keyword.uses for keyword in response.context["table"].data}
    assert listed == {word: 2 if word == words[0] else 0 for word in Keyword.objects.all()}


@pytest.mark.parametrize("count", [1, 3])
def test_terms_are_listed_under_one_query_count(admin, django_assert_num_queries, count):
    for _ in range(count):
        make_term(broader=make_term(scheme=Scheme.BARRIERS))
    admin.get(reverse("term:index_results"))

    with django_assert_num_queries(8):
        response = admin.get(reverse("term:index_results"), {"scheme": "barriers"})

    assert len(response.context["table"].data) == 2 * count


def test_list_of_keywords_leads_to_merging_each(admin):
    word = make_keyword()

    page = admin.get(reverse("keyword:index")).text

    assert page.count(reverse("keyword:merge", args=[word.pk])) >= 2
    assert "Voeg samen" in page
