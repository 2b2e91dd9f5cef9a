"""Imports in the database: new, changed, unchanged, claimed, broken, and two at once."""

import io
import threading
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from audit.records import Event
from showcase.domain.imports import import_export
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.report import RowReport
from showcase.records import ImportedProject, ImportRun
from tests.showcase.imports.exports import as_csv, foreign, number_of, partner, project
from tests.showcase.imports.factories import make_imported

pytestmark = pytest.mark.django_db


def run_import(rows, *, keep_all=False, report=None, **how):
    """Import ``rows``; give the summary as a dictionary."""
    content = rows if isinstance(rows, bytes) else as_csv(rows).encode("utf-8-sig")
    run = ImportRun(name="export.csv", keep_all=keep_all)
    return import_export(io.BytesIO(content), run=run, by=None, report=report, **how).as_dict()


def counts(**known):
    names = ("read", "created", "updated", "unchanged", "skipped", "failed")
    return dict.fromkeys(names, 0) | known


def test_import_keeps_a_project_with_its_source_themes_and_programme(vocabularies):
    summary = run_import([project(number_of(1))])

    assert summary == counts(read=1, created=1)
    imported = ImportedProject.objects.get()
    assert imported.number == number_of(1)
    assert imported.programme.slug == "ka229"
    assert {theme.slug for theme in imported.themes.all()} == {
        "duurzaamheid-en-klimaat",
        "inclusie-en-gelijke-kansen",
    }
    assert imported.countries == ["BE", "GR"]
    assert imported.coordinator["name"] == imported.coordinator_name == "Voorbeeldatheneum De Sluis"
    assert imported.coordinator_key == "BE sluis voorbeeldatheneum"
    assert [one["country"] for one in imported.partners] == ["GR"]
    assert imported.is_flemish
    assert (imported.source_file, imported.source_kind) == ("export.csv", "csv")
    assert imported.attribution.startswith(
        "Bron: Erasmus+ Project Results Platform, Europese Commissie, CC BY 4.0;"
    )


def test_rows_of_before_get_the_key_of_their_coordinator():
    fill = import_module("showcase.migrations.0011_known_coordinators_get_their_key").fill
    before = make_imported(coordinator_name="Dé Brug VZW")
    nameless = make_imported(coordinator_name="", coordinator={})
    ImportedProject.objects.update(coordinator_key="")

    fill(apps, None)

    keys = dict(ImportedProject.objects.values_list("pk", "coordinator_key"))
    assert keys == {before.pk: "BE brug", nameless.pk: ""}


def test_import_skips_what_is_not_flemish_unless_all_is_asked(vocabularies):
    rows = [project(number_of(1)), foreign(number_of(2, "DE03"))]

    assert run_import(rows) == counts(read=2, created=1, skipped=1)
    assert run_import(rows, keep_all=True) == counts(read=2, created=1, unchanged=1)
    assert set(ImportedProject.objects.values_list("number", "is_flemish")) == {
        (number_of(1), True),
        (number_of(2, "DE03"), False),
    }


def test_second_import_changes_nothing(vocabularies):
    rows = [project(number_of(count), **partner(3, name="P", country="UK")) for count in (1, 2, 3)]
    run_import(rows)
    before = list(ImportedProject.objects.order_by("pk").values())

    assert run_import(rows) == counts(read=3, unchanged=3)
    assert list(ImportedProject.objects.order_by("pk").values()) == before


def test_import_updates_what_changed_and_its_themes(vocabularies):
    run_import([project(number_of(1)), project(number_of(2))])

    changed = project(number_of(2), **{"Project Title": "Nieuw", "Topics": "Natural sciences"})
    summary = run_import([project(number_of(1)), changed])

    assert summary == counts(read=2, updated=1, unchanged=1)
    imported = ImportedProject.objects.get(number=number_of(2))
    assert imported.title == "Nieuw"
    assert [theme.slug for theme in imported.themes.all()] == ["stem-en-onderzoekend-leren"]


def test_import_that_began_first_updates_what_a_later_one_made(vocabularies):
    began_first = ImportRun(name="eerder.csv")
    run_import([project(number_of(1), **{"Project Title": "Van de latere"})])

    content = as_csv([project(number_of(1))]).encode("utf-8-sig")
    summary = import_export(io.BytesIO(content), run=began_first, by=None)

    assert summary.as_dict() == counts(read=1, updated=1)


def test_import_leaves_alone_what_a_school_claimed(vocabularies, school):
    run_import([project(number_of(1)), project(number_of(2))])
    ImportedProject.objects.filter(number=number_of(1)).update(
        claimed_by=school, claimed_at=timezone.now()
    )
    changed = {"Project Title": "Nieuw", "Topics": "Natural sciences"}

    summary = run_import([project(number_of(count), **changed) for count in (1, 2)])

    assert summary == counts(read=2, updated=1, skipped=1)
    claimed = ImportedProject.objects.get(number=number_of(1))
    assert claimed.title == "Water verbindt"
    assert {theme.slug for theme in claimed.themes.all()} == {
        "duurzaamheid-en-klimaat",
        "inclusie-en-gelijke-kansen",
    }


def test_import_counts_a_claimed_row_that_did_not_change_as_unchanged(vocabularies, school):
    run_import([project(number_of(1))])
    ImportedProject.objects.update(claimed_by=school, claimed_at=timezone.now())

    assert run_import([project(number_of(1))]) == counts(read=1, unchanged=1)


