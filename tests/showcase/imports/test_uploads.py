"""An export by upload, read in the background; and imported projects in the admin."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jobs.domain.starting import retry_job
from jobs.enums import JobState
from jobs.records import Job
from showcase.domain import import_uploads
from showcase.domain.claim_links import send_claim_link
from showcase.domain.claims import claim_imported
from showcase.domain.import_uploads import UploadRefused, start_import, tidy_import_runs
from showcase.records import ClaimLink, ImportedProject, ImportRun
from tests.showcase.factories import make_index
from tests.showcase.imports.exports import as_csv, foreign, number_of, project, write_xlsx
from tests.showcase.imports.factories import make_imported

pytestmark = pytest.mark.django_db
LIST = "/beheer/ingelezen/"
UPLOAD = f"{LIST}inlezen/"


def an_export(*rows, name="export.csv"):
    content = as_csv(rows or [project(number_of(1)), foreign()]).encode("utf-8-sig")
    return SimpleUploadedFile(name, content, "text/csv")


def half_a_letter():
    """An export that turns out to be damaged far below its header."""
    text = as_csv([project(number_of(count)) for count in range(1, 60)])
    return SimpleUploadedFile("export.csv", text.encode("utf-16") + b"\x00")


def stored_files():
    return default_storage.listdir("inlezen")[1] if default_storage.exists("inlezen") else []


@pytest.fixture
def at_once(django_capture_on_commit_callbacks):
    """Let background work happen when the transaction would have ended."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_upload_is_read_in_the_background_and_erased(vocabularies, moderator, at_once):
    before = set(stored_files())

    with at_once():
        run = start_import(an_export(), keep_all=False, by=moderator)

    run = ImportRun.objects.get(pk=run.pk)
    assert run.job.state == JobState.SUCCEEDED
    assert run.job.started_by == moderator
    assert run.job.outcome == run.summary
    assert run.summary == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 1,
        "failed": 0,
    }
    assert not run.file
    assert run.erased_at is not None
    assert set(stored_files()) - before == {run.report.name.rpartition("/")[2]}
    with run.report.open("rb") as report:
        lines = report.read().decode("utf-8-sig").splitlines()
    assert lines[1] == f"2;2;{number_of(1)};nieuw;"


def test_upload_of_a_workbook_is_read_too(vocabularies, moderator, tmp_path, at_once):
    path = write_xlsx(tmp_path / "x.xlsx", [project(number_of(1))])

    with at_once():
        start_import(
            SimpleUploadedFile("export.csv", path.read_bytes()), keep_all=False, by=moderator
        )

    assert ImportRun.objects.get().kind == "xlsx"
    assert ImportedProject.objects.get().number == number_of(1)


def test_upload_is_refused_to_who_does_not_import(editor, policymaker):
    for user in (editor, policymaker):
        with pytest.raises(PermissionDenied):
            start_import(an_export(), keep_all=False, by=user)

    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 xxx", "een PDF"),
        (b"<html><body>", "webpagina"),
        (b"Naam;Adres\r\nx;y\r\n", "kopregel"),
        (b"PK\x03\x04" + b"x" * 50, "beschadigd"),
    ],
)
def test_upload_is_known_by_its_content_and_nothing_is_kept(moderator, content, says):
    before = stored_files()

    with pytest.raises(UploadRefused) as refused:
        start_import(SimpleUploadedFile("export.csv", content), keep_all=False, by=moderator)

    assert says in str(refused.value)
    assert (ImportRun.objects.count(), Job.objects.count()) == (0, 0)
    assert stored_files() == before


def test_upload_that_is_too_large_is_refused(moderator, monkeypatch):
    monkeypatch.setattr(import_uploads, "MAX_UPLOAD", 1024)

    with pytest.raises(UploadRefused):
        start_import(an_export(), keep_all=False, by=moderator)


def test_failed_import_says_why_and_erases_the_upload(vocabularies, moderator, at_once):
    with at_once():
        run = start_import(half_a_letter(), keep_all=False, by=moderator)

    run = ImportRun.objects.get(pk=run.pk)
    assert run.job.state == JobState.FAILED
    assert "niet in de codering utf-16" in run.job.problem
    assert not run.file


