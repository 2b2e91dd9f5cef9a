"""The pages on which a moderator writes and publishes recommendations."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.domain.recommending import Wording, delete_recommendation, rewrite_recommendation
from forums.records import Recommendation
from search.domain.indexing import index
from showcase.domain.withdrawal import withdraw_conclusion
from showcase.records import PolicyConclusion
from tests.forums.factories import (
    make_draft,
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
    whole_wording,
)
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db


@made_once
def forum(db):
    return make_forum("leren")


@made_once
def conclusions(school):
    policy_level()
    return conclusions_of(make_published(make_school_page(school), conclusions=2))


@pytest.fixture
def page(client, moderator):
    """A moderator's browser."""
    client.force_login(moderator)
    return client


LIST = "/mijn/forums/leren/aanbevelingen/"
NEW = f"{LIST}nieuw/"


def typed(*conclusions, **fields):
    """What a moderator sends."""
    return {
        "statement": "Maak het duidelijk.",
        "based_on": [one.pk for one in conclusions],
        "times_saved": 1,
        **fields,
    }


def options(response, name):
    return {str(value) for value, _label in response.context["form"].fields[name].choices}


def test_an_empty_list_says_how_to_begin(page, forum):
    response = page.get(LIST)

    assert "Nog geen aanbevelingen" in response.text
    assert NEW in response.text
    assert markup_problems(response.text) == []


def test_public_pages_lead_who_organises_to_the_work(client, moderator, editor, forum):
    made = make_recommendation(forum)
    addresses = {forum.get_absolute_url(): f'"{LIST}"', made.get_absolute_url(): f'"{LIST}1/"'}

    def led():
        return {
            address: f"href={work}" in client.get(address).text
            for address, work in addresses.items()
        }

    client.force_login(editor)
    assert led() == dict.fromkeys(addresses, False)
    client.force_login(moderator)
    assert led() == dict.fromkeys(addresses, True)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_recommendations_costs_the_same(
    page, forum, conclusions, django_assert_num_queries, count
):
    offices = [make_office(f"Bureau {place}") for place in range(count)]
    for place in range(count):
        made = make_recommendation(forum, addressees=offices, statement=f"Zo {place}.")
        make_response(made, offices[0])
        make_draft(forum, whole_wording(conclusions[0], statement=f"Ooit {place}."))

    with django_assert_num_queries(7):
        response = page.get(LIST)

    listed = response.context["listed"]
    assert sorted((one.word, one.answers) for one in listed) == [
        *[("gepubliceerd", listed[0].answers)] * count,
        *[("ontwerp", "")] * count,
    ]
    assert listed[0].answers.endswith("1 beantwoord")
    assert markup_problems(response.text) == []


def test_recommendation_is_begun_with_one_sentence(page, forum):
    response = page.post(NEW, {"statement": "Schrijf het op.", "times_saved": 0}, follow=True)

    draft = Recommendation.objects.get()
    assert (draft.statement, draft.is_published) == ("Schrijf het op.", False)
    assert response.redirect_chain == [(f"{LIST}1/", 302)]
    assert "Het ontwerp is bewaard." in response.text
    assert markup_problems(response.text) == []


def test_recommendation_without_a_sentence_is_refused_at_its_field(page, forum):
    response = page.post(NEW, {"statement": "", "dissent": "De bond."})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "statement": ["Schrijf wat de deelnemers aanbevelen."]
    }
    assert "De bond." in response.text
    assert markup_problems(response.text) == []


def test_conclusions_of_the_forum_are_offered(page, forum, conclusions):
    make_item(make_session(forum), conclusions[0])

    response = page.get(NEW)

    assert options(response, "based_on") == {str(conclusions[0].pk)}


def test_a_search_offers_others_and_keeps_what_was_typed(page, forum, conclusions):
    first, second = conclusions
    make_item(make_session(forum), first)
    sent = typed(first, words=second.reference, act="search", dissent="De bond.")

    response = page.post(NEW, sent)

    offered = response.context["form"].fields["based_on"].choices
    assert [str(key) for key, _label in offered] == [str(second.pk), str(first.pk)]
    assert response.context["form"]["based_on"].value() == [str(first.pk)]
    assert response.context["form"]["dissent"].value() == "De bond."
    assert response.context["form"].errors == {}
    assert not Recommendation.objects.exists()
    assert markup_problems(response.text) == []


def test_a_search_without_an_answer_says_so(page, forum, conclusions):
    response = page.post(NEW, typed(words="qqqq", act="search"))

    assert "Niets gevonden voor “qqqq”" in response.text


def suggested(response):
    return [one.conclusion for one in response.context["suggestions"]]


