"""A number that is known already: told where it may be, and to whom it may."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from showcase.domain.known_numbers import remarks_for_reviewer, remarks_for_school
from showcase.domain.review import hand_in
from showcase.records import DraftGuest, ProjectNumber
from tests.accounts.factories import make_user
from tests.sharing import made_once
from tests.showcase.factories import (
    make_editor,
    make_project,
    make_published,
    make_school,
    make_school_page,
)
from tests.showcase.imports.factories import make_imported

pytestmark = pytest.mark.django_db

NUMBER = "2021-1-BE02-KA122-SCH-000099999"
TYPED = "2021-1-be02-ka122-sch-000099999"


def numbered(number):
    return {"project_numbers": [ProjectNumber(number=number)]}


@made_once
def brug():
    return make_school_page(make_school("De Brug"))


@made_once
def writer(brug):
    return make_editor(brug.institution)


@made_once
def draft(brug):
    return make_project(brug, **numbered(TYPED)).get_latest_revision_as_object()


def said(remarks):
    assert {remark.field for remark in remarks} <= {"project_numbers"}
    return [remark.message for remark in remarks]


def test_a_number_that_nobody_has_is_no_remark(draft, writer):
    make_published(**numbered("2021-1-BE02-KA122-SCH-000099998"))

    assert said(remarks_for_school(draft, by=writer)) == []
    assert said(remarks_for_reviewer(draft)) == []


def test_a_number_on_a_published_project_is_told_to_both(draft, writer):
    other = make_published(title="Water <verbindt>", **numbered(NUMBER))
    words = [
        f"{NUMBER} staat al op een project dat online is:"
        f' <a href="{other.url}">Water &lt;verbindt&gt;</a>. Klopt het?'
    ]

    assert said(remarks_for_school(draft, by=writer)) == words
    assert said(remarks_for_reviewer(draft)) == words


@pytest.mark.parametrize(
    "typed", [TYPED, "2021 1 BE02 KA122 SCH 000099999", " 2021–1–BE02–KA122–SCH–000099999."]
)
@pytest.mark.slow
def test_a_published_number_is_found_however_it_was_typed_there(typed):
    project = make_published(**numbered(typed))
    home = make_school_page(make_school("De Nieuwe"))
    draft = make_project(home, **numbered(NUMBER)).get_latest_revision_as_object()

    [remark] = said(remarks_for_school(draft, by=make_editor(home.institution)))
    assert project.title in remark


def test_an_imported_number_leads_its_school_to_taking_it_over(draft, writer):
    row = make_imported(NUMBER)
    words = f"{NUMBER} staat al klaar bij de ingelezen projecten, met titel en partners."
    way = reverse("claim_project", args=[row.pk])

    assert said(remarks_for_school(draft, by=writer)) == [
        f'{words} <a href="{way}">Neem het daar over.</a>'
    ]
    assert said(remarks_for_reviewer(draft)) == [words]


def test_another_schools_draft_is_told_to_the_reviewer_alone(draft, writer):
    other = make_school_page(make_school("De Meander"))
    make_project(other, title="Geheim", **numbered(NUMBER))

    assert said(remarks_for_school(draft, by=writer)) == []
    assert said(remarks_for_reviewer(draft)) == [
        f"{TYPED} staat ook op een project van De Meander dat niet online is."
    ]


def test_another_draft_of_ones_own_school_is_told_but_to_no_adviser(draft, writer, brug):
    other = make_project(brug, title="Dubbel", **numbered(NUMBER))
    adviser = make_user("begeleider@pbd.example")
    DraftGuest.objects.create(
        project=draft,
        email=adviser.email,
        user=adviser,
        invited_by=writer,
        expires_at=timezone.now(),
        accepted_at=timezone.now(),
    )

    way = reverse("my_project", args=[other.pk])
    assert said(remarks_for_school(draft, by=writer)) == [
        f'{TYPED} staat ook op een ander ontwerp van je school: <a href="{way}">Dubbel</a>.'
    ]
    assert said(remarks_for_school(draft, by=adviser)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_remarks_cost_the_same_for_one_and_three(
    draft, writer, brug, django_assert_num_queries, count
):
    for _number in range(count):
        make_project(brug, **numbered(NUMBER))

    with django_assert_num_queries(4):
        remarks = remarks_for_school(draft, by=writer)

    assert len(remarks) == count


@pytest.mark.slow
def test_the_plain_page_the_editor_and_the_review_show_it_and_nothing_stops(
    draft, writer, moderator
):
    make_published(title="Staat er al", **numbered(NUMBER))
    browser = Client()
    browser.force_login(writer)
    words = f"{NUMBER} staat al op een project dat online is"

    plain = browser.get(reverse("my_project", args=[draft.pk])).text
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).text
    hand_in(draft, by=writer)
    browser.force_login(moderator)
    review = browser.get(reverse("review", args=[draft.pk])).text

    assert [page.count(words) for page in (plain, editor, review)] == [1, 1, 1]
