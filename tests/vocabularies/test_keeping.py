"""Adding and changing terms."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.vocabularies.factories import RETIRED, make_term, make_theme, own_events
from vocabularies.domain.keeping import add_term, change_term, rename_labels
from vocabularies.domain.refusals import (
    AddressTakenError,
    CircleError,
    NameTakenError,
    RetiredBroaderError,
)
from vocabularies.enums import Scheme
from vocabularies.records import Term, Theme

pytestmark = pytest.mark.django_db


def test_added_theme_gets_an_address_from_its_name(moderator):
    theme = add_term(Theme(label_nl="Ruimte & sterren"), by=moderator)

    assert (theme.slug, theme.name) == ("ruimte-sterren", "Ruimte & sterren")
    event = own_events().get()
    assert (event.verb, event.actor_id, event.object_id) == (
        "add_term",
        moderator.pk,
        str(theme.pk),
    )


@pytest.mark.parametrize("name", ["Klimaat", "KLIMAAT"])
def test_second_theme_of_the_same_name_is_refused(moderator, name):
    make_theme("klimaat", label_nl="Klimaat")

    with pytest.raises(NameTakenError):
        add_term(Theme(slug="weer", label_nl=name), by=moderator)

    assert Theme.objects.count() == 1


def test_address_is_taken_within_a_list_only(moderator):
    make_term("geld", Scheme.BARRIERS)

    add_term(Term(scheme=Scheme.POLICY_DOMAINS, slug="geld", label_nl="Geld"), by=moderator)
    with pytest.raises(AddressTakenError):
        add_term(Term(scheme=Scheme.BARRIERS, slug="geld", label_nl="Centen"), by=moderator)


def test_rename_keeps_the_address(moderator):
    theme = make_theme("clil", label_nl="CLIL")

    rename_labels(theme, by=moderator, nl="Lessen in een andere taal", en="CLIL")

    theme.refresh_from_db()
    assert (theme.slug, theme.name) == ("clil", "Lessen in een andere taal")
    assert own_events().get().detail == {"fields": ["label_en", "label_nl"]}


def test_change_never_touches_the_address(moderator):
    theme = make_theme("clil")
    theme.slug = "anders"

    change_term(theme, ["slug"], by=moderator)

    assert Theme.objects.get().slug == "clil"


def test_term_does_not_stand_under_itself(moderator):
    top = make_theme("top")
    below = make_theme("onder", broader=top)
    top.broader = below

    with pytest.raises(CircleError):
        change_term(top, ["broader"], by=moderator)


def test_term_does_not_stand_under_a_retired_one(moderator):
    gone = make_theme("weg", **RETIRED)

    with pytest.raises(RetiredBroaderError):
        add_term(Theme(label_nl="Nieuw", broader=gone), by=moderator)


@pytest.mark.parametrize(
    ("who", "may"),
    [("moderator", True), ("administrator", True), ("policymaker", False), ("editor", False)],
)
def test_who_keeps_the_vocabularies(request, who, may):
    user = request.getfixturevalue(who)

    if may:
        assert add_term(Theme(label_nl="Nieuw"), by=user).pk
    else:
        with pytest.raises(PermissionDenied):
            add_term(Theme(label_nl="Nieuw"), by=user)
        assert not Theme.objects.exists()


def test_nobody_deletes_a_term():
    theme, term = make_theme(), make_term()

    for delete in (
        theme.delete,
        term.delete,
        Theme.objects.all().delete,
        Term.objects.all().delete,
    ):
        with pytest.raises(ProtectedError):
            delete()

    assert (Theme.objects.count(), Term.objects.count()) == (1, 1)


def test_database_refuses_a_replaced_term_that_can_be_chosen():
    theme, other = make_theme(), make_theme()

    for wrong in ({"replaced_by": other}, {"replaced_by": theme, **RETIRED}, {"broader": theme}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Theme.objects.filter(pk=theme.pk).update(**wrong)
