"""The pages on which a moderator notes what institutions answered, and where it is read."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from forums.domain.answering import FIELD_OF
from forums.enums import DEMANDED_BY, Position
from forums.records import PolicyResponse
from tests.forums.factories import make_forum, make_office, make_recommendation, make_response
from tests.markup import markup_problems
from tests.signing_out import lose_session
from tests.vocabularies.factories import RETIRED, make_term
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office("Bureau")


@pytest.fixture
def asked(office):
    return make_recommendation(make_forum("leren"), addressees=[office])


@pytest.fixture
def page(client, moderator):
    """A moderator's browser."""
    client.force_login(moderator)
    return client


HERE = "/mijn/forums/leren/aanbevelingen/1/"


def address(institution):
    return f"{HERE}antwoorden/{institution.pk}/"


def typed(**fields):
    """An answer that takes the recommendation up, as a moderator sends it."""
    return {
        "answered_on": timezone.localdate().isoformat(),
        "speaks_for": "administration",
        "position": "opgenomen",
        "text": "Dat doen we.",
        "what": "een omzendbrief",
        "due_on": "2027-01-01",
        "after": 0,
        **fields,
    }


def test_answer_is_noted_and_shown(page, asked, office):
    form = page.get(address(office))

    done = page.post(address(office), typed(), follow=True)

    response = PolicyResponse.objects.get()
    assert (response.text, response.due_on) == ("Dat doen we.", date(2027, 1, 1))
    assert done.redirect_chain == [(HERE, 302)]
    assert "Het antwoord is genoteerd." in done.text
    assert "Verbeter het antwoord" in done.text
    assert markup_problems(form.text) == []
    assert markup_problems(done.text) == []


@pytest.mark.slow
def test_group_of_who_answers_is_chosen_shown_and_kept_in_a_correction(client, page, asked, office):
    group = make_term("pedagogische-begeleiding", scheme=Scheme.STAKEHOLDER_GROUPS)
    make_term("hindernis")

    empty = page.get(address(office)).context["form"]["stakeholder_group"]
    page.post(address(office), typed(stakeholder_group=group.slug))
    again = page.get(address(office)).context["form"]["stakeholder_group"]
    page.post(address(office), typed(text="Nu zo.", after=1, stakeholder_group=again.value()))
    public = client.get(asked.get_absolute_url())

    assert not empty.field.required
    assert list(empty.field.choices) == [
        ("", "Geen groep"),
        (group.slug, "pedagogische begeleiding"),
    ]
    assert list(PolicyResponse.objects.values_list("text", "stakeholder_group")) == [
        ("Dat doen we.", group.pk),
        ("Nu zo.", group.pk),
    ]
    assert public.text.count("pedagogische begeleiding") == 2
    assert markup_problems(public.text) == []


def test_a_group_that_is_no_longer_used_stays_where_it_was_chosen(page, asked, office):
    retired = make_term("oud", scheme=Scheme.STAKEHOLDER_GROUPS, **RETIRED)
    refused = page.post(address(office), typed(stakeholder_group="oud"))
    make_response(asked, office, stakeholder_group=retired)

    page.post(address(office), typed(text="Nu zo.", after=1, stakeholder_group="oud"))

    assert refused.context["form"].errors == {
        "stakeholder_group": ["“oud” staat niet in de lijst. Kies uit de lijst."]
    }
    assert list(PolicyResponse.objects.values_list("version", "stakeholder_group")) == [
        (1, retired.pk),
        (2, retired.pk),
    ]


def test_an_answer_of_no_group_names_none(client, asked, office):
    make_response(asked, office)

    assert "Groep" not in client.get(asked.get_absolute_url()).text


def test_every_field_says_for_which_position_it_is_needed(page, asked, office):
    form = page.get(address(office)).context["form"]

    assert {
        name: form.fields[name].widget.attrs["data-needed-by"].split() for name in DEMANDED_BY
    } == {name: [one for one in Position if one in by] for name, by in DEMANDED_BY.items()}
    assert str(form.fields["what"].help_text) == " Nodig bij: Opgenomen, Deels opgenomen."


@pytest.mark.parametrize("position", Position)
def test_form_and_database_refuse_with_the_same_words_at_the_field(page, asked, office, position):
    response = page.post(address(office), typed(position=position, what="", due_on=""))

    words = {
        FIELD_OF[one.name]: [str(one.violation_error_message)]
        for one in PolicyResponse._meta.constraints
        if one.name in FIELD_OF and one.name != "an_answer_is_passed_on_to_somebody_else"
    }
    assert response.status_code == 422
    assert response.context["form"].errors == {
        name: words[name] for name, by in DEMANDED_BY.items() if position in by
    }
    assert "Dat doen we." in response.text
    assert markup_problems(response.text) == []


