"""Choosing concepts in a form."""

import pytest
from django import forms

from tests.vocabularies.factories import RETIRED, make_level, make_term, make_theme
from vocabularies.enums import Scheme
from vocabularies.forms import TermField, TermsField, TreeField
from vocabularies.forms.naming import ConceptByNameField
from vocabularies.records import EducationLevel, Theme

pytestmark = pytest.mark.django_db


class ThemesForm(forms.Form):
    themes = TreeField(Theme, max_choices=3, label="Thema’s")


class BarriersForm(forms.Form):
    barriers = TermsField(Scheme.BARRIERS, required=False)
    barrier = TermField(Scheme.BARRIERS, required=False)


def checked(form, name="themes"):
    """The values that are ticked in the drawn tree."""
    context = form[name].field.widget.get_context(name, form[name].value(), {})

    def ticked(nodes):
        for node in nodes:
            if node["checked"]:
                yield node["branch"].value
            yield from ticked(node["children"])

    return set(ticked(context["tree"]))


def test_chosen_slugs_come_out_as_concepts():
    top = make_theme("talen")
    below = make_theme("clil", broader=top)
    make_theme("klimaat")

    form = ThemesForm({"themes": ["clil", "talen", "clil"]})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"themes": [top, below]}


def test_unknown_name_is_refused_in_words():
    make_theme("talen")

    form = ThemesForm({"themes": ["talen", "verzonnen"]})

    assert form.errors == {"themes": ["“verzonnen” staat niet in de lijst. Kies uit de lijst."]}


def test_more_than_three_are_refused_with_the_number_chosen():
    form = ThemesForm({"themes": [make_theme().slug for _ in range(4)]})

    assert form.errors == {"themes": ["Kies er hoogstens 3. Je koos er nu 4."]}
    assert len(checked(form)) == 4


def test_nothing_is_refused_where_something_is_needed():
    assert ThemesForm({}).errors == {"themes": ["Kies er minstens één."]}


def test_retired_concept_stays_where_it_was_chosen_and_is_refused_elsewhere():
    retired = make_theme("oud", label_nl="Oud thema", **RETIRED)

    fresh = ThemesForm({"themes": ["oud"]})
    kept = ThemesForm({"themes": ["oud"]}, initial={"themes": [retired]})

    assert fresh.errors == {"themes": ["“Oud thema” wordt niet meer gebruikt. Kies een andere."]}
    assert kept.is_valid()
    assert "Oud thema" not in str(ThemesForm()["themes"])
    assert "Oud thema" in str(ThemesForm(initial={"themes": [retired]})["themes"])


def test_one_form_does_not_keep_what_another_had_chosen():
    retired = make_theme("oud", **RETIRED)
    ThemesForm({"themes": ["oud"]}, initial={"themes": [retired]}).is_valid()

    assert not ThemesForm({"themes": ["oud"]}).is_valid()


class Tagged:
    """A row that ties a tag to a page."""

    def __init__(self, tag):
        self.tag = tag


def test_change_is_seen_whatever_the_initial_value_is_made_of():
    one, two = make_theme("een"), make_theme("twee")
    queryset = Theme.objects.filter(slug__in=["een", "twee"])

    for initial in ([one, two], queryset, [Tagged(two), Tagged(one)], ["een", "twee"]):
        same = ThemesForm({"themes": ["twee", "een"]}, initial={"themes": initial})
        other = ThemesForm({"themes": ["een"]}, initial={"themes": initial})
        assert (same.changed_data, other.changed_data) == ([], ["themes"])
        assert checked(ThemesForm(initial={"themes": initial})) == {"een", "twee"}
    assert ThemesForm({}, initial={"themes": None}).changed_data == []


def test_drawn_tree_folds_counts_and_opens_where_something_is_chosen():
    talen = make_theme("talen", label_nl="Talen")
    clil = make_theme("clil", label_nl="CLIL", broader=talen)
    make_theme("weer", label_nl="Weer", broader=make_theme("natuur", label_nl="Natuur"))

    html = str(ThemesForm(initial={"themes": [clil]})["themes"])

    assert "1 van 3 gekozen" in html
    assert html.count("<details") == 2
    assert html.count("<details open") == 1
    assert 'value="clil" checked' in html


@pytest.mark.parametrize("count", [1, 3])
def test_drawing_and_checking_cost_one_query_each(django_assert_num_queries, count):
    slugs = [make_level(broader=make_level()).slug for _ in range(count)]

    class LevelsForm(forms.Form):
        levels = TreeField(EducationLevel)

    with django_assert_num_queries(1):
        str(LevelsForm()["levels"])
    with django_assert_num_queries(1):
        assert LevelsForm({"levels": slugs}).is_valid()


def test_terms_come_from_their_own_list_only():
    barrier = make_term("geld", Scheme.BARRIERS)
    make_term("taal", Scheme.POLICY_DOMAINS)

    fine = BarriersForm({"barriers": ["geld"], "barrier": "geld"})
    wrong = BarriersForm({"barriers": ["taal"], "barrier": "taal"})

    assert fine.is_valid(), fine.errors
    assert fine.cleaned_data == {"barriers": [barrier], "barrier": barrier}
    sentence = ["“taal” staat niet in de lijst. Kies uit de lijst."]
    assert wrong.errors == {"barriers": sentence, "barrier": sentence}


def test_single_retired_term_stays_where_it_was_chosen():
    retired = make_term("geld", Scheme.BARRIERS, **RETIRED)

    assert not BarriersForm({"barrier": "geld"}).is_valid()
    for initial in (retired, retired.pk, "geld"):
        kept = BarriersForm({"barrier": "geld"}, initial={"barrier": initial})
        assert kept.is_valid(), kept.errors
        assert kept.changed_data == []


def test_single_term_is_listed_in_the_order_of_the_tree():
    top = make_term("top", label_nl="Top")
    make_term("later", label_nl="Later", order=5)
    make_term("onder", label_nl="Onder", order=9, broader=top)

    choices = list(BarriersForm().fields["barrier"].choices)

    assert choices == [
        ("", "Kies…"),
        ("top", "Top"),
        ("onder", "\u2003Onder"),
        ("later", "Later"),
    ]


class MergeForm(forms.Form):
    into = ConceptByNameField(lambda: list(Theme.objects.current()))


def test_concept_is_found_by_a_part_of_its_name_that_only_it_has():
    make_theme(label_nl="Schoolverlaten")
    climate = make_theme(label_nl="Klimaat en milieu")

    form = MergeForm({"into": "milieu"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"into": climate}


def test_part_of_several_names_is_answered_with_those_names():
    make_theme(label_nl="Klimaat op school")
    make_theme(label_nl="Klimaat en milieu")
    make_theme(label_nl="Talen")

    form = MergeForm({"into": "klimaat"})

    [said] = form.errors["into"]
    assert "Klimaat op school (thema)" in said
    assert "Klimaat en milieu (thema)" in said
    assert "Talen" not in said
