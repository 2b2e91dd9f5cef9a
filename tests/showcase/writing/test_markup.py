"""The HTML of the pages of writing and reviewing."""

import pytest

from showcase.domain import completion, review
from showcase.enums import ChildKind
from tests.markup import markup_problems
from tests.showcase.factories import make_project, make_published, make_term
from tests.showcase.writing.filling import page_of, posted_by
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_pages_are_valid_html(at_work, client, space, project, editor, moderator):
    waiting = make_project(space, title="Wat nog wacht")
    review.hand_in(waiting, by=editor)
    result = waiting.get_latest_revision_as_object().result_drafts.get()
    book = make_term(Scheme.OUTPUT_TYPES, "boek")
    completion.propose_completion(
        waiting, {(ChildKind.RESULT, result.uuid): {"type": book.pk}}, by=moderator
    )
    review.ask_addition(waiting, by=moderator, field="title", words="Klopt dit?")
    asked = make_project(space, title="Met een vraag")
    review.hand_in(asked, by=editor)
    review.ask_addition(asked, by=moderator, field="summary", words="Hoeveel leerlingen?")
    review.send_back(asked, by=moderator)
    public = make_published(space)
    client.force_login(moderator)
    empty = space.new_project(title="", owner=editor)
    empty.save_revision(clean=False)

    answers = [
        *(
            at_work.get(path)
            for path in (
                "/mijn/",
                "/mijn/projecten/",
                "/mijn/projecten/nieuw/",
                *(page_of(one) for one in (project, waiting, asked, public)),
                *(page_of(project) + rest for rest in ("geschiedenis/", "kijkwijzer/")),
                *(page_of(project) + rest for rest in ("begeleiders/", "wissen/")),
                f"{page_of(public)}archiveren/",
            )
        ),
        at_work.post(page_of(empty), posted_by(at_work, empty, doe="dien-in")),
        at_work.post(f"{page_of(public)}archiveren/", {"reason": ""}),
        client.get("/mijn/nakijken/"),
        client.get(f"/mijn/nakijken/{waiting.pk}/"),
        client.post(f"/mijn/nakijken/{waiting.pk}/", {"doe": "publiceer"}),
    ]

    found = {
        answer.request["PATH_INFO"]: markup_problems(answer.text)
        for answer in answers
        if markup_problems(answer.text)
    }
    assert found == {}