def test_everything_that_is_missing_is_said_at_once(page, asked, office):
    response = page.post(address(office), {"after": 0})

    assert response.context["form"].errors == {
        "answered_on": ["Zeg op welke dag de instelling antwoordde."],
        "speaks_for": ["Zeg namens wie de instelling antwoordt."],
        "position": ["Kies een standpunt uit de lijst."],
        "text": ["Schrijf wat de instelling antwoordt."],
    }
    assert not PolicyResponse.objects.exists()


def test_correction_starts_from_what_stands_and_keeps_it(page, asked, office, client):
    make_response(asked, office, text="Eerst zo.")

    form = page.get(address(office))
    page.post(address(office), typed(text="Nu zo.", after=1))
    public = client.get(asked.get_absolute_url())

    shown = public.context["answers"]
    assert form.context["form"]["text"].value() == "Eerst zo."
    assert [(one.answer.text, [old.text for old in one.earlier]) for one in shown] == [
        ("Nu zo.", ["Eerst zo."])
    ]
    assert "Dit is versie 2, van " in public.text
    assert markup_problems(form.text) == []
    assert markup_problems(public.text) == []


def test_an_answer_with_one_version_counts_none(client, asked, office):
    make_response(asked, office)

    assert "Dit is versie" not in client.get(asked.get_absolute_url()).text


@pytest.mark.slow
def test_who_records_second_sees_both_and_loses_nothing(page, asked, office):
    page.post(address(office), typed(text="Van de eerste."))

    response = page.post(address(office), typed(text="Van de tweede."))

    assert response.status_code == 409
    assert "Van de eerste." in response.text
    assert response.context["form"]["text"].value() == "Van de tweede."
    assert response.context["after"] == 1
    assert markup_problems(response.text) == []

    page.post(address(office), typed(text="Van de tweede.", after=1))
    assert list(PolicyResponse.objects.order_by("version").values_list("text", "is_current")) == [
        ("Van de eerste.", False),
        ("Van de tweede.", True),
    ]


def test_text_typed_while_signed_out_comes_back(client, moderator, asked, office):
    client.force_login(moderator)
    lose_session(client)
    client.post(address(office), typed(text="Niet verloren."))
    client.force_login(moderator)

    response = client.get(address(office))

    assert response.context["form"]["text"].value() == "Niet verloren."


def test_what_was_noted_while_signed_out_is_not_replaced_unseen(client, moderator, asked, office):
    client.force_login(moderator)
    lose_session(client)
    client.post(address(office), typed(text="Van mij."))
    make_response(asked, office, text="Van een ander.")
    client.force_login(moderator)

    after = client.get(address(office)).context["after"]
    response = client.post(address(office), typed(text="Van mij.", after=after))

    assert (after, response.status_code) == (0, 409)
    assert "Van een ander." in response.text


@pytest.mark.slow
def test_nobody_notes_the_answer_of_their_own_institution(client, epos_moderator, office):
    epos = epos_moderator.mandates.get().institution
    make_recommendation(make_forum("leren"), addressees=[epos, office])
    client.force_login(epos_moderator)

    response = client.get(HERE)

    assert {one.institution: one.may_record for one in response.context["asked"]} == {
        epos: False,
        office: True,
    }
    assert "een andere moderator noteert dit antwoord" in response.text
    for refused in (client.get(address(epos)), client.post(address(epos), typed())):
        assert refused.status_code == 403
        assert f"Je spreekt voor {epos.name}. Een andere moderator" in refused.text
        assert markup_problems(refused.text) == []
    assert not PolicyResponse.objects.exists()
    assert markup_problems(response.text) == []


def test_who_was_not_asked_has_no_page(page, asked):
    assert page.get(address(make_office("Ander"))).status_code == 404


@pytest.mark.parametrize("fields", [{"asks_answer": False}, {"addressees": ()}])
def test_a_recommendation_that_nobody_answers_says_so(page, office, fields):
    make_recommendation(make_forum("leren"), **{"addressees": [office], **fields})

    response = page.get(HERE)

    assert response.context["asked"] == []
    assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_answers_of_a_recommendation_cost_the_same(page, django_assert_num_queries, count):
    offices = [make_office(f"Bureau {place}") for place in range(count)]
    made = make_recommendation(make_forum("leren"), addressees=offices)
    for one in offices:
        make_response(made, one)

    with django_assert_num_queries(8):
        response = page.get(HERE)

    assert len(response.context["asked"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_noting_an_answer_costs_the_same(page, django_assert_num_queries, count):
    offices = [make_office(f"Bureau {place}") for place in range(count)]
    make_recommendation(make_forum("leren"), addressees=offices)

    with django_assert_num_queries(12):
        response = page.get(address(offices[0]))

    assert response.status_code == 200