def test_import_that_broke_is_started_again_with_the_same_export(
    vocabularies, moderator, administrator, at_once, monkeypatch
):
    def breaks(*_arguments, **_named):
        raise RuntimeError("the database went away")

    before = set(stored_files())
    with monkeypatch.context() as patched, at_once():
        patched.setattr(import_uploads, "import_export", breaks)
        run = start_import(an_export(), keep_all=False, by=moderator)
    broken = Job.objects.get(import_run=run.pk)

    with at_once():
        again = retry_job(broken, by=administrator)

    again.refresh_from_db()
    run = ImportRun.objects.get(pk=run.pk)
    assert (broken.state, again.state) == (JobState.FAILED, JobState.SUCCEEDED)
    assert run.summary["created"] == 1
    assert not run.file
    assert set(stored_files()) - before == {run.report.name.rpartition("/")[2]}


def test_retried_import_whose_file_is_gone_says_so(vocabularies, moderator, administrator, at_once):
    with at_once():
        run = start_import(half_a_letter(), keep_all=False, by=moderator)

    with at_once():
        again = retry_job(Job.objects.get(import_run=run.pk), by=administrator)

    again.refresh_from_db()
    assert again.problem == "Het bestand is al gewist. Laad het opnieuw op."


def test_old_files_and_reports_are_tidied(vocabularies, moderator, at_once):
    with at_once():
        read = start_import(an_export(), keep_all=False, by=moderator)
    never_read = ImportRun(name="x", started_by=moderator)
    never_read.file.save("x", io.BytesIO(b"x"))
    fresh = ImportRun(name="y", started_by=moderator)
    fresh.file.save("y", io.BytesIO(b"y"))
    long_ago = timezone.now() - import_uploads.KEEP_REPORT - import_uploads.KEEP_FILE
    ImportRun.objects.filter(pk__in=[read.pk, never_read.pk]).update(started_at=long_ago)

    assert tidy_import_runs() == 2
    assert tidy_import_runs() == 0
    assert [bool(ImportRun.objects.get(pk=run.pk).file) for run in (never_read, fresh)] == [
        False,
        True,
    ]
    fresh.delete()


# In the admin.


def test_moderator_uploads_follows_and_fetches_the_report(client, vocabularies, moderator, at_once):
    client.force_login(moderator)

    with at_once():
        sent = client.post(UPLOAD, {"file": an_export(), "keep_all": "on"})
    followed = client.get(sent.url)
    run = ImportRun.objects.get()
    report = client.get(f"{sent.url}verslag/")

    assert sent.url == f"{UPLOAD}{run.pk}/"
    assert dict(followed.context["counts"]) == {
        "gelezen": 2,
        "nieuw": 2,
        "bijgewerkt": 0,
        "ongewijzigd": 0,
        "overgeslagen": 0,
        "mislukt": 0,
    }
    assert followed.context["busy"] is False
    assert report["Content-Type"] == "text/csv"
    assert report["Content-Disposition"].startswith("attachment;")
    assert number_of(1) in report.getvalue().decode("utf-8-sig")


def test_page_of_an_import_names_the_rows_that_failed(client, vocabularies, moderator, at_once):
    client.force_login(moderator)

    with at_once():
        sent = client.post(UPLOAD, {"file": an_export(project(number_of(1)), project("zomaar"))})
    followed = client.get(sent.url)

    assert [one["row"] for one in followed.context["failed"]] == ["3"]
    assert followed.context["failed"][0]["why"] in followed.text


def test_page_of_an_import_refreshes_while_it_is_busy(client, moderator):
    client.force_login(moderator)
    job = Job.objects.create(
        kind="import_eplus", title="x", done=40, total=100, state="running", began_at=timezone.now()
    )
    run = ImportRun.objects.create(name="export.csv", job=job)

    busy = client.get(f"{UPLOAD}{run.pk}/")
    ImportRun.objects.update(ended_at=timezone.now())
    done = client.get(f"{UPLOAD}{run.pk}/")

    assert 'http-equiv="refresh"' in busy.text
    assert 'http-equiv="refresh"' not in done.text


def test_refused_upload_is_explained_at_the_field(client, moderator):
    client.force_login(moderator)

    response = client.post(UPLOAD, {"file": SimpleUploadedFile("x.csv", b"%PDF-1.7")})

    assert set(response.context["form"].errors) == {"file"}
    assert "een PDF" in response.text