@pytest.fixture
def alike(school):
    """Three conclusions of two schools on the same matter, and one on another."""
    policy_level()
    first = make_published(make_school_page(school), conclusions=2)
    second = make_published(make_school_page(make_institution("Elders")), conclusions=2)
    same = [*conclusions_of(first), *conclusions_of(second)]
    statements = (
        "Studiepunten voor een stage in het buitenland",
        "Laat een stage in het buitenland studiepunten opleveren",
        "Geef studiepunten aan wie stage loopt in het buitenland",
        "Kleuters spreken thuis een andere taal dan op school",
    )
    for one, statement in zip(same, statements, strict=True):
        PolicyConclusion.objects.filter(pk=one.pk).update(statement=statement, argument=statement)
        one.refresh_from_db()
    index("conclusion", [one.pk for one in same])
    return same


def test_similar_conclusions_are_suggested_and_added_by_hand(page, forum, alike):
    first, second, third, _other = alike
    make_draft(forum, Wording(statement="Stage.", based_on=frozenset([first])))

    before = page.get(f"{LIST}1/")
    added = page.post(f"{LIST}1/", typed(first, add=third.pk, dissent="De bond."))

    assert set(suggested(before)[:2]) == {second, third}
    shown = {one.conclusion: one.adds_school for one in before.context["suggestions"]}
    assert (shown[second], shown[third]) == (False, True)
    assert "1 conclusie, 1 school" in before.context["convergence"]
    assert suggested(added)[0] == second
    assert not {first, third} & set(suggested(added))
    assert added.context["form"]["based_on"].value() == [str(first.pk), str(third.pk)]
    assert added.context["form"]["dissent"].value() == "De bond."
    assert "2 conclusies, 2 scholen" in added.context["convergence"]
    assert added.context["form"].errors == {}
    assert set(Recommendation.objects.get().based_on.all()) == {first}
    assert markup_problems(before.text) == markup_problems(added.text) == []


def test_what_has_a_box_to_tick_is_not_suggested_as_well(page, forum, alike):
    first, second, third, _other = alike
    make_draft(forum, Wording(statement="Stage.", based_on=frozenset([first])))
    make_item(make_session(forum), second)

    shown = page.get(f"{LIST}1/")

    assert suggested(shown)[0] == third
    assert not {first, second} & set(suggested(shown))


def test_a_sentence_alone_gets_suggestions_and_no_withdrawn_ones(page, forum, alike, moderator):
    first, second, third, _other = alike
    gone = withdraw_conclusion(second, reason="Achterhaald.", by=moderator)

    response = page.post(
        NEW, typed(statement="Studiepunten: stage in het buitenland", act="search", words="")
    )

    assert gone.is_withdrawn
    assert set(suggested(response)) == {first, third}


def test_draft_is_rewritten_with_everything(page, forum, conclusions):
    make_draft(forum)
    whole = whole_wording(conclusions[1])
    office = make_office()
    sent = typed(
        conclusions[1],
        policy_level=whole.policy_level.slug,
        policy_domain=whole.policy_domain.slug,
        addressees=[office.pk],
        counter_findings="Elders niet.",
        dissent="De bond.",
    )

    response = page.post(f"{LIST}1/", sent | {"act": "publish"})

    draft = Recommendation.objects.get()
    assert set(draft.based_on.all()) == {conclusions[1]}
    assert set(draft.addressees.all()) == {office}
    assert (draft.counter_findings, draft.dissent) == ("Elders niet.", "De bond.")
    assert draft.subjects == (whole.policy_domain.label, whole.policy_level.label)
    assert response.url == f"{LIST}1/publiceren/"


def test_school_is_no_addressee(page, forum, school):
    make_draft(forum)

    response = page.post(f"{LIST}1/", typed(addressees=[school.pk]))

    assert set(response.context["form"].errors) == {"addressees"}


def test_who_saves_second_sees_both_and_loses_nothing(page, forum):
    make_draft(forum)
    page.post(f"{LIST}1/", typed(statement="Van de eerste."))

    response = page.post(f"{LIST}1/", typed(statement="Van de tweede."))

    assert response.status_code == 409
    assert "Van de eerste." in response.text
    assert response.context["form"]["statement"].value() == "Van de tweede."
    assert response.context["times_saved"] == 2
    assert markup_problems(response.text) == []

    page.post(f"{LIST}1/", typed(statement="Van de tweede.", times_saved=2))
    assert Recommendation.objects.get().statement == "Van de tweede."


def test_same_statement_twice_is_refused_at_its_field(page, forum):
    make_draft(forum)

    response = page.post(NEW, typed(statement="Schrijf het op.", dissent="De bond niet."))

    assert response.context["form"].errors == {
        "statement": ["Aanbeveling 1 van dit forum zegt dit al."]
    }


