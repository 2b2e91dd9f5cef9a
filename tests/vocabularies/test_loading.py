"""Loading the vocabularies."""

import pytest
from django.core.management import call_command

from vocabularies.domain.files import CONCEPT_FILES, read_concepts
from vocabularies.domain.loading import load_vocabularies
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

pytestmark = pytest.mark.django_db

ALL = sum(len(read_concepts(name)) for name in CONCEPT_FILES)


def test_load_makes_every_concept_of_every_file():
    report = load_vocabularies()

    assert (report.created, report.updated, report.unchanged) == (ALL, 0, 0)
    assert (report.kept, report.clashing) == ([], [])
    assert Theme.objects.count() == 36
    assert EducationLevel.objects.count() == 37
    assert {scheme: Term.objects.in_scheme(scheme).count() for scheme in Scheme} == {
        scheme: len(read_concepts(scheme)) for scheme in Scheme
    }


@pytest.mark.slow
def test_load_keeps_hierarchy_labels_and_bijzonderheden():
    load_vocabularies()

    clil = Theme.objects.get(slug="clil")
    assert (clil.broader.slug, clil.name) == ("talen-en-communicatie", clil.label_nl)
    grade = EducationLevel.objects.get(slug="secundair-1e-graad-a-stroom")
    assert grade.broader.broader.slug == "secundair-onderwijs"
    greece = Term.objects.get(scheme=Scheme.COUNTRIES, slug="gr")
    assert (greece.extra["alpha2"], greece.extra["eu_code"]) == ("GR", "EL")
    position = Term.objects.get(scheme=Scheme.RESPONSE_POSITIONS, slug="deels-opgenomen")
    assert position.extra["demands"] == ["what", "due", "reason"]
    assert Term.objects.get(scheme=Scheme.PROGRAMMES, slug="ka121-sch").extra["number_pattern"]


@pytest.mark.slow
def test_second_load_changes_nothing_in_five_statements(django_assert_num_queries):
    load_vocabularies()
    before = {model: list(model.objects.values()) for model in (Theme, EducationLevel, Term)}

    with django_assert_num_queries(5):  # three reads, in a savepoint
        report = load_vocabularies()

    assert (report.created, report.updated, report.unchanged) == (0, 0, ALL)
    assert before == {model: list(model.objects.values()) for model in before}


@pytest.mark.slow
def test_load_leaves_what_a_moderator_changed_and_follows_the_file_elsewhere():
    load_vocabularies()
    theme = Theme.objects.get(slug="clil")
    theme.label_nl = "Lessen in een andere taal"
    theme.save()
    Theme.objects.filter(slug="clil").update(
        definition_nl="wat vroeger in het bestand stond",
        loaded={**theme.loaded, "definition_nl": "wat vroeger in het bestand stond"},
    )

    report = load_vocabularies()

    theme.refresh_from_db()
    assert (theme.label_nl, theme.name) == ("Lessen in een andere taal",) * 2
    assert (
        theme.definition_nl == theme.loaded["definition_nl"] != "wat vroeger in het bestand stond"
    )
    assert (report.updated, report.kept) == (1, ["themes/clil.label_nl"])


@pytest.mark.slow
def test_load_leaves_a_retired_concept_retired(django_user_model):
    load_vocabularies()
    Theme.objects.filter(slug="clil").update(retired_at="2026-01-01T00:00Z")

    load_vocabularies()

    assert set(Theme.objects.retired()) == {Theme.objects.get(slug="clil")}


@pytest.mark.slow
def test_load_names_a_concept_whose_name_is_taken():
    Theme.objects.create(slug="eigen-thema", label_nl="Duurzame school")

    report = load_vocabularies()

    assert report.clashing == ["themes/duurzame-school"]
    assert not Theme.objects.filter(slug="duurzame-school").exists()


@pytest.mark.slow
def test_command_says_what_it_did(capsys):
    call_command("load_vocabularies")
    call_command("load_vocabularies")

    assert capsys.readouterr().out.splitlines() == [
        f"Woordenlijsten: {ALL} nieuw, 0 bijgewerkt, 0 ongewijzigd.",
        f"Woordenlijsten: 0 nieuw, 0 bijgewerkt, {ALL} ongewijzigd.",
    ]