@pytest.mark.parametrize("who", ["editor", "policymaker", "visitor"])
def test_imports_are_hidden_from_others(client, request, who, school, vocabularies):
    imported = make_imported()
    run = ImportRun(name="export.csv")
    run.report.save("x.csv", io.BytesIO(b"rij"))
    make_index()
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    addresses = [LIST, f"{LIST}results/", UPLOAD, f"{UPLOAD}{run.pk}/", f"{LIST}{imported.pk}/"]
    for address in [*addresses, f"{UPLOAD}{run.pk}/verslag/"]:
        response = client.get(address)
        assert response.status_code in {302, 403, 404}
        assert imported.title not in response.text
    assert client.post(UPLOAD, {"file": an_export()}).status_code in {302, 403, 404}
    assert ImportRun.objects.count() == 1
    run.delete()


@pytest.mark.parametrize("who", ["moderator", "administrator"])
@pytest.mark.slow
def test_imported_projects_are_listed_filtered_and_searched(client, request, who, school):
    client.force_login(request.getfixturevalue(who))
    flemish = make_imported("2019-1-BE02-KA229-999001", title="Water")
    claimed = make_imported(
        "2019-1-BE02-KA229-999002", claimed_by=school, claimed_at=timezone.now()
    )
    abroad = make_imported("2019-1-DE03-KA229-999003", is_flemish=False)

    def listed(**parameters):
        return {one.pk for one in client.get(LIST, parameters).context["object_list"]}

    assert listed() == {flemish.pk, claimed.pk, abroad.pk}
    assert listed(is_flemish="true") == {flemish.pk, claimed.pk}
    assert listed(claimed="true") == {claimed.pk}
    assert listed(claimed="false") == {flemish.pk, abroad.pk}
    assert listed(q="999003") == {abroad.pk}
    assert listed(link="true") == set()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_statements_for_one_project_as_for_three(
    client, moderator, school, django_assert_num_queries, count
):
    for number in range(count):
        imported = make_imported(claimed_by=school, claimed_at=timezone.now())
        ClaimLink.objects.create(
            imported=imported,
            email="x@voorbeeld.example",
            token_digest=str(number),
            expires_at=timezone.now() + timezone.timedelta(days=1),
        )
    client.force_login(moderator)
    client.get(LIST)

    with django_assert_num_queries(14):
        client.get(LIST)


def test_moderator_mails_a_link_and_sees_how_far_it_came(client, moderator, school):
    imported = make_imported()
    client.force_login(moderator)
    address = f"{LIST}{imported.pk}/"

    response = client.post(
        address, {"act": "send", "email": "lies@de-brug.example", "institution": school.pk}
    )
    shown = client.get(address)

    assert response.url == address
    [link] = shown.context["links"]
    assert (link.email, link.institution, str(link.state.label)) == (
        "lies@de-brug.example",
        school,
        "verstuurd",
    )


def test_address_that_is_none_is_explained(client, moderator):
    imported = make_imported()
    client.force_login(moderator)

    response = client.post(f"{LIST}{imported.pk}/", {"act": "send", "email": "lies"})

    assert set(response.context["form"].errors) == {"email"}
    assert not ClaimLink.objects.exists()


def test_moderator_releases_a_claim(client, moderator, school, editor):
    make_index()
    imported = make_imported()
    claim_imported(imported, institution=school, by=editor)
    client.force_login(moderator)

    shown = client.get(f"{LIST}{imported.pk}/")
    client.post(f"{LIST}{imported.pk}/", {"act": "release"})

    assert shown.context["can_release"] is True
    assert shown.context["form"] is None
    imported.refresh_from_db()
    assert imported.claimed_by is None


def test_administrator_looks_but_mails_no_links(client, administrator, moderator):
    imported = make_imported()
    send_claim_link(imported, "x@voorbeeld.example", by=moderator)
    client.force_login(administrator)

    shown = client.get(f"{LIST}{imported.pk}/")
    refused = client.post(f"{LIST}{imported.pk}/", {"act": "send", "email": "y@voorbeeld.example"})

    assert shown.context["form"] is None
    assert refused.status_code in {302, 403}
    assert ClaimLink.objects.count() == 1
