"""The self-evaluation guide: colleagues fill it in together, and nobody's words are lost."""

import pytest
from bs4 import BeautifulSoup

from showcase.domain.self_evaluation import guide
from showcase.records import SelfEvaluationAnswer
from tests.accounts.factories import PASSWORD
from tests.showcase.writing.test_handing_in import draft_of
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db

SLUG = guide()[0].questions[0].slug
NEXT = guide()[0].questions[1].slug


def page_of(project):
    return f"/mijn/projecten/{project.pk}/kijkwijzer/"


def fields_in(response):
    """The first part of the guide, as a browser posts it."""
    form = BeautifulSoup(response.content, "html.parser").select("main form")[0]
    fields = {field["name"]: field.text.removeprefix("\n") for field in form.select("textarea")}
    fields |= {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def opened(client, project):
    return fields_in(client.get(page_of(project)))


def answer(**words):
    kept = SelfEvaluationAnswer.objects.get(question=SLUG)
    return {name: getattr(kept, name) for name in words}


def test_answers_of_two_colleagues_to_other_questions_are_both_kept(at_work, colleague, project):
    mine, theirs = opened(at_work, project), opened(colleague, project)
    colleague.post(page_of(project), {**theirs, f"{NEXT}.what_we_see": "Van Jan."})

    response = at_work.post(page_of(project), {**mine, f"{SLUG}.what_we_see": "Van Ilse."})

    assert response.status_code == 302
    assert dict(SelfEvaluationAnswer.objects.values_list("question", "what_we_see")) == {
        SLUG: "Van Ilse.",
        NEXT: "Van Jan.",
    }


@pytest.mark.slow
def test_two_colleagues_in_one_box_see_both_texts(at_work, colleague, project):
    mine, theirs = opened(at_work, project), opened(colleague, project)
    colleague.post(page_of(project), {**theirs, f"{SLUG}.what_we_see": "Van Jan."})

    asked = at_work.post(
        page_of(project),
        {**mine, f"{SLUG}.what_we_see": "Van Ilse.", f"{SLUG}.what_we_ask": "Hoe verder?"},
    )
    meanwhile = answer(what_we_see="", what_we_ask="")
    fields = fields_in(asked)
    at_work.post(page_of(project), {**fields, f"{SLUG}.what_we_see": "Van ons."})

    assert asked.status_code == 409
    assert "Van Jan." in asked.text
    assert fields[f"{SLUG}.what_we_see"] == "Van Ilse."
    assert meanwhile == {"what_we_see": "Van Jan.", "what_we_ask": "Hoe verder?"}
    assert answer(what_we_see="") == {"what_we_see": "Van ons."}


def test_text_of_several_lines_does_not_differ_from_itself(at_work, project):
    for words in ("Een.\r\nTwee.", "Een.\r\nTwee.\r\nDrie."):
        filled = {**opened(at_work, project), f"{SLUG}.what_we_see": words}
        assert at_work.post(page_of(project), filled).status_code == 302

    assert answer(what_we_see="") == {"what_we_see": "Een.\nTwee.\nDrie."}


def test_emptied_answer_goes_unless_a_colleague_wrote_meanwhile(at_work, colleague, project):
    at_work.post(
        page_of(project), {**opened(at_work, project), f"{SLUG}.what_we_see": "Voorlopig."}
    )
    mine, theirs = opened(at_work, project), opened(colleague, project)
    colleague.post(page_of(project), {**theirs, f"{SLUG}.what_we_see": "Definitief."})

    refused = at_work.post(page_of(project), {**mine, f"{SLUG}.what_we_see": ""})
    kept = answer(what_we_see="")
    at_work.post(page_of(project), fields_in(refused))

    assert (refused.status_code, kept) == (409, {"what_we_see": "Definitief."})
    assert not SelfEvaluationAnswer.objects.exists()


@pytest.fixture
def signed_out(at_work, editor):
    """A browser that can sign in again through the door."""

    def again():
        editor.set_password(PASSWORD)
        editor.save()
        at_work.post("/account/login/", {"login": editor.email, "password": PASSWORD})

    at_work.again = again
    return at_work


@pytest.mark.slow
def test_answers_posted_while_signed_out_are_there_after_signing_in(
    at_work, colleague, project, signed_out
):
    mine = opened(at_work, project)
    lose_session(at_work)
    at_work.post(page_of(project), {**mine, f"{SLUG}.what_we_see": "Niet kwijt."})
    theirs = opened(colleague, project)
    colleague.post(page_of(project), {**theirs, f"{SLUG}.what_we_see": "Van Jan."})
    signed_out.again()

    back = at_work.get(page_of(project))
    asked = at_work.post(page_of(project), fields_in(back))
    at_work.post(page_of(project), fields_in(asked))

    assert "Je tekst is er nog" in back.text
    assert fields_in(back)[f"{SLUG}.what_we_see"] == "Niet kwijt."
    assert "Van Jan." in asked.text
    assert answer(what_we_see="") == {"what_we_see": "Niet kwijt."}
    assert "Je tekst is er nog" not in at_work.get(page_of(project)).text


@pytest.mark.parametrize(
    ("rest", "field", "words"),
    [("archiveren/", "reason", "Niet meer juist."), ("begeleiders/", "email", "an@pbd.example")],
)
def test_words_of_other_forms_are_there_after_signing_in(
    at_work, space, signed_out, rest, field, words
):
    from tests.showcase.factories import make_published

    page = f"/mijn/projecten/{make_published(space).pk}/{rest}"
    lose_session(at_work)
    away = at_work.post(page, {field: words})
    signed_out.again()

    back = BeautifulSoup(at_work.get(page).content, "html.parser").select_one(f"[name={field}]")

    assert away.url == f"/account/login/?next={page}"
    assert (back.get("value") or back.text.strip()) == words


@pytest.mark.slow
def test_text_to_a_published_project_is_there_after_signing_in(at_work, space, signed_out):
    from tests.showcase.factories import make_published
    from tests.showcase.writing.filling import posted_by

    project = make_published(space)
    page = f"/mijn/projecten/{project.pk}/?pas-aan"
    filled = posted_by(at_work, project, summary="Niet kwijt.")
    lose_session(at_work)
    at_work.post(page, filled)
    signed_out.again()

    assert "Niet kwijt." in at_work.get(page.removesuffix("?pas-aan")).text


def test_answer_that_does_not_fit_is_refused_at_its_box_and_nothing_is_cut(at_work, project):
    long = "Lang. " * 400
    fields = {**opened(at_work, project), f"{SLUG}.what_we_see": long, f"{NEXT}.what_we_ask": "Zo?"}

    refused = at_work.post(page_of(project), fields)

    assert refused.status_code == 422
    page = BeautifulSoup(refused.content, "html.parser")
    assert "399 tekens te lang" in page.select_one(f"#{SLUG}-what_we_see-fout").text
    assert page.select(f".error-summary a[href='#{SLUG}-what_we_see']")
    assert page.select_one(f"#{SLUG}-what_we_see").text.removeprefix("\n") == long
    assert page.select_one(f"#{NEXT}-what_we_ask").text.removeprefix("\n") == "Zo?"
    assert not SelfEvaluationAnswer.objects.exists()


def test_answer_with_as_many_lines_as_the_browser_takes_is_kept_whole(at_work, project):
    typed = "abc\r\n" * 499 + "abcd"

    at_work.post(page_of(project), {**opened(at_work, project), f"{SLUG}.what_we_see": typed})

    assert answer(what_we_see="") == {"what_we_see": typed.replace("\r\n", "\n")}


@pytest.mark.parametrize("verb", ["conclusie", "verankering"])
def test_what_is_made_of_an_answer_is_made_once(at_work, project, verb):
    """Two clicks are one, also when both wait for each other."""
    fields = {**opened(at_work, project), f"{SLUG}.what_we_change": "We delen\r\nde stages."}
    before = made(project)

    for _click in range(2):
        at_work.post(page_of(project), {**fields, "doe": f"{verb}:{SLUG}"})

    one = ["We delen\nde stages."]
    assert [after[len(there) :] for there, after in zip(before, made(project), strict=True)] == (
        [one, []] if verb == "conclusie" else [[], one]
    )


def made(project):
    draft = draft_of(project)
    return (
        [part.statement for part in draft.conclusion_drafts.all()],
        [part.description for part in draft.anchoring_actions.all()],
    )


def test_answer_with_a_byte_that_no_database_holds_is_kept_without_it(at_work, project):
    fields = {**opened(at_work, project), f"{SLUG}.what_we_see": "Zon\0der."}

    assert at_work.post(page_of(project), fields).status_code == 302
    assert answer(what_we_see="") == {"what_we_see": "Zonder."}


def test_token_of_the_form_is_not_kept(at_work, project):
    client = at_work
    lose_session(client)
    client.post(page_of(project), {"csrfmiddlewaretoken": "x", f"{SLUG}.what_we_see": "Tekst."})

    assert client.session["kept_text"][page_of(project)]["text"] == f"{SLUG}.what_we_see=Tekst."
