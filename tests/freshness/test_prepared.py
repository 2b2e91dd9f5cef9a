"""A statement that was written once answers as the queryset that it was written from."""

from __future__ import annotations

import pytest
from django.db.models import BooleanField, CharField, Value
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.records import User
from forums.domain import following
from freshness.prepared import Prepared
from showcase.views import parts
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_forum,
    make_item,
    make_office,
    make_recommendation,
    make_response,
    make_session,
)
from tests.showcase.factories import make_published, make_school, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level
from vocabularies.records import Term

pytestmark = pytest.mark.django_db


def people(keys):
    rows = User.objects.filter(pk__in=keys).annotate(
        is_known=Value(True, output_field=BooleanField())
    )
    return rows.order_by("pk").values_list("email", "pk", "is_known", "date_joined")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_any_number_of_keys_costs_one_statement(count, django_assert_num_queries):
    keys = [make_user(f"{number}@voorbeeld.example").pk for number in range(count)]
    make_user("iemand-anders@voorbeeld.example")
    prepared = Prepared(people)

    with django_assert_num_queries(1):
        first = prepared.rows(keys)
    with django_assert_num_queries(1):
        again = prepared.rows(keys)

    assert first == again == [tuple(row) for row in people(keys)]
    assert len(first) == count


def test_no_keys_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Prepared(people).rows([]) == []


def test_more_keys_than_a_statement_is_written_for_are_found_too():
    key = make_user("iemand@voorbeeld.example").pk

    assert [row[1] for row in Prepared(people).rows([key, *range(10**6, 10**6 + 600)])] == [key]


def test_statement_that_depends_on_the_clock_is_refused():
    late = Prepared(lambda keys: people(keys).filter(date_joined__lte=timezone.now()))

    with pytest.raises(ValueError, match="when it is made"):
        late.rows([1])


def test_it_is_written_once_and_asked_with_other_keys():
    made = []
    keys = [make_user(f"{number}@voorbeeld.example").pk for number in range(3)]
    prepared = Prepared(lambda asked: made.append(asked) or people(asked))

    found = [prepared.rows([key])[0][1] for key in keys]

    assert found == keys
    assert len(made) == 1


def test_it_is_written_anew_for_another_language_and_another_time_zone():
    written_in = []

    def in_words(keys):
        written_in.append((get_language(), timezone.get_current_timezone_name()))
        words = Value(" in ".join(written_in[-1]), output_field=CharField())
        return User.objects.filter(pk__in=keys).annotate(words=words).values_list("words")

    prepared, keys = Prepared(in_words), [make_user("iemand@voorbeeld.example").pk]

    def asked(language, zone):
        with override(language), timezone.override(zone):
            return prepared.rows(keys)

    ways = [("nl", "Europe/Brussels"), ("nl", "UTC"), ("fr", "UTC")]
    assert [asked(*way) for way in (*ways, *ways)] == [[(" in ".join(way),)] for way in ways] * 2
    assert written_in == ways


@pytest.mark.slow
def test_statements_of_pages_answer_as_the_querysets_they_are_written_from():
    policy_level()
    office = make_office()
    project = make_published(make_school_page(make_school("De Brug")), conclusions=2)
    for conclusion in conclusions_of(project):
        forum = make_forum(promised_by=[office])
        make_item(make_session(forum), conclusion)
        make_response(make_recommendation(forum, conclusion), office)
        make_recommendation(forum, conclusion, addressees=[office])
    keys = [conclusion.pk for conclusion in conclusions_of(project)]
    terms = list(Term.objects.order_by("pk").values_list("pk", flat=True)[:3])
    assert len(terms) == 3

    for prepared, asked in (
        (following._facts, keys),
        (parts._rows, [project.pk]),
        *((parts._concept_rows, [project.pk, *terms[:count]]) for count in (0, 1, 3)),
    ):
        plain = [tuple(row) for row in prepared.make(asked)]
        assert sorted(prepared.rows(asked), key=repr) == sorted(plain, key=repr) != []