def test_a_new_draft_that_is_sent_twice_leads_twice_to_the_same(page, forum):
    answers = [page.post(NEW, typed(statement="Eén keer.")) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert forum.recommendations.count() == 1


def test_text_typed_while_signed_out_comes_back(client, moderator, forum):
    client.force_login(moderator)
    lose_session(client)
    client.post(NEW, typed(statement="Niet verloren."))
    client.force_login(moderator)

    response = client.get(NEW)

    assert response.context["form"]["statement"].value() == "Niet verloren."


def test_what_was_saved_while_signed_out_is_not_replaced_unseen(client, moderator, forum):
    draft = make_draft(forum)
    client.force_login(moderator)
    lose_session(client)
    client.post(f"{LIST}1/", typed(statement="Van mij."))
    rewrite_recommendation(draft, Wording(statement="Van een ander."), times_saved=1, by=moderator)
    client.force_login(moderator)

    saved = client.get(f"{LIST}1/").context["times_saved"]
    response = client.post(f"{LIST}1/", typed(statement="Van mij.", times_saved=saved))

    assert (saved, response.status_code) == (1, 409)
    assert "Van een ander." in response.text


@pytest.mark.parametrize("number_is_given_anew", [True, False])
def test_text_for_a_draft_that_was_thrown_away_becomes_a_new_one(
    page, forum, moderator, number_is_given_anew
):
    gone = make_draft(forum)
    sent = typed(statement="Niet verloren.", draft=gone.pk)
    delete_recommendation(gone, times_saved=gone.times_saved, by=moderator)
    if number_is_given_anew:
        make_draft(forum, Wording(statement="Van een ander."))

    response = page.post(f"{LIST}1/", sent, follow=True)

    others = ["Van een ander."] if number_is_given_anew else []
    statements = forum.recommendations.order_by("number").values_list("statement", flat=True)
    assert list(statements) == [*others, "Niet verloren."]
    assert "gooide dit ontwerp weg" in response.text


@pytest.mark.parametrize("number_is_given_anew", [True, False])
def test_kept_text_for_a_draft_that_was_thrown_away_is_shown_and_becomes_a_new_one(
    client, forum, moderator, number_is_given_anew
):
    gone = make_draft(forum)
    client.force_login(moderator)
    lose_session(client)
    client.post(f"{LIST}1/", typed(statement="Niet verloren.", draft=gone.pk))
    delete_recommendation(gone, times_saved=gone.times_saved, by=moderator)
    if number_is_given_anew:
        make_draft(forum, Wording(statement="Van een ander."))
    client.force_login(moderator)

    shown = client.get(f"{LIST}1/")
    carried = {name: shown.context[name] for name in ("draft", "times_saved")}
    refused = client.post(f"{LIST}1/", typed(**carried | {"statement": ""}))
    carried = {name: refused.context[name] for name in ("draft", "times_saved")}
    client.post(f"{LIST}1/", typed(**carried | {"statement": "Niet verloren."}))

    assert shown.context["form"]["statement"].value() == "Niet verloren."
    assert "gooide dit ontwerp weg" in shown.text
    assert f'name="draft" value="{gone.pk}"' in shown.text
    assert carried == {"draft": gone.pk, "times_saved": 1}
    others = ["Van een ander."] if number_is_given_anew else []
    statements = forum.recommendations.order_by("number").values_list("statement", flat=True)
    assert list(statements) == [*others, "Niet verloren."]
    assert markup_problems(shown.text) == []


def test_kept_text_for_a_draft_that_was_published_is_there_to_copy(
    client, forum, moderator, conclusions
):
    draft = make_draft(forum, whole_wording(conclusions[0]))
    client.force_login(moderator)
    lose_session(client)
    sent = typed(conclusions[1], statement="Niet verloren.", dissent="De bond.", draft=draft.pk)
    client.post(f"{LIST}1/", sent)
    forum.recommendations.update(published_on=timezone.localdate())
    client.force_login(moderator)

    shown = client.get(f"{LIST}1/")

    assert "Dit kan niet meer bewaard worden." in shown.text
    for words in ("Niet verloren.", "De bond.", conclusions[1].reference):
        assert words in shown.text
    assert "Er is nog niets gebeurd" not in shown.text
    assert markup_problems(shown.text) == []


@pytest.mark.parametrize("act", ["publiceren", "weggooien"])
def test_no_other_draft_is_published_or_thrown_away_than_was_read(page, forum, conclusions, act):
    whole = whole_wording(*conclusions, addressees=[make_office()])
    other = make_draft(forum, whole)

    page.post(f"{LIST}1/{act}/", {"times_saved": 1, "draft": other.pk + 1})

    other.refresh_from_db()
    assert not other.is_published


def test_what_is_missing_is_named_with_the_way_to_mend_it(page, forum):
    make_draft(forum)

    response = page.get(f"{LIST}1/publiceren/")

    assert [address for address, _text in response.context["missing"]] == [
        f"{LIST}1/#veld-based_on",
        f"{LIST}1/#id_policy_level",
        f"{LIST}1/#id_policy_domain",
    ]
    assert markup_problems(response.text) == []
    page.post(f"{LIST}1/publiceren/", {"times_saved": 1})
    assert not Recommendation.objects.get().is_published


def test_whole_draft_is_published_and_then_fixed(page, forum, conclusions):
    make_draft(forum, whole_wording(*conclusions, addressees=[make_office()]))
    before = page.get(f"{LIST}1/publiceren/")

    after = page.post(f"{LIST}1/publiceren/", {"times_saved": 1}, follow=True)
    late = page.post(f"{LIST}1/", typed(statement="Anders."))

    assert markup_problems(before.text) == []
    assert "De aanbeveling is gepubliceerd." in after.text
    assert "Noteer het antwoord" in after.text
    assert markup_problems(after.text) == []
    assert late.status_code == 422
    assert "De tekst staat vast sinds de publicatie" in late.text
    assert Recommendation.objects.get().statement == "Maak het duidelijk."


def test_what_changed_meanwhile_is_read_again_before_it_is_published(page, forum, conclusions):
    make_draft(forum, whole_wording(*conclusions, addressees=[make_office()]))

    response = page.post(f"{LIST}1/publiceren/", {"times_saved": 7}, follow=True)

    assert "Een andere moderator wijzigde dit ontwerp. Lees het opnieuw." in response.text
    assert not Recommendation.objects.get().is_published


def test_moderator_of_an_addressee_leaves_publishing_to_another(
    client, epos_moderator, forum, conclusions
):
    epos = epos_moderator.mandates.get().institution
    make_draft(forum, whole_wording(*conclusions, addressees=[epos]))
    client.force_login(epos_moderator)

    response = client.get(f"{LIST}1/publiceren/")

    assert "Laat een andere moderator ze publiceren." in response.text
    assert "<button class" not in response.text.split("<main")[1].split("</main")[0]

    refused = client.post(f"{LIST}1/publiceren/", {"times_saved": 1})
    assert refused.status_code == 403
    assert "Laat een andere moderator ze publiceren." in refused.text
    assert markup_problems(refused.text) == []
    assert not Recommendation.objects.get().is_published


def test_draft_is_thrown_away_after_a_question(page, forum):
    make_draft(forum)

    asked = page.get(f"{LIST}1/weggooien/")
    gone = page.post(f"{LIST}1/weggooien/", {"times_saved": 1}, follow=True)

    assert markup_problems(asked.text) == []
    assert "Het ontwerp is weggegooid." in gone.text
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize("sent", [{"times_saved": 1}, {}])
def test_a_draft_that_a_colleague_changed_is_not_thrown_away_unread(page, forum, sent):
    draft = make_draft(forum)
    Recommendation.objects.update(statement="Van een collega.", times_saved=2)

    asked_again = page.post(f"{LIST}1/weggooien/", {"draft": draft.pk, **sent}, follow=True)

    assert "Een andere moderator wijzigde dit ontwerp." in asked_again.text
    assert "Van een collega." in asked_again.text
    assert Recommendation.objects.get().statement == "Van een collega."


def test_what_is_published_is_not_thrown_away(page, forum):
    make_recommendation(forum)

    response = page.post(f"{LIST}1/weggooien/", follow=True)

    assert "De tekst staat vast" in response.text
    assert Recommendation.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.slow
def test_writing_costs_the_same(page, forum, school, conclusions, django_assert_num_queries, count):
    mine = conclusions_of(make_published(make_school_page(school), conclusions=count))
    for conclusion in mine:
        make_item(make_session(forum), conclusion)
    offices = [make_office(f"Bureau {place}") for place in range(count)]
    make_draft(forum, whole_wording(*mine, addressees=offices))

    page.get(f"{LIST}1/")  # this process knows the index from now on

    with django_assert_num_queries(17):
        response = page.get(f"{LIST}1/")

    assert len(options(response, "based_on")) == count
    assert set(suggested(response)) == set(conclusions)
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_reading_before_publishing_costs_the_same(
    page, forum, school, django_assert_num_queries, count
):
    policy_level()
    conclusions = conclusions_of(make_published(make_school_page(school), conclusions=count))
    offices = [make_office(f"Bureau {place}") for place in range(count)]
    make_draft(forum, whole_wording(*conclusions, addressees=offices))

    with django_assert_num_queries(12):
        response = page.get(reverse("publish_recommendation", args=["leren", 1]))

    assert len(response.context["conclusions"]) == count


@pytest.mark.parametrize("field", ["based_on", "addressees"])
def test_a_choice_that_no_database_holds_is_refused_in_words(page, forum, field):
    response = page.post(NEW, typed() | {field: "9" * 30, "wish": "save"})

    assert response.status_code == 422
    assert response.context["form"].errors == {field: ["Kies uit de lijst."]}
