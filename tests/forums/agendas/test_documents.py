"""Documents of an item: for exactly who may read the session."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from forums.domain import documents
from forums.domain.agendas import remove_item
from forums.domain.documents import add_document, delete_document
from forums.enums import Access
from forums.records import AgendaDocument
from tests.forums.factories import (
    make_coming_session,
    make_document,
    make_forum,
    make_item,
    make_member,
)
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.showcase.files.samples import PDF

pytestmark = pytest.mark.django_db

EVERYBODY = ["visitor", "editor", "policymaker", "moderator", "administrator"]
ORGANISERS = {"moderator", "administrator"}


def upload(name="Cijfers 2026.PDF", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def item():
    return make_item(make_coming_session(make_forum("leren")), title="Gesprek")


def place(item, rest=""):
    return place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/documenten/{rest}")


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    "what", ["public", "members take part", "members only", "draft forum", "draft agenda"]
)
def test_who_reads_a_document(client, request, school, what, who):
    access = {"members only": Access.MEMBERS_ONLY, "members take part": Access.MEMBERS_TAKE_PART}
    forum = make_forum(access=access.get(what, Access.PUBLIC), live=what != "draft forum")
    make_member(forum, school)
    item = make_item(make_coming_session(forum), is_published=what != "draft agenda")
    document = make_document(item)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    everybody = what in ("public", "members take part")
    members = what == "members only" and who == "editor"
    may = everybody or members or who in ORGANISERS

    response = client.get(document.get_absolute_url())
    page = client.get(item.session.get_absolute_url())

    assert response.status_code == (200 if may else 404)
    if may:
        assert response.getvalue() == PDF
        assert response["Content-Disposition"] == 'attachment; filename="cijfers.pdf"'
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cache-Control"] == "private, no-cache"
    else:
        assert PDF not in response.content
    on_page = may and what != "draft agenda"
    assert (document.get_absolute_url() in page.text) == on_page


def test_a_document_is_found_at_its_own_address_only(client, item):
    document = make_document(item)
    other = make_coming_session(make_forum("ander"))
    address = document.get_absolute_url()

    assert client.get(address.replace("cijfers.pdf", "ander.pdf")).status_code == 404
    assert client.get(address.replace("/leren/", f"/{other.forum.slug}/")).status_code == 404
    assert (
        client.get(address.replace(f"/{document.pk}/", f"/{document.pk + 1}/")).status_code == 404
    )
    response = client.get(address)
    seen, content = response["ETag"], response.getvalue()
    assert content == PDF
    assert client.get(address, headers={"If-None-Match": seen}).status_code == 304
    document.file.storage.delete(document.file.name)
    assert client.get(address).status_code == 404


def test_the_same_file_is_kept_once(item, moderator):
    first = add_document(item, upload(), by=moderator, title="Cijfers")

    assert add_document(item, upload("anders.pdf"), by=moderator, title="Nog eens") == first
    assert (first.filename, first.kind, first.size) == ("cijfers-2026.pdf", "pdf", len(PDF))
    assert "cijfers" not in first.file.name


def test_what_is_no_document_is_refused(item, moderator, policymaker, monkeypatch):
    for wrong in (upload(content=b""), upload(content=b"MZ\x00"), upload("x.docx")):
        with pytest.raises(ValidationError):
            add_document(item, wrong, by=moderator, title="Cijfers")
    with pytest.raises(ValidationError):
        add_document(item, upload(), by=moderator, title=" ")
    with pytest.raises(PermissionDenied):
        add_document(item, upload(), by=policymaker, title="Cijfers")
    monkeypatch.setattr(documents, "MOST", 0)
    with pytest.raises(ValidationError, match="Haal er eerst een weg"):
        add_document(item, upload(), by=moderator, title="Cijfers")

    assert not AgendaDocument.objects.exists()


def test_a_document_goes_with_its_file(item, moderator, django_capture_on_commit_callbacks):
    document = make_document(item)
    storage, name = document.file.storage, document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        delete_document(document, by=moderator)
        delete_document(document, by=moderator)

    assert not storage.exists(name)
    assert not AgendaDocument.objects.exists()


def test_an_item_with_documents_stays_on_the_agenda(item, moderator):
    make_document(item)

    with pytest.raises(ValidationError, match="Haal die eerst weg"):
        remove_item(item, by=moderator, started_from=1)


def test_organiser_adds_one_and_takes_it_away_after_a_question(client, item, moderator):
    client.force_login(moderator)
    empty = client.get(place(item))
    wrong = client.post(place(item), {"title": "", "file": upload(content=b"MZ\x00")})
    added = client.post(place(item), {"title": "Cijfers", "file": upload()}, follow=True)
    document = item.documents.get()
    question = client.get(place(item, f"{document.pk}/weghalen/"))
    for _again in range(2):
        gone = client.post(place(item, f"{document.pk}/weghalen/"), follow=True)

    assert set(wrong.context["form"].errors) == {"title", "file"}
    assert document.get_absolute_url() in added.text
    assert "“Cijfers” weghalen?" in question.text
    assert "Nog geen documenten." in gone.text
    assert client.get(place(item, f"{document.pk}/weghalen/")).status_code == 404
    for response in (empty, wrong, added, question, gone):
        assert markup_problems(response.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_documents_cost_the_same(client, item, moderator, django_assert_num_queries, count):
    for number in range(count):
        make_document(item, PDF + str(number).encode())
    with django_assert_num_queries(9):
        page = client.get(item.session.get_absolute_url())
    client.force_login(moderator)
    with django_assert_num_queries(7):
        organised = client.get(place(item))

    assert page.text.count("/documenten/") == len(organised.context["documents"]) == count