def test_import_takes_the_first_of_two_rows_with_one_number(vocabularies):
    rows = [project(number_of(1)), project(number_of(1), **{"Project Title": "Anders"})]

    assert run_import(rows) == counts(read=2, created=1, skipped=1)
    assert run_import(rows) == counts(read=2, unchanged=1, skipped=1)
    assert ImportedProject.objects.get().title == "Water verbindt"


def test_import_names_a_broken_row_and_takes_the_others(vocabularies):
    rows = [project(number_of(1)), project("niets"), project(number_of(3))]
    report = RowReport()

    summary = run_import(rows, report=report)

    assert summary == counts(read=3, created=2, failed=1)
    assert report.failures == ["Rij 3 (regel 5): “NIETS” is geen projectnummer."]


def _let_the_database_refuse(number):
    """Make the database refuse one project, for a reason that no check of ours knows."""
    refusal = (
        "CREATE TRIGGER refuse BEFORE INSERT ON showcase_importedproject"
        f" WHEN NEW.number = '{number}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
        if connection.vendor == "sqlite"
        else "ALTER TABLE showcase_importedproject ADD CONSTRAINT refuse"
        f" CHECK (number <> '{number}')"
    )
    with connection.cursor() as cursor:
        cursor.execute(refusal)


def test_import_names_a_row_that_the_database_refuses(vocabularies):
    _let_the_database_refuse(number_of(2))
    report = RowReport()

    summary = run_import([project(number_of(count)) for count in (1, 2, 3)], report=report)

    assert summary == counts(read=3, created=2, failed=1)
    assert report.failures == [f"Rij 3 (regel 5) {number_of(2)}: de databank weigert deze rij"]
    assert set(ImportedProject.objects.values_list("number", flat=True)) == {
        number_of(1),
        number_of(3),
    }


def test_import_of_half_a_file_takes_what_is_whole(vocabularies):
    content = as_csv([project(number_of(count)) for count in (1, 2, 3)]).encode()

    summary = run_import(content[: content.rindex(number_of(3).encode()) + 40])

    assert summary == counts(read=3, created=2, failed=1)


def test_import_in_a_wrong_encoding_says_so_and_keeps_a_trace():
    content = as_csv([project(number_of(1), **{"Project Title": "l’école"})]).encode("cp1252")

    with pytest.raises(UnreadableExport):
        run_import(content, encoding="utf-8")

    run = ImportRun.objects.get()
    assert "niet in de codering utf-8" in run.problem
    assert run.ended_at is not None
    assert not ImportedProject.objects.exists()


def test_import_without_vocabularies_works_and_is_completed_later(db, request):
    assert run_import([project(number_of(1))]) == counts(read=1, created=1)
    imported = ImportedProject.objects.get()
    assert (imported.programme, list(imported.themes.all())) == (None, [])

    request.getfixturevalue("vocabularies")

    assert run_import([project(number_of(1))]) == counts(read=1, updated=1)
    assert ImportedProject.objects.get().programme.slug == "ka229"


def test_import_follows_a_theme_to_the_one_that_replaced_it(vocabularies):
    from vocabularies.records import Theme

    old = Theme.objects.get(slug="duurzaamheid-en-klimaat")
    new = Theme.objects.get(slug="welbevinden-en-gezondheid")
    Theme.objects.filter(pk=old.pk).update(replaced_by=new, retired_at=timezone.now())

    run_import([project(number_of(1), Topics="Environment and climate change")])

    assert {theme.slug for theme in ImportedProject.objects.get().themes.all()} == {new.slug}


def test_import_writes_what_it_did_without_names(vocabularies):
    run_import([project(number_of(1)), foreign()])

    event = Event.objects.get(verb="import_eplus")
    assert event.detail == {"keep_all": False, **counts(read=2, created=1, skipped=1)}


def test_report_names_every_row_and_runs_no_formula(vocabularies):
    evil = project("=HYPERLINK(1)")
    evil_topic = project(number_of(2), Topics="=cmd(1)")
    text = io.StringIO(newline="")

    run_import(
        [project(number_of(1)), evil, evil_topic, foreign(number_of(4, "DE03"))],
        report=RowReport(text),
    )

    lines = text.getvalue().split("\r\n")
    assert lines[0] == "rij;regel;projectnummer;wat;waarom"
    assert lines[1] == f"2;2;{number_of(1)};nieuw;"
    assert lines[2].startswith("3;5;;mislukt;“=HYPERLINK(1”")
    assert lines[3] == f"4;8;{number_of(2)};nieuw;geen thema voor: =cmd(1)"
    assert (
        lines[4] == f"5;11;{number_of(4, 'DE03')};overgeslagen;geen Vlaamse coördinator of partner"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_import_of_a_batch_takes_as_many_statements_for_one_row_as_for_three(
    vocabularies, django_assert_num_queries, count
):
    rows = [project(number_of(number)) for number in range(1, count + 1)]
    content = as_csv(rows).encode()

    with django_assert_num_queries(10):
        run_import(content)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_imports_at_once_make_every_project_once(vocabularies):
    rows = [project(number_of(count)) for count in range(1, 301)]
    start = threading.Barrier(2)
    summaries, problems = [], []

    def work():
        try:
            start.wait(timeout=20)
            summaries.append(run_import(rows))
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert problems == []
    assert ImportedProject.objects.count() == 300
    assert sum(one["created"] for one in summaries) == 300
    assert sum(one["unchanged"] for one in summaries) == 300
    assert {one["failed"] for one in summaries} == {0}
    links = ImportedProject.themes.through.objects.count()
    assert links == 600
