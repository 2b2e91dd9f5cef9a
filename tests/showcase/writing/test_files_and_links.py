"""A file that comes along is kept once, and only with the draft; a link leads to a page."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from showcase import permissions
from showcase.domain import guests, review, uploads
from showcase.domain.active_pdf import refuse_active_pdf
from showcase.records import DraftGuest, ProjectPhoto, SchoolDocument, SchoolImage
from tests.accounts.factories import make_user
from tests.showcase.files.samples import PDF, photo
from tests.showcase.files.test_of_another_school import browser_of, make_document
from tests.showcase.writing.filling import page_of, posted_by
from tests.showcase.writing.test_handing_in import draft_of

pytestmark = pytest.mark.django_db


def sent_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def kept_titles() -> list[str]:
    return list(SchoolDocument.objects.order_by("pk").values_list("title", flat=True))


def stored_names() -> set[str]:
    storage = SchoolDocument._meta.get_field("file").storage
    return set(storage.listdir("documents")[1]) if storage.exists("documents") else set()


@pytest.mark.slow
def test_file_is_kept_once_however_often_it_is_sent(at_work, project):
    filled = posted_by(at_work, project, result_nothing_to_share=[])
    before = stored_names()

    for name in ("boek.txt", "boek.txt", "kopie.txt"):
        at_work.post(page_of(project), {**filled, "result_file": sent_file(name, b"Het boek.")})

    assert kept_titles() == ["boek.txt"]
    assert len(stored_names() - before) == 1
    assert draft_of(project).result_drafts.get().document.title == "boek.txt"


@pytest.mark.slow
def test_file_is_kept_once_when_the_form_is_shown_again(at_work, project):
    filled = posted_by(at_work, project, result_nothing_to_share=[], start_date="31/02/2024")
    book = {"result_file": sent_file("boek.txt", b"Het boek.")}

    shown_again = at_work.post(page_of(project), {**filled, **book})
    again = posted_by(at_work, project, start_date="2022-09-01")
    at_work.post(page_of(project), again)

    assert shown_again.status_code == 422
    assert kept_titles() == ["boek.txt"]
    assert draft_of(project).result_drafts.get().document.title == "boek.txt"


@pytest.mark.slow
def test_conflict_keeps_the_file_once_and_the_choice_decides(at_work, project):
    filled = posted_by(at_work, project, result_nothing_to_share=[], summary="Mijn tekst.")
    other = draft_of(project)
    other.summary = "Hun tekst."
    other.save_revision(clean=False)

    answers = [
        at_work.post(
            page_of(project), {**filled, "result_file": sent_file("boek.txt", b"Het boek.")}
        )
        for _again in range(2)
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert kept_titles() == ["boek.txt"]


@pytest.mark.parametrize("how", [{}, {"autosave": "1"}])
@pytest.mark.slow
def test_file_is_looked_into_once_and_before_anybody_waits(at_work, project, monkeypatch, how):
    """A look into fifty megabytes takes seconds, in which a lock would hold up everybody."""
    looks = []

    def look(content: bytes) -> None:
        looks.append(len(connection.savepoint_ids))
        refuse_active_pdf(content)

    monkeypatch.setattr(uploads, "refuse_active_pdf", look)
    filled = posted_by(at_work, project, result_nothing_to_share=[])
    unlocked = len(connection.savepoint_ids)

    at_work.post(page_of(project), {**filled, **how, "result_file": sent_file("boek.pdf", PDF)})

    assert kept_titles() == ["boek.pdf"]
    assert looks == [unlocked]


def test_form_that_comes_too_late_keeps_no_file(at_work, editor, project):
    filled = posted_by(at_work, project, result_nothing_to_share=[])
    review.hand_in(project, by=editor)
    before = stored_names()

    answer = at_work.post(
        page_of(project), {**filled, "result_file": sent_file("boek.txt", b"Het boek.")}
    )

    assert answer.status_code == 409
    assert (kept_titles(), stored_names()) == ([], before)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JavaScript:x.y",
        "data:text/html,x",
        "file:///etc/passwd",
        "javascript:1;alert(1)//://x.y",
        "javascript:1/x.y",
    ],
)
@pytest.mark.slow
def test_link_that_is_a_command_is_refused_at_its_field(at_work, project, link):
    answer = at_work.post(page_of(project), posted_by(at_work, project, result_link=link))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "result_link": ["Dit is geen adres. Neem het over uit je browser."]
    }
    assert draft_of(project).result_drafts.get().link == ""


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("www.school.be/boek", "https://www.school.be/boek"),
        ("school.be:8080/boek", "https://school.be:8080/boek"),
        ("http://school.be", "http://school.be"),
    ],
)
def test_link_gets_what_people_leave_out(at_work, project, link, kept):
    at_work.post(
        page_of(project),
        posted_by(at_work, project, result_link=link, result_nothing_to_share=[]),
    )

    assert draft_of(project).result_drafts.get().link == kept


def test_preview_of_a_draft_makes_no_link_of_a_command(at_work, project):
    text = draft_of(project)
    (part,) = text.result_drafts.all()
    part.link = text.website = "javascript:alert(1)"
    text.result_drafts = [part]
    text.save_revision(clean=False)

    preview = at_work.get(reverse("wagtailadmin_pages:view_draft", args=[project.pk]))

    assert part.title in preview.text
    assert "javascript:" not in preview.text


@pytest.fixture
def guest(project, editor):
    """An adviser who helps to write the project."""
    user = make_user("begeleider@pbd.example")
    DraftGuest.objects.create(
        project=project,
        email=user.email,
        user=user,
        invited_by=editor,
        expires_at=timezone.now(),
        accepted_at=timezone.now(),
    )
    return user


def test_adviser_sees_the_files_of_the_draft_while_the_help_lasts(guest, editor, space, project):
    other = make_document(space, "ander")
    client = browser_of(guest)
    client.post(
        page_of(project),
        posted_by(
            client,
            project,
            result_nothing_to_share=[],
            result_file=sent_file("boek.txt", b"Het boek."),
        ),
    )
    document = draft_of(project).result_drafts.get().document

    assert permissions.can_see_document(guest, document)
    assert not permissions.can_see_document(guest, other)
    assert not permissions.can_see_document(make_user("wie@elders.example"), document)

    guests.end_guest(DraftGuest.objects.get(), by=editor)
    assert not permissions.can_see_document(guest, document)


@pytest.mark.parametrize("count", [1, 3])
def test_photo_is_shown_to_an_adviser_without_building_a_draft(
    guest, space, project, django_assert_num_queries, count
):
    photos = [
        SchoolImage.objects.create(
            title="Klas", file=ContentFile(photo(), "klas.jpg"), collection=space.collection
        )
        for _number in range(count + 1)
    ]
    draft = draft_of(project)
    draft.photos = [ProjectPhoto(image=image) for image in photos[:count]]
    draft.save_revision(clean=False)

    seen = []
    for image in photos:
        with django_assert_num_queries(1):
            seen.append(permissions._is_guest_with(guest, image))

    assert seen == [True] * count + [False]


@pytest.mark.slow
def test_adviser_puts_no_file_of_the_school_into_the_draft_by_its_number(guest, space, project):
    """Else every file of the school could be read that way."""
    secret = make_document(space, "toestemmingen")
    client = browser_of(guest)
    filled = posted_by(client, project, result_nothing_to_share=[], result_title="Boek")

    client.post(page_of(project), {**filled, "result_document": str(secret.pk)})

    part = draft_of(project).result_drafts.get()
    assert (part.title, part.document) == ("Boek", None)
    assert not permissions.can_see_document(guest, secret)
